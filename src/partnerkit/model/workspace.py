"""The workspace file: who we are and how we measure."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field, WithJsonSchema

from partnerkit.model.accounts import AccountLists
from partnerkit.model.base import Section
from partnerkit.model.cadence import Cadences, ReviewPolicy, WorkingDays
from partnerkit.model.choices import ChangedClass, English
from partnerkit.model.deals import DealsFiles
from partnerkit.model.framework import Framework
from partnerkit.model.goals import Goal
from partnerkit.model.kpis import CompanyResult
from partnerkit.model.lint import Linting
from partnerkit.model.marks import BOTH, ONE_SIDED, OURS, SET, branch, known_by
from partnerkit.model.partner import Company
from partnerkit.model.partnership import Format
from partnerkit.model.people import Colleague
from partnerkit.model.program import Program
from partnerkit.model.scorecard import Scorecard
from partnerkit.model.together import Check, RuledSection, Wrong
from partnerkit.model.values import (
    NAME,
    Amount,
    Count,
    Currency,
    Date,
    Identifier,
    MonthOfYear,
    Name,
    Percentage,
    PositiveCount,
    PositiveNumber,
    Text,
    quoted,
)


class OwnCompany(Company):
    """Our own company."""

    name: Name | None = BOTH.editorial(None, description="What we are called.", examples=["Orbit"])
    phone: Text | None = BOTH.editorial(
        None, description="The telephone number in the signature of a first email.", examples=["+49 30 1234567"]
    )
    opt_out: Text | None = BOTH.editorial(
        None,
        description="How a reader of a first email opts out, as its last line.",
        examples=['If you\'d rather not hear from us, just reply with "no, thanks".'],
    )


class Assessments(Section):
    """How long an assessment is trusted."""

    stale_after_days: Count = OURS.assessment(
        90, description="An assessment older than this many days is shown as stale.", examples=[90]
    )


class RedLimits(Section):
    """From where on a partnership's health is red."""

    mean: Amount = OURS.assessment(
        Decimal("2.5"), description="Red when the mean rating is under this.", examples=[2.5]
    )
    flags: PositiveCount = OURS.assessment(2, description="Red when this many red flags are open.", examples=[2])
    attainment: Percentage = OURS.assessment(
        Decimal(50), description="Red when the attainment of targets is under this.", examples=["50%"]
    )


class AmberLimits(Section):
    """From where on a partnership's health is amber."""

    mean: Amount = OURS.assessment(
        Decimal("3.5"), description="Amber when the mean rating is under this.", examples=[3.5]
    )
    flags: PositiveCount = OURS.assessment(1, description="Amber when this many red flags are open.", examples=[1])
    attainment: Percentage = OURS.assessment(
        Decimal(80), description="Amber when the attainment of targets is under this.", examples=["80%"]
    )


class HealthLimits(Section):
    """How health is judged: the worst of three, the mean rating, the open red flags and the attainment of targets."""

    red: RedLimits = Field(RedLimits.model_construct(), description="From where on it is red.")
    amber: AmberLimits = Field(AmberLimits.model_construct(), description="From where on it is amber.")


class RaciLimits(Section):
    """How much one person can answer for."""

    most_accountable: PositiveCount = OURS.assessment(
        15,
        description="For how many buckets and boxes, over all partnerships, one person is accountable at the most.",
        examples=[15],
    )


class ExchangeRate(Section):
    """What one unit of a currency is worth in another, as of a day; both sides see it with what it converted."""

    from_: Currency = BOTH.assessment(alias="from", description="The currency that is converted.", examples=["USD"])
    to: Currency = BOTH.assessment(description="The currency that it is converted into.", examples=["EUR"])
    rate: PositiveNumber = BOTH.assessment(description="What one unit of it is worth.", examples=[0.92])
    date: Date = BOTH.assessment(description="The day of the rate.", examples=["2026-03-31"])
    source: Text | None = BOTH.assessment(
        None, description="Where it was published.", examples=["European Central Bank"]
    )


Approver: TypeAlias = Annotated[str, NAME, WithJsonSchema({**NAME.schema, "examples": ["finance"]})]
"""A person or a team."""


