"""Plan items that are done, nobody knows when."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK261",
    name="done-without-date",
    severity="warning",
    title="A plan item is done and has no date.",
    finds="Plan items with `status: done` and without `done`.",
    hurts="Whether promises are kept in time can no longer be told, and that is what the next plan is built on.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        plan:
          - {id: kickoff, title: Joint kickoff, due: 2026-02-20, status: done}
        """,
        at=(4, 66),
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
    """Look for done items without their date."""
    for number, item in enumerate(case.partnership.plan):
        if item.status == "done" and item.done is None:
            yield Remark(("plan", number, "status"), "done, and nothing says when", "add `done: YYYY-MM-DD`")
