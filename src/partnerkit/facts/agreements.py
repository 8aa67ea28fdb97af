"""How far is an agreement, until when does it run, and by when would notice be given?"""

from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Final, Literal, TypeAlias

from partnerkit.dates import add_months, days_after, days_before, months_between
from partnerkit.model.agreement import Agreement, Exclusivity, Term
from partnerkit.model.partnership import Partnership

EffectiveStatus: TypeAlias = Literal["missing", "negotiated", "signed", "assumed", "ended"]


@dataclass(frozen=True, slots=True)
class AgreementState:
    """An agreement as of a day.

    `status` is `negotiated` until the day of the signature, and `assumed` where the file does not say: an agreement
    is then taken to bind, since a last day for notice that no one needs is better than one that no one sees.

    `term` is the term in force; None where no agreement binds, or where it has no term. `ends` is the last day of the
    term as it runs on the day, in force or not; while an agreement is negotiated, that of the initial term, for what
    no one has signed has not been renewed either. `initial_end` is the last day of the initial term, whatever day it
    is. `notice_by` is the last day for notice in the period that runs, and `next_notice_by` the next one that is not
    past; both only for a term in force.
    """

    status: EffectiveStatus
    term: Term | None = None
    ends: date | None = None
    initial_end: date | None = None
    is_over: bool = False
    notice_by: date | None = None
    is_notice_over: bool = False
    next_notice_by: date | None = None

    @property
    def is_signed(self) -> bool:
        """Whether it is signed by that day, and has not ended."""
        return self.status == "signed"

    @property
    def binds(self) -> bool:
        """Whether it is signed, or has a term that is taken to run."""
        return self.is_signed or self.term is not None


_MISSING: Final = AgreementState("missing")


def state_of(agreement: Agreement | None, today: date) -> AgreementState:
    """Return an agreement as of a day."""
    if agreement is None:
        return _MISSING
    status, term = _status_of(agreement, today), agreement.term
    if term is None:
        return AgreementState(status)
    in_force = term if status in ("signed", "assumed") else None
    initial_end = last_day_of_term(term, date.min)
    ends = initial_end if status == "negotiated" else last_day_of_term(term, today)
    notice_by = last_day_for_notice(term, today) if in_force else None
    return AgreementState(
        status=status,
        term=in_force,
        ends=ends,
        initial_end=initial_end,
        is_over=ends is not None and ends < today,
        notice_by=notice_by,
        is_notice_over=notice_by is not None and notice_by < today,
        next_notice_by=next_day_for_notice(term, today) if in_force else None,
    )


def _status_of(agreement: Agreement, today: date) -> EffectiveStatus:
    if agreement.status == "ended":
        return "ended"
    if agreement.signed is not None and agreement.signed > today:
        return "negotiated"
    return "signed" if agreement.status == "signed" else "negotiated" if agreement.status else "assumed"


def exclusivity_agreed_or_proposed(partnership: Partnership, today: date) -> Exclusivity | None:
    """Return the exclusivity that is agreed on `today` or being negotiated, if there is any."""
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
    last = _last_day(term.starts, term.months)
    if term.renewal != "automatic" or last >= today:
        return last
    # In the last year of the calendar nothing is renewed any more.
    reached = min(today, date(MAXYEAR, 1, 1))
    step = term.renewal_months or term.months
    # As many renewals as do not lead past the month that is to be reached; if they end too early, one more.
    renewals = max(0, months_between(term.starts, reached) - term.months) // step
    months = term.months + renewals * step
    last = _last_day(term.starts, months)
    return last if last >= reached else _last_day(term.starts, months + step)


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
