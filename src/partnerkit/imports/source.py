"""What is known of the tables that a product exports: their titles, and the words in them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from partnerkit.model.imports import ImportKind

Titles: TypeAlias = Mapping[str, tuple[str, ...]]
"""The titles of the columns that hold one of our keys, by the key; the likeliest comes first."""


class SkipRow(NamedTuple):
    """What a word in a column says of its row: that it isn't taken, and why."""

    reason: str


Meaning: TypeAlias = "str | SkipRow | None"
"""What a word means: our word, that the row isn't taken, or nothing."""

Meanings: TypeAlias = "Mapping[str, Meaning]"
"""What words mean that a column may hold, by the word in small letters."""


class ImportSource(NamedTuple):
    """One kind of table that a product exports.

    A table is one where of each group in `needs` a title is there. A key with several columns is read from the first
    that says something. `words` are theirs, in small letters, by our key. `key` is what rows are known by. All rows
    are about the `partnership` of one of these names, if there are any. Where rows are `counted`, each is an account
    that a partner shares with us. Keys to `keep` are filled in and never replaced, unless a mapping says which are.
    Columns `in_cents` have amounts in cents.
    """

    name: str
    title: str
    rows: ImportKind
    key: str
    needs: tuple[tuple[str, ...], ...]
    columns: Titles
    words: Mapping[str, Meanings] = MappingProxyType({})
    partnership: tuple[str, ...] = ()
    counted: bool = False
    keep: tuple[str, ...] = ()
    in_cents: tuple[str, ...] = ()


STILL_OPEN: Final = SkipRow("the deal is still open; it is imported once it is won or lost")


def plain(title: str) -> str:
    """Return a title or a word as it is compared: without case, the star of a required column and arrows of order."""
    return " ".join(title.casefold().strip("* \ufeff↑↓").split())


def recognized(titles: Sequence[str], sources: Sequence[ImportSource]) -> ImportSource | None:
    """Return the source that a table is from: the one that knows most of its titles."""
    there = {plain(title) for title in titles if title}
    fitting = [
        (len(_known(source) & there), -at, source)
        for at, source in enumerate(sources)
        if all(there & set(map(plain, group)) for group in source.needs)
    ]
    return max(fitting)[2] if fitting else None


def _known(source: ImportSource) -> set[str]:
    return {plain(title) for titles in source.columns.values() for title in titles}
