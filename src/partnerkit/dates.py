"""The arithmetic of days: months of different length, terms that renew, notice that must be given in time."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import TypeAlias

from partnerkit.model.agreement import Term

Day: TypeAlias = date
"""A day of the calendar, where a field itself is called `date`."""


def add_months(day: date, months: int) -> date:
    """Answer the same day `months` later, or the last day of that month where it is shorter.

    January 31 and one month is February 28, or 29 in a leap year. Where the calendar ends
    before, its last day, or its first.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        return date.max
    if year < MINYEAR:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_after(day: date, days: int) -> date:
    """Answer the day so many days later, or earlier where they are negative; at most the ends of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def days_before(day: date, days: int) -> date:
    """Answer the day `days` earlier, or the first day of the calendar where that is later."""
    return day - timedelta(days=days) if days < day.toordinal() else date.min


def last_day_of_term(term: Term, today: date) -> date | None:
    """Answer the last day of the term that runs on `today`; None where start or length is not given.

    A term of 12 months from February 10 ends with February 9, and one of 6 months from August 31 with the last
    day of February, for the month has no day before which it would end. An automatic renewal lasts `renewal_months`,
    else as long as the initial term; all periods are counted from the start, so that a short month does not
    shorten those after it. A term that does not renew by itself keeps its end, even when it is past.
    """
    if term.starts is None or term.months is None:
        return None
    months = term.months
    last = _last_day(term.starts, months)
    while term.renewal == "automatic" and last < today and last.year < MAXYEAR:
        months += term.renewal_months or term.months
        last = _last_day(term.starts, months)
    return last


def _last_day(starts: date, months: int) -> date:
    """Answer the last of so many months: the day before they begin again, or the end of a month that is too short."""
    after = add_months(starts, months)
    return after if after.day < starts.day else after - timedelta(days=1)


def last_day_for_notice(term: Term, today: date) -> date | None:
    """Answer the last day on which notice of non-renewal can be given; None where none is agreed, or none needed.

    Notice must be there `notice_days` full days before the last day of the term. For a term that renews by
    itself the day belongs to the period that runs on `today`, and may be past. One that is never renewed needs none.
    """
    last = last_day_of_term(term, today)
    if last is None or term.notice_days is None or term.renewal == "none":
        return None
    return days_before(last, term.notice_days)


def next_day_for_notice(term: Term, today: date) -> date | None:
    """Answer the next day on which notice of non-renewal can still be given; None where it is too late, or not agreed.

    For a term that renews by itself the day may belong to a later period than the one that runs on `today`.
    """
    notice = last_day_for_notice(term, days_after(today, term.notice_days or 0))
    return notice if notice is not None and notice >= today else None
