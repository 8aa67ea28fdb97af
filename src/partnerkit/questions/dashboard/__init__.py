"""How is the partner program doing this period, on one page (guide)?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.dates import add_months
from partnerkit.facts.case import Case, cases
from partnerkit.facts.company_results import OfCompany, of_company
from partnerkit.facts.contacts import owner_of
from partnerkit.facts.exchange import settled
from partnerkit.facts.health import judge_health
from partnerkit.facts.lifetime import Movement, movement
from partnerkit.facts.people import name_of
from partnerkit.facts.pipeline import InPipeline, OpenDeals, PipelineStep, pipeline, was_open
from partnerkit.facts.recorded import (
    RecordedTogether,
    growth,
    months_in,
    recorded,
    recorded_together,
    so_far,
    window_before,
)
from partnerkit.facts.statements import Dates
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.statuses import WORST_FIRST, Status
from partnerkit.model.workspace import ExchangeRate, Workspace
from partnerkit.money.windows import Window
from partnerkit.phrasing import quotient
from partnerkit.results import Internal

TOP: Final = 5
_TREND_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class DashboardRevenue:
    """What partners brought in the period and in the one before, in the workspace's currency.

    `growth` and `share` (of all revenue of the company) are in percent, None where they can't be known; with anything
    in `missing` the revenue is partial. `months` are the values of a year up to the end of the period.
    """

    currency: str
    value: Decimal | None
    before: Decimal | None
    growth: Decimal | None
    influenced: Decimal | None
    company: Decimal | None
    share: Decimal | None
    share_before: Decimal | None
    missing: tuple[str, ...]
    months: Internal[tuple[Decimal | None, ...]]
    lacking: Internal[tuple[Unrecorded, ...]]
    rates: Internal[tuple[ExchangeRate, ...]]


@dataclass(frozen=True, slots=True)
class DashboardPartners:
    """How many partnerships are active at the end of the period, and which started and ended in it."""

    active: int
    before: int
    new: tuple[str, ...]
    ended: tuple[str, ...]
    missing: tuple[str, ...]
    names: Internal[tuple[str, ...]]
    lacking: Internal[tuple[Unrecorded, ...]]


@dataclass(frozen=True, slots=True)
class TopPerformer:
    """One of the partners who brought most in the period.

    `share` (of what all partners brought) and `growth` (on the period before) are in percent.
    """

    partnership: str
    name: str
    revenue: Decimal
    share: Decimal | None
    referrals: Decimal | None
    growth: Decimal | None
    is_new: bool
    months: Internal[tuple[Decimal | None, ...]]


@dataclass(frozen=True, slots=True)
class DashboardPipeline:
    """One step of the pipeline: partnerships not launched yet, and open registrations with what they may bring."""

    step: PipelineStep
    partnerships: tuple[str, ...]
    deals: int
    projected: Decimal | None
    influenced_deals: int
    influenced: Decimal | None
    missing: tuple[str, ...]
    names: Internal[tuple[str, ...]]
    lacking: Internal[tuple[Unrecorded, ...]]
    rates: Internal[tuple[ExchangeRate, ...]]


class PipelineTotal(NamedTuple):
    """The registrations that are open on a day, with what they bring if all are won.

    A registration that was won after a past day was open on it. One that was lost, rejected or has expired since is in
    `missing`, because no file says on which day. With anything missing, the figures are partial.
    """

    deals: int
    projected: Decimal | None
    missing: tuple[str, ...]
    lacking: Internal[tuple[Unrecorded, ...]]
    rates: Internal[tuple[ExchangeRate, ...]]


class HealthAlert(NamedTuple):
    """An active partnership that is red or amber."""

    partnership: str
    name: str
    status: Status
    stale: bool
    reason: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The program in a period, compared with as many months before.

    Pipeline and alerts are as of the day, and those before as of the last day of the months before. `not_launched` is
    how many partnerships are in the pipeline.
    """

    period: Dates
    before: Dates
    revenue: DashboardRevenue
    partners: DashboardPartners
    top: tuple[TopPerformer, ...]
    pipeline: tuple[DashboardPipeline, ...]
    not_launched: int
    pipeline_total: PipelineTotal
    pipeline_before: PipelineTotal
    alerts: tuple[HealthAlert, ...]
    alerts_before: tuple[HealthAlert, ...]
    company: Internal[str]
    today: Internal[date]
    asked: Internal[Window]


