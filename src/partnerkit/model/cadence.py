"""How often a partnership is reviewed, and on which days people work: what the workspace decides."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from partnerkit.model.base import Section
from partnerkit.model.choices import ReviewKind, Stage
from partnerkit.model.marks import BOTH, OURS, SET, branch, known_by
from partnerkit.model.values import Date, Identifier, Region


class Rhythm(Section):
    """One kind of review, and the date its cycle starts from."""

    kind: ReviewKind = BOTH.commitment(description="The kind of review.")
    from_: Date | None = BOTH.commitment(
        None,
        alias="from",
        description="The date of the first one. The others are on the same day of their month, or on its last day.",
        examples=["2026-01-31"],
    )


class _BareKind:
    """Reads a bare word as a kind of review without a day to count from."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        rhythm = handler(schema)
        return {"anyOf": [handler.resolve_ref_schema(rhythm)["properties"]["kind"], rhythm]}


def _rhythm(value: object) -> object:
    return {"kind": value} if type(value) is str else value


Cadence: TypeAlias = tuple[Annotated[Rhythm, BeforeValidator(_rhythm), _BareKind()], ...]

DEFAULT_CADENCE: Final[Mapping[Stage, tuple[ReviewKind, ...]]] = MappingProxyType(
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

MONTHS_BETWEEN: Final[Mapping[str, int]] = MappingProxyType(
    {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}
)
"""A longer review does the work of a shorter one held on the same day: partnerkit's own decision."""


class ReviewPolicy(Section):
    """How often partnerships are reviewed."""

    cadence: dict[Stage, Cadence] = branch(
        {},
        items=known_by("kind"),
        description="The reviews of each stage. A stage that is left out keeps its default: monthly at launch; "
        "monthly, quarterly and annual at grow and optimize; quarterly and annual at renew; none otherwise.",
        examples=[{"launch": ["monthly"], "grow": ["quarterly", "annual"]}],
    )

    def of_stage(self, stage: Stage | None) -> Cadence:
        """Return the reviews of a stage; a partnership without a stage has none."""
        if stage is None:
            return ()
        return self.cadence[stage] if stage in self.cadence else _default_cadence(stage)


@cache
def _default_cadence(stage: Stage) -> Cadence:
    """Return the reviews that a stage has unless the workspace says otherwise."""
    return tuple(Rhythm.model_construct(kind=kind) for kind in DEFAULT_CADENCE[stage])


class Cadences(Section):
    """How often partnerships are reviewed, beyond their stage."""

    by_tier: dict[Identifier, Cadence] = branch(
        {},
        items=known_by("kind"),
        description="The reviews that partners of a tier have, whatever their stage.",
        examples=[{"referral": ["semiannual"], "premium": ["monthly", "quarterly"]}],
    )


class WorkingDays(Section):
    """The days on which people work."""

    holidays: tuple[Region, ...] = OURS.commitment(
        (),
        items=SET,
        description="Countries or regions whose public holidays count as non-working days.",
        examples=[["DE"], ["DE-BY", "SE"]],
    )
