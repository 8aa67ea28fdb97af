"""How the values of a file are written in a sentence."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from partnerkit.changes.change import Change, ListItem
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
    items = [part.label for part in above if not isinstance(part, str)]
    keys: list[str] = []
    for part in reversed(above):
        if not isinstance(part, str):
            break
        keys.insert(0, words(part))
    if not isinstance(last, str):
        name = " ".join((*keys[-1:], last.label))
    elif items:
        name = words(last)
    else:
        name = " ".join((*(keys[1:] or keys), words(last)))
    return f"{name} of {', '.join(items)}" if items else name


def in_a_sentence(change: Change) -> str:
    """Write a change: `due of training changed from 2026-04-24 to 2026-05-08`."""
    what = subject_of(change)
    match change.kind:
        case "renamed":
            return f"{what} was called {identity_in_words(change.old)}"
        case "added":
            return f"{what} added: {in_words(change.new)}"
        case "removed":
            return f"{what} removed: {in_words(change.old)}"
        case _:
            return f"{what} changed from {in_words(change.old)} to {in_words(change.new)}"


def identity_in_words(value: Any) -> str:
    """Write what something that is renamed was or is known by."""
    return label_of(list(value.items())) if isinstance(value, Mapping) else str(value)
