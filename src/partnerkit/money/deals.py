"""The order in which deals count."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from operator import attrgetter

from partnerkit.model.deal import WON, Deal


def sold(deals: Iterable[Deal]) -> list[Deal]:
    """Return the deals that are won, refunds left out, in the order in which they count.

    What is won on one day is ordered by size, so neither the order of the rows nor the names in them change what any
    term pays in total.
    """
    by_day: dict[date, list[Deal]] = defaultdict(list)
    for deal in deals:
        if deal.refunds is None and deal.date is not None and deal.amount is not None and deal.status in WON:
            by_day[deal.date].append(deal)
    for of_day in by_day.values():
        of_day.sort(key=attrgetter("deal"))
        if any(map(attrgetter("units"), of_day)):
            of_day.sort(key=_units)
        of_day.sort(key=attrgetter("amount"))
    return [deal for day in sorted(by_day) for deal in by_day[day]]


def _units(deal: Deal) -> Decimal:
    return deal.units or Decimal(0)
