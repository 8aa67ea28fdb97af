"""What partnerships record over a window of time, each and together, and what is missing from it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from partnerkit.dates import add_months, first_day, last_day, month_number, month_of, months_between
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.exchange import converted
from partnerkit.facts.figures import ADDED_UP, IN_MONEY, Series, added_up, series_of
from partnerkit.facts.lifetime import ended_on
from partnerkit.facts.positions import position_of
from partnerkit.facts.stages import EARLY
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.deal import Deal
from partnerkit.money.deals import sold
from partnerkit.money.windows import Window
from partnerkit.phrasing import listed


class RecordedFigure(NamedTuple):
    """What one partnership records of a metric in a window: the sum of it, or the last value where it doesn't add up.

    Money is in the workspace's currency, and `rates` are those it was converted at. `value` is None where nothing is
    recorded or a rate is missing; `missing` is what should be there and isn't. `months` are the values by month.
    """

    case: Case
    value: Decimal | None
    months: Mapping[str, Decimal] = MappingProxyType({})
    rates: tuple[str, ...] = ()
    missing: tuple[Unrecorded, ...] = ()


class RecordedTogether(NamedTuple):
    """What several partnerships record of a metric in a window, in sum; None where none of them records anything."""

    value: Decimal | None
    parts: tuple[RecordedFigure, ...]

    @property
    def missing(self) -> tuple[Unrecorded, ...]:
        """What isn't there: with any of it, the sum is partial."""
        return tuple(sentence for part in self.parts for sentence in part.missing)

    @property
    def rates(self) -> tuple[str, ...]:
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


def recorded(case: Case, metric: str, window: Window) -> RecordedFigure:
    """Return what a partnership records of a metric in a window.

    Revenue is what `results` gives; where it never gives any, it is what the deals file adds up to.
    """
    given = series_of(complete_months(case.partnership, case.today), metric, case.workspace.currency)
    if not given and metric in _IN_DEALS:
        given = _series_of_deals(case, metric)
    return _figure(case, metric, given, window)


def _figure(case: Case, metric: str, given: Sequence[Series], window: Window) -> RecordedFigure:
    missing = _missing(case, metric, given, window)
    inside = [part for series in given if (part := series.between(*window)).values]
    if not inside:
        return RecordedFigure(case, None, missing=missing)
    currency = case.workspace.currency if metric in IN_MONEY else None
    together = converted(inside, currency, case)
    if together is None:
        foreign = listed(sorted({str(part.currency) for part in inside} - {currency}))
        reason = Unrecorded(f"an exchange rate from {foreign} to {currency} for the {metric}", case.name)
        return RecordedFigure(case, None, missing=(*missing, reason))
    by_month = together.series.by_month()
    value = by_month.total if metric in ADDED_UP else by_month.latest[1]
    return RecordedFigure(case, value, dict(by_month.values), together.rates, missing)


def recorded_together(cases: Iterable[Case], metric: str, window: Window) -> RecordedTogether:
    """Return what partnerships record of a metric in a window, in sum."""
    return _together(recorded(case, metric, window) for case in cases)


def growth(now: RecordedFigure | RecordedTogether, before: RecordedFigure | RecordedTogether) -> Decimal | None:
    """Return the change from one window to the next in percent; None where it can't be known.

    If months are missing in the window before, growth would be too high, and from nothing there is no percentage.
    """
    if now.value is None or not before.value or before.missing:
        return None
    return (now.value - before.value) * 100 / before.value


def in_deals(cases: Iterable[Case], metric: str, window: Window) -> RecordedTogether:
    """Return what the deals files of partnerships add up to in a window, whatever else is recorded."""
    return _together(_figure(case, metric, _series_of_deals(case, metric), window) for case in cases)


def _together(figures: Iterable[RecordedFigure]) -> RecordedTogether:
    parts = tuple(figures)
    values = [part.value for part in parts if part.value is not None]
    return RecordedTogether(added_up(values) if values else None, parts)


def _series_of_deals(case: Case, metric: str) -> tuple[Series, ...]:
    """Return what a deals file adds up to by month; from its first row on, a month without a deal has 0."""
    days = [day for deal in case.deals for day in (deal.registered, deal.date) if day is not None]
    over = last_months(case.today, 1)
    if not days or min(days) > over.last:
        return ()
    months = months_in(Window(min(days).replace(day=1), over.last))
    found: dict[str, dict[str, Decimal]] = {}
    for deal in _IN_DEALS[metric](case.deals):
        if deal.date is not None and deal.amount is not None and deal.date <= over.last:
            values = found.setdefault(deal.currency or case.workspace.currency, dict.fromkeys(months, Decimal(0)))
            values[month_of(deal.date)] += abs(deal.amount)
    found = found or {case.workspace.currency: dict.fromkeys(months, Decimal(0))}
    return tuple(Series(metric, currency, tuple(values.items())) for currency, values in sorted(found.items()))


def _sourced(deals: Iterable[Deal]) -> Iterator[Deal]:
    return (deal for deal in sold(deals) if deal.motion != "influenced")


def _influenced(deals: Iterable[Deal]) -> Iterator[Deal]:
    return (deal for deal in sold(deals) if deal.motion == "influenced")


def _refunded(deals: Iterable[Deal]) -> Iterator[Deal]:
    return (deal for deal in deals if deal.refunds is not None and deal.is_won)


_IN_DEALS: Final[Mapping[str, Callable[[Iterable[Deal]], Iterator[Deal]]]] = {
    "revenue": _sourced,
    "influenced": _influenced,
    "refunds": _refunded,
}
"""What a deals file can say where `results` says nothing."""


_EXPECTED: Final = frozenset({"revenue", "referrals", "conversions", "initiatives", "nps"})
"""The figures without which an answer about partners is partial; others count where they are given."""


def _missing(case: Case, metric: str, given: Sequence[Series], window: Window) -> tuple[Unrecorded, ...]:
    """Return the months in which a figure should be there and is not.

    A partnership that is older than the window should be recorded for all of it, a younger one from its first figure
    on, and one that has ended until its end. Nothing is expected before there is anything to launch, and of suppliers
    and platforms only what they have recorded before.
    """
    partnership, known = case.partnership, {month for series in given for month in series.months}
    if metric not in _EXPECTED:
        return ()
    if not known and (partnership.stage in EARLY or position_of(partnership) == "upstream"):
        return ()
    since = partnership.since or window.first
    is_older = partnership.since is not None and since <= window.first
    first = month_of(window.first) if is_older else min(known, default=month_of(since))
    last = month_of(ended_on(partnership, case.today) or window.last)
    lacking = [month for month in months_in(window) if first <= month <= last and month not in known]
    return (Unrecorded(f"the {metric}", case.name, span_in_words(lacking)),) if lacking else ()
