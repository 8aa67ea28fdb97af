"""Which texts of an agreement does only one side understand, since they say `us` or `our`?"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple, get_args

from pydantic import BaseModel

from partnerkit.model.agreement import Agreement
from partnerkit.model.shape import fields_of, models_in

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
    for part, inner in enumerate(value) if isinstance(value, tuple) else _worded(value):
        if isinstance(inner, str):
            # A text that is only `us` may be a country.
            if inner != "us" and (found := _OWN.search(inner)):
                yield OneSided((*path, part), found.group())
        elif isinstance(inner, (tuple, BaseModel)):
            yield from _below(inner, (*path, part))


def _worded(section: BaseModel) -> Sequence[tuple[str, object]]:
    """Return what a section has that may be or contain texts, by its keys."""
    return [(key, inner) for name, key in _keys_of_texts(type(section)) if (inner := getattr(section, name))]


@cache
def _keys_of_texts(model: type[BaseModel]) -> Sequence[tuple[str, str]]:
    """Return the fields of a model that may be or contain texts, by their names and keys."""
    keys = zip(model.model_fields, fields_of(model).items(), strict=True)
    return [(name, key) for name, (key, field) in keys if _may_have_texts(field.annotation)]


def _may_have_texts(annotation: object) -> bool:
    """Whether a value may be or contain a text; the words of a choice, such as the side `us`, are none."""
    return (
        annotation is str
        or any(map(_keys_of_texts, models_in(annotation)))
        or any(map(_may_have_texts, get_args(annotation)))
    )
