"""Who writes to whom, which follow-up the touches call for, and which subject line suits the file."""

import re
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.facts.as_of import touches
from partnerkit.facts.case import Case
from partnerkit.facts.outreach import ANSWERS, latest_round, next_attempt, round_over
from partnerkit.model.outreach import Outreach, Touch
from partnerkit.model.partnership import Partnership
from partnerkit.model.people import Colleague, PersonOfFile

FollowUp: TypeAlias = Literal["nudge", "value", "final", "interested", "not-interested"]
Subject: TypeAlias = Literal["opportunity", "mutual", "question", "benefit"]

_QUANTITY: Final = re.compile(r"[0-9]")


def follow_up(partnership: Partnership, today: date) -> FollowUp | None:
    """Return what the touches call for: an answer to their answer, else the next attempt of day 3, 7 and 14 (guide).

    Unlike what is due, a draft can be requested on any day. None after the last attempt, which no other follows.
    """
    talks = latest_round(touches(partnership, today))
    if round_over(talks) is not None:
        return "not-interested" if any(touch.kind == "not-interested" for touch in talks) else None
    if any(touch.kind in ANSWERS for touch in talks):
        return "interested"
    return next_attempt(talks)


def emails(partnership: Partnership, today: date) -> list[Touch]:
    """List the emails of the latest round; a touch whose channel is not recorded counts as one, a call does not."""
    talks = latest_round(touches(partnership, today))
    return [touch for touch in talks if touch.kind != "call" and "mail" in (touch.channel or "mail").lower()]


def subject(outreach: Outreach | None) -> Subject:
    """Return the subject that suits the file: who introduces us, else a benefit in figures, else the opportunity."""
    if outreach is not None and outreach.introduced_by:
        return "mutual"
    if outreach is not None and outreach.benefits and _QUANTITY.search(outreach.benefits[0]):
        return "benefit"
    return "opportunity"


def people_of(case: Case) -> dict[str, Colleague]:
    """Everybody who can be named in a partnership; a person of the file goes before one of the workspace."""
    return {**case.workspace.people, **case.partnership.people}


def is_ours(person: Colleague) -> bool:
    """Tell whose colleague somebody is."""
    return not isinstance(person, PersonOfFile) or person.side == "us"


def sender(case: Case) -> str | None:
    """Return who of ours writes: who wrote last, else who answers for the first bucket, else the only one there is."""
    ours = [key for key, person in people_of(case).items() if is_ours(person)]
    wrote = [
        touch.by
        for touch in sorted(touches(case.partnership, case.today), key=lambda touch: touch.date, reverse=True)
        if touch.by in ours
    ]
    involved = [key for key in _involved(case) if key in ours]
    candidates = [*wrote, *involved, *(ours if len(ours) == 1 else ())]
    return candidates[0] if candidates else None


def contact(case: Case) -> str | None:
    """Return who of theirs is written to: the contact, else who is involved first, else the only one there is."""
    outreach = case.partnership.outreach
    if outreach is not None and outreach.contact is not None:
        return outreach.contact
    theirs = [key for key, person in people_of(case).items() if not is_ours(person)]
    involved = [key for key in _involved(case) if key in theirs]
    candidates = [*involved, *(theirs if len(theirs) == 1 else ())]
    return candidates[0] if candidates else None


def _involved(case: Case) -> list[str]:
    """Name who is accountable, then who is responsible, in the order of the buckets."""
    racis = [
        bucket.raci
        for definition in case.workspace.framework.resolved
        if (bucket := case.partnership.buckets.get(definition.key)) is not None and bucket.raci is not None
    ]
    accountable = [key for raci in racis for key in raci.accountable]
    return [*accountable, *(key for raci in racis for key in raci.responsible)]
