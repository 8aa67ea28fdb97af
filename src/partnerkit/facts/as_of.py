"""What the dated parts of a file say as of a day: later entries are not known yet."""

from collections.abc import Sequence
from datetime import date

from partnerkit.dates import days_after, last_day, month_of
from partnerkit.model.choices import PlanStatus
from partnerkit.model.dynamics import Parked
from partnerkit.model.health import HealthCheck
from partnerkit.model.kpis import MonthlyResult
from partnerkit.model.outreach import Touch
from partnerkit.model.partnership import Partnership
from partnerkit.model.plan import PlanItem
from partnerkit.model.reviews import Commitment, Review
from partnerkit.model.workspace import Workspace


def complete_months(partnership: Partnership, today: date) -> list[MonthlyResult]:
    """List the results of the months that are over on `today`, oldest first.

    The month that runs, and any after it, would be compared with a whole one. The last day of a month counts.
    """
    month = month_of(today)
    is_over = last_day(month) == today
    over = [row for row in partnership.results if row.month < month or (is_over and row.month == month)]
    return sorted(over, key=lambda row: row.month)


def progress(item: PlanItem, today: date) -> PlanStatus:
    """Return the status of a plan item on `today`: done from its date on, and to do if it has no status."""
    if item.status == "dropped":
        return "dropped"
    if item.done is None:
        return item.status or "todo"
    if item.done <= today:
        return "done"
    return item.status if item.status not in (None, "done") else "todo"


def is_open(item: PlanItem, today: date) -> bool:
    """Return whether there is still something to do."""
    return progress(item, today) not in ("done", "dropped")


def done_on(done: PlanItem | Commitment, today: date) -> date | None:
    """Return the day on which an item of a plan or a commitment was done; None where it is not, or not yet."""
    return done.done if done.done is not None and done.done <= today else None


def reviews_held(partnership: Partnership, today: date) -> list[Review]:
    """List the reviews up to `today`, oldest first; what a later one holds is not promised yet."""
    return sorted((review for review in partnership.reviews if review.date <= today), key=lambda review: review.date)


def touches(partnership: Partnership, today: date) -> Sequence[Touch]:
    """List the touches up to `today`, in the order of the file."""
    given = partnership.outreach.touches if partnership.outreach else ()
    return [touch for touch in given if touch.date <= today]


def stale_from(assessed: date, workspace: Workspace) -> date:
    """Return the day from which a look at something is too old."""
    return days_after(assessed, workspace.assessments.stale_after_days + 1)


def parked(partnership: Partnership, today: date) -> Parked | None:
    """Return how a partnership is parked; on the day to look at it again it no longer is."""
    given = partnership.dynamics.parked if partnership.dynamics else None
    return given if given is not None and given.until > today else None


def health_checks(partnership: Partnership, today: date) -> Sequence[HealthCheck]:
    """List the health entries up to `today`, oldest first."""
    return sorted((check for check in partnership.health if check.date <= today), key=lambda check: check.date)
