"""How fit is scored: criteria, weights and bands (guide)."""

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Final, NamedTuple, TypeAlias

from pydantic import AfterValidator, model_validator

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS, SEQUENCE, branch, known_by
from partnerkit.model.values import (
    AtMost,
    Identifier,
    Name,
    PositiveCount,
    PositiveNumber,
    Text,
    Threshold,
    quoted,
    refusal,
)

LOWEST_RATING = 1
HIGHEST_RATING = 5


class Criterion(NamedTuple):
    """One criterion of the scorecard as it holds in this workspace."""

    key: str
    name: str
    weight: Decimal
    asks: str = ""


DEFAULT_CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "strategic",
        "Strategic alignment",
        Decimal(3),
        "Similar audience? Compatible values and brand? A record of successful partnerships?",
    ),
    Criterion(
        "value",
        "Value exchange",
        Decimal(3),
        "Is it clear what they get? Is it asymmetric in their favor? Do we have what they can't easily get elsewhere?",
    ),
    Criterion("reach", "Reach & influence", Decimal(2), "Audience size? How engaged? Credible in our market?"),
    Criterion(
        "operations",
        "Operational fit",
        Decimal(2),
        "Easy to work with? Dedicated partnership resources? Compatible technology?",
    ),
    Criterion("readiness", "Partnership readiness", Decimal(1), "Done it before? A formal program? A priority now?"),
)
"""The five criteria of the guide, in order."""

_DEFAULTS = {criterion.key: criterion for criterion in DEFAULT_CRITERIA}


class CriterionSetting(Section):
    """The settings of one criterion; an empty mapping keeps the defaults."""

    name: Name | None = OURS.editorial(None, description="The name of the criterion.", examples=["Strategic alignment"])
    weight: PositiveNumber | None = OURS.assessment(
        None, description="The weight of a rating. Default: 1 for a criterion of your own.", examples=[3]
    )
    asks: Text | None = OURS.editorial(
        None, description="The questions to ask before rating it.", examples=["Similar audience?"]
    )


class Band(Section):
    """The meaning of a range of scores."""

    name: Name = OURS.editorial(description="The name of the band.", examples=["Pursue aggressively"])
    at_least: Threshold = OURS.assessment(
        description="The score at which the band starts, in points or as a percentage of the maximum.",
        examples=[50, "90%"],
    )
    slots: PositiveCount | None = OURS.assessment(
        None, description="How many partners to pursue from this band at a time.", examples=[5]
    )


class Rung(NamedTuple):
    """A band as it applies in this workspace: from so many points."""

    name: str
    at_least: Decimal
    slots: int | None = None


DEFAULT_BANDS: tuple[Band, ...] = (
    Band.model_construct(name="Pursue aggressively", at_least=Decimal(50), slots=5),
    Band.model_construct(name="Worth pursuing", at_least=Decimal(35), slots=10),
    Band.model_construct(name="Keep on radar", at_least=Decimal(0), slots=None),
)
"""The bands of the guide, in points, best first."""


def _some_criteria(criteria: dict[str, CriterionSetting]) -> dict[str, CriterionSetting]:
    if not criteria:
        raise refusal("PK019", "a scorecard needs at least one criterion; leave `criteria` out for the default five")
    return criteria


def _points(at_least: Decimal | str, maximum: Decimal) -> Decimal:
    """Return the points from which a band applies: a percentage is of the maximum."""
    if isinstance(at_least, Decimal):
        return at_least
    return Decimal(at_least.removesuffix("%")) * maximum / 100


