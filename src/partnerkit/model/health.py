"""How the partnership feels to the people in it, dated (guide)."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from partnerkit.model.base import Section
from partnerkit.model.choices import HealthFlag
from partnerkit.model.values import Date, Rating, Text


class HealthRatings(Section):
    """Five ratings from 1 (poor) to 5 (excellent)."""

    communication: Rating | None = Field(None, description="Answers are quick, clear and honest.", examples=[4])
    alignment: Rating | None = Field(None, description="Both want the same.", examples=[4])
    trust: Rating | None = Field(None, description="Each relies on the other's word.", examples=[5])
    ease: Rating | None = Field(None, description="Working together is easy.", examples=[3])
    potential: Rating | None = Field(None, description="There is more to come.", examples=[5])


class SidedHealthRatings(Section):
    """The same ratings, asked of each side apart."""

    us: HealthRatings | None = Field(None, description="As our people see it.")
    them: HealthRatings | None = Field(None, description="As their people see it.")


def _is_sided(value: object) -> str:
    keys = value.keys() if isinstance(value, dict) else ()
    return "sided" if "us" in keys or "them" in keys else "joint"


Ratings: TypeAlias = Annotated[
    Annotated[HealthRatings, Tag("joint")] | Annotated[SidedHealthRatings, Tag("sided")], Discriminator(_is_sided)
]


class HealthCheck(Section):
    """One look at the partnership's health."""

    date: Date = Field(description="When it was looked at.", examples=["2026-03-31"])
    ratings: Ratings | None = Field(
        None,
        description="Ratings from 1 (poor) to 5 (excellent), of both sides together or apart as `us` and `them`.",
        examples=[{"communication": 4, "alignment": 4, "trust": 5, "ease": 3, "potential": 5}],
    )
    flags: tuple[HealthFlag, ...] = Field(
        (), description="Red flags that are open; `[]` closes those of the entry before."
    )
    note: Text | None = Field(None, description="What else there is to say.", examples=["New contact since February"])
