"""The edits of a partnership file that a changed cell or a new row of a table comes to."""

from collections.abc import Mapping, Sequence
from typing import Any

from partnerkit.documents import Value
from partnerkit.imports.exported_cells import as_written
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import annotations_at, fields_of, models_in
from partnerkit.phrasing import dotted
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.steps import Path
from partnerkit.workspace.editing.edits import CannotEditError, Edit, Put, Remove, applied, step_of
from partnerkit.workspace.editing.edits import Value as Written
from partnerkit.workspace.editing.files import keys_of_the_format


def edits_of_row(data: Any, path: Path, values: Mapping[TableColumn, Value]) -> list[Edit]:
    """Return the edits that make the record at a path say what a row says.

    Raises `CannotEditError` where one comes to nothing.
    """
    edits: list[Edit] = []
    for column, value in values.items():
        found = edits_of_cell(data, (*path, *column.path), None if value is None else as_written(value, column))
        for edit in found:
            data = applied(data, step_of(data, edit, keys_of_the_format))
        edits += found
    return edits


def edits_of_cell(data: Any, path: Path, value: "Written | None") -> list[Edit]:
    """Return the edit that makes a value of a file what a cell says: none where it says so already.

    A section may be written as one word (`reach: 4`, `responsible: raj`): it becomes a mapping only where it must.
    """
    depth, found = _reached(data, path)
    if depth == len(path):
        return [Put(path, value)] if value is not None else [Remove(path)]
    if isinstance(found, dict | tuple) or found is None:
        return [Put(path, value)] if value is not None else []
    at, rest = path[:depth], path[depth:]
    if rest == (0,) or rest == (_bare_key(at),):
        if value is None:
            raise CannotEditError(f"`{dotted(path)}` is missing, and nothing is deleted")
        return [Put(at, value)]
    if value is None:
        return []
    return [Put(at, {_bare_key(at): found, str(rest[0]): value})]


def item_of(columns: Sequence[TableColumn], values: Sequence[Value], currency: str) -> dict[str, Any]:
    """Return a new item with the values of a row, without those that it has anyway."""
    item: dict[str, Any] = {}
    for column, value in zip(columns, values, strict=True):
        if value is None or is_usual(column, value, currency):
            continue
        inside = item
        for step in column.steps[:-1]:
            inside = inside.setdefault(step.key, {})
        inside[column.steps[-1].key] = as_written(value, column)
    return item


def is_usual(column: TableColumn, value: Value, currency: str) -> bool:
    """Whether a value is what the format says where a file leaves it out."""
    if column.name == "currency" and value == currency:
        return True
    return bool(column.steps) and value == column.steps[-1].model.model_fields[column.steps[-1].name].default


def _reached(data: Any, path: Path) -> tuple[int, Any]:
    """Return how many parts of a path exist, and what is there."""
    for depth, part in enumerate(path):
        exists = part in data if isinstance(data, dict) else isinstance(data, tuple) and part in range(len(data))
        if not exists:
            return depth, data
        data = data[part]
    return len(path), data


def _bare_key(path: Path) -> str:
    """Return the key of a section that its value alone stands for: the one that it must have."""
    for annotation in annotations_at(Partnership, path):
        for model in models_in(annotation):
            for key, field in fields_of(model).items():
                if field.is_required():
                    return key
    return ""