def _sound_bands(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    # As long as the maximum is unknown, it counts as 100 points.
    if not any(_points(band.at_least, Decimal(100)) == 0 for band in bands):
        raise refusal("PK019", "no band starts at 0, so low scores would fall into no band")
    return bands


Criteria: TypeAlias = Annotated[
    dict[Identifier, CriterionSetting], AtMost(50, "criteria"), AfterValidator(_some_criteria)
]
Bands: TypeAlias = Annotated[tuple[Band, ...], AtMost(50, "bands"), AfterValidator(_sound_bands)]


def _workable(scorecard: "Scorecard") -> "Scorecard":
    """Refuse bands and weights that cannot work together."""
    floors: set[Decimal] = set()
    for number, band in enumerate(scorecard.bands or ()):
        points = _points(band.at_least, scorecard.maximum)
        if points in floors:
            raise refusal(
                "PK019", f"an earlier band also starts at {points:f} points", at=("bands", number, "at_least")
            )
        floors.add(points)
    lowest, highest = scorecard.band_of(scorecard.minimum), scorecard.band_of(scorecard.maximum)
    if lowest == highest and len(scorecard.ladder) > 1:
        raise refusal(
            "PK019",
            f"every partner would be in the band {quoted(lowest.name)}: with these weights, scores run from "
            f"{scorecard.minimum:f} to {scorecard.maximum:f} points",
            at=("criteria",) if scorecard.bands is None else ("bands",),
            help="write `at_least` of each band as a percentage of the maximum, such as 90%, or change the weights",
        )
    for number, band in enumerate(scorecard.bands or ()):
        points = _points(band.at_least, scorecard.maximum)
        if points > scorecard.maximum:
            raise refusal(
                "PK019",
                f"no partner can reach the band {quoted(band.name)}: it starts at {points:f} points, and with these "
                f"weights the maximum is {scorecard.maximum:f}",
                at=("bands", number, "at_least"),
                help="write it as a percentage of the maximum, such as 90%, or change the weights",
            )
    return scorecard


_AT_ZERO: Final = {"anyOf": [{"const": 0}, {"type": "string", "pattern": r"^0{1,2}(\.0{1,4})?%$"}]}


class Scorecard(Section):
    """Criteria, weights and bands of this workspace."""

    criteria: Criteria | None = branch(
        None,
        items=SEQUENCE,
        description="The criteria in order. A default criterion that isn't listed is removed. Default: the five "
        "default criteria.",
        examples=[{"strategic": {}, "value": {}, "security": {"name": "Security", "weight": 2}}],
        json_schema_extra={"minProperties": 1},
    )
    bands: Bands | None = branch(
        None,
        items=known_by("name"),
        description="The bands that give a score its meaning. Default: the three default bands, in points.",
        examples=[[{"name": "Pursue", "at_least": 40}, {"name": "Keep on radar", "at_least": 0}]],
        json_schema_extra={"contains": {"required": ["at_least"], "properties": {"at_least": _AT_ZERO}}},
    )

    _is_workable = model_validator(mode="after")(_workable)

    @cached_property
    def resolved(self) -> tuple[Criterion, ...]:
        """The criteria in order, defaults filled in."""
        if self.criteria is None:
            return DEFAULT_CRITERIA
        return tuple(_resolve(key, setting) for key, setting in self.criteria.items())

    @cached_property
    def maximum(self) -> Decimal:
        """The score of a partner with the highest rating in every criterion."""
        return HIGHEST_RATING * sum((criterion.weight for criterion in self.resolved), Decimal(0))

    @cached_property
    def minimum(self) -> Decimal:
        """The score of a partner with the lowest rating in every criterion."""
        return LOWEST_RATING * sum((criterion.weight for criterion in self.resolved), Decimal(0))

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """The bands in points, best first."""
        bands = DEFAULT_BANDS if self.bands is None else self.bands
        rungs = (Rung(band.name, _points(band.at_least, self.maximum), band.slots) for band in bands)
        return tuple(sorted(rungs, key=lambda rung: rung.at_least, reverse=True))

    def band_of(self, points: Decimal) -> Rung:
        """Return the band that a score is in."""
        return next(rung for rung in self.ladder if rung.at_least <= points)


def _resolve(key: str, setting: CriterionSetting) -> Criterion:
    default = _DEFAULTS.get(key, Criterion(key, key.replace("-", " ").replace("_", " ").capitalize(), Decimal(1)))
    return Criterion(
        key=key,
        name=setting.name or default.name,
        weight=setting.weight or default.weight,
        asks=setting.asks or default.asks,
    )
