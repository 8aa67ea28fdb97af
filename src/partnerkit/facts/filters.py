"""Which partnerships is a question about?"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from partnerkit.facts.agreements import state_of
from partnerkit.model.choices import PartnershipType, Stage
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio


class Traits(NamedTuple):
    """What filters look at in a partnership; `people` are the names of the file's own people, by short name."""

    stage: Stage | None
    type: PartnershipType
    tags: tuple[str, ...]
    owners: frozenset[str]
    people: Mapping[str, str | None]


def traits_of(partnership: Partnership) -> Traits:
    """Return what filters look at in a partnership."""
    return Traits(
        partnership.stage,
        partnership.type,
        partnership.tags,
        owners_of(partnership),
        {key: person.name for key, person in partnership.people.items()},
    )


class Filters(NamedTuple):
    """The partnerships that match every filter given; several words of one filter are alternatives."""

    stages: Sequence[Stage] = ()
    types: Sequence[PartnershipType] = ()
    tags: Sequence[str] = ()
    owners: Sequence[str] = ()

    def admit(self, traits: Traits) -> bool:
        """Return whether a partnership matches."""
        return (
            (not self.stages or traits.stage in self.stages)
            and (not self.types or traits.type in self.types)
            and (not self.tags or not set(self.tags).isdisjoint(traits.tags))
            and (not self.owners or not traits.owners.isdisjoint(self.owners))
        )


def has_ended(partnership: Partnership, today: date) -> bool:
    """Return whether a partnership is over: its agreement has ended, or its exit is past the day it ran until."""
    if state_of(partnership.agreement, today).status == "ended":
        return True
    until = partnership.exit.until if partnership.exit else None
    return partnership.stage == "exit" and until is not None and until < today


def ended_in(portfolio: Portfolio, today: date, asked_for: Collection[str] = ()) -> tuple[str, ...]:
    """Return which partnerships of a portfolio are over, except those that were asked for by name."""
    return tuple(
        stem
        for stem, partnership in portfolio.partnerships.items()
        if stem not in asked_for and has_ended(partnership, today)
    )


def owners_of(partnership: Partnership) -> frozenset[str]:
    """Name who runs a partnership, and everyone who is accountable or responsible for a bucket or owns a box of it."""
    owners = {partnership.owner} if partnership.owner else set()
    for bucket in partnership.buckets.values():
        for raci in (bucket.raci, *(box.raci for box in bucket.boxes.values())):
            if raci is not None:
                owners.update(raci.accountable, raci.responsible)
        owners.update(box.owner for box in bucket.boxes.values() if box.owner)
    return frozenset(owners)
