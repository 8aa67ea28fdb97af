"""The workspace file: who we are and how we measure."""

from decimal import Decimal

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.cadence import ReviewPolicy, WorkingDays
from partnerkit.model.framework import Framework
from partnerkit.model.goals import Goal
from partnerkit.model.kpis import CompanyResult
from partnerkit.model.lint import Linting
from partnerkit.model.marks import BOTH, ONE_SIDED, OURS, branch, known_by
from partnerkit.model.partner import Company
from partnerkit.model.partnership import Format
from partnerkit.model.people import Colleague
from partnerkit.model.program import Program
from partnerkit.model.scorecard import Scorecard
from partnerkit.model.values import Amount, Count, Currency, Identifier, Name, Percentage, PositiveCount


class OwnCompany(Company):
    """Our own company."""

    name: Name | None = BOTH.editorial(None, description="What we are called.", examples=["Orbit"])


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


class Workspace(Section):
    """What every partnership of the folder shares. Every key is optional."""

    format: Format = BOTH.editorial(1)
    company: OwnCompany | None = branch(None, turned=ONE_SIDED, description="Our own company.")
    currency: Currency = BOTH.commercial("EUR", description="The currency of amounts that name none.", examples=["EUR"])
    people: dict[Identifier, Colleague] = Field({}, description="Our people, by a short name.")
    goals: tuple[Goal, ...] = branch(
        (), items=known_by("kind", "metric"), description="What the partner programme is to achieve."
    )
    framework: Framework = Field(
        Framework.model_construct(), description="The buckets that every partnership is looked at by."
    )
    scorecard: Scorecard = Field(Scorecard.model_construct(), description="How fit is scored.")
    assessments: Assessments = Field(Assessments.model_construct(), description="How long an assessment is trusted.")
    health: HealthLimits = Field(HealthLimits.model_construct(), description="How health is judged.")
    raci: RaciLimits = Field(RaciLimits.model_construct(), description="How much one person can answer for.")
    program: Program = Field(Program.model_construct(), description="The partner programme.")
    lint: Linting = Field(Linting.model_construct(), description="Which rules `lint` applies.")
    reviews: ReviewPolicy = Field(ReviewPolicy.model_construct(), description="How often partnerships are reviewed.")
    working_days: WorkingDays = Field(WorkingDays.model_construct(), description="On which days people work.")
    results: tuple[CompanyResult, ...] = branch(
        (), items=known_by("month"), description="The company as a whole, one row a month."
    )
