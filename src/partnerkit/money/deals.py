"""The order in which deals count, and who bought."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from partnerkit.columns import ByColumn, by_column
from partnerkit.model.deal import WON, Deal, account_key


def sold(deals: Iterable[Deal]) -> ByColumn[Deal]:
    """Return the deals that are won, refunds left out, in the order in which they count.

    What is won on one day is ordered by size, and by what was refunded of it, so neither the order of the rows nor the
    names in them change what any term pays in total.
    """
    rows = by_column(Deal, deals)
    names, amounts = rows.column("deal"), rows.column("amount")
    units = [each or Decimal(0) for each in rows.column("units")] if rows.has("units") else None
    by_day: dict[date, list[int]] = defaultdict(list)
    for place, (day, amount, refunds, status) in enumerate(
        zip(rows.column("date"), amounts, rows.column("refunds"), rows.column("status"), strict=True)
    ):
        if refunds is None and day is not None and amount is not None and status in WON:
            by_day[day].append(place)
    taken_back = _taken_back(rows)
    for of_day in by_day.values():
        of_day.sort(key=names.__getitem__)
        if taken_back:
            of_day.sort(key=lambda place: taken_back[names[place]])
        if units:
            of_day.sort(key=units.__getitem__)
        of_day.sort(key=amounts.__getitem__)
    return rows.at([place for day in sorted(by_day) for place in by_day[day]])


def _taken_back(rows: ByColumn[Deal]) -> Mapping[str, list[tuple[date, Decimal]]]:
    """Return what was refunded of each deal, in order; nothing where there are no refunds."""
    found: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    refunds = zip(*map(rows.column, ("refunds", "date", "amount")), strict=True) if rows.has("refunds") else ()
    for refunded, day, amount in refunds:
        if refunded is not None and day is not None and amount is not None:
            insort(found[refunded], (day, amount))
    return found


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
