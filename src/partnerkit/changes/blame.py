"""Since when is a value of a partnership what it is, by which commit and author, and on what evidence?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from partnerkit.changes.change import Change, Entry
from partnerkit.changes.leaves import leaves
from partnerkit.changes.plain import plain
from partnerkit.changes.words import in_words
from partnerkit.documents import Cell, Column, Document, Heading, Note, State, Table
from partnerkit.errors import UsageError
from partnerkit.facts.case import Case
from partnerkit.facts.heat import assess
from partnerkit.model.buckets import Assessment
from partnerkit.model.marks import ChangeClass
from partnerkit.model.partnership import Partnership
from partnerkit.naming import folded
from partnerkit.phrasing import did_you_mean
from partnerkit.results import Authored, Internal


@dataclass(frozen=True, slots=True)
class Blamed:
    """One value: since which commit it is so; `recorded` is None where it is not committed, or not assessed.

    For a color, `evidence` is what the file gives for it, and `evidence_recorded` the commit that this is from.
    """

    key: str
    item: str | None
    path: str
    name: str
    value: Any
    class_: ChangeClass
    recorded: Authored | None
    days: int | None
    assessed: date | None
    evidence: str | None
    evidence_recorded: Authored | None
    state: Internal[State | None]


@dataclass(frozen=True, slots=True)
class Blame:
    """Values of a partnership, in the order of the file; `complete` is whether all commits are there."""

    partnership: str
    name: str
    lines: tuple[Blamed, ...]
    complete: bool
    today: Internal[date]


def asked_for(case: Case, word: str | None) -> tuple[list[Change], list[str]]:
    """Return the values that are asked about, and the paths of all that must be followed for them.

    Without a word those are the stage and the color of each bucket; a bucket comes before a key of its name. Raises
    `UsageError` where the file has no such value.
    """
    every = list(leaves(Partnership, plain(case.partnership)))
    if word is None:
        chosen = [leaf for leaf in every if leaf.key == "stage" or _is_color(leaf, case)]
    else:
        start = f"buckets.{bucket}" if (bucket := _bucket(case, word)) else word
        chosen = [leaf for leaf in every if start in (leaf.key, leaf.path) or _is_below(leaf, start)]
    if not chosen and word is not None:
        keys = dict.fromkeys(key for leaf in every for key in (leaf.key, str(leaf.place[0])))
        buckets = [bucket.key for bucket in case.workspace.framework.resolved]
        help = did_you_mean(word, [*keys, *buckets]) or "name a bucket, or a key such as plan.due"
        raise UsageError(f"{case.stem} has no `{word}`", help)
    paths = {leaf.path for leaf in every}
    evidence = [path for leaf in chosen if (path := _evidence(leaf)) in paths]
    return chosen, list(dict.fromkeys((*(leaf.path for leaf in chosen), *evidence)))


def _bucket(case: Case, word: str) -> str | None:
    for bucket in case.workspace.framework.resolved:
        if folded(word) in (folded(bucket.key), folded(bucket.name)):
            return bucket.key
    return None


def _is_color(leaf: Change, case: Case) -> bool:
    return any(leaf.path == f"buckets.{bucket.key}.status" for bucket in case.workspace.framework.resolved)


def _is_below(leaf: Change, start: str) -> bool:
    return leaf.key.startswith(f"{start}.") or leaf.path.startswith((f"{start}.", f"{start}["))


def _evidence(leaf: Change) -> str:
    """Return where the evidence for a status is."""
    return f"{leaf.path.removesuffix('.status')}.evidence" if leaf.path.endswith(".status") else ""


def blame(case: Case, chosen: Sequence[Change], origins: Mapping[str, Authored | None], *, complete: bool) -> Blame:
    """Put together what is asked about and the commits that it is from."""
    lines = tuple(_line(case, leaf, origins) for leaf in chosen)
    return Blame(case.stem, case.name, lines, complete, case.today)


def _line(case: Case, leaf: Change, origins: Mapping[str, Authored | None]) -> Blamed:
    recorded = origins[leaf.path]
    assessment = _assessment(case, leaf)
    return Blamed(
        key=leaf.key,
        item=leaf.item,
        path=leaf.path,
        name=_name(case, leaf),
        value=leaf.new,
        class_=leaf.change,
        recorded=recorded,
        days=None if recorded is None else (case.today - recorded.date).days,
        assessed=assessment.assessed if assessment else None,
        evidence=assessment.evidence if assessment else None,
        evidence_recorded=origins.get(_evidence(leaf)),
        state=_state(case, assessment),
    )


def _assessment(case: Case, leaf: Change) -> Assessment | None:
    """Return the bucket or box whose status a value is."""
    match leaf.place:
        case ("buckets", Entry(bucket), "status"):
            return case.partnership.buckets[bucket]
        case ("buckets", Entry(bucket), "boxes", Entry(box), "status"):
            return case.partnership.buckets[bucket].boxes[box]
        case _:
            return None


def _state(case: Case, assessment: Assessment | None) -> State | None:
    if assessment is None:
        return None
    cell = assess(assessment, case)
    return State(cell.status, cell.stale)


def _name(case: Case, leaf: Change) -> str:
    names = {f"buckets.{bucket.key}.status": bucket.name for bucket in case.workspace.framework.resolved}
    return names.get(leaf.path, leaf.path)


_UNCOMMITTED: Final = "not committed"


def document(found: Blame) -> Document:
    """Describe where values come from as a table."""
    columns = [
        Column("What", wide=True),
        Column("Value", wide=True),
        Column("Since"),
        Column("By", wide=True),
        Column("Commit"),
        Column("Message", wide=True, optional=True),
        Column("Evidence", wide=True),
    ]
    rows = [_row(line) for line in found.lines]
    if not any(line.state for line in found.lines):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Document(
        "Blame",
        [
            Heading(f"{found.name} ({found.partnership})"),
            Table(columns, rows, empty="Nothing here has been assessed, and no stage is given."),
            *_notes(found),
        ],
    )


def _row(line: Blamed) -> list[Cell]:
    value: Cell = line.state or in_words(line.value)
    if line.recorded is None:
        return [line.name, value, _UNCOMMITTED, None, None, None, line.evidence]
    by, commit = line.recorded.author, line.recorded.commit[:12]
    return [line.name, value, line.recorded.date, by, commit, line.recorded.message, _evidence_in_words(line)]


def _evidence_in_words(line: Blamed) -> str | None:
    if line.state is None:
        return None
    if line.evidence is None:
        return "none given"
    since = line.evidence_recorded
    known = since is not None and line.recorded is not None and since.commit != line.recorded.commit
    return f"{line.evidence} (recorded {since.date})" if known and since else line.evidence


def _notes(found: Blame) -> Iterator[Note]:
    said = f"On {found.today}. Each value is shown with the commit that made it so, not with one that merged it."
    if not found.complete:
        said += " This clone has only part of the history, so earlier commits are missing."
    yield Note(said)
