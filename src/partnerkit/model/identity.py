"""What identifies the items of a list, according to their marks; how items are named and sorted."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from partnerkit.model.marks import Items

Identity: TypeAlias = tuple[tuple[str, Any], ...]
"""The keys that an item is known by, as far as it has them, with their values.

An item that is known by itself has one value, without a key.
"""

WrittenIdentity: TypeAlias = tuple[str, ...]
"""An identity in words, one for each key; those of a missing key are empty."""


def identity_of(item: Any, items: Items) -> Identity:
    """Return what an item of plain data is known by: some of its keys, or all of it."""
    if items.keys and isinstance(item, dict):
        return tuple((key, item[key]) for key in items.keys if key in item)
    return (("", item),)


def written_identity(item: Any, items: Items) -> WrittenIdentity:
    """Return the identity of an item in words."""
    known = dict(identity_of(item, items))
    return tuple(_word(known.get(key)) for key in (("",) if "" in known else items.keys))


def identities(given: Sequence[Any], items: Items) -> list[tuple[WrittenIdentity, int]]:
    """Return the identity of each item in words, with how many before it have the same."""
    seen: Counter[WrittenIdentity] = Counter()
    found: list[tuple[WrittenIdentity, int]] = []
    for item in given:
        identity = written_identity(item, items)
        found.append((identity, seen[identity]))
        seen[identity] += 1
    return found


def labels(given: Sequence[Any], items: Items) -> list[str]:
    """Return what people call each item: `training`, `2026-01-12/cold`; `2026-01-12/cold#2` for the second of those."""
    numbered = identities(given, items)
    repeated = {identity for identity, before in numbered if before}
    return [
        "/".join(word for word in identity if word) + (f"#{before + 1}" if identity in repeated else "")
        for identity, before in numbered
    ]


def sort_key(item: Any, items: Items) -> tuple[Any, ...]:
    """Return what items are sorted by: their identity, numbers by size; of dated ones the date alone.

    The order of one day is that of the day.
    """
    keys = items.keys[:1] if items.keys[:1] == ("date",) else items.keys
    return tuple(_rank(item.get(key) if isinstance(item, dict) else item) for key in keys)


def _rank(value: Any) -> tuple[int, Any]:
    """Return where a value is among others: a missing one first, numbers by size, then words."""
    match value:
        case None:
            return 0, 0
        case int() | Decimal():
            return 1, value
        case str():
            return 2, value
        case _:
            return 3, repr(value)


def _word(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case dict() | tuple():
            return repr(value)
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)
