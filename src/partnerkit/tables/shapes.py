"""The tables that the models declare: one for each section, list and mapping of a file, with keys and typed columns.

Nothing here lists sections: a key that is added to a model is in a table with it. A section whose keys hold one value
each is a row, and so is every item of a list and every entry of a mapping; a list of words has a row for each of them.
Sections within a section are columns of it (`term_starts`), unless all of their keys hold lists or mappings of one kind
of value: then what the key is called is a column too, such as `role` in `buckets_raci`.
"""

import re
import typing
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from pydantic import BaseModel

from partnerkit.documents import Value
from partnerkit.model.agreement import Responsibilities
from partnerkit.model.buckets import Raci
from partnerkit.model.checklists import Checklists
from partnerkit.model.classification import marks_in
from partnerkit.model.fit import RatedCriterion
from partnerkit.model.marks import SEQUENCE, Items
from partnerkit.model.partnership import Partnership
from partnerkit.model.people import Colleague, PersonOfFile
from partnerkit.model.shape import fields_of, is_list, is_mapping, models_in
from partnerkit.model.workspace import Workspace
from partnerkit.tables.columns import KEY, PARTNERSHIPS, TableColumn, column, count, kind_of
from partnerkit.tables.steps import EachEntry, EachItem, EachKey, EachValue, Inside, Step


class TableShape(NamedTuple):
    """A table: its keys, which no two rows share, then its other columns, and the way to its records.

    Its keys start with those of the table `above`, if there is one.
    """

    name: str
    description: str
    keys: tuple[TableColumn, ...]
    columns: tuple[TableColumn, ...]
    steps: tuple[Step, ...] = ()
    above: str = ""

    @property
    def all(self) -> tuple[TableColumn, ...]:
        """Return all columns, the keys first."""
        return (*self.keys, *self.columns)

    def address_of(self, column: TableColumn) -> str:
        """Return where the values of a column are in a file: `plan[].due`, `people.*.email`; empty for keys.

        A key that is in a column is called what the column is: `buckets.*.raci.{role}[]`.
        """
        if column in self.keys:
            return ""
        names = iter([key.name for key in self.keys if key.name != KEY])
        parts = []
        for step in (*self.steps, *column.steps):
            match step:
                case Inside(key=key):
                    parts.append(f".{key}")
                case EachKey():
                    parts.append(f".{{{next(names)}}}")
                case _:
                    next(names)
                    parts.append(".*" if isinstance(step, EachEntry) else "[]")
        return "".join(parts).removeprefix(".")

    def address_of_row(self, keys: Sequence[Value]) -> list[str]:
        """Return where a row is in a file, as `set` addresses it; `keys` are those below the partnership."""
        names = iter(keys)
        parts: list[str] = []
        for step in self.steps:
            match step:
                case Inside(key=key):
                    parts.append(key)
                case EachValue():
                    position = next(names)
                    parts[-1] += f"[{position - 1}]" if isinstance(position, int) else ""
                case _:
                    parts.append(str(next(names)))
        return parts

    @property
    def holds_values(self) -> bool:
        """Whether a record is itself the value of the only column, as with a list of words."""
        return bool(self.steps) and not any(each.steps for each in self.columns)


_CALLED: Final[Mapping[type, str]] = {
    PersonOfFile: "person",
    Colleague: "person",
    RatedCriterion: "criterion",
    Raci: "role",
    Responsibilities: "kind",
    Checklists: "checklist",
}
"""What names an item, an entry or a key, where the class is called something else."""


@cache
def shapes() -> tuple[TableShape, ...]:
    """Return the tables of a partnership file, in the order of its keys."""
    key = TableColumn(KEY, "text", "The partnership: the name of its file, without the ending.")
    root = TableShape(PARTNERSHIPS, "The partnerships, one row for each file.", (key,), ())
    return tuple(_record(root, Partnership, ()))


@cache
def workspace_shapes() -> tuple[TableShape, ...]:
    """Return the tables of the workspace file that those of partnerships are read with."""
    below: list[TableShape] = []
    root = TableShape("workspace", "", (), ())
    _gather(root, Workspace, (), [], below, ("people", "goals", "results", "exchange_rates"))
    return tuple(shape._replace(above="") if shape.above == root.name else shape for shape in below)


def _record(table: TableShape, model: type[BaseModel], within: tuple[Inside, ...]) -> Iterator[TableShape]:
    """Yield the table whose records are sections of a model, unless it has no columns, and then those below it."""
    columns: list[TableColumn] = []
    below: list[TableShape] = []
    _gather(table, model, within, columns, below)
    if columns:
        yield table._replace(columns=tuple(columns))
        yield from below
    else:
        yield from (each._replace(above=table.above) if each.above == table.name else each for each in below)


