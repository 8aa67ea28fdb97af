"""Who owns a bucket, and who a box of it (framework)?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from partnerkit.facts.people import people_of
from partnerkit.model.buckets import Box, Bucket, Raci
from partnerkit.model.framework import BucketDefinition
from partnerkit.model.partnership import Partnership


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who does what in one bucket, or in one box of it; a box without people of its own has its bucket's."""

    partnership: str
    bucket: str
    box: str | None
    critical: bool
    responsible: tuple[str, ...]
    accountable: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    inherited: bool


def accountable_for(bucket: Bucket, box: Box | None = None) -> tuple[str, ...]:
    """Return who is accountable for a bucket, or for a box of it: by its own RACI, its owner, else by the bucket's."""
    if box is not None and names_people(box):
        named = box.raci.accountable if box.raci else ()
        return _once(named or ((box.owner,) if box.owner else ()))
    return _once(bucket.raci.accountable) if bucket.raci else ()


def answers_for(partnership: Partnership, key: str) -> str | None:
    """Return who alone is accountable for a bucket; of several, no one is picked."""
    bucket = partnership.buckets.get(key)
    accountable = accountable_for(bucket) if bucket else ()
    return accountable[0] if len(accountable) == 1 else None


def assignments_of(
    stem: str, partnership: Partnership, definitions: Sequence[BucketDefinition]
) -> Iterator[Assignment]:
    """Yield who does what in each bucket and box of a partnership, in the framework's order."""
    for definition in definitions:
        bucket = partnership.buckets.get(definition.key, NO_BUCKET)
        yield _assignment(stem, definition, bucket)
        for name in dict.fromkeys((*definition.boxes, *bucket.boxes)):
            yield _assignment(stem, definition, bucket, name, bucket.boxes.get(name))


def accountable_in_each(partnership: Partnership, definitions: Sequence[BucketDefinition]) -> Iterator[tuple[str, ...]]:
    """Yield who is accountable for each bucket of a partnership, and for each box with people of its own."""
    for definition in definitions:
        bucket = partnership.buckets.get(definition.key)
        if bucket is not None:
            yield accountable_for(bucket)
            yield from (accountable_for(bucket, box) for box in bucket.boxes.values() if names_people(box))


NO_BUCKET: Final = Bucket.model_construct()
"""A bucket that the file leaves out."""
_NOBODY: Final = Raci.model_construct(responsible=(), accountable=(), consulted=(), informed=())


def _assignment(
    stem: str, definition: BucketDefinition, bucket: Bucket, name: str | None = None, box: Box | None = None
) -> Assignment:
    """Return who does what in a bucket, or in a box of it: by the box's own RACI, its owner, else by the bucket's."""
    own = box is not None and names_people(box)
    raci = (box.raci if own and box else bucket.raci) or _NOBODY
    return Assignment(
        partnership=stem,
        bucket=definition.key,
        box=name,
        critical=definition.critical,
        responsible=_once(raci.responsible),
        accountable=accountable_for(bucket, box),
        consulted=_once(raci.consulted),
        informed=_once(raci.informed),
        inherited=name is not None and not own,
    )


def names_people(part: Bucket | Box) -> bool:
    """Whether a bucket or a box names anyone; a box that does not has the people of its bucket."""
    owner = part.owner if isinstance(part, Box) else None
    return owner is not None or (part.raci is not None and any(people_of(part.raci)))


def _once(people: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(people)) if len(people) > 1 else people
