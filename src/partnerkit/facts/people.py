"""Who is named in a file, and how are they called?"""

from collections.abc import Iterator

from partnerkit.model.buckets import Raci
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace


def name_of(person: str, partnership: Partnership, workspace: Workspace) -> str:
    """Return how a person of the file or the workspace is called."""
    listed = partnership.people.get(person) or workspace.people.get(person)
    return listed.name if listed else person


def people_of(raci: Raci) -> Iterator[str]:
    """Yield everybody in a RACI, once for each role."""
    for role in (raci.responsible, raci.accountable, raci.consulted, raci.informed):
        yield from role


def people_named(partnership: Partnership) -> set[str]:
    """Name everybody who is given any part in a partnership: in a RACI, a plan, a promise, a contact."""
    named: set[str | None] = set()
    for bucket in partnership.buckets.values():
        for raci in (bucket.raci, *(box.raci for box in bucket.boxes.values())):
            named.update(people_of(raci) if raci else ())
        named.update(box.owner for box in bucket.boxes.values())
    named.update(item.owner for item in partnership.plan)
    named.update(promise.owner for review in partnership.reviews for promise in review.commitments)
    if partnership.outreach:
        named.add(partnership.outreach.contact)
        named.update(touch.by for touch in partnership.outreach.touches)
    if partnership.dynamics and partnership.dynamics.encouragement:
        named.update(given.by for given in partnership.dynamics.encouragement.given)
    return {person for person in named if person is not None}
