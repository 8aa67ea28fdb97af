"""Exclusivity that is given away for nothing (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.agreements import exclusivity_agreed_or_proposed
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK271",
    name="exclusivity-without-return",
    severity="error",
    title="Exclusivity is granted for nothing in return.",
    finds="Agreements, signed or in negotiation, with any exclusivity but without `return`. Partnerships at `exit` "
    "are skipped.",
    hurts="Exclusivity closes off every other route to a market. Without a minimum or a target in return, the partner "
    "has little reason to use the one you've left them.",
    bad=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          status: draft
          exclusivity: {kind: geographic, scope: Germany, until: 2027-08-31}
        """,
        at=(5, 23),
    ),
    good=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          status: draft
          exclusivity: {kind: geographic, scope: Germany, until: 2027-08-31, return: 25 active resellers by June 2026}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for something in return."""
    exclusivity = exclusivity_agreed_or_proposed(case.partnership, case.today)
    if exclusivity and exclusivity.return_ is None:
        yield Remark(
            ("agreement", "exclusivity", "kind"),
            f"{exclusivity.kind} exclusivity with nothing in return",
            "agree on a `return`, for example a minimum, or start without exclusivity",
        )
