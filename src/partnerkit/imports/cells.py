"""What a cell means as a date, a month, a number or a text; what is ambiguous is refused and never guessed."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.model.imports import DateOrder
from partnerkit.reading.amounts import amount, is_ambiguous, written_with_comma
from partnerkit.reading.tables import Cell, text_of

_EMPTY: Final = frozenset({"", "-", "--", "(no value)", "(none)", "n/a"})
_QUOTED: Final = re.compile(r'="([^"]*)"')
_GUARDED: Final = re.compile(r"'(?=[=+@-])")
_SHORTENED: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)
_EXCEL_ERROR: Final = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)", re.IGNORECASE)

_TIME: Final = (
    r"(?:[T ,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)? ?(?:[AP]\.?M\.?)?(?: ?(?:Z|UTC|[+-][0-9:]+))?)?"
)
_ISO: Final = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){_TIME}", re.IGNORECASE)
_DOTS: Final = re.compile(rf"([0-9]{{1,2}})\. ?([0-9]{{1,2}})\. ?([0-9]{{4}}|[0-9]{{2}}){_TIME}", re.IGNORECASE)
_SLASHES: Final = re.compile(rf"([0-9]{{1,2}})[/-]([0-9]{{1,2}})[/-]([0-9]{{4}}|[0-9]{{2}}){_TIME}", re.IGNORECASE)
_DAY_NAMED: Final = re.compile(
    rf"([0-9]{{1,2}})[-. ]+([a-z]{{3,9}})[-., ]+([0-9]{{4}}|[0-9]{{2}}){_TIME}", re.IGNORECASE
)
_MONTH_NAMED: Final = re.compile(rf"([a-z]{{3,9}})\.? ([0-9]{{1,2}}),? ([0-9]{{4}}){_TIME}", re.IGNORECASE)
_YEAR_MONTH: Final = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})")
_MONTH_YEAR: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{4})")
_NAMED_YEAR: Final = re.compile(r"([a-z]{3,9})\.?[-, ]+([0-9]{4}|[0-9]{2})", re.IGNORECASE)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_SERIAL: Final = re.compile(r"[2-7][0-9]{4}(?:[.,][0-9]+)?")
"""Days since 1900, as Excel keeps dates: those of the years 1954 to 2119."""

_FIRST_MILLISECOND, _LAST_MILLISECOND = 10**12, 4 * 10**12
_IN_A_DAY: Final = 24 * 60 * 60 * 1000
_MILLISECONDS: Final = re.compile(r"[1-3][0-9]{12}")
"""Milliseconds since 1970, as interfaces of products write times: those of the years 2001 to 2096."""


class CellError(Exception):
    """A cell that is not what its column holds; `args` are what is wrong, and what fixes it."""


class Habits(NamedTuple):
    """How a column writes dates and numbers: as it was said to, or as its cells show; None where neither is known."""

    dates: DateOrder | None
    comma: bool | None


def habits_of(cells: Iterable[Cell], dates: DateOrder | None, comma: bool | None) -> Habits:
    """Return the habits of a column; what was said about them counts first."""
    texts = [text.strip() for text in cells if isinstance(text, str)]
    return Habits(dates or _order_in(texts), comma if comma is not None else written_with_comma(texts))


def _order_in(texts: Iterable[str]) -> DateOrder | None:
    """Return which order the dates of a column show; None where none does, or they contradict each other."""
    shown: set[DateOrder] = set()
    for text in texts:
        if (found := _SLASHES.fullmatch(text)) is not None:
            first, second = int(found[1]), int(found[2])
            if first > 12:
                shown.add("day-first")
            elif second > 12:
                shown.add("month-first")
    return shown.pop() if len(shown) == 1 else None


def text_in(cell: Cell) -> str | None:
    """Return the text of a cell; None for an empty one, and for the signs that stand for no value.

    Raises `CellError` for a formula, for one of Excel's errors, and for digits that Excel has dropped.
    """
    text = text_of(cell).strip()
    if (quoted := _QUOTED.fullmatch(text)) is not None:
        text = quoted[1].strip()
    elif _GUARDED.match(text):
        text = text[1:]
    elif text.startswith("="):
        raise CellError("contains a formula instead of its value", "save the file with its values, or export it again")
    if text.casefold() in _EMPTY:
        return None
    if _EXCEL_ERROR.fullmatch(text):
        raise CellError(f"contains the error {text}", "correct the formula, or empty the cell")
    return text


def whole_text_in(cell: Cell) -> str | None:
    """Return the text of a cell that must have all its digits, as the number of a record has."""
    text = text_in(cell)
    if text is not None and isinstance(cell, str) and _SHORTENED.fullmatch(text):
        raise CellError(f"{text} has lost its last digits in Excel", "format the column as text and export it again")
    return text


def day_in(cell: Cell, habits: Habits) -> date | None:
    """Return the day that a cell means."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return _of_serial(Decimal(cell), str(cell))
    text = text_in(cell)
    if text is None:
        return None
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _DOTS.fullmatch(text):
        return _day(_year(found[3]), int(found[2]), int(found[1]), text)
    if found := _SLASHES.fullmatch(text):
        return _of_slashes(int(found[1]), int(found[2]), _year(found[3]), text, habits)
    if (found := _DAY_NAMED.fullmatch(text)) and (month := _month(found[2])):
        return _day(_year(found[3]), month, int(found[1]), text)
    if (found := _MONTH_NAMED.fullmatch(text)) and (month := _month(found[1])):
        return _day(int(found[3]), month, int(found[2]), text)
    if _MILLISECONDS.fullmatch(text):
        return _of_serial(Decimal(text), text)
    if _SERIAL.fullmatch(text):
        return _of_serial(Decimal(text.replace(",", ".")), text)
    raise CellError(f'"{_short(text)}" is not a date', "write it as 2026-03-31")


