"""How far has each target of a partnership been reached?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.currencies import places_of
from partnerkit.dates import add_months, days_after, first_day, last_day, month_of, year_start
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.exchange import converted, rates_in_words
from partnerkit.facts.figures import (
    GROWING,
    Series,
    currency_of,
    figure_called,
    is_level,
    is_measure_assumed,
    series_of,
    shown_in_words,
    totals_in_words,
    value_of,
)
from partnerkit.model.choices import KpiGoal
from partnerkit.model.kpis import Kpi, MonthlyResult
from partnerkit.model.workspace import HealthLimits
from partnerkit.phrasing import plural, rounded, rounded_beside
from partnerkit.results import Internal

_FULL: Final = Decimal(100)
_HALF: Final = Decimal(50)


KpiStatus: TypeAlias = Literal[
    "not-started",
    "not-measured",
    "not-compared",
    "reached",
    "awaited",
    "kept",
    "on-track",
    "missed",
    "behind",
    "far-behind",
]


@dataclass(frozen=True, slots=True)
class KpiAttainment:
    """One target: what it requires by now, what there is, and the share reached in percent.

    Amounts are in `currency`, which is None where the metric is not money. `attainment` is not cut off at 100, and
    None where it is not assessed; `how` says what was compared, or why not, and `rates` at which exchange rates figures
    were converted; `apart` are those that could not be. Verdicts are reached by `share`, which is not rounded.
    """

    metric: str
    goal: KpiGoal
    target: Decimal
    currency: str | None
    since: date | None
    by: date | None
    expected: Decimal | None
    actual: Decimal | None
    attainment: Decimal | None
    how: str
    rates: tuple[str, ...]
    share: Internal[Decimal | None]
    apart: Internal[tuple[Series, ...]]


class _Window(NamedTuple):
    """The days over which a target counts; without an end it is not prorated."""

    since: date | None
    by: date | None

    def in_whole_months(self) -> "_Window":
        """Return the window of figures that are given by the month: the months that it touches, from end to end."""
        since = self.since and self.since.replace(day=1)
        return _Window(since, self.by and last_day(month_of(self.by)))

    def days(self, start: date, end: date) -> int:
        """Count the days from `start` to `end`, both included, that are in the window."""
        first = max(start, self.since) if self.since else start
        last = min(end, self.by) if self.by else end
        return max((last - first).days + 1, 0)


class _Compared(NamedTuple):
    """The target as far as it is due, the actual figure, how the two were found, and the rates it was converted at."""

    expected: Decimal | None
    actual: Decimal | None
    how: str
    rates: tuple[str, ...] = ()
    apart: tuple[Series, ...] = ()


class _Target(NamedTuple):
    """One KPI with what all figures for it depend on: its window, its currency and the day."""

    kpi: Kpi
    window: _Window
    currency: str | None
    today: date

    @property
    def is_ceiling(self) -> bool:
        """Whether the target is not to be exceeded."""
        return self.kpi.goal == "at_most"

    @property
    def is_level(self) -> bool:
        """Whether each figure is the whole of what there is, so no part of the target is due before the rest."""
        return is_level(self.kpi.metric, self.kpi.measure)

    def in_whole(self, actual: Decimal, how: str) -> _Compared:
        """Compare a figure with the whole target."""
        return _Compared(self.kpi.target, actual, how)

    def prorated(self, target: Decimal, covered: int, actual: Decimal, so_far: str) -> _Compared:
        """Compare a figure with the part of `target` that is due after so many days of the window, which has an end."""
        assert self.window.since is not None
        assert self.window.by is not None
        days = self.window.days(self.window.since, self.window.by)
        how = "the window is over" if covered == days else f"prorated to {covered} of {days} days"
        return _Compared(target * covered / days, actual, f"{so_far}; {how}")

    def in_words(self, value: Decimal) -> str:
        """Write a figure of this target."""
        return shown_in_words(value, self.currency)


def attainments(case: Case) -> tuple[KpiAttainment, ...]:
    """Compare every KPI with its figures, as far as its target is due by `today` (guide).

    A target that is a total and has a `by` is prorated by days from `from`, else from the later of the start of the
    (fiscal) year of `by` and the partnership's `since`; while that year has not started, from `since`. A level is
    compared as it is. No target is judged before its window starts. Figures of `results` come from the months that
    are over, and the target is due as far as these go, in whole months; the month just over may still lack its figure,
    and is then waited for. An earlier month without a figure never helps: a floor is due for it, and a ceiling leaves
    no room for it. A figure of the KPI's own (`actual`) is prorated to the day. `goal: at_most` is turned round: target
    over actual. Whether a metric that `results` lacks is a total or a level follows from its `measure`, else from its
    name, and is then said. Figures in another currency than the target are converted where the workspace has a rate,
    and are not assessed otherwise.
    """
    return tuple(attainment_of(kpi, case) for kpi in case.partnership.kpis)


def attainment_limits(limits: HealthLimits) -> tuple[Decimal, ...]:
    """Return the percentages that verdicts on attainment turn at; no figure is rounded across one of them."""
    return _HALF, _FULL, limits.red.attainment, limits.amber.attainment


def status_of(kpi: KpiAttainment, case: Case) -> KpiStatus:
    """Return the status of a target in one word; a ceiling is `kept`, a floor `reached` or `on-track`."""
    if kpi.since is not None and case.today < kpi.since:
        return "not-started"
    if kpi.share is None or kpi.actual is None:
        return "not-compared" if kpi.apart else "not-measured"
    if kpi.goal == "at_least" and kpi.actual >= kpi.target:
        return "reached"
    if kpi.by is not None and kpi.by < case.today and _is_awaited(kpi.metric, kpi.by, case):
        return "awaited"
    if kpi.share >= _FULL:
        return "kept" if kpi.goal == "at_most" else "on-track"
    if kpi.by is not None and kpi.by < case.today:
        return "missed"
    return "behind" if kpi.share >= _HALF else "far-behind"


def _is_awaited(metric: str, by: date, case: Case) -> bool:
    """Return whether the figure of a target's last month may still come, as it may until the next month is over."""
    figure, last = figure_called(metric), month_of(by)
    rows = complete_months(case.partnership, case.today)
    known = [row.month for row in rows if row.month <= last and value_of(row, figure) is not None]
    next_over = add_months(by.replace(day=1), 2)
    return bool(known) and known[-1] < last and days_after(case.today, 1) < next_over


