"""Which days are worked on: never a weekend, and no public holiday of the countries asked for."""

from collections.abc import Container, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

from partnerkit.errors import UsageError
from partnerkit.model.workspace import Workspace

Holidays: TypeAlias = "Container[date]"

_SATURDAY = 5


def is_working_day(day: date, holidays: Holidays = ()) -> bool:
    """Return whether people work on a day."""
    return day.weekday() < _SATURDAY and day not in holidays


def next_working_day(day: date, holidays: Holidays = ()) -> date:
    """Return the day itself where it is worked on, else the first working day after it."""
    while not is_working_day(day, holidays) and day < date.max:
        day += timedelta(days=1)
    return day


def previous_working_day(day: date, holidays: Holidays = ()) -> date:
    """Return the day itself where it is worked on, else the last working day before it."""
    while not is_working_day(day, holidays) and day > date.min:
        day -= timedelta(days=1)
    return day


def days_left(due: date, today: date, holidays: Holidays = ()) -> int:
    """Return how many days are left until something is due; it is late when they are fewer than none.

    What falls on a day when nobody works is due on the next working day (our decision).
    """
    return (next_working_day(due, holidays) - today).days


class _AnyOf(Container[date]):
    """The holidays of several countries together."""

    def __init__(self, calendars: Sequence[Container[date]]) -> None:
        self.calendars = calendars

    def __contains__(self, day: object) -> bool:
        return any(day in calendar for calendar in self.calendars)


def holidays_of(workspace: Workspace) -> Holidays:
    """Return the public holidays on which a workspace does not work. Raises what `public_holidays` raises."""
    return public_holidays(workspace.working_days.holidays)


@cache
def public_holidays(places: tuple[str, ...]) -> Holidays:
    """Return the public holidays of countries, or of their regions: `DE`, `DE-BY`.

    Raises `UsageError` for a place that nobody knows, and where the extra is not installed.
    """
    if not places:
        return ()
    try:
        import holidays
    except ImportError as error:
        from partnerkit.installation import adding

        raise UsageError(
            "public holidays need a library that is not installed", f"install it: {adding('holidays')}"
        ) from error
    calendars: list[Container[date]] = []
    for place in places:
        country, _, region = place.partition("-")
        try:
            calendars.append(holidays.country_holidays(country, subdiv=region or None))
        except NotImplementedError as error:
            raise UsageError(
                f"the public holidays of `{place}` are not known",
                "write a country such as DE, or a region of it such as DE-BY",
            ) from error
    return _AnyOf(calendars)