def _of_slashes(first: int, second: int, year: int, text: str, habits: Habits) -> date:
    if first > 12 or (second <= 12 and habits.dates == "day-first"):
        return _day(year, second, first, text)
    if second > 12 or habits.dates == "month-first" or first == second:
        return _day(year, first, second, text)
    raise CellError(
        f"{text} may be {_named(first, second, year)} or {_named(second, first, year)}",
        "choose one: --dates day-first or --dates month-first",
    )


def _named(month: int, day: int, year: int) -> str:
    return f"{_LONG_MONTHS[month - 1].capitalize()} {day}, {year}"


def _of_serial(number: Decimal, text: str) -> date:
    """Return the day that a number is: in days since 1900, or in milliseconds since 1970."""
    if _FIRST_MILLISECOND <= number < _LAST_MILLISECOND:
        return date(1970, 1, 1) + timedelta(days=int(number) // _IN_A_DAY)
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        raise CellError(f"{_short(text)} is not a date", "write it as 2026-03-31")
    return date(1899, 12, 30) + timedelta(days=int(number))


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(f'"{_short(text)}" is not a day of the calendar', "write it as 2026-03-31") from None


def _year(digits: str) -> int:
    """Return a year; of two digits, one of this century or of the last third of the last one."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 70 else 1900)


def _month(word: str) -> int | None:
    """Return the number of a month by its name in English; None for any other word."""
    word = word.casefold()
    if word in _LONG_MONTHS:
        return _LONG_MONTHS.index(word) + 1
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS and word in (*_MONTHS, "sept") else None


def month_in(cell: Cell, habits: Habits) -> str | None:
    """Return the month that a cell means, as 2026-03; a day means the month that it is in."""
    text = text_in(cell) if isinstance(cell, str) else None
    if text is not None:
        year_and_month = (
            (int(found[1]), int(found[2]))
            if (found := _YEAR_MONTH.fullmatch(text))
            else (int(found[2]), int(found[1]))
            if (found := _MONTH_YEAR.fullmatch(text))
            else (_year(found[2]), _month(found[1]))
            if (found := _NAMED_YEAR.fullmatch(text))
            else (0, None)
        )
        year, month = year_and_month
        if month is not None and 1 <= month <= 12:
            return f"{year:04}-{month:02}"
    try:
        day = day_in(cell, habits)
    except CellError as error:
        raise CellError(error.args[0].replace("a date", "a month"), error.args[1].replace("-31", "")) from None
    return None if day is None else f"{day:%Y-%m}"


def number_in(cell: Cell, habits: Habits, example: str = "1234.50") -> Decimal | int | None:
    """Return the number that a cell means."""
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return cell
    text = text_in(cell)
    if text is None:
        return None
    if habits.comma is None and is_ambiguous(text):
        raise CellError(
            f"{_short(text)} may be thousands or a fraction",
            "choose one: --decimals comma for 1.234,56 or --decimals point for 1,234.56",
        )
    number = amount(text, comma=bool(habits.comma))
    if number is None and habits.comma is None:
        number = amount(text, comma=True)  # in a column that has both, this one can only be read so
    if number is None:
        raise CellError(f'"{_short(text)}" is not a number', f"write it as {example}")
    return int(number) if number == number.to_integral_value() and "." not in str(number) else number


def count_in(cell: Cell, habits: Habits) -> int | None:
    """Return the whole number that a cell means."""
    number = number_in(cell, habits, example="1234")
    if number is not None and number != int(number):
        raise CellError(f"{number} is not a whole number", "write it without a fraction")
    return None if number is None else int(number)


_BOOLEANS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def boolean_in(cell: Cell) -> bool | None:
    """Return whether a cell says yes."""
    text = text_in(cell)
    if text is None:
        return None
    if text.casefold() not in _BOOLEANS:
        raise CellError(f'"{_short(text)}" is neither true nor false', "write true or false")
    return _BOOLEANS[text.casefold()]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
