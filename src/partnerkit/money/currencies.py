"""The smallest unit of each currency, and how an amount is rounded to it."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
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
    return exact(amount).quantize(smallest_unit(currency), ROUNDINGS[rule or "half-up"])


exact: Final[Callable[[Decimal], Decimal]] = Context(prec=40).plus
"""Returns an amount without what divisions have left of it beyond forty digits.

A third of three is one again, so an amount halfway between two cents is rounded as one that is.
"""
