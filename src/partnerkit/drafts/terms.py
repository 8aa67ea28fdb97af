"""The term of the agreement as templates see it, and how a letter can end it."""

from datetime import date
from typing import Any

from partnerkit.drafts.plain import Plain
from partnerkit.facts.agreements import ending_without_cause, months_of_renewal, state_of
from partnerkit.facts.case import Case


def term(plain: Plain, case: Case) -> dict[str, Any]:
    """Return the term as it runs on the day: its end, its last day for notice, and what is past of it."""
    agreement = case.partnership.agreement
    state = state_of(agreement, case.today)
    # Only a term in force that renews automatically has a day for notice.
    needs_none = agreement is not None and not state.renews
    path = "agreement.term"
    return {
        "ends": iso(state.ends) or plain.gap(f"{path}.months", "how long the agreement runs"),
        "binding": state.binds,
        "negotiated": state.status == "negotiated",
        "ended": state.status == "ended",
        "over": state.is_over,
        "lapses": state.term is not None and not state.renews and not state.is_over,
        "notice_over": state.is_notice_over,
        "notice_by": iso(state.notice_by)
        if state.notice_by or needs_none
        else plain.gap(f"{path}.notice_days", "the notice for not renewing"),
    }


def ending(plain: Plain, case: Case) -> dict[str, Any]:
    """Return how a letter of today can end the agreement: the `way`, the last day to give notice and the day it ends.

    The way is `non-renewal` or `without-cause`, whichever notice ends it by the day on which commitments end, and
    without such a day, at the next renewal; `expiry` for a term that ends by itself, `over` for one that has ended,
    `unsigned` where nothing binds, and `reserved` where the file has no right to end it. `sooner` is what is left to
    decide where no day is set for the end and notice could end the agreement sooner; `form` what a notice by email
    leaves to do.
    """
    notice = ending_without_cause(case.partnership.agreement, case.today)
    found = _ending(case)
    form = plain.gap("agreement", "also send it the way the agreement requires")
    is_choice = notice is not None and not _until(case) and notice.ends.isoformat() < found["ends"]
    words = f"let it run, or end it earlier on notice of {notice.notice.in_words}" if notice else ""
    return {**found, "form": form, "sooner": plain.gap("exit", words) if is_choice else ""}


def _ending(case: Case) -> dict[str, str]:
    """Return the way, and its two days."""
    agreement = case.partnership.agreement
    state = state_of(agreement, case.today)
    without_cause = ending_without_cause(agreement, case.today)
    until = _until(case)
    renewal_ends = state.next_notice_ends
    if not state.binds:
        return _way("unsigned")
    if state.is_over:
        return _way("over", None, state.ends)
    if without_cause and _is_sooner(without_cause.ends, renewal_ends or state.fixed_end, until):
        return _way("without-cause", without_cause.by, without_cause.ends)
    if renewal_ends is not None:
        return _way("non-renewal", state.next_notice_by, renewal_ends)
    if state.fixed_end is not None:
        return _way("expiry", None, state.fixed_end)
    return _way("reserved")


def _until(case: Case) -> date | None:
    """Return the day until which commitments are honored, where it is set."""
    return case.partnership.exit.until if case.partnership.exit else None


def _is_sooner(ends: date, otherwise: date | None, until: date | None) -> bool:
    """Return whether notice without cause is the way to go: there is no other, or the other ends after `until`."""
    return otherwise is None or (until is not None and until < otherwise and ends < otherwise)


def _way(way: str, by: date | None = None, ends: date | None = None) -> dict[str, str]:
    return {"way": way, "by": iso(by), "ends": iso(ends)}


def first_term_ends(plain: Plain, case: Case) -> Any:
    """Return the last day of the initial term, whatever day it is today."""
    last = state_of(case.partnership.agreement, case.today).initial_end
    return iso(last) or plain.gap("agreement.term.months", "how long it runs")


def renewal_months(plain: Plain, case: Case) -> Any:
    """Return how long a renewal lasts."""
    agreement = case.partnership.agreement
    months = months_of_renewal(agreement.term) if agreement and agreement.term else None
    return months or plain.gap("agreement.term.renewal_months", "how long a renewal lasts")


def iso(day: date | None) -> str:
    """Return a date as templates see it; empty where there is none."""
    return day.isoformat() if day else ""
