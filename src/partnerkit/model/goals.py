"""What is to be achieved, by the company as a whole or in one partnership."""

from partnerkit.model.base import Section
from partnerkit.model.choices import GoalKind
from partnerkit.model.marks import OURS, Turned
from partnerkit.model.values import Date, Number, Text


class Goal(Section):
    """One goal, with the five slots of a goal statement (guide): outcome, timeframe, metric, what each side gives."""

    kind: GoalKind = OURS.commitment(description="Which of the four kinds of goal it is.")
    outcome: Text = OURS.commitment(
        description="What will be true when it is reached.",
        examples=["Win 40 retail customers through Acme referrals"],
    )
    metric: Text | None = OURS.commitment(None, description="What is counted.", examples=["referrals"])
    target: Number | None = OURS.commitment(None, description="The number to reach.", examples=[40])
    by: Date | None = OURS.commitment(
        None, description="The day on which it is to be reached.", examples=["2026-12-31"]
    )
    they_contribute: Text | None = OURS.commitment(
        None,
        turned=Turned("we_give"),
        description="What the partner brings.",
        examples=["access to enterprise client bases"],
    )
    we_give: Text | None = OURS.commitment(
        None,
        turned=Turned("they_contribute"),
        description="What the partner gets from us.",
        examples=["a differentiated time-tracking offer"],
    )
