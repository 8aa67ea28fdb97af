"""When a partnership started, when it ended, and whether it was active on a day."""

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
    if not has_ended(partnership, today):
        return None
    until = partnership.exit.until if partnership.exit else None
    return until or state_of(partnership.agreement, today).ends


def is_active(case: Case, day: date) -> bool:
    """Whether a partnership was active on a day, as far as its file shows today.

    It is active from its start until it ends: launched or past that, and not parked. A file without a stage is judged
    by its agreement. One that is being wound down is active until its last day.
    """
    partnership, today = case.partnership, case.today
    if parked(partnership, today) or (partnership.since or date.min) > day:
        return False
    if has_ended(partnership, today):
        last = ended_on(partnership, today)
        return last is not None and day <= last and day < today
    if partnership.stage is None:
        return state_of(partnership.agreement, today).binds
    return partnership.stage not in EARLY


class Movement(NamedTuple):
    """The partnerships that were active before a window and on its last day, and who came and went in between.

    `undated` have no start or no end in their file, so whether they came or went in the window is not known.
    """

    before: tuple[Case, ...]
    active: tuple[Case, ...]
    new: tuple[Case, ...]
    ended: tuple[Case, ...]
    undated: tuple[Unrecorded, ...]


def movement(cases: Iterable[Case], window: Window) -> Movement:
    """Return who was active before and after a window, by the days that the files give."""
    found: dict[str, list[Case]] = {"before": [], "active": [], "new": [], "ended": []}
    undated = []
    for case in cases:
        since, last = case.partnership.since, ended_on(case.partnership, case.today)
        runs = is_active(case, min(window.last, case.today))
        if runs:
            found["active"].append(case)
        if runs and since is None:
            undated.append(Unrecorded("the start (`since`)", case.name))
        if last is None and has_ended(case.partnership, case.today):
            undated.append(Unrecorded("the last day (`exit.until`)", case.name))
        if runs and since in window:
            found["new"].append(case)
        if last in window:
            found["ended"].append(case)
        if since is not None and since < window.first and (runs or (last is not None and last >= window.first)):
            found["before"].append(case)
    return Movement(**{name: tuple(cases) for name, cases in found.items()}, undated=tuple(undated))
