"""How alike two values are, from 0 to 1, the same in both directions."""

from collections import Counter
from typing import Any

from partnerkit.phrasing import number


def likeness(one: Any, other: Any) -> float:
    """Return how alike two values are.

    Mappings are as alike as their values are on average, lists as the items that they share, and texts as their words.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted(one.keys() | other.keys())
        return sum(likeness(one.get(key), other.get(key)) for key in keys) / len(keys) if keys else 1.0
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _shared([canonical(item) for item in one], [canonical(item) for item in other])
    if isinstance(one, str) and isinstance(other, str):
        return _shared(one.split(), other.split())
    return float(canonical(one) == canonical(other))


def canonical(value: Any) -> str:
    """Write a value so that two have the same text where they are equal as data; the order of keys does not count."""
    if isinstance(value, dict):
        return f"{{{','.join(f'{key!r}:{canonical(inner)}' for key, inner in sorted(value.items()))}}}"
    if isinstance(value, tuple):
        return f"[{','.join(map(canonical, value))}]"
    return repr(value) if value is None or isinstance(value, str | bool) else number(value)


def _shared(one: list[str], other: list[str]) -> float:
    """Return which part of two lists they have in common."""
    both = (Counter(one) & Counter(other)).total()
    return 2 * both / (len(one) + len(other)) if one or other else 1.0
