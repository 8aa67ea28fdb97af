"""What is measured, and the monthly figures it is measured on."""

from partnerkit.model.base import Section
from partnerkit.model.choices import KpiGoal, KpiMeasure
from partnerkit.model.marks import BOTH, ONE_SIDED, OURS
from partnerkit.model.together import Ordered, RuledSection
from partnerkit.model.values import Amount, Count, Currency, Date, Money, Month, NetPromoterScore, Number, Price, Text


class Kpi(Section):
    """A target for one metric."""

    metric: Text = BOTH.commitment(
        description="The metric: a figure of `results`, or another one with its own `actual`.",
        examples=["referrals", "joint case studies"],
    )
    target: Number = BOTH.commitment(description="The value to reach or not to exceed.", examples=[40])
    goal: KpiGoal = BOTH.commitment("at_least", description="Whether the target is a floor or a ceiling.")
    measure: KpiMeasure | None = BOTH.commitment(
        None,
        description="Whether the metric adds up or is a level. Known for the metrics of `results`; any other metric is "
        "a level if it's in percent or its name says so (share, rate, NPS, satisfaction, headcount, churn, certified, "
        "active, per), and otherwise a total.",
    )
    currency: Currency | None = BOTH.commitment(
        None, description="The currency of a target in money, if it's not the workspace's.", examples=["USD"]
    )
    from_: Date | None = BOTH.commitment(
        None, alias="from", description="The date that counting starts.", examples=["2026-01-01"]
    )
    by: Date | None = BOTH.commitment(None, description="The target date.", examples=["2026-12-31"])
    actual: Number | None = BOTH.assessment(
        None, description="The current value, for a metric that isn't in `results`.", examples=[1]
    )


class MonthlyResult(RuledSection):
    """The results of the partnership in one month."""

    rules = (Ordered("active_members", "members", "below"),)

    month: Month = BOTH.assessment(description="The month, YYYY-MM.", examples=["2026-03"])
    revenue: Money | None = BOTH.assessment(None, description="Revenue through the partnership.", examples=[23100])
    currency: Currency | None = BOTH.assessment(
        None, description="The currency of this row, if it's not the workspace's.", examples=["USD"]
    )
    referrals: Count | None = BOTH.assessment(None, description="Customers referred.", examples=[6])
    conversions: Count | None = BOTH.assessment(None, description="Referrals that became customers.", examples=[3])
    initiatives: Count | None = BOTH.assessment(None, description="Joint initiatives completed.", examples=[2])
    response_hours: Amount | None = BOTH.assessment(
        None, turned=ONE_SIDED, description="Average time to answer the partner, in hours.", examples=[9]
    )
    nps: NetPromoterScore | None = BOTH.assessment(
        None, description="Net promoter score of customers who came through the partner.", examples=[44]
    )
    customers: Count | None = BOTH.assessment(
        None, description="Total number of customers who came through the partner.", examples=[12]
    )
    members: Count | None = BOTH.assessment(
        None,
        description="The number of affiliates or resellers, if the partnership is a network of them.",
        examples=[140],
    )
    active_members: Count | None = BOTH.assessment(
        None, description="The number of members who brought in business that month.", examples=[23]
    )
    influenced: Money | None = BOTH.assessment(
        None,
        description="Revenue that the partner influenced but didn't source; never added to `revenue`.",
        examples=[8200],
    )
    refunds: Price | None = BOTH.assessment(
        None, description="Refunds to customers who came through the partner.", examples=[450]
    )
    cost: Price | None = OURS.assessment(None, description="Our cost of the partnership.", examples=[3500])


class CompanyResult(Section):
    """The whole company's results in one month: the baseline for the program's figures."""

    month: Month = OURS.assessment(description="The month, YYYY-MM.", examples=["2026-03"])
    revenue: Money | None = OURS.assessment(None, description="Total revenue.", examples=[990000])
    program_cost: Price | None = OURS.assessment(None, description="The cost of the partner program.", examples=[24000])
    customers: Count | None = OURS.assessment(None, description="Total number of customers.", examples=[335])
