"""How often a partnership is reviewed, and on which days people work: what the workspace decides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from partnerkit.model.base import Section
from partnerkit.model.choices import ReviewKind, Stage
from partnerkit.model.marks import OURS, SET
from partnerkit.model.values import Region

Cadence: TypeAlias = tuple[ReviewKind, ...]

DEFAULT_CADENCE: Final[Mapping[str, Cadence]] = MappingProxyType(
    {
        "prospect": (),
        "initiate": (),
        "launch": ("monthly",),
        "grow": ("monthly", "quarterly", "annual"),
        "optimize": ("monthly", "quarterly", "annual"),
        "renew": ("quarterly", "annual"),
        "exit": (),
    }
)
"""Which reviews each stage has; the guide names the three kinds, the choice by stage is partnerkit's own."""

MONTHS_BETWEEN: Final[Mapping[str, int]] = MappingProxyType({"monthly": 1, "quarterly": 3, "annual": 12})
"""A longer review does the work of a shorter one held on the same day: partnerkit's own decision."""


class ReviewPolicy(Section):
    """How often partnerships are reviewed."""

    cadence: dict[Stage, Cadence] = OURS.commitment(
        {},
        items=SET,
        description="Which reviews a stage has. A stage that is left out keeps its default: monthly at launch; "
        "monthly, quarterly and annual in grow and optimize; quarterly and annual in renew; else none.",
        examples=[{"launch": ["monthly"], "grow": ["quarterly", "annual"]}],
    )

    def of_stage(self, stage: Stage | None) -> Cadence:
        """Return the reviews of a stage; a partnership without a stage has none."""
        if stage is None:
            return ()
        return self.cadence[stage] if stage in self.cadence else DEFAULT_CADENCE[stage]


class WorkingDays(Section):
    """On which days people work."""

    holidays: tuple[Region, ...] = OURS.commitment(
        (),
        items=SET,
        description="Countries, or regions of them, whose public holidays are no working days.",
        examples=[["DE"], ["DE-BY", "SE"]],
    )
