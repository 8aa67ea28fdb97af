"""What the amounts of a row are in: the currency that they or their titles name, and cents where a product has them."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.currencies import places_of
from partnerkit.imports.keys import Value
from partnerkit.imports.mapping import ColumnMapping
from partnerkit.phrasing import listed
from partnerkit.reading.amounts import amount
from partnerkit.reading.tables import Cell

_AMOUNTS: Final = ("amount", "revenue", "influenced", "list_price", "discount", "cost")
_CODE: Final = re.compile(r"^([A-Z]{3}) ?(?=[0-9.,(+-])|(?<=[0-9)]) ?([A-Z]{3})$")
_OF_ONE: Final = {
    "US$": "USD",
    "CA$": "CAD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "MX$": "MXN",
    "R$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
}
_SIGNS: Final = {
    **{sign: frozenset({currency}) for sign, currency in _OF_ONE.items()},
    "$": frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "CLP", "COP", "ARS"}),
    "¥": frozenset({"JPY", "CNY"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
}
"""The currencies that a sign may mean; the first sign of these that is there counts."""

_KNOWN: Final = "|".join(sorted({"CHF", *(currency for each in _SIGNS.values() for currency in each)}))
_IN_TITLE: Final = re.compile(rf"\(([A-Z]{{3}})\)|[ _]({_KNOWN}|{_KNOWN.lower()})$")


class AmountError(Exception):
    """An amount whose unit is not clear, at a `place` of its row; `args` are what is wrong, and what fixes it."""

    def __init__(self, place: int, message: str, help: str) -> None:
        super().__init__(message, help)
        self.place = place


class RowAmounts(NamedTuple):
    """The amounts of a row: its cells, their titles, and the places that the values of its keys were read from."""

    row: Sequence[Cell]
    titles: Sequence[str]
    places: Mapping[str, int]
    mapping: ColumnMapping

    def currency(self, values: Mapping[str, Value], is_filled: bool, usual: str) -> str | None:
        """Return the currency that the amounts name; None if the row says it otherwise, or not at all.

        A sign that several currencies have means what all rows are filled with, or else the `usual` one, if it is
        among them. Raises `AmountError` where it can be neither, or where the row says another one.
        """
        stated = values.get("currency")
        read = [self.places[name] for name in _AMOUNTS if name in self.places]
        for place in read:
            named = self._named(place)
            if not named or stated in named:
                continue
            if stated is not None and not is_filled:
                ours = f"{self.row[place]} is in {listed(sorted(named), 'or')}, and the currency of the row is {stated}"
                raise AmountError(place, ours, "correct one of them, or choose another column with --map")
            if len(named) == 1 or usual in named:
                return usual if usual in named else min(named)
            unknown = f"{self.row[place]} does not say which currency it is in"
            raise AmountError(place, unknown, "say which: --set currency=USD")
        if stated is None and not read and self.mapping.rows == "deals":
            # A deal without an amount is in the currency of what else the row says about money.
            others = {currency for place in range(len(self.row)) for currency in self._named(place)}
            return others.pop() if len(others) == 1 else None
        return None

    def _named(self, place: int) -> frozenset[str]:
        """Return the currencies that an amount or its title may mean; none where they name none."""
        cell = self.row[place]
        title = None if cell is None else _IN_TITLE.search(self.titles[place])
        titled = frozenset({(title[1] or title[2]).upper()} if title else ())
        if not isinstance(cell, str):
            return titled
        text = cell.strip()
        code = _CODE.search(text)
        named = [frozenset({code[1] or code[2]})] if code else [_SIGNS[sign] for sign in _SIGNS if sign in text]
        is_amount = (named or titled) and any(amount(text, comma=comma) is not None for comma in (False, True))
        return (named[0] if named else titled) if is_amount else frozenset()

    def amounts(self, values: Mapping[str, Value], currency: str) -> dict[str, Value]:
        """Return the amounts that the row has in cents, in their currency.

        Raises `AmountError` where they can't be in cents.
        """
        found: dict[str, Value] = {}
        for name, place in self.places.items():
            if place in self.mapping.in_cents and isinstance(cents := values[name], int | Decimal):
                if cents != int(cents):
                    raise AmountError(place, f"{cents} is not in cents, as the API has amounts", "correct it")
                if places_of(currency) != 2:
                    converted = f"add a column with it in {currency}, under another title: --map 'TITLE={name}'"
                    raise AmountError(place, f"{cents} is in cents, which {currency} doesn't have", converted)
                found[name] = Decimal(cents).scaleb(-2)
        return found
