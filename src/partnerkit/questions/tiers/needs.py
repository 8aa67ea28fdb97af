"""What tiers require, compared with what a partner's file shows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final, Literal, TypeAlias

from partnerkit.dates import add_months, days_after, month_of
from partnerkit.facts.agreements import state_of
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.exchange import converted, rates_in_words
from partnerkit.facts.figures import Series, series_of, totals_in_words, value_of
from partnerkit.facts.sides import side_of
from partnerkit.model.partnership import Partnership
from partnerkit.model.program import InProgram, Program, Tier, TierRequirement
from partnerkit.phrasing import grouped, listed, money, plural, rounded
from partnerkit.results import Internal

NeedKey: TypeAlias = Literal[
    "agreement",
    "training",
    "certification",
    "deep_integration",
    "certified_people",
    "case_studies",
    "members",
    "referrals",
    "revenue",
    "strategic_fit",
    "any",
]


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of something there is; `has` is None where that is not known, and `why` says more about it."""

    has: Decimal | int | None
    why: str


@dataclass(frozen=True, slots=True)
class TierFacts:
    """What a file shows of what tiers require; None is not known.

    `counted` is what is compared with a number, by the key of the requirement. Amounts that
    tiers require are in `currency`, the workspace's. `months` is how many months are counted.
    """

    agreement: bool
    training: bool | None
    certification: bool | None
    deep_integration: bool | None
    counted: Mapping[str, Counted]
    currency: str
    months: int

    @classmethod
    def unknown(cls, currency: str, program: Program) -> "TierFacts":
        """Return the facts of a partner that nothing is known of."""
        nothing: dict[str, Counted] = {key: Counted(None, "") for key, _ in _COUNTED}
        return cls(False, None, None, None, nothing, currency, program.window_months)


@dataclass(frozen=True, slots=True)
class TierNeed:
    """One thing a tier requires: whether it is met, None where the file does not say, and in words what there is of it.

    `vouched` are those that the file does not say and that the tier the partner holds already required. `asks` is the
    requirement alone, and `wanted` its number where it has one. `options` are those of which one is enough.
    """

    tier: str
    key: NeedKey
    met: bool | None
    vouched: bool
    how: str
    asks: Internal[str]
    wanted: Internal[Decimal | int | None] = None
    options: Internal[tuple[tuple["TierNeed", ...], ...]] = ()

    @property
    def is_fulfilled(self) -> bool:
        """Whether it is met, or vouched for."""
        return self.met is True or self.vouched

    def includes(self, other: "TierNeed") -> bool:
        """Whether meeting this need includes meeting the other one."""
        ways, enough = (need.options or ((need,),) for need in (self, other))
        return all(any(all(any(map(need._is_less, way)) for need in option) for option in enough) for way in ways)

    def _is_less(self, than: "TierNeed") -> bool:
        return self.key == than.key and (self.wanted or 0) <= (than.wanted or 0)


def facts_of(case: Case, program: Program) -> TierFacts:
    """Gather what a file shows of what tiers require.

    Trained: `program.trained`, else the launch checklist's `teams-trained`. Certified: `program.certified`, else
    whether anyone is by `certifications`. Referrals and revenue: the latest months that are over, as many as the
    program counts and as far as there are figures; nothing is extrapolated.
    """
    partnership, today = case.partnership, case.today
    given = partnership.program or InProgram.model_construct()
    launch = partnership.checklists.launch if partnership.checklists else {}
    certified = _certified(partnership, today)
    strategic = partnership.fit.get("strategic")
    revenue = counted_in("revenue", case, program.window_months)
    referrals = counted_in("referrals", case, program.window_months)
    members = series_of(complete_months(partnership, today), "members", case.workspace.currency)
    return TierFacts(
        agreement=state_of(partnership.agreement, today).is_signed,
        training=_done(given.trained if given.trained is not None else launch.get("teams-trained"), today),
        certification=_done(given.certified, today) if given.certified is not None else _some(certified),
        deep_integration=_done(given.deep_integration, today),
        counted={
            "certified_people": Counted(certified, "no certifications"),
            "case_studies": Counted(given.case_studies, "not recorded"),
            "members": Counted(members[0].latest[1] if members else None, "no figures"),
            "referrals": Counted(referrals[0].total if referrals else None, "no figures"),
            "revenue": _comparable(revenue, case),
            "strategic_fit": Counted(strategic.rating if strategic else None, "not rated"),
        },
        currency=case.workspace.currency,
        months=program.window_months,
    )


def counted_in(metric: str, case: Case, months: int) -> tuple[Series, ...]:
    """Return the figures of a metric in the latest months that are over.

    A month that ends today is over; it takes the place of the oldest one as soon as its figure is in.
    """
    rows, tomorrow = complete_months(case.partnership, case.today), days_after(case.today, 1)
    is_in = any(row.month == month_of(case.today) and value_of(row, metric) is not None for row in rows)
    after = tomorrow if is_in else case.today
    since = month_of(add_months(after.replace(day=1), -months))
    return series_of([row for row in rows if row.month >= since], metric, case.workspace.currency)


def _comparable(revenue: Sequence[Series], case: Case) -> Counted:
    """Return revenue in the workspace's currency, converted where there are rates for it."""
    if not revenue:
        return Counted(None, "no figures")
    together = converted(revenue, case.workspace.currency, case)
    if together is None:
        return Counted(None, f"{totals_in_words(revenue)}, and no exchange rate")
    has = together.series.total
    if not together.rates:
        return Counted(has, "")
    return Counted(has, f"{totals_in_words(revenue)}, {rates_in_words(together.rates)}")


