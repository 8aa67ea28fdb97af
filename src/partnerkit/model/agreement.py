"""The terms of the partnership, in the seven groups of the guide."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
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
    """What one party does."""

    deliverables: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="What it delivers.", examples=[["Connector"]]
    )
    timeline: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="By when.", examples=[["Connector live by 2026-03-31"]]
    )
    resources: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="Who and what it covers.", examples=[["One engineer"]]
    )
    quality: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="How well.", examples=[["99.9% connector uptime"]]
    )


class Scope(Section):
    """The responsibilities of each party."""

    us: Responsibilities | None = branch(None, turned=Turned("them"), description="What we do.")
    them: Responsibilities | None = branch(None, turned=Turned("us"), description="What they do.")


class RevenueTier(RuledSection):
    """The rate from one volume on; the bound is part of this tier (`at_least`), or of the one below (`above`)."""

    rules = (OneOf("at_least", "above"),)

    at_least: Amount | None = BOTH.commercial(
        None, description="The volume from which the rate applies.", examples=[50000]
    )
    above: Amount | None = BOTH.commercial(
        None, description="The volume above which the rate applies, in place of `at_least`.", examples=[50000]
    )
    rate: Percentage = BOTH.commercial(description="The rate, with its sign.", examples=["15%"])

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
        "minimum-commitment": _OF_ANY_MODEL | {"base", "settles", "minimum", "minimum_per"},
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
        sentence = f"`base` is missing: nothing says what the {quoted(term.rate)}% is taken of"
        yield Wrong("PK001", sentence, ("rate",), f"add `base`, one of {bases}; the words for the contract are in `of`")


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
            sentence = f"the first tier has `{kinds[0]}`, and this one `{kind}`; all tiers of a term have the same"
            yield Wrong("PK025", sentence, at, f"write `{kinds[0]}` in every tier")
        elif number == 0 and tier.bound != 0:
            sentence = f"the first tier starts at {quoted(tier.bound)}, and what is below has no rate"
            yield Wrong("PK025", sentence, at, f"let the first tier start with `{kind}: 0`")
        elif number > 0 and tier.bound <= term.tiers[number - 1].bound:
            sentence = f"the tier starts at {quoted(tier.bound)}, and the one before it at "
            sentence += quoted(term.tiers[number - 1].bound)
            yield Wrong("PK025", sentence, at, "list the tiers by their volume, the lowest first, each once")


def _one_customer(term: "RevenueTerm") -> Iterator[Wrong]:
    if term.counts == "deal" and term.unit == "customers":
        sentence = "a deal has one customer, so `counts: deal` never reaches another tier by customers"
        yield Wrong("PK024", sentence, ("counts",), "count the customers of a `period`, of a `year` or of `all` time")


_ONE_CUSTOMER: Final[Mapping[str, Any]] = {
    "if": {
        "required": ["counts", "unit"],
        "properties": {"counts": {"const": "deal"}, "unit": {"const": "customers"}},
    },
    "then": {"not": {}},
}


def _capped_fee(term: "RevenueTerm") -> Iterator[Wrong]:
    if term.model == "fixed-fee" and term.cap_per == "period":
        sentence = "a fixed fee has no settlement period in which a cap could be reached"
        yield Wrong("PK024", sentence, ("cap_per",), "write what is paid into `amount`, or cap a `year` or the `total`")


_CAPPED_FEE: Final[Mapping[str, Any]] = {
    "if": {
        "required": ["model", "cap_per"],
        "properties": {"model": {"const": "fixed-fee"}, "cap_per": {"const": "period"}},
    },
    "then": {"not": {}},
}


def _to_the_same_side(term: "RevenueTerm") -> Iterator[Wrong]:
    if term.to is not None and term.from_ == term.to:
        help = "write who pays into `from`, and who is paid into `to`"
        yield Wrong("PK020", "`from` and `to` are the same side", ("to",), help)


class RevenueTerm(RuledSection):
    """One thing that one side pays the other."""

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
        Check(_to_the_same_side),
    )

    model: RevenueModel = BOTH.commercial(description="How it is worked out.")
    rate: Percentage | None = BOTH.commercial(
        None,
        description="The share, with its sign; of a resale discount, what is taken off the list price.",
        examples=["20%"],
    )
    base: RevenueBase | None = BOTH.commercial(
        None, description="What a percentage is taken of; required wherever there is one."
    )
    of: Text | None = BOTH.commercial(
        None,
        description="What it is paid on, in the words of the contract.",
        examples=["first-year subscription revenue of each referred customer"],
    )
    amount: Price | None = BOTH.commercial(None, description="The amount of a fixed or one-time fee.", examples=[1500])
    every: Frequency | None = BOTH.commercial(None, description="How often a fixed fee is paid.")
    months: PositiveCount | None = BOTH.commercial(
        None, description="For how many months it is paid; where they start is `counts_from`.", examples=[12]
    )
    counts_from: CountingFrom | None = BOTH.commercial(
        None, description="Where `months` starts; left out, at each customer's first purchase."
    )
    tiers: tuple[RevenueTier, ...] = branch(
        (),
        items=known_by("at_least", "above"),
        description="Rates by volume, the lowest first, which starts at 0. All tiers of a term have the same kind of "
        "bound: `at_least` or `above`.",
        examples=[[{"at_least": 0, "rate": "10%"}, {"at_least": 50000, "rate": "15%"}]],
    )
    counts: TierVolume | None = BOTH.commercial(
        None, description="Which volume determines the tier; required with `tiers`."
    )
    unit: TierUnit | None = BOTH.commercial(None, description="What the tiers count; left out, money.")
    method: TierMethod | None = BOTH.commercial(None, description="Which part of the volume the rate of a tier is for.")
    minimum: Price | None = BOTH.commercial(
        None, description="What is guaranteed, in each of the periods of `minimum_per`.", examples=[10000]
    )
    minimum_per: LimitPeriod | None = BOTH.commercial(
        None, description="What the minimum is guaranteed for; left out, each settlement period."
    )
    settles: Period | None = BOTH.commercial(None, description="How often it is settled.")
    cap: Price | None = BOTH.commercial(None, description="The most that is paid.", examples=[100000])
    cap_per: LimitPeriod | None = BOTH.commercial(
        None, description="What the cap is for; left out, the whole time of the agreement."
    )
    minimum_payout: Price | None = BOTH.commercial(
        None, description="The least that is paid out; a smaller amount is carried forward.", examples=[50]
    )
    hold_days: Count | None = BOTH.commercial(
        None, description="For how many days after a deal its share is not payable yet.", examples=[30]
    )
    clawback_days: Count | None = BOTH.commercial(
        None,
        description="For how many days after a deal a refund takes its share back; later refunds do not.",
        examples=[90],
    )
    rounding: Rounding | None = BOTH.commercial(
        None, description="How each line is rounded to the smallest unit of its currency; left out, half-up."
    )
    currency: Currency | None = BOTH.commercial(
        None, description="The currency of this term, if it is not the workspace's.", examples=["USD"]
    )
    from_: Side | None = BOTH.commercial(None, turned=SIDES, alias="from", description="Who pays.")
    to: Side | None = BOTH.commercial(None, turned=SIDES, description="Who is paid.")
    valid_from: Date | None = BOTH.commercial(
        None, description="The first day on whose deals the term is in force.", examples=["2026-02-10"]
    )
    valid_until: Date | None = BOTH.commercial(
        None, description="The last day on whose deals the term is in force.", examples=["2027-02-09"]
    )


class Exclusivity(Section):
    """How far the parties are bound to each other alone."""

    kind: ExclusivityKind = BOTH.commercial(description="How far it goes.")
    side: Sides | None = BOTH.commercial(None, turned=SIDES, description="Who is bound by it.")
    subject: Text | None = BOTH.commercial(
        None,
        description="What the bound side does with no one else: a verb phrase.",
        examples=["appoint another distributor of the product"],
    )
    scope: Text | None = BOTH.commercial(
        None, description="The category or region.", examples=["time tracking for retail"]
    )
    carve_outs: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="What stays allowed.", examples=[["Direct sales to existing customers"]]
    )
    until: Date | None = BOTH.commercial(None, description="When it ends.", examples=["2027-06-30"])
    return_: Text | None = BOTH.commercial(
        None, alias="return", description="What is given for it.", examples=["A minimum of 60,000 a year"]
    )


def _renews_never(term: "Term") -> Iterator[Wrong]:
    for key in ("renewal_months", "renewals_max"):
        if term.renewal == "none" and key in term.model_fields_set:
            sentence = f"`{key}` is given, and `renewal: none` says that the term is not renewed"
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

    starts: Date | None = BOTH.commercial(None, description="The day it takes effect.", examples=["2026-02-10"])
    months: PositiveCount | None = BOTH.commercial(None, description="The initial term in months.", examples=[12])
    ends: Date | None = BOTH.commercial(
        None, description="The last day of the initial term, in place of `months`.", examples=["2026-12-31"]
    )
    renewal: Renewal | None = BOTH.commercial(None, description="What happens at the end of the term.")
    renewal_months: PositiveCount | None = BOTH.commercial(
        None, description="How long a renewal lasts, in months; left out, as long as the initial term.", examples=[12]
    )
    renewals_max: Count | None = BOTH.commercial(
        None, description="How often it is renewed at most; left out, without limit.", examples=[2]
    )
    notice_days: Count | None = BOTH.commercial(
        None, description="How many days before the end notice of non-renewal must be given.", examples=[60]
    )
    notice_months: Count | None = BOTH.commercial(
        None, description="The same in months, in place of `notice_days`.", examples=[3]
    )
    notice_to: PeriodEnd | None = BOTH.commercial(
        None, description="What the notice counts to the end of; left out, the term."
    )


class Termination(RuledSection):
    """How the agreement ends before its term."""

    rules = (
        Either("convenience_days", "convenience_months"),
        Needs("convenience_to", "convenience_days", "convenience_months"),
    )

    convenience_days: Count | None = BOTH.commercial(
        None,
        description="Notice for ending it without cause, in days; without days or months, it cannot be.",
        examples=[30],
    )
    convenience_months: Count | None = BOTH.commercial(
        None, description="The same in months, in place of `convenience_days`.", examples=[3]
    )
    convenience_to: PeriodEnd | None = BOTH.commercial(
        None, description="What that notice counts to the end of; left out, any day."
    )
    cure_days: Count | None = BOTH.commercial(
        None, description="For how many days after notice of a breach it can be cured.", examples=[30]
    )
    effect: Text | None = BOTH.commercial(
        None,
        description="What then applies to customers and revenue.",
        examples=["Existing customers keep the connector for 12 months"],
    )


class IntellectualProperty(Section):
    """Who owns what was brought and what is created."""

    pre_existing: Text | None = BOTH.commercial(
        None, description="What each side brought.", examples=["Stays with the side that brought it"]
    )
    joint: Text | None = BOTH.commercial(
        None, description="What is created together.", examples=["Each side may use what is built together"]
    )
    brand: Text | None = BOTH.commercial(None, description="Names and logos.", examples=["Logos with written approval"])
    content: Text | None = BOTH.commercial(
        None, description="Texts, pictures and videos.", examples=["Owned by its author"]
    )


class Confidentiality(Section):
    """How long secrets are kept."""

    months: PositiveCount | None = BOTH.commercial(
        None, description="How long the duty lasts after the end, in months.", examples=[24]
    )


class License(Section):
    """What each side lets the other use."""

    us: Text | None = BOTH.commercial(
        None, turned=Turned("them"), description="What we let them use.", examples=["The connector and its interface"]
    )
    them: Text | None = BOTH.commercial(
        None,
        turned=Turned("us"),
        description="What they let us use.",
        examples=["Their interface and its test accounts"],
    )
    territory: Text | None = BOTH.commercial(None, description="Where.", examples=["Worldwide"])


class Liability(Section):
    """How far each side answers for damage."""

    cap: Price | None = BOTH.commercial(
        None, description="The most that either side pays in a year, in the workspace's currency.", examples=[250000]
    )
    basis: Text | None = BOTH.commercial(
        None,
        description="What the cap is measured by, if it is not a fixed amount.",
        examples=["the amounts paid in the twelve months before the claim"],
    )
    data_cap: Price | None = BOTH.commercial(
        None,
        description="The most that either side pays in a year for breaches of data protection, in place of the cap.",
        examples=[1000000],
    )


class Insurance(Section):
    """What each side is insured against."""

    kinds: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="Which covers.", examples=[["professional indemnity", "cyber"]]
    )
    cover: Price | None = BOTH.commercial(
        None, description="The least that each cover pays for a claim, in the workspace's currency.", examples=[1000000]
    )


class Audit(Section):
    """The right to look into the other side's books on what is owed."""

    notice_days: Count | None = BOTH.commercial(
        None, description="How many days before it is announced.", examples=[30]
    )
    every_months: PositiveCount | None = BOTH.commercial(
        None, description="At most once in how many months.", examples=[12]
    )


