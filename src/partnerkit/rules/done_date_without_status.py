"""Plan items with a completion date that are not done."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK262",
    name="done-date-without-status",
    severity="error",
    title="A plan item has a completion date but is not done.",
    finds="Plan items with a `done` date whose `status` is not `done`.",
    hurts="One reader sees a finished item, and the next sees an open one. One of the two keys wasn't updated.",
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
    """Look for completion dates of items that are not done."""
    for number, item in enumerate(case.partnership.plan):
        if item.done is not None and item.status != "done":
            status = f"the status is `{item.status}`" if item.status else "it has no status"
            yield Remark(("plan", number, "done"), f"finished on this day, but {status}", "set `status: done`")
