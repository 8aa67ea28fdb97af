"""Partnerships that go on without an agreement (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import running_agreement
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK267",
    name="term-over",
    severity="error",
    title="The term has ended and the partnership goes on.",
    finds="Partnerships that are not in exit and whose signed agreement ended before today without renewing itself.",
    hurts="Both sides go on delivering and paying without anything that says what, how much and who is liable.",
    bad=partnership(
        """\
        name: Kestrel Advisory
        type: alliance
        stage: renew
        agreement:
          status: signed
          term: {starts: 2025-03-01, months: 12, renewal: mutual}
        """,
        at=(6, 3),
    ),
    good=partnership(
        """\
        name: Kestrel Advisory
        type: alliance
        stage: renew
        agreement:
          status: signed
          term: {starts: 2026-03-01, months: 12, renewal: mutual}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a term that is over."""
    state = running_agreement(case)
    if state.term is not None and state.is_over:
        yield Remark(
            ("agreement", "term"),
            f"it ended on {state.ends} and does not renew itself",
            "write down the renewal (`starts`, `months`), or set `stage: exit`",
        )
