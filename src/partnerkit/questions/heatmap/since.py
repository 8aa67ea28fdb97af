"""Which colors have changed since a commit, and on what evidence?"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from partnerkit.documents import Cell, Column, Document, Heading, Note, Paragraph, State, Table
from partnerkit.facts.case import Case
from partnerkit.facts.heat import HeatCell, HeatRow, heat_of
from partnerkit.model.statuses import Direction, Status, direction
from partnerkit.phrasing import listed, plural
from partnerkit.questions.heatmap import BucketCount, HeatBucket, HeatMap, columns, state
from partnerkit.results import Internal, Recorded

_TITLES: Final[dict[Direction, str]] = {
    "worse": "Worse",
    "better": "Better",
    "assessed": "Newly assessed",
    "no_longer_assessed": "No longer assessed",
}


@dataclass(frozen=True, slots=True)
class HeatChange:
    """One color that has changed: of a bucket, or overall where `bucket` is None.

    `new_evidence` is whether the evidence or the date of the assessment changed with it; None for an overall color,
    which has its reason for evidence.
    """

    partnership: str
    name: str
    bucket: str | None
    bucket_name: Internal[str]
    direction: Direction
    then: Status
    now: Status
    assessed: date | None
    evidence: str | None
    new_evidence: bool | None


@dataclass(frozen=True, slots=True)
class HeatMapSince:
    """The heat map of today beside that of an earlier commit.

    `added` are partnerships that were not there, `removed` files that are gone, and `not_compared` partnerships whose
    file was broken then.
    """

    since: Recorded
    buckets: tuple[HeatBucket, ...]
    rows: tuple[HeatRow, ...]
    counts: Mapping[str, BucketCount]
    changes: tuple[HeatChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    not_compared: tuple[str, ...]
    then: Internal[Mapping[str, HeatRow]]
    today: Internal[date]


def heatmap_since(
    now: HeatMap, then: Mapping[str, Case], since: Recorded, removed: Iterable[str], unreadable: Container[str]
) -> HeatMapSince:
    """Compare a heat map with the same partnerships as they were; each is judged by the workspace of its time."""
    earlier = {stem: heat_of(case) for stem, case in then.items()}
    changes = [
        change
        for row in now.rows
        if row.partnership in earlier
        for change in _changes(row, earlier[row.partnership], now.buckets)
    ]
    order = list(_TITLES)
    stems = [row.partnership for row in now.rows]
    return HeatMapSince(
        since=since,
        buckets=now.buckets,
        rows=now.rows,
        counts=now.counts,
        changes=tuple(sorted(changes, key=lambda change: order.index(change.direction))),
        added=tuple(stem for stem in stems if stem not in earlier and stem not in unreadable),
        removed=tuple(sorted(removed)),
        not_compared=tuple(stem for stem in stems if stem in unreadable),
        then=earlier,
        today=now.today,
    )


def _changes(now: HeatRow, then: HeatRow, buckets: tuple[HeatBucket, ...]) -> Iterator[HeatChange]:
    if went := direction(then.overall, now.overall):
        yield HeatChange(
            now.partnership, now.name, None, "Overall", went, then.overall, now.overall, None, now.reason, None
        )
    for bucket in buckets:
        cell, earlier = now.cells[bucket.key], then.cells.get(bucket.key, HeatCell("not_assessed"))
        if went := direction(earlier.status, cell.status):
            is_new = (cell.evidence, cell.assessed) != (earlier.evidence, earlier.assessed)
            yield HeatChange(
                partnership=now.partnership,
                name=now.name,
                bucket=bucket.key,
                bucket_name=bucket.name,
                direction=went,
                then=earlier.status,
                now=cell.status,
                assessed=cell.assessed,
                evidence=cell.evidence,
                new_evidence=is_new,
            )


def document(found: HeatMapSince) -> Document:
    """Describe the heat map with arrows, and below what got worse and what got better."""
    when = f"commit {found.since.commit[:12]} of {found.since.date}"
    rows = [_row(row, found) for row in found.rows]
    return Document(
        f"Heat map since {found.since.date}",
        [
            Table(columns(found.buckets), rows, empty="No partnership matches."),
            Note(f"↑ better, ↓ worse, * newly or no longer assessed since {when}."),
            Heading("What changed"),
            _changed(found.changes),
            *_others(found, when),
        ],
    )


def _row(row: HeatRow, found: HeatMapSince) -> list[Cell]:
    then = found.then.get(row.partnership)
    cells: list[Cell] = []
    for bucket in found.buckets:
        was = then.cells.get(bucket.key, HeatCell("not_assessed")).status if then else None
        cells.append(state(row.cells[bucket.key])._replace(was=was))
    return [row.name, State(row.overall, was=then.overall if then else None), *cells, row.reason]


_COLUMNS: Final = [
    Column("Change", only="spreadsheet"),
    Column("Partnership", wide=True),
    Column("Bucket"),
    Column("Then", align="center"),
    Column("Now", align="center"),
    Column("Assessed", optional=True),
    Column("Evidence", wide=True),
]


def _changed(changes: Sequence[HeatChange]) -> Table:
    """Return a table of what changed, worst first, with the evidence."""
    directions = [change.direction for change in changes]
    groups = [
        (directions.index(went), f"{title} ({directions.count(went)})")
        for went, title in _TITLES.items()
        if went in directions
    ]
    return Table(_COLUMNS, list(map(_line, changes)), empty="No color has changed.", groups=groups)


def _line(change: HeatChange) -> list[Cell]:
    evidence = change.evidence or "none given"
    if change.new_evidence is False:
        evidence = f"Unchanged: {evidence}"
    return [
        _TITLES[change.direction],
        change.name,
        change.bucket_name,
        State(change.then),
        State(change.now),
        change.assessed,
        evidence,
    ]


def _others(found: HeatMapSince, when: str) -> Iterator[Paragraph | Note]:
    names = {row.partnership: row.name for row in found.rows}
    if found.added:
        yield Paragraph(f"New since then: {listed([names[stem] for stem in found.added])}.")
    if found.removed:
        yield Paragraph(f"Gone since then: {listed(found.removed)}.")
    if found.not_compared:
        files = plural(len(found.not_compared), "partnership")
        stems = listed([names[stem] for stem in found.not_compared])
        yield Paragraph(f"Not compared: {files} whose file was broken in {when}: {stems}.")
    unbacked = sum(change.new_evidence is False for change in found.changes)
    said = ' "Unchanged" means that a color changed, and neither its evidence nor its date did.' if unbacked else ""
    yield Note(f"{plural(len(found.rows), 'partnership')} on {found.today}.{said}")
