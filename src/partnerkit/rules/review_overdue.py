"""Reviews that were not held (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.review_dates import next_reviews
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import plural
from partnerkit.rules.rule import Remark

_GRACE: Final = 7
"""Days; a meeting that slips into the next week is no review missed."""

manual: Final = Manual(
    code="PK268",
    name="review-overdue",
    severity="warning",
    title="A review that the stage asks for is overdue.",
    finds="Reviews that the stage calls for (a check-in each month from launch on; once live also a quarterly and "
    "an annual review) that are more than a week late. A longer review counts for the shorter ones. Without any, the "
    "time counts from the launch, else from `since`.",
    hurts="Reviews are where small trouble is named while it is small. The partnerships that skip them are the ones "
    "that needed them.",
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
    """Look for the review that has been due for the longest time."""
    partnership = case.partnership
    late = [
        (review.date, review.kind)
        for review in next_reviews(case)
        if review.date is not None and review.days_left is not None and review.days_left < -_GRACE
    ]
    if late:
        day, kind = min(late)
        yield Remark(
            ("reviews",) if partnership.reviews else ("stage",),
            f"the {kind} review was due on {day}, {plural((case.today - day).days, 'day')} ago",
            "hold it, and write it down",
        )
