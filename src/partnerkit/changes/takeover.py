"""What takes changes over into a file: values to put, items to add, keys to remove and to rename, by their paths."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from partnerkit.changes.change import Change, Entry, ListItem, Place
from partnerkit.changes.likeness import canonical
from partnerkit.changes.node import ANY_ITEM, Node
from partnerkit.errors import InvalidFilesError
from partnerkit.model.identity import identity_of
from partnerkit.model.partnership import Partnership
from partnerkit.model.references import PEOPLE, Reference
from partnerkit.model.shape import fields_of

Path: TypeAlias = tuple[str | int, ...]


class Takeover(NamedTuple):
    """One step: put a value at a path, add an item to the list there, or remove or rename what is there."""

    kind: Literal["put", "add", "remove", "rename"]
    path: Path
    value: Any = None


def takeovers(data: Mapping[str, Any], changes: Sequence[Change]) -> list[Takeover]:
    """Return the steps that make changes in the file whose plain data is given.

    Raises `InvalidFilesError` for a change that has to be made by hand.
    """
    steps: list[Takeover] = []
    texts: dict[Path, tuple[Any, ...]] = {}
    names = {change.old: change.new for change in changes if _is_person(change) and change.kind == "renamed"}
    for change in changes:
        last = change.place[-1]
        if change.kind == "renamed" and _is_person(change):
            if change.old not in data.get("people", {}):
                raise _by_hand(change, f"`{change.old}` is not in this file")
            if any(_mentions(Node(Partnership), data, change.new, ())):
                raise _by_hand(change, f"`{change.new}` is another person here")
            continue
        if _only_follows(change, names):
            continue
        if isinstance(last, ListItem) and not isinstance(change.new, Mapping):
            path = _path(data, change.place[:-1], change)
            texts[path] = _with(texts.get(path, _at(data, path) or ()), change)
        elif isinstance(last, ListItem) and change.kind == "added":
            steps.append(Takeover("add", _path(data, change.place[:-1], change), change.new))
        elif isinstance(last, ListItem):
            steps += _identified(_path(data, change.place, change), change)
        elif change.kind == "renamed" or isinstance(change.old, Mapping):
            raise _by_hand(change, "only its name differs")
        else:
            steps.append(Takeover("put", _path(data, change.place, change), change.new))
    for path, items in texts.items():
        steps.append(Takeover("put", path, tuple(dict.fromkeys(names.get(item, item) for item in items))))
    put = {step.path for step in steps}
    for old, new in names.items():
        mentions = (path for path in _mentions(Node(Partnership), data, old, ()) if not put & {path, path[:-1]})
        steps += [*(Takeover("put", path, new) for path in mentions), Takeover("rename", ("people", old), new)]
    return steps


def _is_person(change: Change) -> bool:
    """Whether a change is one of a person, and not of what is recorded of them."""
    return change.keys == "people"


def _only_follows(change: Change, names: Mapping[str, str]) -> bool:
    """Whether a change has one side's name of a person in the place of the other's."""
    known = {*names.items(), *((None, name) for name in names.values()), *((name, None) for name in names)}
    is_name = isinstance(change.old, str | None) and isinstance(change.new, str | None)
    return is_name and (change.old, change.new) in known and _refers_to_people(_node(change.place))


def _node(place: Place) -> Node:
    node = Node(Partnership)
    for part in place:
        node = node.item(part) if isinstance(part, ListItem) else node.at(part if isinstance(part, str) else part.key)
    return node


def _mentions(node: Node, value: Any, name: str, path: Path) -> Iterator[Path]:
    """Yield where a file mentions a person."""
    match value:
        case Mapping():
            for key, inner in value.items():
                yield from _mentions(node.at(key), inner, name, (*path, key))
        case tuple():
            for at, inner in enumerate(value):
                yield from _mentions(node.item(ANY_ITEM), inner, name, (*path, at))
        case str() if value == name and _refers_to_people(node):
            yield path


def _refers_to_people(node: Node) -> bool:
    """Whether the format has the name of a person at a place."""
    fields = (fields_of(key[0])[key[1]] for _, key in node.shape.reached if key is not None)
    return any(_has_people(field.annotation, field.metadata) for field in fields)


def _has_people(annotation: Any, metadata: Sequence[Any]) -> bool:
    inside = get_args(annotation)
    return any(note in PEOPLE for note in metadata if isinstance(note, Reference)) or any(
        _has_people(part, getattr(part, "__metadata__", ())) for part in inside
    )


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
