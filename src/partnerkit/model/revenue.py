"""Who pays whom under an agreement: revenue terms and their tiers."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import Any, Final

from partnerkit.model.choices import (
    CountingFrom,
    Frequency,
    LimitPeriod,
    Period,
    RevenueBase,
    RevenueModel,
    Rounding,
    Side,
    TierMethod,
    TierUnit,
    TierVolume,
    choices_of,
)
from partnerkit.model.marks import BOTH, SIDES, branch, known_by
from partnerkit.model.together import Check, Either, Needs, OneOf, Ordered, RuledSection, Wrong
from partnerkit.model.values import (
    Amount,
    Count,
    Currency,
    Date,
    Percentage,
    PositiveCount,
    Price,
    Text,
    quoted,
)


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
