"""Signed agreements whose end is unknown."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK274",
    name="signed-without-term",
    severity="warning",
    title="An agreement is signed, but the end of its term is unknown.",
    finds="Signed agreements whose `term` has no `ends`, and no `starts` with `months`. Partnerships at `exit` are "
    "skipped.",
    hurts="The renewal and the last day for notice can't be calculated, so they will come as a surprise.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          status: signed
          term: {months: 12, renewal: automatic, notice_days: 60}
        """,
        at=(4, 11),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          status: signed
          term: {starts: 2026-02-10, months: 12, renewal: automatic, notice_days: 60}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the start and the length of the term."""
    agreement = case.partnership.agreement
    if not case.agreed.is_signed or not agreement or case.partnership.stage == "exit":
        return
    term = agreement.term
    missing = [key for key in ("starts", "months") if getattr(term, key, None) is None]
    if missing and (term is None or term.ends is None):
        names = " and ".join(f"`term.{key}`" for key in missing)
        yield Remark(("agreement", "status"), "signed, but its end can't be calculated", f"add {names}")
