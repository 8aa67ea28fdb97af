"""All tables of a portfolio with their rows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from partnerkit.documents import Grid, GridColumn, Value
from partnerkit.tables.computed import COMPUTED, Exported
from partnerkit.tables.rows import Row, rows_of, rows_of_workspace
from partnerkit.tables.shapes import TableShape, shapes, workspace_shapes

_Tables: TypeAlias = Iterable[tuple[TableShape, Iterable[tuple[Value, ...]]]]


class ExportedTable(NamedTuple):
    """A table with its rows, each with the values of all columns."""

    shape: TableShape
    rows: tuple[tuple[Value, ...], ...]

    @property
    def grid(self) -> Grid:
        """Return the table as formats take it."""
        columns = [
            GridColumn(each.name, each.kind, each.description, each.unit, each.choices) for each in self.shape.all
        ]
        return Grid(self.shape.name, self.shape.description, columns, self.rows)


def all_shapes() -> tuple[TableShape, ...]:
    """Return every table that there is, in the order in which they are written."""
    return (*shapes(), *(each.shape for each in COMPUTED), *workspace_shapes())


def tables_of(given: Exported, names: Sequence[str] = ()) -> tuple[ExportedTable, ...]:
    """Return the tables of a portfolio, or only those with some names."""
    wanted = names or [shape.name for shape in all_shapes()]
    return tuple(
        ExportedTable(shape, tuple(rows))
        for tables in (_of_partnerships(given, wanted), _computed(given, wanted), _of_workspace(given, wanted))
        for shape, rows in tables
    )


def _of_partnerships(given: Exported, wanted: Sequence[str]) -> _Tables:
    currency = given.portfolio.workspace.currency
    for shape in shapes():
        if shape.name in wanted:
            each = given.portfolio.partnerships.items()
            yield shape, _joined(row for stem, found in each for row in rows_of(shape, stem, found, currency))


def _computed(given: Exported, wanted: Sequence[str]) -> _Tables:
    return ((each.shape, each.rows(given)) for each in COMPUTED if each.shape.name in wanted)


def _of_workspace(given: Exported, wanted: Sequence[str]) -> _Tables:
    for shape in workspace_shapes():
        if shape.name in wanted:
            yield shape, _joined(rows_of_workspace(shape, given.portfolio.workspace))


def _joined(rows: Iterable[Row]) -> Iterable[tuple[Value, ...]]:
    return ((*row.keys, *row.values) for row in rows)
