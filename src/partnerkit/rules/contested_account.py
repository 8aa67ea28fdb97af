"""Accounts that are registered to one partner, and to another one as well."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.registrations import partners_of, rival_in_words, rivals
from partnerkit.findings.manual import Example, Manual
from partnerkit.rules.deals_example import REGISTERED
from partnerkit.rules.rule import Remark, WorkspaceOnDay

_GLOBEX: Final = "G-3,Contoso Stores,,9000.00,EUR,approved,2026-03-02,2026-08-31\n"


def _two_partners(row: str, at: tuple[int, int] | None = None) -> Example:
    return Example(
        {
            "partnerkit.yaml": "currency: EUR\n",
            "acme.yaml": "name: Acme Analytics\ntype: distribution\n",
            "globex.yaml": "name: Globex\ntype: distribution\n",
            "deals/globex.csv": REGISTERED + _GLOBEX,
            "deals/acme.csv": f"{REGISTERED}{row}\n",
        },
        at,
    )


manual: Final = Manual(
    code="PK285",
    name="contested-account",
    severity="error",
    title="An account registered to one partner is also registered to another, or another partner has sold to it.",
    finds="Open registrations of the same account in the deals files of two partners, and open registrations of an "
    "account that another partner has sold to since. Case and extra spaces don't matter. Rows for different products "
    "and partners who sell together (`with`, `through`) are skipped. The later row is reported.",
    hurts="Two partners are working on the same customer, and we've told both that it's theirs. The customer gets two "
    "prices, and one partner loses the deal and stops trusting us.",
    bad=_two_partners("D-17,Contoso Stores,,4800.00,EUR,registered,2026-03-20,", at=(2, 1)),
    good=_two_partners("D-17,Northwind Retail,,4800.00,EUR,registered,2026-03-20,"),
)


def facts_of(case: Case) -> frozenset[str]:
    """Return which partnerships take part in this one."""
    return partners_of(case.partnership)


def check_all(facts: Mapping[str, frozenset[str]], shared: WorkspaceOnDay) -> Iterator[tuple[str | None, Remark]]:
    """Look for rivals; of two rows about each other, the later one in a file that is checked is reported."""
    for stem, found in rivals(shared.deals, facts, shared.today).items():
        for rival in found:
            deal, other = rival.ours.deal, rival.theirs
            both = other.is_open and other.partnership in facts
            is_first = (deal.registered or date.max, stem) < (other.deal.registered or date.max, other.partnership)
            if stem in facts and not (both and is_first):
                help = "agree on one partner, and reject or expire the other registration"
                yield stem, Remark((deal.deal,), f"{deal.account}: {rival_in_words(rival)}", help, row=deal.row)
