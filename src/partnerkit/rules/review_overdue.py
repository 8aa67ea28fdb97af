"""Reviews that were not held (guide)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.choices import ReviewKind, Stage
from partnerkit.rules.facts import days
from partnerkit.rules.rule import Case, Remark

_AT_LEAST_EVERY: Final[Mapping[ReviewKind, int]] = {"annual": 380, "quarterly": 100, "monthly": 38}
"""Days, with a week or so of grace; the longer review is the shorter one too."""

_CADENCE: Final[Mapping[Stage, tuple[ReviewKind, ...]]] = {
    "launch": ("monthly",),
    "grow": ("annual", "quarterly", "monthly"),
    "optimize": ("annual", "quarterly", "monthly"),
    "renew": ("annual", "quarterly"),
}

manual: Final = Manual(
    code="PK268",
    name="review-overdue",
    severity="warning",
    title="A review that the stage asks for is overdue.",
    finds="From launch on, more than 38 days without a check-in; once live, also more than 100 days without a "
    "quarterly review and more than 380 without an annual one. A longer review counts for the shorter ones. Without "
    "any review, days count from the launch, the signature or the beginning.",
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
    """Look for the gravest review that is overdue."""
    partnership = case.partnership
    if partnership.dynamics and partnership.dynamics.parked:
        return
    began = next((day for day in _beginnings(case) if day is not None), None)
    held = sorted((review.date, review.kind) for review in partnership.reviews if review.date <= case.today)
    kinds = tuple(_AT_LEAST_EVERY)
    for kind in _CADENCE.get(partnership.stage, ()) if partnership.stage else ():
        counting = kinds[: kinds.index(kind) + 1]
        last = max((day for day, of in held if of in counting), default=None)
        since = last or began
        if since is not None and (age := (case.today - since).days) > _AT_LEAST_EVERY[kind]:
            what = "check-in" if kind == "monthly" else f"{kind} review"
            ago = f"the last was on {last}, {days(age)} ago" if last else f"none was held in {days(age)}"
            yield Remark(
                ("reviews",) if held else ("stage",),
                f"no {what} in time: {ago}",
                "hold it, and write it down",
            )
            return


def _beginnings(case: Case) -> Iterator[date | None]:
    partnership = case.partnership
    yield partnership.launch.date if partnership.launch else None
    yield partnership.agreement.signed if partnership.agreement else None
    yield partnership.since
