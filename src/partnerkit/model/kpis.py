"""What is measured, and the monthly figures it is measured on."""

from partnerkit.model.base import Section
from partnerkit.model.choices import KpiGoal, KpiMeasure
from partnerkit.model.marks import BOTH, ONE_SIDED, OURS
from partnerkit.model.together import Ordered, RuledSection
from partnerkit.model.values import Amount, Count, Currency, Date, Money, Month, NetPromoterScore, Number, Price, Text


class Kpi(Section):
    """A target for one metric."""

    metric: Text = BOTH.commitment(
        description="What is measured: a figure of `results`, or one that carries its own `actual`.",
        examples=["referrals", "joint case studies"],
    )
    target: Number = BOTH.commitment(description="The number to reach, or not to exceed.", examples=[40])
    goal: KpiGoal = BOTH.commitment("at_least", description="Whether the target is a floor or a ceiling.")
    measure: KpiMeasure | None = BOTH.commitment(
        None,
        description="Whether it adds up or is a level. Known for the metrics of `results`; any other is taken for a "
        "level if it is in percent or its name says so (share, rate, NPS, satisfaction, headcount, churn, certified, "
        "active, per), else for a total.",
    )
    currency: Currency | None = BOTH.commitment(
        None, description="The currency of a target in money, if it is not the workspace's.", examples=["USD"]
    )
    from_: Date | None = BOTH.commitment(
        None, alias="from", description="Where counting begins.", examples=["2026-01-01"]
    )
    by: Date | None = BOTH.commitment(None, description="When the target is to be reached.", examples=["2026-12-31"])
    actual: Number | None = BOTH.assessment(
        None, description="Where it stands, for a metric that `results` lacks.", examples=[1]
    )


class MonthlyResult(RuledSection):
    """What the partnership brought in one month."""

    rules = (Ordered("active_members", "members", "below"),)

    month: Month = BOTH.assessment(description="The month, YYYY-MM.", examples=["2026-03"])
    revenue: Money | None = BOTH.assessment(None, description="Revenue through the partnership.", examples=[23100])
    currency: Currency | None = BOTH.assessment(
        None, description="The currency of this row, where it is not the workspace's.", examples=["USD"]
    )
    referrals: Count | None = BOTH.assessment(None, description="Customers referred.", examples=[6])
    conversions: Count | None = BOTH.assessment(None, description="Referrals that became customers.", examples=[3])
    initiatives: Count | None = BOTH.assessment(None, description="Joint initiatives completed.", examples=[2])
    response_hours: Amount | None = BOTH.assessment(
        None, turned=ONE_SIDED, description="Hours to answer the partner, on average.", examples=[9]
    )
    nps: NetPromoterScore | None = BOTH.assessment(
        None, description="Net promoter score of customers who came through the partner.", examples=[44]
    )
    customers: Count | None = BOTH.assessment(
        None, description="Customers who came through the partner, in all.", examples=[12]
    )
    members: Count | None = BOTH.assessment(
        None,
        description="How many affiliates or resellers there are in a network that is one partnership.",
        examples=[140],
    )
    active_members: Count | None = BOTH.assessment(
        None, description="How many of the members brought something in the month.", examples=[23]
    )
    influenced: Money | None = BOTH.assessment(
        None,
        description="Revenue that the partner influenced and did not bring; never added to `revenue`.",
        examples=[8200],
    )
    refunds: Price | None = BOTH.assessment(
        None, description="What was refunded to customers who came through the partner.", examples=[450]
    )
    cost: Price | None = OURS.assessment(None, description="What the partnership cost us.", examples=[3500])


class CompanyResult(Section):
    """The company as a whole in one month: the baseline for the program's figures."""

    month: Month = OURS.assessment(description="The month, YYYY-MM.", examples=["2026-03"])
    revenue: Money | None = OURS.assessment(None, description="All revenue.", examples=[990000])
    program_cost: Price | None = OURS.assessment(None, description="What the partner program cost.", examples=[24000])
    customers: Count | None = OURS.assessment(None, description="All customers.", examples=[335])
