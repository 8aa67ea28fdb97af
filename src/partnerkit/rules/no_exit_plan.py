"""Agreements signed without a way out (guide, mistake 8)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK270",
    name="no-exit-plan",
    severity="warning",
    title="The agreement is signed, but nothing says how it would end.",
    finds="Partnerships with a signed agreement but without `exit.plan` or `agreement.termination.effect`.",
    hurts="Every partnership ends one day. While both sides are on good terms, it takes an hour to agree on what "
    "happens to customers and joint work. Later, it takes months.",
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
          plan: Connector stays available for 12 months; joint customers get 60 days' notice
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for what happens at the end."""
    agreement, leaving = case.partnership.agreement, case.partnership.exit
    if not agreement or not case.agreed.is_signed or (leaving and leaving.plan):
        return
    if not (agreement.termination and agreement.termination.effect):
        yield Remark(
            ("agreement", "status"),
            "signed, but nothing says what happens to customers when it ends",
            "add `exit.plan` or `agreement.termination.effect` while both sides are on good terms",
        )
