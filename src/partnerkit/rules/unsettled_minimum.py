"""Guaranteed minimums without a period or an amount (guide)."""

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
    title="A guaranteed minimum has no period or no amount.",
    finds="Revenue terms with a `minimum` but without `settles` or `minimum_per`, and the model `minimum-commitment` "
    "without `minimum`.",
    hurts="60,000 a quarter and 60,000 a year are different deals. A minimum without a settlement date can't be "
    "missed, so it can't be claimed.",
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
        per_settlement = term.minimum_per in (None, "period")
        if term.minimum is not None and term.settles is None and per_settlement:
            yield Remark(
                (*path, "minimum"),
                f"{plain(term.minimum)} is guaranteed, but not for which period",
                "add `settles`: month, quarter or year",
            )
        elif term.model == "minimum-commitment" and term.minimum is None:
            yield Remark((*path, "model"), "a minimum is guaranteed, but not how much", "add `minimum`")
