"""The activity plan."""

from typing import Annotated, TypeAlias

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import PlanStatus, Side
from partnerkit.model.marks import BOTH, ONE_SIDED, OURS, SEQUENCE, SET, SIDES, Turned
from partnerkit.model.references import (
    BucketKey,
    NewPlanItemId,
    OurPerson,
    PartnershipName,
    Person,
    PlanItemId,
    TheirPerson,
)
from partnerkit.model.together import Either, RuledSection
from partnerkit.model.values import Amount, Date, Text


class Owners(Section):
    """One owner on each side."""

    us: OurPerson = BOTH.commitment(turned=Turned("them"), description="The owner on our side.", examples=["dana"])
    them: TheirPerson = BOTH.commitment(turned=Turned("us"), description="The owner on their side.", examples=["jo"])


class PlanItem(RuledSection):
    """One task."""

    rules = (Either("owner", "owners"), Either("side", "owners"))

    id: NewPlanItemId = BOTH.commitment(description="The id that `needs` refers to.", examples=["training"])
    title: Text = BOTH.commitment(description="The task.", examples=["Train Acme sales"])
    bucket: BucketKey | None = BOTH.commitment(None, description="The bucket it belongs to.", examples=["enable"])
    start: Date | None = BOTH.commitment(None, description="The start date.", examples=["2026-04-06"])
    due: Date | None = BOTH.commitment(None, description="The due date.", examples=["2026-04-24"])
    moved: tuple[Date, ...] = BOTH.commitment(
        (), items=SEQUENCE, description="Earlier due dates that slipped.", examples=[["2026-04-10"]]
    )
    owner: Person | None = BOTH.commitment(None, description="The owner.", examples=["jo"])
    owners: Owners | None = Field(None, description="One owner on each side, instead of `owner`.")
    side: Side | None = BOTH.commitment(
        None, turned=SIDES, description="The side that owns it, if no owner is named yet."
    )
    status: PlanStatus | None = BOTH.commitment(None, description="The status.")
    done: Date | None = BOTH.commitment(None, description="The completion date.", examples=["2026-02-19"])
    effort_days: Amount | None = OURS.commitment(None, description="The effort, in days.", examples=[5])
    needs: tuple[PlanItemId, ...] = BOTH.commitment(
        (), items=SET, description="Tasks that must be done first.", examples=[["kickoff"]]
    )
    with_: tuple[PartnershipName, ...] = BOTH.commitment(
        (),
        items=SET,
        turned=ONE_SIDED,
        alias="with",
        description="Other partnerships that take part in it.",
        examples=[["globex"]],
    )
    note: Text | None = OURS.editorial(
        None, description="Anything else worth recording.", examples=["Waiting for their speaker"]
    )


Plan: TypeAlias = Annotated[tuple[PlanItem, ...], Field(description="The tasks, their owners and their dates.")]
