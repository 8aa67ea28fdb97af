"""Tables that people export: CSV and Excel files as titles and rows, with Excel's habits understood."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import Any, Final, NamedTuple, TypeAlias

from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.installation import adding
from partnerkit.phrasing import did_you_mean, grouped, in_one_line, listed, plural
from partnerkit.reading.encodings import UTF16, Encoding, decoded, is_unmarked_utf16
from partnerkit.reading.workbooks import WorkbookError, check_workbook

Cell: TypeAlias = "str | int | Decimal | bool | date | None"
"""What a cell holds; a CSV file has nothing but texts, and an empty cell is None."""

IsHeader: TypeAlias = Callable[[Sequence[str]], bool]
"""Whether a row holds the titles of the columns."""

_NUMBER: Final = re.compile(r"(?!(?:19|20)[0-9]{2}$)[+-]?[0-9][0-9.,]*%?")
"""A number that is no year, which titles may be."""

MAX_COLUMNS: Final = 1_000
MAX_ROWS: Final = 20
"""Rows that may be above the titles: the name of a report, a logo, merged cells."""

MAX_HEADER: Final = 1024 * 1024
"""Bytes in which the titles of a CSV file must end."""

_FIRST_INEXACT: Final = 10**15
_DELIMITERS: Final = ",;\t|"
_OTHER_FORMATS: Final = (
    (rb"%pdf-", "a PDF file"),
    (rb"[{]\s*[\"}]|\[\s*[{]", "a JSON file"),
    (rb"<(?:!doctype|html|head|body|table|meta|style)\b", "a web page"),
    (rb"<\?xml\b", "an XML file"),
)
"""How files start that systems call an export; a web page often has the ending .xls."""

_EXPORT_AGAIN: Final = "put cells with a quote, a comma or a line break into quotes, or export the file again"
_SAVE: Final = "save it as CSV UTF-8, or as .xlsx"


class CsvLayout(NamedTuple):
    """How a CSV file is written: what is between its cells, its titles, and the records and lines up to them."""

    delimiter: str
    titles: tuple[str, ...]
    records: int
    lines: int


class Sheet(NamedTuple):
    """The titles and the rows of one table; every row has as many cells as there are titles.

    `lines` are the rows of the file that the rows are in, or in a CSV file the lines that they start on, counted from
    1. `above` are the rows over the titles. Excel files have several sheets: `others` are those that were not read.
    A CSV file has an `encoding`.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    above: tuple[tuple[Cell, ...], ...] = ()
    others: tuple[str, ...] = ()
    encoding: Encoding = "utf-8"


class NoTableError(InvalidFilesError):
    """A file holds no table that can be read; the message starts with its name."""


