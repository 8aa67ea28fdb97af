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


def _below(value: object, path: tuple[str | int, ...]) -> Iterator[OneSided]:
    match value:
        case str():
            # A side is `us`, and no text.
            if value != "us" and (found := _OWN.search(value)):
                yield OneSided(path, found.group())
        case tuple():
            for at, inner in enumerate(value):
                yield from _below(inner, (*path, at))
        case BaseModel():
            for name, key in zip(type(value).model_fields, fields_of(type(value)), strict=True):
                if name in value.model_fields_set:
                    yield from _below(getattr(value, name), (*path, key))