def dashboard(portfolio: Portfolio, today: date, asked: Window) -> Dashboard:
    """Return the dashboard of a month, quarter or year, as far as its months are over; one of them has to be.

    Partnerships that have ended are part of the figures as long as they ran.
    """
    window = so_far(asked, today)
    assert window is not None
    before, workspace = window_before(window), portfolio.workspace
    found = tuple(cases(portfolio, today))
    revenue, earlier = (recorded_together(found, "revenue", each) for each in (window, before))
    moved = movement(found, window)
    then = [replace(case, today=before.last) for case in found]
    now = pipeline(found)
    return Dashboard(
        period=Dates(*window),
        before=Dates(*before),
        revenue=_revenue(found, workspace, window, revenue, earlier),
        partners=_partners(moved),
        top=tuple(_top(revenue, earlier, window)),
        pipeline=tuple(_in_pipeline(step, workspace.currency) for step in now.steps),
        not_launched=sum(len(step.partnerships) for step in now.steps),
        pipeline_total=_total(now.open, workspace.currency),
        pipeline_before=_total(was_open(then), workspace.currency),
        alerts=_alerts(moved.active),
        alerts_before=_alerts([replace(case, today=before.last) for case in moved.before]),
        company=(workspace.company.name if workspace.company else None) or "",
        today=today,
        asked=asked,
    )


def _revenue(
    found: Sequence[Case], workspace: Workspace, window: Window, revenue: RecordedTogether, earlier: RecordedTogether
) -> DashboardRevenue:
    currency = workspace.currency
    company, company_before = (of_company(workspace, "revenue", each) for each in (window, window_before(window)))
    influenced = recorded_together(found, "influenced", window)
    year = _year_to(window)
    months = recorded_together(found, "revenue", year).months
    return DashboardRevenue(
        currency=currency,
        value=settled(revenue.value, revenue.rates, currency),
        before=settled(earlier.value, earlier.rates, currency),
        growth=growth(revenue, earlier),
        influenced=settled(influenced.value, influenced.rates, currency),
        company=None if company.missing else company.value,
        share=_share(revenue, company),
        share_before=_share(earlier, company_before),
        missing=tuple(each.text for each in revenue.missing),
        months=tuple(months.get(month) for month in months_in(year)),
        lacking=revenue.missing,
        rates=(*revenue.rates, *earlier.rates, *influenced.rates),
    )


def _year_to(window: Window) -> Window:
    return Window(add_months(window.last.replace(day=1), 1 - _TREND_MONTHS), window.last)


def _share(partners: RecordedTogether, company: OfCompany) -> Decimal | None:
    """Return the share of all revenue in percent; None where any month of the company is missing."""
    if partners.value is None or company.missing or not company.value:
        return None
    return quotient(partners.value * 100 / company.value)


def _partners(now: Movement) -> DashboardPartners:
    return DashboardPartners(
        active=len(now.active),
        before=len(now.before),
        new=tuple(case.stem for case in now.new),
        ended=tuple(case.stem for case in now.ended),
        missing=tuple(each.text for each in now.undated),
        names=tuple(case.name for case in (*now.new, *now.ended)),
        lacking=now.undated,
    )


def _top(revenue: RecordedTogether, earlier: RecordedTogether, window: Window) -> Iterator[TopPerformer]:
    """Yield who brought most; no one who brought nothing performs."""
    before = {part.case.stem: part for part in earlier.parts}
    ranked = sorted(
        ((part.value, part) for part in revenue.known if part.value),
        key=lambda pair: (-pair[0], pair[1].case.stem),
    )
    year = _year_to(window)
    for value, part in ranked[:TOP]:
        case = part.case
        months = recorded(case, "revenue", year).months
        yield TopPerformer(
            partnership=case.stem,
            name=case.name,
            revenue=settled(value, part.rates, case.workspace.currency),
            share=quotient(value * 100 / revenue.value) if revenue.value else None,
            referrals=recorded(case, "referrals", window).value,
            growth=growth(part, before[case.stem]),
            is_new=case.partnership.since is not None and case.partnership.since in window,
            months=tuple(months.get(month) for month in months_in(year)),
        )


def _in_pipeline(step: InPipeline, currency: str) -> DashboardPipeline:
    return DashboardPipeline(
        step=step.step,
        partnerships=tuple(case.stem for case in step.partnerships),
        deals=step.open.deals,
        projected=settled(step.open.sourced, step.open.rates, currency),
        influenced_deals=step.open.influenced_deals,
        influenced=settled(step.open.influenced, step.open.rates, currency),
        missing=tuple(each.text for each in step.open.missing),
        names=tuple(case.name for case in step.partnerships),
        lacking=step.open.missing,
        rates=step.open.rates,
    )


def _total(found: OpenDeals, currency: str) -> PipelineTotal:
    projected = settled(found.sourced, found.rates, currency)
    missing = tuple(each.text for each in found.missing)
    return PipelineTotal(found.deals, projected, missing, found.missing, found.rates)


def _alerts(active: Sequence[Case]) -> tuple[HealthAlert, ...]:
    """Return who of the active partnerships is red or amber, red first."""
    alerts = []
    for case in active:
        found, owner = judge_health(case), owner_of(case)
        if found.status in ("red", "amber"):
            owner_name = name_of(owner, case.partnership, case.workspace) if owner else None
            alerts.append(HealthAlert(case.stem, case.name, found.status, found.stale, found.reason, owner_name))
    return tuple(sorted(alerts, key=lambda alert: WORST_FIRST.index(alert.status)))
