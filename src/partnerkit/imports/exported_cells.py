"""What a cell of a table that `export` wrote means now, and whether it still says what it did."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from partnerkit.documents import Value
from partnerkit.imports.cells import CellError, Habits, boolean_in, count_in, day_in, habits_of, month_in, number_in
from partnerkit.model.imports import DateOrder
from partnerkit.phrasing import percent
from partnerkit.reading.encodings import Encoding, survives
from partnerkit.reading.tables import Cell, Sheet, text_of
from partnerkit.render import safe
from partnerkit.render.safe import guarded, visible
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.shapes import TableShape
from partnerkit.workspace.editing.edits import Value as Written

TableForm: TypeAlias = Literal["csv", "json", "parquet", "xlsx"]
"""How a table was written."""


class NumberHabits(NamedTuple):
    """How dates and numbers are written, as far as that was said."""

    dates: DateOrder | None = None
    comma: bool | None = None


class ExportedColumn(NamedTuple):
    """A column of a sheet: what it holds, which of its table's it is, where it is, and how it writes values."""

    column: TableColumn
    at: int
    place: int
    habits: Habits
    encoding: Encoding = "utf-8"


def columns_in(shape: TableShape, sheet: Sheet, habits: NumberHabits) -> list[ExportedColumn]:
    """Return the columns of a table that a sheet has."""
    places = {title: place for place, title in reversed(list(enumerate(sheet.titles)))}
    return [
        ExportedColumn(column, at, places[column.name], habits_in(sheet, places[column.name], *habits), sheet.encoding)
        for at, column in enumerate(shape.all)
        if column.name in places
    ]


def edit_in(cell: Cell, column: ExportedColumn, versions: Sequence[Value], form: TableForm) -> tuple[Value] | None:
    """Return the value that a cell was changed to; None if it says what any version of the file does.

    Raises `CellError` for one that the column cannot hold.
    """
    if any(says(cell, version, form) for version in versions):
        return None
    try:
        value = value_of(cell, column.column, column.habits, form)
    except CellError:
        # 12.345 is as it was written, even if the column doesn't show what its points and commas are.
        readings = (_either(cell, column, comma, form) for comma in (False, True))
        if any(same(reading, version) for reading in readings for version in versions if reading is not None):
            return None
        raise
    return None if any(_says_same(value, version, column.encoding) for version in versions) else (value,)


def _either(cell: Cell, column: ExportedColumn, comma: bool, form: TableForm) -> Value:
    try:
        return value_of(cell, column.column, column.habits._replace(comma=comma), form)
    except CellError:
        return None


def _says_same(value: Value, version: Value, encoding: Encoding) -> bool:
    if encoding == "windows-1252" and isinstance(value, str) and isinstance(version, str):
        return survives(visible(version), value)
    return same(value, version)


def habits_in(sheet: Sheet, place: int, dates: DateOrder | None, comma: bool | None) -> Habits:
    """Return how a column writes dates and numbers."""
    return habits_of((row[place] for row in sheet.rows), dates, comma)


def value_of(cell: Cell, column: TableColumn, habits: Habits, form: TableForm) -> Value:
    """Return the value that a cell has: CSV has a sign before some texts, and Excel a percentage as a part of one.

    Raises `CellError` for one that the column cannot hold.
    """
    if cell is None:
        return None
    if column.kind == "text":
        return text_of(cell).replace("\r\n", "\n") if form != "csv" else unguarded(text_of(cell))
    value = _typed(unguarded(cell) if isinstance(cell, str) and form == "csv" else cell, column, habits, form)
    if value is None:
        raise CellError(f'"{text_of(cell)}" is not a value', "empty the cell if there is none")
    return value


def _typed(cell: Cell, column: TableColumn, habits: Habits, form: TableForm) -> Value:
    match column.kind:
        case "date":
            return day_in(cell, habits)
        case "month":
            return month_in(cell, habits)
        case "flag":
            return cell if isinstance(cell, bool) else boolean_in(cell)
        case "done":
            return _done(cell, habits)
        case "percent":
            return _percent(cell, habits, of_one=form == "xlsx")
        case "whole":
            return count_in(cell, habits)
        case _:
            number = number_in(cell, habits)
            return None if number is None else Decimal(number)


def unguarded(text: str) -> str:
    """Return a text as it was before the sign that keeps a spreadsheet from calculating it.

    Raises `CellError` for a formula, which a CSV file holds in place of its value.
    """
    if text.startswith("="):
        raise CellError("contains a formula instead of its value", "save the file with its values, or export it again")
    return safe.unguarded(text.replace("\r\n", "\n"))


def says(cell: Cell, value: Value, form: TableForm) -> bool:
    """Whether a cell is the very text that was written for a value."""
    match value:
        case None:
            return cell is None
        case str():
            return cell == (guarded(visible(value)) if form == "csv" else visible(value))
        case _:
            return False


def same(value: Value, other: Value) -> bool:
    """Whether two values say the same; of texts, what a reader can see of them."""
    if isinstance(value, str) and isinstance(other, str):
        return visible(value) == visible(other)
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def as_written(value: Value, column: TableColumn) -> "Written":
    """Return a value as a partnership file has it; the count of a list that is stated to be empty is that list."""
    assert value is not None  # an empty cell is no value
    if column.counts and value == 0:
        return ()
    if column.kind == "percent":
        assert isinstance(value, Decimal)
        return percent(value)
    return value


def _done(cell: Cell, habits: Habits) -> bool | date | None:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and cell.strip().casefold() in ("true", "false"):
        return cell.strip().casefold() == "true"
    return day_in(cell, habits)


def _percent(cell: Cell, habits: Habits, *, of_one: bool) -> Decimal | None:
    if isinstance(cell, str):
        cell, of_one = cell.strip().removesuffix("%").rstrip(), False
    number = number_in(cell, habits)
    if number is None:
        return None
    return Decimal(number).scaleb(2) if of_one else Decimal(number)
