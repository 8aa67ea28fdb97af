"""What can be changed in a file, and what a change means for the data that the file holds.

An edit is what a command wants; a step is what that comes to in one file, where some of it may exist already.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from partnerkit.phrasing import dotted, number

Path: TypeAlias = "tuple[str | int, ...]"
Value: TypeAlias = "str | int | Decimal | bool | date | Sequence[Value] | Mapping[str, Value]"
Order: TypeAlias = "Callable[[Path], Sequence[str]]"
"""The keys that the format gives the mapping at a path, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Put:
    """Set the value at `path`; a key that is missing is created, with the sections around it."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Add:
    """Add an item to the end of the list at `path`; a list that is missing is created."""

    path: Path
    item: Value


@dataclass(frozen=True, slots=True)
class By:
    """The place of an item among others that are sorted by this key, up or down; behind those with the same value."""

    key: str


@dataclass(frozen=True, slots=True)
class After:
    """The place behind the item with this `id`."""

    id: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Insert an item into the list at `path`, at an index or at its place; a list that is missing is created."""

    path: Path
    item: Value
    at: int | By | After


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a key with its value or an item of a list, and the comments that belong to it."""

    path: Path


@dataclass(frozen=True, slots=True)
class Reorder:
    """Put the keys of the mapping at `path` into the order of the format; others follow as they are."""

    path: Path


@dataclass(frozen=True, slots=True)
class Rename:
    """Call the key at `path` by another name, which no key beside it has."""

    path: Path
    name: str


Edit: TypeAlias = "Put | Add | Insert | Remove | Reorder | Rename"


@dataclass(frozen=True, slots=True)
class Replace:
    """Replace the value at `path`, which exists."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class New:
    """Create an entry in a collection that exists: `path` ends with its key or index, `index` counts those before.

    Where it was written elsewhere, `lines` are its lines there, without what indents all of them.
    """

    path: Path
    index: int
    value: Value
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put all keys of the mapping at `path`, or all items of the list there by their numbers, into this order."""

    path: Path
    keys: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Give each item of the list at `path` a line of its own, which is in brackets now."""

    path: Path


@dataclass(frozen=True, slots=True)
class Flatten:
    """Write the mapping at `path`, an item of a list, on one line; comments within come to be above it or behind."""

    path: Path


Step: TypeAlias = "Replace | New | Remove | Rename | Arrange | Open | Flatten"


class CannotEditError(Exception):
    """This file cannot take this edit; the text says why."""


def step_of(data: Any, edit: Edit, order: Order) -> Step:
    """Return what an edit comes to in a file that holds `data`, of a format whose keys have an order.

    Raises `CannotEditError` where it comes to nothing.
    """
    match edit:
        case Put(path, value):
            return Replace(path, value) if _exists(data, path) else _new_key(data, path, value, order)
        case Add(path, item):
            return _new_item(data, path, item, None, order)
        case Insert(path, item, at):
            return _new_item(data, path, item, at, order)
        case Remove(path):
            if not _exists(data, path):
                raise CannotEditError(f"there is no `{dotted(path)}` to remove")
            if not path or (len(path) == 1 and len(data) == 1):
                raise CannotEditError("the file would be empty")
            return edit
        case Rename(path, name):
            if not _exists(data, path):
                raise CannotEditError(f"there is no `{dotted(path)}` to rename")
            if name in _at(data, path[:-1]):
                raise CannotEditError(f"there is a `{name}` already")
            return edit
        case Reorder(path):
            mapping = _at(data, path) if _exists(data, path) else None
            if not isinstance(mapping, dict):
                raise CannotEditError(f"there are no keys to reorder in `{dotted(path)}`")
            known = [key for key in order(path) if key in mapping]
            return Arrange(path, tuple(dict.fromkeys([*known, *mapping])))


def applied(data: Any, step: Step) -> Any:
    """Return plain data, as reading gives it, after a step."""
    match step:
        case Replace(path, value):
            return _with(data, path, lambda _: plain(value))
        case New(path, index, value, _):
            return _with(data, path[:-1], lambda inside: _with_entry(inside, path[-1], index, plain(value)))
        case Remove(path):
            return _with(data, path[:-1], lambda inside: _without_entry(inside, path[-1]))
        case Rename(path, name):
            return _with(data, path[:-1], lambda inside: _with_name(inside, path[-1], name))
        case Arrange(path, keys):
            return _with(data, path, lambda inside: _arranged(inside, keys))
        case Open() | Flatten():
            return data


