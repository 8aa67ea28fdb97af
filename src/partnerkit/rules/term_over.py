"""Terms that ended without a recorded renewal (guide)."""

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
    title="The term has ended and no renewal is recorded.",
    finds="Agreements whose term ended before today and that don't renew automatically. Partnerships at `exit` are "
    "skipped.",
    hurts="If both sides continue, nothing defines what is delivered, what is paid and who is liable.",
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
    """Look for a term that has ended."""
    state = running_agreement(case)
    if state.term is not None and state.is_over:
        yield Remark(
            ("agreement", "term"),
            f"the term ended on {state.ends}, and no renewal is recorded",
            "record the renewal (`starts`, `months`), or set `stage: exit`",
        )
