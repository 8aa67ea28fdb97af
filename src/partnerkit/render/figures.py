"""Write the figures of table cells as people read them."""

from datetime import date
from decimal import Decimal

from partnerkit.documents import Figure, Money, Percent, Quantity, Range
from partnerkit.phrasing import inflected, money, number, percent, rounded, rounded_money


def figure(value: Figure) -> str:
    """Write a value: 16.5, 2026-03-31, EUR 41,500, +37%, 8 partners, 26–90, 2026-01-01 to 2026-03-31."""
    match value:
        case date():
            return value.isoformat()
        case Money(amount, currency, near):
            return money(rounded_money(amount, currency) if near else amount, currency)
        case Percent(exact, places, change):
            shown = exact if places is None else rounded(exact, places)
            return f"{'+' if change and shown > 0 else ''}{percent(shown)}"
        case Quantity(exact, unit):
            shown = rounded(exact)
            return f"{number(shown)} {inflected(shown, unit.removesuffix('s'), unit)}"
        case Range(first, last):
            return f"{figure(first)}{' to ' if isinstance(first, date) else '–'}{figure(last)}"
        case int() | Decimal():
            return number(value)
