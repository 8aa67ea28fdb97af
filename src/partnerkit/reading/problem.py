"""What is wrong in a text, before anyone says in which file it stands."""

from typing import NamedTuple, TypeAlias

Place: TypeAlias = tuple[int, int]
"""A line and a column, counted from 0."""


class Problem(NamedTuple):
    """Something that a file may not hold, with its code, its sentence and its place."""

    code: str
    message: str
    place: Place
    help: str = ""
