"""Which texts of an agreement does only one side understand, since they say `us` or `our`?"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pydantic import BaseModel

from partnerkit.model.agreement import Agreement
from partnerkit.model.shape import fields_of

_OWN: Final = re.compile(r"\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves)\b")
"""The first person; US, the country, is no part of it, and `they` may be about customers."""


class OneSided(NamedTuple):
    """A text of the file, by its path, and the word that means someone else to the other side."""

    path: tuple[str | int, ...]
    word: str


def one_sided_texts(agreement: Agreement | None) -> Iterator[OneSided]:
    """Yield each text that both sides read but that takes the view of one of them."""
    if agreement is not None:
        yield from _below(agreement, ("agreement",))


def _below(value: BaseModel | tuple[object, ...], path: tuple[str | int, ...]) -> Iterator[OneSided]:
    for part, inner in enumerate(value) if isinstance(value, tuple) else _given(value):
        if isinstance(inner, str):
            # A side is `us`, and no text.
            if inner != "us" and (found := _OWN.search(inner)):
                yield OneSided((*path, part), found.group())
        elif isinstance(inner, (tuple, BaseModel)):
            yield from _below(inner, (*path, part))


def _given(section: BaseModel) -> Iterator[tuple[str, object]]:
    """Yield the keys of a section that the file gives, and their values."""
    for name, key in zip(type(section).model_fields, fields_of(type(section)), strict=True):
        if name in section.model_fields_set:
            yield key, getattr(section, name)
