"""How many decimal places an amount in a currency has."""

from typing import Final

_PLACES: Final = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}
"""Decimal places by ISO 4217, of the currencies that do not have two."""

_TWO: Final = 2


def places_of(currency: str) -> int:
    """Return how many decimal places an amount in a currency has: EUR 2, JPY 0, KWD 3."""
    return _PLACES.get(currency, _TWO)
