"""Render a result as one JSON object, with the numbers of the files to their last digit."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from partnerkit import __version__
from partnerkit.invisible import readable_json
from partnerkit.phrasing import number
from partnerkit.results import Recorded, is_result, reported

_LONGEST: Final = 400
"""Digits that a number is written out with: beyond that an exponent is easier to read, and to write."""


def render(schema: str, command: str, today: date, result: object, at: Recorded | None = None) -> str:
    """Render an answer: the version, `schema`, `command`, `today`, `at` if it is from a revision, and the result.

    `schema` is what the shape of the answer is called, such as `heatmap/1`.
    """
    head = {"partnerkit": __version__, "schema": schema, "command": command, "today": today}
    return write({**head, **({"at": at} if at else {}), **reported(result)})


def write(value: object) -> str:
    """Write a value as JSON; characters that a reader cannot see are escaped."""
    return readable_json("".join(_pieces(value, "\n"))) + "\n"


def _pieces(value: object, newline: str) -> Iterator[str]:
    """Yield the pieces of a value; `newline` is a line break with the indent of the value."""
    match value:
        case None | bool() | str():
            yield json.dumps(value, ensure_ascii=False)
        case int():
            yield str(value)
        case Decimal():
            yield _decimal(value)
        case date():
            yield f'"{value.isoformat()}"'
        case Mapping():
            yield from _members(value, newline)
        case _ if is_result(value):
            yield from _members(reported(value), newline)
        case tuple() | list():
            yield from _enclosed("[", (_pieces(item, f"{newline}  ") for item in value), "]", newline)
        case _:
            raise TypeError(f"{type(value).__name__} has no place in JSON")


def _members(members: Mapping[str, object], newline: str) -> Iterator[str]:
    inner = f"{newline}  "
    if members and all(type(value) in _PLAIN for value in members.values()):
        # Nearly all of a long answer are such members, which need no pieces.
        yield "{" + ",".join([f"{inner}{_text(key)}: {_PLAIN[type(value)](value)}" for key, value in members.items()])
        yield newline + "}"
        return
    each = ((json.dumps(key, ensure_ascii=False), ": ", *_pieces(value, inner)) for key, value in members.items())
    yield from _enclosed("{", each, "}", newline)


_text: Final[Callable[[str], str]] = json.encoder.encode_basestring
_PLAIN: Final[Mapping[type, Callable[[Any], str]]] = {str: _text, int: str}


def _enclosed(start: str, items: Iterable[Iterable[str]], end: str, newline: str) -> Iterator[str]:
    yield start
    last = ""
    for item in items:
        yield f"{',' if last else ''}{newline}  "
        yield from item
        last = newline
    yield f"{last}{end}"


def _decimal(value: Decimal) -> str:
    """Write a number so that it is read back as the very same: 0.1, 1000, never -0.

    Raises `ValueError` for what is not a number.
    """
    if not value.is_finite():
        raise ValueError(f"{value} has no place in JSON")
    if not value:
        return "0"
    return number(value) if abs(value.adjusted()) < _LONGEST else str(value)
