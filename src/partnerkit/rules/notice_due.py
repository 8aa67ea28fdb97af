"""Last days for notice that are close."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import plural
from partnerkit.rules.cases import notice_path, running_agreement
from partnerkit.rules.rule import Remark

_SOON: Final = 30

manual: Final = Manual(
    code="PK265",
    name="notice-due",
    severity="warning",
    title="An agreement renews automatically or ends unless someone acts within 30 days.",
    finds="Agreements that renew automatically and whose last day for notice is within 30 days, and agreements "
    "that end within 30 days unless both sides renew them. Partnerships at `exit` are skipped.",
    hurts="After that day, the agreement renews or ends, whatever either side wanted. Until then, you have leverage "
    "to ask for new terms.",
    bad=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: grow
        agreement:
          status: signed
          term: {starts: 2025-07-01, months: 12, renewal: automatic, notice_days: 60}
        """,
        at=(6, 75),
    ),
    good=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: grow
        agreement:
          status: signed
          term: {starts: 2025-12-01, months: 12, renewal: automatic, notice_days: 60}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a day of notice, or the end of a term that does not renew automatically, in the next weeks."""
    state = running_agreement(case)
    term, notice, end = state.term, state.next_notice_by, state.ends
    if term is None:
        return
    help = "decide with them whether to renew, and on which terms"
    if notice is not None and (left := _left(notice, case)) is not None:
        yield Remark(
            notice_path(state),
            f"notice can be given until {notice}, {plural(left, 'day')} from now, or the agreement renews "
            f"automatically after {state.next_notice_ends}",
            help,
        )
    if not state.renews and term.renewal != "none" and end is not None and (left := _left(end, case)) is not None:
        yield Remark(
            ("agreement", "term"), f"the term ends on {end}, {plural(left, 'day')} from now, unless it is renewed", help
        )


def _left(day: date, case: Case) -> int | None:
    """Return how many days are left until a day; None if it is past or not soon."""
    left = (day - case.today).days
    return left if 0 <= left <= _SOON else None
