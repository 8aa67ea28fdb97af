"""The kinds of value a key can hold, each refusing what it is not in the user's own words.

A refusal is a `PydanticCustomError` whose type is the code of the finding and whose `sentence` is what
the user reads; `store.translate` adds the place.
"""

import re
import typing
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Final, TypeAlias

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from partnerkit.countries import CODES, country_meant
from partnerkit.invisible import INVISIBLE, JOINER_AFTER, JOINER_BEFORE, JOINERS, UNSEEN_IN_SCHEMA
from partnerkit.languages import CODES as LANGUAGES
from partnerkit.model.day import parse_date

_CONTROL = "\u0000-\u001f\u007f-\u009f\u2028\u2029"
_LONGEST_SHOWN = 60


def quoted(value: object) -> str:
    """Name a value of the file inside a sentence."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"' if len(value) <= _LONGEST_SHOWN else f'"{value[: _LONGEST_SHOWN - 3]}..."'
        case dict():
            return "a mapping"
        case tuple():
            return "a list"
        case Decimal() if -_LONGEST_SHOWN < value.adjusted() < _LONGEST_SHOWN:
            return f"{value:f}"
        case _:
            return str(value)


def refusal(code: str, sentence: str, **more: Any) -> PydanticCustomError:
    """Build the error of a value: the code of its finding, the sentence, and where given a `help`.

    `unknown` is a word that should be one of `known`, a function, for an error writes out whatever it is given;
    `listing` introduces these where none of them comes near.
    `also` holds further errors of the same value, `at` the path inside it.
    """
    return PydanticCustomError(code, "{sentence}", {"sentence": sentence, **more})


class Kind:
    """What a value must be: how it is read, what is said of one that is not it, how JSON Schema puts it.

    Annotates the Python type. Pydantic is handed one function, which is built and run faster than its own
    type with a function before it.
    """

    def __init__(self, code: str, is_not: str, parse: Callable[[Any], object], schema: dict[str, Any]) -> None:
        self.code, self.is_not, self.parse, self.schema = code, is_not, parse, schema

    def read(self, value: object) -> object:
        """Return the value as the models hold it; what `parse` answers with None "is not ..."."""
        parsed = self.parse(value)
        if parsed is None:
            help = self.meant(value)
            raise refusal(self.code, self.wrong(value), **({"help": help} if help else {}))
        return parsed

    def meant(self, value: object) -> str:  # noqa: ARG002 - a kind that knows other spellings looks at it
        """Return what to write instead of a value that is not one, if this kind of value knows; usually it doesn't."""
        return ""

    def wrong(self, value: object) -> str:
        """Return what is wrong with a value that is not one."""
        return f"{quoted(value)} is not {self.is_not}"

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


_ENCODED_WORD: Final = "=[?][^?]*[?][bBqQ][?]"
"""How a word of an email starts that mail programs decode (RFC 2047): it can hide a line break, and so a recipient."""


class Pattern(Kind):
    """Text of limited length without unseen characters, held to a pattern that Python and JSON Schema read alike.

    `re` compiles a pattern when it is first needed, and keeps it; the long class of unseen characters is
    needed for text beyond ASCII only. Every pattern is matched in a time that grows with the text, and no faster.
    """

    def __init__(self, code: str, pattern: str, is_not: str, longest: int | None = None) -> None:
        # To Python, `$` also matches before a last newline: hence what ends it, and the full match below.
        all_seen = (
            f"^(?!.*[{UNSEEN_IN_SCHEMA}])(?!(.*[^{JOINER_AFTER}])?[\u200c\u200d])"
            f"(?!.*[\u200c\u200d]([^{JOINER_BEFORE}]|$)){pattern.removeprefix('^')}(?!\\n)"
        )
        schema = {"type": "string", "pattern": all_seen, **({} if longest is None else {"maxLength": longest})}
        super().__init__(code, is_not, self.match, schema)
        self.pattern = pattern
        self.longest = longest

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def match(self, value: object) -> str | None:
        """Return the text where it matches."""
        if type(value) is not str or self._is_too_long(value) or not self._compiled.fullmatch(value):
            return None
        if value.isascii() or not re.search(f"[{INVISIBLE}]", re.sub(JOINERS, "", value)):
            return value
        return None

    def wrong(self, value: object) -> str:
        """Return what is wrong with a value that doesn't match."""
        if type(value) is str and self._is_too_long(value):
            return f"{quoted(value)} has {len(value):,} characters, and {self.longest:,} is the most here"
        if type(value) is str and re.search(_ENCODED_WORD, value):
            return f"{quoted(value)} has an encoded word of an email (`=?...?=`) in it; write the text that it encodes"
        return super().wrong(value)

    def _is_too_long(self, value: str) -> bool:
        return self.longest is not None and len(value) > self.longest


