"""Every single value of a file with its place, and the same value in an earlier version."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from partnerkit.changes.change import Change, Entry, ListItem, Place
from partnerkit.changes.compare import compare
from partnerkit.changes.node import Node, numbered
from partnerkit.changes.plain import plain
from partnerkit.changes.words import label_of
from partnerkit.model.partnership import Partnership


def leaves(model: type[BaseModel], data: Mapping[str, Any]) -> Iterator[Change]:
    """Yield each value of plain data as what was added, in the order of the data; a list of texts is one value each."""
    yield from _leaves(Node(model), data)


def _leaves(node: Node, value: Any) -> Iterator[Change]:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(node.at(key), inner)
    elif isinstance(value, tuple) and any(isinstance(item, Mapping) for item in value):
        for item, part in zip(value, numbered(value, node.shape.items), strict=True):
            yield from _leaves(node.item(part), item)
    else:
        yield node.change("added", None, value)


def values(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a partnership's plain data by their places, such as `plan[training].due`."""
    return {leaf.path: leaf.new for leaf in leaves(Partnership, data)}


def renames(changes: Iterable[Change]) -> list[tuple[str, str]]:
    """Return the place now and the place before of each item that is known by another name."""
    return [
        (change.path, change._replace(place=_called_before(change.place)).path)
        for change in changes
        if change.kind == "renamed"
    ]


def place_before(path: str, renamed: Iterable[tuple[str, str]]) -> str:
    """Return the place that a value had before its item was renamed."""
    return next((old + path.removeprefix(new) for new, old in renamed if path.startswith(new)), path)


class Trail:
    """Follows values from one version of a partnership to the one before; each version is taken apart once."""

    def __init__(self) -> None:
        self._values: dict[int, tuple[Partnership, dict[str, Any], dict[str, Any]]] = {}
        self._renames: dict[tuple[int, int], list[tuple[str, str]]] = {}

    def values(self, partnership: Partnership) -> Mapping[str, Any]:
        """Return the values of a partnership by their places, such as `plan[training].due`."""
        return self._taken_apart(partnership)[2]

    def before(self, earlier: Partnership, later: Partnership, path: str) -> str | None:
        """Return the place in an earlier version of a value that has not changed since; None where it has."""
        then, now = self.values(earlier), self.values(later)[path]
        if path not in then:
            path = place_before(path, self._renamed(earlier, later))
        return path if path in then and then[path] == now and type(then[path]) is type(now) else None

    def _renamed(self, earlier: Partnership, later: Partnership) -> list[tuple[str, str]]:
        """Return what is known by another name since, by its places now and then."""
        pair = id(earlier), id(later)
        if pair not in self._renames:
            changes = compare(Partnership, self._taken_apart(earlier)[1], self._taken_apart(later)[1])
            self._renames[pair] = renames(changes)
        return self._renames[pair]

    def _taken_apart(self, partnership: Partnership) -> tuple[Partnership, dict[str, Any], dict[str, Any]]:
        if id(partnership) not in self._values:
            data = plain(partnership)
            self._values[id(partnership)] = partnership, data, values(data)
        return self._values[id(partnership)]


def _called_before(place: Place) -> Place:
    """Return a place with the names that its items had before."""
    return tuple(_named_before(part) for part in place)


def _named_before(part: str | ListItem | Entry) -> str | ListItem | Entry:
    match part:
        case ListItem(identity, number):
            return part._replace(label=label_of(identity) + (f" #{number + 1}" if number else ""))
        case Entry(key):
            return part._replace(label=key)
        case _:
            return part
