"""Months without a figure between months that have one (guide, mistake 6)."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from partnerkit.dates import add_months, first_day, month_of
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.figures import ADDED_UP, figure_called, series_of
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import listed, plural
from partnerkit.rules.rule import Remark

_NAMED: Final = 3
"""How many months are named; more are counted."""

manual: Final = Manual(
    code="PK224",
    name="missing-month",
    severity="warning",
    title="Figures of a KPI are missing for a month in between.",
    finds="KPIs on revenue, referrals and other figures that are added up, where `results` has the figure for earlier "
    "and for later months and not for one between them.",
    hurts="A missing figure is never taken for zero, and never helps: what is to be reached is due for that month too, "
    "and what is not to be exceeded leaves no room for it. Nobody can tell whether there was nothing, or nothing was "
    "written down.",
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
    """Look for gaps in the figures of each KPI."""
    rows = complete_months(case.partnership, case.today)
    for number, kpi in enumerate(case.partnership.kpis):
        figure = figure_called(kpi.metric)
        if figure not in ADDED_UP:
            continue
        given = {month for series in series_of(rows, figure, case.workspace.currency) for month in series.months}
        missing = _gaps(sorted(given))
        if missing:
            months = listed(missing) if len(missing) <= _NAMED else plural(len(missing), "month")
            message = f"`results` lacks `{figure}` for {months}, and has it before and after"
            help = f"add it, `{figure}: 0` where there was nothing"
            yield Remark(("kpis", number, "metric"), message, help)


def _gaps(months: list[str]) -> list[str]:
    """List the months between the first and the last that are not there."""
    missing = []
    for before, after in pairwise(months):
        month = month_of(add_months(first_day(before), 1))
        while month < after:
            missing.append(month)
            month = month_of(add_months(first_day(month), 1))
    return missing
