"""What do the sixteen KPIs of a partner program come to (guide)?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.documents import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Money,
    Note,
    Paragraph,
    Percent,
    Quantity,
    Table,
)
from partnerkit.facts.case import cases
from partnerkit.facts.exchange import each_in_words, rates_in_words, settled
from partnerkit.facts.recorded import last_months
from partnerkit.facts.statements import Dates
from partnerkit.facts.unrecorded import Unrecorded, unrecorded_in_words
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.scorecard import HIGHEST_RATING
from partnerkit.model.workspace import ExchangeRate
from partnerkit.money.windows import Window
from partnerkit.phrasing import money, number, percent, plural, rounded, rounded_money
from partnerkit.questions.kpis import (
    acquisition_cost,
    active_partners,
    customer_lifetime_value,
    customer_retention,
    customer_satisfaction,
    engagement_rate,
    health_score,
    initiatives_completed,
    partner_nps,
    partner_retention,
    partner_sourced_revenue,
    program_roi,
    referrals_per_partner,
    revenue_growth,
    revenue_per_partner,
    time_to_first_referral,
)
from partnerkit.questions.kpis.kpi import KpiDefinition, KpiGroup, KpiInput, KpiModule, KpiUnit, ProgramInWindow
from partnerkit.results import Internal

KPIS: Final[tuple[KpiModule, ...]] = (
    partner_sourced_revenue,
    revenue_per_partner,
    revenue_growth,
    customer_lifetime_value,
    active_partners,
    engagement_rate,
    referrals_per_partner,
    initiatives_completed,
    acquisition_cost,
    time_to_first_referral,
    program_roi,
    partner_retention,
    customer_satisfaction,
    customer_retention,
    partner_nps,
    health_score,
)
"""The sixteen of the guide, in its order."""

DEFINITIONS: Final = {module.definition.key: module.definition for module in KPIS}


@dataclass(frozen=True, slots=True)
class ProgramKpi:
    """One KPI with its value, or without one and with what is missing.

    A value beside something missing is partial. `window` is None where the KPI is about all time or the latest check.
    """

    key: str
    name: str
    value: Decimal | None
    unit: str
    window: Dates | None
    inputs: tuple[KpiInput, ...]
    missing: tuple[str, ...]
    lacking: Internal[tuple[Unrecorded, ...]]
    group: Internal[KpiGroup]
    counts: Internal[KpiUnit]
    rates: Internal[tuple[ExchangeRate, ...]]


@dataclass(frozen=True, slots=True)
class ProgramKpis:
    """All KPIs of the partnerships asked about, over a window."""

    kpis: tuple[ProgramKpi, ...]
    window: Internal[Window]
    partnerships: Internal[int]


def kpis(portfolio: Portfolio, today: date, period: Window | None = None, *, is_whole: bool = True) -> ProgramKpis:
    """Work out all KPIs over a period, or over the program's last months that are over.

    `is_whole` says that these are all partnerships of the workspace, so its cost is theirs.
    """
    window = period or last_months(today, portfolio.workspace.program.window_months)
    program = ProgramInWindow(tuple(cases(portfolio, today)), portfolio.workspace, window, is_whole)
    return ProgramKpis(tuple(_kpi(module, program) for module in KPIS), window, len(program.cases))


def _kpi(module: KpiModule, program: ProgramInWindow) -> ProgramKpi:
    definition, found = module.definition, module.measure(program)
    return ProgramKpi(
        key=definition.key,
        name=definition.name,
        value=settled(found.value, found.rates, program.currency),
        unit=program.currency if definition.unit == "money" else definition.unit,
        window=None if found.always else Dates(*program.window),
        inputs=tuple(each._replace(value=settled(each.value, found.rates, program.currency)) for each in found.inputs),
        missing=tuple(dict.fromkeys(each.text for each in found.missing)),
        lacking=found.missing,
        group=definition.group,
        counts=definition.unit,
        rates=found.rates,
    )


# --- The documents ----------------------------------------------------------------------------------------------------


def document(found: ProgramKpis) -> Document:
    """Describe all KPIs in one table, by group; what has no value says what is missing."""
    window = found.window
    columns = [
        Column("KPI", wide=True),
        Column("Key", only="spreadsheet"),
        Column("Value", align="right", only="page"),
        Column("Value", align="right", only="spreadsheet"),
        Column("Based on", wide=True),
        Column("Unit", only="spreadsheet"),
        Column("From", only="spreadsheet"),
        Column("To", only="spreadsheet"),
        Column("Missing", only="spreadsheet"),
    ]
    groups = [(at, kpi.group) for at, kpi in enumerate(found.kpis) if at == 0 or found.kpis[at - 1].group != kpi.group]
    rates = each_in_words(rate for kpi in found.kpis for rate in kpi.rates)
    notes = [
        "A partial value is missing what is listed next to it. `partnerkit kpis --explain KEY` explains each.",
        *([f"Amounts are {rates_in_words(rates)}."] if rates else []),
    ]
    return Document(
        "KPIs of the partner program",
        [
            Paragraph(f"{plural(found.partnerships, 'partnership')}, {window.first} to {window.last}."),
            Table(columns, [_row(kpi) for kpi in found.kpis], groups=groups),
            Note("\n".join(notes)),
        ],
    )


def _row(kpi: ProgramKpi) -> list[Cell]:
    dates = kpi.window or (None, None)
    return [
        kpi.name,
        kpi.key,
        None if kpi.value is None else _figure(kpi.value, kpi.counts, kpi.unit),
        kpi.value,
        "; ".join(_based_on(kpi)),
        kpi.unit,
        *dates,
        "; ".join(kpi.missing) or None,
    ]


def _figure(value: Decimal, counts: KpiUnit, unit: str) -> Money | Percent | Quantity:
    match counts:
        case "money":
            return Money(value, unit, rounded=True)
        case "percent":
            return Percent(value, _PLACES)
        case "rating":
            return Quantity(value, f"of {HIGHEST_RATING}")
        case _:
            return Quantity(value, unit)


_PLACES: Final = 1
"""Decimals that people read of a percentage."""

_NAMED: Final = 3


def _based_on(kpi: ProgramKpi) -> Iterator[str]:
    if kpi.value is None:
        yield f"unknown without {unrecorded_in_words(kpi.lacking, _NAMED)}"
        return
    yield from (_input(each) for each in kpi.inputs if each.value is not None)
    if kpi.missing:
        yield f"partial, without {unrecorded_in_words(kpi.lacking, _NAMED)}"


def _input(given: KpiInput) -> str:
    assert given.value is not None
    if given.unit.isupper():
        return f"{money(rounded_money(given.value, given.unit), given.unit)} {given.what}"
    shown = rounded(given.value)
    if given.unit == "percent":
        return f"{percent(shown)} {given.what}"
    first, space, rest = given.what.partition(" ")
    noun = first.removesuffix("s")
    return f"{plural(shown, noun) if noun != first else f'{number(shown)} {first}'}{space}{rest}"


# --- One KPI explained ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KpiExplanation:
    """How a KPI is worked out."""

    key: str
    name: str
    definition: str
    unit: str
    window: str
    inputs: tuple[str, ...]
    formula: str


def explanation(definition: KpiDefinition) -> KpiExplanation:
    """Explain one KPI."""
    return KpiExplanation(
        definition.key,
        definition.name,
        definition.means,
        _UNITS.get(definition.unit, definition.unit),
        definition.window,
        definition.inputs,
        definition.formula,
    )


_UNITS: Final = {
    "money": "an amount in the workspace's currency",
    "points": "points from -100 to 100",
    "rating": "1 (poor) to 5 (excellent)",
}


def explained(found: KpiExplanation) -> Document:
    """Describe how a KPI is worked out."""
    rows: list[list[Cell]] = [
        ["Unit", found.unit],
        ["Window", found.window],
        ["Inputs", "; ".join(found.inputs)],
        ["Formula", found.formula],
    ]
    blocks: list[Block] = [
        Heading(found.key),
        Paragraph(found.definition),
        Table([Column(""), Column("How it is worked out", wide=True)], rows),
    ]
    return Document(found.name, blocks)
