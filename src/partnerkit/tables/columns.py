"""The columns that the models declare: by the annotation of its key, what a value is, counts and names."""

import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from pydantic.fields import FieldInfo

from partnerkit.documents import FieldKind
from partnerkit.model import references, values
from partnerkit.model.checklists import Done
from partnerkit.tables.steps import Inside

PARTNERSHIPS: Final = "partnerships"
"""The table that has one row for each file."""

KEY: Final = "partnership"
"""The column that names the partnership in every table: its file, without the ending."""


class TableColumn(NamedTuple):
    """A column: what it is called, what its values are, and where they are in the part of the file that a row is about.

    `unit` is what numbers count, `choices` are the only words that there are, and `refers_to` is a table with a row for
    every value. One that `counts` has the number of the values that are in another table.
    """

    name: str
    kind: FieldKind
    description: str = ""
    steps: tuple[Inside, ...] = ()
    choices: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    unit: str = ""
    refers_to: str = ""
    counts: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """Return where a value is in the part of the file that its row is about."""
        return tuple(step.key for step in self.steps)


_PLAIN: Final[Mapping[object, FieldKind]] = {
    str: "text",
    int: "whole",
    Decimal: "number",
    bool: "flag",
    date: "date",
}

_ALIASES: Final[tuple[tuple[object, FieldKind], ...]] = (
    (values.Money, "money"),
    (values.Price, "money"),
    (values.Percentage, "percent"),
    (values.Month, "month"),
    (Done, "done"),
)
_KINDS: Final[Mapping[int, FieldKind]] = {
    id(note): kind for alias, kind in _ALIASES for note in typing.get_args(alias)[1:]
}
"""What a kind of value is in a table, where its type alone doesn't say it."""

_REFERENCES: Final[Mapping[int, str]] = {
    id(typing.get_args(alias)[1]): table
    for alias, table in (
        (references.PartnershipName, PARTNERSHIPS),
        (references.PlanItemId, "plan"),
        (references.BucketKey, "workspace_buckets"),
        (references.CriterionKey, "workspace_criteria"),
    )
}
"""The table that has a row for what a value names."""

_COUNTED: Final = ("days", "months", "hours")


def column(
    name: str, annotation: object, field: FieldInfo | None = None, steps: tuple[Inside, ...] = ()
) -> TableColumn:
    """Return the column of a key, or of the values in its list."""
    notes = [*(field.metadata if field else ()), *_notes(annotation)]
    plain = next(inner for inner in _types(annotation))
    choices = typing.get_args(plain) if typing.get_origin(plain) is Literal else ()
    known = (_KINDS[id(note)] for note in notes if id(note) in _KINDS)
    kind = next(known, None) or _PLAIN[type(choices[0]) if choices else plain]
    schema = next((note.schema for note in notes if isinstance(note, values.Kind) and kind == "whole"), {})
    counted = name.rpartition("_")[2]
    return TableColumn(
        name,
        kind,
        (field.description if field else None) or "",
        steps,
        choices=tuple(map(str, choices)),
        lowest=schema.get("minimum"),
        highest=schema.get("maximum"),
        unit="percent" if kind == "percent" else counted if counted in _COUNTED and kind in ("whole", "number") else "",
        refers_to=next((_REFERENCES[id(note)] for note in notes if id(note) in _REFERENCES), ""),
    )


def count(name: str, about: str, steps: tuple[Inside, ...]) -> TableColumn:
    """Return the column that says how many values a list has, where an empty list says that there are none."""
    description = f"How many rows there are in `{about}`: 0 says that there are none, and no number says nothing."
    return TableColumn(name, "whole", description, steps, lowest=0, counts=True)


def kind_of(annotation: object) -> FieldKind:
    """Return what the values of a type are in a table."""
    return column("", annotation).kind


def _notes(annotation: object) -> Iterator[Any]:
    """Yield what annotates a type and its parts."""
    yield from getattr(annotation, "__metadata__", ())
    for part in typing.get_args(annotation):
        if typing.get_origin(annotation) is not Literal:
            yield from _notes(part)


def _types(annotation: object) -> Iterator[object]:
    """Yield the plain types that a value may have."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _types(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            yield from _types(part)
    elif annotation is not type(None):
        yield annotation
