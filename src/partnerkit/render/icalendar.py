"""Write events as an iCalendar file (RFC 5545).

Without a library, since the one that there is takes several times as long as reading all partnerships does; a test
compares what is written here with what it writes, byte by byte.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Final

from partnerkit.dates import days_after
from partnerkit.events import Event
from partnerkit.render.safe import one_line, visible
from partnerkit.results import Recorded

_RINGS_AT: Final = 9
"""The hour of the day at which alarms ring, where the calendar is read."""

_MAX_BYTES: Final = 74
"""How many bytes of a line go on one line of the file, with the space before those that follow."""


_EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""What sequence numbers are counted from."""

_LATEST: Final = int(datetime.max.replace(tzinfo=UTC).timestamp()) - 1

_LARGEST: Final = 2**31 - 1
"""Programs keep a sequence number in 32 bits."""

_NO_EVENT: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""What a calendar without events contains, since it must contain something: a time zone shows as nothing."""


def render(events: Sequence[Event], today: date, at: Recorded | None = None) -> str:
    """Render events, so the same files on the same day give the same bytes.

    Days are written as dates: they belong to no time zone, and fall on the same day everywhere. An event is revised
    whenever its files change and whenever a day passes: its stamp is the later of the two, and its sequence number
    grows with either, so an update wins. There is no `METHOD`, which would need an organizer (RFC 5546).
    """
    return "".join(f"{line}\r\n" for line in _calendar(events, today, at))


def _calendar(events: Sequence[Event], today: date, at: Recorded | None) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//partnerkit//calendar//EN"
    if at is not None:
        yield _folded(f"X-WR-CALDESC:{_text(at.sentence)}")
    yield "X-WR-CALNAME:Partnerships"
    midnight = datetime.combine(today, time(), UTC)
    # All events of a file changed together.
    revisions: dict[int, tuple[str, int]] = {}
    for event in events:
        if event.changed not in revisions:
            revised = stamp(event.changed, midnight)
            revisions[event.changed] = f"{_day(revised.date())}T{revised:%H%M%S}Z", sequence(event.changed, midnight)
        yield _event(event, *revisions[event.changed])
    if not events:
        yield from _NO_EVENT
    yield "END:VCALENDAR"


def _event(event: Event, revised: str, number: int) -> str:
    """Return the lines of an event, of which only some may be too long."""
    summary = _text(one_line(event.summary))
    lines = [
        "BEGIN:VEVENT",
        _folded(f"SUMMARY:{summary}"),
        f"DTSTART;VALUE=DATE:{_day(event.starts)}",
        # The end is the first day that no longer belongs to it.
        f"DTEND;VALUE=DATE:{_day_after(event.ends)}",
        f"DTSTAMP:{revised}",
        f"UID:{event.uid}",
        f"SEQUENCE:{number}",
        f"CATEGORIES:{event.kind}",
        _folded(f"DESCRIPTION:{_text(visible(event.details))}"),
        "STATUS:CANCELLED" if event.cancelled else "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
    ]
    for days in event.alarms:
        alarm = _folded(f"DESCRIPTION:{summary}"), f"TRIGGER:{_trigger(days)}"
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", *alarm, "END:VALARM"]
    lines.append("END:VEVENT")
    return "\r\n".join(lines)


def stamp(changed: int, midnight: datetime) -> datetime:
    """Return when what is said of an event was last revised: when its files changed, or on the day of the answer."""
    return max(datetime.fromtimestamp(min(changed, _LATEST), UTC), midnight)


def sequence(changed: int, midnight: datetime) -> int:
    """Return a number that is larger whenever files have changed, and on every later day."""
    return min(max(changed - int(_EPOCH.timestamp()), 0) + max((midnight - _EPOCH).days, 0), _LARGEST)


@cache
def _day(day: date) -> str:
    """Return a day as calendars write it; many events share one."""
    return day.isoformat().replace("-", "")


@cache
def _day_after(day: date) -> str:
    return _day(days_after(day, 1))


def _text(text: str) -> str:
    """Escape what would end a value, or a line."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _trigger(days: int) -> str:
    """Write how long before the midnight that an event begins with its alarm rings, some days before it."""
    whole = days - 1
    return f"-P{f'{whole}D' if whole else ''}T{24 - _RINGS_AT}H"


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
