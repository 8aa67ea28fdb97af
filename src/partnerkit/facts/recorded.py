"""What partnerships record over a window of time, each and together, and what is missing from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from partnerkit.columns import by_column
from partnerkit.dates import add_months, first_day, last_day, month_number, month_of, months_between
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.exchange import exchanged
from partnerkit.facts.figures import ADDED_UP, added_up, series_of
from partnerkit.facts.lifetime import is_launched, last_day_of
from partnerkit.facts.positions import position_of
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.deal import WON, Deal
from partnerkit.model.workspace import ExchangeRate
from partnerkit.money.windows import Window
from partnerkit.phrasing import listed, quotient


class RecordedFigure(NamedTuple):
    """What one partnership records of a metric in a window: the sum of it, or the last value where it doesn't add up.

    Money is in the workspace's currency, and `rates` are those it was converted at. `value` is None where nothing that
    is recorded can be converted. `months` are the values by month. `gaps` are the months that should be there and
    aren't, and `unconverted` those of which a rate is missing.
    """

    case: Case
    value: Decimal | None
    months: Mapping[str, Decimal] = MappingProxyType({})
    rates: tuple[ExchangeRate, ...] = ()
    gaps: tuple[Unrecorded, ...] = ()
    unconverted: tuple[Unrecorded, ...] = ()

    @property
    def missing(self) -> tuple[Unrecorded, ...]:
        """What isn't there: with any of it, the value is partial."""
        return (*self.gaps, *self.unconverted)


class RecordedTogether(NamedTuple):
    """What several partnerships record of a metric in a window, in sum; None where none of them records anything."""

    value: Decimal | None
    parts: tuple[RecordedFigure, ...]

    @property
    def missing(self) -> tuple[Unrecorded, ...]:
        """What isn't there: with any of it, the sum is partial."""
        return tuple(sentence for part in self.parts for sentence in part.missing)

    @property
    def rates(self) -> tuple[ExchangeRate, ...]:
        """The exchange rates at which parts of it were converted, each once."""
        return tuple(dict.fromkeys(rate for part in self.parts for rate in part.rates))

    @property
    def months(self) -> Mapping[str, Decimal]:
        """The sum of each month of which any part is recorded."""
        months: dict[str, list[Decimal]] = {}
        for part in self.parts:
            for month, value in part.months.items():
                months.setdefault(month, []).append(value)
        return {month: added_up(values) for month, values in sorted(months.items())}

    @property
    def known(self) -> tuple[RecordedFigure, ...]:
        """The parts that have a value."""
        return tuple(part for part in self.parts if part.value is not None)


def last_months(today: date, months: int) -> Window:
    """Return the window of the last so many months that are over; the last day of a month counts."""
    is_over = last_day(month_of(today)) == today
    last = today if is_over else add_months(today.replace(day=1), -1)
    return Window(add_months(last.replace(day=1), 1 - months), last_day(month_of(last)))


def last_quarter(today: date) -> Window:
    """Return the last quarter of the calendar that is over."""
    last = last_months(today, 1).last
    over = last if last.month % 3 == 0 else add_months(last.replace(day=1), -(last.month % 3))
    return Window(add_months(over.replace(day=1), -2), last_day(month_of(over)))


def so_far(window: Window, today: date) -> Window | None:
    """Return the part of a window in months that are over; None where none is."""
    return window.within(date.min, last_months(today, 1).last)


def window_before(window: Window) -> Window:
    """Return the window of as many whole months before another."""
    months = months_between(window.first, window.last) + 1
    first = add_months(window.first, -months)
    return Window(first, last_day(month_of(add_months(first, months - 1))))


@lru_cache(maxsize=16)
def months_in(window: Window) -> tuple[str, ...]:
    """Return the months of a window, written YYYY-MM; of one that ends with the calendar there are 100,000."""
    first, last = (month_number(day) for day in (window.first, window.last))
    return tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first, last + 1))


def span_in_words(months: Sequence[str]) -> str:
    """Write months in a sentence, those that follow each other as one: `in 2025-04, and from 2025-06 to 2025-09`."""
    runs: list[list[str]] = []
    for month in months:
        if runs and months_between(first_day(runs[-1][-1]), first_day(month)) == 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return listed([f"in {run[0]}" if len(run) == 1 else f"from {run[0]} to {run[-1]}" for run in runs])


class _Entry(NamedTuple):
    """A figure that a partnership records for a day; one of a month is of its last day, and counts have no currency."""

    day: date
    currency: str | None
    value: Decimal


def recorded(case: Case, metric: str, window: Window) -> RecordedFigure:
    """Return what a partnership records of a metric in a window.

    Revenue is what `results` gives; where it never gives any, it is what the deals file adds up to.
    """
    given = _in_results(case, metric)
    if not given and metric in _IN_DEALS:
        given = _in_deals_file(case, metric, window)
    return _figure(case, metric, given, window)


