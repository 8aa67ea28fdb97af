"""Texts of a file in the form of a contract: a day in words, and an amount with its thousands apart."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.model.choices import English
from partnerkit.phrasing import grouped

_DAY: Final = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])")
# Not from `calendar`, which follows the locale of the machine.
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def formal(text: str, currency: str, english: English) -> str:
    """Return a text with its days in words and its amounts in a currency grouped; all else stays as it is."""
    amount = re.compile(rf"(?<!\w){re.escape(currency)} ([0-9]{{4,}})(?![\w.,]*[0-9])")
    in_words = _DAY.sub(lambda found: _in_words(found[0], english), text)
    return amount.sub(lambda found: f"{currency} {grouped(Decimal(found[1]))}", in_words)


def _in_words(written: str, english: English) -> str:
    """Return a day as sentences have it; what is no day stays."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    month = _MONTHS[day.month - 1]
    return f"{day.day} {month} {day.year}" if english == "uk" else f"{month} {day.day}, {day.year}"
