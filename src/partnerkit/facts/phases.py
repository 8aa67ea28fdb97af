"""Which checklists matter at which stage (guide)?"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

from partnerkit.facts.case import Case
from partnerkit.facts.launch_steps import is_under_way
from partnerkit.model.choices import Stage

Phase: TypeAlias = Literal[
    "outreach", "agreement", "alignment", "launch", "launch_week", "first_30_days", "ongoing", "exit"
]
PHASES: Final[tuple[Phase, ...]] = get_args(Phase)

_LAUNCH: Final[tuple[Phase, ...]] = ("alignment", "launch", "launch_week", "first_30_days")
_MATTER: Final[Mapping[Stage, tuple[Phase, ...]]] = {
    "prospect": ("outreach",),
    "initiate": ("outreach", "agreement"),
    "launch": ("agreement", *_LAUNCH),
    "grow": ("ongoing",),
    "optimize": ("ongoing",),
    "renew": ("agreement", "ongoing"),
    "exit": ("exit",),
}
"""The phases that matter at each stage."""


def phases_that_matter(case: Case) -> tuple[Phase, ...]:
    """Return the phases of a stage, those of the launch too while it is under way; without a stage, all."""
    if case.partnership.stage is None:
        return PHASES
    matter = set(_MATTER[case.partnership.stage])
    if is_under_way(case):
        matter.update(_LAUNCH)
    return tuple(phase for phase in PHASES if phase in matter)
