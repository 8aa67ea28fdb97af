"""The order in which deals count, and who bought."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from operator import eq
from typing import Any, Final

from partnerkit.columns import ByColumn, by_column
from partnerkit.model.deal import WON, Deal, account_key


def sold(deals: Iterable[Deal]) -> ByColumn[Deal]:
    """Return the deals that are won, refunds left out, in the order in which they count.

    What is won on one day is ordered by size and by what else its row has, so the order of the rows changes nothing,
    and only names tell deals apart that are the same in everything else.
    """
    rows = by_column(Deal, deals)
    names, amounts = rows.column("deal"), rows.column("amount")
    by_day: dict[date, list[int]] = defaultdict(list)
    for place, (day, amount, refunds, status) in enumerate(
        zip(rows.column("date"), amounts, rows.column("refunds"), rows.column("status"), strict=True)
    ):
        if refunds is None and day is not None and amount is not None and status in WON:
            by_day[day].append(place)
    tie_breakers = [names, *(_known(rows, name) for name in _TIE_BREAKERS if rows.has(name))]
    for of_day in by_day.values():
        of_day.sort(key=amounts.__getitem__)
        sizes = list(map(amounts.__getitem__, of_day))
        if any(map(eq, sizes, sizes[1:])):
            for column in (*tie_breakers, amounts):
                of_day.sort(key=column.__getitem__)
    return rows.at([place for day in sorted(by_day) for place in by_day[day]])


_TIE_BREAKERS: Final = ("paid", "discount", "list_price", "cost", "units")
"""What tells deals of one day and size apart, the last one first."""


def _known(rows: ByColumn[Deal], name: str) -> Sequence[Any]:
    """Return a column in which what is not given comes first."""
    return [(each is not None, each) if each is not None else (False,) for each in rows.column(name)]


def buyers(deals: ByColumn[Deal]) -> Sequence[str]:
    """Return the buyer of each deal: the account unless the file says otherwise."""
    accounts = deals.column("account")
    if not deals.has("customer"):
        return accounts
    return [customer or account for customer, account in zip(deals.column("customer"), accounts, strict=True)]


def customers(deals: ByColumn[Deal]) -> Sequence[str]:
    """Return what the buyer of each deal is recognized by."""
    names = buyers(deals)
    keys = {name: account_key(name) for name in set(names)}
    return [keys[name] for name in names]
