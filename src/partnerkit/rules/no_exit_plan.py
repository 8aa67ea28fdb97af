"""Agreements that were signed without a way out (guide, mistake 8)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.agreements import state_of
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK270",
    name="no-exit-plan",
    severity="warning",
    title="An agreement is signed and nothing says how it would end.",
    finds="Partnerships with a signed agreement and without `exit.plan`.",
    hurts="Every partnership ends one day. What happens to customers and to what was built is agreed in an hour while "
    "both sides are friends, and in months when they no longer are.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement: {status: signed, signed: 2026-02-03}
        """,
        at=(3, 21),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement: {status: signed, signed: 2026-02-03}
        exit:
          plan: Connector stays available for 12 months; joint customers told 60 days ahead
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a way out."""
    agreement, leaving = state_of(case.partnership.agreement, case.today), case.partnership.exit
    if agreement.is_signed and not (leaving and leaving.plan):
        yield Remark(
            ("agreement", "status"),
            "signed, and nothing says what happens to customers when it ends",
            "add `exit.plan` while both sides are friends",
        )
