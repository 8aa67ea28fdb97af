"""What `revenue` is asked about: other terms, and how much might be sold under them."""

from typing import Annotated

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.revenue import RevenueTerm
from partnerkit.model.values import AtMost, Count, Currency, Date, Name, PositiveCount, Price


class OtherTerms(Section):
    """Revenue terms as an agreement might have them."""

    revenue: Annotated[tuple[RevenueTerm, ...], AtMost(200, "revenue terms")] = Field(
        description="The terms, as in `agreement.revenue`."
    )


class RevenueOption(OtherTerms):
    """Revenue terms under a name."""

    name: Name = Field(description="The name of the option.", examples=["Tiers by year"])


class VolumeRange(Section):
    """How many deals there might be."""

    low: Count = Field(description="The number in a bad year.", examples=[10])
    expected: Count = Field(description="The expected number.", examples=[25])
    high: Count = Field(description="The number in a good year.", examples=[60])


class RevenueScenario(Section):
    """Deals that might be won, each with a new customer, spread evenly over some months."""

    options: tuple[RevenueOption, ...] = Field((), description="The terms to compare with those of the agreement.")
    deals: VolumeRange = Field(description="The number of deals over all months.")
    amount: Price = Field(description="The value of one deal, after discounts and before tax.", examples=[2400])
    list_price: Price | None = Field(None, description="The list price of one deal.", examples=[3000])
    cost: Price | None = Field(None, description="Our cost of one deal, for the margin.", examples=[900])
    units: Count | None = Field(None, description="The number of units in one deal.", examples=[10])
    currency: Currency | None = Field(None, description="The currency. Default: the workspace's.", examples=["USD"])
    starts: Date | None = Field(None, description="The first day. Default: today.", examples=["2026-07-01"])
    months: PositiveCount = Field(12, description="The number of months.", examples=[12])
