"""Which follow-up the touches call for, and which subject line suits the file."""

import re
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.drafts.email_check import MINUTES
from partnerkit.facts.as_of import touches
from partnerkit.facts.outreach import ANSWERS, latest_round, next_attempt, round_over
from partnerkit.facts.sides import side_of
from partnerkit.model.outreach import Outreach, Touch
from partnerkit.model.partnership import Partnership

FollowUp: TypeAlias = Literal["nudge", "value", "final", "interested", "not-interested"]
Subject: TypeAlias = Literal["opportunity", "mutual", "question", "benefit"]

_SHORTEST_CALL: Final = 10
_USUAL_CALL: Final = 30
_LONGEST_CALL: Final = 120
_QUANTITY: Final = re.compile(r"[0-9]")


def follow_up(partnership: Partnership, today: date) -> FollowUp | None:
    """Return what the touches call for: an answer to their answer, else the next attempt of day 3, 7 and 14 (guide).

    Unlike what is due, a draft can be requested on any day. None after the last attempt, and after a first message that
    was sent despite a no: no other follows.
    """
    talks = latest_round(touches(partnership, today))
    if round_over(talks) is not None:
        last_words = [touch.kind for touch in talks if touch.kind in ("not-interested", "cold")]
        return "not-interested" if last_words[-1:] == ["not-interested"] else None
    if any(touch.kind in ANSWERS for touch in talks):
        return "interested"
    return next_attempt(talks)


def emails(partnership: Partnership, today: date) -> list[Touch]:
    """List the emails of the latest round; a touch whose channel is not recorded counts as one, a call does not."""
    talks = latest_round(touches(partnership, today))
    return [touch for touch in talks if touch.kind != "call" and "mail" in (touch.channel or "mail").lower()]


def unanswered(partnership: Partnership, today: date) -> list[Touch]:
    """List our messages of the latest round, where they never said a word; empty where they did."""
    talks = latest_round(touches(partnership, today))
    answered = any(touch.kind in ANSWERS | {"not-interested"} for touch in talks)
    return [] if answered else [touch for touch in talks if side_of(touch.by, partnership) != "them"]


def minutes_asked(outreach: Outreach | None) -> int:
    """Return how long a call we ask for, in minutes; half an hour where the ask names no length."""
    asked = MINUTES.search(outreach.ask) if outreach is not None and outreach.ask else None
    return min(max(int(asked[1]), _SHORTEST_CALL), _LONGEST_CALL) if asked else _USUAL_CALL


def subject(outreach: Outreach | None) -> Subject:
    """Return the subject that suits the file: who introduces us, else a benefit in figures, else the opportunity."""
    if outreach is not None and outreach.introduced_by:
        return "mutual"
    if outreach is not None and outreach.benefits and _QUANTITY.search(outreach.benefits[0]):
        return "benefit"
    return "opportunity"
