"""How the values of a file are written in a sentence."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

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
