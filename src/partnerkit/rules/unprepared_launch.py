"""Launches before our own company is ready (guide, mistake 5)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.facts.as_of import done_items
from partnerkit.facts.case import Case
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
    title="A launch is near, or over, and our own company is not ready.",
    finds="Partnerships that are launched within four weeks, or are at stage launch and past their day or without one, "
    "with items of `checklists.alignment` open. Items that are not named are open.",
    hurts="The first customers of a launch ask support, sales and customer success. Colleagues who hear of the "
    "partnership from a customer do not sell it a second time.",
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
    when = _near_or_over(case)
    if not when:
        return
    done = done_items(case.partnership, "alignment", case.today)
    items = choices_of(AlignmentItem)
    still_open = [item for item in items if item not in done]
    if still_open:
        what = f"all {len(items)} items of `checklists.alignment`" if not done else listed(still_open)
        yield Remark(
            _place(case),
            f"{when}, and still open: {what}",
            "do them, or move the launch" if _day(case) else "do them, and set `launch.date`",
        )


def _day(case: Case) -> date | None:
    return case.partnership.launch.date if case.partnership.launch else None


def _place(case: Case) -> KeyPath:
    checklists = case.partnership.checklists
    if checklists and checklists.alignment:
        return ("checklists", "alignment")
    return ("launch", "date") if _day(case) else ("stage",)


def _near_or_over(case: Case) -> str:
    """Say how far off the launch is; nothing where there is time, or it is long over."""
    day, stage = _day(case), case.partnership.stage
    if stage == "exit":
        return ""
    if day is None:
        return "launch, with no day set" if stage == "launch" else ""
    left = (day - case.today).days
    if left == 0:
        return "the launch is today"
    if 0 < left <= _AHEAD:
        return f"{plural(left, 'day')} to the launch"
    return f"launched on {day}" if left < 0 and stage == "launch" else ""
