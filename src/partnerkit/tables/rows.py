"""What partnerships have in the tables that the models declare, and where each of it is in a file."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from partnerkit.documents import Value
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.shapes import TableShape
from partnerkit.tables.steps import Located, Path, follow


class Row(NamedTuple):
    """One row: the values of its keys, those of its other columns, and where its part of the file is."""

    keys: tuple[Value, ...]
    values: tuple[Value, ...]
    path: Path


def rows_of(shape: TableShape, stem: str, partnership: Partnership, currency: str) -> Iterator[Row]:
    """Yield the rows that a partnership has in a table, in the order of its file.

    An amount in money always has its currency: that of the workspace where the file names none.
    """
    yield from _rows(shape, Located((stem,), (), partnership), currency)


def rows_of_workspace(shape: TableShape, workspace: Workspace) -> Iterator[Row]:
    """Yield the rows that a workspace file has in one of its tables."""
    yield from _rows(shape, Located((), (), workspace), workspace.currency)


def _rows(shape: TableShape, start: Located, currency: str) -> Iterator[Row]:
    named = [at for at, column in enumerate(shape.columns) if column.name == "currency"]
    amounts = [at for at, column in enumerate(shape.columns) if column.kind == "money"]
    for reached in follow(start, shape.steps):
        values = [reached.found if shape.holds_values else _value(reached.found, each) for each in shape.columns]
        for at in named:
            if values[at] is None and any(values[amount] is not None for amount in amounts):
                values[at] = currency
        yield Row(reached.keys, tuple(values), reached.path)


def _value(record: Any, column: TableColumn) -> Value:
    *above, last = column.steps
    for step in above:
        if not isinstance(record, step.model):
            return None
        record = getattr(record, step.name)
    if not isinstance(record, last.model):
        return None
    value = getattr(record, last.name)
    if column.counts:
        return len(value) if last.name in record.model_fields_set else None
    found: Value = value
    return found
