"""Render tables for programs as an Excel file: a sheet for each, with dates, money and percentages as such."""

from collections.abc import Sequence
from decimal import Decimal

from partnerkit.documents import FieldKind, Grid, Value
from partnerkit.errors import UsageError
from partnerkit.phrasing import grouped
from partnerkit.render.safe import visible
from partnerkit.render.xlsx import LONGEST, Shown, Worksheet, book, sheet_name
from partnerkit.results import Recorded


def render(grids: Sequence[Grid], at: Recorded | None = None) -> dict[str, bytes]:
    """Render one file, with a sheet for each table that has rows, between one for the tables and one for the columns.

    Raises `UsageError` where XlsxWriter is not installed, where a table has more rows than Excel takes, and where a
    text is longer than a cell can be.
    """
    tables: list[Sequence[Shown]] = [
        ((grid.name, "link" if grid.rows else ""), (len(grid.rows), ""), (grid.about, "")) for grid in grids
    ]
    columns = [
        [(text or None, "") for text in (grid.name, each.name, each.kind, each.unit, each.about)]
        for grid in grids
        for each in grid.columns
    ]
    content = book(
        "Partnerships",
        [
            Worksheet("tables", ("table", "rows", "what it is"), tables),
            *(_sheet_of(grid) for grid in grids if grid.rows),
            Worksheet("columns", ("table", "column", "type", "unit", "what it is"), columns),
        ],
        at,
    )
    return {"partnerships": content}


def _sheet_of(grid: Grid) -> Worksheet:
    for row in grid.rows:
        for column, value in zip(grid.columns, row, strict=True):
            if isinstance(value, str) and len(visible(value)) > LONGEST:
                many = f"Excel takes {grouped(LONGEST)} characters in a cell, and `{column.name}` in `{grid.name}` "
                raise UsageError(f"{many}has one of {grouped(len(value))}", "--format csv has no such limit")
    rows = [[_typed(value, column.kind) for column, value in zip(grid.columns, row, strict=True)] for row in grid.rows]
    choices = {at: column.choices for at, column in enumerate(grid.columns) if column.choices}
    return Worksheet(sheet_name(grid.name), [column.name for column in grid.columns], rows, choices)


def _typed(value: Value, kind: FieldKind) -> Shown:
    """Return a value as a spreadsheet has it; a percentage is a part of one there."""
    match value:
        case str():
            return visible(value), ""
        case Decimal() if kind == "percent":
            whole = value == value.to_integral_value()
            return value.scaleb(-2), "percent" if whole else "percent with fraction"
        case Decimal() if kind == "money":
            return value, "number"
        case _:
            return value, ""
