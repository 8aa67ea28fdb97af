"""How far a KPI has come, against what its target asks for by today."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from partnerkit.dates import add_months
from partnerkit.model.kpis import Kpi, MonthlyResult
from partnerkit.model.partnership import Partnership

SUMS: Final = frozenset({"revenue", "referrals", "conversions", "initiatives", "cost"})
"""Figures that add up from month to month; of the others the latest counts."""

FIGURES: Final = frozenset(MonthlyResult.model_fields) - {"month", "currency"}


def attainment(kpi: Kpi, partnership: Partnership, today: date) -> Decimal | None:
    """Answer the share of its target that a KPI has attained by `today`, 1 being all; None where it cannot be told.

    A sum is held against the part of the target that its complete months ask for; an `at_most` target is
    turned round. A figure of its own (`actual`) is judged once its day has come.
    """
    if kpi.metric not in FIGURES or kpi.actual is not None:
        due = kpi.by is not None and kpi.by <= today
        return None if kpi.actual is None or not due else _share(kpi.actual, kpi.target, kpi)
    begin, end = _span(kpi, partnership)
    rows = [
        (first, figure)
        for first, figure in _figures(partnership, kpi.metric)
        if (begin is None or first >= begin) and add_months(first, 1) <= min(_after(today), _after(end or today))
    ]
    if not rows:
        return None
    if kpi.metric not in SUMS:
        return _share(rows[-1][1], kpi.target, kpi)
    if begin is None or end is None:
        return None
    complete = _months(begin, add_months(rows[-1][0], 1))
    target = kpi.target * complete / max(_months(begin, _after(end)), complete)
    return _share(sum((figure for _, figure in rows), Decimal(0)), target, kpi)


def _span(kpi: Kpi, partnership: Partnership) -> tuple[date | None, date | None]:
    begin = kpi.from_ or partnership.since
    return (begin.replace(day=1) if begin else None), kpi.by


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _figures(partnership: Partnership, metric: str) -> list[tuple[date, Decimal]]:
    return sorted(
        (date.fromisoformat(f"{result.month}-01"), Decimal(figure))
        for result in partnership.results
        if (figure := getattr(result, metric)) is not None
    )


def _months(begin: date, end: date) -> int:
    return max(1, (end.year - begin.year) * 12 + end.month - begin.month)


def _share(actual: Decimal, target: Decimal, kpi: Kpi) -> Decimal | None:
    if kpi.goal == "at_most":
        actual, target = target, actual
    return None if target <= 0 else actual / target
