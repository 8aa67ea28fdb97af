"""When a partnership started, when it ended, and who was active before and after a window of time.

A partnership is active from its first day to its last, both included. A window is judged by its ends: active before it
is who was active when its first day began, active after it who goes on when its last day is over. So a partnership
whose last day is the last of a window has ended in it, one that starts on the first day is new in it, and

    active before + new - ended = active after

in every window. Retained are those active before that have not ended in it; the others are lost.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from partnerkit.facts.agreements import state_of
from partnerkit.facts.as_of import parked
from partnerkit.facts.case import Case
from partnerkit.facts.filters import has_ended
from partnerkit.facts.stages import EARLY
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.partnership import Partnership
from partnerkit.money.windows import Window


def ended_on(partnership: Partnership, today: date) -> date | None:
    """Return the last day of a partnership that has ended by a day; None while it runs, or where no day is given."""
    return last_day_of(partnership, today) if has_ended(partnership, today) else None


def last_day_of(partnership: Partnership, today: date) -> date | None:
    """Return the last day of a partnership, past or announced; None where there is none, or where no day is given.

    An agreement that was ended before its term is over ended on a day that only `exit.until` can give. A file without
    a stage is judged by its agreement.
    """
    state = state_of(partnership.agreement, today)
    is_over = state.status == "ended"
    until = partnership.exit.until if partnership.exit else None
    if until is not None and (is_over or partnership.stage == "exit"):
        return until
    if is_over:
        return state.ends if state.ends is not None and state.ends <= today else None
    return state.fixed_end if partnership.stage is None else None


def is_launched(partnership: Partnership, today: date) -> bool:
    """Whether there is, or was, something to launch; a file without a stage is judged by its agreement."""
    if partnership.stage is not None:
        return partnership.stage not in EARLY
    state = state_of(partnership.agreement, today)
    return state.binds or state.status == "ended"


class Life(NamedTuple):
    """The days on which a partnership is active: from its start, if that is known, to its last day, if it has one."""

    starts: date | None
    last: date | None

    def is_active_before(self, window: Window) -> bool:
        """Whether it was active when a window began."""
        return (self.starts or date.min) < window.first and (self.last is None or self.last >= window.first)

    def is_active_after(self, window: Window) -> bool:
        """Whether it goes on when a window is over."""
        return (self.starts or date.min) <= window.last and (self.last is None or self.last > window.last)

    def is_new_in(self, window: Window) -> bool:
        """Whether it started in a window."""
        return self.starts is not None and self.starts in window

    def has_ended_in(self, window: Window) -> bool:
        """Whether its last day is in a window."""
        return self.last is not None and self.last in window


def life_of(case: Case) -> Life | Unrecorded | None:
    """Return the days on which a partnership is active, as far as its file shows today, or what is missing to know.

    It is active once it is launched: None where it is not. One that is parked is left out of every window, since no
    file says since when it is parked. One that is being wound down is active until its last day.
    """
    partnership, today = case.partnership, case.today
    if parked(partnership, today) or not is_launched(partnership, today):
        return None
    since, last = partnership.since, last_day_of(partnership, today)
    if last is None and has_ended(partnership, today):
        return Unrecorded("the last day (`exit.until`)", case.name)
    if last is not None and since is not None and last < since:
        return Unrecorded("a last day that isn't before `since`", case.name)
    return Life(since, last)


class Movement(NamedTuple):
    """The partnerships that were active before a window and after it, and who came and went in between.

    `undated` have no start or no end in their file, so whether they came or went in the window is not known: without
    a start they are taken to be older than the window, and without an end they are left out.
    """

    before: tuple[Case, ...]
    active: tuple[Case, ...]
    new: tuple[Case, ...]
    ended: tuple[Case, ...]
    undated: tuple[Unrecorded, ...]

    @property
    def retained(self) -> tuple[Case, ...]:
        """The partnerships that were active before and have not ended since."""
        lost = {case.stem for case in self.ended}
        return tuple(case for case in self.before if case.stem not in lost)


def movement(cases: Iterable[Case], window: Window) -> Movement:
    """Return who was active before and after a window, by the days that the files give."""
    found: dict[str, list[Case]] = {"before": [], "active": [], "new": [], "ended": []}
    undated = []
    for case in cases:
        life = life_of(case)
        if not isinstance(life, Life):
            undated.extend([life] if life else [])
            continue
        if life.starts is None and (life.last is None or life.last >= window.first):
            undated.append(Unrecorded("the start (`since`)", case.name))
        for name, counts in (
            ("before", life.is_active_before(window)),
            ("active", life.is_active_after(window)),
            ("new", life.is_new_in(window)),
            ("ended", life.has_ended_in(window)),
        ):
            if counts:
                found[name].append(case)
    return Movement(**{name: tuple(cases) for name, cases in found.items()}, undated=tuple(undated))
