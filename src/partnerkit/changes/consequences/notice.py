"""The last day on which notice can be given, and the end of the term."""

from datetime import date
from typing import Final, Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.facts.case import Case

KEYS: Final = (("agreement.term", "agreement.status", "agreement.signed"),)


class NoticeMoved(NamedTuple):
    """The last day for notice before and after; None where no notice is needed or can be given."""

    kind: Literal["notice"]
    text: str
    old: date | None
    new: date | None


class TermMoved(NamedTuple):
    """The last day of the term before and after; None where it is not known."""

    kind: Literal["term"]
    text: str
    old: date | None
    new: date | None


def follows(pair: BeforeAndAfter) -> NoticeMoved | TermMoved | None:
    """Return how the last day for notice moved, else the last day of the term; None where neither did."""
    (old_notice, old_end), (new_notice, new_end) = _days(pair.before), _days(pair.after)
    if old_notice != new_notice:
        text = f"last day for notice {_shown(old_notice)} → {_shown(new_notice)}"
        if new_notice is not None and new_notice < pair.after.today:
            text += ", which is past"
        return NoticeMoved("notice", text, old_notice, new_notice)
    if old_end != new_end:
        text = f"the term ends {_shown(old_end)} → {_shown(new_end)}"
        return TermMoved("term", text, old_end, new_end)
    return None


def _days(case: Case) -> tuple[date | None, date | None]:
    state = case.agreed
    return state.notice_by, state.ends


def _shown(day: date | None) -> str:
    return "none" if day is None else day.isoformat()
