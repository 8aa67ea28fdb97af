"""Who runs a partnership, and who at the partner is written to? Only the file says it."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

from partnerkit.facts.as_of import touches
from partnerkit.facts.case import Case
from partnerkit.facts.sides import side_of
from partnerkit.model.people import Colleague

Purpose: TypeAlias = Literal["main", "executive", "legal", "billing", "technical", "marketing"]
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
"""What the partner's people are written to for, as in `contacts`."""


def everyone(case: Case) -> Mapping[str, Colleague]:
    """Return everyone who can be named in a partnership; a person of the file goes before one of the workspace."""
    return {**case.workspace.people, **case.partnership.people}


def is_there(person: str | None, case: Case) -> bool:
    """Return whether a person is named, and has not left by the day."""
    if person is None:
        return False
    listed = case.partnership.people.get(person) or case.workspace.people.get(person)
    return listed is None or listed.left is None or listed.left >= case.today


def owner_of(case: Case) -> str | None:
    """Return who runs a partnership: only the file says it, and it is never worked out from anything else."""
    owner = case.partnership.owner
    return owner if is_there(owner, case) else None


def contact_for(case: Case, purpose: Purpose) -> str | None:
    """Return their contact for a purpose: the one named for it, else the main one, else no one."""
    contacts = case.partnership.contacts
    named = (getattr(contacts, purpose), contacts.main) if contacts else ()
    return next((person for person in named if is_there(person, case)), None)


def first_contact(case: Case) -> str | None:
    """Return who gets the first emails: the contact of the outreach, else the main one."""
    outreach = case.partnership.outreach
    chosen = outreach.contact if outreach else None
    return chosen if is_there(chosen, case) else contact_for(case, "main")


def writer_of_outreach(case: Case) -> str | None:
    """Return which of our people writes in the outreach: who wrote last, else who runs the partnership."""
    ours = [
        touch.by
        for touch in sorted(touches(case.partnership, case.today), key=lambda touch: touch.date, reverse=True)
        if touch.by is not None and side_of(touch.by, case.partnership) == "us" and is_there(touch.by, case)
    ]
    return ours[0] if ours else owner_of(case)
