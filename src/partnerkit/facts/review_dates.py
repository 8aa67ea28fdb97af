"""When are the reviews of a partnership, and which were missed (guide)?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from partnerkit.dates import Day, add_months, periods_over
from partnerkit.facts.as_of import parked
from partnerkit.facts.case import Case
from partnerkit.model.cadence import MONTHS_BETWEEN
from partnerkit.model.choices import ReviewKind
from partnerkit.model.partnership import Partnership
from partnerkit.workdays import days_left, next_working_day


class MissedReview(NamedTuple):
    """A review that should have been held by the cadence and was not before the next one was due."""

    kind: str
    date: date


@dataclass(frozen=True, slots=True)
class NextReview:
    """When a kind of review falls next, and the day it is counted from; None where there is none to count from.

    `due` is the working day that its date gives way to, and `days_left` are those until then.
    """

    kind: str
    date: Day | None
    due: Day | None
    days_left: int | None
    counted_from: Day | None


def cadence_of(case: Case) -> tuple[ReviewKind, ...]:
    """Return which reviews a partnership has: its own choice, else that of its stage, and none while it is parked."""
    if parked(case.partnership, case.today):
        return ()
    chosen = case.partnership.cadence
    rhythms = case.workspace.reviews.of_stage(case.partnership.stage) if chosen is None else chosen
    return tuple(dict.fromkeys(rhythm.kind for rhythm in rhythms))


def next_reviews(case: Case) -> tuple[NextReview, ...]:
    """Return when each review of the cadence is due next; the date may be past.

    It is counted from the last one held of its kind or of a longer one, which does its work too; else from the
    launch where that is past, else from `since`. A review that the file dates in the future is the next of its
    kind; for a shorter one it stands where that would not be due before it.
    """
    return tuple(_next(case, kind) for kind in cadence_of(case))


def _next(case: Case, kind: str) -> NextReview:
    base = _counted_from(case.partnership, kind, case.today)
    step = MONTHS_BETWEEN[kind]
    planned = [review for review in case.partnership.reviews if review.date > case.today]
    own = [review.date for review in planned if review.kind == kind]
    due = min(own) if own else add_months(base, step) if base else None
    if due is not None:
        due = min([due, *(review.date for review in planned if MONTHS_BETWEEN[review.kind] > step)])
    if due is None:
        return NextReview(kind, None, None, None, base)
    left = days_left(due, case.today, case.holidays)
    return NextReview(kind, due, next_working_day(due, case.holidays), left, base)


def _held(partnership: Partnership, kind: str, today: date) -> list[date]:
    step = MONTHS_BETWEEN[kind]
    return sorted(
        {review.date for review in partnership.reviews if MONTHS_BETWEEN[review.kind] >= step and review.date <= today}
    )


def _counted_from(partnership: Partnership, kind: str, today: date) -> date | None:
    held = _held(partnership, kind, today)
    return held[-1] if held else _beginning(partnership, today)


def _beginning(partnership: Partnership, today: date) -> date | None:
    launched = partnership.launch.date if partnership.launch else None
    return launched if launched is not None and launched <= today else partnership.since


def missed_reviews(partnership: Partnership, kind: str, today: date) -> Iterator[MissedReview]:
    """Yield the days on which a review was due and none was held before the day after that was due as well."""
    starts = _held(partnership, kind, today)
    beginning = _beginning(partnership, today)
    if beginning is not None and (not starts or beginning < starts[0]):
        starts.insert(0, beginning)
    step = MONTHS_BETWEEN[kind]
    for begin, end in pairwise([*starts, today]):
        for nth in range(1, periods_over(begin, end, step)):
            yield MissedReview(kind, add_months(begin, nth * step))