def _gather(
    table: TableShape,
    model: type[BaseModel],
    within: tuple[Inside, ...],
    columns: list[TableColumn],
    below: list[TableShape],
    only: Collection[str] = (),
) -> None:
    """Add what the keys of a model are to the columns of a table, and to the tables below it."""
    for name, (key, field) in zip(model.model_fields, fields_of(model).items(), strict=True):
        if only and key not in only:
            continue
        steps = (*within, Inside(model, key, name))
        models = models_in(field.annotation)
        child = TableShape(
            _table_name(table, steps, bool(models)),
            field.description or (models[0].__doc__ or "").partition("\n")[0] if models else field.description or "",
            table.keys,
            (),
            (*table.steps, *steps),
            table.name,
        )
        if is_list(field.annotation) or is_mapping(field.annotation):
            items = marks_in(model)[key].items or SEQUENCE
            if items.stated:
                columns.append(count(_column_name(steps), child.name, steps))
            below.extend(_collection(child, field.annotation, models, items))
        elif not models:
            columns.append(column(_column_name(steps), field.annotation, field, steps))
        elif _is_of_lists(models[0]):
            below.append(_of_lists(child, models[0]))
        elif table.name in (PARTNERSHIPS, "workspace"):
            below.extend(_record(child, models[0], ()))
        else:
            for inner in models:
                _gather(table, inner, steps, columns, below)


def _collection(
    table: TableShape, annotation: object, models: tuple[type[BaseModel], ...], items: Items
) -> Iterator[TableShape]:
    """Yield the table of a list or a mapping, and those below it."""
    is_of_entries = is_mapping(annotation)
    if not models:
        yield _of_values(table, annotation)
        return
    [model] = models
    keys, _ = _inner(annotation)
    named = _key_of_entries(model, keys) if is_of_entries else _key_of_items(model, items)
    step: Step = EachEntry() if is_of_entries else EachItem(items)
    yield from _record(table._replace(keys=(*table.keys, named), steps=(*table.steps, step)), model, ())


def _of_values(table: TableShape, annotation: object) -> TableShape:
    """Return the table of a list of words or numbers, or of a mapping to such."""
    keys, inner = _inner(annotation)
    if is_mapping(annotation):
        key = column("item", keys)._replace(description="The key of the entry in the file.")
        step: Step = EachEntry()
    else:
        key = TableColumn("position", "whole", "The place in the list, counted from 1.", lowest=1)
        step = EachValue()
    value = column("value", inner)._replace(description=table.description)
    return table._replace(keys=(*table.keys, key), columns=(value,), steps=(*table.steps, step))


def _of_lists(table: TableShape, model: type[BaseModel]) -> TableShape:
    """Return the table of a section whose keys hold lists of one kind, or further such sections."""
    [(_, field), *_] = fields_of(model).items()
    key = TableColumn(_level(model), "text", "The key that the value is under.", choices=tuple(fields_of(model)))
    further = table._replace(keys=(*table.keys, key), steps=(*table.steps, EachKey(model)))
    models = models_in(field.annotation)
    if models:
        return _of_lists(further, models[0])
    table = _of_values(further, field.annotation)
    *above, last = table.keys
    entries = (column("", _inner(each.annotation)[0]).choices for each in fields_of(model).values())
    choices = dict.fromkeys(choice for each in entries for choice in each) if last.choices else ()
    return table._replace(keys=(*above, last._replace(choices=tuple(choices))))


@cache
def _is_of_lists(model: type[BaseModel]) -> bool:
    """Whether all keys of a section hold lists, or mappings, of one kind of value, or further such sections."""
    fields = fields_of(model).values()
    kinds: set[object] = set()
    for field in fields:
        models = models_in(field.annotation)
        if models and not (is_list(field.annotation) or is_mapping(field.annotation)):
            kinds.add(models if _is_of_lists(models[0]) else None)
        elif models or not (is_list(field.annotation) or is_mapping(field.annotation)):
            kinds.add(None)
        else:
            kinds.add((is_mapping(field.annotation), kind_of(_inner(field.annotation)[1])))
    return len(fields) > 1 and len(kinds) == 1 and None not in kinds


def _inner(annotation: object) -> tuple[object, object]:
    """Return the types of the keys and of the values of a mapping, or of the values of a list twice."""
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin is dict:
        return arguments[0], arguments[1]
    if origin is tuple:
        return arguments[0], arguments[0]
    return next(_inner(part) for part in arguments if is_list(part) or is_mapping(part))


# --- Names ------------------------------------------------------------------------------------------------------------


def _table_name(table: TableShape, steps: tuple[Inside, ...], is_of_sections: bool) -> str:
    """Return what a table below another is called; the sections of a file have their own name alone."""
    above = [] if is_of_sections and table.name == PARTNERSHIPS else [table.name]
    return "_".join((*above, *(step.key for step in steps)))


def _column_name(steps: tuple[Inside, ...]) -> str:
    return "_".join(step.key for step in steps)


def _key_of_items(model: type[BaseModel], items: Items) -> TableColumn:
    """Return the column that names the items of a list: `plan_item` of a `PlanItem`."""
    words = " and ".join(f"`{key}`" for key in items.keys)
    return TableColumn(_CALLED.get(model) or _snake(model), "text", f"What names the row: {words}.")


def _key_of_entries(model: type[BaseModel], keys: object) -> TableColumn:
    """Return the column that names the entries of a mapping."""
    return column(_CALLED.get(model) or _snake(model), keys)._replace(description="The key of the entry in the file.")


def _snake(model: type) -> str:
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()


def _level(model: type[BaseModel]) -> str:
    return _CALLED.get(model) or ("side" if {"us", "them"}.issuperset(fields_of(model)) else "key")
