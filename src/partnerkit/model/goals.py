"""What is to be achieved, by the company as a whole or in one partnership."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import GoalKind
from partnerkit.model.values import Date, Number, Text


class Goal(Section):
    """One goal, with the five slots of a goal statement (guide): outcome, timeframe, metric, what each side gives."""

    kind: GoalKind = Field(description="Which of the four kinds of goal it is.")
    outcome: Text = Field(
        description="What will be true when it is reached.",
        examples=["Win 40 retail customers through Acme referrals"],
    )
    metric: Text | None = Field(None, description="What is counted.", examples=["referrals"])
    target: Number | None = Field(None, description="The number to reach.", examples=[40])
    by: Date | None = Field(None, description="The day on which it is to be reached.", examples=["2026-12-31"])
    they_contribute: Text | None = Field(
        None, description="What the partner brings.", examples=["access to enterprise client bases"]
    )
    we_give: Text | None = Field(
        None, description="What the partner gets from us.", examples=["a differentiated time-tracking offer"]
    )
