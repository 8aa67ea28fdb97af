"""Partnerships marked as live before their launch."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK252",
    name="stage-ahead-of-launch",
    severity="warning",
    title="The partnership is marked as live before its launch date.",
    finds="Partnerships at `grow`, `optimize` or `renew` whose `launch.date` is in the future.",
    hurts="Live partnerships are measured on results, reviews and growth, and partnerships before launch on "
    "readiness. With the wrong stage, you'd get the wrong questions.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        launch: {date: 2026-06-16}
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: launch
        launch: {date: 2026-06-16}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a launch in the future."""
    launch = case.partnership.launch
    if case.partnership.stage in LIVE and launch and launch.date and launch.date > case.today:
        yield Remark(
            ("stage",),
            f"{case.partnership.stage}, but the launch is on {launch.date}",
            "set `stage: launch` until then, or correct the date",
        )
