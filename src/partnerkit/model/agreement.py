"""The terms of the partnership, in the seven groups of the guide."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import (
    AgreementStatus,
    AssignmentRule,
    ControlRule,
    CountingFrom,
    DisputeRule,
    ExclusivityKind,
    Frequency,
    LimitPeriod,
    Period,
    PeriodEnd,
    Renewal,
    RevenueBase,
    RevenueModel,
    ReviewKind,
    Rounding,
    Side,
    Sides,
    TierMethod,
    TierUnit,
    TierVolume,
    choices_of,
)
from partnerkit.model.marks import BOTH, SET, SIDES, Turned, branch, known_by
from partnerkit.model.together import Check, Either, Needs, OneOf, Ordered, RuledSection, Wrong
from partnerkit.model.values import (
    Amount,
    AtMost,
    Count,
    Currency,
    Date,
    Percentage,
    PositiveCount,
    Price,
    Text,
    quoted,
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


class RevenueTier(RuledSection):
    """The rate from a given volume on; the bound is in this tier (`at_least`) or in the one below (`above`)."""

    rules = (OneOf("at_least", "above"),)

    at_least: Amount | None = BOTH.commercial(
        None, description="The volume from which the rate applies.", examples=[50000]
    )
    above: Amount | None = BOTH.commercial(
        None, description="The volume above which the rate applies, instead of `at_least`.", examples=[50000]
    )
    rate: Percentage = BOTH.commercial(description="The rate, with its percent sign.", examples=["15%"])

    @property
    def bound(self) -> Decimal:
        """The volume where the tier starts, whether the bound itself is in it or not."""
        return (self.above if self.at_least is None else self.at_least) or Decimal(0)


_OF_ANY_MODEL: Final = frozenset({"model", "of", "currency", "from", "to", "valid_from", "valid_until", "rounding"})
_OF_SHARES: Final = frozenset(
    {"base", "settles", "minimum", "minimum_per", "cap", "cap_per", "minimum_payout", "hold_days", "clawback_days"}
)

USED_BY: Final[Mapping[RevenueModel, frozenset[str]]] = MappingProxyType(
    {
        "referral-fee": _OF_ANY_MODEL | _OF_SHARES | {"rate", "amount", "months", "counts_from"},
        "revenue-share": _OF_ANY_MODEL | _OF_SHARES | {"rate", "months", "counts_from"},
        "fixed-fee": _OF_ANY_MODEL | {"amount", "every", "cap", "cap_per"},
        "tiered": _OF_ANY_MODEL | _OF_SHARES | {"tiers", "counts", "unit", "method"},
        "minimum-commitment": _OF_ANY_MODEL | {"settles", "minimum", "minimum_per"},
        "resale-discount": _OF_ANY_MODEL | {"rate", "settles"},
    }
)
"""The keys that each model of revenue uses. What another one is given would be dropped without a word."""

_OF_SOME_MODELS: Final = tuple(dict.fromkeys(key for used in USED_BY.values() for key in sorted(used - _OF_ANY_MODEL)))


def _unused(term: "RevenueTerm") -> Iterator[Wrong]:
    for key in _OF_SOME_MODELS:
        if key in term.model_fields_set - USED_BY[term.model]:
            models = ", ".join(model for model, used in USED_BY.items() if key in used)
            sentence = f"`{key}` is not used by the model {term.model}, only by {models}"
            yield Wrong("PK024", sentence, (key,), f"remove `{key}`, or correct `model`")


def _used_by_schema() -> dict[str, Any]:
    """Return what the schema says of the keys that a model does not use."""
    return {
        "allOf": [
            {
                "if": {"properties": {"model": {"const": model}}},
                "then": {"not": {"anyOf": [{"required": [key]} for key in _OF_SOME_MODELS if key not in used]}},
            }
            for model, used in USED_BY.items()
        ]
    }


def _if_used(rule: Either | Needs) -> Check:
    """Return the rule for models that use its keys; of the others, another rule says that they do not."""

    def check(term: "RevenueTerm") -> Iterator[Wrong]:
        if {*filter(None, rule)} <= USED_BY[term.model]:
            yield from rule.check(term)

    return Check(check, rule.schema)


def _without_base(term: "RevenueTerm") -> Iterator[Wrong]:
    if term.rate is not None and term.base is None and {"rate", "base"} <= USED_BY[term.model]:
        bases = ", ".join(choices_of(RevenueBase))
        sentence = f"`base` is missing: nothing says what the {quoted(term.rate)}% applies to"
        yield Wrong("PK001", sentence, ("rate",), f"add `base`, one of {bases}; `of` is the wording for the contract")


_BASE_OF_A_RATE: Final[Mapping[str, Any]] = {
    "if": {"required": ["rate"], "properties": {"model": {"enum": ["referral-fee", "revenue-share"]}}},
    "then": {"required": ["base"]},
}


def _broken_tiers(term: "RevenueTerm") -> Iterator[Wrong]:
    """Yield each bound that leaves a gap below it, or puts a volume into two tiers."""
    kinds = ["at_least" if tier.at_least is not None else "above" for tier in term.tiers]
    for number, (tier, kind) in enumerate(zip(term.tiers, kinds, strict=True)):
        at = ("tiers", number, kind)
        if kind != kinds[0]:
            sentence = (
                f"the first tier has `{kinds[0]}`, and this one has `{kind}`; all tiers of a term need the same key"
            )
            yield Wrong("PK025", sentence, at, f"write `{kinds[0]}` in every tier")
        elif number == 0 and tier.bound != 0:
            sentence = f"the first tier starts at {quoted(tier.bound)}, so smaller volumes have no rate"
            yield Wrong("PK025", sentence, at, f"start the first tier with `{kind}: 0`")
        elif number > 0 and tier.bound <= term.tiers[number - 1].bound:
            sentence = f"the tier starts at {quoted(tier.bound)}, and the one before it at "
            sentence += quoted(term.tiers[number - 1].bound)
            yield Wrong("PK025", sentence, at, "list the tiers by volume, lowest first, each only once")
        elif (
            number > 0 and term.unit in ("customers", "units") and _first_in(tier) <= _first_in(term.tiers[number - 1])
        ):
            sentence = f"no number of {term.unit} is in the tier before this one, so its rate never applies"
            yield Wrong("PK025", sentence, at, "correct the bound, or remove one of the two tiers")


def _first_in(tier: RevenueTier) -> Decimal:
    """Return the lowest count in a tier: what is counted is never less than 1."""
    if tier.at_least is None:
        return tier.bound.to_integral_value(ROUND_FLOOR) + 1
    return max(tier.bound.to_integral_value(ROUND_CEILING), Decimal(1))


def _one_customer(term: "RevenueTerm") -> Iterator[Wrong]:
    if term.counts == "deal" and term.unit == "customers":
        sentence = "every deal has one customer, so with `counts: deal` no other tier is ever reached"
        yield Wrong("PK024", sentence, ("counts",), "count the customers of a `period`, a `year` or `all` time")


_ONE_CUSTOMER: Final[Mapping[str, Any]] = {
    "if": {
        "required": ["counts", "unit"],
        "properties": {"counts": {"const": "deal"}, "unit": {"const": "customers"}},
    },
    "then": {"not": {}},
}


def _capped_fee(term: "RevenueTerm") -> Iterator[Wrong]:
    if term.model == "fixed-fee" and term.cap_per == "period":
        sentence = "a fixed fee has no settlement period to apply a cap to"
        yield Wrong("PK024", sentence, ("cap_per",), "put what is paid in `amount`, or cap a `year` or the `total`")


_CAPPED_FEE: Final[Mapping[str, Any]] = {
    "if": {
        "required": ["model", "cap_per"],
        "properties": {"model": {"const": "fixed-fee"}, "cap_per": {"const": "period"}},
    },
    "then": {"not": {}},
}


def _minimum_above_cap(term: "RevenueTerm") -> Iterator[Wrong]:
    """Yield that more is guaranteed in a period than may be paid in it, or in a longer one."""
    minimum_per, cap_per = term.minimum_per or "period", term.cap_per or "total"
    if term.minimum is None or term.cap is None or not {"minimum", "cap"} <= USED_BY[term.model]:
        return
    if _LENGTHS.index(cap_per) >= _LENGTHS.index(minimum_per) and term.cap < term.minimum:
        minimum, cap = f"{quoted(term.minimum)} {_PER[minimum_per]}", f"{quoted(term.cap)} {_PER[cap_per]}"
        sentence = f"`minimum` guarantees {minimum}, but `cap` allows no more than {cap}"
        yield Wrong("PK024", sentence, ("cap",), "raise `cap` or lower `minimum`")


_LENGTHS: Final[Sequence[LimitPeriod]] = ("period", "year", "total")
"""From the shortest to the longest."""

_PER: Final[Mapping[LimitPeriod, str]] = {
    "period": "per settlement period",
    "year": "per contract year",
    "total": "in all",
}


def _to_the_same_side(term: "RevenueTerm") -> Iterator[Wrong]:
    if term.to is not None and term.from_ == term.to:
        help = "put the side that pays in `from`, and the side that is paid in `to`"
        yield Wrong("PK020", "`from` and `to` are the same side", ("to",), help)


class RevenueTerm(RuledSection):
    """One payment that one side owes the other."""

    rules = (
        Check(_unused, _used_by_schema()),
        _if_used(Either("rate", "amount")),
        _if_used(Either("amount", "base")),
        Check(_without_base, _BASE_OF_A_RATE),
        _if_used(Needs("tiers", "base")),
        _if_used(Needs("tiers", "counts")),
        _if_used(Needs("counts_from", "months")),
        _if_used(Needs("cap_per", "cap")),
        _if_used(Needs("minimum_per", "minimum")),
        Ordered("valid_from", "valid_until"),
        Check(_broken_tiers),
        Check(_one_customer, _ONE_CUSTOMER),
        Check(_capped_fee, _CAPPED_FEE),
        Check(_minimum_above_cap),
        Check(_to_the_same_side),
    )

    model: RevenueModel = BOTH.commercial(description="How the amount is calculated.")
    rate: Percentage | None = BOTH.commercial(
        None,
        description="The percentage, with its sign; for a resale discount, the percentage off the list price.",
        examples=["20%"],
    )
    base: RevenueBase | None = BOTH.commercial(
        None, description="The amount that a percentage applies to; required with a percentage."
    )
    of: Text | None = BOTH.commercial(
        None,
        description="What the payment is based on, in the words of the contract.",
        examples=["first-year subscription revenue of each referred customer"],
    )
    amount: Price | None = BOTH.commercial(None, description="The amount of a fixed or one-time fee.", examples=[1500])
    every: Frequency | None = BOTH.commercial(None, description="How often a fixed fee is paid.")
    months: PositiveCount | None = BOTH.commercial(
        None, description="For how many months it's paid, starting at `counts_from`.", examples=[12]
    )
    counts_from: CountingFrom | None = BOTH.commercial(
        None, description="When `months` starts. Default: at each customer's first purchase."
    )
    tiers: tuple[RevenueTier, ...] = branch(
        (),
        items=known_by("at_least", "above"),
        description="Rates by volume, lowest first; the first tier starts at 0. All tiers of a term use either "
        "`at_least` or `above`.",
        examples=[[{"at_least": 0, "rate": "10%"}, {"at_least": 50000, "rate": "15%"}]],
    )
    counts: TierVolume | None = BOTH.commercial(
        None, description="The volume that determines the tier; required with `tiers`."
    )
    unit: TierUnit | None = BOTH.commercial(None, description="What the tiers count. Default: money.")
    method: TierMethod | None = BOTH.commercial(
        None, description="Which part of the volume a tier's rate applies to. Default: marginal."
    )
    minimum: Price | None = BOTH.commercial(
        None,
        description="The guaranteed amount for each period of `minimum_per`. What this term pays for deals counts "
        "toward it; with `minimum-commitment`, what all terms in the same direction pay for deals. Fixed fees never "
        "count: the minimum is guaranteed in addition to them.",
        examples=[10000],
    )
    minimum_per: LimitPeriod | None = BOTH.commercial(
        None, description="The period of the minimum. Default: each settlement period."
    )
    settles: Period | None = BOTH.commercial(None, description="How often amounts are settled.")
    cap: Price | None = BOTH.commercial(None, description="The maximum that is paid.", examples=[100000])
    cap_per: LimitPeriod | None = BOTH.commercial(
        None, description="The period of the cap. Default: the whole agreement."
    )
    minimum_payout: Price | None = BOTH.commercial(
        None, description="The smallest amount that is paid out; smaller amounts are carried forward.", examples=[50]
    )
    hold_days: Count | None = BOTH.commercial(
        None, description="For how many days after a deal its share isn't payable yet.", examples=[30]
    )
    clawback_days: Count | None = BOTH.commercial(
        None,
        description="For how many days after a deal a refund takes back its share; later refunds don't.",
        examples=[90],
    )
    rounding: Rounding | None = BOTH.commercial(
        None, description="How each line is rounded to the smallest unit of its currency. Default: half-up."
    )
    currency: Currency | None = BOTH.commercial(
        None, description="The currency of this term, if it's not the workspace's.", examples=["USD"]
    )
    from_: Side | None = BOTH.commercial(None, turned=SIDES, alias="from", description="The side that pays.")
    to: Side | None = BOTH.commercial(None, turned=SIDES, description="The side that is paid.")
    valid_from: Date | None = BOTH.commercial(
        None, description="The first day on which deals fall under this term.", examples=["2026-02-10"]
    )
    valid_until: Date | None = BOTH.commercial(
        None, description="The last day on which deals fall under this term.", examples=["2027-02-09"]
    )


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
