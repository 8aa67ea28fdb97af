"""Open registrations without the day they were made, or approvals without the day they end."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.facts.registrations import registrations
from partnerkit.findings.manual import Manual
from partnerkit.model.portfolio import Portfolio
from partnerkit.rules.deals_example import registered
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK286",
    name="undated-registration",
    severity="warning",
    title="A registered deal has no registration date, or no date on which its protection ends.",
    finds="Open rows of deals files without `registered`, and rows with the status `approved` without "
    "`protected_until`.",
    hurts="Without the first day, no one can show who registered the account first. Without the last day, an approval "
    "never ends, and the account stays blocked for everyone else.",
    bad=registered("D-17,Northwind Retail,,4800.00,EUR,approved,2026-01-05,", at=(2, 1)),
    good=registered("D-17,Northwind Retail,,4800.00,EUR,registered,2026-01-05,"),
)


def check_portfolio(portfolio: Portfolio, today: date) -> Iterator[tuple[str | None, Remark]]:
    """Look for the days of each open registration."""
    for stem in portfolio.partnerships:
        for found in registrations(stem, portfolio.deals.get(stem, ()), today):
            deal = found.deal
            if not found.is_open:
                continue
            if deal.registered is None:
                message, help = "it has no day on which it was registered", "fill in `registered`"
            elif deal.status == "approved" and deal.protected_until is None:
                message, help = "it is approved without an end", "fill in `protected_until`"
            else:
                continue
            yield stem, Remark((deal.deal,), f"{deal.account}: {message}", help, row=deal.row)
