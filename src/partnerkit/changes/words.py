"""How the values of a file are written in a sentence."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from partnerkit.changes.change import Change, Entry, ListItem
from partnerkit.phrasing import grouped, listed


def in_words(value: Any) -> str:
    """Write a value: `22%`, `2026-04-24`, `yes`, `raj and jo`, `title: Joint kickoff, due: 2026-02-20`."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return grouped(value)
        case Mapping():
            return ", ".join(f"{words(key)}: {in_words(inner)}" for key, inner in value.items()) or "empty"
        case tuple() | list():
            return listed([in_words(inner) for inner in value]) or "none"
        case _:
            return str(value)


def words(key: str) -> str:
    """Write a key as words: `notice days`."""
    return key.replace("_", " ")


_PREPOSITIONS: Final = frozenset({"from", "to", "by", "of", "at_least", "above"})


def label_of(identity: Sequence[tuple[str, Any]]) -> str:
    """Write what an item is known by: `training`, `referrals by 2026-12-31`, `revenue-share from us to them`."""
    parts = [f"{words(key)} {in_words(value)}" if key in _PREPOSITIONS else in_words(value) for key, value in identity]
    return " ".join(parts) or "without a name"


def subject_of(change: Change) -> str:
    """Write what a change is about: `due of training`, `plan training`, `term notice days`, `responsible of sell`.

    An item that is a text stands beside it, as the value that was or is there.
    """
    above, last = list(change.place[:-1]), change.place[-1]
    if isinstance(last, ListItem) and dict(last.identity).keys() == {""}:
        last = str(above.pop())
    items = [_name(part) for part in reversed(above) if not isinstance(part, str)]
    keys: list[str] = []
    for part in reversed(above):
        if not isinstance(part, str):
            break
        keys.insert(0, words(part))
    if isinstance(last, ListItem) and last.said:
        name = last.said
    elif not isinstance(last, str):
        name = " ".join((*keys[-1:], last.label))
    elif items:
        name = words(last)
    else:
        name = " ".join((*(keys[1:] or keys), words(last)))
    return f"{name} of {', '.join(items)}" if items else name


def _name(part: ListItem | Entry) -> str:
    return (part.said if isinstance(part, ListItem) else "") or part.label


ABSENT: Final = "–"
"""What stands in the place of what was not there."""


def in_a_sentence(change: Change) -> str:
    """Write a change: `due of training changed from 2026-04-24 to 2026-05-08`."""
    what = subject_of(change)
    match change.kind:
        case "renamed":
            return f"{what} was called {before_in_words(change)}"
        case "added":
            return f"{what} added: {after_in_words(change)}"
        case "removed":
            return f"{what} removed: {before_in_words(change)}"
        case _:
            return f"{what} changed from {before_in_words(change)} to {after_in_words(change)}"


def before_in_words(change: Change) -> str:
    """Write what was there before a change."""
    return ABSENT if change.kind == "added" else _content(change, change.old)


def after_in_words(change: Change) -> str:
    """Write what is there after a change."""
    return "removed" if change.kind == "removed" else _content(change, change.new)


def _content(change: Change, value: Any) -> str:
    """Write a value, and of an item what it is not called by already."""
    part = change.place[-1] if change.place else None
    if not isinstance(part, ListItem) or not isinstance(value, Mapping):
        return in_words(value)
    if change.kind == "renamed":
        return label_of(list(value.items()))
    known = dict(part.identity)
    return in_words({key: inner for key, inner in value.items() if key not in known} or value)
