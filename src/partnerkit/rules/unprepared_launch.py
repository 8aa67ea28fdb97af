"""Launches before our own company is ready (guide, mistake 5)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.checklist_items import done_of, noted_items
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.checklists import AlignmentItem
from partnerkit.model.choices import choices_of
from partnerkit.phrasing import listed, plural
from partnerkit.rules.rule import KeyPath, Remark

_AHEAD: Final = 28

manual: Final = Manual(
    code="PK251",
    name="unprepared-launch",
    severity="warning",
    title="A launch is near or past, but our own company is not ready.",
    finds="Open items of `checklists.alignment` if the launch is within four weeks, if it is past and the partnership "
    "is not at `grow`, `optimize` or `renew` yet, or if the stage is `launch` and no date is set. Items that are not "
    "listed are open, and so are items dated after today. Partnerships at `exit` are skipped.",
    hurts="Launch customers turn to support, sales and customer success. Colleagues who first hear of the partnership "
    "from a customer won't sell it.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: launch
        launch: {date: 2026-04-28}
        checklists:
          alignment: {stakeholders-briefed: 2026-03-12, integration-tested: 2026-03-31, support-trained: false}
        """,
        at=(6, 3),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: launch
        launch: {date: 2026-04-28}
        checklists:
          alignment:
            stakeholders-briefed: 2026-03-12
            support-trained: 2026-04-02
            integration-tested: 2026-03-31
            marketing-materials: 2026-04-07
            sales-equipped: 2026-03-24
            customer-success-ready: 2026-04-02
            tracking: 2026-03-31
            success-metrics: 2026-03-31
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for open items before the launch."""
    when = _near_or_past(case)
    if not when:
        return
    noted = noted_items(case, "alignment")
    done = done_of(noted, case.today)
    still_open = [_with_its_date(item, noted.get(item)) for item in choices_of(AlignmentItem) if item not in done]
    if still_open:
        any_noted = any(noted.values())
        what = listed(still_open) if any_noted else f"all {len(still_open)} items of `checklists.alignment`"
        yield Remark(_place(case), f"{when}, but still open: {what}", _advice(case))


def _with_its_date(item: str, noted: date | bool | None) -> str:
    return f"{item} (planned for {noted})" if isinstance(noted, date) else item


def _advice(case: Case) -> str:
    day = _day(case)
    if day is None:
        return "complete them, and set `launch.date`"
    return "complete them now" if day < case.today else "complete them, or move the launch"


def _day(case: Case) -> date | None:
    return case.partnership.launch.date if case.partnership.launch else None


def _place(case: Case) -> KeyPath:
    checklists = case.partnership.checklists
    if checklists and checklists.alignment:
        return ("checklists", "alignment")
    return ("launch", "date") if _day(case) else ("stage",)


def _near_or_past(case: Case) -> str:
    """Return how far away the launch is, in words; empty if there is time, or if the partnership is live or ending."""
    day, stage = _day(case), case.partnership.stage
    if stage == "exit":
        return ""
    if day is None:
        return "at `launch` without a date" if stage == "launch" else ""
    left = (day - case.today).days
    if left == 0:
        return "the launch is today"
    if 0 < left <= _AHEAD:
        return f"{plural(left, 'day')} to the launch"
    return f"launched on {day}" if left < 0 and stage not in LIVE else ""
