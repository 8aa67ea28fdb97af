"""Partnerships under way without goals (guide, mistake 1)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.stages import UNDER_WAY
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK211",
    name="no-goals",
    severity="warning",
    title="The partnership is under way but has no goals.",
    finds="Partnerships at `launch`, `grow`, `optimize` or `renew` without `goals`.",
    hurts="If success was never defined, anything counts as success, until an executive asks what the partnership is "
    "for.",
    bad=partnership(
        """\
        name: Agency Weekly
        type: co-marketing
        stage: grow
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Agency Weekly
        type: co-marketing
        stage: grow
        goals:
          - {kind: growth, outcome: Win 60 trials a quarter, metric: referrals, target: 60, by: 2026-06-30}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for partnerships under way without a goal."""
    if case.partnership.stage in UNDER_WAY and not case.partnership.goals:
        yield Remark(("stage",), f"{case.partnership.stage}, but no goals are recorded", "add one or two `goals`")
