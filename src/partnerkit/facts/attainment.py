"""How far has each target of a partnership been reached?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from partnerkit.dates import add_months, days_after, first_day, last_day, month_of
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.figures import (
    ADDED_UP,
    FIGURES,
    LEVELS,
    Series,
    figure_called,
    figure_in_words,
    series_of,
    value_of,
)
from partnerkit.model.choices import KpiGoal
from partnerkit.model.kpis import Kpi, MonthlyResult
from partnerkit.phrasing import number, plural, rounded

_FULL, _HALF = Decimal(100), Decimal(50)


KpiStatus: TypeAlias = Literal[
    "not-measured", "reached", "awaited", "kept", "on-track", "missed", "behind", "far-behind"
]


@dataclass(frozen=True, slots=True)
class KpiAttainment:
    """One target: what it asks by now, what there is, and the share reached in percent.

    `attainment` is not cut off at 100, and None where it is not assessed; `how` says what was compared, or why not.
    """

    metric: str
    goal: KpiGoal
    target: Decimal
    since: date | None
    by: date | None
    expected: Decimal | None
    actual: Decimal | None
    attainment: Decimal | None
    how: str


@dataclass(frozen=True, slots=True)
class _Window:
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


@dataclass(frozen=True, slots=True)
class _Compared:
    """What stands against what: the target as far as it is due, the actual figure, and what that rests on."""

    expected: Decimal | None
    actual: Decimal | None
    how: str


def attainments(case: Case) -> tuple[KpiAttainment, ...]:
    """Compare every KPI with its figures, as far as its target is due by `today` (guide).

    A target with `by` is prorated by days from `from`, else from the later of the start of the year of `by` and the
    partnership's `since`. Figures of `results` come from the months that are over, and the target is due as far as
    these go, in whole months; the month just over may still lack its figure, and is then waited for. An earlier month
    without a figure never helps: a floor is due for it, and a ceiling leaves no room for it. A figure of the KPI's own
    (`actual`) is prorated to the day. `goal: at_most` is turned round: target over actual. Targets are in the
    workspace's currency: amounts in another one are not assessed against them.
    """
    months, currency = complete_months(case.partnership, case.today), case.workspace.currency
    return tuple(
        _attain(kpi, _window(kpi, case.partnership.since), months, case.today, currency)
        for kpi in case.partnership.kpis
    )


def status_of(kpi: KpiAttainment, case: Case) -> KpiStatus:
    """Return where a target stands in one word; a ceiling is `kept`, a floor `reached` or `on-track`."""
    if kpi.attainment is None or kpi.actual is None:
        return "not-measured"
    if kpi.goal == "at_least" and kpi.actual >= kpi.target:
        return "reached"
    if kpi.by is not None and kpi.by < case.today and _is_awaited(kpi.metric, kpi.by, case):
        return "awaited"
    if kpi.attainment >= _FULL:
        return "kept" if kpi.goal == "at_most" else "on-track"
    if kpi.by is not None and kpi.by < case.today:
        return "missed"
    return "behind" if kpi.attainment >= _HALF else "far-behind"


def _is_awaited(metric: str, by: date, case: Case) -> bool:
    """Return whether the figure of a target's last month may still come, as it may until the next month is over."""
    figure, last = figure_called(metric), month_of(by)
    rows = complete_months(case.partnership, case.today)
    known = [row.month for row in rows if row.month <= last and value_of(row, figure) is not None]
    next_over = add_months(by.replace(day=1), 2)
    return bool(known) and known[-1] < last and days_after(case.today, 1) < next_over


def mean_attainment(kpis: Sequence[KpiAttainment]) -> Decimal | None:
    """Return the mean of what is assessed, each cut off at 100 percent, as it is shown; None where nothing is.

    The mean, since one secondary target that lags should not turn a whole partnership red; cut off, since none
    makes up for another.
    """
    known = [min(kpi.attainment, _FULL) for kpi in kpis if kpi.attainment is not None]
    return rounded(sum(known, Decimal(0)) / len(known)) if known else None


def _window(kpi: Kpi, since: date | None) -> _Window:
    if kpi.from_ is not None or kpi.by is None:
        return _Window(kpi.from_, kpi.by)
    start = kpi.by.replace(month=1, day=1)
    return _Window(max(start, since) if since is not None and since <= kpi.by else start, kpi.by)


