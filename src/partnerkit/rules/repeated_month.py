"""Months that appear in several rows of results (guide, mistake 6)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.figures import FIGURES, IN_MONEY, value_of
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import listed
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK223",
    name="repeated-month",
    severity="warning",
    title="The same figure appears twice for one month.",
    finds="Rows of `results` with a figure that an earlier row already gives for that month. Money in two currencies "
    "needs two rows, and is fine.",
    hurts="Both rows are counted, so the partner seems to deliver more than it does. Usually a row was copied and its "
    "month was not changed.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        results:
          - {month: 2026-02, revenue: 14800, referrals: 5}
          - {month: 2026-02, revenue: 23100, referrals: 6}
        """,
        at=(5, 13),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        results:
          - {month: 2026-02, revenue: 14800, referrals: 5}
          - {month: 2026-03, revenue: 23100, referrals: 6}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for figures that an earlier row already gives."""
    rows = case.partnership.results
    if len({row.month for row in rows}) == len(rows):
        return
    seen: set[tuple[str, str, str]] = set()
    for number, row in enumerate(rows):
        currency = row.currency or case.workspace.currency
        given = {
            (row.month, figure, currency if figure in IN_MONEY else "")
            for figure in FIGURES
            if value_of(row, figure) is not None
        }
        twice = sorted(figure for _, figure, _ in given & seen)
        if twice:
            figures = listed([f"`{figure}`" for figure in twice])
            message = f"an earlier row already gives {figures} for {row.month}, and both are counted"
            yield Remark(("results", number, "month"), message, "correct the month, or merge the two rows")
        seen |= given
