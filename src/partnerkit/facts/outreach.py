"""When is the next touch, and which?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.dates import Day, add_months, days_after
from partnerkit.facts.as_of import touches
from partnerkit.facts.sides import side_of
from partnerkit.facts.stages import EARLY
from partnerkit.model.outreach import Touch
from partnerkit.model.partnership import Partnership

Attempt: TypeAlias = Literal["nudge", "value", "final"]
NextKind: TypeAlias = Attempt | Literal["interested", "revisit"]

DAYS_AFTER_THE_FIRST: Final[dict[Attempt, int]] = {"nudge": 3, "value": 7, "final": 14}
"""When to write again where nobody answers, counted from the first message (guide)."""

REVISIT_AFTER_MONTHS: Final = 6
"""The guide says six to twelve months; a file's `dynamics.parked.until` says otherwise."""

ANSWERS: Final = frozenset({"reply", "call", "interested"})


@dataclass(frozen=True, slots=True)
class NextTouch:
    """What to send next and on which day, who began, and since which touch it waits; None for a park without one."""

    kind: NextKind
    date: Day
    by: str | None
    since: Day | None


def next_touch(partnership: Partnership, today: date) -> NextTouch | None:
    """Return the next touch of a partnership's outreach (guide); None where the next word is theirs, or nobody's.

    A new `cold` begins a new series. Without an answer: a nudge on day 3 after it, something of value on day 7,
    a last attempt on day 14, and another look six months after that, or after a no. A reply, a call or interest
    ends the series, and one that they began calls for none of these; interest calls for an answer within a day, be it
    while the partnership is parked. Else one that is parked waits for its date.
    """
    series = latest_series(touches(partnership, today))
    by = series[0].by if series else None
    since = series[-1].date if series else None
    until = partnership.dynamics.parked.until if partnership.dynamics and partnership.dynamics.parked else None
    is_interested = bool(series) and series[-1].kind == "interested"
    if until is not None and not is_interested and (since is None or until > since):
        return NextTouch("revisit", until, by, since)
    # Once a partnership is launched, its talks are no outreach any more.
    if not series or partnership.stage not in EARLY:
        return None
    first, last = series[0], series[-1]
    if last.kind in ("final", "not-interested"):
        return NextTouch("revisit", add_months(last.date, REVISIT_AFTER_MONTHS), by, last.date)
    if is_interested:
        return NextTouch("interested", days_after(last.date, 1), by, last.date)
    if side_of(first.by, partnership) == "them" or any(touch.kind in ANSWERS for touch in series):
        return None
    attempt = next_attempt(series)
    if attempt is None:
        return NextTouch("revisit", add_months(last.date, REVISIT_AFTER_MONTHS), by, last.date)
    return NextTouch(attempt, days_after(first.date, DAYS_AFTER_THE_FIRST[attempt]), by, first.date)


def next_attempt(series: Iterable[Touch]) -> Attempt | None:
    """Return what is sent next where nobody answers: what comes after the latest kind sent; None after the final."""
    sent = {touch.kind for touch in series}
    attempts = list(DAYS_AFTER_THE_FIRST)
    after = max((at for at, attempt in enumerate(attempts, start=1) if attempt in sent), default=0)
    return attempts[after] if after < len(attempts) else None


def latest_series(given: Iterable[Touch]) -> Sequence[Touch]:
    """Return the touches since the last first message, by date; those of one day in the order of the file."""
    ordered = sorted(given, key=lambda touch: touch.date)
    starts = [at for at, touch in enumerate(ordered) if touch.kind == "cold"]
    return ordered[starts[-1] :] if starts else ordered
