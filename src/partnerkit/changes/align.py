"""Which item of one list is which item of another: by identity, then by likeness, and never by position."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from partnerkit.changes.assignment import assign
from partnerkit.changes.likeness import canonical, likeness
from partnerkit.model.identity import identity_of
from partnerkit.model.marks import Items

LEAST: Final = 0.5
"""How alike two items are at least that are one item under two names."""

_MOST_PAIRS: Final = 10_000
"""As many pairs as are looked through for the best ones; the items of longer lists are only known by identity."""

Pair = tuple[int, int]


class Alignment(NamedTuple):
    """The items that are in both lists, by their indexes in the order of the new one, and those in one of them only."""

    pairs: tuple[Pair, ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def align(old: Sequence[Any], new: Sequence[Any], items: Items) -> Alignment:
    """Pair the items of two lists of plain data.

    Items with the same identity are the same; of several with one identity, those that are the most alike. Of the rest,
    those are the same that are alike enough, in the way that makes the pairs as alike as possible in all.
    """
    by_identity = _by_identity(old, items), _by_identity(new, items)
    pairs: list[Pair] = []
    for identity in by_identity[0].keys() & by_identity[1].keys():
        pairs += _most_alike(old, new, by_identity[0][identity], by_identity[1][identity], 0.0)
    pairs += _most_alike(old, new, *_left(old, new, pairs), LEAST)
    removed, added = _left(old, new, pairs)
    return Alignment(tuple(sorted(pairs, key=lambda pair: pair[1])), tuple(removed), tuple(added))


def _by_identity(given: Sequence[Any], items: Items) -> dict[str, list[int]]:
    found = defaultdict(list)
    for at, item in enumerate(given):
        found[canonical(identity_of(item, items))].append(at)
    return found


def _left(old: Sequence[Any], new: Sequence[Any], pairs: Iterable[Pair]) -> tuple[list[int], list[int]]:
    paired = [{pair[side] for pair in pairs} for side in (0, 1)]
    return [at for at in range(len(old)) if at not in paired[0]], [at for at in range(len(new)) if at not in paired[1]]


def _most_alike(
    old: Sequence[Any], new: Sequence[Any], of_old: Sequence[int], of_new: Sequence[int], least: float
) -> list[Pair]:
    """Pair some of the items; which ones follows from what they hold, whatever their order and the direction."""
    if len(of_old) == len(of_new) == 1 and not least:
        return [(of_old[0], of_new[0])]
    pairs, of_old, of_new = _equal(old, new, of_old, of_new)
    if len(of_old) * len(of_new) > _MOST_PAIRS:
        return pairs
    one, other = _sorted(old, of_old), _sorted(new, of_new)
    contents = [canonical(old[at]) for at in one], [canonical(new[at]) for at in other]
    if contents[0] <= contents[1]:
        table = [[likeness(old[left], new[right]) for right in other] for left in one]
        return pairs + [(one[row], other[column]) for row, column in assign(table, least)]
    table = [[likeness(new[right], old[left]) for left in one] for right in other]
    return pairs + [(one[column], other[row]) for row, column in assign(table, least)]


def _sorted(given: Sequence[Any], indexes: Sequence[int]) -> list[int]:
    return sorted(indexes, key=lambda at: canonical(given[at]))


def _equal(
    old: Sequence[Any], new: Sequence[Any], of_old: Sequence[int], of_new: Sequence[int]
) -> tuple[list[Pair], list[int], list[int]]:
    """Pair the items that hold the very same, the first with the first, and return those that are left of both."""
    same = defaultdict(list)
    for at in reversed(of_old):
        same[canonical(old[at])].append(at)
    pairs = [(equal.pop(), right) for right in of_new if (equal := same[canonical(new[right])])]
    left = sorted(at for equal in same.values() for at in equal)
    return pairs, left, sorted({*of_new} - {right for _, right in pairs})
