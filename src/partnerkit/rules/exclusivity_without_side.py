"""Exclusivity that doesn't say who is bound by it (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.agreements import exclusivity_agreed_or_proposed
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK275",
    name="exclusivity-without-side",
    severity="warning",
    title="Exclusivity doesn't say who is bound.",
    finds="Any exclusivity without `side`. Partnerships at `exit` are skipped.",
    hurts="If we are bound, we can't work with anyone else in that market; if they are bound, they can't. Until the "
    "agreement says which, each side will assume it's the other one.",
    bad=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          status: draft
          exclusivity: {kind: geographic, scope: Germany, until: 2027-08-31, return: 25 active resellers by June 2026}
        """,
        at=(5, 23),
    ),
    good=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          status: draft
          exclusivity:
            kind: geographic
            side: us
            scope: Germany
            until: 2027-08-31
            return: 25 active resellers by June 2026
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the side that is bound."""
    exclusivity = exclusivity_agreed_or_proposed(case.partnership, case.today)
    if exclusivity and exclusivity.side is None:
        yield Remark(
            ("agreement", "exclusivity", "kind"),
            f"{exclusivity.kind} exclusivity, but the file doesn't say who is bound",
            "add `side`: us, them or both",
        )
