"""Percentages that don't say which sales they are paid on (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import number as plain
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK280",
    name="unnamed-share",
    severity="warning",
    title="A percentage doesn't say which sales it is paid on.",
    finds="Revenue terms with a `rate` or `tiers` but without `of`, except discounts off the list price.",
    hurts="20% of all sales and 20% of the first year are very different amounts. Each side assumes its own reading "
    "until the first invoice arrives.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          revenue: [{model: referral-fee, rate: 20%, base: net, from: us, to: them}]
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
              base: net
              of: first-year revenue of each referred customer
              from: us
              to: them
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for what each rate is paid on."""
    agreement = case.partnership.agreement
    for number, term in enumerate(agreement.revenue if agreement else ()):
        if term.of is not None or term.model == "resale-discount" or (term.rate is None and not term.tiers):
            continue
        key, what = ("rate", f"{plain(term.rate)}%") if term.rate is not None else ("tiers", "percentages")
        yield Remark(
            ("agreement", "revenue", number, key),
            f"{what} of unspecified sales",
            "add `of`, such as first-year revenue of each referred customer",
        )
