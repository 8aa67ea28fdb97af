"""Plan items that are due before they start."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK260",
    name="due-before-start",
    severity="error",
    title="A plan item is due before it starts.",
    finds="Plan items whose `due` date is before their `start` date.",
    hurts="One of the two dates is a typo, and everything calculated from the plan is wrong until it's fixed.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        plan:
          - {id: training, title: Train Acme sales, start: 2026-04-24, due: 2026-04-06, status: todo}
        """,
        at=(4, 69),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        plan:
          - {id: training, title: Train Acme sales, start: 2026-04-06, due: 2026-04-24, status: todo}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for dates in the wrong order."""
    for number, item in enumerate(case.partnership.plan):
        if item.start and item.due and item.due < item.start:
            yield Remark(
                ("plan", number, "due"), f"due before it starts on {item.start}", "correct one of the two dates"
            )
