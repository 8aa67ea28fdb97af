"""How the values of a file are written in a sentence."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from partnerkit.changes.change import Change, ChangeKind, Entry, ListItem
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
    """Write what a change is about: `due date of training`, `term notice days`, `responsible for sell`.

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
        name = _NOUNS.get(last, words(last))
    else:
        name = " ".join((*(keys[1:] or keys), words(last)))
    return f"{name} {_BETWEEN.get(name, 'of')} {', '.join(items)}" if items else name


def _name(part: ListItem | Entry) -> str:
    return (part.said if isinstance(part, ListItem) else "") or part.label


_NOUNS: Final[Mapping[str, str]] = {"due": "due date", "assessed": "assessment date", "done": "completion date"}
"""What a date is, if its key alone is no noun."""

_BETWEEN: Final[Mapping[str, str]] = {"responsible": "for", "accountable": "for", "consulted": "on", "informed": "of"}
"""The word between a role and what it is for."""

ABSENT: Final = "–"
"""What is shown for a value that was not there."""


class Wording(NamedTuple):
    """A change in words: what it is about, what was there and what is there now."""

    kind: ChangeKind
    subject: str
    was: str
    is_now: str

    @property
    def sentence(self) -> str:
        """The change in a sentence: `due date of training changed from 2026-04-24 to 2026-05-08`."""
        match self.kind:
            case "renamed":
                return f"{self.subject} was called {self.was}"
            case "added":
                return f"{self.subject} added: {self.is_now}"
            case "removed":
                return f"{self.subject} removed: {self.was}"
            case _:
                return f"{self.subject} changed from {self.was} to {self.is_now}"


def wording_of(change: Change) -> Wording:
    """Write a change in a partnership, which goes by the item that it is about."""
    return Wording(change.kind, subject_of(change), before_in_words(change), after_in_words(change))


def wording_by_place(change: Change) -> Wording:
    """Write a change that goes by its place: `cadence by tier silver monthly`."""
    place = " ".join(words(part) if isinstance(part, str) else _name(part) for part in change.place)
    return wording_of(change)._replace(subject=place)


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
    rest = {key: inner for key, inner in value.items() if key not in known}
    return in_words(rest) if rest else label_of(part.identity)