class NonCompete(Section):
    """What the parties do not offer against each other."""

    scope: Text | None = BOTH.commercial(
        None, description="What is not offered.", examples=["time tracking for retail stores"]
    )
    side: Side | None = BOTH.commercial(None, turned=SIDES, description="Who holds back; left out, both do.")
    months: PositiveCount | None = BOTH.commercial(
        None, description="For how many months after the end; left out, only while it lasts.", examples=[6]
    )


class NonSolicit(Section):
    """Who the parties do not solicit from each other, in months after the end."""

    employees_months: PositiveCount | None = BOTH.commercial(
        None, description="For how many months after the end no employees are hired away.", examples=[12]
    )
    customers_months: PositiveCount | None = BOTH.commercial(
        None, description="For how many months after the end no customers are drawn away.", examples=[12]
    )


class MostFavored(Section):
    """The promise that no one else gets better terms."""

    side: Side | None = BOTH.commercial(None, turned=SIDES, description="Who is promised the best terms.")
    scope: Text | None = BOTH.commercial(
        None, description="On what.", examples=["the revenue share of integration partners in retail"]
    )


class FirstRefusal(Section):
    """The right to be asked first."""

    side: Side | None = BOTH.commercial(None, turned=SIDES, description="Who is asked first.")
    subject: Text | None = BOTH.commercial(
        None, description="On what.", examples=["a connector for point-of-sale systems"]
    )
    days: PositiveCount | None = BOTH.commercial(None, description="How many days it has to accept.", examples=[30])


