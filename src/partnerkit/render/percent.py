"""Positions on a timeline, in percent of its width."""

from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.documents import Stretch, Timeline
from partnerkit.periods import ticks
from partnerkit.phrasing import number

_MOST_NAMES: Final = 10
_MOST_TICKS: Final = 1_000


def axis(timeline: Timeline) -> list[tuple[str, str]]:
    """Return the place and the name of the units; where they are many, of every second one, or third."""
    apart = (timeline.ends - timeline.starts).days // _MOST_TICKS
    every = list(ticks(timeline.starts, timeline.ends, timeline.unit, apart))
    step = -(-len(every) // _MOST_NAMES) or 1
    return [(_percent(timeline, first), name) for first, name in every[::step]]


def place(timeline: Timeline, bar: Stretch) -> tuple[str, str]:
    """Return the left edge and the width of a bar, cut to the time shown."""
    starts, ends = max(bar.starts, timeline.starts), min(bar.ends, timeline.ends)
    return _percent(timeline, starts), _share(timeline, (ends - starts).days + 1)


def now(timeline: Timeline) -> str | None:
    """Return the place of today; None where it is not on the timeline."""
    inside = timeline.starts <= timeline.today <= timeline.ends
    return _percent(timeline, timeline.today) if inside else None


def _percent(timeline: Timeline, day: date) -> str:
    return _share(timeline, (day - timeline.starts).days)


def _share(timeline: Timeline, days: int) -> str:
    length = (timeline.ends - timeline.starts).days + 1
    return number(round(Decimal(100 * days) / length, 2))
