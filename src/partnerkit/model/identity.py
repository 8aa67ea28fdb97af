"""What identifies the items of a list, according to their marks; how items are named and sorted."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from partnerkit.model.marks import Items

Identity: TypeAlias = tuple[str, ...]
"""The words that an item is known by; those of a missing key are empty."""


def identity_of(item: Any, items: Items) -> Identity:
    """Return what an item of plain data is known by: some of its keys, or all of it."""
    if items.keys and isinstance(item, dict):
        return tuple(_word(item.get(key)) for key in items.keys)
    return (_word(item),)


def identities(given: Sequence[Any], items: Items) -> list[tuple[Identity, int]]:
    """Return the identity of each item, with how many before it have the same."""
    seen: Counter[Identity] = Counter()
    found: list[tuple[Identity, int]] = []
    for item in given:
        identity = identity_of(item, items)
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
