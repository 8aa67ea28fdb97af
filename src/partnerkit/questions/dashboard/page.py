"""The program on one page: headline figures, who is behind them, what may come, and what needs attention."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from partnerkit.dates import months_between
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
    Percent,
    State,
    Table,
    Trend,
)
from partnerkit.facts.exchange import each_in_words, rates_in_words
from partnerkit.facts.unrecorded import unrecorded_in_words
from partnerkit.money.windows import Window, span_between
from partnerkit.phrasing import listed, money, percent, plural, rounded, rounded_money
from partnerkit.questions.dashboard import Dashboard, DashboardRevenue, HealthAlert, PipelineTotal

_NAMED: Final = 5
_PLACES: Final = 1
"""Decimals that people read of a percentage."""


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
    rates = each_in_words((*found.revenue.rates, *found.pipeline_total.rates, *found.pipeline_before.rates))
    converted = f" Amounts are {rates_in_words(rates)}." if rates else ""
    yield Note(
        f"Pipeline and health are as of {found.today}, and their earlier values as of {found.before.to}.{converted}"
    )


def _headlines(found: Dashboard) -> Iterator[Headline]:
    revenue, partners, before = found.revenue, found.partners, _before_in_words(found)
    yield Headline(
        "Partner revenue",
        "not recorded" if revenue.value is None else Money(revenue.value, revenue.currency, rounded=True),
        tuple(_about_revenue(revenue, before)),
    )
    yield Headline(
        "Share of all revenue",
        "not known" if revenue.share is None else Percent(revenue.share, _PLACES),
        (f"{_percent(revenue.share_before)} in {before}",) if revenue.share_before is not None else (),
    )
    change = partners.active - partners.before
    names = dict(zip((*partners.new, *partners.ended), partners.names, strict=True))
    yield Headline(
        "Active partners",
        partners.active,
        (
            f"{change:+} vs. {before}" if change else f"as many as {before}",
            *(f"New: {_some([names[stem] for stem in partners.new])}" for _ in partners.new[:1]),
            *(f"Ended: {_some([names[stem] for stem in partners.ended])}" for _ in partners.ended[:1]),
        ),
    )
    total = found.pipeline_total
    yield Headline(
        "Pipeline",
        "no registered deals" if total.projected is None else Money(total.projected, revenue.currency, rounded=True),
        (
            *([f"{plural(total.deals, 'open registration')}, if all are won"] if total.projected is not None else []),
            *_about_pipeline_before(found.pipeline_before, revenue.currency, before),
            *([f"{plural(found.not_launched, 'partnership')} not launched yet"] if found.not_launched else []),
        ),
    )
    colors, colors_before = _colors(found.alerts), _colors(found.alerts_before)
    yield Headline(
        "Health alerts",
        len(found.alerts),
        (
            *([colors] if colors else []),
            f"of {plural(partners.active, 'active partnership')}",
            f"{colors_before or 'none'} at the end of {before}",
        ),
    )


def _colors(alerts: Sequence[HealthAlert]) -> str:
    counts = [(sum(alert.status == status for alert in alerts), status) for status in ("red", "amber")]
    return ", ".join(f"{count} {status}" for count, status in counts if count)


def _about_pipeline_before(then: PipelineTotal, currency: str, before: str) -> Iterator[str]:
    if then.projected is not None:
        partial = ", partial" if then.missing else ""
        yield f"{_money(then.projected, currency)} at the end of {before}{partial}"


def _money(value: Decimal, currency: str) -> str:
    return money(rounded_money(value, currency), currency)


def _percent(value: Decimal) -> str:
    return percent(rounded(value, _PLACES))


def _about_revenue(revenue: DashboardRevenue, before: str) -> Iterator[str]:
    if revenue.value is not None and revenue.lacking:
        yield "partial"
    if revenue.growth is not None and revenue.before is not None:
        grown = "+" if rounded(revenue.growth, _PLACES) > 0 else ""
        yield f"{grown}{_percent(revenue.growth)} vs. {before} ({_money(revenue.before, revenue.currency)})"
    elif revenue.value is not None:
        yield f"no complete figures for {before}"
    if revenue.influenced:
        yield f"{_money(revenue.influenced, revenue.currency)} more influenced, not added"


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
    currency = found.revenue.currency
    rows: list[list[Cell]] = [
        [
            each.name,
            Money(each.revenue, currency, rounded=True),
            currency,
            None if each.share is None else Percent(each.share, _PLACES),
            each.referrals,
            "new" if each.is_new else None if each.growth is None else Percent(each.growth, _PLACES, change=True),
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
            None if step.projected is None else Money(step.projected, currency, rounded=True),
            None if step.influenced is None else Money(step.influenced, currency, rounded=True),
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
