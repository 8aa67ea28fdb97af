"""Where does each partnership stand, bucket by bucket?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.documents import STATUSES, WORST_FIRST, Cell, Column, Document, Note, State, Status, Table
from partnerkit.facts.as_of import stale_from
from partnerkit.facts.case import Case, cases
from partnerkit.model.buckets import Assessment, Bucket
from partnerkit.model.choices import Priority, Stage, choices_of
from partnerkit.model.framework import BucketDefinition
from partnerkit.model.portfolio import Portfolio
from partnerkit.phrasing import NO_MATCH, listed, plural
from partnerkit.results import Internal

Sort: TypeAlias = Literal["worst", "name", "priority", "stage"]

Rule: TypeAlias = Literal[
    "critical-bucket-red",
    "two-buckets-red",
    "one-bucket-red",
    "two-buckets-amber",
    "fewer-than-half-assessed",
    "nothing-against-it",
]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One bucket of one partnership."""

    status: Status
    stale: bool = False
    assessed: date | None = None
    evidence: str | None = None

    @property
    def state(self) -> State:
        """The cell as documents show it."""
        when = f"assessed {self.assessed}" if self.assessed else ""
        return State(self.status, self.stale, ": ".join(text for text in (when, self.evidence) if text))


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One partnership: its cells, its overall status, the rule that decided it and why that rule fired."""

    partnership: str
    name: str
    overall: Status
    rule: Rule
    reason: str
    stage: str | None
    priority: str | None
    cells: Mapping[str, HeatCell]


@dataclass(frozen=True, slots=True)
class HeatBucket:
    """A column of the heat map."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class BucketCount:
    """How many partnerships have each status in one bucket; stale ones count under their colour too."""

    green: int = 0
    amber: int = 0
    red: int = 0
    not_assessed: int = 0
    stale: int = 0


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Partnerships down, buckets across."""

    buckets: tuple[HeatBucket, ...]
    rows: tuple[HeatRow, ...]
    counts: Mapping[str, BucketCount]
    today: Internal[date]
    stale_after_days: Internal[int]


def heatmap(portfolio: Portfolio, today: date, sort: Sort = "worst") -> HeatMap:
    """Colour every bucket of every partnership, and each partnership overall (framework)."""
    definitions = portfolio.workspace.framework.resolved
    rows = sorted(map(heat_of, cases(portfolio, today)), key=_ORDERS[sort])
    return HeatMap(
        buckets=tuple(HeatBucket(definition.key, definition.name) for definition in definitions),
        rows=tuple(rows),
        counts={definition.key: _count([row.cells[definition.key] for row in rows]) for definition in definitions},
        today=today,
        stale_after_days=portfolio.workspace.assessments.stale_after_days,
    )


def assess(assessment: Assessment | None, case: Case) -> HeatCell:
    """Return one assessment as of the day; what has no colour is not assessed, what is too old is stale."""
    if assessment is None:
        return HeatCell("not_assessed")
    assessed = assessment.assessed
    if assessment.status is None:
        return HeatCell("not_assessed", assessed=assessed, evidence=assessment.evidence)
    stale = assessed is not None and case.today >= stale_from(assessed, case.workspace)
    return HeatCell(assessment.status, stale, assessed, assessment.evidence)


def heat_of(case: Case) -> HeatRow:
    """Colour every bucket of one partnership, and the partnership overall."""
    partnership, definitions = case.partnership, case.workspace.framework.resolved
    buckets: Mapping[str, Bucket] = partnership.buckets
    cells = {definition.key: assess(buckets.get(definition.key), case) for definition in definitions}
    overall, rule, reason = decide(definitions, cells)
    return HeatRow(case.stem, case.name, overall, rule, reason, partnership.stage, partnership.priority, cells)


def decide(definitions: Sequence[BucketDefinition], cells: Mapping[str, HeatCell]) -> tuple[Status, Rule, str]:
    """Return the overall status of a partnership, the rule that fired and the sentence that says so.

    The rules are partnerkit's own, tried from the top: red when a critical bucket is red or two buckets are;
    amber when one is red or two are amber; not assessed when fewer than half are assessed; else green.
    """
    red = [definition for definition in definitions if cells[definition.key].status == "red"]
    amber = [definition for definition in definitions if cells[definition.key].status == "amber"]
    critical = [definition for definition in red if definition.critical]
    if critical:
        return "red", "critical-bucket-red", f"{_names(critical)}, critical here, {_is(critical)} red"
    if len(red) >= 2:
        return "red", "two-buckets-red", f"{_names(red)} are red"
    if red:
        return "amber", "one-bucket-red", f"{_names(red)} is red"
    if len(amber) >= 2:
        return "amber", "two-buckets-amber", f"{_names(amber)} are amber"
    assessed = sum(cells[definition.key].status != "not_assessed" for definition in definitions)
    if assessed * 2 < len(definitions):
        return (
            "not_assessed",
            "fewer-than-half-assessed",
            f"{assessed} of {plural(len(definitions), 'bucket')} assessed",
        )
    return "green", "nothing-against-it", f"{_names(amber)} is amber, none is red" if amber else "none is amber or red"


def _names(definitions: Sequence[BucketDefinition]) -> str:
    return listed([definition.name for definition in definitions])


def _is(definitions: Sequence[BucketDefinition]) -> str:
    return "is" if len(definitions) == 1 else "are"


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
    columns = [
        Column("Partnership", wide=True),
        Column("Overall", short="All", align="center"),
        *(Column(bucket.name, brief=True, align="center") for bucket in heat_map.buckets),
        Column("Why", wide=True, optional=True),
    ]
    rows: list[list[Cell]] = [
        [row.name, State(row.overall), *(row.cells[bucket.key].state for bucket in heat_map.buckets), row.reason]
        for row in heat_map.rows
    ]
    if not rows:
        return Document("Heat map", [Table(columns, [], empty=NO_MATCH)])
    return Document(
        "Heat map",
        [
            Table(columns, rows, footer=list(_footer(heat_map))),
            Note(
                f"{plural(len(rows), 'partnership')} on {heat_map.today}. "
                f"Stale: assessed more than {plural(heat_map.stale_after_days, 'day')} ago. "
                "Overall: red when a critical bucket is red or two are; amber when one is red or two are amber; "
                "not assessed when fewer than half are; else green."
            ),
        ],
    )


def _footer(heat_map: HeatMap) -> Iterator[list[Cell]]:
    words = {"green": "green", "amber": "amber", "red": "red", "not_assessed": "not assessed"}
    for status in STATUSES:
        overall = sum(row.overall == status for row in heat_map.rows)
        counts = [getattr(heat_map.counts[bucket.key], status) for bucket in heat_map.buckets]
        yield [words[status], overall, *counts, ""]
    yield ["stale", "", *(heat_map.counts[bucket.key].stale for bucket in heat_map.buckets), ""]
