"""Render the tables of a document as an Excel file: a sheet for each, with filters, and no formula."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from partnerkit.documents import Cell, Document, Heading, Money, Percent, Quantity, Range, State, Table, Trend, Value
from partnerkit.errors import UsageError
from partnerkit.installation import adding
from partnerkit.phrasing import grouped, number
from partnerkit.render.figures import figure
from partnerkit.render.palette import words
from partnerkit.render.safe import one_line
from partnerkit.results import Recorded

_MOST_ROWS: Final = 1_048_575
LONGEST: Final = 32_767
"""Rows below the titles, and characters of a cell, that an Excel file may have."""

_EPOCH: Final = datetime(1980, 1, 1)
_DIGITS: Final = 15
"""Digits that Excel keeps of a number."""

_WIDEST: Final = 60
_SAMPLE: Final = 200

_LONGEST_CHOICES: Final = 255
"""Characters that Excel takes in a list of choices, with the commas between them."""


Shown: TypeAlias = tuple[Value, str]
"""A value and the name of the format that it is shown in, or none."""


class Worksheet(NamedTuple):
    """A sheet: its titles, and rows of values that each have the name of a format, or none."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[Shown]]
    choices: Mapping[int, Sequence[str]] = MappingProxyType({})


_FORMATS: Final = {
    "title": {"bold": True, "bottom": 1},
    "date": {"num_format": "yyyy-mm-dd"},
    "number": {"num_format": "#,##0.00"},
    "percent": {"num_format": "0%"},
    "percent with fraction": {"num_format": "0.00##%"},
    "link": {"font_color": "#0563C1", "underline": 1},
}


def render(document: Document) -> bytes:
    """Render each table with its heading as the name of the sheet: the same bytes for the same document.

    Raises `UsageError` where XlsxWriter is not installed, and where a table has more rows than Excel takes.
    """
    names: set[str] = set()
    sheets = []
    for heading, table in _sections(document):
        titles = [one_line(column.title) for column in table.columns]
        rows = [[_shown(cell) for cell in row] for row in table.rows]
        sheets.append(Worksheet(_name(heading, names), titles, rows))
    return book(document.title, sheets, document.at)


def sheet_name(table: str) -> str:
    """Return what the sheet of a table for programs is called: Excel takes 31 characters."""
    return table[:31]


def book(title: str, sheets: Sequence[Worksheet], at: Recorded | None) -> bytes:
    """Return an Excel file of some sheets, whose properties name the commit. Raises what `render` raises."""
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # has none
    except ImportError:
        raise UsageError("Excel files need XlsxWriter", f"install it: {adding('XlsxWriter')}") from None
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": _EPOCH, "comments": at.sentence if at else ""})
    formats = {name: book.add_format(looks) for name, looks in _FORMATS.items()}
    for each in sheets:
        if len(each.rows) > _MOST_ROWS:
            many = f"Excel allows {grouped(_MOST_ROWS)} rows, and there are {grouped(len(each.rows))}"
            raise UsageError(many, "--format csv has no such limit")
        _write(book.add_worksheet(each.name), each, formats)
    book.close()
    return buffer.getvalue()


def _sections(document: Document) -> Iterator[tuple[str, Table]]:
    heading = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table) and (table := block.within("spreadsheet")):
            yield heading, table


def _name(heading: str, names: set[str]) -> str:
    """Return a name that Excel takes for a sheet and that no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f']", " ", one_line(heading)).strip()[:28] or "Table"
    name, number_of_name = plain, 1
    while name.casefold() in names:
        number_of_name += 1
        name = f"{plain} {number_of_name}"
    names.add(name.casefold())
    return name


def _write(sheet: Any, given: Worksheet, formats: Mapping[str, Any]) -> None:
    """Write a table, with its titles frozen and filters below them, and where there are few words a list of them."""
    for at, title in enumerate(given.titles):
        sheet.write_string(0, at, title, formats["title"])
        texts = [len(_text(row[at][0])) for row in given.rows[:_SAMPLE]]
        sheet.set_column(at, at, min(max([len(title) + 3, *texts]), _WIDEST))
    for line, row in enumerate(given.rows, 1):
        for at, (value, format) in enumerate(row):
            _put(sheet, line, at, value, format, formats)
    for at, choices in given.choices.items():
        if sum(map(len, choices)) + len(choices) <= _LONGEST_CHOICES:
            sheet.data_validation(1, at, len(given.rows), at, {"validate": "list", "source": list(choices)})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(given.rows), 1), max(len(given.titles) - 1, 0))


def _put(sheet: Any, line: int, at: int, value: Value, format: str, formats: Mapping[str, Any]) -> None:
    """Write a cell; a text is never a formula, and a number that Excel would round is a text."""
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(line, at, value)
        case int() | Decimal() if len(_text(value).strip("-0.").replace(".", "")) <= _DIGITS:
            sheet.write_number(line, at, float(value), formats.get(format))
        case date() if value.year >= 1900:
            sheet.write_datetime(line, at, value, formats["date"])
        case _ if format == "link":
            sheet.write_url(line, at, f"internal:'{sheet_name(_text(value))}'!A1", formats["link"], _text(value))
        case _:
            sheet.write_string(line, at, _text(value)[:LONGEST])


def _shown(cell: Cell) -> Shown:
    """Return a cell of an answer as a spreadsheet has it."""
    match cell:
        case State():
            return words(cell), ""
        case Trend(values=values):
            return " ".join("-" if value is None else number(value) for value in values), ""
        case Money(amount=value) | Quantity(value=value):
            return value, "number"
        case Percent(value=value):
            return value.scaleb(-2), "percent with fraction" if value % 1 else "percent"
        case Range():
            return figure(cell), ""
        case Decimal():
            return cell, "number"
        case str():
            return one_line(cell), ""
        case _:
            return cell, ""


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool() | str():
            return str(value)
        case int() | Decimal():
            return number(value)
        case date():
            return value.isoformat()
