"""The arithmetic of days, where months differ in length and the calendar has ends.

All files name the same few months, so their ends are remembered.
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import Final, TypeAlias

Day: TypeAlias = date
"""A day of the calendar, where a field itself is called `date`."""


_SHORTEST_MONTH: Final = 28


def month_of(day: date) -> str:
    """Return the month of a day, written YYYY-MM."""
    return day.isoformat()[:7]


@lru_cache
def first_day(month: str) -> date:
    """Return the first day of a month written YYYY-MM."""
    return date.fromisoformat(f"{month}-01")


def month_number(day: date) -> int:
    """Return the number of a day's month, counted on through the years, so months can be added and compared."""
    return 12 * day.year + day.month - 1


def month_numbered(number: int) -> date:
    """Return the first day of the month with a number, as `month_number` counts them."""
    year, month = divmod(number, 12)
    return date(year, month + 1, 1)


@lru_cache
def last_day(month: str) -> date:
    """Return the last day of a month written YYYY-MM."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def year_start(day: date, month: int) -> date:
    """Return the first day of the year that a day is in, where years start on the first day of `month`, 1 to 12."""
    return date(max(day.year - (day.month < month), MINYEAR), month, 1)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it is shorter.

    January 31 and one month is February 28, or 29 in a leap year. Where the calendar ends
    before, its last day, or its first.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        return date.max
    if year < MINYEAR:
        return date.min
    if day.day <= _SHORTEST_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, second: date) -> int:
    """Return how many months the month of the second day is after that of the first, whatever the days in them."""
    return month_number(second) - month_number(first)


def periods_over(begin: date, end: date, months: int) -> int:
    """Return how many periods of so many months, all counted from `begin`, have passed by `end`; 0 or less for none."""
    distance = months_between(begin, end)
    count = distance // months
    return count if count * months < distance or add_months(begin, distance) <= end else count - 1


def days_after(day: date, days: int) -> date:
    """Return the day so many days later, or earlier where they are negative; at most the ends of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def days_before(day: date, days: int) -> date:
    """Return the day `days` earlier, or the first day of the calendar where that is later."""
    return day - timedelta(days=days) if days < day.toordinal() else date.min


def end_of_period(day: date, months: int) -> date:
    """Return the last day of the calendar month (1), quarter (3) or year (12) that a day is in."""
    return last_day(f"{day.year:04}-{(day.month - 1) // months * months + months:02}")


def start_of_period(day: date, months: int) -> date:
    """Return the first day of the calendar month (1), quarter (3) or year (12) that a day is in."""
    return day.replace(day=1, month=(day.month - 1) // months * months + 1)


def months_before(day: date, months: int) -> date:
    """Return the last day from which so many months have passed by another: September 30 for December 31 and three.

    At least the first day of the calendar.
    """
    earlier = add_months(day, -months)
    while (later := days_after(earlier, 1)) != earlier and add_months(later, months) <= day:
        earlier = later
    return earlier