def _done(given: date | bool | None, today: date) -> bool | None:
    return given if given is None or isinstance(given, bool) else given <= today


def _certified(partnership: Partnership, today: date) -> int | None:
    """Count their people with a certificate that is valid on a day; None where the file lists none of any day."""
    theirs = [
        (certificate.person or certificate.name or at, certificate)
        for at, certificate in enumerate(partnership.certifications)
        if side_of(certificate.person, partnership) != "us"
    ]
    valid = {
        who
        for who, certificate in theirs
        if (certificate.since or today) <= today and today <= (certificate.until or today)
    }
    return len(valid) if theirs else None


def _some(count: int | None) -> bool | None:
    return None if count is None else count > 0


def needs_of(tier: Tier, facts: TierFacts, vouched: Collection[str] = ()) -> tuple[TierNeed, ...]:
    """Return what a tier itself requires; `vouched` are the keys that a file may be silent about."""
    needs = tuple(_needs(tier.key, tier.requires, facts, vouched))
    options = [tuple(_needs(tier.key, option, facts, vouched)) for option in tier.requires.any]
    return (*needs, _one_of(tier.key, options)) if options else needs


def _needs(tier: str, requires: TierRequirement, facts: TierFacts, vouched: Collection[str]) -> Iterator[TierNeed]:
    if requires.agreement:
        how = "agreement signed" if facts.agreement else "a signed agreement"
        yield TierNeed(tier, "agreement", facts.agreement, vouched=False, how=how, asks="a signed agreement")
    for key, asks in YES_OR_NO:
        if getattr(requires, key):
            met: bool | None = getattr(facts, key)
            is_vouched = met is None and key in vouched
            how = asks if met is not None else f"{asks} (not recorded)"
            yield TierNeed(tier, key, met, vouched=is_vouched, how=how, asks=asks)
    for key, in_words in _COUNTED:
        wanted: Decimal | int | None = getattr(requires, key)
        if wanted is not None:
            yield _counted(tier, key, wanted, in_words(wanted, facts), facts)


def _counted(tier: str, key: NeedKey, wanted: Decimal | int, asks: str, facts: TierFacts) -> TierNeed:
    found = facts.counted[key]
    if found.has is None:
        return TierNeed(tier, key, None, vouched=False, how=f"{asks} ({found.why})", asks=asks, wanted=wanted)
    met = found.has >= wanted
    if key == "strategic_fit":
        how = f"{asks} (rated {found.has})"
    else:
        written = partial(money, currency=facts.currency) if key == "revenue" else grouped
        has, missing = (rounded(Decimal(value), 2) for value in (found.has, max(wanted - found.has, 0)))
        more = f"; {found.why}" if key == "revenue" and found.why else ""
        how = f"{asks} (has {written(has)}, {written(missing)} to go{more})"
    return TierNeed(tier, key, met, vouched=False, how=how, asks=asks, wanted=wanted)


def _one_of(tier: str, options: Sequence[tuple[TierNeed, ...]]) -> TierNeed:
    """Return requirements of which one is enough as one need."""
    return TierNeed(
        tier,
        "any",
        _is_any([_are_all([need.met for need in option]) for option in options]),
        vouched=any(all(need.is_fulfilled for need in option) for option in options),
        how=listed([listed([need.how for need in option]) for option in options], "or"),
        asks=listed([listed([need.asks for need in option]) for option in options], "or"),
        options=tuple(options),
    )


def _are_all(met: Collection[bool | None]) -> bool | None:
    return False if False in met else None if None in met else True


def _is_any(met: Collection[bool | None]) -> bool | None:
    return True if True in met else None if None in met else False


def remaining(needs: Sequence[TierNeed]) -> tuple[TierNeed, ...]:
    """Return what of these needs is still to do, without what another one includes: of 5 and 20 referrals, the 20."""
    todo = [need for need in needs if not need.is_fulfilled]
    return tuple(
        need
        for at, need in enumerate(todo)
        if not any(
            other.includes(need) and (there > at or not need.includes(other))
            for there, other in enumerate(todo)
            if there != at
        )
    )


YES_OR_NO: Final[tuple[tuple[NeedKey, str], ...]] = (
    ("training", "training"),
    ("certification", "certification"),
    ("deep_integration", "a deep integration"),
)
"""What cannot be counted, so a tier that is held may vouch for it."""


def _within(facts: TierFacts) -> str:
    return "a year" if facts.months == 12 else f"in {plural(facts.months, 'month')}"


_COUNTED: Final[tuple[tuple[NeedKey, Callable[[Decimal | int, TierFacts], str]], ...]] = (
    ("certified_people", lambda wanted, _: plural(wanted, "certified person", "certified people")),
    ("case_studies", lambda wanted, _: plural(wanted, "case study", "case studies")),
    ("members", lambda wanted, _: f"{grouped(wanted)} members"),
    ("referrals", lambda wanted, facts: f"{grouped(wanted)} referrals {_within(facts)}"),
    ("revenue", lambda wanted, facts: f"{money(wanted, facts.currency)} of revenue {_within(facts)}"),
    ("strategic_fit", lambda wanted, _: f"strategic alignment of {wanted}"),
)
