"""Tiered rates without tiers (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK281",
    name="missing-tiers",
    severity="error",
    title="Rates by volume have no tiers.",
    finds="Revenue terms of the model `tiered` without `tiers`.",
    hurts="No volume has a rate, so nothing can be calculated, and the draft agreement would have an empty table.",
    bad=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          revenue: [{model: tiered, of: resale revenue of the quarter, from: us, to: them}]
        """,
        at=(4, 21),
    ),
    good=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          revenue:
            - model: tiered
              base: net
              of: resale revenue of the quarter
              counts: period
              tiers:
                - {at_least: 0, rate: 25%}
                - {at_least: 50000, rate: 28%}
              from: us
              to: them
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for tiered rates without tiers."""
    agreement = case.partnership.agreement
    for number, term in enumerate(agreement.revenue if agreement else ()):
        if term.model == "tiered" and not term.tiers:
            yield Remark(
                ("agreement", "revenue", number, "model"),
                "tiered, but without `tiers`",
                "add them, the first with `at_least: 0`",
            )
