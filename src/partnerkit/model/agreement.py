"""The terms of the partnership, in the seven groups of the guide."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import AgreementStatus, ExclusivityKind, Period, Renewal, RevenueModel, Side
from partnerkit.model.values import Count, Currency, Date, Percentage, PositiveCount, Price, Text


class Responsibilities(Section):
    """What one party does."""

    deliverables: tuple[Text, ...] = Field((), description="What it delivers.", examples=[["Connector"]])
    timeline: tuple[Text, ...] = Field((), description="By when.", examples=[["Connector live by 2026-03-31"]])
    resources: tuple[Text, ...] = Field((), description="With whom and what.", examples=[["One engineer"]])
    quality: tuple[Text, ...] = Field((), description="How well.", examples=[["99.9% connector uptime"]])


class Scope(Section):
    """The responsibilities of each party."""

    us: Responsibilities | None = Field(None, description="What we do.")
    them: Responsibilities | None = Field(None, description="What they do.")


class RevenueTier(Section):
    """The rate from one volume on."""

    at_least: Price = Field(description="The volume from which the rate holds.", examples=[50000])
    rate: Percentage = Field(description="The rate, with its sign.", examples=["15%"])


class RevenueTerm(Section):
    """One thing that one side pays the other."""

    model: RevenueModel = Field(description="How it is worked out.")
    rate: Percentage | None = Field(None, description="The share, with its sign.", examples=["20%"])
    base: Text | None = Field(
        None, description="What the rate is a share of.", examples=["first-year revenue of each referred customer"]
    )
    amount: Price | None = Field(None, description="The amount of a fixed or one-time fee.", examples=[1500])
    every: Period | None = Field(None, description="How often a fixed fee is paid.")
    months: PositiveCount | None = Field(
        None, description="For how long after a customer's first purchase.", examples=[12]
    )
    tiers: tuple[RevenueTier, ...] = Field((), description="Rates by volume.")
    minimum: Price | None = Field(None, description="What is guaranteed in each settlement period.", examples=[10000])
    settles: Period | None = Field(None, description="How often it is settled.")
    cap: Price | None = Field(None, description="The most that is paid.", examples=[100000])
    currency: Currency | None = Field(
        None, description="The currency of this term, where it is not the workspace's.", examples=["USD"]
    )
    from_: Side | None = Field(None, alias="from", description="Who pays.")
    to: Side | None = Field(None, description="Who is paid.")


class Exclusivity(Section):
    """How far the parties are bound to each other alone."""

    kind: ExclusivityKind = Field(description="How far it goes.")
    scope: Text | None = Field(None, description="The category or region.", examples=["time tracking for retail"])
    until: Date | None = Field(None, description="When it ends.", examples=["2027-06-30"])
    return_: Text | None = Field(
        None, alias="return", description="What is given for it.", examples=["A minimum of 60,000 a year"]
    )


class Term(Section):
    """How long the agreement holds."""

    starts: Date | None = Field(None, description="The day it takes effect.", examples=["2026-02-10"])
    months: PositiveCount | None = Field(None, description="The initial term in months.", examples=[12])
    renewal: Renewal | None = Field(None, description="What happens at the end of the term.")
    renewal_months: PositiveCount | None = Field(
        None, description="How long a renewal lasts, in months.", examples=[12]
    )
    notice_days: Count | None = Field(
        None, description="How many days before the end notice of non-renewal must be given.", examples=[60]
    )


class Termination(Section):
    """How the agreement ends before its term."""

    convenience_days: Count | None = Field(
        None, description="Notice for ending it without cause, in days; left out, it cannot be.", examples=[30]
    )
    effect: Text | None = Field(
        None,
        description="What then holds for customers and revenue.",
        examples=["Existing customers keep the connector for 12 months"],
    )


class IntellectualProperty(Section):
    """Who owns what was brought and what is created."""

    pre_existing: Text | None = Field(
        None, description="What each side brought.", examples=["Stays with the side that brought it"]
    )
    joint: Text | None = Field(
        None, description="What is created together.", examples=["Each side may use what is built together"]
    )
    brand: Text | None = Field(None, description="Names and logos.", examples=["Logos with written approval"])
    content: Text | None = Field(None, description="Texts, pictures and videos.", examples=["Owned by its author"])


class Confidentiality(Section):
    """How long secrets are kept."""

    months: PositiveCount | None = Field(
        None, description="How long the duty lasts after the end, in months.", examples=[24]
    )


class Agreement(Section):
    """What was agreed, or is being agreed."""

    status: AgreementStatus | None = Field(None, description="Where it stands.")
    signed: Date | None = Field(None, description="When it was signed.", examples=["2026-02-03"])
    scope: Scope | None = Field(None, description="What each party does.")
    revenue: tuple[RevenueTerm, ...] = Field((), description="What is paid, by whom, on what.")
    exclusivity: Exclusivity | None = Field(None, description="What the parties may not do with others.")
    term: Term | None = Field(None, description="How long it holds.")
    termination: Termination | None = Field(None, description="How it ends before its term.")
    ip: IntellectualProperty | None = Field(None, description="Who owns what.")
    confidentiality: Confidentiality | None = Field(None, description="What is kept secret, and how long.")
    law: Text | None = Field(None, description="The governing law.", examples=["Germany"])
