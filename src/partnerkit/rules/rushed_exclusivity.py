"""Exclusivity before there are any results (guide, mistake 7)."""

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
    title="Exclusivity is granted before the partnership has shown results.",
    finds="Any exclusivity in the agreement of a partnership at `prospect`, `initiate` or `launch`.",
    hurts="At the start, no one knows what the partner will deliver. You can always add exclusivity later; if you "
    "grant it too early, you pay for it until it expires.",
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
            f"{exclusivity.kind} exclusivity at stage {case.partnership.stage}, before there are results",
            "start without it, and tie it to results later",
        )