def _attain(kpi: Kpi, window: _Window, months: Sequence[MonthlyResult], today: date, currency: str) -> KpiAttainment:
    compared = _compare(kpi, window, months, today, currency)
    share = (
        _ratio(kpi.goal, compared.expected, compared.actual) * 100
        if compared.expected is not None and compared.actual is not None
        else None
    )
    return KpiAttainment(
        metric=kpi.metric,
        goal=kpi.goal,
        target=kpi.target,
        since=window.since,
        by=window.by,
        expected=None if compared.expected is None else rounded(compared.expected, 2),
        actual=compared.actual,
        attainment=None if share is None else rounded(share),
        how=compared.how,
    )


def _compare(kpi: Kpi, window: _Window, months: Sequence[MonthlyResult], today: date, currency: str) -> _Compared:
    if window.since is not None and window.by is not None and window.by < window.since:
        return _Compared(None, None, "its window ends before it begins")
    metric = figure_called(kpi.metric)
    if metric in FIGURES:
        window = window.in_whole_months()
    given = series_of(months, metric, currency)
    inside = [part for series in given if (part := series.between(window.since, window.by)).values]
    foreign = [part.currency for part in inside if part.currency not in (None, currency)]
    if foreign:
        return _Compared(None, None, f"figures in {', '.join(map(str, foreign))}, the target in {currency}")
    if inside:
        [figures] = inside
        if metric in ADDED_UP:
            return _added_up(kpi, window, figures, today, currency)
        if metric in LEVELS or kpi.goal == "at_most":
            month, actual = figures.latest
            return _Compared(kpi.target, actual, f"{number(actual)} in {month}")
        return _growing(kpi, window, given[0], figures, today)
    if kpi.actual is not None:
        return _own_figure(kpi, kpi.actual, window, today, currency)
    return _Compared(None, None, "no figures yet")


def _added_up(kpi: Kpi, window: _Window, figures: Series, today: date, currency: str) -> _Compared:
    actual, months = figures.total, figures.months
    so_far = f"{figure_in_words(kpi.metric, actual, currency)} in {plural(len(months), 'month')} to {months[-1]}"
    if window.since is None or window.by is None:
        return _Compared(kpi.target, actual, so_far)
    if kpi.goal == "at_most":
        covered = sum(window.days(first_day(month), last_day(month)) for month in months)
    else:
        covered = window.days(window.since, _due_until(months[-1], today))
    return _prorated(kpi.target, covered, window.days(window.since, window.by), actual, so_far)


def _due_until(latest: str, today: date) -> date:
    """Return the day by which figures are due: to the last month over, or to that before it while it lacks one."""
    over = days_after(days_after(today, 1).replace(day=1), -1)
    return max(last_day(latest), days_after(over.replace(day=1), -1))


def _growing(kpi: Kpi, window: _Window, known: Series, figures: Series, today: date) -> _Compared:
    """Expect the count to grow evenly from where it was when the window began, 0 where nothing is known of then."""
    month, actual = figures.latest
    so_far = f"{number(actual)} in {month}"
    if window.since is None or window.by is None:
        return _Compared(kpi.target, actual, so_far)
    before = known.before(window.since)
    start = before.latest[1] if before.values else Decimal(0)
    covered = window.days(window.since, _due_until(month, today))
    way = _prorated(kpi.target - start, covered, window.days(window.since, window.by), actual, so_far)
    return _Compared(start + (way.expected or 0), actual, way.how)


def _own_figure(kpi: Kpi, actual: Decimal, window: _Window, today: date, currency: str) -> _Compared:
    so_far = f"{figure_in_words(kpi.metric, actual, currency)} by its own figure"
    # Whether a figure of one's own adds up is not known: a ceiling on it holds from the first day.
    if window.since is None or window.by is None or kpi.goal == "at_most":
        return _Compared(kpi.target, actual, so_far)
    if today < window.since:
        return _Compared(None, actual, f"counts from {window.since}")
    covered = window.days(window.since, today)
    return _prorated(kpi.target, covered, window.days(window.since, window.by), actual, so_far)


def _prorated(target: Decimal, covered: int, days: int, actual: Decimal, so_far: str) -> _Compared:
    expected = target * covered / days
    if covered == days:
        return _Compared(expected, actual, f"{so_far}; the window is over")
    return _Compared(expected, actual, f"{so_far}; prorated to {covered} of {days} days")


def _ratio(goal: KpiGoal, expected: Decimal, actual: Decimal) -> Decimal:
    """Return the share reached, 1 for all of it; where a ratio makes no sense, 1 when reached and else 0."""
    if goal == "at_most":
        return max(expected, Decimal(0)) / actual if actual > 0 else Decimal(int(actual <= expected))
    return max(actual, Decimal(0)) / expected if expected > 0 else Decimal(int(actual >= expected))
