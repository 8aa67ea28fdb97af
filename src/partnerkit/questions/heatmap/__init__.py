"""Where does each partnership stand, bucket by bucket?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.documents import Cell, Column, Document, Note, State, Table
from partnerkit.facts.case import Case
from partnerkit.facts.heat import HeatCell, HeatRow, heat_of
from partnerkit.model.choices import Priority, Stage, choices_of
from partnerkit.model.statuses import STATUSES, WORST_FIRST, Status
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import NO_MATCH, plural
from partnerkit.results import Internal

Sort: TypeAlias = Literal["worst", "name", "priority", "stage"]


@dataclass(frozen=True, slots=True)
class HeatBucket:
    """A column of the heat map."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class BucketCount:
    """How many partnerships have each status in one bucket; stale ones count under their color too."""

    green: int = 0
    amber: int = 0
    red: int = 0
    not_assessed: int = 0
    stale: int = 0


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Partnerships down, buckets across; `overall` is how many partnerships have each status overall."""

    buckets: tuple[HeatBucket, ...]
    rows: tuple[HeatRow, ...]
    counts: Mapping[str, BucketCount]
    overall: Mapping[Status, int]
    today: Internal[date]
    stale_after_days: Internal[int]


def row_of(case: Case, _opened: object = None) -> HeatRow:
    """Color every bucket of one partnership, and the partnership overall (framework)."""
    return heat_of(case)


def heatmap(found: Iterable[HeatRow], workspace: Workspace, today: date, sort: Sort = "worst") -> HeatMap:
    """Put the colors of all partnerships in order, and count them."""
    definitions = workspace.framework.resolved
    rows = sorted(found, key=_ORDERS[sort])
    return HeatMap(
        buckets=tuple(HeatBucket(definition.key, definition.name) for definition in definitions),
        rows=tuple(rows),
        counts={definition.key: _count([row.cells[definition.key] for row in rows]) for definition in definitions},
        overall={status: sum(row.overall == status for row in rows) for status in STATUSES},
        today=today,
        stale_after_days=workspace.assessments.stale_after_days,
    )


def state(cell: HeatCell) -> State:
    """Return a cell as documents show it."""
    when = f"assessed {cell.assessed}" if cell.assessed else ""
    return State(cell.status, cell.stale, ": ".join(text for text in (when, cell.evidence) if text))


def _count(cells: Sequence[HeatCell]) -> BucketCount:
    return BucketCount(
        **{status: sum(cell.status == status for cell in cells) for status in STATUSES},
        stale=sum(cell.stale for cell in cells),
    )


def _by_name(row: HeatRow) -> tuple[object, ...]:
    return (row.name.casefold(), row.partnership)


def _by_worst(row: HeatRow) -> tuple[object, ...]:
    statuses = [cell.status for cell in row.cells.values()]
    return (WORST_FIRST.index(row.overall), -statuses.count("red"), -statuses.count("amber"), *_by_name(row))


def _by_priority(row: HeatRow) -> tuple[object, ...]:
    return (_rank(row.priority, choices_of(Priority)), *_by_worst(row))


def _by_stage(row: HeatRow) -> tuple[object, ...]:
    return (_rank(row.stage, choices_of(Stage)), *_by_worst(row))


def _rank(value: str | None, order: Sequence[str]) -> int:
    return len(order) if value is None else order.index(value)


_ORDERS: Final = {"worst": _by_worst, "name": _by_name, "priority": _by_priority, "stage": _by_stage}


def document(heat_map: HeatMap) -> Document:
    """Describe the heat map as a table, with a count for each bucket below."""
    rows: list[list[Cell]] = [
        [row.name, State(row.overall), *(state(row.cells[bucket.key]) for bucket in heat_map.buckets), row.reason]
        for row in heat_map.rows
    ]
    if not rows:
        return Document("Heat map", [Table(columns(heat_map.buckets), [], empty=NO_MATCH)])
    return Document(
        "Heat map",
        [
            Table(columns(heat_map.buckets), rows, footer=list(_footer(heat_map))),
            Note(
                f"{plural(len(rows), 'partnership')} on {heat_map.today}. "
                f"Stale: assessed more than {plural(heat_map.stale_after_days, 'day')} ago. "
                "Overall: red when a critical bucket is red or two are; amber when one is red or two are amber; "
                "not assessed when fewer than half are; else green."
            ),
        ],
    )


def columns(buckets: Sequence[HeatBucket]) -> list[Column]:
    """Return the columns of a heat map: a partnership, its overall status, its buckets, and why."""
    return [
        Column("Partnership", wide=True),
        Column("Overall", short="All", align="center"),
        *(Column(bucket.name, brief=True, align="center") for bucket in buckets),
        Column("Why", wide=True, optional=True),
    ]


def _footer(heat_map: HeatMap) -> Iterator[list[Cell]]:
    words = {"green": "green", "amber": "amber", "red": "red", "not_assessed": "not assessed"}
    for status in STATUSES:
        counts = [getattr(heat_map.counts[bucket.key], status) for bucket in heat_map.buckets]
        yield [words[status], heat_map.overall[status], *counts, ""]
    yield ["stale", "", *(heat_map.counts[bucket.key].stale for bucket in heat_map.buckets), ""]
