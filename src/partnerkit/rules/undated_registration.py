"""Open registrations without the day they were made, or approvals without the day they end."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.registrations import registrations_of
from partnerkit.findings.manual import Manual
from partnerkit.rules.deals_example import registered
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK286",
    name="undated-registration",
    severity="warning",
    title="A registered deal has no registration date, or no date on which its protection ends.",
    finds="Open rows of deals files without `registered`, and rows with the status `approved` without "
    "`protected_until`.",
    hurts="Without the registration date, no one can show who registered the account first. Without an end date, an "
    "approval never expires, and the account stays blocked for everyone else.",
    bad=registered("D-17,Northwind Retail,,4800.00,EUR,approved,2026-01-05,", at=(2, 1)),
    good=registered("D-17,Northwind Retail,,4800.00,EUR,registered,2026-01-05,"),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the days of each open registration."""
    for found in registrations_of(case):
        deal = found.deal
        if not found.is_open:
            continue
        if deal.registered is None:
            message, help = "it has no day on which it was registered", "fill in `registered`"
        elif deal.status == "approved" and deal.protected_until is None:
            message, help = "it is approved without an end", "fill in `protected_until`"
        else:
            continue
        yield Remark((deal.deal,), f"{deal.account}: {message}", help, row=deal.row)
