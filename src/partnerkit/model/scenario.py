"""What `revenue` is asked about: other terms, and how much might be sold under them."""

from typing import Annotated

from pydantic import Field

from partnerkit.model.agreement import RevenueTerm
from partnerkit.model.base import Section
from partnerkit.model.values import AtMost, Count, Currency, Date, Name, PositiveCount, Price


class OtherTerms(Section):
    """Revenue terms as an agreement might have them."""

    revenue: Annotated[tuple[RevenueTerm, ...], AtMost(200, "revenue terms")] = Field(
        description="The terms, as in `agreement.revenue`."
    )


class RevenueOption(OtherTerms):
    """Revenue terms under a name."""

    name: Name = Field(description="What the option is called.", examples=["Tiers by year"])


class VolumeRange(Section):
    """How many deals there might be."""

    low: Count = Field(description="In a bad year.", examples=[10])
    expected: Count = Field(description="What is expected.", examples=[25])
    high: Count = Field(description="In a good year.", examples=[60])


class RevenueScenario(Section):
    """Deals that might be won, each of a new customer, spread evenly over some months."""

    options: tuple[RevenueOption, ...] = Field((), description="Terms to compare, beside those of the agreement.")
    deals: VolumeRange = Field(description="How many deals there might be over all months.")
    amount: Price = Field(description="What one deal brings, after discounts and before tax.", examples=[2400])
    list_price: Price | None = Field(None, description="The list price of one deal.", examples=[3000])
    cost: Price | None = Field(None, description="What one deal costs us, for the margin.", examples=[900])
    units: Count | None = Field(None, description="How many units one deal has.", examples=[10])
    currency: Currency | None = Field(None, description="The currency; left out, the workspace's.", examples=["USD"])
    starts: Date | None = Field(None, description="The first day; left out, today.", examples=["2026-07-01"])
    months: PositiveCount = Field(12, description="For how many months.", examples=[12])
