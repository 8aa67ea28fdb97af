"""Write events as an iCalendar file."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from partnerkit.dates import days_after
from partnerkit.errors import UsageError
from partnerkit.events import Event, Recurrence
from partnerkit.render.safe import one_line, visible
from partnerkit.results import Recorded

_RINGS_AT: Final = 9
"""The hour of the day at which alarms ring, where the calendar is read."""


def render(events: Sequence[Event], today: date, at: Recorded | None = None) -> str:
    """Render events, stamped with `today`, so that the same files on the same day give the same bytes.

    Days are written as dates: they belong to no time zone, and fall on the same day everywhere. When an event was
    last modified is not said, since no file knows: a second export of the same day would pass for no news. Raises
    `UsageError` where the extra is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise UsageError(
            "a calendar needs a library that is not installed", "pip install 'partnerkit[calendar]'"
        ) from error
    calendar = Calendar()
    calendar.add("prodid", "-//partnerkit//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Partnerships")
    if at is not None:
        calendar.add("x-wr-caldesc", at.sentence)
    for event in events:
        calendar.add_component(_event(event, datetime.combine(today, time(), UTC)))
    return str(calendar.to_ical().decode("utf-8"))


def _event(event: Event, stamp: datetime) -> Any:
    from icalendar import Alarm
    from icalendar import Event as Component

    component = Component()
    component.add("uid", event.uid)
    component.add("dtstamp", stamp)
    component.add("dtstart", event.starts)
    # The end is the first day that no longer belongs to it (RFC 5545).
    component.add("dtend", days_after(event.ends, 1))
    component.add("summary", one_line(event.summary))
    component.add("description", visible(event.details))
    component.add("categories", [event.kind])
    component.add("transp", "TRANSPARENT")
    if event.recurrence is not None:
        component.add("rrule", _rule(event.recurrence, event.starts))
    for days in event.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one_line(event.summary))
        alarm.add("trigger", timedelta(days=-days, hours=_RINGS_AT))
        component.add_component(alarm)
    return component


def _rule(recurrence: Recurrence, starts: date) -> dict[str, Any]:
    """Say on which days an event recurs: a day that a month lacks is its last day, February 29 too."""
    rule: dict[str, Any] = {"freq": "MONTHLY", "interval": recurrence.months}
    if recurrence.months % 12 == 0:
        rule = {"freq": "YEARLY", "interval": recurrence.months // 12, "bymonth": starts.month}
    if recurrence.day == 31:
        return {**rule, "bymonthday": -1}
    if recurrence.day > 28:
        return {**rule, "bymonthday": list(range(28, recurrence.day + 1)), "bysetpos": -1}
    return {**rule, "bymonthday": recurrence.day}
