"""Health scores."""

from decimal import Decimal
from typing import Final

from partnerkit.facts.health import judge_health
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import NO_ACTIVE, KpiDefinition, KpiInput, Measured, ProgramInWindow, mean

definition: Final = KpiDefinition(
    key="health_score",
    name="Health score",
    group="Quality",
    unit="rating",
    means="How healthy the active partnerships are, from 1 (poor) to 5 (excellent), according to their latest health "
    "checks; if both sides gave ratings, the lower mean counts.",
    window="The latest health check up to the day.",
    inputs=("the ratings in `health` of every active partnership",),
    formula="The mean over the active partners of their mean rating",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the mean of mean ratings."""
    verdicts = [(case, judge_health(case)) for case in program.active]
    ratings = [verdict.mean.value for _, verdict in verdicts if verdict.mean is not None]
    inputs = tuple(
        KpiInput(status.replace("_", " "), Decimal(count), "partners")
        for status in ("green", "amber", "red", "not_assessed")
        if (count := sum(verdict.status == status for _, verdict in verdicts))
    )
    unrated = tuple(Unrecorded("health ratings", case.name) for case, verdict in verdicts if verdict.mean is None)
    return Measured(mean(ratings), inputs, unrated or (() if ratings else (NO_ACTIVE,)), always=True)
