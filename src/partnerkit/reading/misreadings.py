"""What someone meant who wrote a value that other tools, or people, read as something else."""

import re
from decimal import Decimal
from typing import Final

from partnerkit.model.day import parse_date
from partnerkit.model.values import quoted
from partnerkit.naming import is_slug, slug

_TRUE: Final = frozenset({"yes", "on", "y"})
_FALSE: Final = frozenset({"no", "off", "n"})
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_LEADING_ZERO = re.compile(r"0+[1-9][0-9]*")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}([ _'][0-9]{3})+(\.[0-9]+)?|[-+]?[0-9]+(_[0-9]+)+")
_OTHER_BASE = re.compile(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+")
_BASE_SIXTY = re.compile(r"[0-9]+(:[0-5]?[0-9])+")
_DATE_LIKE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_COMMAS = re.compile(r"[-+]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]+|[-+]?[0-9]{1,3}(,[0-9]{3})+")
_COMMAS_AND_FRACTION = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+")

_TEXTS: Final = frozenset({"PK012", "PK014"})
_LONGEST_MEANT: Final = 60
_NUMBERS: Final = frozenset({"PK002", "PK008"})


def meant(code: str, value: object) -> str:
    """Return how a refused value was read and what to write instead, or nothing where that cannot be told."""
    if code == "PK013":
        return _short_name_meant(value)
    if isinstance(value, bool | int | Decimal):
        return f'put it in quotes: "{quoted(value)}"' if code in _TEXTS else ""
    if not isinstance(value, str) or len(value) > _LONGEST_MEANT:
        return ""
    if code == "PK008" and (fixed := _commas_meant(value)):
        return fixed
    if code in _NUMBERS:
        return _number_meant(value)
    if code == "PK006":
        return _day_or_month_meant(value)
    if code == "PK018" and value.lower() in _TRUE | _FALSE:
        return f"`{value}` is read as text; write {quoted(value.lower() in _TRUE)}"
    return ""


def _short_name_meant(value: object) -> str:
    """Return which short name comes near to a value, which may be a number."""
    if isinstance(value, str):
        near = slug(value) if len(value) <= _LONGEST_MEANT else ""
        return f"write {near}" if is_slug(near) else ""
    if not isinstance(value, bool | int | Decimal):
        return ""
    text = quoted(value)
    near = slug(text)
    # A number stays a number until it is in quotes.
    return f'put it in quotes: "{near}"' if near == text or near.isdigit() else f"write {near}" if near else ""


def number_with_commas_meant(number: str) -> str:
    """Return what to write instead of `12,400`, or of `12,5`, with a comma before the fraction."""
    if re.fullmatch("[-+]?[0-9]{1,3}(,[0-9]{3})+", number):
        return f"write {number.replace(',', '')}, without a thousands separator"
    whole, _, fraction = number.rpartition(",")
    return f"write {re.sub('[.,]', '', whole)}.{fraction}"


def thousands_meant(number: str) -> str:
    """Return what to write instead of `12.400`, where the dot may be meant to stand between thousands."""
    short = number.rstrip("0").rstrip(".")
    return (
        f"write {number.replace('.', '')} if you mean thousands, otherwise {short if short != number else number + '0'}"
    )


def _day_or_month_meant(value: str) -> str:
    if parse_date(value):
        # A day is refused only where a month belongs.
        return f"write {value[:7]}"
    day = day_meant(value)
    return f"write {day}" if day else ""


def day_meant(value: str) -> str:
    """Write a date as a file has it, if it can mean only one; with dots, the day comes first."""
    if match := _DATE_LIKE.fullmatch(value):
        days = {f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"}
    elif match := _YEAR_LAST.fullmatch(value):
        first, mark, second, year = match.groups()
        days = {f"{year}-{second:0>2}-{first:0>2}"}
        if mark != ".":
            days.add(f"{year}-{first:0>2}-{second:0>2}")
    else:
        return ""
    known = [day for day in days if parse_date(day)]
    return known[0] if len(known) == 1 else ""


def _commas_meant(value: str) -> str:
    if _COMMAS_AND_FRACTION.fullmatch(value):
        return f"write {value.replace(',', '')}"
    return number_with_commas_meant(value) if _COMMAS.fullmatch(value) else ""


def _number_meant(value: str) -> str:
    if _NUMBER.fullmatch(value):
        return f"`{value}` is in quotes, which makes it text; write {value} without them"
    if _LEADING_ZERO.fullmatch(value):
        return f"`{value}` is read as text; write {value.lstrip('0')}"
    if _GROUPED.fullmatch(value):
        return f"`{value}` is read as text; write {re.sub('[ _]|[^-+.0-9]', '', value)}"
    if _OTHER_BASE.fullmatch(value):
        return f"`{value}` is read as text; write {int(value, 0)}"
    if _BASE_SIXTY.fullmatch(value):
        return f"`{value}` is read as text, never as a number of base sixty"
    return ""
