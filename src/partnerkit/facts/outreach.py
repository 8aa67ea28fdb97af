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
"""When to write again if no one answers, counted from the first contact of the round (guide)."""

REVISIT_AFTER_MONTHS: Final = 6
"""The guide says six to twelve months; a file's `dynamics.parked.until` says otherwise."""

ANSWERS: Final = frozenset({"reply", "call", "interested"})


@dataclass(frozen=True, slots=True)
class NextTouch:
    """What to send next and on which day, who started, and since which touch it waits; None for a park without one."""

    kind: NextKind
    date: Day
    by: str | None
    since: Day | None


def next_touch(partnership: Partnership, today: date) -> NextTouch | None:
    """Return the next touch of a partnership's outreach (guide); None if the next word is theirs, or nothing is due.

    Without an answer: a nudge on day 3 after the first contact of the round, something of value on day 7, a last
    attempt on day 14, and another look six months after that, or after a no, whatever followed it. A reply, a call or
    interest ends the attempts, and a round that they started needs none; interest needs an answer within a day,
    even while the partnership is parked. Any other that is parked comes back on its date, at every stage.
    """
    talks = latest_round(touches(partnership, today))
    by = talks[0].by if talks else None
    since = talks[-1].date if talks else None
    until = partnership.dynamics.parked.until if partnership.dynamics and partnership.dynamics.parked else None
    # Once a partnership is launched, its talks are not outreach any more.
    is_early = partnership.stage in EARLY
    is_interested = is_early and bool(talks) and talks[-1].kind == "interested"
    if until is not None and not is_interested and (since is None or until > since):
        return NextTouch("revisit", until, by, since)
    if not talks or not is_early:
        return None
    if is_interested:
        return NextTouch("interested", days_after(talks[-1].date, 1), by, talks[-1].date)
    ended = round_over(talks)
    if ended is not None:
        return NextTouch("revisit", add_months(ended, REVISIT_AFTER_MONTHS), by, ended)
    attempt = next_attempt(talks)
    if attempt is None or side_of(talks[0].by, partnership) == "them" or any(touch.kind in ANSWERS for touch in talks):
        return None
    return NextTouch(attempt, days_after(talks[0].date, DAYS_AFTER_THE_FIRST[attempt]), by, talks[0].date)


def next_attempt(talks: Iterable[Touch]) -> Attempt | None:
    """Return what is sent next if no one answers: what comes after the latest kind sent; None after the final."""
    sent = {touch.kind for touch in talks}
    attempts = list(DAYS_AFTER_THE_FIRST)
    after = max((at for at, attempt in enumerate(attempts, start=1) if attempt in sent), default=0)
    return attempts[after] if after < len(attempts) else None


def round_over(talks: Sequence[Touch]) -> Day | None:
    """Return the day from which to wait before another look; None if the round is still open.

    That is the day of a no, or of the last new look after it, whatever else followed except interest; or the day of
    the last word after a last attempt that no one answered since.
    """
    kinds = [touch.kind for touch in talks]
    if _is_refused(talks):
        return next(touch.date for touch in reversed(talks) if touch.kind in ("not-interested", "cold"))
    if "final" in kinds and not ANSWERS.intersection(kinds[kinds.index("final") :]):
        return talks[-1].date
    return None


def latest_round(given: Iterable[Touch]) -> Sequence[Touch]:
    """Return the touches of the latest round, by date; those of one day in the order of the file.

    A `cold` starts a round, unless the one before it is still open: two first messages in two weeks are one round.
    After a no it starts none before they are interested again, so no reminder follows it.
    """
    ordered = sorted(given, key=lambda touch: touch.date)
    start = 0
    for at, touch in enumerate(ordered):
        before = ordered[start:at]
        if touch.kind == "cold" and not _is_refused(before) and not _is_open(before, touch.date):
            start = at
    return ordered[start:]


def _is_refused(talks: Sequence[Touch]) -> bool:
    """Return whether they said no, and have not been interested since."""
    answers = [touch.kind for touch in talks if touch.kind in ("interested", "not-interested")]
    return answers[-1:] == ["not-interested"]


def _is_open(talks: Sequence[Touch], day: date) -> bool:
    """Return whether a round that a `cold` started waits for its next attempt, or its answer, on a day."""
    if not talks or talks[0].kind != "cold" or round_over(talks) is not None:
        return False
    return day <= days_after(talks[0].date, DAYS_AFTER_THE_FIRST["final"])