def _number_between(lowest: int | None, highest: int | None) -> Callable[[object], Decimal | None]:
    def parse(value: object) -> Decimal | None:
        if type(value) is int:
            value = Decimal(value)
        if type(value) is not Decimal:
            return None
        if (lowest is not None and value < lowest) or (highest is not None and value > highest):
            return None
        return value

    return parse


def _whole_between(lowest: int, highest: int | None) -> Callable[[object], int | None]:
    def parse(value: object) -> int | None:
        if type(value) is Decimal and value == value.to_integral_value():
            value = int(value)
        if type(value) is not int or value < lowest or (highest is not None and value > highest):
            return None
        return value

    return parse


_PERCENT: Final = "^([0-9]{1,2}(\\.[0-9]{1,4})?|100(\\.0{1,4})?)%$"


def _parse_percentage(value: object) -> Decimal | None:
    return Decimal(value[:-1]) if type(value) is str and re.fullmatch(_PERCENT, value) else None


class _PercentageKind(Kind):
    """A percentage, with a word for those that lack their sign."""

    def read(self, value: object) -> object:
        percent = _parse_percentage(value)
        if percent is None:
            meant = " or ".join(_percentages_meant(value))
            help = f"write {meant}" if meant else None
            raise refusal(self.code, self.wrong(value), help=help)
        return percent

    def wrong(self, value: object) -> str:
        """Return what is wrong with a value that is none, or that is a finer one than files hold."""
        if type(value) is str and re.fullmatch(r"[0-9]{1,3}\.[0-9]{5,}%", value):
            return f"{quoted(value)} has more than four decimals, which is the most that a percentage has here"
        return super().wrong(value)


def _percentages_meant(value: object) -> list[str]:
    """The percentages that someone may have meant who wrote 20, 0.2 or "20 %"."""
    match value:
        case str():
            candidates = [value.replace(" ", "").removesuffix("%") + "%"]
        case int() | Decimal() if type(value) is not bool:
            candidates = [f"{number.normalize():f}%" for number in (Decimal(value), Decimal(value) * 100)]
        case _:
            return []
    fractions = candidates[1:] if type(value) is Decimal and value <= 1 else []
    return [candidate for candidate in (*candidates[:1], *fractions) if _parse_percentage(candidate) is not None]


class _TextKind(Kind):
    """Prose, without the line break that a block scalar (`|`, `>`) ends with.

    A pattern of pydantic's own would be compiled for every key that holds some.
    """

    def read(self, value: object) -> object:
        if type(value) is not str:
            raise PydanticKnownError("string_type")
        if not value or value.isspace():
            raise PydanticKnownError("string_too_short", {"min_length": 1})
        return value.strip()


Text: TypeAlias = Annotated[str, _TextKind("PK005", "text", lambda value: value, {"type": "string", "pattern": r"\S"})]
"""Prose of at least one character that is no space."""


def is_prose(annotation: object, notes: Iterable[object] = ()) -> bool:
    """Return whether a type, with the `notes` on it, is prose, or is a list of prose."""
    if any(isinstance(note, _TextKind) for note in notes):
        return True
    inner = getattr(annotation, "__metadata__", ())
    return any(isinstance(note, _TextKind) for note in inner) or any(map(is_prose, typing.get_args(annotation)))


