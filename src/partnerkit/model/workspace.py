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
from partnerkit.model.imports import ImportMapping
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
    Language,
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

    language: Language | None = BOTH.editorial(
        None,
        description="The language of this file's texts and of internal drafts, as two lowercase letters (ISO 639). "
        "Default: English.",
        examples=["de"],
    )
    name: Name | None = BOTH.editorial(None, description="The name of our company.", examples=["Orbit"])
    phone: Text | None = BOTH.editorial(
        None, description="The phone number in the signature of a first email.", examples=["+49 30 1234567"]
    )
    opt_out: Text | None = BOTH.editorial(
        None,
        description="The last line of a first email: how its reader can opt out.",
        examples=['If you\'d rather not hear from us, just reply with "no, thanks".'],
    )


class Assessments(Section):
    """How long assessments stay valid."""

    stale_after_days: Count = OURS.assessment(
        90, description="An assessment older than this many days is shown as stale.", examples=[90]
    )


class RedLimits(Section):
    """The limits for a red health status."""

    mean: Amount = OURS.assessment(
        Decimal("2.5"), description="Red if the mean rating is lower than this.", examples=[2.5]
    )
    flags: PositiveCount = OURS.assessment(2, description="Red if at least this many red flags are open.", examples=[2])
    attainment: Percentage = OURS.assessment(
        Decimal(50), description="Red if target attainment is lower than this.", examples=["50%"]
    )


class AmberLimits(Section):
    """The limits for an amber health status."""

    mean: Amount = OURS.assessment(
        Decimal("3.5"), description="Amber if the mean rating is lower than this.", examples=[3.5]
    )
    flags: PositiveCount = OURS.assessment(
        1, description="Amber if at least this many red flags are open.", examples=[1]
    )
    attainment: Percentage = OURS.assessment(
        Decimal(80), description="Amber if target attainment is lower than this.", examples=["80%"]
    )


class HealthLimits(Section):
    """How health is judged: by the worst of the mean rating, the open red flags and target attainment."""

    red: RedLimits = Field(RedLimits.model_construct(), description="The limits for red.")
    amber: AmberLimits = Field(AmberLimits.model_construct(), description="The limits for amber.")


class RaciLimits(Section):
    """How much one person can be accountable for."""

    most_accountable: PositiveCount = OURS.assessment(
        15,
        description="The maximum number of buckets and boxes, across all partnerships, that one person is accountable "
        "for.",
        examples=[15],
    )


class ExchangeRate(Section):
    """The exchange rate of two currencies on a date; both sides see it along with the amounts it converted."""

    from_: Currency = BOTH.commercial(alias="from", description="The currency to convert from.", examples=["USD"])
    to: Currency = BOTH.commercial(description="The currency to convert to.", examples=["EUR"])
    rate: PositiveNumber = BOTH.commercial(description="The value of one unit.", examples=[0.92])
    date: Date = BOTH.commercial(description="The date of the rate.", examples=["2026-03-31"])
    source: Text | None = BOTH.commercial(
        None, description="The source of the rate.", examples=["European Central Bank"]
    )


Approver: TypeAlias = Annotated[str, NAME, WithJsonSchema({**NAME.schema, "examples": ["finance"]})]
"""A person or a team."""


def _contradictory_rates(workspace: "Workspace") -> Iterator[Wrong]:
    seen: set[tuple[str, str, date]] = set()
    for number, rate in enumerate(workspace.exchange_rates):
        if rate.from_ == rate.to:
            sentence = f"this is a rate from {rate.from_} to itself"
            yield Wrong("PK019", sentence, ("exchange_rates", number, "to"), "name two currencies")
        elif (rate.from_, rate.to, rate.date) in seen:
            sentence = f"there are two rates from {rate.from_} to {rate.to} on {rate.date}"
            yield Wrong("PK019", sentence, ("exchange_rates", number), "keep one of them")
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
    currency: Currency = BOTH.commercial(
        "EUR", description="The currency of amounts that don't name one.", examples=["EUR"]
    )
    exchange_rates: tuple[ExchangeRate, ...] = branch(
        (),
        items=known_by("from", "to", "date"),
        description="Rates for comparing amounts in several currencies. An amount is converted at the latest rate on "
        "or before its own day, or the last day of its month. A rate in the other direction is used too. The rate "
        "is shown.",
    )
    fiscal_year: MonthOfYear = OURS.commercial(
        1, description="The month in which years and quarters start.", examples=[4]
    )
    english: English | None = BOTH.editorial(
        None,
        description="The spelling and date format of drafts in English. Without it, the spelling is American, and "
        "dates are written as in the reader's country.",
    )
    people: dict[Identifier, Colleague] = Field({}, description="Our people, each under a short name.")
    goals: tuple[Goal, ...] = branch(
        (), items=known_by("kind", "metric"), description="The goals of the partner program."
    )
    framework: Framework = Field(Framework.model_construct(), description="The buckets of every partnership.")
    scorecard: Scorecard = Field(Scorecard.model_construct(), description="How fit is scored.")
    assessments: Assessments = Field(Assessments.model_construct(), description="How long assessments stay valid.")
    health: HealthLimits = Field(HealthLimits.model_construct(), description="How health is judged.")
    raci: RaciLimits = Field(RaciLimits.model_construct(), description="How much one person can be accountable for.")
    program: Program = Field(Program.model_construct(), description="The partner program.")
    deals: DealsFiles = Field(DealsFiles.model_construct(), description="How deals files are read.")
    accounts: AccountLists = Field(AccountLists.model_construct(), description="How account lists are compared.")
    imports: dict[Identifier, ImportMapping] = Field(
        {}, description="How tables of other systems are imported, by what they are called."
    )
    lint: Linting = Field(Linting.model_construct(), description="Which rules `lint` applies.")
    review: dict[ChangedClass, tuple[Approver, ...]] = OURS.commitment(
        {},
        items=SET,
        description="Who must approve changes of each class: people or teams.",
        examples=[{"commercial": ["finance", "legal"], "commitment": ["dana"]}],
    )
    exclude: tuple[Text, ...] = OURS.editorial(
        (),
        items=SET,
        description="Patterns of files and folders that are never read as partnerships.",
        examples=[["archive/**", "*.draft.yaml"]],
    )
    cadence: Cadences = Field(Cadences.model_construct(), description="How often partnerships are reviewed, by tier.")
    reviews: ReviewPolicy = Field(
        ReviewPolicy.model_construct(), description="How often partnerships are reviewed, by stage."
    )
    working_days: WorkingDays = Field(WorkingDays.model_construct(), description="The days on which people work.")
    results: tuple[CompanyResult, ...] = branch(
        (), items=known_by("month"), description="The whole company's results, one row a month."
    )
