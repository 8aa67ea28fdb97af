"""The names a file may refer to, handed to validation so that a wrong one is found where it stands."""

from collections.abc import Mapping
from typing import NamedTuple


class Names(NamedTuple):
    """The people, buckets, criteria and plan items that exist for one file.

    `sides` maps each person to "us" or "them", as the file writes it. `replaced` maps a bucket of the default framework
    that this workspace split or renamed to the keys that took its place. `partnerships` are the names of all files of
    the workspace; None where they are not known, and any name is accepted.
    """

    people: frozenset[str] = frozenset()
    sides: Mapping[str, object] = {}
    buckets: tuple[str, ...] = ()
    replaced: Mapping[str, tuple[str, ...]] = {}
    criteria: tuple[str, ...] = ()
    plan_items: frozenset[str] = frozenset()
    repeated_plan_items: frozenset[str] = frozenset()
    partnerships: frozenset[str] | None = None
