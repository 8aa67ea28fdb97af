"""Render a result as one JSON object, with the numbers of the files to their last digit."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice, repeat
from operator import attrgetter, is_
from types import NoneType
from typing import Any, Final

from partnerkit import __version__
from partnerkit.columns import ByColumn
from partnerkit.invisible import readable_json
from partnerkit.phrasing import number, plain_numbers
from partnerkit.results import Recorded, is_result, reported, reported_names

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
    return readable_json(_json(value, "\n")) + "\n"


def _json(value: object, newline: str) -> str:
    """Return a value as JSON; `newline` is a line break with the indent of the value."""
    if plain := _PLAIN.get(type(value)):
        return plain(value)
    match value:
        case bool():
            return "true" if value else "false"
        case Mapping():
            return _object(value, newline)
        case _ if is_result(value):
            return _object(reported(value), newline)
        case tuple() | list() | ByColumn():
            return _enclosed("[", _each(value, f"{newline}  "), "]", newline)
        case _:
            raise TypeError(f"{type(value).__name__} has no place in JSON")


def _object(members: Mapping[str, object], newline: str) -> str:
    inner = f"{newline}  "
    return _enclosed("{", [f"{_text(key)}: {_json(value, inner)}" for key, value in members.items()], "}", newline)


def _enclosed(start: str, items: Collection[str], end: str, newline: str) -> str:
    if not items:
        return start + end
    inner = f"{newline}  "
    return f"{start}{inner}{f',{inner}'.join(items)}{newline}{end}"


_AT_ONCE: Final = 4096
"""Results that are written together: enough to pay for it, few enough to be in memory a second time."""


def _each(values: Sequence[Any], newline: str) -> list[str]:
    """Return values as JSON; what is long is of one kind, and many of a kind are written a field at a time."""
    if isinstance(values, ByColumn):
        kinds: set[type] = {values.kind}
    elif len(values) > 1 and all(map(is_, values, repeat(values[0]))):
        return [_json(values[0], newline)] * len(values)
    else:
        kinds = set(map(type, values))
    if kinds == {str}:
        return list(map(_text, values))
    if kinds == {Decimal}:
        plain = plain_numbers(values)
        return list(map(_decimal, values)) if plain is None else ["0" if text == "-0" else text for text in plain]
    if kinds <= {str, date, NoneType}:
        texts = {value: _json(value, newline) for value in set(values)}
        return [texts[value] for value in values]
    if kinds == {tuple}:
        items = iter(_each([item for each in values for item in each], f"{newline}  "))
        return [_enclosed("[", list(islice(items, len(each))), "]", newline) for each in values]
    names = reported_names(kinds.pop()) if len(kinds) == 1 and len(values) > 1 else None
    if names is None or len(names) < _FEWEST:
        return [_json(value, newline) for value in values]
    inner = f"{newline}  "
    keys = [f"{',' if at else '{'}{inner}{_text(name)}: " for at, name in enumerate(names.values())]
    written: list[str] = []
    for start in range(0, len(values), _AT_ONCE):
        columns = _columns(values[start : start + _AT_ONCE], names)
        pairs = ((repeat(key), _each(column, inner)) for key, column in zip(keys, columns, strict=True))
        written.extend(map("".join, zip(*chain.from_iterable(pairs), repeat(f"{newline}}}"))))
    return written


def _columns(values: Sequence[Any], names: Iterable[str]) -> Iterable[Sequence[Any]]:
    """Return some fields of results, a sequence for each."""
    if isinstance(values, ByColumn):
        return map(values.column, names)
    return zip(*map(attrgetter(*names), values), strict=True)


_FEWEST: Final = 2
"""Fields of a result that has columns."""


def _decimal(value: Decimal) -> str:
    """Write a number so that it is read back as the very same: 0.1, 1000, never -0.

    Raises `ValueError` for what is not a number.
    """
    text = str(value)
    if "E" not in text and value and value.is_finite():
        return text.rstrip("0").rstrip(".") if "." in text else text
    if not value.is_finite():
        raise ValueError(f"{value} has no place in JSON")
    if not value:
        return "0"
    return number(value) if abs(value.adjusted()) < _LONGEST else text


_text: Final[Callable[[str], str]] = json.encoder.encode_basestring
_PLAIN: Final[Mapping[type, Callable[[Any], str]]] = {
    str: _text,
    int: str,
    NoneType: lambda _value: "null",
    Decimal: _decimal,
    date: lambda value: f'"{value.isoformat()}"',
}
