"""Days that recur every so many months, counted from an anchor so that they never drift."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from partnerkit.dates import Day, add_months, periods_over

LISTED: Final = 5
"""How many days of a long series are listed."""


class Cycles(NamedTuple):
    """The same day of the month as the anchor, or the last day of a shorter month, every so many months.

    Its days are numbered: the anchor is number 0, and `first` is the first number on which something is due. The cycle
    of a number runs from its day to the day before the next.
    """

    anchor: date
    months: int
    first: int = 0

    def day(self, number: int) -> date:
        """Return the day of a number; where the calendar ends before, its last day."""
        return add_months(self.anchor, number * self.months)

    def number(self, day: date) -> int:
        """Return the number whose cycle a day is in."""
        return periods_over(self.anchor, day, self.months)

    def starting(self, day: date) -> "Cycles":
        """Return the same days with nothing due before one of them or another day."""
        number = self.number(day)
        reached = number if self.day(number) == day else number + 1
        return Cycles(self.anchor, self.months, max(self.first, reached))

    def served(self, day: date) -> int:
        """Return the number that something done on a day counts for: that of its cycle, in the last third the next."""
        number = self.number(day)
        following = self.day(number + 1)
        is_early = 3 * (following - day) <= following - self.day(number)
        return number + is_early

    def lapses(self, done: Iterable[int], end: int) -> "Lapses | None":
        """Return the numbers before `end` that are not done; None if there are none."""
        covered = {number for number in done if self.first <= number < end}
        count = end - self.first - len(covered)
        if count <= 0:
            return None
        first = next(number for number in range(self.first, end) if number not in covered)
        backward = (number for number in range(end - 1, self.first - 1, -1) if number not in covered)
        latest = [self.day(number) for number in islice(backward, LISTED)]
        return Lapses(count, self.day(first), latest[0], tuple(reversed(latest)))


@dataclass(frozen=True, slots=True)
class Lapses:
    """How many of the days passed without anything, the first and the last; `latest` lists a handful, in order."""

    count: int
    first: Day
    last: Day
    latest: tuple[Day, ...]
