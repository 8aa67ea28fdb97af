"""How far is an agreement, until when does it run, and by when would notice be given?"""

from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from partnerkit.dates import add_months, days_after, months_between
from partnerkit.facts.notice import Notice, notice_of_non_renewal, notice_without_cause
from partnerkit.model.agreement import Agreement, Exclusivity, Term
from partnerkit.model.choices import AgreementStatus
from partnerkit.model.partnership import Partnership

EffectiveStatus: TypeAlias = Literal["missing", "negotiated", "signed", "assumed", "ended"]


@dataclass(frozen=True)
class AgreementState:
    """An agreement as of a day; `written` is its term as the file has it, and so are `word` and `signature`.

    `status` is `negotiated` until the day of the signature, and `assumed` where the file does not say: an agreement
    is then taken to bind, since a last day for notice that no one needs is better than one that no one sees.
    """

    status: EffectiveStatus
    written: Term | None
    today: date
    word: AgreementStatus | None = None
    signature: date | None = None

    @property
    def is_signed(self) -> bool:
        """Whether it is signed by that day, and has not ended."""
        return self.status == "signed"

    @property
    def was_signed(self) -> bool:
        """Whether it is signed by that day, or has ended and has a signature."""
        return self.is_signed or (self.status == "ended" and self.signature is not None)

    @property
    def to_be_signed(self) -> date | None:
        """The day of a signature that is still to come."""
        return self.signature if self.status == "negotiated" and _is_later(self.signature, self.today) else None

    @property
    def is_drafted(self) -> bool:
        """Whether it is negotiated, and there is a text to sign."""
        return self.status == "negotiated" and self.word != "none"

    @property
    def binds(self) -> bool:
        """Whether it is signed, or has a term that is taken to run."""
        return self.is_signed or self.term is not None

    @property
    def term(self) -> Term | None:
        """The term in force; None where no agreement binds, or where it has no term."""
        return self.written if self.status in ("signed", "assumed") else None

    @cached_property
    def ends(self) -> date | None:
        """The last day of the term as it runs on the day, in force or not.

        While the agreement is negotiated, that of the initial term: what no one has signed has not been renewed either.
        """
        if self.status == "negotiated":
            return self.initial_end
        return last_day_of_term(self.written, self.today) if self.written else None

    @property
    def fixed_end(self) -> date | None:
        """The last day of a term in force that does not renew by itself."""
        return self.ends if self.term is not None and not self.renews else None

    @property
    def initial_end(self) -> date | None:
        """The last day of the initial term, whatever day it is."""
        return last_day_of_term(self.written, date.min) if self.written else None

    @cached_property
    def notice(self) -> Notice | None:
        """The notice of non-renewal that the term in force requires; None if none is agreed."""
        return notice_of_non_renewal(self.term) if self.term else None

    @property
    def is_over(self) -> bool:
        """Whether the last day of the term is past."""
        return (ends := self.ends) is not None and ends < self.today

    @cached_property
    def renews(self) -> bool:
        """Whether the term in force renews automatically if no one gives notice; otherwise it ends.

        In the last period that the limit on renewals allows, it ends.
        """
        if self.term is None or self.term.renewal != "automatic":
            return False
        period = _period(self.term, self.today)
        return period is None or period.is_renewable

    @property
    def notice_by(self) -> date | None:
        """The last day for notice in the period of the term in force that runs on the day; it may be past."""
        return last_day_for_notice(self.term, self.today) if self.term else None

    @property
    def is_notice_over(self) -> bool:
        """Whether that day is past."""
        return (notice := self.notice_by) is not None and notice < self.today

    @property
    def next_notice_ends(self) -> date | None:
        """The last day of the period that such notice ends; None where it cannot be given any more."""
        if self.term is None or self.notice is None or self.next_notice_by is None:
            return None
        return last_day_of_term(self.term, self.notice.takes_effect(self.today))

    @cached_property
    def next_notice_by(self) -> date | None:
        """The next day on which notice can still be given, in this period of the term in force or a later one."""
        return next_day_for_notice(self.term, self.today) if self.term else None


def state_of(agreement: Agreement | None, today: date) -> AgreementState:
    """Return an agreement as of a day; one that the file does not have is `missing`."""
    if agreement is None:
        return AgreementState("missing", None, today)
    status = _status_of(agreement, today)
    return AgreementState(status, agreement.term, today, agreement.status, agreement.signed)


def claimed_signature(agreement: Agreement | None) -> date | None:
    """Return the day of a signature that the file calls a fact; one that is only planned has another status."""
    return agreement.signed if agreement is not None and agreement.status == "signed" else None


def is_same_signature(one: Agreement | None, other: Agreement) -> bool:
    """Whether two versions of an agreement were signed on the same day, whatever else differs."""
    return one is not None and one.signed is not None and one.signed == other.signed


def _status_of(agreement: Agreement, today: date) -> EffectiveStatus:
    if agreement.status == "ended":
        return "ended"
    if _is_later(agreement.signed, today):
        return "negotiated"
    if agreement.status == "signed" or (agreement.status is None and agreement.signed is not None):
        return "signed"
    return "negotiated" if agreement.status else "assumed"


def _is_later(signature: date | None, today: date) -> bool:
    return signature is not None and signature > today


