"""Rows that people added to a table of an export: the item that each becomes, and where it goes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from partnerkit.documents import Value
from partnerkit.imports.exported_cells import as_written, same
from partnerkit.imports.exported_edits import item_of
from partnerkit.imports.exported_state import PartnershipState, known_as, rows_by_key
from partnerkit.imports.rows import Outcome, skipped, value_at
from partnerkit.model.identity import labels
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.shapes import TableShape, shapes
from partnerkit.tables.steps import EachEntry, EachItem, EachKey, EachValue, Inside, Path
from partnerkit.workspace.editing.edits import Add, Edit, Put, plain


class NewRow(NamedTuple):
    """A row that is not in the file: its table, its keys, of which the last may be empty, and its values."""

    shape: TableShape
    keys: tuple[Value, ...]
    values: Mapping[TableColumn, Value]


class Added(NamedTuple):
    """The edits of a new row, and what it is called from then on."""

    edits: tuple[Edit, ...]
    name: Value


def edits_of_new(row: NewRow, state: PartnershipState) -> "Added | Outcome":
    """Return the edits that add a row to the file as it is now, or why it comes to nothing."""
    found = _added(row, state)
    if isinstance(found, Added) and state.is_lost:
        reason = f"{state.file.path} has changed since the export, and git does not know what it was"
        return Outcome("error", reason, "export it again")
    return found


def _added(row: NewRow, state: PartnershipState) -> "Added | Outcome":
    shape, keys, values = row
    container = _container(row, state)
    if isinstance(container, Outcome):
        return container
    given = {column: value for column, value in values.items() if value is not None}
    if not given:
        return skipped("it has no values")
    match shape.steps[-1]:
        case EachEntry() if keys[-1] is None:
            return Outcome("error", f"it has no `{shape.keys[-1].name}`", "name what is new")
        case EachEntry():
            entry = _value_or_item(row, given, state)
            return Added((Put((*container, str(keys[-1])), entry),), keys[-1])
        case EachValue():
            return _of_value(given, container, state)
        case _:
            return _of_item(row, given, container, state)


def _of_value(given: Mapping[TableColumn, Value], container: Path, state: PartnershipState) -> "Added | Outcome":
    [(column, value)] = given.items()
    there = value_at(state.data, container)
    added = as_written(value, column)
    if there is None:
        return Added((Add(container, added),), 1)
    if not isinstance(there, tuple):
        # One word stands for a list of one.
        return _said() if there == plain(added) else Added((Put(container, [there, added]),), 2)
    return _said() if plain(added) in there else Added((Add(container, added),), len(there) + 1)


def _of_item(
    row: NewRow, given: Mapping[TableColumn, Value], container: Path, state: PartnershipState
) -> "Added | Outcome":
    shape = row.shape
    step = shape.steps[-1]
    assert isinstance(step, EachItem)
    item = _value_or_item(row, given, state)
    [name] = labels([plain(item)], step.items)
    there = rows_by_key(shape, state.stem, state.current, state.currency).get(known_as((*row.keys[:-1], name)))
    if there is None:
        return Added((Add(container, item),), name)
    if all(same(there.values[shape.columns.index(column)], value) for column, value in given.items()):
        return _said()
    return Outcome("error", f"there is `{name}` already, and it says something else", "change that row")


def _value_or_item(row: NewRow, given: Mapping[TableColumn, Value], state: PartnershipState) -> Any:
    if row.shape.holds_values:
        [(column, value)] = given.items()
        return as_written(value, column)
    return item_of(tuple(given), tuple(given.values()), state.currency)


def _said() -> Outcome:
    return Outcome("unchanged", "the file says so already")


def _container(row: NewRow, state: PartnershipState) -> "Path | Outcome":
    """Return where the list or mapping is that a row belongs to, in the file as it is now."""
    shape, keys, _ = row
    above = next((each for each in shapes() if each.name == shape.above), None)
    path: Path = ()
    done = 0
    if above is not None and above.steps:
        found = rows_by_key(above, state.stem, state.current, state.currency).get(keys[: len(above.keys)])
        if found is None:
            name = "/".join(map(str, keys[1 : len(above.keys)]))
            return Outcome("error", f"there is no `{name}` in `{above.name}`", "add it first")
        path, done = found.path, len(above.steps)
    names = iter(keys[len(above.keys) if above is not None else 1 :])
    for step in shape.steps[done:-1]:
        match step:
            case Inside(key=key):
                path = (*path, key)
            case EachKey():
                path = (*path, str(next(names)))
            case _:
                next(names)
    return path
