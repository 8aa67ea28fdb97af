"""What a calendar holds: days that belong to someone."""

from datetime import date
from typing import NamedTuple

from partnerkit.results import Internal


class Event(NamedTuple):
    """Something in a calendar, from its first to its last day.

    `uid` stays the same from one export to the next, and is short and plain enough to be written as it is.
    `alarms` are days before it. An event lasts whole days, which begin at midnight wherever its reader is. One that is
    `cancelled` takes what an earlier export wrote out of a calendar. `changed` is when the files that it follows from
    last changed, in seconds since 1970.
    """

    uid: str
    partnership: str
    kind: str
    summary: str
    details: str
    starts: date
    ends: date
    alarms: tuple[int, ...] = ()
    cancelled: bool = False
    changed: Internal[int] = 0
