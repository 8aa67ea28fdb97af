"""The most that a term pays, in all or in each of its periods."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from partnerkit.money.postings import ZERO
from partnerkit.money.terms import Applied
from partnerkit.money.windows import contract_year, period_of
from partnerkit.phrasing import money


class Cap:
    """What a term may still pay before its cap is reached; `unknown` is why that isn't known, or empty."""

    def __init__(self, cap: Decimal, applied: Applied) -> None:
        self.cap, self.applied = cap, applied
        self.start = applied.counts_years_from
        self.used: dict[object, Decimal] = defaultdict(lambda: ZERO)
        self.unknown = ""
        if applied.term.cap_per == "period" and applied.term.settles is None:
            self.unknown = (
                "the cap is per settlement period, but the term doesn't say how often it is settled: add `settles`"
            )
        elif applied.term.cap_per == "year" and self.start is None:
            self.unknown = "the cap is per contract year, but the file doesn't say when the agreement takes effect"

    @property
    def reached(self) -> str:
        """What a line says that was cut to what was left."""
        return f"the cap of {money(self.cap, self.applied.currency)} was reached"

    def room(self, day: date) -> Decimal:
        """Return how much more may be paid on a day; never less than nothing."""
        return max(self.cap - self.used[self._window(day)], ZERO)

    def use(self, day: date, amount: Decimal) -> None:
        """Count what was paid, or taken back, on a day."""
        self.used[self._window(day)] += amount

    def counts_from(self, day: date) -> date:
        """Return the first day on which what was paid counts for the cap on a day."""
        first = self._window(day)
        return first if isinstance(first, date) else date.min

    def _window(self, day: date) -> date | None:
        term = self.applied.term
        if term.cap_per == "period" and term.settles is not None:
            return period_of(day, term.settles, self.applied.fiscal_year).first
        return contract_year(day, self.start).first if term.cap_per == "year" and self.start else None


def cap_of(applied: Applied) -> Cap | None:
    """Return the cap of a term, nothing of it used; None where it has none."""
    return None if applied.term.cap is None else Cap(applied.term.cap, applied)
