"""What happened in a partnership: stages, scores, colors, terms, amendments and reviews, as they were recorded."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.changes.change import CLASSES, Change, Entry
from partnerkit.changes.compare import compare
from partnerkit.changes.plain import plain
from partnerkit.changes.words import in_words, wording_of, words
from partnerkit.dates import Day
from partnerkit.documents import Cell, Column, Document, Heading, Note, Table
from partnerkit.facts.agreements import state_of
from partnerkit.facts.case import Case
from partnerkit.facts.heat import HeatRow, heat_of
from partnerkit.facts.terms import revenue_in_words
from partnerkit.model.marks import ChangeClass
from partnerkit.model.partnership import Partnership
from partnerkit.model.revenue import RevenueTerm
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import number, plural
from partnerkit.questions.score import Score, score_ratings
from partnerkit.results import Authored, Internal

EventKind: TypeAlias = Literal[
    "start", "stage", "score", "color", "terms", "amendment", "review", "file", "unreadable", "gone", "other"
]


_MOST_IN_WORDS: Final = 3
"""As many other changes of a commit as are written out each; more of them are counted."""


class PastVersion(NamedTuple):
    """What a partnership was from a commit on; None for what is not committed.

    There is no path while it was gone, and no partnership then or while its file was broken, as `problem` says. A merge
    names the commits that it `merged`.
    """

    recorded: Authored | None
    path: str | None
    partnership: Partnership | None
    problem: str = ""
    merged: tuple[Authored, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was recorded; `dated` is the day that the file itself gives for it, as for a review.

    What a merge recorded was written in the commits that it `merged`.
    """

    recorded: Authored | None
    kind: EventKind
    text: str
    class_: ChangeClass | None = None
    dated: date | None = None
    merged: tuple[Authored, ...] = ()
    is_count: Internal[bool] = False


class TermInForce(NamedTuple):
    """A revenue term that applied on a day, in words, with the days that the file gives for it."""

    text: str
    valid_from: Day | None
    valid_until: Day | None


@dataclass(frozen=True, slots=True)
class InForce:
    """The terms that were in force on a day, by what is recorded."""

    on: date
    agreement: str
    ends: date | None
    terms: tuple[TermInForce, ...]


@dataclass(frozen=True, slots=True)
class PartnershipHistory:
    """What happened, the newest first, and the terms in force; `complete` is whether all commits are there."""

    partnership: str
    name: str
    events: tuple[Happening, ...]
    in_force: InForce
    complete: bool
    today: Internal[date]


def history(
    case: Case, versions: Sequence[PastVersion], on: date, *, complete: bool, everything: bool = False
) -> PartnershipHistory:
    """Return what happened between the versions of a partnership, which come with the newest first.

    Scores and colors are worked out with the workspace of the case, so a new workspace never looks like a new file.
    Plans, people and texts are counted where many of them changed at once, unless `everything` is asked for.
    """
    events: list[list[Happening]] = []
    known: Partnership | None = None
    for before, now in pairwise([None, *reversed(versions)]):
        assert now is not None
        found = _events(before, now, known, case, everything=everything)
        events.append([replace(event, recorded=now.recorded, merged=now.merged) for event in found])
        known = now.partnership or known
    return PartnershipHistory(
        case.stem,
        case.name,
        tuple(event for found in reversed(events) for event in found),
        _in_force(case, on),
        complete,
        case.today,
    )


def _events(
    before: PastVersion | None, now: PastVersion, known: Partnership | None, case: Case, *, everything: bool
) -> Iterator[Happening]:
    """Yield what happened from one version to the next; `known` is the last one that could be read."""
    if now.path is None:
        yield Happening(None, "gone", "The file was removed.")
        return
    if before is not None and before.path and before.path != now.path:
        yield Happening(None, "file", f"The file was renamed from {before.path} to {now.path}.")
    if before is not None and before.path is None:
        yield Happening(None, "file", f"The file is back as {now.path}.")
    if now.partnership is None:
        yield Happening(None, "unreadable", f"The file could not be read: {now.problem}")
    elif known is None:
        yield Happening(None, "start", f"First recorded: {_at_first(now.partnership, case)}.")
    else:
        yield from _changed(known, now.partnership, case, everything=everything)


def _at_first(partnership: Partnership, case: Case) -> str:
    heat, score = _heat(partnership, case), _score(partnership, case.workspace)
    said = [f"{partnership.name}, {partnership.type}"]
    said += [f"stage {partnership.stage}"] if partnership.stage else []
    said += [f"fit {_points(score)}"] if score.rated else []
    return ", ".join([*said, f"overall {_status(heat.overall)}"])


