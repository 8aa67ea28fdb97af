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
        turned=ONE_SIDED, description="What the partnership is called.", examples=["Acme Analytics"]
    )
    type: PartnershipType = BOTH.commercial(description="What kind of partnership it is.")
    position: Position | None = BOTH.assessment(
        None, turned=POSITIONS, description="The partner's place in the landscape, as we see it."
    )
    role: Role | None = OURS.assessment(None, turned=ONE_SIDED, description="What the partner is in that position.")
    stage: Stage | None = BOTH.assessment(None, description="Where it is in its life cycle.")
    priority: Priority | None = OURS.assessment(None, description="How much it matters now.")
    tier: Identifier | None = BOTH.commercial(
        None, turned=ONE_SIDED, description="Its tier in the partner program.", examples=["certified"]
    )
    program: InProgram | None = branch(None, turned=ONE_SIDED, description="What it has done towards its tier.")
    membership: Membership | None = branch(None, turned=ONE_SIDED, description="Our standing in their program.")
    certifications: tuple[Certification, ...] = branch(
        (), items=known_by("person", "name", "of"), description="The people who are certified."
    )
    owner: OurPerson | None = BOTH.commitment(
        None, turned=ONE_SIDED, description="Who runs the partnership: one of our people.", examples=["dana"]
    )
    contacts: Contacts | None = branch(
        None, turned=ONE_SIDED, description="Who is written to, by purpose: their people."
    )
    with_: tuple[PartnershipName, ...] = BOTH.editorial(
        (),
        items=SET,
        turned=ONE_SIDED,
        alias="with",
        description="Other partnerships that take part, such as a third company or the parent company.",
        examples=[["globex"]],
    )
    through: PartnershipName | None = BOTH.commercial(
        None, turned=ONE_SIDED, description="The distributor that this reseller buys through.", examples=["globex"]
    )
    since: Date | None = BOTH.editorial(None, description="When it began.", examples=["2026-02-10"])
    why: Text | None = OURS.editorial(
        None,
        description="Why the two companies work together, in a sentence.",
        examples=["Same retail buyers, and their analytics lack hours worked"],
    )
    tags: tuple[Name, ...] = OURS.editorial(
        (), items=SET, description="Words to filter by.", examples=[["retail", "emea"]]
    )
    partner: Company | None = branch(None, turned=ONE_SIDED, description="The company on the other side.")
    people: dict[Identifier, PersonOfFile] = Field(
        {},
        description="Theirs, and ours who are not in partnerkit.yaml, by a short name; where that file has the same "
        "one, the person listed here is meant.",
    )
    goals: tuple[Goal, ...] = branch(
        (), items=known_by("kind", "metric", as_written=True), description="What the partnership is to achieve."
    )
    fit: Fit = Field({})
    dynamics: Dynamics | None = Field(None, description="Interest, awareness and encouragement on each side.")
    value_proposition: ValueProposition | None = branch(
        None, turned=ONE_SIDED, description="Why they are better off with us."
    )
    outreach: Outreach | None = branch(None, turned=ONE_SIDED, description="How contact is made, and what came of it.")
    buckets: Buckets = Field({})
    plan: Plan = branch((), items=known_by("id"))
    kpis: tuple[Kpi, ...] = branch(
        (), items=known_by("metric", "by"), description="What is measured, against which target."
    )
    results: tuple[MonthlyResult, ...] = branch(
        (), items=known_by("month", "currency"), description="What came of it, one row a month."
    )
    health: tuple[HealthCheck, ...] = branch(
        (), items=known_by("date"), description="How it feels to the people in it, dated."
    )
    agreement: Agreement | None = Field(None, description="What was agreed.")
    launch: Launch | None = Field(None, description="Going to market together.")
    checklists: Checklists | None = Field(None, description="What is done and what is open, by phase.")
    cadence: Cadence | None = branch(
        None,
        items=known_by("kind"),
        description="Which reviews are held, if not those of the stage; each may name the day it is counted from.",
        examples=[["quarterly", "annual"], [{"kind": "semiannual", "from": "2026-01-31"}]],
    )
    reviews: tuple[Review, ...] = branch((), items=known_by("date", "kind"), description="The reviews that were held.")
    expansion: tuple[Expansion, ...] = branch(
        (), items=known_by("kind", "idea"), description="Ideas for doing more together."
    )
    exit: Exit | None = Field(None, description="How it would end, or ends.")
    lint: Lint | None = Field(None, description="Which rules do not apply here, and why.")