class PostTermination(Section):
    """What goes on after the end."""

    services: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="What is still done.", examples=[["Support of existing customers"]]
    )
    months: PositiveCount | None = BOTH.commercial(None, description="For how many months.", examples=[6])


class Disputes(Section):
    """How a disagreement is settled."""

    escalation_days: PositiveCount | None = BOTH.commercial(
        None, description="How many days the executives have to settle it.", examples=[30]
    )
    settled_by: DisputeRule | None = BOTH.commercial(None, description="Who decides where they do not.")
    place: Text | None = BOTH.commercial(
        None, description="Where: the place of the courts, or the seat of the arbitration.", examples=["Berlin"]
    )
    rules: Text | None = BOTH.commercial(
        None, description="The rules of the arbitration or mediation.", examples=["ICC Rules of Arbitration"]
    )
    arbitrators: PositiveCount | None = BOTH.commercial(None, description="How many arbitrators decide.", examples=[1])


class Amendment(Section):
    """A change of commercial terms that both sides agreed."""

    date: Date = BOTH.commercial(description="When it was agreed.", examples=["2026-06-15"])
    what: Text = BOTH.commercial(
        description="What was changed.", examples=["The revenue share is 22% from 1 July 2026"]
    )
    why: Text | None = BOTH.commercial(
        None, description="Why it was changed.", examples=["They take over first-level support"]
    )
    ref: Text | None = BOTH.commercial(
        None, description="Where it is written down.", examples=["Amendment 1, signed 2026-06-15"]
    )


