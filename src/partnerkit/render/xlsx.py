"""Render the tables of a document as an Excel file: a sheet for each, with filters, and no formula."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from partnerkit.documents import Cell, Document, Heading, Money, State, Table, Trend
from partnerkit.errors import UsageError
from partnerkit.installation import adding
from partnerkit.phrasing import grouped, number
from partnerkit.render.palette import words
from partnerkit.render.safe import one_line

_MOST_ROWS: Final = 1_048_575
_LONGEST: Final = 32_767
"""Rows below the titles, and characters of a cell, that an Excel file may have."""

_EPOCH: Final = datetime(1980, 1, 1)
_DIGITS: Final = 15
"""Digits that Excel keeps of a number."""

_WIDEST: Final = 60
_SAMPLE: Final = 200


def render(document: Document) -> bytes:
    """Render each table with its heading as the name of the sheet: the same bytes for the same document.

    Raises `UsageError` where XlsxWriter is not installed, and where a table has more rows than Excel takes.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # has none
    except ImportError:
        raise UsageError("Excel files need XlsxWriter", f"install it: {adding('XlsxWriter')}") from None
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": document.title, "created": _EPOCH})
    formats = {
        "title": book.add_format({"bold": True, "bottom": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "number": book.add_format({"num_format": "#,##0.00"}),
    }
    names: set[str] = set()
    for heading, table in _sections(document):
        if len(table.rows) > _MOST_ROWS:
            many = f"Excel takes {grouped(_MOST_ROWS)} rows, and there are {grouped(len(table.rows))}"
            raise UsageError(many, "--format csv has no such limit")
        _write(book.add_worksheet(_name(heading, names)), table, formats)
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


def _write(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    """Write a table, with its titles frozen and filters below them."""
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, one_line(column.title), formats["title"])
        texts = [len(_text(row[at])) for row in table.rows[:_SAMPLE]]
        sheet.set_column(at, at, min(max([len(column.title) + 3, *texts]), _WIDEST))
    for line, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            _put(sheet, line, at, cell, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), max(len(table.columns) - 1, 0))


def _put(sheet: Any, line: int, at: int, cell: Cell, formats: dict[str, Any]) -> None:
    """Write a cell; a text is never a formula, and a number that Excel would round is a text."""
    value = cell.amount if isinstance(cell, Money) else cell
    if value is None:
        return
    if isinstance(value, int | Decimal) and len(_text(value).strip("-0.").replace(".", "")) <= _DIGITS:
        sheet.write_number(line, at, float(value), None if isinstance(value, int) else formats["number"])
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(line, at, value, formats["date"])
    else:
        sheet.write_string(line, at, _text(value)[:_LONGEST])


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case State():
            return words(cell)
        case Trend(values=values):
            return " ".join("-" if value is None else number(value) for value in values)
        case Money(amount=amount):
            return number(amount)
        case int() | Decimal():
            return number(cell)
        case date():
            return cell.isoformat()
        case str():
            return one_line(cell)