def _contradictory_rates(workspace: "Workspace") -> Iterator[Wrong]:
    seen: set[tuple[str, str, date]] = set()
    for number, rate in enumerate(workspace.exchange_rates):
        if rate.from_ == rate.to:
            sentence = f"a rate from {rate.from_} to itself"
            yield Wrong("PK019", sentence, ("exchange_rates", number, "to"), "name two currencies")
        elif (rate.from_, rate.to, rate.date) in seen:
            sentence = f"there are two rates from {rate.from_} to {rate.to} on {rate.date}"
            yield Wrong("PK019", sentence, ("exchange_rates", number), "keep one of the two")
        seen.add((rate.from_, rate.to, rate.date))


def _cadences_of_no_tier(workspace: "Workspace") -> Iterator[Wrong]:
    tiers = [tier.key for tier in workspace.program.resolved]
    for key in workspace.cadence.by_tier:
        if key not in tiers:
            sentence = f"{quoted(key)} is not a tier of this workspace's program"
            yield Wrong("PK019", sentence, ("cadence", "by_tier", key), f"its tiers are {', '.join(tiers)}")


class Workspace(RuledSection):
    """What every partnership of the folder shares. Every key is optional."""

    rules = (Check(_contradictory_rates), Check(_cadences_of_no_tier))

    format: Format = BOTH.editorial(1)
    company: OwnCompany | None = branch(None, turned=ONE_SIDED, description="Our own company.")
    currency: Currency = BOTH.commercial("EUR", description="The currency of amounts that name none.", examples=["EUR"])
    exchange_rates: tuple[ExchangeRate, ...] = branch(
        (),
        items=known_by("from", "to", "date"),
        description="Rates for comparing amounts in several currencies; the latest on or before the day is used, "
        "and shown.",
    )
    fiscal_year: MonthOfYear = OURS.assessment(
        1, description="The month in which years and quarters start.", examples=[4]
    )
    english: English | None = BOTH.editorial(
        None,
        description="The spelling and the dates of drafts in English. Without it, the spelling is American, and dates "
        "are written as in the reader's country.",
    )
    people: dict[Identifier, Colleague] = Field({}, description="Our people, by a short name.")
    goals: tuple[Goal, ...] = branch(
        (), items=known_by("kind", "metric"), description="What the partner program is to achieve."
    )
    framework: Framework = Field(
        Framework.model_construct(), description="The buckets that every partnership is looked at by."
    )
    scorecard: Scorecard = Field(Scorecard.model_construct(), description="How fit is scored.")
    assessments: Assessments = Field(Assessments.model_construct(), description="How long an assessment is trusted.")
    health: HealthLimits = Field(HealthLimits.model_construct(), description="How health is judged.")
    raci: RaciLimits = Field(RaciLimits.model_construct(), description="How much one person can answer for.")
    program: Program = Field(Program.model_construct(), description="The partner program.")
    deals: DealsFiles = Field(DealsFiles.model_construct(), description="How deals files are read.")
    accounts: AccountLists = Field(AccountLists.model_construct(), description="How account lists are compared.")
    lint: Linting = Field(Linting.model_construct(), description="Which rules `lint` applies.")
    review: dict[ChangedClass, tuple[Approver, ...]] = OURS.commitment(
        {},
        items=SET,
        description="Who must approve a change of each class: people or teams.",
        examples=[{"commercial": ["finance", "legal"], "commitment": ["dana"]}],
    )
    exclude: tuple[Text, ...] = OURS.editorial(
        (),
        items=SET,
        description="Files and folders that are never read as partnerships, as patterns.",
        examples=[["archive/**", "*.draft.yaml"]],
    )
    cadence: Cadences = Field(
        Cadences.model_construct(), description="How often partnerships are reviewed, by their tier."
    )
    reviews: ReviewPolicy = Field(
        ReviewPolicy.model_construct(), description="How often partnerships are reviewed, by their stage."
    )
    working_days: WorkingDays = Field(WorkingDays.model_construct(), description="On which days people work.")
    results: tuple[CompanyResult, ...] = branch(
        (), items=known_by("month"), description="The company as a whole, one row a month."
    )
