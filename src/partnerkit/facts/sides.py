"""Whose is it?"""

from partnerkit.model.choices import Side
from partnerkit.model.partnership import Partnership
from partnerkit.model.plan import PlanItem


def side_of(person: str | None, partnership: Partnership, otherwise: Side | None = None) -> Side | None:
    """Return the side of a person: anyone not listed in the file is ours; `otherwise` if no one is named."""
    if person is None:
        return otherwise
    listed = partnership.people.get(person)
    return listed.side if listed else "us"


def owners_of(item: PlanItem) -> tuple[str, ...]:
    """Return who owns an item of a plan: one person, or one on each side with ours first; none if no one is named."""
    if item.owners is not None:
        return item.owners.us, item.owners.them
    return (item.owner,) if item.owner is not None else ()


def is_ours_alone(item: PlanItem, partnership: Partnership) -> bool:
    """Return whether an item of a plan is work of our side alone, which may be as internal as its title."""
    return item.owners is None and side_of(item.owner, partnership, item.side) == "us"


def lead_of(item: PlanItem) -> str | None:
    """Return who is asked about an item of a plan: its owner, and ours if there is one on each side."""
    return next(iter(owners_of(item)), None)