def _figure(case: Case, metric: str, given: Sequence[_Entry], window: Window) -> RecordedFigure:
    """Return the figure that entries, oldest first, come to; what can't be converted is missing from it."""
    own = case.workspace.currency
    months: dict[str, Decimal] = {}
    rates: dict[ExchangeRate, None] = {}
    foreign: dict[str, dict[str, None]] = {}
    for entry in given:
        if entry.day not in window:
            continue
        month, found = month_of(entry.day), exchanged(entry.value, entry.currency, own, case.workspace, entry.day)
        if found is None:
            foreign.setdefault(str(entry.currency), {})[month] = None
            continue
        months[month] = added_up((months.get(month, _ZERO), found.value)) if metric in ADDED_UP else found.value
        rates.update({found.rate: None} if found.rate else {})
    gaps = _gaps(case, metric, {month_of(entry.day) for entry in given}, window)
    unconverted = tuple(
        Unrecorded(f"an exchange rate from {currency} to {own} for the {metric}", case.name, span_in_words([*at]))
        for currency, at in sorted(foreign.items())
    )
    if not months:
        return RecordedFigure(case, None, gaps=gaps, unconverted=unconverted)
    value = added_up(months.values()) if metric in ADDED_UP else [*months.values()][-1]
    return RecordedFigure(case, value, months, tuple(rates), gaps, unconverted)


def recorded_together(cases: Iterable[Case], metric: str, window: Window) -> RecordedTogether:
    """Return what partnerships record of a metric in a window, in sum."""
    return _together(recorded(case, metric, window) for case in cases)


def growth(now: RecordedFigure | RecordedTogether, before: RecordedFigure | RecordedTogether) -> Decimal | None:
    """Return the change from one window to the next in percent; None where it can't be known.

    If months are missing in the window before, growth would be too high, and from nothing there is no percentage.
    """
    if now.value is None or not before.value or before.missing:
        return None
    return quotient((now.value - before.value) * 100 / before.value)


def in_deals(case: Case, metric: str, window: Window) -> RecordedFigure:
    """Return what the deals file of a partnership adds up to in a window, whatever else is recorded."""
    return _figure(case, metric, _in_deals_file(case, metric, window), window)


def _together(figures: Iterable[RecordedFigure]) -> RecordedTogether:
    parts = tuple(figures)
    values = [part.value for part in parts if part.value is not None]
    return RecordedTogether(added_up(values) if values else None, parts)


def _in_results(case: Case, metric: str) -> tuple[_Entry, ...]:
    """Return what `results` gives by month, oldest first."""
    given = series_of(complete_months(case.partnership, case.today), metric, case.workspace.currency)
    entries = [_Entry(last_day(month), each.currency, value) for each in given for month, value in each.values]
    return tuple(sorted(entries, key=lambda entry: entry.day))


def _in_deals_file(case: Case, metric: str, window: Window) -> tuple[_Entry, ...]:
    """Return what a deals file adds up to by day, oldest first.

    Of the months in a window, and the one of its first row, those without a deal have 0.
    """
    rows, own, over = by_column(Deal, case.deals), case.workspace.currency, last_months(case.today, 1).last
    days = [day for column in ("registered", "date") for day in rows.column(column) if day is not None]
    if not days or min(days) > over:
        return ()
    found: dict[tuple[date, str], list[Decimal]] = defaultdict(list)
    for day, amount, currency, status, motion, refunds in zip(*map(rows.column, _LOOKED_AT), strict=True):
        if day is None or amount is None or day > over or status not in WON:
            continue
        if metric == ("refunds" if refunds is not None else "influenced" if motion == "influenced" else "revenue"):
            found[day, currency or own].append(abs(amount))
    with_deals = {month_of(day) for day, _ in found}
    first = min(days).replace(day=1)
    inside = window.within(first, over)
    for month in {month_of(first), *(months_in(inside) if inside else ())}:
        if month not in with_deals:
            found[last_day(month), own] = [_ZERO]
    return tuple(_Entry(day, currency, added_up(found[day, currency])) for day, currency in sorted(found))


_LOOKED_AT: Final = ("date", "amount", "currency", "status", "motion", "refunds")
_IN_DEALS: Final = frozenset({"revenue", "influenced", "refunds"})
"""What a deals file can say where `results` says nothing."""

_ZERO: Final = Decimal(0)


_EXPECTED: Final = frozenset({"revenue", "referrals", "conversions", "initiatives", "nps"})
"""The figures without which an answer about partners is partial; others count where they are given."""


def _gaps(case: Case, metric: str, known: AbstractSet[str], window: Window) -> tuple[Unrecorded, ...]:
    """Return the months in which a figure should be there and is not.

    A partnership that is older than the window should be recorded for all of it, a younger one from its first figure
    on, and one that has ended until its end. Nothing is expected before there is anything to launch, and of suppliers
    and platforms only what they have recorded before.
    """
    partnership = case.partnership
    if metric not in _EXPECTED:
        return ()
    if not known and (not is_launched(partnership, case.today) or position_of(partnership) == "upstream"):
        return ()
    since = partnership.since or window.first
    is_older = partnership.since is not None and since <= window.first
    first = month_of(window.first) if is_older else min(known, default=month_of(since))
    last = month_of(last_day_of(partnership, case.today) or window.last)
    lacking = [month for month in months_in(window) if first <= month <= last and month not in known]
    return (Unrecorded(f"the {metric}", case.name, span_in_words(lacking)),) if lacking else ()
