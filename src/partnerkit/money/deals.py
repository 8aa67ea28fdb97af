"""The order in which deals count."""

from collections.abc import Iterable
from operator import attrgetter

from partnerkit.model.deal import WON, Deal


def sold(deals: Iterable[Deal]) -> list[Deal]:
    """Return the deals that are won, refunds left out, in the order in which they count.

    What is won on one day is ordered by size, so neither the order of the rows nor the names in them change what any
    term pays in total.
    """
    won = [
        deal
        for deal in deals
        if deal.status in WON and deal.refunds is None and deal.date is not None and deal.amount is not None
    ]
    won.sort(key=attrgetter("deal"))
    if any(deal.units is not None for deal in won):
        won.sort(key=lambda deal: deal.units or 0)
    won.sort(key=attrgetter("amount"))
    won.sort(key=attrgetter("date"))
    return won
