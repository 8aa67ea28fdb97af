"""Who runs a partnership, who is written to, and who is named in a file?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from partnerkit.facts.as_of import done_on, is_open, touches
from partnerkit.facts.case import Case
from partnerkit.facts.ownership import answers_for
from partnerkit.facts.sides import owners_of, side_of
from partnerkit.model.buckets import Raci
from partnerkit.model.partnership import Partnership
from partnerkit.model.people import Colleague
from partnerkit.model.workspace import Workspace

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
    listed = everyone(case).get(person)
    return listed is None or listed.left is None or listed.left >= case.today


def owner_of(case: Case) -> str | None:
    """Return who runs a partnership: only the file says it, and it is never worked out from anything else."""
    owner = case.partnership.owner
    return owner if is_there(owner, case) else None


def contact_for(case: Case, purpose: Purpose) -> str | None:
    """Return who of theirs is written to for a purpose: the contact named for it, else the main one, else no one."""
    contacts = case.partnership.contacts
    named = (getattr(contacts, purpose), contacts.main) if contacts else ()
    return next((person for person in named if is_there(person, case)), None)


def first_contact(case: Case) -> str | None:
    """Return who of theirs the first emails go to: the contact of the outreach, else the main one."""
    outreach = case.partnership.outreach
    chosen = outreach.contact if outreach else None
    return chosen if is_there(chosen, case) else contact_for(case, "main")


def writer_of_outreach(case: Case) -> str | None:
    """Return who of ours writes in the outreach: who wrote last, else who runs the partnership."""
    ours = [
        touch.by
        for touch in sorted(touches(case.partnership, case.today), key=lambda touch: touch.date, reverse=True)
        if touch.by is not None and side_of(touch.by, case.partnership) == "us" and is_there(touch.by, case)
    ]
    return ours[0] if ours else owner_of(case)


def sees_to(case: Case, *buckets: str) -> str | None:
    """Return who sees to something that names no one: who runs the partnership, else who answers for a bucket alone.

    The first of `buckets` that has one accountable person decides; of several, no one is picked.
    """
    accountable = (answers_for(case.partnership, key) for key in buckets)
    return owner_of(case) or next((person for person in accountable if is_there(person, case)), None)


def name_of(person: str, partnership: Partnership, workspace: Workspace) -> str:
    """Return how a person of the file or the workspace is called."""
    listed = partnership.people.get(person) or workspace.people.get(person)
    return listed.name if listed else person


def people_of(raci: Raci) -> Iterator[str]:
    """Yield everybody in a RACI, once for each role."""
    for role in (raci.responsible, raci.accountable, raci.consulted, raci.informed):
        yield from role


Path: TypeAlias = tuple[str | int, ...]


def parts_of_people(partnership: Partnership, today: date) -> Iterator[tuple[Path, str]]:
    """Yield where a file gives someone a part now, and to whom; what was done before is not a part anymore."""
    for path, person in _parts(partnership, today):
        if person is not None:
            yield path, person


def _parts(partnership: Partnership, today: date) -> Iterator[tuple[Path, str | None]]:
    yield ("owner",), partnership.owner
    for purpose in PURPOSES:
        yield ("contacts", purpose), getattr(partnership.contacts, purpose, None)
    if partnership.outreach:
        yield ("outreach", "contact"), partnership.outreach.contact
    for key, bucket in partnership.buckets.items():
        yield from _parts_in_raci(("buckets", key), bucket.raci)
        for name, box in bucket.boxes.items():
            yield ("buckets", key, "boxes", name, "owner"), box.owner
            yield from _parts_in_raci(("buckets", key, "boxes", name), box.raci)
    for at, item in enumerate(partnership.plan):
        if is_open(item, today):
            yield ("plan", at, "owner"), item.owner
            yield ("plan", at, "owners", "us"), item.owners.us if item.owners else None
            yield ("plan", at, "owners", "them"), item.owners.them if item.owners else None
    for at, review in enumerate(partnership.reviews):
        for nth, commitment in enumerate(review.commitments):
            if done_on(commitment, today) is None:
                yield ("reviews", at, "commitments", nth, "owner"), commitment.owner
    for at, certification in enumerate(partnership.certifications):
        yield ("certifications", at, "person"), certification.person


def _parts_in_raci(path: Path, raci: Raci | None) -> Iterator[tuple[Path, str]]:
    for role in ("responsible", "accountable", "consulted", "informed") if raci else ():
        for at, person in enumerate(getattr(raci, role)):
            yield (*path, "raci", role, at), person


def people_named(partnership: Partnership) -> set[str]:
    """Name everybody who is given any part in a partnership: in a RACI, a plan, a promise, a contact."""
    named: set[str | None] = set()
    for bucket in partnership.buckets.values():
        for raci in (bucket.raci, *(box.raci for box in bucket.boxes.values())):
            named.update(people_of(raci) if raci else ())
        named.update(box.owner for box in bucket.boxes.values())
    named.add(partnership.owner)
    named.update(partnership.contacts.model_dump().values() if partnership.contacts else ())
    for item in partnership.plan:
        named.update(owners_of(item))
    named.update(promise.owner for review in partnership.reviews for promise in review.commitments)
    if partnership.outreach:
        named.add(partnership.outreach.contact)
        named.update(touch.by for touch in partnership.outreach.touches)
    if partnership.dynamics and partnership.dynamics.encouragement:
        named.update(given.by for given in partnership.dynamics.encouragement.given)
    return {person for person in named if person is not None}
