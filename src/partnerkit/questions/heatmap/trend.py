"""How did each color get where it is?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.dates import Day, add_months
from partnerkit.documents import Cell, Column, Document, Note, Paragraph, State, Table, Trend
from partnerkit.facts.case import Case
from partnerkit.facts.heat import HeatRow, heat_of
from partnerkit.model.statuses import Status
from partnerkit.phrasing import NO_MATCH, listed
from partnerkit.questions.heatmap import HeatBucket, HeatMap, columns

_POINTS: Final = 6
"""As many as fit beside each other for seven buckets on 80 columns."""

_HEIGHTS: Final[dict[Status, Decimal]] = {"red": Decimal(1), "amber": Decimal(2), "green": Decimal(3)}
_WORDS: Final = ("red", "amber", "green")
_MONTHS: Final = (1, 2, 3, 4, 6, 12, 24, 60, 120, 600, 12_000)


class TrendPoint(NamedTuple):
    """A day, and the commit with what was recorded by then; None before the first, and for the files as they are."""

    date: Day
    commit: str | None


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One partnership: its status at each point, None where it had no file that could be read."""

    partnership: str
    name: str
    overall: tuple[Status | None, ...]
    cells: Mapping[str, tuple[Status | None, ...]]


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A partnership whose file was broken at a point, or a workspace file, where `partnership` is None."""

    partnership: str | None
    date: Day


@dataclass(frozen=True, slots=True)
class HeatTrend:
    """Partnerships down, buckets across, each with its statuses from the first point to today."""

    points: tuple[TrendPoint, ...]
    buckets: tuple[HeatBucket, ...]
    rows: tuple[TrendRow, ...]
    not_compared: tuple[NotCompared, ...]


class Then(NamedTuple):
    """What was recorded by a day: the commit, None before the first, and its partnerships.

    `unreadable` are those whose file was broken, or None where that was the workspace file.
    """

    day: date
    commit: str | None
    cases: Mapping[str, Case]
    unreadable: Sequence[str | None] = ()


def days_of_trend(today: date, start: date | None) -> list[date]:
    """Return the days before `today` that a trend shows, in their order: those of the last months, or from `start`."""
    if start is None:
        return [add_months(today, -months) for months in range(_POINTS - 1, 0, -1)]
    if start >= today:
        return [start] if start == today else []
    weeks = [[today - timedelta(days=7 * step * at) for at in range(1, _POINTS)] for step in (1, 2)]
    months = [[add_months(today, -step * at) for at in range(1, _POINTS)] for step in _MONTHS]
    for days in (*weeks, *months):
        if days[-1] <= start:
            return [start, *(day for day in reversed(days) if day > start)]
    return [start]


def trend(now: HeatMap, points: Sequence[Then], commit: str | None) -> HeatTrend:
    """Put the statuses of earlier days before those of today; each day is judged by its own workspace."""
    earlier = [{stem: heat_of(case) for stem, case in point.cases.items()} for point in points]
    return HeatTrend(
        points=(*(TrendPoint(point.day, point.commit) for point in points), TrendPoint(now.today, commit)),
        buckets=now.buckets,
        rows=tuple(_row(row, [heats.get(row.partnership) for heats in earlier], now.buckets) for row in now.rows),
        not_compared=tuple(NotCompared(stem, point.day) for point in points for stem in point.unreadable),
    )


def _row(now: HeatRow, earlier: Sequence[HeatRow | None], buckets: Sequence[HeatBucket]) -> TrendRow:
    rows = [*earlier, now]
    return TrendRow(
        now.partnership,
        now.name,
        tuple(None if row is None else row.overall for row in rows),
        {bucket.key: tuple(_status(row, bucket.key) for row in rows) for bucket in buckets},
    )


def _status(row: HeatRow | None, bucket: str) -> Status | None:
    if row is None:
        return None
    return row.cells[bucket].status if bucket in row.cells else "not_assessed"


def document(found: HeatTrend) -> Document:
    """Describe the trends as a table of sparklines; a spreadsheet gets a row for each status."""
    first, last = found.points[0], found.points[-1]
    days = listed([str(point.date) for point in found.points])
    name, overall, *buckets, _ = columns(found.buckets)
    return Document(
        "Heat map over time",
        [
            Table(
                [name, overall._replace(optional=True), *buckets],
                list(map(_sparklines, found.rows)),
                empty=NO_MATCH,
                only="page",
            ),
            Table(_LONG, [line for row in found.rows for line in _long(row, found)], only="spreadsheet"),
            Note(
                f"From {first.date} to {last.date}: ▁ red, ▄ amber, █ green, · not assessed, or no file. Days: {days}."
            ),
            *_not_compared(found),
        ],
    )


def _sparklines(row: TrendRow) -> list[Cell]:
    return [row.name, _trend(row.overall), *map(_trend, row.cells.values())]


def _trend(statuses: Sequence[Status | None]) -> Trend:
    values = [_HEIGHTS.get(status) if status else None for status in statuses]
    return Trend(values, Decimal(1), Decimal(3), steps=_WORDS)


_LONG: Final = [
    Column("Partnership"),
    Column("Name"),
    Column("Bucket"),
    Column("Date"),
    Column("Commit"),
    Column("Status"),
]


def _long(row: TrendRow, found: HeatTrend) -> Iterator[list[Cell]]:
    names = {bucket.key: bucket.name for bucket in found.buckets}
    for bucket, statuses in {"": row.overall, **row.cells}.items():
        for point, status in zip(found.points, statuses, strict=True):
            where = names.get(bucket, "Overall")
            commit = point.commit[:12] if point.commit else None
            yield [row.partnership, row.name, where, point.date, commit, State(status) if status else None]


def _not_compared(found: HeatTrend) -> Iterator[Paragraph]:
    names = {row.partnership: row.name for row in found.rows}
    files = [f"{names[each.partnership]} on {each.date}" for each in found.not_compared if each.partnership in names]
    if files:
        yield Paragraph(f"Not compared, since the file was broken: {listed(files)}.")
    days = [str(each.date) for each in found.not_compared if each.partnership is None]
    if days:
        yield Paragraph(f"Nothing is shown for {listed(days)}: the workspace file was broken.")