def exclusivity_agreed_or_proposed(partnership: Partnership, today: date) -> Exclusivity | None:
    """Return the exclusivity that is agreed on `today` or being negotiated, if there is any."""
    agreement = partnership.agreement
    if agreement is None or agreement.status == "ended" or partnership.stage == "exit":
        return None
    exclusivity = agreement.exclusivity
    if exclusivity is None or exclusivity.kind == "none":
        return None
    return None if exclusivity.until is not None and exclusivity.until < today else exclusivity


class _Period(NamedTuple):
    """The period of a term that runs on a day: the initial one, or a renewal."""

    last: date
    is_renewable: bool


def last_day_of_term(term: Term, today: date) -> date | None:
    """Return the last day of the term that runs on `today`; None where its length, or its start, is not given.

    A term of 12 months from February 10 ends with February 9, and one of 6 months from August 31 with the last
    day of February, for the month has no day before which it would end. An automatic renewal lasts `renewal_months`,
    else as long as the initial term; all periods are counted from the start, so a short month does not
    shorten those after it. A term that is not renewed any more keeps its end, even when it is past; the end of one
    that is renewed for a time that is not given is unknown.
    """
    period = _period(term, today)
    return period.last if period else None


def last_day_of_renewals(term: Term) -> date | None:
    """Return the last day of the last renewal of a term; None where there is no last one, or it is not known."""
    return None if term.renewals_max is None else last_day_of_term(term, date.max)


def _period(term: Term, today: date) -> _Period | None:
    """Return the period of a term that runs on a day, or its last one where that is past."""
    counted_from, months = _counted(term)
    if counted_from is None:
        return None
    last = term.ends or _last_day(counted_from, months)
    most = term.renewals_max
    if term.renewal != "automatic" or most == 0:
        return _Period(last, False)
    if last >= today:
        return _Period(last, True)
    step = months_of_renewal(term)
    if step is None:
        return None
    # In the last year of the calendar nothing is renewed any more.
    reached = min(today, date(MAXYEAR, 1, 1))
    # As many renewals as do not lead past the month that is to be reached; if they end too early, one more.
    renewals = max(0, months_between(counted_from, reached) - months) // step
    if _last_day(counted_from, months + renewals * step) < reached:
        renewals += 1
    renewals = renewals if most is None else min(renewals, most)
    return _Period(_last_day(counted_from, months + renewals * step), renewals != most)


def _counted(term: Term) -> tuple[date | None, int]:
    """Return the day from which the periods of a term are counted, and how many months later the first renewal starts.

    A term that has a last day is renewed from the day after.
    """
    if term.ends is not None:
        return days_after(term.ends, 1), 0
    return (None, 0) if term.months is None else (term.starts, term.months)


def months_of_renewal(term: Term) -> int | None:
    """Return how long a renewal lasts; a term up to a day that is no number of months does not tell."""
    if term.renewal_months is not None or term.ends is None:
        return term.renewal_months or term.months
    if term.starts is None:
        return None
    months = months_between(term.starts, days_after(term.ends, 1))
    return months if months > 0 and _last_day(term.starts, months) == term.ends else None


def _last_day(starts: date, months: int) -> date:
    """Return the last of so many months: the day before they begin again, or the end of a month that is too short."""
    after = add_months(starts, months)
    return after if after.day < starts.day else after - timedelta(days=1)


def last_day_for_notice(term: Term, today: date) -> date | None:
    """Return the last day on which notice of non-renewal can be given; None where none is agreed, or none needed.

    Only a term that silence renews needs notice; any other ends unless it is renewed, and so does one that has been
    renewed as often as it may be. The day belongs to the period that runs on `today`, and may be past.
    """
    period, notice = _period(term, today), notice_of_non_renewal(term)
    return notice.last_day_for(period.last) if period and notice and period.is_renewable else None


def next_day_for_notice(term: Term, today: date) -> date | None:
    """Return the next day on which notice of non-renewal can still be given; None where it is too late, or not agreed.

    For a term that renews by itself the day may belong to a later period than the one that runs on `today`.
    """
    notice = notice_of_non_renewal(term)
    last = last_day_for_notice(term, notice.takes_effect(today)) if notice else None
    return last if last is not None and last >= today else None


class WithoutCause(NamedTuple):
    """Notice without cause as of a day: given by `by`, it ends the agreement on `ends`."""

    notice: Notice
    by: date
    ends: date


def ending_without_cause(agreement: Agreement | None, today: date) -> WithoutCause | None:
    """Return when an agreement in force can next be ended without cause; None where it cannot be."""
    notice = notice_without_cause(agreement.termination) if agreement else None
    if notice is None or not state_of(agreement, today).binds:
        return None
    ends = notice.takes_effect(today)
    return WithoutCause(notice, notice.last_day_for(ends), ends)


def has_pending_amendments(agreement: Agreement | None, today: date) -> bool:
    """Return whether a signed agreement has amendments that no document is recorded for."""
    is_signed = state_of(agreement, today).is_signed
    return agreement is not None and is_signed and any(one.ref is None for one in agreement.amendments)


def changed_terms(before: Agreement | None, now: Agreement | None) -> tuple[str, ...]:
    """Return the keys below `agreement` that have changed; what was signed, and how it was amended, are no terms."""
    if before is None or now is None:
        return ()
    names = (name for name in Agreement.model_fields if name not in ("status", "signed", "amendments"))
    return tuple(f"agreement.{name}" for name in names if getattr(before, name) != getattr(now, name))
