"""What is behind one partnership's colors, box by box?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnerkit.documents import Cell, Column, Document, Heading, Note, State, Table
from partnerkit.facts.case import Case
from partnerkit.facts.heat import HeatCell, assess
from partnerkit.facts.ownership import NO_BUCKET, accountable_for
from partnerkit.model.buckets import Box, Bucket
from partnerkit.model.statuses import Status


@dataclass(frozen=True, slots=True)
class BoxState:
    """One part of a bucket; its owner is the bucket's where it names no one."""

    name: str
    owner: str | None
    status: Status
    stale: bool
    assessed: date | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class BucketState:
    """One bucket, who answers for it, and its parts."""

    key: str
    name: str
    accountable: tuple[str, ...]
    status: Status
    stale: bool
    assessed: date | None
    evidence: str | None
    boxes: tuple[BoxState, ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """One partnership's buckets, opened."""

    partnership: str
    name: str
    buckets: tuple[BucketState, ...]


def boxes(case: Case) -> Boxes:
    """Open every bucket of a partnership; boxes that the framework names are there even when the file lacks them."""
    states = []
    for definition in case.workspace.framework.resolved:
        bucket = case.partnership.buckets.get(definition.key, NO_BUCKET)
        inside = bucket.boxes
        cell = assess(bucket, case)
        states.append(
            BucketState(
                key=definition.key,
                name=definition.name,
                accountable=accountable_for(bucket),
                status=cell.status,
                stale=cell.stale,
                assessed=cell.assessed,
                evidence=cell.evidence,
                boxes=tuple(
                    _box(name, bucket, inside.get(name), assess(inside.get(name), case))
                    for name in dict.fromkeys((*definition.boxes, *inside))
                ),
            )
        )
    return Boxes(case.stem, case.name, tuple(states))


def _box(name: str, bucket: Bucket, box: Box | None, cell: HeatCell) -> BoxState:
    owner = next(iter(accountable_for(bucket, box)), None)
    return BoxState(name, owner, cell.status, cell.stale, cell.assessed, cell.evidence)


def document(opened: Boxes) -> Document:
    """Return the buckets and boxes as one table."""
    note = Note("A bucket's owner is its accountable person.")
    return Document("Boxes", [Heading(f"{opened.name} ({opened.partnership})"), table(opened), note])


def table(opened: Boxes) -> Table:
    """Return the buckets and boxes with their evidence."""
    columns = [
        Column("Bucket"),
        Column("Box", wide=True),
        Column("Status", align="center"),
        Column("Owner"),
        Column("Assessed", optional=True),
        Column("Evidence", wide=True),
    ]
    return Table(columns, list(_rows(opened)))


def _rows(opened: Boxes) -> Iterator[list[Cell]]:
    for bucket in opened.buckets:
        owner = ", ".join(bucket.accountable) or None
        yield [bucket.name, "", State(bucket.status, bucket.stale), owner, bucket.assessed, bucket.evidence]
        for box in bucket.boxes:
            yield ["", box.name, State(box.status, box.stale), box.owner, box.assessed, box.evidence]
