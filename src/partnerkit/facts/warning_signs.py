"""Which red flags do the figures raise by themselves?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from operator import gt, lt
from typing import Final, Literal, TypeAlias

from partnerkit.dates import add_months, first_day
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.exchange import Converted, converted, rates_in_words
from partnerkit.facts.figures import series_of, shown_in_words
from partnerkit.facts.obligations import obligations
from partnerkit.facts.review_dates import next_reviews
from partnerkit.model.choices import HealthFlag
from partnerkit.model.kpis import MonthlyResult
from partnerkit.phrasing import listed, plural

Sign: TypeAlias = Literal[
    "referrals-falling",
    "revenue-falling",
    "initiatives-falling",
    "nps-falling",
    "response-time-rising",
    "work-overdue",
    "review-overdue",
]

MONTHS_IN_A_ROW: Final = 3
"""How many months, each worse than the one before it, make a sign; that takes four months of figures."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A red flag that no one entered and the data suggests, the sign it is based on, and the figures."""

    flag: HealthFlag
    sign: Sign
    reason: str


_WATCHED: Final[tuple[tuple[str, str, Sign, HealthFlag, Callable[[Decimal, Decimal], bool]], ...]] = (
    ("referrals", "referrals fell", "referrals-falling", "declining-engagement", gt),
    ("revenue", "revenue fell", "revenue-falling", "declining-engagement", gt),
    ("initiatives", "joint initiatives fell", "initiatives-falling", "declining-engagement", gt),
    ("response_hours", "response time rose", "response-time-rising", "poor-communication", lt),
    ("nps", "net promoter score fell", "nps-falling", "customer-complaints", gt),
)


def suspicions(case: Case) -> tuple[Suspicion, ...]:
    """List what the data suggests: worse figures three months in a row, overdue work, an overdue review (guide)."""
    return (*_worsening(case), *_overdue(case), *_overdue_reviews(case))


def not_compared(case: Case) -> tuple[str, ...]:
    """Return the figures of the latest months that raise no sign only because they are in currencies without a rate."""
    rows = _latest(case)
    return tuple(
        f"{metric} is in {listed([str(part.series.currency) for part in parts])} in the last "
        f"{plural(len(_months(rows)), 'month')}, with no exchange rate, so whether it fell is not assessed"
        for metric, *_ in _WATCHED
        if len(parts := _comparable(metric, rows, case)) > 1
        and any(part.series.months != _months(rows) for part in parts)
    )


def _worsening(case: Case) -> Iterator[Suspicion]:
    rows = _latest(case)
    months = _months(rows)
    for metric, what, sign, flag, is_worse in _WATCHED:
        for figures in _comparable(metric, rows, case):
            values = [value for _, value in figures.series.values]
            if figures.series.months != months or not all(is_worse(*pair) for pair in pairwise(values)):
                continue
            currency = figures.series.currency
            told = ", ".join(shown_in_words(value, currency) for value in values)
            reason = f"{what} {MONTHS_IN_A_ROW} months in a row: {told} ({months[0]} to {months[-1]})"
            yield Suspicion(flag, sign, "; ".join(filter(None, (reason, rates_in_words(figures.rates)))))


def _latest(case: Case) -> Sequence[MonthlyResult]:
    """Return the results of the latest months, one more than make a sign; none where there are too few in a row."""
    rows = complete_months(case.partnership, case.today)
    latest = _months(rows)[-MONTHS_IN_A_ROW - 1 :]
    follow = all(add_months(first_day(before), 1) == first_day(after) for before, after in pairwise(latest))
    return [row for row in rows if row.month in latest] if follow and len(latest) > MONTHS_IN_A_ROW else []


def _months(rows: Sequence[MonthlyResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.month for row in rows))


def _comparable(metric: str, rows: Sequence[MonthlyResult], case: Case) -> list[Converted]:
    """Return the figures of a metric, one a month: all of them together, or by currency where a rate is missing."""
    parts = series_of(rows, metric, case.workspace.currency)
    together = converted(parts, case.workspace.currency, case) if len(parts) > 1 else None
    found = [together] if together else [Converted(part, ()) for part in parts]
    return [replace(one, series=one.series.by_month()) for one in found]


def _overdue(case: Case) -> Iterator[Suspicion]:
    late = [
        (obligation.on, obligation.what)
        for obligation in obligations(case)
        if obligation.kind in ("plan", "commitment") and obligation.on is not None and obligation.is_late(case.today)
    ]
    if late:
        named = [f"{what} ({day})" for day, what in sorted(late)]
        reason = f"{plural(len(late), 'commitment or plan item', 'commitments or plan items')} overdue: "
        yield Suspicion("missed-commitments", "work-overdue", reason + listed(named))


def _overdue_reviews(case: Case) -> Iterator[Suspicion]:
    overdue = [
        f"{review.kind} review due {review.date}"
        for review in next_reviews(case)
        if review.days_left is not None and review.days_left < 0
    ]
    if overdue:
        yield Suspicion("declining-engagement", "review-overdue", f"not recorded: {listed(overdue)}")
