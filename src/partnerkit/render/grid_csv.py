"""Render tables for programs as CSV: with all that is in their texts, and none that a spreadsheet calculates."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from partnerkit.documents import FieldKind, Grid, Value
from partnerkit.phrasing import number
from partnerkit.render.safe import guarded, visible
from partnerkit.results import Recorded


def render(grids: Sequence[Grid], _at: Recorded | None = None) -> dict[str, str]:
    """Render each table, by its name; none of its rows has a place for the commit."""
    return {grid.name: _of_grid(grid) for grid in grids}


def _of_grid(grid: Grid) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.name for column in grid.columns])
    for row in grid.rows:
        writer.writerow([_written(value, column.kind) for column, value in zip(grid.columns, row, strict=True)])
    return buffer.getvalue()


def _written(value: Value, kind: FieldKind) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            # A month is typed, and a spreadsheet that takes it for a day writes one that is found again.
            return value if kind == "month" else guarded(visible(value))
        case int() | Decimal():
            return number(value)
        case date():
            return value.isoformat()
