"""Plan items that are done without a date."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK261",
    name="done-without-date",
    severity="warning",
    title="A plan item is done but has no date.",
    finds="Plan items with `status: done` but without `done`.",
    hurts="Without the date, no one can tell whether commitments are met on time, and you need to know that for the "
    "next plan.",
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
    """Look for done items without a date."""
    for number, item in enumerate(case.partnership.plan):
        if item.status == "done" and item.done is None:
            yield Remark(("plan", number, "status"), "done, but without a date", "add `done: YYYY-MM-DD`")
