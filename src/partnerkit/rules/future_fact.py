"""Facts dated after today."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.dates import first_day
from partnerkit.facts.agreements import claimed_signature
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.partnership import Partnership
from partnerkit.rules.rule import KeyPath, Remark

manual: Final = Manual(
    code="PK263",
    name="future-fact",
    severity="warning",
    title="Something that already happened is dated in the future.",
    finds="Touches, kept commitments, assessments, health checks, results, signatures and finished plan items dated "
    "after today. A review in the future is the next review, and is fine.",
    hurts="It's nearly always the wrong year or swapped digits. Until it's fixed, the partnership looks more active "
    "than it is.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        health:
          - {date: 2027-03-31, ratings: {trust: 4}}
        """,
        at=(4, 12),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        health:
          - {date: 2026-03-31, ratings: {trust: 4}}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for dates after today."""
    for path, day in _facts(case.partnership):
        if day is not None and day > case.today:
            yield Remark(path, f"{day} is in the future", "correct the date; planned work belongs in `plan`")


def _facts(partnership: Partnership) -> Iterator[tuple[KeyPath, date | None]]:
    for number, item in enumerate(partnership.plan):
        yield ("plan", number, "done"), item.done
    for number, review in enumerate(partnership.reviews):
        for nth, commitment in enumerate(review.commitments):
            yield ("reviews", number, "commitments", nth, "done"), commitment.done
    for number, check in enumerate(partnership.health):
        yield ("health", number, "date"), check.date
    for key, bucket in partnership.buckets.items():
        yield ("buckets", key, "assessed"), bucket.assessed
        for name, box in bucket.boxes.items():
            yield ("buckets", key, "boxes", name, "assessed"), box.assessed
    for number, touch in enumerate(partnership.outreach.touches if partnership.outreach else ()):
        yield ("outreach", "touches", number, "date"), touch.date
    for number, row in enumerate(partnership.results):
        yield ("results", number, "month"), first_day(row.month)
    yield ("agreement", "signed"), claimed_signature(partnership.agreement)
