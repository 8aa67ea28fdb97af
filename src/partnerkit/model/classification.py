"""What the marks of the keys say: at a path, of all that is below a key, and of whole sections.

Code that compares two files, shares one or writes to a partner asks here, and nowhere else, what a change is, who may
see a key, what identifies an item and how the other side writes it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from partnerkit.model.base import Section
from partnerkit.model.marks import BOTH, OURS, ChangeClass, Classification, Marks, marks_of
from partnerkit.model.shape import fields_of, is_list, is_mapping, models_in, reached

SectionType = TypeVar("SectionType", bound=Section)


@cache
def marks_in(model: type[BaseModel]) -> Mapping[str, Marks]:
    """Return what each key of a model says of itself."""
    said = marks_of(model)
    return {key: said.get(name, Marks()) for name, key in zip(model.model_fields, fields_of(model), strict=True)}


def keys_below(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, FieldInfo, Marks]]:
    """Yield every key of a model and of what it holds, by its path: `plan`, `plan[].due`, `people.*.email`."""
    for key, field in fields_of(model).items():
        at = f"{path}.{key}" if path else key
        yield at, field, marks_in(model)[key]
        entry = "[]" if is_list(field.annotation) else ".*" if is_mapping(field.annotation) else ""
        for inner in models_in(field.annotation):
            yield from keys_below(inner, f"{at}{entry}")


@cache
def classification_of(model: type[BaseModel], key: str) -> Classification:
    """Return how a key of a model is classified.

    What holds further keys has the heaviest class of theirs, and both sides see it where they see any of them. A key
    that says nothing counts as commercial and as ours alone.
    """
    models = models_in(fields_of(model)[key].annotation)
    return _heaviest(_all_in(models)) if models else marks_in(model)[key].classification or OURS.commercial


def classification_at(model: type[BaseModel], path: Iterable[str | int]) -> Classification:
    """Return how what is at a path is classified; the path may lead to a key, or into one."""
    found = reached(model, path)
    inside = [one for annotation, _ in found for one in _all_in(models_in(annotation))]
    return _heaviest(inside or [classification_of(*key) for _, key in found if key is not None])


def marks_at(model: type[BaseModel], path: Iterable[str | int]) -> Marks:
    """Return what the key at a path says of itself; the path may lead to it, or into it."""
    keys = [key for _, key in reached(model, path) if key is not None]
    return marks_in(keys[0][0])[keys[0][1]] if keys else Marks()


def _all_in(models: Iterable[type[BaseModel]]) -> list[Classification]:
    return [classification_of(model, key) for model in models for key in fields_of(model)]


def _heaviest(given: Sequence[Classification]) -> Classification:
    if not given:
        return OURS.commercial
    seen_by = BOTH if any(one.audience == "both" for one in given) else OURS
    heaviest: Classification = getattr(seen_by, max((one.change for one in given), key=get_args(ChangeClass).index))
    return heaviest


@cache
def ours_alone(model: type[BaseModel]) -> frozenset[str]:
    """Return the keys of a model that our side alone may see, with those that hold nothing else."""
    return frozenset(key for key in fields_of(model) if classification_of(model, key).audience == "ours")


def shared(section: SectionType) -> SectionType:
    """Return a section as both sides may see it: without what is ours alone.

    What is left is as sound as before, since no section lets both sides see some of its keys and not all that it needs.
    """
    changed = {
        name: field.default if hidden else _shared(getattr(section, name))
        for name, field, hidden in _not_shared_as_is(type(section))
    }
    return section.model_copy(update=changed)


@cache
def _not_shared_as_is(model: type[BaseModel]) -> list[tuple[str, FieldInfo, bool]]:
    """List the fields of a model that are ours alone, and those that hold further keys, which may be."""
    hidden = ours_alone(model)
    return [
        (name, field, key in hidden)
        for name, (key, field) in zip(model.model_fields, fields_of(model).items(), strict=True)
        if key in hidden or models_in(field.annotation)
    ]


def _shared(value: Any) -> Any:
    match value:
        case Section():
            return shared(value)
        case tuple():
            return tuple(_shared(item) for item in value)
        case dict():
            return {key: _shared(item) for key, item in value.items()}
        case _:
            return value
