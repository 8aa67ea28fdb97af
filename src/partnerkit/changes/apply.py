"""Make the changes of a comparison in the data that it started from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel

from partnerkit.changes.change import Change, Entry, ListItem
from partnerkit.changes.likeness import canonical
from partnerkit.changes.node import Node, in_order, numbered

_Ahead: TypeAlias = list[tuple[tuple[Any, ...], Change]]
"""Changes, each with what is left of the way to it."""


def applied(model: type[BaseModel], data: Mapping[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    """Return plain data of a model with changes that were found in it; what is added to a list comes last."""
    start = Node(model)
    made: dict[str, Any] = _applied(start, in_order(start, data), [(change.place, change) for change in changes])
    return made


def _applied(node: Node, value: Any, ahead: _Ahead) -> Any:
    """Return the value at a place after changes; None where nothing is left of it."""
    inside: dict[Any, _Ahead] = defaultdict(list)
    for way, change in ahead:
        if not way and not _is_order(change, value):
            return change.new
        inside[_known(way[0]) if way else None].append((way[1:], change))
    if not inside:
        return value
    order = [change.new for _, change in inside.pop(None, [])]
    parts = {type(way[0]) for way, change in ahead if way}
    value = _list(node, value or (), inside) if ListItem in parts else _mapping(node, value or {}, inside)
    for keys in order:
        moved = iter(keys)
        value = {key: value[key] for key in (next(moved) if key in keys else key for key in value)}
    return None if value in ((), {}) and not _is_kept(node) else value


def _is_order(change: Change, value: Any) -> bool:
    return change.kind == "changed" and isinstance(value, Mapping) and isinstance(change.new, tuple)


def _is_kept(node: Node) -> bool:
    """Whether what is empty here stays."""
    return not node.place or isinstance(node.place[-1], Entry) or (node.shape.stated and not node.shape.is_section)


def _known(part: Any) -> Any:
    """Return a part of a place without what it is called now."""
    if isinstance(part, ListItem):
        return canonical(dict(part.identity)), part.number
    return part.key if isinstance(part, Entry) else part


def _list(node: Node, items: Sequence[Any], inside: dict[Any, _Ahead]) -> tuple[Any, ...]:
    made = []
    for item, part in zip(items, numbered(items, node.shape.items), strict=True):
        ahead = inside.get(_known(part), [])
        if any(not way and change.kind in ("removed", "changed") for way, change in ahead):
            made += [change.new for way, change in ahead if not way and change.kind == "changed"]
            continue
        for way, change in ahead:
            if not way and change.kind == "renamed":
                item = {**{key: inner for key, inner in item.items() if key not in change.old}, **change.new}
        rest = [(way, change) for way, change in ahead if way]
        made.append(_applied(node.item(part), item, rest) or {})
    added = [change for ahead in inside.values() for way, change in ahead if not way and change.kind == "added"]
    return (*made, *(change.new for change in added))


def _mapping(node: Node, entries: Mapping[str, Any], inside: dict[Any, _Ahead]) -> dict[str, Any]:
    made: list[tuple[str, Any]] = []
    indexes: list[tuple[int, str, Any]] = []
    for key in dict.fromkeys((*entries, *inside)):
        ahead = inside.get(key, [])
        there = node.at(key)
        names = [change.new for way, change in ahead if not way and change.kind == "renamed"]
        rest = [(way, change) for way, change in ahead if way or change.kind != "renamed"]
        value = _applied(there, entries.get(key), rest)
        if value is None:
            continue
        index = next((change.at for way, change in ahead if not way and change.at is not None), None)
        if index is None:
            made.append((names[0] if names else key, value))
        else:
            indexes.append((index, key, value))
    for index, key, value in sorted(indexes, key=lambda one: one[0]):
        made.insert(index, (key, value))
    return dict(made)
