"""Where do our copy of a partnership and the partner's agree, and where not?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

from partnerkit.changes.change import CLASSES, Change
from partnerkit.changes.compare import compare
from partnerkit.changes.leaves import place_before, renames, values
from partnerkit.changes.perspective import seen_by_both, with_people
from partnerkit.changes.words import in_words
from partnerkit.documents import Column, Document, Heading, Note, Paragraph, Table
from partnerkit.errors import UsageError
from partnerkit.facts.case import Case
from partnerkit.model.marks import ChangeClass
from partnerkit.model.partnership import Partnership
from partnerkit.phrasing import did_you_mean, inflected, plural
from partnerkit.results import Internal
from partnerkit.shell import quoted

Perspective: TypeAlias = Literal["ours", "theirs"]
"""From which side the other copy is written: the partner's, or ours, as one that the partner shared with us."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A value that the two copies have differently, both from our side."""

    key: str
    item: str | None
    ours: Any
    theirs: Any
    class_: ChangeClass
    path: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A value, or a whole item, that one copy alone has."""

    key: str
    item: str | None
    value: Any
    class_: ChangeClass
    path: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How two copies compare; `agreed` counts the single values that are the same in both."""

    partnership: str
    name: str
    perspective: Perspective
    agreed: int
    disagreed: tuple[Disagreement, ...]
    only_here: tuple[Unmatched, ...]
    only_there: tuple[Unmatched, ...]
    changes: Internal[tuple[Change, ...]]

    @property
    def differences(self) -> int:
        """How many values and items differ."""
        return len(self.disagreed) + len(self.only_here) + len(self.only_there)

    def is_at_odds(self, fail_on: ChangeClass) -> bool:
        """Whether the copies differ in something of a class, or in something heavier."""
        classes = [one.class_ for one in self.disagreed] + [one.class_ for one in (*self.only_here, *self.only_there)]
        return any(CLASSES.index(each) <= CLASSES.index(fail_on) for each in classes)


DifferenceT = TypeVar("DifferenceT", Disagreement, Unmatched)


def reconcile(case: Case, theirs: Partnership, perspective: Perspective | None = None) -> Reconciliation:
    """Compare a partnership with the partner's copy of it, as far as both sides may see.

    What our own side alone may see, and each side's own view of the other, is not compared. Unless it is given, the
    perspective of their copy is the one that leaves fewer differences.
    """
    if perspective is not None:
        return _reconcile(case, theirs, perspective)
    turned, as_is = _reconcile(case, theirs, "theirs"), _reconcile(case, theirs, "ours")
    return as_is if as_is.differences < turned.differences else turned


def _reconcile(case: Case, theirs: Partnership, perspective: Perspective) -> Reconciliation:
    there = seen_by_both(theirs, turned=perspective == "theirs").data
    here = with_people(seen_by_both(case.partnership).data, case.workspace, side="us")
    here = _without_unlisted(here, case, there)
    changes = compare(Partnership, here, there)
    ours, renamed = values(here), renames(changes)
    return Reconciliation(
        partnership=case.stem,
        name=case.name,
        perspective=perspective,
        agreed=sum(ours.get(place_before(path, renamed)) == value for path, value in values(there).items()),
        disagreed=tuple(_sorted(one for change in changes for one in _disagreements(change))),
        only_here=tuple(_sorted(_unmatched(change, change.old) for change in changes if change.kind == "removed")),
        only_there=tuple(_sorted(_unmatched(change, change.new) for change in changes if change.kind == "added")),
        changes=tuple(changes),
    )


