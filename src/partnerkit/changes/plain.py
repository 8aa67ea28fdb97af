"""A section as plain data, written as a file would, and the same however the file writes it.

Bare names, bare ratings and bare kinds of review are written out, numbers lose their trailing zeros, and what says
nothing is left out: a value that is written as its default, and a section that is empty. Two sections mean the same
where this data is the same, the order of mappings and of lists apart where that does not count.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from partnerkit.model.base import Section
from partnerkit.model.classification import marks_in
from partnerkit.model.shape import fields_of
from partnerkit.model.values import PERCENTAGE
from partnerkit.phrasing import number, percent


def plain(section: BaseModel) -> dict[str, Any]:
    """Return a section as a mapping of text, whole numbers, decimals, booleans, mappings and tuples, by its keys."""
    model = type(section)
    found: dict[str, Any] = {}
    for name, (key, field) in zip(model.model_fields, fields_of(model).items(), strict=True):
        value = getattr(section, name)
        if name not in section.model_fields_set or (value == field.default and not _is_stated(model, key)):
            continue
        data = written(value, is_percentage=_is_percentage(model, key))
        if data != {} or not isinstance(value, Section):
            found[key] = data
    return found


def written(value: Any, *, is_percentage: bool = False) -> Any:
    """Return a value as plain data: days as texts, numbers without trailing zeros."""
    match value:
        case BaseModel():
            return plain(value)
        case Mapping():
            return {key: written(inner) for key, inner in value.items()}
        case tuple():
            return tuple(written(inner) for inner in value)
        case date():
            return value.isoformat()
        case Decimal() if is_percentage:
            return percent(value)
        case Decimal():
            return int(value) if value == value.to_integral_value() else Decimal(number(value))
        case _:
            return value


@cache
def _is_percentage(model: type[BaseModel], key: str) -> bool:
    field = fields_of(model)[key]
    inside = (field, *get_args(field.annotation))
    return any(note is PERCENTAGE for part in inside for note in getattr(part, "metadata", _notes(part)))


def _notes(part: object) -> tuple[object, ...]:
    return getattr(part, "__metadata__", ())


@cache
def _is_stated(model: type[BaseModel], key: str) -> bool:
    items = marks_in(model)[key].items
    return items is not None and items.stated
