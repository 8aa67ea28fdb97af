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
    alignment: Rating | None = OURS.assessment(None, description="Both want the same.", examples=[4])
    trust: Rating | None = OURS.assessment(None, description="Each relies on the other's word.", examples=[5])
    ease: Rating | None = OURS.assessment(None, description="Working together is easy.", examples=[3])
    potential: Rating | None = OURS.assessment(None, description="There is more to come.", examples=[5])


class SidedHealthRatings(Section):
    """The same ratings, asked of each side apart."""

    us: HealthRatings | None = branch(None, turned=Turned("them"), description="As our people see it.")
    them: HealthRatings | None = branch(None, turned=Turned("us"), description="As their people see it.")


def _is_sided(value: object) -> str:
    keys = value.keys() if isinstance(value, dict) else ()
    return "sided" if "us" in keys or "them" in keys else "joint"


Ratings: TypeAlias = Annotated[
    Annotated[HealthRatings, Tag("joint")] | Annotated[SidedHealthRatings, Tag("sided")], Discriminator(_is_sided)
]


class HealthCheck(Section):
    """One look at the partnership's health."""

    date: Date = OURS.assessment(description="When it was looked at.", examples=["2026-03-31"])
    ratings: Ratings | None = Field(
        None,
        description="Ratings from 1 (poor) to 5 (excellent), of both sides together or apart as `us` and `them`.",
        examples=[{"communication": 4, "alignment": 4, "trust": 5, "ease": 3, "potential": 5}],
    )
    flags: tuple[HealthFlag, ...] = OURS.assessment(
        (),
        items=STATED_SET,
        description="Red flags that are open. A check without this key leaves open those of the check before; "
        "`[]` closes them.",
    )
    recommends: Likelihood | None = OURS.assessment(
        None,
        turned=ONE_SIDED,
        description="How likely they said they are to recommend working with us, 0 to 10.",
        examples=[9],
    )
    note: Text | None = OURS.editorial(
        None, description="What else there is to say.", examples=["New contact since February"]
    )
