"""Work planned for after the agreement ends."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.as_of import is_open
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import running_agreement
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK264",
    name="work-after-term",
    severity="warning",
    title="Work is planned for after the end of the term.",
    finds="Plan items that are neither done nor blocked and are due after the last day of a term that doesn't renew "
    "automatically. Partnerships at `exit` are skipped.",
    hurts="The work relies on an agreement that will have ended by then. Either the renewal comes first, or the work "
    "is done without a contract.",
    bad=partnership(
        """\
        name: Kestrel Advisory
        type: alliance
        agreement:
          status: signed
          term: {starts: 2025-06-01, months: 12, renewal: mutual, notice_days: 30}
        plan:
          - {id: roadshow, title: Roadshow in four cities, due: 2026-06-19, status: todo}
        """,
        at=(7, 57),
    ),
    good=partnership(
        """\
        name: Kestrel Advisory
        type: alliance
        agreement:
          status: signed
          term: {starts: 2025-06-01, months: 12, renewal: mutual, notice_days: 30}
        plan:
          - {id: roadshow, title: Roadshow in four cities, due: 2026-05-22, status: todo}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Compare the plan with the term."""
    last = running_agreement(case).fixed_end
    if last is None:
        return
    for number, item in enumerate(case.partnership.plan):
        if item.due is not None and item.due > last and is_open(item, case.today) and item.status != "blocked":
            yield Remark(
                ("plan", number, "due"),
                f"due after the term, which ends on {last} unless it is renewed",
                "agree on the renewal first, and add it to the `needs` of this item",
            )
