"""KPIs without figures (guide, mistake 6)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.dates import first_day
from partnerkit.facts.case import Case
from partnerkit.facts.figures import FIGURES, figure_called, value_of
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK222",
    name="unmeasured-kpi",
    severity="warning",
    title="A KPI has a target but no figures.",
    finds="KPIs of partnerships at `grow`, `optimize` or `renew` that have no `actual` and whose metric appears in no "
    "row of `results`. KPIs that start after today are skipped.",
    hurts="A target that no one measures is a wish. Either the metric has a different name in `results`, or tracking "
    "was never set up.",
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
    """Look for the figures of each KPI."""
    partnership = case.partnership
    if partnership.stage not in LIVE:
        return
    rows = [row for row in partnership.results if first_day(row.month) <= case.today]
    for number, kpi in enumerate(partnership.kpis):
        if kpi.actual is not None or (kpi.from_ is not None and kpi.from_ > case.today):
            continue
        figure = figure_called(kpi.metric)
        if figure not in FIGURES:
            help = f"add `actual`, or use a metric of `results`: {', '.join(sorted(FIGURES))}"
            yield Remark(("kpis", number, "metric"), "there are no figures for this metric", help)
        elif all(value_of(row, figure) is None for row in rows):
            yield Remark(
                ("kpis", number, "metric"), "`results` has no figures for this metric yet", "add it to each month"
            )
