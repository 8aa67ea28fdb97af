"""What is to be achieved, by the company as a whole or in one partnership."""

from partnerkit.model.base import Section
from partnerkit.model.choices import GoalKind
from partnerkit.model.marks import ONE_SIDED, OURS, SET, Turned
from partnerkit.model.references import PartnershipName
from partnerkit.model.values import Currency, Date, Number, Text


class Goal(Section):
    """One goal, in the five parts of a goal statement (guide): outcome, timeframe, metric, each side's contribution."""

    kind: GoalKind = OURS.commitment(description="The kind of goal.")
    outcome: Text = OURS.commitment(
        description="What will be true when the goal is reached.",
        examples=["Win 40 retail customers through Acme referrals"],
    )
    metric: Text | None = OURS.commitment(None, description="The metric that shows it.", examples=["referrals"])
    target: Number | None = OURS.commitment(None, description="The target value.", examples=[40])
    currency: Currency | None = OURS.commitment(
        None, description="The currency of a target in money, if it's not the workspace's.", examples=["USD"]
    )
    by: Date | None = OURS.commitment(None, description="The target date.", examples=["2026-12-31"])
    they_contribute: Text | None = OURS.commitment(
        None,
        turned=Turned("we_give"),
        description="What the partner contributes.",
        examples=["access to enterprise client bases"],
    )
    we_give: Text | None = OURS.commitment(
        None,
        turned=Turned("they_contribute"),
        description="What the partner gets from us.",
        examples=["a differentiated time-tracking offer"],
    )
    with_: tuple[PartnershipName, ...] = OURS.commitment(
        (),
        items=SET,
        turned=ONE_SIDED,
        alias="with",
        description="Other partnerships that take part in it.",
        examples=[["globex"]],
    )
