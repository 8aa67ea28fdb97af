"""The terms of the partnership, in the seven groups of the guide."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import (
    AgreementStatus,
    AssignmentRule,
    ControlRule,
    DisputeRule,
    ExclusivityKind,
    PeriodEnd,
    Renewal,
    ReviewKind,
    Side,
    Sides,
)
from partnerkit.model.marks import BOTH, SET, SIDES, Turned, branch, known_by
from partnerkit.model.revenue import RevenueTerm
from partnerkit.model.together import Check, Either, Needs, Ordered, RuledSection, Wrong
from partnerkit.model.values import (
    AtMost,
    Count,
    Date,
    PositiveCount,
    Price,
    Text,
)


class Responsibilities(Section):
    """The responsibilities of one party."""

    deliverables: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="The deliverables.", examples=[["Connector"]]
    )
    timeline: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="The deadlines.", examples=[["Connector live by 2026-03-31"]]
    )
    resources: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="The people and resources it provides.", examples=[["One engineer"]]
    )
    quality: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="The quality standards.", examples=[["99.9% connector uptime"]]
    )


class Scope(Section):
    """The responsibilities of each party."""

    us: Responsibilities | None = branch(None, turned=Turned("them"), description="Our responsibilities.")
    them: Responsibilities | None = branch(None, turned=Turned("us"), description="The partner's responsibilities.")


class Exclusivity(Section):
    """How exclusively the parties work with each other."""

    kind: ExclusivityKind = BOTH.commercial(description="The kind of exclusivity.")
    side: Sides | None = BOTH.commercial(None, turned=SIDES, description="The side that is bound.")
    subject: Text | None = BOTH.commercial(
        None,
        description="What the bound side does with no one else: a verb phrase.",
        examples=["appoint another distributor of the product"],
    )
    scope: Text | None = BOTH.commercial(
        None, description="The category or region.", examples=["time tracking for retail"]
    )
    carve_outs: tuple[Text, ...] = BOTH.commercial(
        (),
        items=SET,
        description="Exceptions: what is still allowed.",
        examples=[["Direct sales to existing customers"]],
    )
    until: Date | None = BOTH.commercial(None, description="The end date.", examples=["2027-06-30"])
    return_: Text | None = BOTH.commercial(
        None, alias="return", description="What the bound side gets in return.", examples=["A minimum of 60,000 a year"]
    )


def _renews_never(term: "Term") -> Iterator[Wrong]:
    for key in ("renewal_months", "renewals_max"):
        if term.renewal == "none" and key in term.model_fields_set:
            sentence = f"`{key}` conflicts with `renewal: none`: the term is not renewed"
            yield Wrong("PK024", sentence, (key,), f"remove `{key}`, or correct `renewal`")


_RENEWS_NEVER: Final[Mapping[str, Any]] = {
    "if": {"required": ["renewal"], "properties": {"renewal": {"const": "none"}}},
    "then": {"not": {"anyOf": [{"required": ["renewal_months"]}, {"required": ["renewals_max"]}]}},
}


class Term(RuledSection):
    """How long the agreement is in force."""

    rules = (
        Either("months", "ends"),
        Either("notice_days", "notice_months"),
        Needs("notice_to", "notice_days", "notice_months"),
        Ordered("starts", "ends"),
        Check(_renews_never, _RENEWS_NEVER),
    )

    starts: Date | None = BOTH.commercial(None, description="The effective date.", examples=["2026-02-10"])
    months: PositiveCount | None = BOTH.commercial(
        None, description="The length of the initial term in months.", examples=[12]
    )
    ends: Date | None = BOTH.commercial(
        None, description="The last day of the initial term, instead of `months`.", examples=["2026-12-31"]
    )
    renewal: Renewal | None = BOTH.commercial(None, description="What happens at the end of the term.")
    renewal_months: PositiveCount | None = BOTH.commercial(
        None, description="The length of each renewal in months. Default: as long as the initial term.", examples=[12]
    )
    renewals_max: Count | None = BOTH.commercial(
        None, description="The maximum number of renewals. Default: unlimited.", examples=[2]
    )
    notice_days: Count | None = BOTH.commercial(
        None, description="How many days before the end of the term notice of non-renewal must be given.", examples=[60]
    )
    notice_months: Count | None = BOTH.commercial(
        None, description="The same in months, instead of `notice_days`.", examples=[3]
    )
    notice_to: PeriodEnd | None = BOTH.commercial(
        None, description="The date that the notice period counts back from. Default: the end of the term."
    )


class Termination(RuledSection):
    """How the agreement can end before its term does."""

    rules = (
        Either("convenience_days", "convenience_months"),
        Needs("convenience_to", "convenience_days", "convenience_months"),
    )

    convenience_days: Count | None = BOTH.commercial(
        None,
        description="Notice for termination without cause, in days; without days or months, there is no such right.",
        examples=[30],
    )
    convenience_months: Count | None = BOTH.commercial(
        None, description="The same in months, instead of `convenience_days`.", examples=[3]
    )
    convenience_to: PeriodEnd | None = BOTH.commercial(
        None, description="The date on which that notice can take effect. Default: any day."
    )
    cure_days: Count | None = BOTH.commercial(
        None, description="How many days after notice a breach can be cured.", examples=[30]
    )
    effect: Text | None = BOTH.commercial(
        None,
        description="What happens to customers and revenue afterward.",
        examples=["Existing customers keep the connector for 12 months"],
    )


class IntellectualProperty(Section):
    """Who owns what each side brought and what is created together."""

    pre_existing: Text | None = BOTH.commercial(
        None, description="Ownership of what each side brought.", examples=["Stays with the side that brought it"]
    )
    joint: Text | None = BOTH.commercial(
        None,
        description="Ownership of what is created together.",
        examples=["Each side may use what is built together"],
    )
    brand: Text | None = BOTH.commercial(
        None, description="Use of names and logos.", examples=["Logos with written approval"]
    )
    content: Text | None = BOTH.commercial(
        None, description="Ownership of texts, pictures and videos.", examples=["Owned by its author"]
    )


class Confidentiality(Section):
    """How long information stays confidential."""

    months: PositiveCount | None = BOTH.commercial(
        None, description="How long confidentiality lasts after the agreement ends, in months.", examples=[24]
    )


class License(Section):
    """What each side may use of the other's."""

    us: Text | None = BOTH.commercial(
        None,
        turned=Turned("them"),
        description="What the partner may use of ours.",
        examples=["The connector and its interface"],
    )
    them: Text | None = BOTH.commercial(
        None,
        turned=Turned("us"),
        description="What we may use of the partner's.",
        examples=["Their interface and its test accounts"],
    )
    territory: Text | None = BOTH.commercial(None, description="The territory.", examples=["Worldwide"])


