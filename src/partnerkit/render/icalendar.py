"""Write events as an iCalendar file (RFC 5545).

Without a library, since the one that there is takes several times as long as reading all partnerships does; a test
compares what is written here with what it writes, byte by byte.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from partnerkit.dates import days_after
from partnerkit.events import Event, Recurrence
from partnerkit.render.safe import one_line, visible
from partnerkit.results import Recorded

_RINGS_AT: Final = 9
"""The hour of the day at which alarms ring, where the calendar is read."""

_MAX_BYTES: Final = 74
"""How many bytes of a line go on one line of the file, with the space before those that follow."""


def render(events: Sequence[Event], today: date, at: Recorded | None = None) -> str:
    """Render events, stamped with `today`, so that the same files on the same day give the same bytes.

    Days are written as dates: they belong to no time zone, and fall on the same day everywhere. When an event was
    last modified is not said, since no file knows: a second export of the same day would pass for no news.
    """
    return "".join(f"{_folded(line)}\r\n" for line in _calendar(events, today, at))


def _calendar(events: Sequence[Event], today: date, at: Recorded | None) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//partnerkit//calendar//EN"
    yield "METHOD:PUBLISH"
    if at is not None:
        yield f"X-WR-CALDESC:{_text(at.sentence)}"
    yield "X-WR-CALNAME:Partnerships"
    stamp = f"DTSTAMP:{_day(today)}T000000Z"
    for event in events:
        yield from _event(event, stamp)
    yield "END:VCALENDAR"


def _event(event: Event, stamp: str) -> Iterator[str]:
    summary = _text(one_line(event.summary))
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{summary}"
    yield f"DTSTART;VALUE=DATE:{_day(event.starts)}"
    # The end is the first day that no longer belongs to it.
    yield f"DTEND;VALUE=DATE:{_day(days_after(event.ends, 1))}"
    yield stamp
    yield f"UID:{_text(event.uid)}"
    if event.recurrence is not None:
        yield f"RRULE:{_rule(event.recurrence, event.starts)}"
    yield f"CATEGORIES:{_text(event.kind)}"
    yield f"DESCRIPTION:{_text(visible(event.details))}"
    yield "TRANSP:TRANSPARENT"
    for days in event.alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{summary}"
        yield f"TRIGGER:{_trigger(days)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Escape what would end a value, or a line."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _trigger(days: int) -> str:
    """Write how long before the midnight that an event begins with its alarm rings, some days before it."""
    whole = days - 1
    return f"-P{f'{whole}D' if whole else ''}T{24 - _RINGS_AT}H"


def _rule(recurrence: Recurrence, starts: date) -> str:
    """Say on which days an event recurs: a day that a month lacks is its last day, February 29 too."""
    years, months = divmod(recurrence.months, 12)
    often = f"FREQ=MONTHLY;INTERVAL={recurrence.months}" if months else f"FREQ=YEARLY;INTERVAL={years}"
    in_month = "" if months else f";BYMONTH={starts.month}"
    if recurrence.day == 31:
        return f"{often};BYMONTHDAY=-1{in_month}"
    if recurrence.day > 28:
        days = ",".join(str(day) for day in range(28, recurrence.day + 1))
        return f"{often};BYMONTHDAY={days}{in_month};BYSETPOS=-1"
    return f"{often};BYMONTHDAY={recurrence.day}{in_month}"


def _folded(line: str) -> str:
    r"""Return a line on as many lines of the file as it takes, split neither in a character nor behind a `\`."""
    if len(line) <= _MAX_BYTES and line.isascii():
        return line
    rest, pieces = line.encode(), []
    while len(rest) > _MAX_BYTES:
        end = _MAX_BYTES
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        if rest[end - 1 : end] in (b"\\", b"^"):
            end -= 1
        pieces.append(rest[:end])
        rest = rest[end:]
    return b"\r\n ".join([*pieces, rest]).decode()
