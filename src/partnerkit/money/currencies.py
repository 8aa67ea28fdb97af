"""The smallest unit of each currency, and how an amount is rounded to it."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cache
from typing import Final

from partnerkit.currencies import places_of
from partnerkit.model.choices import Rounding

ROUNDINGS: Final = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN}


@cache
def smallest_unit(currency: str) -> Decimal:
    """Return the smallest amount in a currency: EUR 0.01, JPY 1, KWD 0.001."""
    return Decimal(1).scaleb(-places_of(currency))


def rounded(amount: Decimal, currency: str, rule: Rounding | None = None) -> Decimal:
    """Return an amount rounded to the smallest unit of its currency; half a unit goes away from zero unless told."""
    return amount.quantize(smallest_unit(currency), ROUNDINGS[rule or "half-up"])
