"""How is the partner program doing this period, on one page (guide)?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.dates import add_months, months_between
from partnerkit.documents import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Headline,
    Headlines,
    Money,
    Note,
    Paragraph,
    State,
    Table,
    Trend,
)
from partnerkit.facts.case import Case, cases
from partnerkit.facts.company_results import OfCompany, of_company
from partnerkit.facts.contacts import owner_of
from partnerkit.facts.exchange import each_in_words, rates_in_words, settled
from partnerkit.facts.figures import added_up
from partnerkit.facts.health import judge_health
from partnerkit.facts.lifetime import Movement, movement
from partnerkit.facts.people import name_of
from partnerkit.facts.pipeline import InPipeline, PipelineStep, pipeline, was_open
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
from partnerkit.facts.unrecorded import Unrecorded, unrecorded_in_words
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.statuses import WORST_FIRST, Status
from partnerkit.model.workspace import ExchangeRate, Workspace
from partnerkit.money.windows import Window, span_between
from partnerkit.phrasing import listed, money, number, plural, quotient, rounded, rounded_money
from partnerkit.results import Internal

TOP: Final = 5
_TREND_MONTHS: Final = 12
_NAMED: Final = 5


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
    """One of the partners who brought most in the period; `growth` is in percent on the period before."""

    partnership: str
    name: str
    revenue: Decimal
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


class PipelineBefore(NamedTuple):
    """The registrations that were open at the end of the period before, with what they might have brought.

    A registration that was won since was open until then. One that was lost, rejected or has expired since is in
    `missing`, because no file says on which day: with any of them, the figures are partial.
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

    Pipeline and alerts are as of the day, and those before as of the last day of the months before.
    """

    period: Dates
    before: Dates
    revenue: DashboardRevenue
    partners: DashboardPartners
    top: tuple[TopPerformer, ...]
    pipeline: tuple[DashboardPipeline, ...]
    pipeline_before: PipelineBefore
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
    return Dashboard(
        period=Dates(*window),
        before=Dates(*before),
        revenue=_revenue(found, workspace, window, revenue, earlier),
        partners=_partners(moved),
        top=tuple(_top(revenue, earlier, window)),
        pipeline=tuple(_in_pipeline(step, workspace.currency) for step in pipeline(found)),
        pipeline_before=_pipeline_before(then, workspace.currency),
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


def _pipeline_before(then: Sequence[Case], currency: str) -> PipelineBefore:
    found = was_open(then)
    projected = settled(found.sourced, found.rates, currency)
    return PipelineBefore(
        found.deals, projected, tuple(each.text for each in found.missing), found.missing, found.rates
    )


def _alerts(active: Sequence[Case]) -> tuple[HealthAlert, ...]:
    """Return who of the active partnerships is red or amber, red first."""
    alerts = []
    for case in active:
        found, owner = judge_health(case), owner_of(case)
        if found.status in ("red", "amber"):
            owner_name = name_of(owner, case.partnership, case.workspace) if owner else None
            alerts.append(HealthAlert(case.stem, case.name, found.status, found.stale, found.reason, owner_name))
    return tuple(sorted(alerts, key=lambda alert: WORST_FIRST.index(alert.status)))


# --- The document -----------------------------------------------------------------------------------------------------


def document(found: Dashboard) -> Document:
    """Describe the dashboard: headline figures, who is behind them, what may come, and what needs attention."""
    return Document(f"Partner dashboard, {_called(found.asked)}", list(_blocks(found)), key="dashboard")


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _called(window: Window) -> str:
    """Return what a month, quarter or year is called: March 2026, Q1 2026, 2026."""
    match span_between(*window):
        case "month":
            return f"{_MONTHS[window.first.month - 1]} {window.first.year}"
        case "quarter":
            return f"Q{(window.first.month + 2) // 3} {window.first.year}"
        case _:
            return str(window.first.year)


def _before_in_words(found: Dashboard) -> str:
    if found.period.to != found.asked.last:
        count = months_between(*found.period) + 1
        return f"the previous {count} months" if count > 1 else "the previous month"
    return f"the previous {span_between(*found.asked)}"


def _blocks(found: Dashboard) -> Iterator[Block]:
    company = f"{found.company}: " if found.company else ""
    until = "" if found.period.to == found.asked.last else ", complete months only"
    yield Paragraph(f"{company}{found.period.from_} to {found.period.to}{until}.")
    yield Headlines(list(_headlines(found)))
    if found.revenue.lacking and found.revenue.value is not None:
        yield Note(f"Revenue is partial, without {unrecorded_in_words(found.revenue.lacking, _NAMED)}.")
    if found.partners.lacking:
        yield Note(f"Who came and went is partial, without {unrecorded_in_words(found.partners.lacking, _NAMED)}.")
    trend = _trend(found.revenue.months, found.revenue.currency)
    if trend is not None:
        yield trend
    yield Heading("Top performers")
    yield _top_table(found)
    yield Heading("Pipeline")
    yield _pipeline_table(found)
    yield from _about_pipeline(found)
    yield Heading("Health alerts")
    yield _alert_table(found)
    in_pipeline = (*(rate for step in found.pipeline for rate in step.rates), *found.pipeline_before.rates)
    rates = each_in_words((*found.revenue.rates, *in_pipeline))
    converted = f" Amounts are {rates_in_words(rates)}." if rates else ""
    yield Note(
        f"Pipeline and health are as of {found.today}, and their earlier values as of {found.before.to}.{converted}"
    )


def _headlines(found: Dashboard) -> Iterator[Headline]:
    revenue, partners, before = found.revenue, found.partners, _before_in_words(found)
    yield Headline(
        "Partner revenue",
        "not recorded" if revenue.value is None else _money(revenue.value, revenue.currency),
        tuple(_about_revenue(revenue, before)),
    )
    yield Headline(
        "Share of all revenue",
        "not known" if revenue.share is None else _percent(revenue.share),
        (f"{_percent(revenue.share_before)} in {before}",) if revenue.share_before is not None else (),
    )
    change = partners.active - partners.before
    names = dict(zip((*partners.new, *partners.ended), partners.names, strict=True))
    yield Headline(
        "Active partners",
        str(partners.active),
        (
            f"{change:+} vs. {before}" if change else f"as many as {before}",
            *(f"New: {_some([names[stem] for stem in partners.new])}" for _ in partners.new[:1]),
            *(f"Ended: {_some([names[stem] for stem in partners.ended])}" for _ in partners.ended[:1]),
        ),
    )
    projected = [step.projected for step in found.pipeline if step.projected is not None]
    deals = sum(step.deals for step in found.pipeline)
    talks = sum(len(step.partnerships) for step in found.pipeline)
    yield Headline(
        "Pipeline",
        _money(added_up(projected), revenue.currency) if projected else "no registered deals",
        (
            *([f"{plural(deals, 'open registration')}, if all are won"] if projected else []),
            *_about_pipeline_before(found.pipeline_before, revenue.currency, before),
            *([f"{plural(talks, 'partnership')} not launched yet"] if talks else []),
        ),
    )
    colors, colors_before = _colors(found.alerts), _colors(found.alerts_before)
    yield Headline(
        "Health alerts",
        str(len(found.alerts)),
        (
            *([colors] if colors else []),
            f"of {plural(partners.active, 'active partnership')}",
            f"{colors_before or 'none'} at the end of {before}",
        ),
    )


def _colors(alerts: Sequence[HealthAlert]) -> str:
    counts = [(sum(alert.status == status for alert in alerts), status) for status in ("red", "amber")]
    return ", ".join(f"{count} {status}" for count, status in counts if count)


def _about_pipeline_before(then: PipelineBefore, currency: str, before: str) -> Iterator[str]:
    if then.projected is not None:
        partial = ", partial" if then.missing else ""
        yield f"{_money(then.projected, currency)} at the end of {before}{partial}"


def _money(value: Decimal, currency: str) -> str:
    return money(rounded_money(value, currency), currency)


def _percent(value: Decimal) -> str:
    return f"{number(rounded(value))}%"


def _about_revenue(revenue: DashboardRevenue, before: str) -> Iterator[str]:
    if revenue.value is not None and revenue.lacking:
        yield "partial"
    if revenue.growth is not None and revenue.before is not None:
        yield f"{_signed(revenue.growth)} vs. {before} ({_money(revenue.before, revenue.currency)})"
    elif revenue.value is not None:
        yield f"no complete figures for {before}"
    if revenue.influenced:
        yield f"{_money(revenue.influenced, revenue.currency)} more influenced, not added"


def _signed(value: Decimal) -> str:
    near = rounded(value)
    return f"{'+' if near > 0 else ''}{number(near)}%"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return listed([*names[:_NAMED], f"{more} more"] if more > 0 else names)


def _trend(months: Sequence[Decimal | None], currency: str, label: str = "Partner revenue by month") -> Trend | None:
    shown = [None if value is None else rounded_money(value, currency) for value in months]
    known = [value for value in shown if value is not None]
    if len(known) < 2:
        return None
    return Trend(shown, min(Decimal(0), *known), max(known), f"{label}, {currency}")


def _top_table(found: Dashboard) -> Table:
    currency, total = found.revenue.currency, found.revenue.value
    rows: list[list[Cell]] = [
        [
            each.name,
            Money(rounded_money(each.revenue, currency), currency),
            currency,
            None if not total else _percent(each.revenue * 100 / total),
            each.referrals,
            "new" if each.is_new else None if each.growth is None else _signed(each.growth),
            _trend(each.months, currency),
        ]
        for each in found.top
    ]
    columns = [
        Column("Partner", wide=True),
        Column("Revenue", align="right"),
        Column("Currency", only="spreadsheet"),
        Column("Of partner revenue", short="Share", align="right"),
        Column("Referrals", align="right"),
        Column("Growth", align="right"),
        Column("12 months", optional=True),
    ]
    return Table(columns, rows, empty="No partner brought revenue in this period.")


def _pipeline_table(found: Dashboard) -> Table:
    currency = found.revenue.currency
    columns = [
        Column("Step"),
        Column("Partnerships not launched", short="Not launched", wide=True),
        Column("Registered deals", short="Deals", align="right"),
        Column("Projected revenue", short="Projected", align="right"),
        Column("Influenced", align="right"),
        Column("Currency", only="spreadsheet"),
    ]
    rows: list[list[Cell]] = [
        [
            step.step.capitalize(),
            _some(step.names) if step.names else "none",
            step.deals,
            None if step.projected is None else Money(rounded_money(step.projected, currency), currency),
            None if step.influenced is None else Money(rounded_money(step.influenced, currency), currency),
            currency,
        ]
        for step in found.pipeline
    ]
    return Table(columns, rows)


def _about_pipeline(found: Dashboard) -> Iterator[Block]:
    lacking = [each for step in found.pipeline for each in step.lacking]
    partial = f" Projected revenue is partial, without {unrecorded_in_words(lacking, _NAMED)}." if lacking else ""
    then = found.pipeline_before.lacking
    if then and found.pipeline_before.projected is not None:
        partial += f" Its earlier value is partial, without {unrecorded_in_words(then, _NAMED)}."
    yield Note(
        "In discussion: partnerships at the stage initiate, and registrations waiting for an answer. Expected to "
        "close: those whose agreement is in draft or review, and approved registrations. Projected revenue is what "
        f"open registrations come to if all are won; influenced amounts are never added.{partial}"
    )


def _alert_table(found: Dashboard) -> Table:
    columns = [
        Column("Partnership", wide=True),
        Column("Health", align="center"),
        Column("Why", wide=True),
        Column("Owner"),
    ]
    rows: list[list[Cell]] = [
        [alert.name, State(alert.status, alert.stale), alert.reason, alert.owner] for alert in found.alerts
    ]
    return Table(columns, rows, empty="No active partnership is red or amber.")
