"""Months without a figure between months that have one (guide, mistake 6)."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from partnerkit.dates import add_months, first_day, month_of
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.attainment import attainments
from partnerkit.facts.case import Case
from partnerkit.facts.figures import ADDED_UP, figure_called, series_of
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import listed, plural
from partnerkit.rules.rule import Remark

_NAMED: Final = 3
"""How many months a message names; if there are more, it counts them."""

manual: Final = Manual(
    code="PK224",
    name="missing-month",
    severity="warning",
    title="A KPI's figures skip a month.",
    finds="KPIs on revenue, referrals and other figures that add up, if `results` has the figure for earlier and "
    "later months but not for one in between. Months outside the KPI's own period are not missed, and a month that "
    "several KPIs need is reported once.",
    hurts="Missing months are not counted as zero: a target is still due for that month, and a limit gets no extra "
    "room from it. No one can tell whether nothing happened or nothing was recorded.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        kpis:
          - {metric: referrals, target: 40, by: 2026-12-31}
        results:
          - {month: 2026-01, referrals: 5}
          - {month: 2026-03, referrals: 6}
        """,
        at=(4, 14),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        kpis:
          - {metric: referrals, target: 40, by: 2026-12-31}
        results:
          - {month: 2026-01, referrals: 5}
          - {month: 2026-02, referrals: 0}
          - {month: 2026-03, referrals: 6}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for gaps in the figures of each KPI, within its period."""
    gaps = _gaps_by_figure(case)
    if not any(gaps.values()):
        return
    for number, kpi in enumerate(attainments(case)):
        figure = figure_called(kpi.metric)
        first, last = month_of(kpi.since or date.min), month_of(kpi.by or date.max)
        missing = [month for month in gaps.get(figure, ()) if first <= month <= last]
        if missing:
            gaps[figure] = [month for month in gaps[figure] if month not in missing]
            months = listed(missing) if len(missing) <= _NAMED else plural(len(missing), "month")
            message = f"`results` has no `{figure}` for {months}, but has it before and after"
            help = f"add it, with `{figure}: 0` if there was nothing"
            yield Remark(("kpis", number, "metric"), message, help)


def _gaps_by_figure(case: Case) -> dict[str, list[str]]:
    """Return the months that each figure with a KPI skips."""
    rows, currency = complete_months(case.partnership, case.today), case.workspace.currency
    figures = {figure_called(kpi.metric) for kpi in case.partnership.kpis} & ADDED_UP
    return {
        figure: _gaps(sorted({month for series in series_of(rows, figure, currency) for month in series.months}))
        for figure in figures
    }


def _gaps(months: list[str]) -> list[str]:
    """Return the months between the first and the last that are missing."""
    missing = []
    for before, after in pairwise(months):
        month = month_of(add_months(first_day(before), 1))
        while month < after:
            missing.append(month)
            month = month_of(add_months(first_day(month), 1))
    return missing
