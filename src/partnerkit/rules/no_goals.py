"""Partnerships under way that aim at nothing (guide, mistake 1)."""

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
    title="A partnership is under way and has no goal.",
    finds="Partnerships from launch to renewal without any `goals`.",
    hurts="Where nothing was agreed as success, everything is one, until somebody senior asks what the partnership "
    "is for. It is then defended with activity.",
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
        yield Remark(
            ("stage",), f"{case.partnership.stage}, and nothing says what is to be achieved", "add `goals`, one or two"
        )
