"""Amounts as people and spreadsheets write them: 1,234.50, 1.234,50, EUR 1 234, (500)."""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final

_SPACES: Final = re.compile(r"[\s\u00a0\u202f'’]")
_CURRENCY: Final = r"(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥₹₩]|kr\.?)"
_AROUND: Final = re.compile(rf"^{_CURRENCY}(?=[+(0-9-])|(?<=[0-9)]){_CURRENCY}$")
_SIGNS: Final = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9.,]{0,40}")
_COMMA: Final = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),(?:[0-9]{1,2}|[0-9]{4,})")
_POINT: Final = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\.(?:[0-9]{1,2}|[0-9]{4,})")
_AMBIGUOUS: Final = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}")


def written_with_comma(texts: Collection[str]) -> bool | None:
    """Whether a column writes 1.234,50 and not 1,234.50; None if it doesn't show, or shows both."""
    plain = [_plain(text) for text in texts]
    comma, point = (any(map(pattern.fullmatch, plain)) for pattern in (_COMMA, _POINT))
    if comma != point:
        return comma
    # Two or more groups of thousands say it too: 1.234.567.
    dots, commas = (any(text.count(mark) > 1 for text in plain) for mark in ".,")
    return dots if not comma and dots != commas else None


def currency_in(text: str) -> str:
    """Return the currency before or after a number, as its code where a sign has one; empty where there is none."""
    found = _AROUND.search(_SPACES.sub("", text))
    sign = found.group().rstrip(".") if found else ""
    return _SIGNS.get(sign, sign)


def is_ambiguous(text: str) -> bool:
    """Whether a text may be a number of thousands or a fraction: 12.400."""
    return _AMBIGUOUS.fullmatch(_plain(text)) is not None


def amount(text: str, *, comma: bool) -> Decimal | None:
    """Return the number that a text is, with a decimal comma or point; None where it is none."""
    plain = _plain(text)
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()")
    if _NUMBER.fullmatch(plain) is None:
        return None
    thousands, point = (".", ",") if comma else (",", ".")
    whole, mark, part = plain.partition(point)
    groups = whole.lstrip("+-").split(thousands)
    if point in part or thousands in part or not groups[0]:
        return None
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    number = Decimal(whole.replace(thousands, "") + ("." + part if mark and part else ""))
    return -number if negative else number


def _plain(text: str) -> str:
    """Leave out spaces, and the currency before or after the number."""
    return _AROUND.sub("", _SPACES.sub("", text))
