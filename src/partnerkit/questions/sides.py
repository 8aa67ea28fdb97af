"""Whose is it?"""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from partnerkit.model.partnership import Partnership

Side: TypeAlias = Literal["us", "them"]


def side_of(person: str | None, partnership: Partnership, otherwise: Side | None = None) -> Side | None:
    """Answer the side of somebody: who is not listed in the file is one of ours; `otherwise` where nobody is named."""
    if person is None:
        return otherwise
    listed = partnership.people.get(person)
    return listed.side if listed else "us"


def answers_for(partnership: Partnership, buckets: Iterable[str]) -> str | None:
    """Name who is accountable for the first of `buckets` that has somebody."""
    for key in buckets:
        bucket = partnership.buckets.get(key)
        if bucket and bucket.raci and bucket.raci.accountable:
            return bucket.raci.accountable[0]
    return None
