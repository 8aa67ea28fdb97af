"""The day of the next review."""

from datetime import date
from typing import Final, Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.facts.case import Case
from partnerkit.facts.review_dates import next_reviews

KEYS: Final = (("stage", "tier", "cadence", "reviews.date", "reviews.kind", "launch.date", "since", "dynamics.parked"),)


class ReviewMoved(NamedTuple):
    """The next review before and after: its kind and its day, None where there is none."""

    kind: Literal["review"]
    text: str
    old: date | None
    new: date | None
    review: str | None


def follows(pair: BeforeAndAfter) -> ReviewMoved | None:
    """Return how the next review moved; None where it did not."""
    old, new = _next(pair.before), _next(pair.after)
    if old == new:
        return None
    was, now = (f"{kind} on {day}" if day else "none" for day, kind in (old, new))
    return ReviewMoved("review", f"next review: {was} → {now}", old[0], new[0], new[1] or None)


def _next(case: Case) -> tuple[date | None, str]:
    days = [(one.date, one.kind) for one in next_reviews(case) if one.date is not None]
    return min(days, default=(None, ""))
