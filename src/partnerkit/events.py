"""What a calendar holds: days that belong to someone, once or again and again."""

from datetime import date
from typing import NamedTuple


class Recurrence(NamedTuple):
    """Every so many months on a day of the month, or on the last day of a month that is shorter."""

    months: int
    day: int


class Event(NamedTuple):
    """Something in a calendar, from its first to its last day; `uid` stays the same from one export to the next.

    `alarms` are days before it. An event lasts whole days, which begin at midnight wherever its reader is.
    """

    uid: str
    partnership: str
    kind: str
    summary: str
    details: str
    starts: date
    ends: date
    recurrence: Recurrence | None = None
    alarms: tuple[int, ...] = ()
