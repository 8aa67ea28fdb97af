"""Which commercial changes an amendment or the agreement covers, who must approve what, and what may pass."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from partnerkit.changes.change import CLASSES, Change
from partnerkit.changes.consequences.payment import DealPays
from partnerkit.changes.deals import KEY as DEALS
from partnerkit.changes.words import in_words
from partnerkit.model.agreement import Agreement
from partnerkit.model.classification import keys_below
from partnerkit.model.day import parse_date
from partnerkit.model.marks import ChangeClass
from partnerkit.model.workspace import Workspace
from partnerkit.naming import folded

_AMENDMENTS: Final = "agreement.amendments"


def covering(changes: Sequence[Change]) -> Mapping[int, str]:
    """Return the amendment that covers each commercial change of an agreement, by the index of the change.

    An amendment that is new covers the terms and the new values that its `what` names; one that names no term of an
    agreement covers all of its changes. The amendment itself is covered too.
    """
    amendments = [change.new for change in changes if change.key == _AMENDMENTS and change.kind == "added"]
    found: dict[int, str] = {}
    for at, change in enumerate(changes):
        if change.change != "commercial" or not change.key.startswith("agreement."):
            continue
        if change.key == _AMENDMENTS and change.kind == "added":
            found[at] = _name(change.new)
            continue
        for amendment in amendments:
            if _covers(str(amendment.get("what", "")), change):
                found.setdefault(at, _name(amendment))
    return found


def under_agreement(changes: Sequence[Change], follows: Mapping[int, Sequence[object]]) -> Mapping[int, str]:
    """Return what covers each new deal, by the index of its change: recording a sale changes no terms.

    A deal in the period of an issued statement is covered by nothing, since it changes what was settled.
    """
    return {
        at: "the agreement on record"
        for at, change in enumerate(changes)
        if change.key == DEALS and change.kind == "added"
        if not any(isinstance(one, DealPays) and one.statements for one in follows.get(at, ()))
    }


def amends(changes: Sequence[Change]) -> bool:
    """Whether there is a new amendment among changes."""
    return any(change.key == _AMENDMENTS and change.kind == "added" for change in changes)


def _name(amendment: Mapping[str, Any]) -> str:
    return f"the amendment of {amendment.get('date')}"


def _covers(what: str, change: Change) -> bool:
    said = _words(what)
    if not said & _terms():
        return True
    named = _words(" ".join((change.key, change.item or ""))) - _GENERAL
    return bool(said & named) or any(_mentions(what, value) for value in _values(change.new))


def _mentions(what: str, value: str) -> bool:
    return value not in _GENERAL and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", what.casefold()) is not None


_GENERAL: Final = frozenset(
    re.findall(
        r"\w+",
        "a and by days from in is of or per the them to until us months at least above "
        "agreement change date kind ref side status term terms what why",
    )
)
"""Words that name no term of an agreement, though keys consist of them."""


@cache
def _terms() -> frozenset[str]:
    """Return the words that name a term of an agreement."""
    paths = (path for path, _, _ in keys_below(Agreement) if not path.startswith("amendments"))
    return frozenset(word for path in paths for word in _words(path)) - _GENERAL


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.casefold()))


def _values(value: Any) -> Iterator[str]:
    """Yield the ways in which a text may write a value: `22%`, `2026-07-01`, `1 july 2026`, `july 1, 2026`."""
    match value:
        case Mapping():
            for inner in value.values():
                yield from _values(inner)
        case tuple():
            for inner in value:
                yield from _values(inner)
        case None | bool():
            return
        case str() if (day := parse_date(value)) is not None:
            month = f"{day:%B}".casefold()
            yield from (value, f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}")
        case str():
            yield value.casefold()
        case _:
            yield from {in_words(value), str(value)}


class Gate(NamedTuple):
    """From which class on no change may pass, whether one of `changes` stops here, and what lets others pass."""

    fail_on: ChangeClass
    shut: bool
    changes: int
    opened_by: tuple[str, ...]


def gate_of(fail_on: ChangeClass, changes: Collection[tuple[str, ChangeClass, str | None]]) -> Gate:
    """Return whether changes pass; each has the partnership that it is in, its class, and what covers it."""
    heavy = [one for one in changes if CLASSES.index(one[1]) <= CLASSES.index(fail_on)]
    stopped = [one for one in heavy if one[2] is None]
    opened = dict.fromkeys(f"{covered} in {stem}" for stem, _, covered in heavy if covered)
    return Gate(fail_on, bool(stopped), len(stopped), tuple(opened))


class Approval(NamedTuple):
    """Who must approve the changes of a class, and who has not yet; None where no approvals were given to check."""

    class_: ChangeClass
    needed: tuple[str, ...]
    missing: tuple[str, ...] | None


def approvals_of(
    classes: Collection[ChangeClass], workspaces: Sequence[Workspace], given: Collection[str] | None
) -> tuple[Approval, ...]:
    """Return who must approve changes of some classes, by the workspace before and after.

    Both count, so a change cannot remove its own approvers.
    """
    approved = None if given is None else {folded(name) for name in given}
    found = []
    for change in CLASSES:
        needed = tuple(dict.fromkeys(name for workspace in workspaces for name in workspace.review.get(change, ())))
        if change in classes and needed:
            missing = None if approved is None else tuple(name for name in needed if folded(name) not in approved)
            found.append(Approval(change, needed, missing))
    return tuple(found)
