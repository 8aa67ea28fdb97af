"""Write the figures of table cells as people read them."""

from datetime import date
from decimal import Decimal

from partnerkit.documents import Figure, Money, Percent, Quantity, Range
from partnerkit.phrasing import inflected, money, number, percent, rounded, rounded_money


def figure(value: Figure) -> str:
    """Write a value: 16.5, 2026-03-31, EUR 41,500, +37%, 8 partners, 26 to 90."""
    match value:
        case date():
            return value.isoformat()
        case Money(amount, currency):
            return money(rounded_money(amount, currency), currency)
        case Percent(exact, places, change):
            near = exact if places is None else rounded(exact, places)
            return f"{'+' if change and near > 0 else ''}{percent(near)}"
        case Quantity(exact, unit):
            near = rounded(exact)
            return f"{number(near)} {inflected(near, unit.removesuffix('s'), unit)}"
        case Range(first, last):
            return f"{figure(first)} to {figure(last)}"
        case int() | Decimal():
            return number(value)
