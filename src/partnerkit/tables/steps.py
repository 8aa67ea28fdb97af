"""The way from a section to the records of a table, as steps that the models declare."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel

from partnerkit.documents import Value
from partnerkit.model.identity import labels
from partnerkit.model.marks import Items
from partnerkit.model.shape import fields_of

Path: TypeAlias = "tuple[str | int, ...]"
"""Where something is in a partnership file."""


class Located(NamedTuple):
    """What is at the end of some steps: the keys that tell it from the others, where it is in the file, and itself."""

    keys: tuple[Value, ...]
    path: Path
    found: Any


class Inside(NamedTuple):
    """A step to the value of one key of a section; other models that may be in its place have none."""

    model: type[BaseModel]
    key: str
    name: str

    def follow(self, at: Located) -> Iterator[Located]:
        """Yield the value, if the file has one."""
        found = getattr(at.found, self.name) if isinstance(at.found, self.model) else None
        if found is not None:
            yield Located(at.keys, (*at.path, self.key), found)


class EachItem(NamedTuple):
    """A step to every item of a list of sections, by what identifies it."""

    items: Items

    def follow(self, at: Located) -> Iterator[Located]:
        """Yield the items."""
        for number, (label, item) in enumerate(zip(names_of_items(at.found, self.items), at.found, strict=True)):
            yield Located((*at.keys, label), (*at.path, number), item)


class EachValue(NamedTuple):
    """A step to every value of a list, by its position, counted from 1."""

    def follow(self, at: Located) -> Iterator[Located]:
        """Yield the values."""
        for number, value in enumerate(at.found):
            yield Located((*at.keys, number + 1), (*at.path, number), value)


class EachEntry(NamedTuple):
    """A step to every entry of a mapping, by its key."""

    def follow(self, at: Located) -> Iterator[Located]:
        """Yield the entries."""
        for key, value in at.found.items():
            yield Located((*at.keys, key), (*at.path, key), value)


class EachKey(NamedTuple):
    """A step to the value of every key of a section whose keys all hold the same kind of list."""

    model: type[BaseModel]

    def follow(self, at: Located) -> Iterator[Located]:
        """Yield what the file has of them."""
        for name, key in zip(self.model.model_fields, fields_of(self.model), strict=True):
            found = getattr(at.found, name)
            if found is not None:
                yield Located((*at.keys, key), (*at.path, key), found)


Step: TypeAlias = "Inside | EachItem | EachValue | EachEntry | EachKey"


def follow(at: Located, steps: Sequence[Step]) -> Iterator[Located]:
    """Yield all that some steps lead to, in the order of the file."""
    if not steps:
        yield at
        return
    for further in steps[0].follow(at):
        yield from follow(further, steps[1:])


def names_of_items(items: Sequence[BaseModel], known_by: Items) -> list[str]:
    """Return what each item of a list is called, no two the same."""
    return distinct(labels([_identifying(item, known_by) for item in items], known_by))


def distinct(names: Sequence[str]) -> list[str]:
    """Return names of which no two are the same: those that repeat an earlier one are numbered."""
    found: list[str] = []
    given: set[str] = set()
    for name in names:
        unique, number = name, 1
        while unique in given:
            number += 1
            unique = f"{name}#{number}"
        given.add(unique)
        found.append(unique)
    return found


def _identifying(item: BaseModel, known_by: Items) -> Mapping[str, Any]:
    names = {key: name for name, key in zip(type(item).model_fields, fields_of(type(item)), strict=True)}
    return {key: getattr(item, names[key]) for key in known_by.keys}
