"""How long before an end notice must be given, in the unit that the contract uses: 90 days are not three months."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from partnerkit.dates import add_months, days_after, days_before, end_of_period, months_before, start_of_period
from partnerkit.model.agreement import Term, Termination
from partnerkit.model.choices import PeriodEnd
from partnerkit.phrasing import plural

_MONTHS_IN: Final[dict[PeriodEnd, int]] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Notice:
    """So many days or months, and where the contract says so, to the end of a calendar month, quarter or year."""

    count: int
    unit: Literal["day", "month"]
    to: PeriodEnd | None = None

    @property
    def in_words(self) -> str:
        """The notice in a sentence: `3 months`, `30 days to the end of a quarter`."""
        length = plural(self.count, self.unit)
        return f"{length} to the end of a {self.to}" if self.to else length

    def last_day_for(self, end: date) -> date:
        """Return the last day on which notice can be given that takes effect by `end`.

        Days are full days before it; months have passed by it. Notice to the end of a period counts back from the last
        such end that is not after `end`.
        """
        if self.to:
            end = _last_period_end(end, _MONTHS_IN[self.to])
        return months_before(end, self.count) if self.unit == "month" else days_before(end, self.count)

    def takes_effect(self, given: date) -> date:
        """Return the first day on which notice that is given on a day can take effect."""
        over = add_months(given, self.count) if self.unit == "month" else days_after(given, self.count)
        return end_of_period(over, _MONTHS_IN[self.to]) if self.to else over


def _last_period_end(day: date, months: int) -> date:
    ends = end_of_period(day, months)
    return day if day == ends else days_before(start_of_period(day, months), 1)


def notice_of_non_renewal(term: Term) -> Notice | None:
    """Return the notice by which a renewal is declined; None where none is agreed."""
    return _notice(term.notice_days, term.notice_months, term.notice_to)


def notice_without_cause(termination: Termination | None) -> Notice | None:
    """Return the notice by which an agreement is ended without cause; None where it cannot be."""
    if termination is None:
        return None
    return _notice(termination.convenience_days, termination.convenience_months, termination.convenience_to)


def _notice(days: int | None, months: int | None, to: PeriodEnd | None) -> Notice | None:
    if months is not None:
        return Notice(months, "month", to)
    return None if days is None else Notice(days, "day", to)
