"""Percentages without a base (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import number as plain
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK280",
    name="rate-without-base",
    severity="error",
    title="A percentage has no base.",
    finds="Revenue terms with a `rate` or `tiers` but without `base`, except discounts off the list price.",
    hurts="20% of the amount invoiced, of the amount paid and of the margin are very different amounts. By the first "
    "invoice, each side has counted on its own reading.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          revenue: [{model: referral-fee, rate: 20%, from: us, to: them}]
        """,
        at=(4, 41),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          revenue:
            - model: referral-fee
              rate: 20%
              base: settled
              of: first-year revenue of each referred customer
              from: us
              to: them
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the base of each rate."""
    agreement = case.partnership.agreement
    for number, term in enumerate(agreement.revenue if agreement else ()):
        if term.base is not None or term.model == "resale-discount" or (term.rate is None and not term.tiers):
            continue
        key, what = ("rate", f"{plain(term.rate)}%") if term.rate is not None else ("tiers", "percentages")
        yield Remark(
            ("agreement", "revenue", number, key),
            f"{what} without a base",
            "add `base`: gross, net, settled or margin",
        )
