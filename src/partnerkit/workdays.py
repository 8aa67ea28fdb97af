"""Which days are worked on: never a weekend of the country, and no public holiday of the countries asked for."""

import re
from collections.abc import Container, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final, NamedTuple

from partnerkit.countries import weekend_of
from partnerkit.errors import UsageError
from partnerkit.model.workspace import Workspace


class WorkPlaces(NamedTuple):
    """Where people work: the places whose public holidays they have, and the country of the company."""

    holidays: tuple[str, ...] = ()
    country: str | None = None


class Holidays(Container[date]):
    """The days on which no one works: the weekends and public holidays of some places together."""

    def __init__(self, weekend: Container[int], calendars: Sequence[Container[date]] = ()) -> None:
        self.weekend = weekend
        self.calendars = calendars

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, date)
        is_free = day.weekday() in self.weekend
        return is_free or (bool(self.calendars) and any(day in calendar for calendar in self.calendars))


WEEKENDS: Final[Holidays] = Holidays(weekend_of(()))
"""Saturdays and Sundays."""

_DAYS: Final = 4096
"""How many days are remembered with the working day that they give way to: all files are about the same few years."""


@lru_cache(_DAYS)
def next_working_day(day: date, holidays: Holidays = WEEKENDS) -> date:
    """Return the day itself where it is worked on, else the first working day after it."""
    while day in holidays and day < date.max:
        day += timedelta(days=1)
    return day


@lru_cache(_DAYS)
def previous_working_day(day: date, holidays: Holidays = WEEKENDS) -> date:
    """Return the day itself where it is worked on, else the last working day before it."""
    while day in holidays and day > date.min:
        day -= timedelta(days=1)
    return day


def days_left(due: date, today: date, holidays: Holidays = WEEKENDS) -> int:
    """Return how many days are left until something is due; it is late when they are fewer than none.

    What falls on a day when no one works is due on the next working day (our decision).
    """
    return (next_working_day(due, holidays) - today).days


def places_of(workspace: Workspace) -> WorkPlaces:
    """Return where the people of a workspace work."""
    country = workspace.company.country if workspace.company else None
    return WorkPlaces(workspace.working_days.holidays, country)


def holidays_of(workspace: Workspace) -> Holidays:
    """Return the days on which a workspace does not work. Raises what `days_off` raises."""
    return days_off(places_of(workspace))


@cache
def days_off(places: WorkPlaces) -> Holidays:
    """Return the days on which no one works: public holidays, and the weekend of each place that has them.

    Without such a place the weekend is that of the company's country. Raises what `public_holidays` raises.
    """
    countries = {place.partition("-")[0] for place in places.holidays} or {places.country} - {None}
    return Holidays(weekend_of(country for country in countries if country), public_holidays(places.holidays))


@cache
def public_holidays(places: tuple[str, ...]) -> Sequence[Container[date]]:
    """Return the public holidays of each of some countries, or of their regions: `DE`, `DE-BY`.

    Raises `UsageError` for a place that no one knows, and where the extra is not installed.
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
            # Whatever else the library finds under a name of its own is not a country.
            if not re.fullmatch("[A-Z]{2}", country):
                raise NotImplementedError
            calendars.append(holidays.country_holidays(country, subdiv=region or None))
        except NotImplementedError as error:
            raise UsageError(
                f"the public holidays of `{place}` are not known",
                "write a country such as DE, or a region of it such as DE-BY",
            ) from error
    return calendars
