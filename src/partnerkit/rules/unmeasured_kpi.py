"""KPIs for which there is no figure (guide, mistake 6)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.figures import FIGURES, figure_called, value_of
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK222",
    name="unmeasured-kpi",
    severity="warning",
    title="A KPI has a target and no figure to hold against it.",
    finds="KPIs of live partnerships whose metric no row of `results` has, and that carry no `actual`.",
    hurts="A target that nobody measures is a wish. Either the metric is written otherwise in `results`, or nobody "
    "has set up the counting.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        kpis:
          - {metric: joint case studies, target: 2, by: 2026-09-30}
        results:
          - {month: 2026-03, referrals: 6}
        """,
        at=(5, 14),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        kpis:
          - {metric: joint case studies, target: 2, by: 2026-09-30, actual: 1}
          - {metric: referrals, target: 40, by: 2026-12-31}
        results:
          - {month: 2026-03, referrals: 6}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the figure of each KPI."""
    partnership = case.partnership
    if partnership.stage not in LIVE or not partnership.results:
        return
    for number, kpi in enumerate(partnership.kpis):
        if kpi.actual is not None or (kpi.from_ is not None and kpi.from_ > case.today):
            continue
        figure = figure_called(kpi.metric)
        if figure not in FIGURES:
            help = f"add `actual`, or use a figure of `results`: {', '.join(sorted(FIGURES))}"
            yield Remark(("kpis", number, "metric"), "there is no figure for this metric", help)
        elif all(value_of(row, figure) is None for row in partnership.results):
            yield Remark(("kpis", number, "metric"), "no row of `results` has this figure", "add it to each month")
