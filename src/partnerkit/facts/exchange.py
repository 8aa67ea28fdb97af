"""Amounts in several currencies as amounts in one, at the dated rates that the workspace gives.

An amount is converted at the rate of its own day, one of a month at the rate of its last day: the latest on or before
it. So what was worked out for a period stays as it was, whatever rates come later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from typing import Final, NamedTuple, overload

from partnerkit.dates import last_day
from partnerkit.facts.case import Case
from partnerkit.facts.figures import Series
from partnerkit.model.workspace import ExchangeRate, Workspace
from partnerkit.phrasing import listed, money, number, quotient

_EXACT: Final = Context(prec=200)


class Exchanged(NamedTuple):
    """An amount in the currency that was wanted, and the rate it was converted at, if it was in another."""

    value: Decimal
    rate: ExchangeRate | None


def exchanged(
    value: Decimal, currency: str | None, wanted: str | None, workspace: Workspace, day: date
) -> Exchanged | None:
    """Return an amount of a day in another currency; None where no rate is known on that day.

    Counts have no currency, and none is wanted. Nothing is nothing in every currency.
    """
    if currency is None or wanted is None or currency == wanted or not value:
        return Exchanged(value, None)
    rate = rate_between(currency, wanted, workspace, day)
    if rate is None:
        return None
    return Exchanged(_EXACT.multiply(value, rate.rate) if rate.to == wanted else value / rate.rate, rate)


@overload
def settled(value: Decimal, rates: Iterable[ExchangeRate], own: str) -> Decimal: ...
@overload
def settled(value: Decimal | None, rates: Iterable[ExchangeRate], own: str) -> Decimal | None: ...
def settled(value: Decimal | None, rates: Iterable[ExchangeRate], own: str) -> Decimal | None:
    """Return an amount as it is reported: exact, or rounded as a quotient if it was divided by any of its rates."""
    is_divided = any(rate.from_ == own for rate in rates)
    return quotient(value) if value is not None and is_divided else value


@dataclass(frozen=True, slots=True)
class Converted:
    """Figures as one series in one currency, and in words the rates at which those in others were converted."""

    series: Series
    rates: tuple[str, ...]


def converted(parts: Sequence[Series], currency: str | None, case: Case) -> Converted | None:
    """Return series in several currencies as one in `currency`, oldest first; None where a rate is missing.

    Each value is converted at the rate of its month. There is at least one series.
    """
    if len(parts) == 1 and parts[0].currency == currency:
        return Converted(parts[0], ())
    values: list[tuple[str, Decimal]] = []
    rates: list[ExchangeRate] = []
    for part in parts:
        for month, value in part.values:
            found = exchanged(value, part.currency, currency, case.workspace, last_day(month))
            if found is None:
                return None
            values.append((month, found.value))
            rates.extend([found.rate] if found.rate else [])
    in_order = tuple(sorted(values, key=lambda value: value[0]))
    return Converted(Series(parts[0].metric, currency, in_order), each_in_words(rates))


_LISTED: Final = 3


def each_in_words(rates: Iterable[ExchangeRate]) -> tuple[str, ...]:
    """Return what rates are, of which days and from where: many between the same currencies as the range they are in.

    EUR 1 = USD 1.08 (2026-03-31, ECB), or EUR 1 = USD 1.04 to 1.12 (12 rates, 2025-04-30 to 2026-03-31, ECB).
    """
    pairs: dict[tuple[str, str], dict[ExchangeRate, None]] = {}
    for rate in rates:
        pairs.setdefault((rate.from_, rate.to), {})[rate] = None
    return tuple(
        text for pair in sorted(pairs) for text in _pair_in_words(sorted(pairs[pair], key=lambda one: one.date))
    )


def _pair_in_words(rates: Sequence[ExchangeRate]) -> Sequence[str]:
    if len(rates) <= _LISTED:
        return [rate_in_words(rate) for rate in rates]
    lowest, highest = min(rates, key=lambda one: one.rate), max(rates, key=lambda one: one.rate)
    sources = "".join(f", {source}" for source in dict.fromkeys(rate.source for rate in rates if rate.source))
    values = money(lowest.rate, lowest.to) + (f" to {number(highest.rate)}" if highest.rate != lowest.rate else "")
    return [f"{lowest.from_} 1 = {values} ({len(rates)} rates, {rates[0].date} to {rates[-1].date}{sources})"]


def rates_in_words(rates: Sequence[str]) -> str:
    """Return the rates at which figures were converted; nothing where none were."""
    return f"converted at {listed(rates)}" if rates else ""


def rate_in_words(rate: ExchangeRate) -> str:
    """Return what a rate is, of which day it is and where it is from: EUR 1 = USD 1.08 (2026-03-31, ECB)."""
    source = f", {rate.source}" if rate.source else ""
    return f"{rate.from_} 1 = {money(rate.rate, rate.to)} ({rate.date}{source})"


def rate_between(currency: str, wanted: str, workspace: Workspace, day: date) -> ExchangeRate | None:
    """Return the latest rate between two currencies, in either direction, on or before a day.

    Of two of the same day it is the one to the currency that is wanted.
    """
    known = [rate for rate in workspace.exchange_rates if {rate.from_, rate.to} == {currency, wanted}]
    on_time = (rate for rate in known if rate.date <= day)
    return max(on_time, key=lambda rate: (rate.date, rate.to == wanted), default=None)
