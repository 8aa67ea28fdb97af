"""Months without a figure between months that have one (guide, mistake 6)."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from partnerkit.dates import first_day, month_number, month_numbered, month_of
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
    hurts="A missing month doesn't count as zero: its share of a target is still due, and a limit gets no extra room "
    "from it. No one can tell whether nothing happened or nothing was recorded.",
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
        period = range(month_number(kpi.since or date.min), month_number(kpi.by or date.max) + 1)
        missing, gaps[figure] = _within(gaps.get(figure, ()), period)
        if count := sum(map(len, missing)):
            named = [month_of(month_numbered(month)) for gap in missing for month in gap[: _NAMED + 1]]
            months = listed(named) if count <= _NAMED else plural(count, "month")
            message = f"`results` has no `{figure}` for {months}, but has it before and after"
            help = f"add it, with `{figure}: 0` if there was nothing"
            yield Remark(("kpis", number, "metric"), message, help)


def _gaps_by_figure(case: Case) -> dict[str, list[range]]:
    """Return the months that each figure with a KPI skips, by their numbers."""
    rows, currency = complete_months(case.partnership, case.today), case.workspace.currency
    figures = {figure_called(kpi.metric) for kpi in case.partnership.kpis} & ADDED_UP
    return {
        figure: _gaps(sorted({month for series in series_of(rows, figure, currency) for month in series.months}))
        for figure in figures
    }


def _gaps(months: list[str]) -> list[range]:
    """Return the months between the first and the last that are missing; a gap may be thousands of years long."""
    numbers = [month_number(first_day(month)) for month in months]
    return [range(before + 1, after) for before, after in pairwise(numbers) if after > before + 1]


def _within(gaps: Iterable[range], period: range) -> tuple[list[range], list[range]]:
    """Return the parts of gaps within a period, and the parts outside it."""
    inside, outside = [], []
    for gap in gaps:
        first = max(gap.start, min(period.start, gap.stop))
        last = max(first, min(period.stop, gap.stop))
        inside.append(range(first, last))
        outside += [range(gap.start, first), range(last, gap.stop)]
    return [part for part in inside if part], [part for part in outside if part]
