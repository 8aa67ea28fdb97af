"""What changed between two versions of a file, as plain data that means the same however it is written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel

from partnerkit.changes.align import align, identity_of
from partnerkit.changes.change import Change, ChangeKind
from partnerkit.changes.likeness import canonical
from partnerkit.changes.spot import Spot, in_order, numbered
from partnerkit.model.marks import SEQUENCE, SET, Items
from partnerkit.model.shape import fields_of

_MISSING: Final = None
"""No file holds a value of nothing, so it means that there is no value."""


def compare(model: type[BaseModel], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return the changes from one version to another, in the order of the format.

    Both are plain data of the model, as `plain` makes it; a key that the model does not know counts as commercial.
    """
    return list(_section(Spot(model), old, new))


def _value(spot: Spot, old: Any, new: Any) -> Iterator[Change]:
    """Compare what is at one place; either may be missing."""
    if repr(old) == repr(new):
        return
    shape = spot.shape
    kinds = {type(value) for value in (old, new) if value is not _MISSING}
    is_whole = shape.stated and (old is _MISSING or new is _MISSING)
    if kinds == {dict} and shape.is_section:
        yield from _section(spot, old or {}, new or {})
        return
    old, new = in_order(spot, old), in_order(spot, new)
    if canonical(old) == canonical(new) and not (shape.is_mapping and shape.items.ordered):
        return
    if kinds == {dict} and shape.is_mapping and not is_whole:
        yield from _entries(spot, old or {}, new or {})
    elif kinds == {tuple} and not is_whole and not _is_value(spot, old or (), new or ()):
        yield from _items(spot, old or (), new or ())
    else:
        kind: ChangeKind = "added" if old is _MISSING else "removed" if new is _MISSING else "changed"
        yield spot.change(kind, old, new)


def _is_value(spot: Spot, old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether a list is one value: its order counts, and its items are texts."""
    return spot.shape.items.ordered and not any(isinstance(item, Mapping) for item in (*old, *new))


def _section(spot: Spot, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    known = [key for model in spot.shape.models for key in fields_of(model)]
    for key in dict.fromkeys((*known, *old, *new)):
        yield from _value(spot.at(key), old.get(key), new.get(key))


def _entries(spot: Spot, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    names = {**{key: key for key in old if key in new}, **_renamed(spot, old, new)}
    for key, now in names.items():
        there = spot.entry(key, now)
        if key != now:
            yield Change(there.place, "renamed", there.class_of(new[now]), key, now)
        yield from _value(there, old[key], new[now])
    ordered = spot.shape.items is SEQUENCE
    for index, key in enumerate(new):
        if key not in names.values():
            yield spot.entry(key, key).change("added", _MISSING, new[key], index if ordered else None)
    for key in old:
        if key not in names:
            yield spot.entry(key, key).change("removed", old[key], _MISSING)
    before, after = [names[key] for key in old if key in names], [key for key in new if key in names.values()]
    if ordered and before != after:
        yield Change(spot.place, "changed", spot.class_of(new), tuple(before), tuple(after))


def _renamed(spot: Spot, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return the new key of each entry that has another name now; only names that a file gives freely can be others."""
    gone = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    if not spot.shape.named_freely or not all(isinstance(value, Mapping) for value in (*old.values(), *new.values())):
        return {}
    found = align([old[key] for key in gone], [new[key] for key in come], SET)
    return {gone[left]: come[right] for left, right in found.pairs}


def _items(spot: Spot, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    items = spot.shape.items
    found = align(old, new, items)
    parts_old, parts_new = numbered(old, items), numbered(new, items)
    for left, right in found.pairs:
        there = spot.item(parts_old[left]._replace(label=parts_new[right].label))
        if isinstance(old[left], Mapping) and isinstance(new[right], Mapping):
            yield from _item(there, old[left], new[right], items)
        elif canonical(old[left]) != canonical(new[right]):
            yield spot.item(parts_old[left]).change("changed", old[left], new[right])
    for right in found.added:
        yield spot.item(parts_new[right]).change("added", _MISSING, new[right])
    for left in found.removed:
        yield spot.item(parts_old[left]).change("removed", old[left], _MISSING)


def _item(spot: Spot, old: Mapping[str, Any], new: Mapping[str, Any], items: Items) -> Iterator[Change]:
    was, now = dict(identity_of(old, items)), dict(identity_of(new, items))
    if was != now:
        differing = {key: value for key, value in (*was.items(), *now.items()) if was.get(key) != now.get(key)}
        yield Change(spot.place, "renamed", spot.class_of(differing), was, now)
    rest = [{key: value for key, value in item.items() if key not in items.keys} for item in (old, new)]
    yield from _section(spot, *rest)
