"""Reviews that are overdue (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.review_dates import next_reviews
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.cadence import MONTHS_BETWEEN
from partnerkit.phrasing import plural
from partnerkit.rules.rule import Remark

_GRACE: Final = 7
"""Days; a meeting that slips into the next week is not missed."""

manual: Final = Manual(
    code="PK268",
    name="review-overdue",
    severity="warning",
    title="A review is overdue.",
    finds="Reviews that are more than a week late. `cadence` or the stage decides which reviews are due: by default a "
    "monthly check-in from `launch` on, and quarterly and annual reviews once the partnership is live. A longer "
    "review counts for the shorter ones. Each kind keeps the day of its first recorded review; without one, time "
    "counts from the launch, or else from `since`. Parked partnerships are skipped, and so are those at `exit` that "
    "have no `cadence` of their own.",
    hurts="Reviews catch small problems while they're small. The partnerships that skip them are usually the ones "
    "that need them most.",
    bad=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: grow
        since: 2025-06-02
        reviews:
          - {date: 2025-12-10, kind: quarterly, summary: Sponsor announces her leave}
          - {date: 2026-03-20, kind: monthly, summary: First talk in three months}
        """,
        at=(5, 1),
    ),
    good=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: grow
        since: 2025-06-02
        reviews:
          - {date: 2025-12-10, kind: quarterly, summary: Sponsor announces her leave}
          - {date: 2026-03-20, kind: quarterly, summary: New sponsor by May}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the review that has been due for the longest time, the longest of those of one day."""
    partnership = case.partnership
    late = [
        (review.date, -MONTHS_BETWEEN[review.kind], review.kind)
        for review in next_reviews(case)
        if review.date is not None and review.days_left is not None and review.days_left < -_GRACE
    ]
    if late:
        day, _, kind = min(late)
        yield Remark(
            ("reviews",) if partnership.reviews else ("stage",),
            f"the {kind} review was due on {day}, {plural((case.today - day).days, 'day')} ago",
            "hold it, and record it",
        )
