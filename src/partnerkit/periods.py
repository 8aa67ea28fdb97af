"""Spans of time as people write them, and the weeks, months and quarters inside them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from partnerkit.dates import add_months, days_after

Unit: TypeAlias = Literal["week", "month", "quarter"]
"""What a span of time is divided into."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PERIOD: Final = r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|W(?P<week>[0-9]{2})|(?P<month>[0-9]{2})))?"


def parse_period(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of `2026`, `2026-Q2`, `2026-04` or `2026-W17`; None for anything else.

    Weeks are those of ISO 8601: they begin on Monday, and the first has the year's first Thursday.
    """
    match = re.fullmatch(_PERIOD, text)
    if match is None:
        return None
    try:
        year = int(match["year"])
        if match["week"]:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
            return monday, days_after(monday, 6)
        if match["quarter"]:
            return _months(date(year, 3 * int(match["quarter"]) - 2, 1), 3)
        if match["month"]:
            return _months(date(year, int(match["month"]), 1), 1)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def _months(first: date, count: int) -> tuple[date, date]:
    return first, last_before(add_months(first, count))


def last_before(following: date) -> date:
    """Return the day before a unit that follows, or the last of the calendar where none does."""
    return following if following == date.max else following - timedelta(days=1)


def unit_for(starts: date, ends: date) -> Unit:
    """Return the unit in which a span of time is best told."""
    days = (ends - starts).days + 1
    return "week" if days <= 7 * 13 else "month" if days <= 31 * 24 else "quarter"


def floor(day: date, unit: Unit) -> date:
    """Return the first day of the week, month or quarter that a day is in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if unit == "month" else 3 * ((day.month - 1) // 3) + 1)


def following(first: date, unit: Unit) -> date:
    """Return the first day of the unit after that which begins on `first`."""
    return days_after(first, 7) if unit == "week" else add_months(first, 1 if unit == "month" else 3)


def ticks(starts: date, ends: date, unit: Unit, apart: int = 0) -> Iterator[tuple[date, str]]:
    """Yield the first day and the name of every unit that begins within a span of time.

    Names are W17, Apr or Q2; the first one and the first of each year carry the year. Units that begin fewer than
    `apart` days after the one before are left out.
    """
    first = floor(starts, unit)
    year = None
    while first <= ends:
        if first >= starts:
            name, its_year = _name(first, unit)
            yield first, name if its_year == year else f"{name} {its_year}"
            year = its_year
        after = max(following(first, unit), floor(days_after(first, apart), unit))
        if after <= first:
            return
        first = after


def _name(first: date, unit: Unit) -> tuple[str, int]:
    match unit:
        case "week":
            year, week, _ = first.isocalendar()
            return f"W{week:02}", year
        case "month":
            return _MONTHS[first.month - 1], first.year
        case _:
            return f"Q{(first.month + 2) // 3}", first.year
