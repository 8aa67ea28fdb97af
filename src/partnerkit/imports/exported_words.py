"""How the rows and cells of tables that come back are called, in the steps of a plan."""

from collections.abc import Mapping, Sequence
from typing import Final

from partnerkit.documents import Value
from partnerkit.imports.exported_cells import as_written
from partnerkit.imports.rows import Outcome
from partnerkit.imports.steps import ImportedValue, ImportStep, written
from partnerkit.shell import command
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.shapes import TableShape
from partnerkit.workspace.editing.address import dotted_address
from partnerkit.workspace.editing.edits import plain

NOTHING: Final = "nothing"
"""What comes in the place of a value that is removed."""


def names_in(shape: TableShape) -> set[str]:
    """Return the titles of a table."""
    return {column.name for column in shape.all}


def about(shape: TableShape, keys: Sequence[Value]) -> str:
    """Return what a row is called: `plan acme/training`."""
    return f"{shape.name} {'/'.join('new' if key is None else str(key) for key in keys)}".strip()


def ended(shape: TableShape, line: int | None, keys: Sequence[Value], outcome: Outcome) -> ImportStep:
    """Return the step of a row that comes to nothing."""
    stem = str(keys[0]) if keys else None
    help = outcome.help or None
    return ImportStep(line, outcome.action, about(shape, keys), stem, reason=outcome.reason, help=help)


def address(shape: TableShape, keys: Sequence[Value], column: TableColumn) -> str:
    """Return where a value is, as `set` takes it: `plan.training.due`."""
    return dotted_address((*shape.address_of_row(keys[1:]), *column.path))


def changes_of(
    shape: TableShape,
    keys: Sequence[Value],
    before: Mapping[TableColumn, Value],
    values: Mapping[TableColumn, Value],
) -> tuple[ImportedValue, ...]:
    """Return what the values of a row change, where it had others before."""
    return tuple(
        ImportedValue(address(shape, keys, column), told(before.get(column), column), told(value, column) or NOTHING)
        for column, value in values.items()
    )


def removing(shape: TableShape, keys: Sequence[Value]) -> str:
    """Return how a row is removed."""
    row = dotted_address(shape.address_of_row(keys[1:]))
    return f"`{command('set', str(keys[0]), '--remove', row)}`"


def told(value: Value, column: TableColumn) -> str | None:
    """Return a value as people read it; None for no value."""
    return None if value is None else written(plain(as_written(value, column)))
