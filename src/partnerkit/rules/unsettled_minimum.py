"""Guaranteed minimums of which nobody knows when they are due (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import number as plain
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK283",
    name="unsettled-minimum",
    severity="error",
    title="A minimum is guaranteed and nothing says for which period, or how much.",
    finds="Revenue terms with a `minimum` and without `settles`, and the model `minimum-commitment` without a "
    "`minimum`.",
    hurts="60,000 a quarter and 60,000 a year are different deals. Without a day on which it is settled, a minimum "
    "cannot be missed, and so not be claimed.",
    bad=partnership(
        """\
        name: Kestrel Advisory
        type: alliance
        agreement:
          revenue:
            - {model: minimum-commitment, minimum: 300000, from: them, to: us}
        """,
        at=(5, 44),
    ),
    good=partnership(
        """\
        name: Kestrel Advisory
        type: alliance
        agreement:
          revenue:
            - {model: minimum-commitment, minimum: 300000, settles: year, from: them, to: us}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the amount and the period of each minimum."""
    agreement = case.partnership.agreement
    for number, term in enumerate(agreement.revenue if agreement else ()):
        path = ("agreement", "revenue", number)
        if term.minimum is not None and term.settles is None:
            yield Remark(
                (*path, "minimum"),
                f"{plain(term.minimum)} is guaranteed, and nothing says for which period",
                "add `settles`: month, quarter or year",
            )
        elif term.model == "minimum-commitment" and term.minimum is None:
            yield Remark((*path, "model"), "a minimum is guaranteed, and nothing says how much", "add `minimum`")
