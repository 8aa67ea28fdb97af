"""Registrations that are still open although their protection has ended."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.registrations import registrations_of
from partnerkit.findings.manual import Manual
from partnerkit.rules.deals_example import registered
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK284",
    name="lapsed-registration",
    severity="warning",
    title="A registered deal is still open, but its protection has ended.",
    finds="Rows of deals files with the status `registered` or `approved` whose `protected_until` date is in the past.",
    hurts="The partner believes the account is still theirs, and another partner may register it. When the deal is "
    "won, both will argue about the commission.",
    bad=registered("D-17,Northwind Retail,,4800.00,EUR,approved,2026-01-05,2026-04-05", at=(2, 1)),
    good=registered("D-17,Northwind Retail,,4800.00,EUR,approved,2026-01-05,2026-07-05"),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for open rows whose last day of protection is past."""
    for found in registrations_of(case):
        if found.state == "lapsed":
            deal = found.deal
            yield Remark(
                (deal.deal,),
                f"the protection of {deal.account} ended on {deal.protected_until}, and the row is still open",
                "set `status` to won, lost or expired, or move `protected_until` if you extend it",
                row=deal.row,
            )
