"""Partnerships that no one has touched for months (guide, mistake 4)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.dates import days_before
from partnerkit.facts.as_of import parked
from partnerkit.facts.case import Case
from partnerkit.facts.stages import UNDER_WAY
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.partnership import Partnership
from partnerkit.phrasing import plural
from partnerkit.rules.rule import Remark

_QUIET_DAYS: Final = 90

manual: Final = Manual(
    code="PK221",
    name="set-and-forget",
    severity="warning",
    title="Nothing has happened in the partnership for three months.",
    finds="Partnerships from `launch` to `renew` in which the last 90 days show no review, contact, assessment, "
    "encouragement, training, kept commitment or finished plan item. Parked partnerships and files without dates are "
    "skipped.",
    hurts="Most partnerships aren't ended; they fade. After a quarter of silence, people on both sides have other "
    "priorities, and restarting costs more than keeping it going.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        reviews:
          - {date: 2025-11-20, kind: quarterly, summary: All on track}
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        reviews:
          - {date: 2025-11-20, kind: quarterly, summary: All on track}
          - {date: 2026-03-19, kind: quarterly, summary: Training is what is missing}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the latest sign of life."""
    partnership = case.partnership
    if partnership.stage not in UNDER_WAY or parked(partnership, case.today):
        return
    quiet_from = days_before(case.today, _QUIET_DAYS)
    # Most partnerships give a sign before all of them are looked at.
    if any(day is not None and quiet_from <= day <= case.today for day in _signs_of_life(partnership)):
        return
    seen = max((day for day in _signs_of_life(partnership) if day is not None and day <= case.today), default=None)
    if seen is not None:
        quiet = plural((case.today - seen).days, "day")
        message = f"{partnership.stage}, but nothing is recorded for the last {quiet}, since {seen}"
        yield Remark(("stage",), message, "hold a review and record it")


def _signs_of_life(partnership: Partnership) -> Iterator[date | None]:
    for review in partnership.reviews:
        yield review.date
        yield from (commitment.done for commitment in review.commitments)
    yield from (check.date for check in partnership.health)
    yield from (item.done for item in partnership.plan)
    for bucket in partnership.buckets.values():
        yield bucket.assessed
        yield from (box.assessed for box in bucket.boxes.values())
    if partnership.outreach:
        yield from (touch.date for touch in partnership.outreach.touches)
    if partnership.dynamics and partnership.dynamics.encouragement:
        yield from (given.date for given in partnership.dynamics.encouragement.given)
    if partnership.dynamics and partnership.dynamics.awareness:
        yield from (told.date for told in partnership.dynamics.awareness.told)
    yield partnership.agreement.signed if partnership.agreement else None
    yield partnership.launch.date if partnership.launch else None
