"""Plan items that were finished on a day and are not done."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK262",
    name="done-date-without-status",
    severity="error",
    title="A plan item has the day on which it was finished and is not done.",
    finds="Plan items with a `done` date whose `status` is not `done`.",
    hurts="The item is finished for one reader and open for the next; one of the two keys was forgotten.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        plan:
          - {id: kickoff, title: Joint kickoff, due: 2026-02-20, status: doing, done: 2026-02-19}
        """,
        at=(4, 79),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        plan:
          - {id: kickoff, title: Joint kickoff, due: 2026-02-20, status: done, done: 2026-02-19}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for done dates of items that are not done."""
    for number, item in enumerate(case.partnership.plan):
        if item.done is not None and item.status != "done":
            status = f"`{item.status}`" if item.status else "not given"
            yield Remark(
                ("plan", number, "done"), f"finished on this day, and the status is {status}", "write `status: done`"
            )