def read_table(path: str, content: bytes, is_header: IsHeader, sheet: str | None = None) -> Sheet:
    """Return the table of a CSV or Excel file.

    Raises `NoTableError` where there is none, `UsageError` where python-calamine or the sheet is missing.
    """
    is_header = _without_numbers(is_header)
    if is_workbook(content):
        return _of_workbook(path, content, is_header, sheet)
    if (format := _other_format(content)) is not None:
        raise NoTableError(f"{path} is {format}, not a table", "export it as CSV, or save it as .xlsx")
    read = decoded(content)
    if read is None:
        check_text(path, [content])
        raise NoTableError(f"{path} is not text", _SAVE)
    start = content if read.encoding == "utf-8" else read.text[:MAX_HEADER].encode()
    layout = csv_layout(path, start[:MAX_HEADER], is_header)
    reader = csv.reader(io.StringIO(read.text, newline=""), delimiter=layout.delimiter, strict=True)
    width = len(layout.titles)
    above: list[tuple[Cell, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    lines: list[int] = []
    next_line = 1
    try:
        for cells in reader:
            line, next_line = next_line, reader.line_num + 1
            if reader.line_num < layout.lines:
                above.append(tuple(cell or None for cell in cells))
            if reader.line_num <= layout.lines or not any(cells):
                continue
            if any(cells[width:]):
                more = f"line {reader.line_num} has {plural(len(cells), 'cell')} for {plural(width, 'column')}"
                raise NoTableError(f"{path}: {more}", "put cells with a comma into quotes, or export the file again")
            rows.append(tuple(cell or None for cell in (cells + [""] * width)[:width]))
            lines.append(line)
    except csv.Error as error:
        raise NoTableError(f"{path}: line {reader.line_num} {_wrong_with(error)}", _EXPORT_AGAIN) from None
    return Sheet(layout.titles, tuple(rows), tuple(lines), tuple(above), encoding=read.encoding)


def _without_numbers(is_header: IsHeader) -> IsHeader:
    """Return what takes no row for titles that has numbers: a word in it that is a title elsewhere is a value."""
    return lambda cells: not any(map(_NUMBER.fullmatch, cells)) and is_header(cells)


def _wrong_with(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"has a cell with more than {grouped(csv.field_size_limit())} characters"
    return "has a quote that is not closed, or one within a cell that is not doubled"


def _other_format(content: bytes) -> str | None:
    """Return what a file is that people take for a table; None for text that may be one."""
    start = content[:512].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return next((name for known, name in _OTHER_FORMATS if re.match(known, start)), None)


def is_workbook(start: bytes) -> bool:
    """Whether bytes are those of an Excel file, by how they start."""
    return start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


# --- CSV --------------------------------------------------------------------------------------------------------------


def check_text(path: str, chunks: Iterable[bytes]) -> None:
    """Raise `NoTableError` with the line where a file is not UTF-8 text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    first = True
    for chunk in chunks:
        if first and chunk.startswith(UTF16):
            raise NoTableError(f"{path} is UTF-16 text, as Excel writes Unicode Text", _SAVE)
        if first and is_unmarked_utf16(chunk):
            raise NoTableError(f"{path} is UTF-16 text without the mark that says so", _SAVE)
        first = False
        if b"\0" in chunk:
            line += chunk[: chunk.index(b"\0")].count(b"\n")
            raise NoTableError(f"{path}: line {line} contains a NUL character, so this is not text", _SAVE)
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            line += chunk[: max(error.start, 0)].count(b"\n")
            raise NoTableError(f"{path}: line {line} is not UTF-8 text", _SAVE) from None
        line += chunk.count(b"\n")
    if decoder.getstate()[0]:
        raise NoTableError(f"{path}: line {line} is not UTF-8 text", _SAVE)


def csv_layout(path: str, start: bytes, is_header: IsHeader | None = None) -> CsvLayout:
    """Return how a CSV file is written, from its first bytes. Raises `NoTableError` without a row of titles.

    The titles are in the first row, or in one of the next that `is_header` knows, where a report has its name above.
    """
    text = start.decode("utf-8-sig", errors="ignore")
    delimiter, above = "", 0
    if (stated := re.match(r"sep=([,;\t|])\r?\n", text, re.IGNORECASE)) is not None:
        # Excel's own way to say what is between the cells.
        delimiter, above, text = stated[1], 1, text[stated.end() :]
    empty = re.match(r"(?:[ \t]*\r?\n)*", text)
    assert empty is not None
    above += empty[0].count("\n")
    text = text[empty.end() :]
    if not text.strip():
        raise NoTableError(f"{path} is empty", "its first row names the columns")
    line = text.partition("\n")[0]
    if is_header is not None and (known := _known_header(text, delimiter or _DELIMITERS, is_header)) is not None:
        return known._replace(records=known.records + above, lines=known.lines + above)
    delimiter = delimiter or max(_DELIMITERS, key=line.count)
    if line.count(delimiter) >= MAX_COLUMNS or (len(start) >= MAX_HEADER and "\n" not in text):
        raise NoTableError(
            f"{path}: the first row has more than {grouped(MAX_COLUMNS)} columns", "export only the columns you need"
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        titles = next(reader)
    except csv.Error as error:
        raise NoTableError(f"{path}: the first row is not CSV: {error}", "export the file again") from None
    if len(titles) > MAX_COLUMNS or sum(map(len, titles)) > MAX_HEADER // 2:
        raise NoTableError(f"{path}: the quotes in the first row are not closed", "export the file again")
    return CsvLayout(delimiter, _plain_titles(titles), above + 1, above + reader.line_num)


def _known_header(text: str, delimiters: str, is_header: IsHeader) -> CsvLayout | None:
    """Return the layout of a table whose titles are known to be in one of the first rows.

    What is above titles is the name of a report, which fills fewer cells.
    """
    for delimiter in delimiters:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        filled_above = 0
        try:
            for records, cells in enumerate(islice(reader, MAX_ROWS), 1):
                if len(cells) > MAX_COLUMNS:
                    break
                filled = sum(map(bool, titles := _plain_titles(cells)))
                if filled > filled_above and is_header(titles):
                    return CsvLayout(delimiter, titles, records, reader.line_num)
                filled_above = max(filled_above, filled)
        except csv.Error:
            continue
    return None


def _plain_titles(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in cells)


# --- Excel ------------------------------------------------------------------------------------------------------------


def read_sheets(
    path: str, content: bytes, is_wanted: Callable[[str], bool], is_header: IsHeader
) -> dict[str, Sheet | None]:
    """Return the table of each sheet of an Excel file, by its name: None where it has none or isn't wanted.

    Raises `NoTableError` where it cannot be read, `UsageError` where python-calamine is missing.
    """
    with _workbook(path, content) as workbook:
        return {
            name: _table_of(list(_rows(workbook.get_sheet_by_name(name))), is_header) if is_wanted(name) else None
            for name in _names(workbook)
        }


def _of_workbook(path: str, content: bytes, is_header: IsHeader, sheet: str | None) -> Sheet:
    with _workbook(path, content) as workbook:
        names = _names(workbook)
        if sheet is not None and sheet not in names:
            help = did_you_mean(sheet, names) or f"there are {listed([f'`{name}`' for name in names])}"
            raise UsageError(f"{path} has no sheet `{sheet}`", help)
        name, rows = _chosen(workbook, names if sheet is None else [sheet], is_header)
    found = _table_of(rows, is_header)
    if found is None:
        raise NoTableError(f"{path} is empty", "its first row names the columns")
    return found._replace(others=tuple(other for other in names if other != name))


@contextmanager
def _workbook(path: str, content: bytes) -> "Iterator[Any]":
    """Open an Excel file; what goes wrong with it is a `NoTableError`."""
    try:
        import python_calamine as calamine
    except ImportError:
        raise UsageError("Excel files need python-calamine", f"install it: {adding('python-calamine')}") from None
    if not content.startswith(b"PK"):
        raise NoTableError(f"{path} is an old Excel file or has a password", "save it as .xlsx without a password")
    _check_size(path, content)
    try:
        yield calamine.load_workbook(io.BytesIO(content))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise NoTableError(f"{path} is not an Excel file that can be read", "save it again as .xlsx") from error


def _names(workbook: Any) -> list[str]:
    return [str(name) for name in workbook.sheet_names]


def _table_of(rows: Sequence[tuple[Cell, ...]], is_header: IsHeader) -> Sheet | None:
    """Return the table in the rows of a sheet; None where they are empty."""
    at = _header_at(rows, is_header)
    if at is None:
        return None
    titles = _trimmed([" ".join(text_of(cell).split()) for cell in rows[at]])
    width = len(titles)
    # An empty row is a row in Excel, but no account.
    filled = {
        line: row[:width]
        for line, row in enumerate(rows[at + 1 :], at + 2)
        if any(cell is not None for cell in row[:width])
    }
    return Sheet(titles, tuple(filled.values()), tuple(filled), tuple(rows[:at]))


def _check_size(path: str, content: bytes) -> None:
    """Raise `NoTableError` for an Excel file that would unpack to more than a table can need."""
    try:
        check_workbook(content)
    except WorkbookError as error:
        raise NoTableError(f"{path} {error.args[0]}", error.args[1]) from error


def _chosen(workbook: Any, names: Sequence[str], is_header: IsHeader) -> tuple[str | None, Sequence[tuple[Cell, ...]]]:
    """Return the first sheet with titles that are known, or else the first that holds anything, and its rows."""
    filled: tuple[str | None, Sequence[tuple[Cell, ...]]] = (None, [])
    for name in names:
        rows = list(_rows(workbook.get_sheet_by_name(name)))
        if any(is_header([text_of(cell) for cell in row]) for row in rows[:MAX_ROWS]):
            return name, rows
        if rows and filled[0] is None:
            filled = (name, rows)
    return filled


def _rows(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    values = sheet.to_python(skip_empty_area=False)
    _fill_merged(values, getattr(sheet, "merged_cell_ranges", None) or ())
    for row in values:
        yield tuple(map(_cell, row))


def _fill_merged(rows: list[list[Any]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give every row of a cell that is merged downwards its value, as in a report that is grouped."""
    left = sum(map(len, rows))
    for (first, column), (last, to) in ranges:
        if column == to and first < len(rows) and column < len(rows[first]):
            for row in rows[first + 1 : last + 1][:left]:
                row[column] = rows[first][column]
            left -= min(last + 1, len(rows)) - first - 1


def _cell(value: object) -> Cell:
    match value:
        case bool() | int():
            return value
        case str():
            return value if value.strip() else None
        case float():
            return _number(value)
        case datetime():
            return value.date() if value.time() == time() else value.isoformat(" ")
        case date():
            return value
        case time() | timedelta():
            return str(value)
        case _:
            return None


def _number(value: float) -> int | Decimal | str:
    """Return a number with the 15 digits that Excel keeps; one with more has lost the others, and is the text of that.

    What is behind them comes of arithmetic: 0.1 + 0.2 is shown as 0.3, and that is what people mean.
    """
    if not isfinite(value):
        return str(value)
    if abs(value) >= _FIRST_INEXACT:
        return f"{value:.14E}"
    number = Decimal(f"{value:.15g}")
    return int(number) if number == number.to_integral_value() else number


def _header_at(rows: Sequence[Sequence[Cell]], is_header: IsHeader) -> int | None:
    """Return the row that holds the titles: one that is known to, else the first with the most cells filled."""
    first = [[text_of(cell) for cell in row] for row in rows[:MAX_ROWS]]
    known = [at for at, row in enumerate(first) if is_header(row)]
    if known:
        return known[0]
    filled = [sum(map(bool, row)) for row in first]
    return filled.index(max(filled)) if any(filled) else None


def _trimmed(titles: Sequence[str]) -> tuple[str, ...]:
    """Leave out what is empty at the end."""
    last = max((at for at, title in enumerate(titles) if title), default=-1)
    return tuple(titles[: last + 1])


def text_of(cell: Cell) -> str:
    """Write a cell as text."""
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def letters_in(sheets: Iterable[Sheet]) -> str:
    """Return a sentence if a table was read as Windows-1252, with a cell that shows whether its letters are right."""
    for sheet in sheets:
        if sheet.encoding == "windows-1252":
            titles = [("a title", title) for title in sheet.titles]
            rows = zip(sheet.lines, sheet.rows, strict=True)
            cells = ((f"line {line}", cell) for line, row in rows for cell in row if isinstance(cell, str))
            where, cell = next(((where, cell) for where, cell in (*titles, *cells) if not cell.isascii()), ("", ""))
            first = next((at for at, letter in enumerate(cell) if not letter.isascii()), 0)
            shown = f' {where} has "{in_one_line(cell[max(first - 10, 0) : first + 30])}".' if cell else ""
            return (
                "It isn't UTF-8, so it was read as Windows-1252, which Excel saves in Western Europe. Check the "
                f"letters:{shown} If they are wrong, save the table as CSV UTF-8."
            )
    return ""