def _without_unlisted(here: dict[str, Any], case: Case, there: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out people of our workspace file if the other copy does not list them, because our file does not either."""
    listed = {*case.partnership.people, *there.get("people", ())}
    people = {name: person for name, person in here.get("people", {}).items() if name in listed}
    return {key: people if key == "people" else value for key, value in here.items() if key != "people" or people}


def _disagreements(change: Change) -> Iterator[Disagreement]:
    if change.kind == "changed":
        yield Disagreement(change.key, change.item, change.old, change.new, change.change, change.path)
    elif change.kind == "renamed" and isinstance(change.old, Mapping):
        for key in dict.fromkeys((*change.old, *change.new)):
            old, new = change.old.get(key), change.new.get(key)
            if old != new:
                where = f"{change.key}.{key}", change.item, old, new, change.change, f"{change.path}.{key}"
                yield Disagreement(*where)
    elif change.kind == "renamed":
        yield Disagreement(change.key, change.item, change.old, change.new, change.change, change.path)


def _unmatched(change: Change, value: Any) -> Unmatched:
    return Unmatched(change.key, change.item, value, change.change, change.path)


def _sorted(found: Iterable[DifferenceT]) -> list[DifferenceT]:
    """Put the heaviest first, and keep the order of the format within a class."""
    return sorted(found, key=lambda one: CLASSES.index(one.class_))


def accepted(found: Reconciliation, words: Sequence[str]) -> list[Change]:
    """Return the changes that words of the command line choose: by place, by key, or by all below one.

    Raises `UsageError` for a word that chooses nothing that the other copy has.
    """
    chosen: list[Change] = []
    offered = [change for change in found.changes if change.kind != "removed"]
    for word in words:
        named = [change for change in offered if word == "all" or _is_named(change, word)]
        if not named and any(_is_named(change, word) for change in found.changes):
            raise UsageError(f"`{word}` is only in our copy, so there is nothing to take over")
        if not named:
            help = did_you_mean(word, [dotted for change in offered for dotted in (_dotted(change), change.key)])
            raise UsageError(f"no difference is called `{word}`", help or "name one as the answer lists it")
        chosen += [change for change in named if change not in chosen]
    return chosen


def _is_named(change: Change, word: str) -> bool:
    names = change.path, _dotted(change), change.key
    return any(name == word or name.startswith((f"{word}.", f"{word}[")) for name in names)


def _dotted(change: Change) -> str:
    """Write a place as `partnerkit set` takes it: `plan.training.due`."""
    return ".".join(part if isinstance(part, str) else part.label for part in change.place)


def document(found: Reconciliation) -> Document:
    """List what differs, the heaviest class first, and what only one copy has."""
    side = "their" if found.perspective == "theirs" else "our"
    parts = [
        f"{plural(found.agreed, 'value')} agree" + ("s" if found.agreed == 1 else ""),
        f"{len(found.disagreed)} {inflected(len(found.disagreed), 'differs', 'differ')}",
        f"{len(found.only_here)} only here",
        f"{len(found.only_there)} only there",
    ]
    return Document(
        "Two copies",
        [
            Heading(f"{found.name} ({found.partnership}), our copy and theirs"),
            Paragraph(f"{'; '.join(parts)}."),
            Heading("Disagreed", 2),
            Table(
                [Column("Change"), Column("What", wide=True), Column("Ours", wide=True), Column("Theirs", wide=True)],
                [[each.class_, each.path, _said(each.ours), _said(each.theirs)] for each in found.disagreed],
                empty="Nothing that both copies have differs.",
            ),
            *_only("Only here", found.only_here),
            *_only("Only there", found.only_there),
            Note(
                f"Their copy was read as written from {side} side. What only our own side may see is not compared, "
                f"nor is each side's own view of the other.{_how_to_accept(found)}"
            ),
        ],
    )


def _how_to_accept(found: Reconciliation) -> str:
    offered = [_dotted(change) for change in found.changes if change.kind != "removed"]
    if not offered:
        return ""
    return f" `--accept {quoted(min(offered, key=len))}` takes over their value, and `--accept all` everything."


def _only(title: str, values: Sequence[Unmatched]) -> Iterator[Heading | Table]:
    if values:
        yield Heading(title, 2)
        columns = [Column("Change"), Column("What", wide=True), Column("Value", wide=True)]
        yield Table(columns, [[each.class_, each.path, _said(each.value)] for each in values])


def _said(value: Any) -> str | None:
    return None if value is None else in_words(value)
