"""Months that stand in several rows of results (guide, mistake 6)."""

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
    title="The same figure of the same month stands in two rows.",
    finds="Rows of `results` with a figure that an earlier row gives for that month. Money in two currencies needs two "
    "rows, and is no mistake.",
    hurts="Both rows are counted, so that the partner seems to bring more than it does. Mostly a row was copied and "
    "its month left as it was.",
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
    """Look for figures that an earlier row has."""
    seen: set[tuple[str, str, str]] = set()
    for number, row in enumerate(case.partnership.results):
        currency = row.currency or case.workspace.currency
        given = {
            (row.month, figure, currency if figure in IN_MONEY else "")
            for figure in FIGURES
            if value_of(row, figure) is not None
        }
        twice = sorted(figure for _, figure, _ in given & seen)
        if twice:
            figures = listed([f"`{figure}`" for figure in twice])
            message = f"an earlier row gives {figures} for {row.month} too, and both are counted"
            yield Remark(("results", number, "month"), message, "correct the month, or make one row of the two")
        seen |= given
