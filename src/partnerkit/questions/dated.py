"""What the dated parts of a file say as of a day: later entries are not known yet."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from partnerkit.model.health import HealthCheck
from partnerkit.model.kpis import MonthlyResult
from partnerkit.model.partnership import Partnership


def first_day(month: str) -> date:
    """Answer the first day of a month written YYYY-MM."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """Answer the last day of a month written YYYY-MM."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def complete_months(partnership: Partnership, today: date) -> list[MonthlyResult]:
    """List the results of the months that are over on `today`, oldest first.

    The month that runs, and any after it, would be compared with a whole one. The last day of a month counts.
    """
    over = [result for result in partnership.results if last_day(result.month) <= today]
    return sorted(over, key=lambda result: result.month)


def health_checks(partnership: Partnership, today: date) -> Sequence[HealthCheck]:
    """List the health entries up to `today`, oldest first."""
    return sorted((check for check in partnership.health if check.date <= today), key=lambda check: check.date)
