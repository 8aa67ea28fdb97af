"""What changed between two versions of a file, as plain data that means the same however it is written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel

from partnerkit.changes.align import align
from partnerkit.changes.change import Change, ChangeKind
from partnerkit.changes.likeness import canonical
from partnerkit.changes.node import Node, in_order, numbered
from partnerkit.model.identity import identity_of
from partnerkit.model.marks import SEQUENCE, SET, Items
from partnerkit.model.shape import fields_of

_MISSING: Final = None
"""No file holds a value of nothing, so it means that there is no value."""


def compare(model: type[BaseModel], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return the changes from one version to another, in the order of the format.

    Both are plain data of the model, as `plain` makes it; a key that the model does not know counts as commercial.
    """
    return list(_section(Node(model), old, new))


def _value(node: Node, old: Any, new: Any) -> Iterator[Change]:
    """Compare what is at one place; either may be missing."""
    if repr(old) == repr(new):
        return
    shape = node.shape
    kinds = {type(value) for value in (old, new) if value is not _MISSING}
    is_whole = shape.stated and (old is _MISSING or new is _MISSING)
    if kinds == {dict} and shape.is_section:
        yield from _section(node, old or {}, new or {})
        return
    old, new = in_order(node, old), in_order(node, new)
    if canonical(old) == canonical(new) and not (shape.is_mapping and shape.items.ordered):
        return
    if kinds == {dict} and shape.is_mapping and not is_whole:
        yield from _entries(node, old or {}, new or {})
    elif kinds == {tuple} and not is_whole and not _is_value(node, old or (), new or ()):
        yield from _items(node, old or (), new or ())
    else:
        kind: ChangeKind = "added" if old is _MISSING else "removed" if new is _MISSING else "changed"
        yield node.change(kind, old, new)


def _is_value(node: Node, old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether a list is one value: its order counts, and its items are texts."""
    return node.shape.items.ordered and not any(isinstance(item, Mapping) for item in (*old, *new))


def _section(node: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    known = [key for model in node.shape.models for key in fields_of(model)]
    for key in dict.fromkeys((*known, *old, *new)):
        yield from _value(node.at(key), old.get(key), new.get(key))


def _entries(node: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    names = {**{key: key for key in old if key in new}, **_renamed(node, old, new)}
    for key, now in names.items():
        there = node.entry(key, now)
        if key != now:
            yield Change(there.place, "renamed", there.class_of(old[key], new[now]), key, now)
        yield from _value(there, old[key], new[now])
    ordered = node.shape.items is SEQUENCE
    for index, key in enumerate(new):
        if key not in names.values():
            yield node.entry(key, key).change("added", _MISSING, new[key], index if ordered else None)
    for key in old:
        if key not in names:
            yield node.entry(key, key).change("removed", old[key], _MISSING)
    before, after = [names[key] for key in old if key in names], [key for key in new if key in names.values()]
    if ordered and before != after:
        yield Change(node.place, "changed", node.class_of(old, new), tuple(before), tuple(after))


def _renamed(node: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return the new key of each entry that has another name now; only names that a file gives freely can be others."""
    # Of several entries that hold the same, names decide which one was renamed, whatever the direction.
    gone = sorted(key for key in old if key not in new)
    come = sorted(key for key in new if key not in old)
    if not node.shape.named_freely or not all(isinstance(value, Mapping) for value in (*old.values(), *new.values())):
        return {}
    found = align([old[key] for key in gone], [new[key] for key in come], SET)
    return {gone[left]: come[right] for left, right in found.pairs}


def _items(node: Node, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    items = node.shape.items
    found = align(old, new, items)
    parts_old, parts_new = numbered(old, items), numbered(new, items)
    for left, right in found.pairs:
        there = node.item(parts_old[left]._replace(label=parts_new[right].label))
        if isinstance(old[left], Mapping) and isinstance(new[right], Mapping):
            yield from _item(there, old[left], new[right], items)
        elif canonical(old[left]) != canonical(new[right]):
            yield node.item(parts_old[left]).change("changed", old[left], new[right])
    for right in found.added:
        yield node.item(parts_new[right]).change("added", _MISSING, new[right])
    for left in found.removed:
        yield node.item(parts_old[left]).change("removed", old[left], _MISSING)


def _item(node: Node, old: Mapping[str, Any], new: Mapping[str, Any], items: Items) -> Iterator[Change]:
    was, now = dict(identity_of(old, items)), dict(identity_of(new, items))
    if items.keys and was != now:
        differing = {key: value for key, value in (*was.items(), *now.items()) if was.get(key) != now.get(key)}
        yield Change(node.place, "renamed", node.class_of(differing), was, now)
    rest = [{key: value for key, value in item.items() if key not in items.keys} for item in (old, new)]
    yield from _section(node, *rest)
