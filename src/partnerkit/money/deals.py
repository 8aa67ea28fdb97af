"""The order in which deals count."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from partnerkit.model.deal import WON, Deal


def sold(deals: Iterable[Deal]) -> list[Deal]:
    """Return the deals that are won, refunds left out, in the order in which they count.

    What is won on one day is ordered by size, so neither the order of the rows nor the names in them change what any
    term pays in total.
    """
    by_day: dict[date, list[Deal]] = defaultdict(list)
    has_units = False
    for deal in deals:
        if deal.status in WON and deal.refunds is None and deal.date is not None and deal.amount is not None:
            by_day[deal.date].append(deal)
            has_units = has_units or deal.units is not None
    size: Callable[[Deal], Any] = _by_amount_and_units if has_units else _BY_AMOUNT
    return [deal for day in sorted(by_day) for deal in sorted(by_day[day], key=size)]


_BY_AMOUNT = attrgetter("amount", "deal")


def _by_amount_and_units(deal: Deal) -> tuple[Any, ...]:
    return deal.amount, deal.units or 0, deal.deal
