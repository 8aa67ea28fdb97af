"""Partnerships that are said to be live before they are launched."""

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
    title="A partnership is said to be live and its launch is still to come.",
    finds="Partnerships at grow, optimize or renew whose `launch.date` is in the future.",
    hurts="A live partnership is asked for results, reviews and growth; one before its launch is asked for readiness. "
    "At the wrong stage it is asked for the wrong things.",
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
    """Look for a launch that is still to come."""
    launch = case.partnership.launch
    if case.partnership.stage in LIVE and launch and launch.date and launch.date > case.today:
        yield Remark(
            ("stage",),
            f"{case.partnership.stage}, and the launch is only on {launch.date}",
            "set the stage to launch until then, or correct the date",
        )