def mean_attainment(kpis: Sequence[KpiAttainment]) -> Decimal | None:
    """Return the mean of what is assessed before any rounding, each cut off at 100 percent; None where nothing is.

    The mean, since one secondary target that lags should not turn a whole partnership red; cut off, since none
    makes up for another.
    """
    known = [min(kpi.share, _FULL) for kpi in kpis if kpi.share is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def _window(kpi: Kpi, case: Case) -> _Window:
    since = case.partnership.since
    if kpi.from_ is not None or kpi.by is None:
        return _Window(kpi.from_, kpi.by)
    year = year_start(kpi.by, case.workspace.fiscal_year)
    if since is None or since > kpi.by:
        return _Window(year, kpi.by)
    return _Window(since if case.today < year else max(year, since), kpi.by)


def attainment_of(kpi: Kpi, case: Case) -> KpiAttainment:
    """Compare one KPI with its figures, as `attainments` does."""
    months = complete_months(case.partnership, case.today)
    window, currency = _window(kpi, case), currency_of(kpi.metric, kpi.currency, case.workspace.currency)
    compared = _compare(_Target(kpi, window, currency, case.today), case, months)
    places = places_of(currency) if currency else 2
    share = (
        _ratio(kpi.goal, compared.expected, compared.actual) * 100
        if compared.expected is not None and compared.actual is not None
        else None
    )
    return KpiAttainment(
        metric=kpi.metric,
        goal=kpi.goal,
        target=kpi.target,
        currency=currency,
        since=window.since,
        by=window.by,
        expected=None if compared.expected is None else rounded(compared.expected, places),
        actual=rounded(compared.actual, places) if compared.actual is not None and compared.rates else compared.actual,
        attainment=None if share is None else rounded_beside(share, attainment_limits(case.workspace.health)),
        how="; ".join(filter(None, (compared.how, rates_in_words(compared.rates)))),
        rates=compared.rates,
        share=share,
        apart=compared.apart,
    )


def _compare(target: _Target, case: Case, months: Sequence[MonthlyResult]) -> _Compared:
    kpi, window = target.kpi, target.window
    if window.since is not None and window.by is not None and window.by < window.since:
        return _Compared(None, None, "its window ends before it starts")
    if window.since is not None and target.today < window.since:
        return _Compared(None, kpi.actual, f"counts from {window.since}")
    metric = figure_called(kpi.metric)
    given = series_of(months, metric, case.workspace.currency)
    window = window.in_whole_months()
    inside = [part for series in given if (part := series.between(window.since, window.by)).values]
    if inside:
        return _from_results(target._replace(window=window), given, inside, case)
    if kpi.actual is not None:
        return _own_figure(target, kpi.actual)
    return _Compared(None, None, "no figures yet")


def _from_results(target: _Target, given: Sequence[Series], inside: Sequence[Series], case: Case) -> _Compared:
    """Compare with the figures of `results` inside the window; `given` are those of all months."""
    metric = figure_called(target.kpi.metric)
    figures = converted(inside, target.currency, case)
    if figures is None:
        how = f"figures of {totals_in_words(inside)}, the target in {target.currency}, and no exchange rate"
        return _Compared(None, None, how, apart=tuple(inside))
    if target.is_level or (metric in GROWING and target.is_ceiling):
        compared = _latest(target, figures.series)
    elif metric in GROWING:
        compared = _growing(target, given[0], figures.series)
    else:
        compared = _added_up(target, figures.series)
    return compared._replace(rates=figures.rates) if figures.rates else compared


def _latest(target: _Target, figures: Series) -> _Compared:
    month, actual = figures.by_month().latest
    return target.in_whole(actual, f"{target.in_words(actual)} in {month}")


def _added_up(target: _Target, figures: Series) -> _Compared:
    window, actual, months = target.window, figures.total, figures.months
    so_far = f"{target.in_words(actual)} in {plural(len(months), 'month')} to {months[-1]}"
    if window.since is None or window.by is None:
        return target.in_whole(actual, so_far)
    if target.is_ceiling:
        covered = sum(window.days(first_day(month), last_day(month)) for month in months)
    else:
        covered = window.days(window.since, _due_until(months[-1], target.today))
    return target.prorated(target.kpi.target, covered, actual, so_far)


def _due_until(latest: str, today: date) -> date:
    """Return the day by which figures are due: to the last month over, or to that before it while it lacks one."""
    over = days_after(days_after(today, 1).replace(day=1), -1)
    return max(last_day(latest), days_after(over.replace(day=1), -1))


def _growing(target: _Target, known: Series, figures: Series) -> _Compared:
    """Expect the count to grow evenly from where it was when the window started, 0 where nothing is known of then."""
    window, (month, actual) = target.window, figures.latest
    so_far = f"{target.in_words(actual)} in {month}"
    if window.since is None or window.by is None:
        return target.in_whole(actual, so_far)
    before = known.before(window.since)
    start = before.latest[1] if before.values else Decimal(0)
    covered = window.days(window.since, _due_until(month, target.today))
    way = target.prorated(target.kpi.target - start, covered, actual, so_far)
    return way._replace(expected=start + (way.expected or 0))


def _own_figure(target: _Target, actual: Decimal) -> _Compared:
    kpi, window = target.kpi, target.window
    so_far = f"{target.in_words(actual)} by its own figure"
    is_assumed = is_measure_assumed(kpi.metric, kpi.measure)
    # Unless the file says that it adds up, a ceiling on a figure of one's own applies in whole from the first day.
    is_whole = target.is_level or (target.is_ceiling and kpi.measure is None)
    if window.since is None or window.by is None or is_whole:
        is_named = is_assumed and target.is_level and window.by is not None
        return target.in_whole(actual, f"{so_far}; taken for a level, so not prorated" if is_named else so_far)
    covered = window.days(window.since, target.today)
    is_part = is_assumed and target.today < window.by
    return target.prorated(kpi.target, covered, actual, f"{so_far}; taken for a total" if is_part else so_far)


def _ratio(goal: KpiGoal, expected: Decimal, actual: Decimal) -> Decimal:
    """Return the share reached, 1 for all of it; where a ratio makes no sense, 1 when reached and else 0."""
    if goal == "at_most":
        return max(expected, Decimal(0)) / actual if actual > 0 else Decimal(int(actual <= expected))
    return max(actual, Decimal(0)) / expected if expected > 0 else Decimal(int(actual >= expected))
