"""A strict reading of a calendar: what RFC 5545 demands of every line, property and component."""

import re
from collections import Counter
from typing import Final, NamedTuple

_LINE: Final = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^;:,\"]+)*):(.*)", re.DOTALL)
_DATE: Final = re.compile(r"[0-9]{8}")
_UTC: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_TEXT: Final = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
_DURATION: Final = re.compile(r"-?P(?:[0-9]+W|(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?)")

_ONCE: Final = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
"""What each component has exactly once (3.6). An event needs its start since the calendar has no method (3.6.1)."""

_AT_MOST_ONCE: Final = {
    "VCALENDAR": {"CALSCALE", "METHOD"},
    "VEVENT": {"DTEND", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION", "TRANSP", "DURATION", "RRULE"},
}
_INSIDE: Final = {
    "": {"VCALENDAR"},
    "VCALENDAR": {"VEVENT", "VTIMEZONE"},
    "VEVENT": {"VALARM"},
    "VTIMEZONE": {"STANDARD"},
    "VALARM": set[str](),
    "STANDARD": set[str](),
}


class Line(NamedTuple):
    """A content line: its name, its parameters as they are written, and its value."""

    name: str
    parameters: str
    value: str


def check(content: bytes) -> None:
    """Assert that a file is a calendar that every strict reader takes."""
    lines = list(map(_line, _unfolded(content)))
    assert lines[0] == Line("BEGIN", "", "VCALENDAR"), "a file starts with its calendar"
    end = _component(lines, 0, "")
    assert end == len(lines), "there is one calendar in a file"
    events = [line.value for line in lines if line.name == "UID"]
    assert len(events) == len(set(events)), "an id means one event"


def _unfolded(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n"), "the last line ends as all do"
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert b"\r" not in line, "no carriage return is alone"
        assert b"\n" not in line, "no line feed is alone"
        assert 0 < len(line) <= 75, "a line has 75 octets at most"
        line.decode()  # no character is split between two lines
    return re.sub(r"\r\n[ \t]", "", "\r\n".join(line.decode() for line in physical)).split("\r\n")


def _line(text: str) -> Line:
    match = _LINE.fullmatch(text)
    assert match, f"{text!r} is a name, parameters and a value"
    return Line(match[1], match[2], match[3])


def _component(lines: list[Line], at: int, around: str) -> int:
    """Check the component that begins at a line, and return where it is over."""
    name = lines[at].value
    assert name in _INSIDE[around], f"{name} may be inside {around or 'a file'}"
    own: list[Line] = []
    components = 0
    at += 1
    while lines[at].name != "END":
        if lines[at].name == "BEGIN":
            at = _component(lines, at, name)
            components += 1
        else:
            assert not components, "properties come before the components"
            own.append(lines[at])
            at += 1
    assert lines[at].value == name, "a component ends as itself"
    _properties(name, own)
    if name in ("VCALENDAR", "VTIMEZONE"):
        assert components, f"{name} holds a component"
    return at + 1


def _properties(component: str, lines: list[Line]) -> None:
    times = Counter(line.name for line in lines)
    for name in _ONCE[component]:
        assert times[name] == 1, f"{component} has one {name}"
    for name in _AT_MOST_ONCE.get(component, ()):
        assert times[name] <= 1, f"{component} has one {name} at most"
    values = {line.name: line for line in lines}
    for line in lines:
        if line.name in ("SUMMARY", "DESCRIPTION", "UID", "CATEGORIES", "PRODID") or line.name.startswith("X-WR-"):
            assert _TEXT.fullmatch(line.value), f"{line.value!r} is an escaped text"
    if component == "VCALENDAR":
        assert values["VERSION"].value == "2.0"
        # A method makes of it a message between people, which names its organizer (RFC 5546, 3.2.1).
        assert "METHOD" not in values
    if component == "VEVENT":
        _event(values)
    if component == "VALARM":
        assert values["ACTION"].value == "DISPLAY"
        assert _DURATION.fullmatch(values["TRIGGER"].value)


def _event(values: dict[str, Line]) -> None:
    assert _UTC.fullmatch(values["DTSTAMP"].value)
    assert values["DTSTART"].parameters == values["DTEND"].parameters == ";VALUE=DATE"
    assert _DATE.fullmatch(values["DTSTART"].value)
    assert _DATE.fullmatch(values["DTEND"].value)
    assert values["DTSTART"].value < values["DTEND"].value, "an event ends after it starts"
    assert 0 <= int(values["SEQUENCE"].value) < 2**31
    assert values["STATUS"].value in ("TENTATIVE", "CONFIRMED", "CANCELLED")
    assert "RRULE" not in values
