"""The targets and the health of a partnership, as templates see them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from partnerkit.drafts.plain import Plain
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.attainment import KpiAttainment, attainment_limits, status_of
from partnerkit.facts.case import Case
from partnerkit.facts.figures import FIGURES, Series, currency_of, figure_called, series_of
from partnerkit.model.goals import Goal
from partnerkit.model.health import HealthCheck, Ratings, SidedHealthRatings
from partnerkit.phrasing import number, rounded_beside
from partnerkit.questions.health import Health


def told_kpi(plain: Plain, at: int, kpi: KpiAttainment, case: Case) -> dict[str, Any]:
    """Return where one target stands; `currency` is empty where it is not money.

    `from` is the day from which it is counted, `given_from` that day if the file has it, else empty.
    `apart` are the figures in currencies that cannot be compared with the target, and `rates` those that were used.
    """
    path, figure = f"kpis[{at}]", figure_called(kpi.metric)
    given_from = case.partnership.kpis[at].from_
    return {
        "metric": figure if figure in FIGURES else kpi.metric,
        "goal": kpi.goal,
        "target": number(kpi.target),
        "currency": kpi.currency or "",
        "from": kpi.since.isoformat() if kpi.since else "",
        "given_from": given_from.isoformat() if given_from else "",
        "by": kpi.by.isoformat() if kpi.by else "",
        "actual": number(kpi.actual)
        if kpi.actual is not None
        else plain.gap(f"{path}.actual", f"the figure for {kpi.metric}"),
        "apart": amounts(kpi.apart),
        "rates": list(kpi.rates),
        "attainment": _in_percent(kpi.share, case),
        "status": status_of(kpi, case),
        "months": _last_months(figure, kpi, case),
    }


def _last_months(figure: str, kpi: KpiAttainment, case: Case) -> list[dict[str, str]]:
    """List the figures of the last two complete months, the latest first; none where currencies differ."""
    rows = complete_months(case.partnership, case.today)
    series = series_of(rows, figure, case.workspace.currency) if figure in FIGURES else []
    if len(series) != 1 or series[0].currency != kpi.currency:
        return []
    return [{"month": month, "value": number(value)} for month, value in series[0].by_month().values[:-3:-1]]


def told_goal(record: dict[str, Any], goal: Goal, case: Case) -> dict[str, Any]:
    """Return a goal with the currency of its target, empty where that is not money."""
    return {**record, "currency": currency_of(goal.metric or "", goal.currency, case.workspace.currency) or ""}


def amounts(series: Sequence[Series]) -> list[dict[str, str]]:
    """Return the total of each series in its own currency."""
    return [{"amount": number(part.total), "currency": part.currency or ""} for part in series]


def _in_percent(share: Decimal | None, case: Case) -> str:
    return "" if share is None else number(rounded_beside(share, attainment_limits(case.workspace.health), 0))


def told_health(plain: Plain, health: Health, case: Case) -> Any:
    """Return how a partnership does."""
    if health.assessed is None:
        return plain.gap("health", "a health check")
    means = [point for point in health.history if point.mean is not None]
    before = means[-2].mean if len(means) > 1 else None
    latest = [check for check in case.partnership.health if check.date == health.assessed][-1]
    return {
        "status": health.status,
        "rule": health.rule,
        "date": health.assessed.isoformat(),
        "stale": health.stale,
        "mean": number(health.mean) if health.mean is not None else plain.gap("health.ratings", "the ratings"),
        "before": number(before) if before is not None else "",
        "attainment": _in_percent(health.attainment, case),
        "flags": list(health.flags),
        "suspected": [suspicion.sign for suspicion in health.suspected],
        "note": latest.note or "",
        "ratings": [
            {
                "key": rating.key,
                "both": rating.both or "",
                "us": rating.us or "",
                "them": rating.them or "",
                "gap": rating.gap or 0,
            }
            for rating in health.ratings
        ],
        "history": [{"date": point.date.isoformat(), "mean": number(point.mean or 0)} for point in means],
    }


def rated_by_both(health: Health, checks: Sequence[HealthCheck]) -> list[dict[str, str]]:
    """List the mean ratings of the days on which both sides rated, oldest first; each side's where given apart."""
    joint = {check.date for check in checks if _is_joint(check.ratings)}
    return [
        {
            "date": point.date.isoformat(),
            "mean": number(point.mean),
            "us": "" if point.mean_us is None else number(point.mean_us),
            "them": "" if point.mean_them is None else number(point.mean_them),
        }
        for point in health.history
        if point.mean is not None and point.date in joint
    ]


def _is_joint(ratings: Ratings | None) -> bool:
    """Return whether both sides gave these ratings; one side's own are not the other's to read."""
    return not isinstance(ratings, SidedHealthRatings) or (ratings.us is not None and ratings.them is not None)