class Agreement(Section):
    """What was agreed, or is being agreed."""

    status: AgreementStatus | None = BOTH.commercial(None, description="Where it stands.")
    signed: Date | None = BOTH.commercial(None, description="When it was signed.", examples=["2026-02-03"])
    scope: Scope | None = Field(None, description="What each party does.")
    revenue: Annotated[tuple[RevenueTerm, ...], AtMost(200, "revenue terms")] = branch(
        (), items=known_by("model", "from", "to", as_written=True), description="Who pays what, and on what."
    )
    exclusivity: Exclusivity | None = Field(None, description="What the parties may not do with others.")
    term: Term | None = Field(None, description="How long it holds.")
    termination: Termination | None = Field(None, description="How it ends before its term.")
    ip: IntellectualProperty | None = Field(None, description="Who owns what.")
    confidentiality: Confidentiality | None = Field(None, description="What is kept secret, and how long.")
    law: Text | None = BOTH.commercial(None, description="The governing law.", examples=["Germany"])
    payment_days: PositiveCount | None = BOTH.commercial(
        None, description="How many days after a statement it is paid.", examples=[30]
    )
    late_interest: Text | None = BOTH.commercial(
        None,
        description="The interest on overdue amounts; left out, what the law gives.",
        examples=["1% a month"],
    )
    pilot_months: PositiveCount | None = BOTH.commercial(
        None, description="How many months are a trial, which either side may end at short notice.", examples=[3]
    )
    review: ReviewKind | None = BOTH.commercial(None, description="How often both sides review the metrics.")
    license: License | None = Field(None, description="What each side lets the other use.")
    data_protection: Text | None = BOTH.commercial(
        None,
        description="What personal data is exchanged, and in which roles.",
        examples=["Names and hours of joint customers' staff; each side is a controller of its own"],
    )
    liability: Liability | None = Field(None, description="How far each side answers for damage.")
    insurance: Insurance | None = Field(None, description="What each side is insured against.")
    audit: Audit | None = Field(None, description="The right to check what is owed.")
    volumes: Text | None = BOTH.commercial(
        None, description="A greatest or a least quantity.", examples=["No more than 200 free accounts a year"]
    )
    price_restrictions: Text | None = BOTH.commercial(
        None, description="What is agreed on prices.", examples=["List prices in the app directory"]
    )
    most_favored: MostFavored | None = Field(None, description="Who is promised the best terms.")
    non_compete: NonCompete | None = Field(None, description="What is not offered against each other.")
    non_solicit: NonSolicit | None = Field(None, description="Who the parties do not solicit from each other.")
    non_disparagement: bool | None = BOTH.commercial(
        None, description="Whether each side promises not to speak ill of the other.", examples=[True]
    )
    first_refusal: FirstRefusal | None = Field(None, description="Who is asked first, and on what.")
    assignment: AssignmentRule | None = BOTH.commercial(None, description="Whether the agreement may be passed on.")
    change_of_control: ControlRule | None = BOTH.commercial(None, description="What holds when one side is sold.")
    post_termination: PostTermination | None = Field(None, description="What goes on after the end.")
    disputes: Disputes | None = Field(None, description="How a disagreement is settled.")
    amendments: tuple[Amendment, ...] = branch(
        (), items=known_by("date", "ref"), description="Changes of the terms that both sides agreed."
    )
