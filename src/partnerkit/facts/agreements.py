"""Which agreement binds, until when, and by when would notice be given?"""

from datetime import MAXYEAR, date, timedelta

from partnerkit.dates import add_months, days_after, days_before
from partnerkit.model.agreement import Agreement, Exclusivity, Term
from partnerkit.model.partnership import Partnership


def is_signed(agreement: Agreement | None, today: date) -> bool:
    """Return whether an agreement is signed on `today`."""
    return agreement is not None and agreement.status == "signed" and _is_due(agreement, today)


def term_in_force(agreement: Agreement | None, today: date) -> Term | None:
    """Return the term of an agreement that binds on `today`.

    Where the file does not say what an agreement's status is, it is taken to bind: a last day for notice that nobody
    needs is better than one that nobody sees.
    """
    if agreement is None or agreement.status not in (None, "signed") or not _is_due(agreement, today):
        return None
    return agreement.term


def _is_due(agreement: Agreement, today: date) -> bool:
    return agreement.signed is None or agreement.signed <= today


def exclusivity_agreed_or_proposed(partnership: Partnership, today: date) -> Exclusivity | None:
    """Return the exclusivity that holds on `today` or is being negotiated, if there is any."""
    agreement = partnership.agreement
    if agreement is None or agreement.status == "ended" or partnership.stage == "exit":
        return None
    exclusivity = agreement.exclusivity
    if exclusivity is None or exclusivity.kind == "none":
        return None
    return None if exclusivity.until is not None and exclusivity.until < today else exclusivity


def last_day_of_term(term: Term, today: date) -> date | None:
    """Return the last day of the term that runs on `today`; None where start or length is not given.

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
    """Return the last of so many months: the day before they begin again, or the end of a month that is too short."""
    after = add_months(starts, months)
    return after if after.day < starts.day else after - timedelta(days=1)


def last_day_for_notice(term: Term, today: date) -> date | None:
    """Return the last day on which notice of non-renewal can be given; None where none is agreed, or none needed.

    Notice must be there `notice_days` full days before the last day of the term. For a term that renews by
    itself the day belongs to the period that runs on `today`, and may be past. One that is never renewed needs none.
    """
    last = last_day_of_term(term, today)
    if last is None or term.notice_days is None or term.renewal == "none":
        return None
    return days_before(last, term.notice_days)


def next_day_for_notice(term: Term, today: date) -> date | None:
    """Return the next day on which notice of non-renewal can still be given; None where it is too late, or not agreed.

    For a term that renews by itself the day may belong to a later period than the one that runs on `today`.
    """
    notice = last_day_for_notice(term, days_after(today, term.notice_days or 0))
    return notice if notice is not None and notice >= today else None