class Liability(Section):
    """The limits of each side's liability."""

    cap: Price | None = BOTH.commercial(
        None, description="The most that either side pays in a year, in the workspace's currency.", examples=[250000]
    )
    basis: Text | None = BOTH.commercial(
        None,
        description="The basis of the cap, if it's not a fixed amount.",
        examples=["the amounts paid in the twelve months before the claim"],
    )
    data_cap: Price | None = BOTH.commercial(
        None,
        description="The most that either side pays in a year for breaches of data protection, instead of the cap.",
        examples=[1000000],
    )


class Insurance(Section):
    """The insurance that each side must have."""

    kinds: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="The kinds of insurance.", examples=[["professional indemnity", "cyber"]]
    )
    cover: Price | None = BOTH.commercial(
        None, description="The minimum coverage per claim, in the workspace's currency.", examples=[1000000]
    )


class Audit(Section):
    """The right to inspect the other side's records of what is owed."""

    notice_days: Count | None = BOTH.commercial(None, description="The notice for an audit, in days.", examples=[30])
    every_months: PositiveCount | None = BOTH.commercial(
        None, description="The minimum time between two audits, in months.", examples=[12]
    )


class NonCompete(Section):
    """What the parties don't offer in competition with each other."""

    scope: Text | None = BOTH.commercial(
        None, description="What is not offered.", examples=["time tracking for retail stores"]
    )
    side: Side | None = BOTH.commercial(None, turned=SIDES, description="The side that is bound. Default: both.")
    months: PositiveCount | None = BOTH.commercial(
        None, description="For how many months after the end it applies. Default: only until the end.", examples=[6]
    )


class NonSolicit(Section):
    """The employees and customers that the parties don't solicit from each other, in months after the end."""

    employees_months: PositiveCount | None = BOTH.commercial(
        None, description="For how many months after the end no employees are hired away.", examples=[12]
    )
    customers_months: PositiveCount | None = BOTH.commercial(
        None, description="For how many months after the end no customers are lured away.", examples=[12]
    )


class MostFavored(Section):
    """The promise that no one else gets better terms."""

    side: Side | None = BOTH.commercial(None, turned=SIDES, description="The side that is promised the best terms.")
    scope: Text | None = BOTH.commercial(
        None, description="What the promise covers.", examples=["the revenue share of integration partners in retail"]
    )


class FirstRefusal(Section):
    """The right to be offered something first."""

    side: Side | None = BOTH.commercial(None, turned=SIDES, description="The side that gets the first offer.")
    subject: Text | None = BOTH.commercial(
        None, description="What the right covers.", examples=["a connector for point-of-sale systems"]
    )
    days: PositiveCount | None = BOTH.commercial(
        None, description="How many days that side has to accept.", examples=[30]
    )


class PostTermination(Section):
    """What continues after the end."""

    services: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="The services that continue.", examples=[["Support of existing customers"]]
    )
    months: PositiveCount | None = BOTH.commercial(None, description="For how many months they continue.", examples=[6])