NAME = Pattern(
    "PK012",
    f"^(?!.*{_ENCODED_WORD})(?=.*\\S)[^{_CONTROL}]*$",
    "a name; a name is one line of visible characters",
    longest=250,
)

Name: TypeAlias = Annotated[str, NAME]
"""One line of visible characters: what people read a thing by."""

IDENTIFIER = Pattern(
    "PK013",
    "^[a-z0-9][a-z0-9_-]{0,62}$",
    "a short name; short names are made of a-z, 0-9, - and _, such as kickoff-2",
)

Identifier: TypeAlias = Annotated[str, IDENTIFIER]
"""What other keys refer to a thing by."""

FileName: TypeAlias = Annotated[
    str,
    Pattern(
        "PK013",
        "^[a-z0-9{][a-z0-9{}_-]{0,62}$",
        "a file name without ending; it is made of a-z, 0-9, - and _, and may hold {partnership}, {kind} and {today}",
    ),
]
"""What a template's result is written to."""

Email: TypeAlias = Annotated[
    str,
    Pattern(
        "PK014",
        # No part of it can be matched in two ways, which would take ages to rule out.
        f'^(?!.*{_ENCODED_WORD})[^\\s@<>,;:"]+@[^\\s@<>,;:".]+(\\.[^\\s@<>,;:".]+)+$',
        "an e-mail address, such as jo@acme.example",
        longest=254,
    ),
]

WebAddress: TypeAlias = Annotated[
    str,
    Pattern(
        "PK014",
        "^https?://[^\\s/<>\"'][^\\s<>\"']*$",
        "a web address; web addresses start with https:// or http://",
        longest=2_000,
    ),
]

_COUNTRIES: Final = "|".join(CODES)


class CountryCode(Pattern):
    """The code of a country, which knows the codes that people write for it."""

    def meant(self, value: object) -> str:
        """Name the code that another one in use stands for."""
        code = country_meant(value) if isinstance(value, str) else ""
        return f"did you mean `{code}`?" if code else ""


Country: TypeAlias = Annotated[
    str,
    CountryCode(
        "PK014", f"^({_COUNTRIES})$", "a country of ISO 3166; they have two capital letters, such as DE, NO or GB"
    ),
]

Language: TypeAlias = Annotated[
    str,
    Pattern(
        "PK014",
        f"^({'|'.join(sorted(LANGUAGES))})$",
        "a language of ISO 639; they have two small letters, such as de, fr or en",
    ),
]

Region: TypeAlias = Annotated[
    str,
    CountryCode(
        "PK014",
        f"^({_COUNTRIES})(-[A-Z0-9]{{1,3}})?$",
        "a country or a region of one; they are written like DE, or DE-BY for a part of it",
    ),
]

Currency: TypeAlias = Annotated[
    str, Pattern("PK014", "^[A-Z]{3}$", "a currency; currencies have three capital letters, such as EUR")
]

Month: TypeAlias = Annotated[
    str, Pattern("PK006", "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])$", "a month; months are written YYYY-MM, such as 2026-03")
]

DATE_SCHEMA: dict[str, Any] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

Date: TypeAlias = Annotated[
    date,
    Kind(
        "PK006",
        "a date of the calendar; dates are written YYYY-MM-DD, such as 2026-03-31",
        parse_date,
        DATE_SCHEMA,
    ),
]

PERCENTAGE: Final = _PercentageKind(
    "PK007",
    "a percentage; percentages carry their sign and run from 0% to 100%",
    _parse_percentage,
    {"type": "string", "pattern": _PERCENT},
)

Percentage: TypeAlias = Annotated[Decimal, PERCENTAGE]
"""A share written with its sign, `20%`, held as the number of percent: Decimal("20")."""


def _parse_threshold(value: object) -> Decimal | str | None:
    if type(value) is str:
        return value if _parse_percentage(value) is not None else None
    return _number_between(0, None)(value)


