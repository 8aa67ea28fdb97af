"""The targets and the health of a partnership, as templates see them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from partnerkit.drafts.plain import Plain
from partnerkit.facts.attainment import KpiAttainment, status_of
from partnerkit.facts.case import Case
from partnerkit.facts.figures import FIGURES, IN_MONEY, figure_called
from partnerkit.model.health import HealthCheck, Ratings, SidedHealthRatings
from partnerkit.phrasing import number
from partnerkit.questions.health import Health


def told_kpi(plain: Plain, at: int, kpi: KpiAttainment, case: Case) -> dict[str, Any]:
    """Return where one target stands."""
    path, figure = f"kpis[{at}]", figure_called(kpi.metric)
    return {
        "metric": figure if figure in FIGURES else kpi.metric,
        "goal": kpi.goal,
        "target": number(kpi.target),
        "money": figure in IN_MONEY,
        "from": kpi.since.isoformat() if kpi.since else "",
        "by": kpi.by.isoformat() if kpi.by else "",
        "actual": number(kpi.actual)
        if kpi.actual is not None
        else plain.gap(f"{path}.actual", f"the figure for {kpi.metric}"),
        "attainment": number(kpi.attainment.quantize(Decimal(1))) if kpi.attainment is not None else "",
        "standing": status_of(kpi, case),
    }


def told_health(plain: Plain, health: Health, checks: Sequence[HealthCheck]) -> Any:
    """Tell how a partnership does."""
    if health.assessed is None:
        return plain.gap("health", "a health check")
    means = [point for point in health.history if point.mean is not None]
    before = means[-2].mean if len(means) > 1 else None
    latest = [check for check in checks if check.date == health.assessed][-1]
    return {
        "status": health.status,
        "rule": health.rule,
        "date": health.assessed.isoformat(),
        "stale": health.stale,
        "mean": number(health.mean) if health.mean is not None else plain.gap("health.ratings", "the ratings"),
        "before": number(before) if before is not None else "",
        "attainment": number(health.attainment.quantize(Decimal(1))) if health.attainment is not None else "",
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
