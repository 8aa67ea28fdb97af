"""Texts of a file in the form of a contract: a day in words, and an amount with its thousands apart."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.drafts.locales import Locale

_DAY: Final = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])")


def formal(text: str, currencies: Sequence[str], locale: Locale) -> str:
    """Return a text with its days in words and its amounts in some currencies grouped; all else stays as it is."""
    amount = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, currencies))}) ([0-9]{{4,}})(?![\w.,]*[0-9])")
    in_words = _DAY.sub(lambda found: _in_words(found[0], locale), text)
    return amount.sub(lambda found: locale.money(Decimal(found[2]), found[1]), in_words)


def _in_words(written: str, locale: Locale) -> str:
    """Return a day as sentences have it; what is no day stays."""
    try:
        return locale.day(date.fromisoformat(written))
    except ValueError:
        return written