Threshold: TypeAlias = Annotated[
    Decimal | str,
    Kind(
        "PK008",
        "a number of points of 0 or more, or a percentage of the maximum, such as 50 or 90%",
        _parse_threshold,
        {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": _PERCENT}]},
    ),
]
"""A number of points, or a percentage of the most that can be reached, which is kept as it is written."""

Rating: TypeAlias = Annotated[
    int,
    Kind(
        "PK002",
        "a rating; ratings run from 1 (poor) to 5 (excellent)",
        _whole_between(1, 5),
        {"type": "integer", "minimum": 1, "maximum": 5},
    ),
]

Money: TypeAlias = Annotated[
    Decimal,
    Kind(
        "PK008",
        "an amount of money; amounts are plain numbers, such as 18400 or 99.50",
        _number_between(None, None),
        {"type": "number"},
    ),
]
"""An amount in the currency that stands beside it, else the workspace's; it may be negative."""

Price: TypeAlias = Annotated[
    Decimal,
    Kind(
        "PK008",
        "an amount of money of 0 or more, such as 18400 or 99.50",
        _number_between(0, None),
        {"type": "number", "minimum": 0},
    ),
]

Number: TypeAlias = Annotated[Decimal, Kind("PK008", "a number", _number_between(None, None), {"type": "number"})]

PositiveNumber: TypeAlias = Annotated[
    Decimal,
    Kind(
        "PK008",
        "a number above 0",
        lambda value: _number_between(0, None)(value) or None,
        {"type": "number", "exclusiveMinimum": 0},
    ),
]

Amount: TypeAlias = Annotated[
    Decimal, Kind("PK008", "a number of 0 or more", _number_between(0, None), {"type": "number", "minimum": 0})
]

Count: TypeAlias = Annotated[
    int,
    Kind(
        "PK008",
        "a count; counts are whole numbers of 0 or more",
        _whole_between(0, None),
        {"type": "integer", "minimum": 0},
    ),
]

PositiveCount: TypeAlias = Annotated[
    int, Kind("PK008", "a whole number of 1 or more", _whole_between(1, None), {"type": "integer", "minimum": 1})
]

MonthOfYear: TypeAlias = Annotated[
    int,
    Kind(
        "PK008",
        "a month of the year; they run from 1 (January) to 12 (December)",
        _whole_between(1, 12),
        {"type": "integer", "minimum": 1, "maximum": 12},
    ),
]

NetPromoterScore: TypeAlias = Annotated[
    Decimal,
    Kind(
        "PK008",
        "a net promoter score; they run from -100 to 100",
        _number_between(-100, 100),
        {"type": "number", "minimum": -100, "maximum": 100},
    ),
]

Likelihood: TypeAlias = Annotated[
    int,
    Kind(
        "PK008",
        "an answer from 0 (not at all likely) to 10 (very likely)",
        _whole_between(0, 10),
        {"type": "integer", "minimum": 0, "maximum": 10},
    ),
]

Evidence: TypeAlias = Annotated[
    Text | None,
    Field(
        description="The fact behind the assessment, so it's more than an opinion.",
        examples=["12 of 40 referrals after one quarter"],
    ),
]


class AtMost:
    """How many entries a mapping or a list may have: far more than any real file needs. Annotates its type."""

    def __init__(self, most: int, what: str) -> None:
        self.most, self.what = most, what

    def check(self, entries: Any) -> Any:
        """Return the entries unless there are too many."""
        if len(entries) > self.most:
            raise refusal("PK026", f"there are {len(entries):,} {self.what} here, and {self.most} is the most")
        return entries

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        inner: dict[str, Any] = handler(schema)
        return {**inner, "maxItems" if inner["type"] == "array" else "maxProperties": self.most}


class Meanings:
    """What each choice of an enumeration means, for editors, documentation and messages.

    Annotates a `Literal`: `Stage = Annotated[Literal["prospect", ...], Meanings(prospect="...")]`.
    """

    def __init__(self, meanings: dict[str, str]) -> None:
        self.meanings = meanings

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described: dict[str, Any] = handler(schema)
        return {**described, "enumDescriptions": [self.meanings[choice] for choice in described["enum"]]}
