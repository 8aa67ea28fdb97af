"""What the models' annotations say: which keys a mapping has, what contains what, and what is allowed at a path."""

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from pydantic import BaseModel, Tag
from pydantic.fields import FieldInfo

Key: TypeAlias = tuple[type[BaseModel], str]
"""A key of the format: the model that has it, and its name."""

Reached: TypeAlias = "tuple[tuple[object, Key | None], ...]"
"""What may be at a place, each with the last key of the format on the way to it."""


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Return the fields of a model by their keys, as a file writes them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def is_list(annotation: object) -> bool:
    """Return whether a value may be a list."""
    return any(typing.get_origin(member) is tuple for member in _members(annotation))


def is_mapping(annotation: object) -> bool:
    """Return whether a value may be a mapping whose keys are the user's own."""
    return any(typing.get_origin(member) is dict for member in _members(annotation))


def models_in(annotation: object) -> tuple[type[BaseModel], ...]:
    """List the models that a value can be, or can hold in a list or a mapping."""
    return _models_in(annotation)


@cache
def _models_in(annotation: object) -> tuple[type[BaseModel], ...]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(found for part in typing.get_args(annotation) for found in _models_in(part))


def annotations_at(model: type[BaseModel], path: Iterable[str | int]) -> list[object]:
    """Return what is allowed at a path, without unions; the numbers of lists and the tags of unions may be left out."""
    return [annotation for annotation, _ in reached(model, path)]


def types_at(model: type[BaseModel], path: Iterable[str | int]) -> frozenset[object]:
    """Return the plain types allowed at a path, such as `str` and `Decimal`; those of tagged unions too."""
    return frozenset(
        inner
        for annotation in annotations_at(model, path)
        for inner in (_members(typing.get_args(annotation)[0]) if _tag(annotation) is not None else (annotation,))
    )


def reached(model: type[BaseModel], path: Iterable[str | int]) -> list[tuple[object, Key | None]]:
    """Return what is allowed at a path, each with the last key of the format on the way to it."""
    found: Reached = ((model, None),)
    for part in path:
        found = further(found, part)
    return list(found)


def further(found: Reached, part: str | int) -> Reached:
    """Return what may be at a place one part further."""
    return tuple((inner, key or above) for annotation, above in found for inner, key in _inside(annotation, part))


def keys_at(model: type[BaseModel], path: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys that a mapping at a path may have, in their order, where they are those of the format."""
    keys = (
        key
        for annotation in annotations_at(model, path)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel)
        for key in fields_of(annotation)
    )
    return tuple(dict.fromkeys(keys))


def _inside(annotation: object, part: str | int) -> Iterator[tuple[object, Key | None]]:
    """Yield what may stand one part further, with the key of the format that the part is, if it is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for key, field in fields_of(annotation).items():
            if key == part:
                yield from ((member, (annotation, key)) for member in _members(field.annotation))
    elif typing.get_origin(annotation) is dict:
        yield from ((member, None) for member in _members(typing.get_args(annotation)[1]))
    elif typing.get_origin(annotation) is tuple or _tag(annotation) is not None:
        for member in _members(typing.get_args(annotation)[0]):
            if isinstance(part, int) or part == _tag(annotation):
                yield member, None
            else:
                yield from _inside(member, part)


def _tag(annotation: object) -> str | None:
    return next((note.tag for note in getattr(annotation, "__metadata__", ()) if isinstance(note, Tag)), None)


def _members(annotation: object) -> Iterator[object]:
    """Take annotations and unions off a type; a tagged member of a union stays, for its tag is part of a path."""
    origin = typing.get_origin(annotation)
    if _tag(annotation) is not None:
        yield annotation
    elif origin is typing.Annotated:
        yield from _members(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for member in typing.get_args(annotation):
            yield from _members(member)
    else:
        yield annotation
