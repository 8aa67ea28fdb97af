"""Exclusivity before anything was sold (guide, mistake 7)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.agreements import exclusivity_agreed_or_proposed
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK272",
    name="rushed-exclusivity",
    severity="warning",
    title="Exclusivity is agreed before the partnership has shown anything.",
    finds="Any exclusivity in the agreement of a partnership that is still a prospect, being initiated or being "
    "launched.",
    hurts="At the start nobody knows what the partner will bring. What is open can be closed later; what was closed "
    "too early is paid for until it ends.",
    bad=partnership(
        """\
        name: Hartwell Group
        type: alliance
        stage: initiate
        agreement:
          status: review
          exclusivity: {kind: full, until: 2027-06-30, return: Funding of EUR 150000}
        """,
        at=(6, 23),
    ),
    good=partnership(
        """\
        name: Hartwell Group
        type: alliance
        stage: initiate
        agreement:
          status: review
          exclusivity: {kind: none}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for exclusivity at an early stage."""
    exclusivity = exclusivity_agreed_or_proposed(case.partnership, case.today)
    if exclusivity and case.partnership.stage in {"prospect", "initiate", "launch"}:
        yield Remark(
            ("agreement", "exclusivity", "kind"),
            f"{exclusivity.kind} exclusivity at stage {case.partnership.stage}, before anything is proven",
            "start without it, and tie it to results later",
        )
