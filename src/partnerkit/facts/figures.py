"""The monthly figures of a partnership: one series for each metric and currency."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from functools import lru_cache, reduce
from typing import Final

from partnerkit.dates import month_of
from partnerkit.model.choices import KpiMeasure
from partnerkit.model.kpis import MonthlyResult
from partnerkit.phrasing import listed, money, number, rounded_money

ADDED_UP: Final = frozenset({"revenue", "referrals", "conversions", "initiatives", "influenced", "refunds", "cost"})
"""Metrics of `results` whose months are summed; a target for one is prorated.

What the partner influenced is a metric of its own, and never added to the revenue that it brought.
"""

GROWING: Final = frozenset({"customers"})
"""Metrics that count all there are: the latest month is valid; the way from the window's start is prorated."""

LEVELS: Final = frozenset({"response_hours", "nps", "members", "active_members"})
"""Metrics that are what they are each month: the latest month is valid; a target for one is never prorated."""

FIGURES: Final = ADDED_UP | GROWING | LEVELS
"""All the metrics of `results`."""

_LEVEL_WORDS: Final = """
accuracy active average availability certified churn coverage csat employees fte ftes headcount headcounts index mean
median nps penetration percent percentage rank ranking rate rating ratio retention satisfaction score share staff uptime
utilisation utilization
"""
"""Words of metrics that are what they are on a day, so nothing of them adds up."""

_LEVEL_PHRASES: Final = (
    "a month",
    "a quarter",
    "a year",
    "a week",
    "head count",
    "market position",
    "net promoter",
    "open tickets",
    "per ",
    "response time",
    "time to ",
)

IN_MONEY: Final = frozenset({"revenue", "influenced", "refunds", "cost"})

_EXACT: Final = Context(prec=200)
"""More digits than the sum of numbers has that a file may hold: 32 characters, and exponents as large."""


def added_up(values: Iterable[Decimal]) -> Decimal:
    """Return the sum of values, with every digit."""
    return reduce(_EXACT.add, values, Decimal(0))


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one metric in one currency, each with its month, oldest first; counts have no currency.

    A month comes twice where two rows give it.
    """

    metric: str
    currency: str | None
    values: tuple[tuple[str, Decimal], ...]

    @property
    def total(self) -> Decimal:
        """The sum of all values, with every digit."""
        return added_up(value for _, value in self.values)

    @property
    def latest(self) -> tuple[str, Decimal]:
        """The last month and its value."""
        return self.values[-1]

    @property
    def months(self) -> tuple[str, ...]:
        """The months that are covered, each once."""
        return tuple(dict.fromkeys(month for month, _ in self.values))

    def by_month(self) -> "Series":
        """Return the series with one value a month: the sum of its rows, or the last one where rows don't add up."""
        values: dict[str, Decimal] = {}
        for month, value in self.values:
            earlier = values.get(month, Decimal(0)) if self.metric in ADDED_UP else Decimal(0)
            values[month] = _EXACT.add(earlier, value)
        return Series(self.metric, self.currency, tuple(values.items()))

    def between(self, since: date | None, by: date | None) -> "Series":
        """Return the part in the months of which any day is from `since` to `by`."""
        first, last = month_of(since or date.min), month_of(by or date.max)
        return Series(self.metric, self.currency, tuple(each for each in self.values if first <= each[0] <= last))

    def before(self, day: date) -> "Series":
        """Return the part in the months before that of a day."""
        month = month_of(day)
        return Series(self.metric, self.currency, tuple(each for each in self.values if each[0] < month))


def series_of(rows: Iterable[MonthlyResult], metric: str, own: str) -> tuple[Series, ...]:
    """Return what rows of `results`, oldest first, give for a metric: a series for each currency, in order of its name.

    Rows that name no currency are in `own`, the workspace's. No series is empty: there is none for a metric that no
    row gives, or that is not one of `results`.
    """
    values: dict[str | None, list[tuple[str, Decimal]]] = {}
    for row in rows:
        value = value_of(row, metric)
        if value is not None:
            currency = (row.currency or own) if metric in IN_MONEY else None
            values.setdefault(currency, []).append((row.month, value))
    return tuple(Series(metric, currency, tuple(values[currency])) for currency in sorted(values, key=str))


def value_of(row: MonthlyResult, metric: str) -> Decimal | None:
    """Return what one row of `results` gives for a metric."""
    value = getattr(row, metric) if metric in FIGURES else None
    return None if value is None else Decimal(value)


@lru_cache
def figure_called(metric: str) -> str:
    """Return what `results` would call a metric, however a KPI writes it: `Response hours` is `response_hours`."""
    return metric.strip().lower().replace(" ", "_")


def currency_of(metric: str, named: str | None, own: str) -> str | None:
    """Return the currency of a target: the one `named` in the file, else `own`; None where the metric is not money.

    A figure of `results` is money or not by itself; any other metric is money where the file names a currency.
    """
    figure = figure_called(metric)
    if figure in IN_MONEY:
        return named or own
    return None if figure in FIGURES else named


def is_level(metric: str, measure: KpiMeasure | None) -> bool:
    """Whether each figure of a metric is the whole of what there is, and nothing adds up.

    A file may say it; the metrics of `results` are known; any other is taken for a level by its unit or its name.
    """
    figure = figure_called(metric)
    if measure is not None or figure in FIGURES:
        return measure == "level" or figure in LEVELS
    return _sounds_like_a_level(metric)


def is_measure_assumed(metric: str, measure: KpiMeasure | None) -> bool:
    """Whether only the name of a metric tells if it adds up or is a level."""
    return measure is None and figure_called(metric) not in FIGURES


@lru_cache
def _sounds_like_a_level(metric: str) -> bool:
    """Whether a metric is in percent, or its name has a word of those that are levels."""
    words = re.findall(r"[^\W_]+", metric.casefold())
    phrase = f"{' '.join(words)} "
    return (
        "%" in metric
        or any(word in _LEVEL_WORDS.split() for word in words)
        or any(each in phrase for each in _LEVEL_PHRASES)
    )


def figure_in_words(value: Decimal, currency: str | None) -> str:
    """Write a figure in a sentence: an amount with its currency, or a plain number."""
    return number(value) if currency is None else money(value, currency)


def shown_in_words(value: Decimal, currency: str | None) -> str:
    """Write a figure that was worked out: an amount with no more places than its currency has, or a plain number."""
    return number(value) if currency is None else money(rounded_money(value, currency), currency)


def totals_in_words(series: Sequence[Series]) -> str:
    """Write the total of each series, each in its own currency: EUR 900 and USD 500."""
    return listed([figure_in_words(part.total, part.currency) for part in series])
