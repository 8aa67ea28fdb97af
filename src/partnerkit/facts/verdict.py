"""How is a partnership doing, in one word?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.facts.as_of import health_checks
from partnerkit.facts.case import Case
from partnerkit.facts.health import judge_health
from partnerkit.facts.heat import heat_of
from partnerkit.facts.strengths import weigh
from partnerkit.model.statuses import WORST_FIRST, Status
from partnerkit.results import Internal

Aspect: TypeAlias = Literal["heat", "health", "dynamics"]

NAMES: Final[Mapping[Aspect, str]] = {"heat": "heat map", "health": "health", "dynamics": "dynamics"}
"""How each aspect is called in a sentence."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The overall status of a partnership, the aspects that decide it, and why; `of` is the status of each aspect."""

    status: Status
    decided_by: tuple[Aspect, ...]
    reason: str
    of: Internal[Mapping[Aspect, Status]]


def verdict(case: Case) -> Verdict:
    """Return the worst of heat map, health and dynamics, with the reasons of those that are as bad as that.

    What is not assessed is worse than green, since it may be anything: green takes all three.
    """
    heat, health, dynamics = heat_of(case), judge_health(case), weigh(case.partnership)
    found: dict[Aspect, tuple[Status, str]] = {
        "heat": (heat.overall, heat.reason),
        "health": (health.status, health.reason),
        "dynamics": (dynamics.status, dynamics.reason),
    }
    worst = min((status for status, _ in found.values()), key=WORST_FIRST.index)
    decided_by = tuple(aspect for aspect, (status, _) in found.items() if status == worst)
    reason = "; ".join(f"{NAMES[aspect]}: {found[aspect][1]}" for aspect in decided_by)
    return Verdict(worst, decided_by, reason, {aspect: status for aspect, (status, _) in found.items()})


def worst_since(case: Case, found: Verdict) -> date | None:
    """Return the first day that the file has for the status of a verdict; None where none of its reasons has a day.

    A color of the heat map counts from its assessment, and one of health from the first check whose ratings and flags
    agree with all those after it. What has no date of its own counts from none: targets, and the dynamics.
    """
    days = {"heat": _heat_since(case, found.status), "health": _health_since(case, found.status), "dynamics": None}
    return min((day for aspect in found.decided_by if (day := days[aspect]) is not None), default=None)


def _heat_since(case: Case, status: Status) -> date | None:
    """Return the latest assessment of the buckets that are as bad as any is."""
    cells = heat_of(case).cells.values()
    worst = min((cell.status for cell in cells if cell.status != "not_assessed"), default=None, key=WORST_FIRST.index)
    days = [cell.assessed for cell in cells if cell.status == worst and cell.assessed is not None]
    return max(days, default=None) if status in ("red", "amber") else None


def _health_since(case: Case, status: Status) -> date | None:
    since = None
    # Attainment isn't recorded by a check: today's targets were judged by no one on that day.
    rated = replace(case, partnership=case.partnership.model_copy(update={"kpis": ()}))
    for check in reversed(health_checks(case.partnership, case.today)):
        if judge_health(replace(rated, today=check.date)).status != status:
            break
        since = check.date
    return since
