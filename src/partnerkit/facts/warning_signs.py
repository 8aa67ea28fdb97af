"""Which red flags do the figures raise by themselves?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from operator import gt, lt
from typing import Final, Literal, TypeAlias

from partnerkit.dates import first_day
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.figures import figure_in_words, series_of
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
    """A red flag that nobody entered and the data suggests, the sign it rests on, and the figures."""

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
    worse = _worsening(complete_months(case.partnership, case.today), case.workspace.currency)
    return (*worse, *_overdue(case), *_overdue_reviews(case))


def _worsening(months: Sequence[MonthlyResult], currency: str) -> Iterator[Suspicion]:
    latest = months[-MONTHS_IN_A_ROW - 1 :]
    if len(latest) <= MONTHS_IN_A_ROW or not all(_follows(*pair) for pair in pairwise(latest)):
        return
    for metric, what, sign, flag, is_worse in _WATCHED:
        # Of figures in two currencies, neither has all four months.
        for series in series_of(latest, metric, currency):
            values = [value for _, value in series.values]
            if len(values) < len(latest) or not all(is_worse(before, after) for before, after in pairwise(values)):
                continue
            figures = ", ".join(figure_in_words(metric, value, series.currency or currency) for value in values)
            reason = f"{what} {MONTHS_IN_A_ROW} months in a row: {figures} ({latest[0].month} to {latest[-1].month})"
            yield Suspicion(flag, sign, reason)


def _follows(before: MonthlyResult, after: MonthlyResult) -> bool:
    return 0 < (first_day(after.month) - first_day(before.month)).days <= 31


def _overdue(case: Case) -> Iterator[Suspicion]:
    late = [
        (obligation.on, obligation.what)
        for obligation in obligations(case)
        if obligation.kind in ("plan", "commitment") and obligation.on is not None and obligation.is_late(case.today)
    ]
    if late:
        named = [f"{what} ({day})" for day, what in sorted(late)]
        reason = f"{plural(len(late), 'thing')} promised or planned {'is' if len(late) == 1 else 'are'} overdue: "
        yield Suspicion("missed-commitments", "work-overdue", reason + listed(named))


def _overdue_reviews(case: Case) -> Iterator[Suspicion]:
    overdue = [
        f"{review.kind} review due {review.date}"
        for review in next_reviews(case)
        if review.days_left is not None and review.days_left < 0
    ]
    if overdue:
        yield Suspicion("declining-engagement", "review-overdue", f"not recorded: {listed(overdue)}")
