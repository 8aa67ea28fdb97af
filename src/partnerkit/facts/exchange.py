"""Amounts in several currencies as amounts in one, at the dated rates that the workspace gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnerkit.facts.case import Case
from partnerkit.facts.figures import Series
from partnerkit.model.workspace import ExchangeRate, Workspace
from partnerkit.phrasing import listed, money


@dataclass(frozen=True, slots=True)
class Converted:
    """Figures as one series in one currency, and in words the rates at which those in others were converted."""

    series: Series
    rates: tuple[str, ...]


def converted(parts: Sequence[Series], currency: str | None, case: Case) -> Converted | None:
    """Return series in several currencies as one in `currency`, oldest first; None where a rate is missing.

    Counts have no currency, and `currency` is None for them. There is at least one series.
    """
    needed = sorted({part.currency for part in parts if part.currency is not None} - {currency})
    rates = {
        foreign: rate
        for foreign in needed
        if (rate := rate_between(foreign, str(currency), case.workspace, case.today))
    }
    if len(rates) < len(needed):
        return None
    values = [
        (month, _at(rates.get(part.currency or ""), value, currency)) for part in parts for month, value in part.values
    ]
    in_order = tuple(sorted(values, key=lambda value: value[0]))
    return Converted(Series(parts[0].metric, currency, in_order), tuple(rate_in_words(rate) for rate in rates.values()))


def rates_in_words(rates: Sequence[str]) -> str:
    """Say at which rates figures were converted; nothing where none were."""
    return f"converted at {listed(rates)}" if rates else ""


def rate_in_words(rate: ExchangeRate) -> str:
    """Say what a rate is, of which day it is and where it is from: EUR 1 = USD 1.08 (2026-03-31, ECB)."""
    source = f", {rate.source}" if rate.source else ""
    return f"{rate.from_} 1 = {money(rate.rate, rate.to)} ({rate.date}{source})"


def rate_between(currency: str, wanted: str, workspace: Workspace, day: date) -> ExchangeRate | None:
    """Return the latest rate between two currencies, in either direction, on or before a day."""
    known = [rate for rate in workspace.exchange_rates if {rate.from_, rate.to} == {currency, wanted}]
    return max((rate for rate in known if rate.date <= day), key=lambda rate: rate.date, default=None)


def _at(rate: ExchangeRate | None, value: Decimal, wanted: str | None) -> Decimal:
    if rate is None:
        return value
    return value * rate.rate if rate.to == wanted else value / rate.rate
