"""Last days for notice that have passed."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import notice_path, running_agreement
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK266",
    name="notice-passed",
    severity="warning",
    title="The last day for notice of non-renewal has passed.",
    finds="Agreements that renew automatically and whose last day for notice has passed. Partnerships at `exit` are "
    "skipped.",
    hurts="The agreement will now renew automatically on the old terms. Any change needs the consent of both sides.",
    bad=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: grow
        agreement:
          status: signed
          term: {starts: 2025-05-15, months: 12, renewal: automatic, notice_days: 60}
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
    """Look for a day of notice that is over while the term runs."""
    state = running_agreement(case)
    if state.is_notice_over and not state.is_over:
        yield Remark(
            notice_path(state),
            f"the last day for notice was {state.notice_by}, and the agreement renews automatically after {state.ends}",
            "ask them now if the terms should change",
        )
