"""Exclusivity that never ends (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.agreements import exclusivity_agreed_or_proposed
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK273",
    name="endless-exclusivity",
    severity="warning",
    title="Exclusivity has no end date.",
    finds="Any exclusivity without `until`. Partnerships at `exit` are skipped.",
    hurts="It renews along with the agreement, whatever the partner has delivered. An end date makes someone ask "
    "whether it was worth it.",
    bad=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          status: draft
          exclusivity: {kind: geographic, scope: Germany, return: 25 active resellers by June 2026}
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
    """Look for an end date."""
    exclusivity = exclusivity_agreed_or_proposed(case.partnership, case.today)
    if exclusivity and exclusivity.until is None:
        yield Remark(
            ("agreement", "exclusivity", "kind"), f"{exclusivity.kind} exclusivity without an end date", "add `until`"
        )