def _changed(known: Partnership, now: Partnership, case: Case, *, everything: bool) -> Iterator[Happening]:
    rest: list[Change] = []
    scored = False
    buckets = {bucket.key: bucket.name for bucket in case.workspace.framework.resolved}
    for change in compare(Partnership, plain(known), plain(now)):
        match change.place:
            case ("stage",):
                yield Happening(None, "stage", _from_to(change), change.change)
            case ("fit", *_) if not scored:
                scored = True
            case ("fit", *_) | ("buckets", _) | ("buckets", _, "status" | "evidence" | "assessed"):
                pass
            case ("buckets", Entry(bucket), "boxes", Entry(label=box), "status"):
                text = f"{buckets.get(bucket, bucket)}, {box}: {_from_to(change)}"
                yield Happening(None, "color", text, change.change)
            case ("agreement", "amendments", _) if change.kind == "added":
                yield _amendment(change)
            case ("reviews", _) if change.kind == "added":
                yield _review(change)
            case _ if change.change == "commercial":
                yield Happening(None, "terms", f"{change.path}: {_from_to(change)}", change.change)
            case _:
                rest.append(change)
    if scored:
        yield from _rescored(known, now, case.workspace)
    yield from _recolored(known, now, case)
    if everything or len(rest) <= _MOST_IN_WORDS:
        rest.sort(key=lambda change: CLASSES.index(change.change))
        yield from (Happening(None, "other", wording_of(change).sentence, change.change) for change in rest)
    else:
        counts = Counter(str(change.place[0]) for change in rest)
        said = ", ".join(f"{words(key)} ({count})" for key, count in counts.items())
        worst = min((change.change for change in rest), key=CLASSES.index)
        yield Happening(None, "other", f"{plural(len(rest), 'other change')}: {said}", worst, is_count=True)


def _from_to(change: Change) -> str:
    match change.kind:
        case "added":
            return f"{in_words(change.new)} (new)"
        case "removed":
            return f"{in_words(change.old)} (removed)"
        case "renamed" if isinstance(change.old, Mapping):
            return f"{in_words(tuple(change.old.values()))} → {in_words(tuple(change.new.values()))}"
        case _:
            return f"{in_words(change.old)} → {in_words(change.new)}"


def _amendment(change: Change) -> Happening:
    ref = f" ({change.new['ref']})" if "ref" in change.new else ""
    text = f"{change.new['date']}: {change.new['what']}{ref}"
    return Happening(None, "amendment", text, change.change, date.fromisoformat(change.new["date"]))


def _review(change: Change) -> Happening:
    count = len(change.new.get("commitments", ()))
    promised = f", with {plural(count, 'commitment')}" if count else ""
    text = f"{change.new['date']}: {change.new['kind']}{promised}"
    return Happening(None, "review", text, change.change, date.fromisoformat(change.new["date"]))


def _rescored(known: Partnership, now: Partnership, workspace: Workspace) -> Iterator[Happening]:
    before, after = _points(_score(known, workspace)), _points(_score(now, workspace))
    if before != after:
        yield Happening(None, "score", f"{before} → {after}", "assessment")


def _score(partnership: Partnership, workspace: Workspace) -> Score:
    return score_ratings("", partnership.name, partnership.fit, workspace.scorecard)


def _points(score: Score) -> str:
    if not score.rated:
        return "not rated"
    low, high = score.range
    points = number(low) if low == high else f"{number(low)} to {number(high)}"
    return f"{points} of {number(score.maximum)} ({' or '.join(score.bands)})"


def _recolored(known: Partnership, now: Partnership, case: Case) -> Iterator[Happening]:
    before, after = _heat(known, case), _heat(now, case)
    for bucket in case.workspace.framework.resolved:
        then, cell = before.cells[bucket.key], after.cells[bucket.key]
        if then.status != cell.status:
            why = cell.evidence or "no evidence given"
            same = "" if (then.evidence, then.assessed) != (cell.evidence, cell.assessed) else "unchanged evidence: "
            text = f"{bucket.name}: {_status(then.status)} → {_status(cell.status)}, {same}{why}"
            yield Happening(None, "color", text, "assessment", cell.assessed)
        elif then != cell:
            text = f"{bucket.name}: still {_status(cell.status)}, {cell.evidence or 'no evidence given'}"
            yield Happening(None, "color", text, "assessment", cell.assessed)
    if before.overall != after.overall:
        text = f"Overall: {_status(before.overall)} → {_status(after.overall)}, {after.reason}"
        yield Happening(None, "color", text, "assessment")


