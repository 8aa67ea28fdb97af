"""The spans of time that terms count in: settlement periods, contract years, and all of an agreement."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.dates import add_months, months_between
from partnerkit.periods import last_before

Span: TypeAlias = Literal["month", "quarter", "year"]

MONTHS: Final[Mapping[Span, int]] = {"month": 1, "quarter": 3, "year": 12}


def span_of(period: str) -> Span | None:
    """Return how long a period written 2026-03, 2026-Q1 or 2026 is; None for a week."""
    rest = period[4:]
    return "year" if not rest else "quarter" if rest.startswith("-Q") else None if rest.startswith("-W") else "month"


def span_between(first: date, last: date) -> Span:
    """Return how long the month, quarter or year between its first and its last day is."""
    months = months_between(first, last) + 1
    return next(span for span, count in MONTHS.items() if months <= count or span == "year")


class Window(NamedTuple):
    """A span of time, its first and its last day."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        """Whether a day is in it."""
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def within(self, first: date, last: date) -> "Window | None":
        """Return the part of it that lies between two days; None where there is none."""
        part = Window(max(self.first, first), min(self.last, last))
        return part if part.first <= part.last else None


def period_of(day: date, span: Span, fiscal_year: int = 1) -> Window:
    """Return the month, quarter or year that a day is in; quarters and years start where the fiscal year does."""
    months = MONTHS[span]
    into = (day.month - fiscal_year) % months
    first = add_months(day.replace(day=1), -into)
    return Window(first, last_before(add_months(first, months)))


def periods_between(first: date, last: date, span: Span, fiscal_year: int = 1) -> Iterator[Window]:
    """Yield every month, quarter or year that has a day between two days, in order."""
    return windows_between(first, last, lambda day: period_of(day, span, fiscal_year))


def windows_between(first: date, last: date, window_of: Callable[[date], Window]) -> Iterator[Window]:
    """Yield every window that has a day between two days, in order; `window_of` returns the one that a day is in."""
    day = first
    while day <= last:
        window = window_of(day)
        yield window
        if window.last >= date.max - timedelta(days=1):
            return
        day = window.last + timedelta(days=1)


def contract_year(day: date, start: date) -> Window:
    """Return the year that a day is in, counted from the day on which the agreement takes effect.

    Every year is counted from the start, so one that starts on February 29 starts on February 28 in between
    and on February 29 again in the next leap year.
    """
    years = months_between(start, day) // 12
    if add_months(start, 12 * years) > day:
        years -= 1
    elif add_months(start, 12 * (years + 1)) <= day:
        years += 1
    return Window(add_months(start, 12 * years), last_before(add_months(start, 12 * (years + 1))))


def months_from(start: date, months: int) -> Window:
    """Return so many months from a day: 12 months from 2024-02-29 end on 2025-02-27."""
    return Window(start, last_before(add_months(start, months)))
