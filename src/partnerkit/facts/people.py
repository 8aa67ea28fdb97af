"""Who is named in a file, where, and how are they called?"""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from partnerkit.facts.as_of import done_on, is_open
from partnerkit.facts.sides import owners_of
from partnerkit.model.buckets import Raci
from partnerkit.model.partnership import Partnership
from partnerkit.model.people import Contacts
from partnerkit.model.workspace import Workspace


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
    """Yield where a file gives someone a role now, and the person; finished work is not a role anymore."""
    for path, person in _parts(partnership, today):
        if person is not None:
            yield path, person


def _parts(partnership: Partnership, today: date) -> Iterator[tuple[Path, str | None]]:
    yield ("owner",), partnership.owner
    for purpose in Contacts.model_fields:
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