class Disputes(Section):
    """How a disagreement is settled."""

    escalation_days: PositiveCount | None = BOTH.commercial(
        None, description="How many days the executives have to settle it.", examples=[30]
    )
    settled_by: DisputeRule | None = BOTH.commercial(None, description="Who decides if they don't.")
    place: Text | None = BOTH.commercial(
        None, description="The place of the courts, or the seat of the arbitration.", examples=["Berlin"]
    )
    rules: Text | None = BOTH.commercial(
        None, description="The rules of the arbitration or mediation.", examples=["ICC Rules of Arbitration"]
    )
    arbitrators: PositiveCount | None = BOTH.commercial(None, description="The number of arbitrators.", examples=[1])


class Amendment(Section):
    """A change of commercial terms that both sides agreed to."""

    date: Date = BOTH.commercial(description="The date it was agreed.", examples=["2026-06-15"])
    what: Text = BOTH.commercial(
        description="What was changed.", examples=["The revenue share is 22% from 1 July 2026"]
    )
    why: Text | None = BOTH.commercial(
        None, description="Why it was changed.", examples=["They take over first-level support"]
    )
    ref: Text | None = BOTH.commercial(
        None, description="The document that contains it.", examples=["Amendment 1, signed 2026-06-15"]
    )


class Agreement(Section):
    """The terms of the agreement, final or still under negotiation."""

    status: AgreementStatus | None = BOTH.commercial(None, description="The status of the agreement.")
    signed: Date | None = BOTH.commercial(None, description="The date it was signed.", examples=["2026-02-03"])
    scope: Scope | None = Field(None, description="The responsibilities of each party.")
    revenue: Annotated[tuple[RevenueTerm, ...], AtMost(200, "revenue terms")] = branch(
        (), items=known_by("model", "from", "to", as_written=True), description="Who pays whom, and for what."
    )
    exclusivity: Exclusivity | None = Field(None, description="What the parties may not do with others.")
    term: Term | None = Field(None, description="How long the agreement is in force.")
    termination: Termination | None = Field(None, description="How the agreement can end before its term does.")
    ip: IntellectualProperty | None = Field(None, description="Intellectual property.")
    confidentiality: Confidentiality | None = Field(None, description="How long information stays confidential.")
    law: Text | None = BOTH.commercial(None, description="The governing law.", examples=["Germany"])
    payment_days: PositiveCount | None = BOTH.commercial(
        None, description="How many days after a statement payment is due.", examples=[30]
    )
    late_interest: Text | None = BOTH.commercial(
        None,
        description="The interest on overdue amounts. Default: the statutory rate.",
        examples=["1% a month"],
    )
    pilot_months: PositiveCount | None = BOTH.commercial(
        None,
        description="The length of the pilot in months, during which either side can end the agreement on short "
        "notice.",
        examples=[3],
    )
    review: ReviewKind | None = BOTH.commercial(None, description="How often both sides review the metrics.")
    license: License | None = Field(None, description="What each side may use of the other's.")
    data_protection: Text | None = BOTH.commercial(
        None,
        description="What personal data is exchanged, and in which roles.",
        examples=["Names and hours of joint customers' staff; each side is a controller of its own"],
    )
    liability: Liability | None = Field(None, description="The limits of each side's liability.")
    insurance: Insurance | None = Field(None, description="The insurance that each side must have.")
    audit: Audit | None = Field(None, description="The right to check what is owed.")
    volumes: Text | None = BOTH.commercial(
        None, description="Maximum or minimum quantities.", examples=["No more than 200 free accounts a year"]
    )
    price_restrictions: Text | None = BOTH.commercial(
        None, description="What the parties agreed on prices.", examples=["List prices in the app directory"]
    )
    most_favored: MostFavored | None = Field(None, description="The promise of the best terms.")
    non_compete: NonCompete | None = Field(
        None, description="What the parties don't offer in competition with each other."
    )
    non_solicit: NonSolicit | None = Field(
        None, description="The employees and customers that the parties don't solicit from each other."
    )
    non_disparagement: bool | None = BOTH.commercial(
        None, description="Whether each side promises not to disparage the other.", examples=[True]
    )
    first_refusal: FirstRefusal | None = Field(None, description="The right to be offered something first.")
    assignment: AssignmentRule | None = BOTH.commercial(None, description="Whether the agreement may be assigned.")
    change_of_control: ControlRule | None = BOTH.commercial(None, description="What happens when one side is sold.")
    post_termination: PostTermination | None = Field(None, description="What continues after the end.")
    disputes: Disputes | None = Field(None, description="How disagreements are settled.")
    amendments: tuple[Amendment, ...] = branch(
        (), items=known_by("date", "ref"), description="Changes of the terms that both sides agreed to."
    )
