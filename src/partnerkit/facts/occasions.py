"""Is this the moment for a letter? Why not, where a partnership is past it, or not there yet."""

from typing import Final

from partnerkit.facts.as_of import touches
from partnerkit.facts.case import Case
from partnerkit.facts.outreach import latest_round, round_over
from partnerkit.facts.stages import LIVE, UNDER_WAY
from partnerkit.model.choices import Stage
from partnerkit.model.template import Occasion

_ENDING: Final = "the partnership is ending"
_PARTED: frozenset[Stage | None] = LIVE | {"launch", "exit"}


def why_not_now(case: Case, occasion: Occasion | None) -> str | None:
    """Return why a letter for this occasion does not suit the partnership; None where it does."""
    match occasion:
        case "first contact":
            return _past_first_contact(case)
        case "launch":
            return _no_launch_ahead(case)
        case "end":
            return _nothing_to_end(case)
    return None


def _past_first_contact(case: Case) -> str | None:
    if case.partnership.stage == "exit":
        return _ENDING
    signed = case.agreed.is_signed
    if not signed and case.partnership.stage not in UNDER_WAY:
        return None
    return "the agreement is signed" if signed else "the partnership is under way"


def _no_launch_ahead(case: Case) -> str | None:
    if case.partnership.stage == "exit":
        return _ENDING
    launch = case.partnership.launch
    if launch is not None and launch.date is not None and launch.date < case.today:
        return f"the launch was on {launch.date.isoformat()}"
    if not case.agreed.is_signed:
        return "no agreement is signed"
    return None


def _nothing_to_end(case: Case) -> str | None:
    """Return the no that ended the talks, where there is nothing else between the two."""
    if case.agreed.binds or case.partnership.stage in _PARTED:
        return None
    talks = latest_round(touches(case.partnership, case.today))
    declined = round_over(talks) if any(touch.kind == "not-interested" for touch in talks) else None
    return f"declined on {declined.isoformat()}; there is nothing to end" if declined else None
