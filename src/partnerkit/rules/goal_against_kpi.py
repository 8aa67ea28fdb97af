"""A goal and a KPI that set different targets for the same metric."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.figures import currency_of, figure_called, figure_in_words, is_level
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.goals import Goal
from partnerkit.model.kpis import Kpi
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK225",
    name="goal-against-kpi",
    severity="warning",
    title="A goal and a KPI set different targets for the same metric.",
    finds="Goals with a metric for which a KPI has a different target or currency by the same day, or the same total "
    "by a different day. A smaller target by an earlier day counts as a step toward the goal. Partnerships at `exit` "
    "are skipped.",
    hurts="One number is in the goal statement and the other in the reviews, so each side can claim to have delivered.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        goals:
          - {kind: growth, outcome: Win 40 retail customers, metric: referrals, target: 40, by: 2026-12-31}
        kpis:
          - {metric: referrals, target: 30, by: 2026-12-31}
        """,
        at=(4, 81),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        goals:
          - {kind: growth, outcome: Win 40 retail customers, metric: referrals, target: 40, by: 2026-12-31}
        kpis:
          - {metric: referrals, target: 40, by: 2026-12-31}
          - {metric: referrals, target: 20, by: 2026-06-30}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Compare the goals with the KPIs."""
    if case.partnership.stage == "exit":
        return
    for number, goal in enumerate(case.partnership.goals):
        if goal.metric is None or goal.target is None:
            continue
        for kpi in case.partnership.kpis:
            if figure_called(kpi.metric) == figure_called(goal.metric) and _differ(goal, kpi, case):
                yield Remark(
                    ("goals", number, "target"),
                    f"{_target(goal, case)}, but the KPI says {_target(kpi, case)}",
                    "use the same target and day for both, or a smaller target by an earlier day for a step",
                )
                break


def _differ(goal: Goal, kpi: Kpi, case: Case) -> bool:
    assert goal.target is not None
    if _currency(goal, case) != _currency(kpi, case):
        return True
    if goal.by is None or kpi.by is None or goal.by == kpi.by:
        return goal.target != kpi.target
    if kpi.goal == "at_most":
        return False
    earlier, later = (kpi.target, goal.target) if kpi.by < goal.by else (goal.target, kpi.target)
    return earlier > later or (earlier == later and not is_level(kpi.metric, kpi.measure))


def _currency(target: Goal | Kpi, case: Case) -> str | None:
    return currency_of(target.metric or "", target.currency, case.workspace.currency)


def _target(target: Goal | Kpi, case: Case) -> str:
    assert target.target is not None
    by = f" by {target.by}" if target.by else ""
    return f"{figure_in_words(target.target, _currency(target, case))}{by}"
