"""A partnership: one file."""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from partnerkit.model.agreement import Agreement
from partnerkit.model.base import Section
from partnerkit.model.buckets import Buckets
from partnerkit.model.cadence import Cadence
from partnerkit.model.checklists import Checklists
from partnerkit.model.choices import PartnershipType, Position, Priority, Role, Stage
from partnerkit.model.dynamics import Dynamics
from partnerkit.model.fit import Fit
from partnerkit.model.goals import Goal
from partnerkit.model.health import HealthCheck
from partnerkit.model.kpis import Kpi, MonthlyResult
from partnerkit.model.lint import Lint
from partnerkit.model.marks import BOTH, ONE_SIDED, OURS, POSITIONS, SET, branch, known_by
from partnerkit.model.membership import Certification, Membership
from partnerkit.model.outreach import Outreach
from partnerkit.model.partner import Company
from partnerkit.model.people import Contacts, PersonOfFile
from partnerkit.model.plan import Plan
from partnerkit.model.program import InProgram
from partnerkit.model.references import OurPerson, PartnershipName
from partnerkit.model.reviews import Exit, Expansion, Launch, Review
from partnerkit.model.value_proposition import ValueProposition
from partnerkit.model.values import Date, Identifier, Name, Text, quoted, refusal


def _supported(value: object) -> object:
    if type(value) not in (int, Decimal) or value != 1:
        raise refusal("PK004", f"{quoted(value)} is not a format that this partnerkit reads", help="write format: 1")
    return 1


Format: TypeAlias = Annotated[
    Literal[1], BeforeValidator(_supported), Field(description="The version of the file format.", examples=[1])
]


class Partnership(Section):
    """One partnership: who it is with, why, how it is going and what was agreed.

    Only `name` and `type` are required; a section that is left out is not assessed.
    """

    format: Format = BOTH.editorial(1)
    name: Name = BOTH.editorial(
        turned=ONE_SIDED, description="The name of the partnership.", examples=["Acme Analytics"]
    )
    type: PartnershipType = BOTH.commercial(description="The type of partnership.")
    position: Position | None = BOTH.assessment(
        None, turned=POSITIONS, description="The partner's position in the value chain, as we see it."
    )
    role: Role | None = OURS.assessment(None, turned=ONE_SIDED, description="The partner's role in that position.")
    stage: Stage | None = BOTH.assessment(None, description="The current stage of the life cycle.")
    priority: Priority | None = OURS.assessment(None, description="How much attention it gets now.")
    tier: Identifier | None = BOTH.commercial(
        None, turned=ONE_SIDED, description="The partner's tier in our program.", examples=["certified"]
    )
    program: InProgram | None = branch(None, turned=ONE_SIDED, description="The partner's progress toward its tier.")
    membership: Membership | None = branch(
        None, turned=ONE_SIDED, description="Our membership in the partner's program."
    )
    certifications: tuple[Certification, ...] = branch(
        (), items=known_by("person", "name", "of"), description="People who are certified."
    )
    owner: OurPerson | None = BOTH.commitment(
        None, turned=ONE_SIDED, description="The person on our side who runs the partnership.", examples=["dana"]
    )
    contacts: Contacts | None = branch(None, turned=ONE_SIDED, description="The partner's contacts, by purpose.")
    with_: tuple[PartnershipName, ...] = BOTH.editorial(
        (),
        items=SET,
        turned=ONE_SIDED,
        alias="with",
        description="Other partnerships that take part, such as a third company or the parent company.",
        examples=[["globex"]],
    )
    through: PartnershipName | None = BOTH.commercial(
        None, turned=ONE_SIDED, description="The distributor that this reseller buys from.", examples=["globex"]
    )
    since: Date | None = BOTH.editorial(None, description="The date the partnership started.", examples=["2026-02-10"])
    why: Text | None = OURS.editorial(
        None,
        description="Why the two companies work together, in a sentence.",
        examples=["Same retail buyers, and their analytics lack hours worked"],
    )
    tags: tuple[Name, ...] = OURS.editorial(
        (), items=SET, description="Words to filter by.", examples=[["retail", "emea"]]
    )
    partner: Company | None = branch(None, turned=ONE_SIDED, description="The partner's company.")
    people: dict[Identifier, PersonOfFile] = Field(
        {},
        description="The partner's people, and ours who are not in partnerkit.yaml, each under a short name. A person "
        "listed here overrides one with the same short name there.",
    )
    goals: tuple[Goal, ...] = branch(
        (), items=known_by("kind", "metric", as_written=True), description="The goals of the partnership."
    )
    fit: Fit = Field({})
    dynamics: Dynamics | None = Field(None, description="Interest, awareness and encouragement on each side.")
    value_proposition: ValueProposition | None = branch(
        None, turned=ONE_SIDED, description="Why the partner is better off with us."
    )
    outreach: Outreach | None = branch(
        None, turned=ONE_SIDED, description="How we make contact, and every contact so far."
    )
    buckets: Buckets = Field({})
    plan: Plan = branch((), items=known_by("id"))
    kpis: tuple[Kpi, ...] = branch((), items=known_by("metric", "by"), description="The metrics and their targets.")
    results: tuple[MonthlyResult, ...] = branch(
        (), items=known_by("month", "currency"), description="The results, one row a month."
    )
    health: tuple[HealthCheck, ...] = branch(
        (), items=known_by("date"), description="Dated health checks: how the people involved see the partnership."
    )
    agreement: Agreement | None = Field(None, description="The terms of the agreement.")
    launch: Launch | None = Field(None, description="The joint launch.")
    checklists: Checklists | None = Field(None, description="Checklists by phase: what is done and what is open.")
    cadence: Cadence | None = branch(
        None,
        items=known_by("kind"),
        description="The reviews this partnership has, if they differ from those of its stage; each can name the date "
        "its cycle starts from.",
        examples=[["quarterly", "annual"], [{"kind": "semiannual", "from": "2026-01-31"}]],
    )
    reviews: tuple[Review, ...] = branch((), items=known_by("date", "kind"), description="The reviews held so far.")
    expansion: tuple[Expansion, ...] = branch(
        (), items=known_by("kind", "idea"), description="Ideas for doing more together."
    )
    exit: Exit | None = Field(None, description="How the partnership would end, or is ending.")
    lint: Lint | None = Field(None, description="Rules that don't apply here, with the reasons.")
