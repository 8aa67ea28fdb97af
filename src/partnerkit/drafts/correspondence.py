"""Which follow-up the touches call for, and which subject line suits the file."""

import re
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.facts.as_of import touches
from partnerkit.facts.outreach import ANSWERS, latest_series, next_attempt
from partnerkit.model.outreach import Outreach
from partnerkit.model.partnership import Partnership

FollowUp: TypeAlias = Literal["nudge", "value", "final", "interested", "not-interested"]
Subject: TypeAlias = Literal["opportunity", "mutual", "question", "benefit"]

_QUANTITY: Final = re.compile(r"[0-9]")


def follow_up(partnership: Partnership, today: date) -> FollowUp:
    """Return what the touches call for: an answer to their answer, else the next attempt of day 3, 7 and 14 (guide).

    Unlike what is due, a draft can be asked for at any time: after the last attempt it is that one again.
    """
    series = latest_series(touches(partnership, today))
    if series and series[-1].kind == "not-interested":
        return "not-interested"
    if any(touch.kind in ANSWERS for touch in series):
        return "interested"
    return next_attempt(series) or "final"


def subject(outreach: Outreach | None) -> Subject:
    """Return the subject that suits the file: who introduces us, else a benefit in figures, else the opportunity."""
    if outreach is not None and outreach.introduced_by:
        return "mutual"
    if outreach is not None and outreach.benefits and _QUANTITY.search(outreach.benefits[0]):
        return "benefit"
    return "opportunity"