def _heat(partnership: Partnership, case: Case) -> HeatRow:
    """Return the colors of a version, whose age does not matter here."""
    return heat_of(Case(case.stem, partnership, case.workspace, date.min))


def _status(status: str) -> str:
    return status.replace("_", " ")


def _in_force(case: Case, on: date) -> InForce:
    agreement = case.partnership.agreement
    state = state_of(agreement, on)
    given = agreement.revenue if agreement is not None and state.status in ("signed", "assumed") else ()
    terms = tuple(
        TermInForce(revenue_in_words(term, case.workspace.currency), term.valid_from, term.valid_until)
        for term in given
        if _applies(term, on)
    )
    return InForce(on, state.status, state.ends if state.term is not None else None, terms)


def _applies(term: RevenueTerm, on: date) -> bool:
    starts = term.valid_from is None or term.valid_from <= on
    return starts and (term.valid_until is None or on <= term.valid_until)


_AGREEMENTS: Final = {
    "missing": "No agreement is recorded",
    "negotiated": "The agreement was being negotiated, so no terms were in force",
    "signed": "The agreement was signed",
    "assumed": "The agreement is taken to be in force, since the file does not say whether it is signed",
    "ended": "The agreement has ended, so no terms are in force",
}


_KINDS: Final[dict[EventKind, str]] = {
    "start": "Start",
    "stage": "Stage",
    "score": "Fit",
    "color": "Color",
    "terms": "Terms",
    "amendment": "Amendment",
    "review": "Review",
    "file": "File",
    "unreadable": "Broken",
    "gone": "Gone",
    "other": "Other",
}


def document(found: PartnershipHistory) -> Document:
    """Describe the history as a log, and the terms that were in force on the day asked about."""
    columns = [
        Column("Recorded", only="spreadsheet"),
        Column("By", only="spreadsheet"),
        Column("Commit", only="spreadsheet"),
        Column("Message", only="spreadsheet"),
        Column("Merged", only="spreadsheet"),
        Column("Kind"),
        Column("What happened", wide=True),
        Column("Dated", only="spreadsheet"),
    ]
    state = f"{_AGREEMENTS[found.in_force.agreement]}{_until(found.in_force)}."
    return Document(
        "History",
        [
            Heading(f"{found.name} ({found.partnership})"),
            Table(
                columns,
                list(map(_row, found.events)),
                empty="Nothing has been recorded yet.",
                groups=list(_commits(found.events)),
            ),
            Heading(f"Terms in force on {found.in_force.on}"),
            Table(
                [Column("Term", wide=True), Column("From"), Column("Until")],
                [list(term) for term in found.in_force.terms],
                empty="No revenue term applied on that day.",
            ),
            Note(f"{state} {_said(found)}"),
        ],
    )


def _commits(events: Sequence[Happening]) -> Iterator[tuple[int, str]]:
    """Yield the number of the first event of each commit, with the commit."""
    for at, event in enumerate(events):
        if at == 0 or event.recorded != events[at - 1].recorded:
            commit = event.recorded
            if commit is None:
                yield at, "Not committed yet"
                continue
            merged = "".join(f", with {_said_by(each)}" for each in event.merged)
            yield at, f"{commit.date} {_said_by(commit)}{merged}"


def _said_by(commit: Authored) -> str:
    return f"{commit.author}: {commit.message} ({commit.commit[:12]})"


def _row(event: Happening) -> list[Cell]:
    commit = event.recorded
    known = [commit.date, commit.author, commit.commit[:12], commit.message] if commit else [None] * 4
    merged = "; ".join(map(_said_by, event.merged)) or None
    return [*known, merged, _KINDS[event.kind], event.text, event.dated]


def _until(in_force: InForce) -> str:
    return f", and its term runs until {in_force.ends}" if in_force.ends else ""


def _said(found: PartnershipHistory) -> str:
    said = "Scores and colors are all worked out with the same workspace file, the current one."
    if any(event.kind == "other" and event.is_count for event in found.events):
        said += " Other changes are counted where there are many; --all writes each of them out."
    if not found.complete:
        said += " This clone has only part of the history, so earlier events are missing."
    return said
