"""Write the figures of table cells as people read them."""

from datetime import date
from decimal import Decimal

from partnerkit.documents import Money
from partnerkit.phrasing import money, number


def figure(value: int | Decimal | date | Money) -> str:
    """Write a number, a day or an amount: 16.5, 2026-03-31, EUR 41,500."""
    match value:
        case date():
            return value.isoformat()
        case Money(amount, currency):
            return money(amount, currency)
        case int() | Decimal():
            return number(value)
