"""How is the partner program doing this period, on one page (guide)?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from partnerkit.facts.exchange import rates_in_words
from partnerkit.facts.figures import added_up
from partnerkit.facts.health import judge_health
from partnerkit.facts.lifetime import movement
from partnerkit.facts.people import name_of
from partnerkit.facts.pipeline import InPipeline, PipelineStep, pipeline
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
from partnerkit.model.workspace import Workspace
from partnerkit.money.currencies import places_of
from partnerkit.money.windows import Window, span_between
from partnerkit.phrasing import listed, money, number, plural, rounded
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
    rates: Internal[tuple[str, ...]]


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
    rates: Internal[tuple[str, ...]]


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
    """The program in a period, compared with as many months before; pipeline and alerts are as of the day."""

    period: Dates
    before: Dates
    revenue: DashboardRevenue
    partners: DashboardPartners
    top: tuple[TopPerformer, ...]
    pipeline: tuple[DashboardPipeline, ...]
    alerts: tuple[HealthAlert, ...]
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
    active = movement(found, window).active
    return Dashboard(
        period=Dates(*window),
        before=Dates(*before),
        revenue=_revenue(found, workspace, window, revenue, earlier),
        partners=_partners(found, window, before),
        top=tuple(_top(revenue, earlier, window)),
        pipeline=tuple(_in_pipeline(step, workspace.currency) for step in pipeline(found)),
        alerts=tuple(sorted(_alerts(active), key=lambda alert: WORST_FIRST.index(alert.status))),
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
        value=_amount(revenue.value, currency),
        before=_amount(earlier.value, currency),
        growth=_percent(growth(revenue, earlier)),
        influenced=_amount(influenced.value, currency),
        company=_amount(None if company.missing else company.value, currency),
        share=_percent(_share(revenue, company)),
        share_before=_percent(_share(earlier, company_before)),
        missing=tuple(each.text for each in revenue.missing),
        months=tuple(_amount(months.get(month), currency) for month in months_in(year)),
        lacking=revenue.missing,
        rates=tuple(dict.fromkeys((*revenue.rates, *earlier.rates, *influenced.rates))),
    )


def _year_to(window: Window) -> Window:
    return Window(add_months(window.last.replace(day=1), 1 - _TREND_MONTHS), window.last)


def _share(partners: RecordedTogether, company: OfCompany) -> Decimal | None:
    """Return the share of all revenue in percent; None where any month of the company is missing."""
    if partners.value is None or company.missing or not company.value:
        return None
    return partners.value * 100 / company.value


def _amount(value: Decimal | None, currency: str) -> Decimal | None:
    return None if value is None else rounded(value, places_of(currency))


def _percent(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value)


def _partners(found: Sequence[Case], window: Window, before: Window) -> DashboardPartners:
    now, then = movement(found, window), movement(found, before)
    return DashboardPartners(
        active=len(now.active),
        before=len(then.active),
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
            revenue=rounded(value, places_of(case.workspace.currency)),
            referrals=recorded(case, "referrals", window).value,
            growth=_percent(growth(part, before[case.stem])),
            is_new=case.partnership.since is not None and case.partnership.since in window,
            months=tuple(_amount(months.get(month), case.workspace.currency) for month in months_in(year)),
        )


def _in_pipeline(step: InPipeline, currency: str) -> DashboardPipeline:
    return DashboardPipeline(
        step=step.step,
        partnerships=tuple(case.stem for case in step.partnerships),
        deals=step.deals,
        projected=_amount(step.sourced, currency),
        influenced_deals=step.influenced_deals,
        influenced=_amount(step.influenced, currency),
        missing=tuple(each.text for each in step.missing),
        names=tuple(case.name for case in step.partnerships),
        lacking=step.missing,
        rates=step.rates,
    )


def _alerts(active: Sequence[Case]) -> Iterator[HealthAlert]:
    for case in active:
        found, owner = judge_health(case), owner_of(case)
        if found.status in ("red", "amber"):
            owner_name = name_of(owner, case.partnership, case.workspace) if owner else None
            yield HealthAlert(case.stem, case.name, found.status, found.stale, found.reason, owner_name)


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
        yield Note(f"Which partners are new is partial, without {unrecorded_in_words(found.partners.lacking, _NAMED)}.")
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
    rates = tuple(dict.fromkeys((*found.revenue.rates, *(rate for step in found.pipeline for rate in step.rates))))
    told = f" Amounts are {rates_in_words(rates)}." if rates else ""
    yield Note(f"Pipeline and health are as of {found.today}.{told}")


def _headlines(found: Dashboard) -> Iterator[Headline]:
    revenue, partners, before = found.revenue, found.partners, _before_in_words(found)
    yield Headline(
        "Partner revenue",
        "not recorded" if revenue.value is None else money(revenue.value, revenue.currency),
        tuple(_about_revenue(revenue, before)),
    )
    yield Headline(
        "Share of all revenue",
        "not known" if revenue.share is None else f"{number(revenue.share)}%",
        (f"{number(revenue.share_before)}% in {before}",) if revenue.share_before is not None else (),
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
        money(added_up(projected), revenue.currency) if projected else "no registered deals",
        (
            *([f"{plural(deals, 'open registration')}, if all are won"] if projected else []),
            *([f"{plural(talks, 'partnership')} not launched yet"] if talks else []),
        ),
    )
    counts = [(sum(alert.status == status for alert in found.alerts), status) for status in ("red", "amber")]
    colors = ", ".join(f"{count} {status}" for count, status in counts if count)
    of_active = f"of {plural(partners.active, 'active partnership')}"
    yield Headline("Health alerts", str(len(found.alerts)), (colors, of_active) if colors else (of_active,))


def _about_revenue(revenue: DashboardRevenue, before: str) -> Iterator[str]:
    if revenue.value is not None and revenue.lacking:
        yield "partial"
    if revenue.growth is not None and revenue.before is not None:
        yield f"{_signed(revenue.growth)}% vs. {before} ({money(revenue.before, revenue.currency)})"
    elif revenue.value is not None:
        yield f"no complete figures for {before}"
    if revenue.influenced:
        yield f"{money(revenue.influenced, revenue.currency)} more influenced, not added"


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{number(value)}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return listed([*names[:_NAMED], f"{more} more"] if more > 0 else names)


def _trend(months: Sequence[Decimal | None], currency: str, label: str = "Partner revenue by month") -> Trend | None:
    known = [value for value in months if value is not None]
    if len(known) < 2:
        return None
    return Trend(months, min(Decimal(0), *known), max(known), f"{label}, {currency}")


def _top_table(found: Dashboard) -> Table:
    currency, total = found.revenue.currency, found.revenue.value
    rows: list[list[Cell]] = [
        [
            each.name,
            Money(each.revenue, currency),
            currency,
            None if not total else f"{number(rounded(each.revenue * 100 / total))}%",
            each.referrals,
            "new" if each.is_new else None if each.growth is None else f"{_signed(each.growth)}%",
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
            None if step.projected is None else Money(step.projected, currency),
            None if step.influenced is None else Money(step.influenced, currency),
            currency,
        ]
        for step in found.pipeline
    ]
    return Table(columns, rows)


def _about_pipeline(found: Dashboard) -> Iterator[Block]:
    lacking = [each for step in found.pipeline for each in step.lacking]
    partial = f" Projected revenue is partial, without {unrecorded_in_words(lacking, _NAMED)}." if lacking else ""
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
