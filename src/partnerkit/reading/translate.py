"""Turn what validation says into findings: a place, a code, one sentence in the user's words, the fix."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails, ValidationError

from partnerkit.model.day import parse_date
from partnerkit.model.renamed import RENAMED, renamed, text_belongs
from partnerkit.model.shape import annotations_at, keys_at
from partnerkit.model.values import quoted
from partnerkit.phrasing import did_you_mean, dotted, some
from partnerkit.reading.misreadings import day_meant, meant
from partnerkit.reading.problem import Problem
from partnerkit.reading.yaml_reader import Reading

_KINDS = {
    "string_type": "text",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping (`key: value`)",
    "model_type": "a mapping (`key: value`)",
}


def translate(error: ValidationError, model: type[BaseModel], reading: Reading, most: int) -> list[Problem]:
    """Return the errors of a validation, `most` of them, as problems of the file that `reading` came from.

    A key whose value reading has refused is not missed once more.
    """
    details = [
        told
        for detail in error.errors(include_url=False)
        if not (detail["type"] == "missing" and reading.holds(detail["loc"]))
        for told in _each(detail)
    ]
    nearest = _Nearest()
    return [_problem(detail, model, reading, nearest) for detail in details[:most]]


def _each(detail: ErrorDetails) -> Iterator[ErrorDetails]:
    """Yield an error, and those of the same value that came with it."""
    yield detail
    for context in detail.get("ctx", {}).get("also", ()):
        yield {**detail, "type": context.get("code", detail["type"]), "ctx": context}


def _problem(detail: ErrorDetails, model: type[BaseModel], reading: Reading, nearest: "_Nearest") -> Problem:
    context: dict[str, Any] = detail.get("ctx", {})
    location = (*detail["loc"], *context.get("at", ()))
    kind = detail["type"]
    about_key = kind == "extra_forbidden" or location[-1:] == ("[key]",)
    place, path = reading.locate(location, key=about_key)
    value = detail["input"]
    code, sentence, help = _words(kind, value, context, location, model, nearest)
    where = dotted(path[:-1] if about_key else path)
    return Problem(code, f"{where}: {sentence}" if where else sentence, place, help)


def _words(
    kind: str,
    value: object,
    context: dict[str, Any],
    location: tuple[str | int, ...],
    model: type[BaseModel],
    nearest: "_Nearest",
) -> tuple[str, str, str]:
    """Return the code, the sentence and the help of one error."""
    if kind.startswith("PK"):
        return kind, context["sentence"], nearest.of(context) or context.get("help") or meant(kind, value)
    if kind == "missing":
        key = location[-1]
        return "PK001", f"`{key}` is missing; it is required", f"add `{key}: ...`"
    if kind == "extra_forbidden" and location[-1] in RENAMED:
        return "PK023", *renamed(str(location[-1]), value)
    if kind == "extra_forbidden":
        keys = sorted(keys_at(model, location[:-1]))
        return (
            "PK003",
            f"`{location[-1]}` is not a known key here",
            nearest(str(location[-1]), keys) or _listing("the keys here are", keys),
        )
    if kind == "literal_error":
        choices = _choices(context["expected"])
        if type(value) is str and RENAMED.get(value) in choices:
            return "PK023", *renamed(str(value), None)
        if location[-1] == "[key]":
            return (
                "PK003",
                f"`{value}` is not an item of this list",
                nearest(str(value), choices) or _listing("its items are", choices),
            )
        sentence = f"{quoted(value)} is not one of {', '.join(choices)}"
        return "PK004", sentence, nearest(str(value), choices) or text_belongs(location[-1], choices)
    if kind == "string_too_short":
        return "PK005", "this text is empty", "add some text, or remove the key: a missing key is not assessed"
    expected = _KINDS.get(kind, "a value of this kind")
    help = _how_it_was_read(kind, value, location, model)
    return "PK005", f"{quoted(value)} found where {expected} is expected", help


def _how_it_was_read(kind: str, value: object, location: tuple[str | int, ...], model: type[BaseModel]) -> str:
    if kind == "bool_type":
        return meant("PK018", value)
    if kind == "string_type" and not isinstance(value, dict | tuple):
        return meant("PK012", value)
    if kind == "tuple_type":
        if keys_at(model, (*location, 0)):
            return "start each entry on its own line with `- `, and give it keys: `- key: value`"
        return "put it in brackets: [...]" if isinstance(value, str) else "start each entry with `- `"
    if kind == "dict_type" and isinstance(value, tuple):
        return "start each entry with its own key instead of `- `: `key: {...}`"
    if kind == "model_type" and isinstance(value, str):
        return _date_meant(value, location, model)
    return ""


def _date_meant(value: str, location: tuple[str | int, ...], model: type[BaseModel]) -> str:
    """Describe which key a date belongs to that was given instead of a mapping, if only one of its keys has a date."""
    keys = [key for key in keys_at(model, location) if date in annotations_at(model, (*location, key))]
    day = value if parse_date(value) else day_meant(value)
    return f"write {location[-1]}: {{{keys[0]}: {day}}}" if day and len(keys) == 1 else ""


class _Nearest:
    """Looks for the word that was meant, until it has compared so many that a file of wrong names would take ages."""

    def __init__(self) -> None:
        self.left = 20_000

    def __call__(self, word: str, known: Collection[str]) -> str:
        self.left -= len(known)
        return did_you_mean(word, known) if self.left >= 0 else ""

    def of(self, context: dict[str, Any]) -> str:
        if "unknown" not in context:
            return ""
        known = context["known"]()
        listing = _listing(context["listing"], known) if "listing" in context else ""
        return self(context["unknown"], known) or listing


def _listing(introduction: str, words: Collection[str]) -> str:
    return f"{introduction} {some(words, 50)}" if words else ""


def _choices(expected: str) -> list[str]:
    """The choices of a literal, out of "'a', 'b' or 'c'"."""
    return expected.split("'")[1::2] or [expected]
