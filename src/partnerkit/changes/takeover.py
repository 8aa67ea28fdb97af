"""What takes changes over into a file: values to put, items to add and keys to remove, by their paths in that file."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from partnerkit.changes.align import identity_of
from partnerkit.changes.change import Change, Entry, ListItem, Place
from partnerkit.changes.likeness import canonical
from partnerkit.changes.node import Node
from partnerkit.errors import InvalidFilesError
from partnerkit.model.partnership import Partnership

Path: TypeAlias = tuple[str | int, ...]


class Takeover(NamedTuple):
    """One step: put a value at a path, add an item to the list there, or remove what is there."""

    kind: Literal["put", "add", "remove"]
    path: Path
    value: Any = None


def takeovers(data: Mapping[str, Any], changes: Sequence[Change]) -> list[Takeover]:
    """Return the steps that make changes in the file whose plain data is given.

    Raises `InvalidFilesError` for a change that has to be made by hand.
    """
    steps: list[Takeover] = []
    texts: dict[Path, tuple[Any, ...]] = {}
    for change in changes:
        last = change.place[-1]
        if isinstance(last, ListItem) and not isinstance(change.new, Mapping):
            path = _path(data, change.place[:-1], change)
            texts[path] = _with(texts.get(path, _at(data, path) or ()), change)
        elif isinstance(last, ListItem) and change.kind == "added":
            steps.append(Takeover("add", _path(data, change.place[:-1], change), change.new))
        elif isinstance(last, ListItem):
            steps += _identified(_path(data, change.place, change), change)
        elif change.kind == "renamed" or isinstance(change.old, Mapping):
            raise _by_hand(change, "only its name or its order differs")
        else:
            steps.append(Takeover("put", _path(data, change.place, change), change.new))
    return [*steps, *(Takeover("put", path, items) for path, items in texts.items())]


def _identified(path: Path, change: Change) -> list[Takeover]:
    """Return what gives an item the keys that it is known by there."""
    steps = [Takeover("put", (*path, key), value) for key, value in change.new.items() if change.old.get(key) != value]
    return steps + [Takeover("remove", (*path, key)) for key in change.old if key not in change.new]


def _with(items: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    if change.kind == "added":
        return (*items, change.new)
    return tuple(change.new if item == change.old else item for item in items)


def _path(data: Mapping[str, Any], place: Place, change: Change) -> Path:
    """Return the path of a place in the file itself."""
    path: Path = ()
    node = Node(Partnership)
    for part in place:
        match part:
            case ListItem(identity):
                wanted = canonical(dict(identity))
                items = _at(data, path) or ()
                found = [
                    at
                    for at, item in enumerate(items)
                    if canonical(dict(identity_of(item, node.shape.items))) == wanted
                ]
                if len(found) != 1:
                    raise _by_hand(change, f"there are {len(found)} items called {part.label}")
                path, node = (*path, found[0]), node.item(part)
            case Entry(key):
                path, node = (*path, key), node.entry(key, key)
            case _:
                path, node = (*path, part), node.at(part)
    return path


def _at(data: Any, path: Path) -> Any:
    for part in path:
        inside = data is not None and (isinstance(part, int) or part in data)
        data = data[part] if inside else None
    return data


def _by_hand(change: Change, why: str) -> InvalidFilesError:
    return InvalidFilesError(f"`{change.path}` can't be taken over: {why}", "change it by hand")
