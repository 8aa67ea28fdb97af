"""What follows from the changes of a partnership: each kind in a module of its own.

A module says from which keys its consequence may follow (`KEYS`, without the names of buckets and boxes), and what it
is: `follows` compares the whole partnership before and after, `of` looks at one change.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from partnerkit.changes.change import Change
from partnerkit.changes.consequences import (
    color,
    evidence,
    money,
    next_review,
    notice,
    ownership,
    payment,
    score,
    slip,
    stage,
    tier,
)
from partnerkit.changes.consequences.before_and_after import BeforeAndAfter, Consequence

Follows: TypeAlias = Callable[[BeforeAndAfter], Consequence | None]
Keys: TypeAlias = tuple[tuple[str, ...], ...]
"""From which keys a consequence may follow: from those of the first group that changed, and else of the next one."""

OF_PARTNERSHIP: Final[tuple[tuple[Keys, Follows], ...]] = (
    (notice.KEYS, notice.follows),
    (score.KEYS, score.follows),
    (color.KEYS, color.follows),
    (ownership.KEYS, ownership.follows),
    (stage.KEYS, stage.follows),
    (next_review.KEYS, next_review.follows),
    (tier.KEYS, tier.follows),
)
"""What is found once for a partnership, and follows from any change of its keys."""


def consequences_of(changes: Sequence[Change], pair: BeforeAndAfter | None) -> Mapping[int, tuple[Consequence, ...]]:
    """Return what follows from each change of a partnership, by its index; nothing where it is new or removed."""
    if pair is None:
        return {}
    found: dict[int, list[Consequence]] = {at: [] for at in range(len(changes))}
    if priced := causes(changes, money.KEYS):
        payments = money.follows(pair)
        for at in priced:
            found[at].extend(payments)
    if of_deals := causes(changes, payment.KEYS):
        payments_of = payment.follows([changes[at] for at in of_deals], pair)
        for at, consequences in zip(of_deals, payments_of, strict=True):
            found[at].extend(consequences)
    for at, change in enumerate(changes):
        found[at].extend(one for one in (slip.of(change, pair), evidence.of(change, changes)) if one is not None)
    for keys, follows in OF_PARTNERSHIP:
        from_these = causes(changes, keys)
        consequence = follows(pair) if from_these else None
        if consequence is not None:
            for at in from_these:
                found[at].append(consequence)
    return {at: tuple(those) for at, those in found.items()}


def causes(changes: Sequence[Change], keys: Keys) -> list[int]:
    """Return the indexes of the changes that a consequence may follow from."""
    groups = ([at for at, change in enumerate(changes) if _is_related(change.keys, group)] for group in keys)
    return next((group for group in groups if group), [])


def _is_related(key: str, keys: Sequence[str]) -> bool:
    """Whether a key is one of some, below one of them or above."""
    return any(key == one or key.startswith(f"{one}.") or one.startswith(f"{key}.") for one in keys)
