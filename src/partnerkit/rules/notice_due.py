"""Last days for notice that are close."""

from collections.abc import Iterator
from typing import Final

from partnerkit.dates import days_after
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import plural
from partnerkit.rules.cases import running_agreement
from partnerkit.rules.rule import Remark

_SOON: Final = 30

manual: Final = Manual(
    code="PK265",
    name="notice-due",
    severity="warning",
    title="The last day for notice of non-renewal is within 30 days.",
    finds="Agreements whose last day for notice is today or within 30 days. Partnerships at `exit` are skipped.",
    hurts="After that day the agreement renews or ends, whatever either side wanted. It's the last day on which you "
    "have leverage to ask for new terms.",
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
    """Look for a day of notice in the next weeks."""
    state = running_agreement(case)
    term, last = state.term, state.next_notice_by
    if term is None or last is None or (left := (last - case.today).days) > _SOON:
        return
    end = days_after(last, term.notice_days or 0)
    otherwise = (
        f"or the agreement renews itself after {end}" if term.renewal == "automatic" else f"for the term ends on {end}"
    )
    yield Remark(
        ("agreement", "term", "notice_days"),
        f"notice can be given until {last}, {plural(left, 'day')} from now, {otherwise}",
        "decide with them whether to renew, and on which terms",
    )
