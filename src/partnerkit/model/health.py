"""How the partnership feels to the people in it, dated (guide)."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from partnerkit.model.base import Section
from partnerkit.model.choices import HealthFlag
from partnerkit.model.marks import ONE_SIDED, OURS, STATED_SET, Turned, branch
from partnerkit.model.values import Date, Likelihood, Rating, Text


class HealthRatings(Section):
    """Five ratings from 1 (poor) to 5 (excellent)."""

    communication: Rating | None = OURS.assessment(
        None, description="Answers are quick, clear and honest.", examples=[4]
    )
    alignment: Rating | None = OURS.assessment(None, description="Both sides want the same thing.", examples=[4])
    trust: Rating | None = OURS.assessment(None, description="Each side can rely on the other's word.", examples=[5])
    ease: Rating | None = OURS.assessment(None, description="Working together is easy.", examples=[3])
    potential: Rating | None = OURS.assessment(None, description="There is room to grow.", examples=[5])


class SidedHealthRatings(Section):
    """The same ratings, given separately by each side."""

    us: HealthRatings | None = branch(None, turned=Turned("them"), description="Our people's ratings.")
    them: HealthRatings | None = branch(None, turned=Turned("us"), description="The partner's people's ratings.")


def _is_sided(value: object) -> str:
    keys = value.keys() if isinstance(value, dict) else ()
    return "sided" if "us" in keys or "them" in keys else "joint"


Ratings: TypeAlias = Annotated[
    Annotated[HealthRatings, Tag("joint")] | Annotated[SidedHealthRatings, Tag("sided")], Discriminator(_is_sided)
]


class HealthCheck(Section):
    """One check of the partnership's health."""

    date: Date = OURS.assessment(description="The date of the check.", examples=["2026-03-31"])
    ratings: Ratings | None = Field(
        None,
        description="Ratings from 1 (poor) to 5 (excellent), for both sides together or separately as `us` and `them`.",
        examples=[{"communication": 4, "alignment": 4, "trust": 5, "ease": 3, "potential": 5}],
    )
    flags: tuple[HealthFlag, ...] = OURS.assessment(
        (),
        items=STATED_SET,
        description="Open red flags. A check without this key keeps the flags of the previous check open; `[]` closes "
        "them.",
    )
    recommends: Likelihood | None = OURS.assessment(
        None,
        turned=ONE_SIDED,
        description="How likely the partner is to recommend working with us, from 0 to 10.",
        examples=[9],
    )
    note: Text | None = OURS.editorial(
        None, description="Anything else worth recording.", examples=["New contact since February"]
    )