def plain(value: Value) -> Any:
    """Return a value as reading the file gives it back."""
    match value:
        case bool() | str() | int():
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else Decimal(number(value))
        case Mapping():
            return {key: plain(inner) for key, inner in value.items()}
        case _:
            return tuple(plain(inner) for inner in value)


def _exists(data: Any, path: Path) -> bool:
    return _depth(data, path) == len(path)


def _depth(data: Any, path: Path) -> int:
    """Return how many parts of a path exist."""
    for depth, part in enumerate(path):
        exists = part in data if isinstance(data, dict) else isinstance(data, tuple) and part in range(len(data))
        if not exists:
            return depth
        data = data[part]
    return len(path)


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _new_key(data: Any, path: Path, value: Value, order: Order) -> New:
    """Return the first key that is missing, with a value that holds what the rest of the path names."""
    depth = _depth(data, path)
    inside, missing = path[:depth], path[depth:]
    mapping = _at(data, inside)
    if not isinstance(mapping, dict) or not all(isinstance(part, str) for part in missing):
        raise CannotEditError(f"there is no `{dotted(path[: depth + 1])}` to change")
    key, *rest = missing
    for part in reversed(rest):
        value = {str(part): value}
    return New((*inside, key), index_of_key(list(mapping), str(key), order(inside)), value)


def index_of_key(keys: Sequence[str], key: str, order: Sequence[str]) -> int:
    """Return the place behind the last key that the format names before this one; keys it does not name go last."""
    if key not in order:
        return len(keys)
    earlier = set(order[: order.index(key)])
    return max((at + 1 for at, other in enumerate(keys) if other in earlier), default=0)


def _new_item(data: Any, path: Path, item: Value, at: int | By | After | None, order: Order) -> New:
    if not _exists(data, path):
        if isinstance(at, After):
            raise CannotEditError(f"there is no item `{at.id}` in `{dotted(path)}`")
        return _new_key(data, path, [item], order)
    items = _at(data, path)
    if not isinstance(items, tuple):
        raise CannotEditError("there is no list to add to")
    index = _index_of_item(items, plain(item), at, dotted(path))
    return New((*path, index), index, item)


def _index_of_item(items: Sequence[Any], item: Any, at: int | By | After | None, name: str) -> int:
    match at:
        case None:
            return len(items)
        case int():
            return min(max(at, 0), len(items))
        case After(id):
            found = [index for index, other in enumerate(items) if isinstance(other, dict) and other.get("id") == id]
            if not found:
                raise CannotEditError(f"there is no item `{id}` in `{name}`")
            return found[-1] + 1
        case By(key):
            return _sorted_index(items, item, key)


def _sorted_index(items: Sequence[Any], item: Any, key: str) -> int:
    """Return the place before the first item that belongs behind this one; items without the key do not count."""
    value = _text_at(item, key)
    others = [(index, text) for index, other in enumerate(items) if (text := _text_at(other, key)) is not None]
    if value is None or not others:
        return len(items)
    down = others[0][1] > others[-1][1]
    later = (index for index, text in others if (text < value if down else text > value))
    return next(later, len(items))


def _text_at(item: Any, key: str) -> str | None:
    value = item.get(key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else None


def _with(data: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """Return data with a change of what is at a path."""
    if not path:
        return change(data)
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        return (*data[:part], _with(data[part], rest, change), *data[part + 1 :])
    return {key: _with(value, rest, change) if key == part else value for key, value in data.items()}


def _arranged(inside: Any, keys: Sequence[str | int]) -> Any:
    arranged = [(key, inside[key]) for key in keys]
    return tuple(value for _, value in arranged) if isinstance(inside, tuple) else dict(arranged)


def _with_entry(inside: Any, part: str | int, index: int, value: Any) -> Any:
    if isinstance(inside, tuple):
        return (*inside[:index], value, *inside[index:])
    entries = list(inside.items())
    return dict([*entries[:index], (part, value), *entries[index:]])


def _with_name(inside: Any, key: str | int, name: str) -> Any:
    return {name if each == key else each: value for each, value in inside.items()}


def _without_entry(inside: Any, part: str | int) -> Any:
    if isinstance(inside, tuple):
        return tuple(value for index, value in enumerate(inside) if index != part)
    return {key: value for key, value in inside.items() if key != part}
