"""What of a partnership is late, and what comes next?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.dates import add_months, last_day_for_notice, last_day_of_term
from partnerkit.model.choices import ReviewKind, Stage
from partnerkit.model.partnership import Partnership

DeadlineKind: TypeAlias = Literal["plan", "commitment", "review", "notice", "term"]

CADENCE: Final[Mapping[Stage, tuple[ReviewKind, ...]]] = {
    "prospect": (),
    "initiate": (),
    "launch": ("monthly",),
    "grow": ("monthly", "quarterly", "annual"),
    "optimize": ("monthly", "quarterly", "annual"),
    "renew": ("quarterly", "annual"),
    "exit": (),
}
"""The reviews that each stage calls for: the guide's three, as soon as there is something to review."""

_MONTHS: Final[Mapping[ReviewKind, int]] = {"monthly": 1, "quarterly": 3, "annual": 12}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that has a day: what it is, whose, and whether that day is past."""

    kind: DeadlineKind
    what: str
    owner: str | None
    due: date
    late: bool


def deadlines(partnership: Partnership, today: date) -> tuple[Deadline, ...]:
    """List all that is open and has a day, the earliest first."""
    found = [*overdue_or_open(partnership, today), *reviews_due(partnership, today), *_term(partnership, today)]
    return tuple(sorted(found, key=lambda deadline: (deadline.due, deadline.kind, deadline.what)))


def overdue_or_open(partnership: Partnership, today: date) -> Iterator[Deadline]:
    """Yield the open plan items and commitments that have a due date; late is what was due before `today`."""
    for item in partnership.plan:
        if item.due is not None and item.done is None and item.status not in ("done", "dropped"):
            yield Deadline("plan", item.title, item.owner or item.side, item.due, item.due < today)
    for review in partnership.reviews:
        for promise in review.commitments:
            if promise.due is not None and promise.done is None and review.date <= today:
                late = promise.due < today
                yield Deadline("commitment", promise.what, promise.owner or promise.side, promise.due, late)


def reviews_due(partnership: Partnership, today: date) -> Iterator[Deadline]:
    """Yield the day by which each review that the stage calls for is due (guide).

    A month, a quarter or a year after the last review of that kind, a longer one counting as a shorter; where
    there was none yet, after the launch, else after the partnership began. Without any of these days nothing
    is said.
    """
    for kind in CADENCE[partnership.stage] if partnership.stage else ():
        as_good = [longer for longer in _MONTHS if _MONTHS[longer] >= _MONTHS[kind]]
        held = [review.date for review in partnership.reviews if review.kind in as_good and review.date <= today]
        launched = partnership.launch.date if partnership.launch else None
        begun = launched or partnership.since
        last = max(held, default=begun)
        if last is not None and last <= today:
            due = add_months(last, _MONTHS[kind])
            yield Deadline("review", f"{kind} review", None, due, due < today)


def _term(partnership: Partnership, today: date) -> Iterator[Deadline]:
    agreement = partnership.agreement
    if agreement is None or agreement.status != "signed" or agreement.term is None:
        return
    last, notice = last_day_of_term(agreement.term, today), last_day_for_notice(agreement.term, today)
    if notice is not None and notice >= today:
        yield Deadline("notice", "last day to give notice of non-renewal", None, notice, late=False)
    if last is not None:
        what = "the term renews by itself after this day" if agreement.term.renewal == "automatic" else "the term ends"
        yield Deadline("term", what, None, last, last < today)
