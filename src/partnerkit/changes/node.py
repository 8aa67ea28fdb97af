"""Where in a file a comparison is: what the format has there, and how it is called."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from partnerkit.changes.change import Change, ChangeKind, Entry, ListItem, Place, heaviest
from partnerkit.changes.likeness import canonical
from partnerkit.changes.words import label_of
from partnerkit.model.classification import classification_at, marks_in
from partnerkit.model.identity import identity_of
from partnerkit.model.marks import SEQUENCE, SET, ChangeClass, Items
from partnerkit.model.shape import Reached, fields_of, further
from partnerkit.model.values import IDENTIFIER, NAME

_ANY_KEY: Final = "*"
_ANY_ITEM: Final = 0


class Shape(NamedTuple):
    """What the format has at a place.

    `models` are the sections that may be there. A mapping has keys of the user's own; those that are `named_freely` are
    names that no other key of the format gives. A list or mapping that is `stated` says something even when it is
    empty.
    """

    reached: Reached
    models: tuple[type[BaseModel], ...]
    is_mapping: bool
    named_freely: bool
    items: Items
    stated: bool
    change: ChangeClass

    @property
    def is_section(self) -> bool:
        """Whether there is one section, and not several by their names."""
        return bool(self.models) and not self.is_mapping


class Node(NamedTuple):
    """A place in files of a model: as people are shown it, and as the format has it, whatever items are called."""

    model: type[BaseModel]
    place: Place = ()
    path: tuple[str | int, ...] = ()

    @property
    def shape(self) -> Shape:
        """What the format has here."""
        return _shape(self.model, self.path)

    def at(self, key: str) -> "Node":
        """Go to a key of the format, or to an entry of a mapping that is called the same in both versions."""
        return self.entry(key, key) if self.shape.is_mapping else self._further(key, key)

    def entry(self, key: str, label: str) -> "Node":
        """Go to an entry of a mapping."""
        return self._further(_ANY_KEY, Entry(key, label))

    def item(self, part: ListItem) -> "Node":
        """Go to an item of a list."""
        return self._further(_ANY_ITEM, part)

    def _further(self, part: str | int, shown: str | ListItem | Entry) -> "Node":
        return Node(self.model, (*self.place, shown), (*self.path, part))

    def class_of(self, *values: Any) -> ChangeClass:
        """Return the heaviest class of what values hold."""
        return heaviest([one for value in values for one in _classes(self, value)]) or self.shape.change

    def change(self, kind: ChangeKind, old: Any, new: Any, at: int | None = None) -> Change:
        """Return a change here, with the class of what it holds."""
        return Change(self.place, kind, self.class_of(old, new), old, new, at)


ANY_ITEM: Final = ListItem((), 0, "")


@cache
def _shape(model: type[BaseModel], path: tuple[str | int, ...]) -> Shape:
    reached: Reached = further(_shape(model, path[:-1]).reached, path[-1]) if path else ((model, None),)
    annotations = [annotation for annotation, _ in reached]
    mapping = next((one for one in annotations if get_origin(one) is dict), None)
    names = getattr(get_args(mapping)[0], "__metadata__", ()) if mapping is not None else ()
    key = next((key for _, key in reached if key is not None), None)
    items = marks_in(key[0])[key[1]].items if key else None
    is_key = bool(path) and path[-1] not in (_ANY_ITEM, _ANY_KEY)
    default = fields_of(key[0])[key[1]].default if key and is_key else None
    return Shape(
        reached,
        tuple(one for one in map(_bare, annotations) if isinstance(one, type) and issubclass(one, BaseModel)),
        is_mapping=mapping is not None,
        named_freely=IDENTIFIER in names or NAME in names,
        items=items or (SET if key else SEQUENCE),
        stated=default not in ((), {}) or (items is not None and items.stated),
        change=classification_at(model, path).change,
    )


def _bare(annotation: Any) -> Any:
    """Take the tag off a member of a union."""
    return get_args(annotation)[0] if hasattr(annotation, "__metadata__") else annotation


def _classes(node: Node, value: Any) -> Iterator[ChangeClass]:
    if value is None:
        return
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _classes(node.at(key), inner)
    elif isinstance(value, tuple) and value:
        for inner in value:
            yield from _classes(node.item(ANY_ITEM), inner)
    else:
        yield node.shape.change


def in_order(node: Node, value: Any) -> Any:
    """Return data with its lists in one order, whatever order they are in; those whose order counts stay as they are.

    What is equal as data is then written the same, and items are shown by their identity: by their dates or names.
    """
    if isinstance(value, dict):
        return {key: in_order(node.at(key), inner) for key, inner in value.items()}
    if not isinstance(value, tuple):
        return value
    inside = [in_order(node.item(ANY_ITEM), inner) for inner in value]
    items = node.shape.items
    if items.ordered:
        return tuple(inside)
    return tuple(sorted(inside, key=lambda item: (canonical(identity_of(item, items)), canonical(item))))


def numbered(given: Sequence[Any], items: Items) -> list[ListItem]:
    """Return what each item of a list is known by; those that agree in that are numbered by what they hold."""
    seen: Counter[str] = Counter()
    parts: dict[int, ListItem] = {}
    for at in sorted(range(len(given)), key=lambda at: canonical(given[at])):
        identity = identity_of(given[at], items)
        number = seen[canonical(identity)]
        seen[canonical(identity)] += 1
        label = label_of(identity) + (f" #{number + 1}" if number else "")
        parts[at] = ListItem(identity, number, label)
    return [parts[at] for at in range(len(given))]
