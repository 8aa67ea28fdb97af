"""The kinds of value a key can hold, each refusing what it is not in the user's own words.

A refusal is a `PydanticCustomError` whose type is the code of the finding and whose `sentence` is what
the user reads; `store.translate` adds the place.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, ValidationInfo, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from partnerkit.model.known import Known

UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""Zero-width and bidirectional characters, as the inside of a regular expression's class."""

_HIDDEN = "\u0000-\u001f\u007f-\u009f\u2028\u2029" + UNSEEN
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
    """Build the error of a value: the code of its finding, the sentence, and where given a `help`."""
    return PydanticCustomError(code, "{sentence}", {"sentence": sentence, **more})


def _check(code: str, parse: Callable[[Any], object], is_not: str) -> BeforeValidator:
    """Refuse what `parse` answers with None, saying that the value "is not ..."."""

    def check(value: object) -> object:
        parsed = parse(value)
        if parsed is None:
            raise refusal(code, f"{quoted(value)} is not {is_not}")
        return parsed

    return BeforeValidator(check)


def _pattern(code: str, pattern: str, is_not: str, **schema: Any) -> tuple[BeforeValidator, WithJsonSchema]:
    """Hold text to a pattern that Python and JSON Schema read alike.

    `re` compiles it when the first value is met, and keeps it. A full match, for to Python `$` stands before a
    last newline too.
    """
    return (
        _check(code, lambda value: value if type(value) is str and re.fullmatch(pattern, value) else None, is_not),
        WithJsonSchema({"type": "string", "pattern": pattern, **schema}),
    )


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


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_date(value: object) -> date | None:
    """Read a date written YYYY-MM-DD, or answer None."""
    if type(value) is str and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


_PERCENT: Final = "^([0-9]{1,2}(\\.[0-9]{1,4})?|100(\\.0{1,4})?)%$"


def _parse_percentage(value: object) -> Decimal | None:
    return Decimal(value[:-1]) if type(value) is str and re.fullmatch(_PERCENT, value) else None


def _check_percentage(value: object) -> Decimal:
    percent = _parse_percentage(value)
    if percent is None:
        meant = " or ".join(_percentages_meant(value))
        raise refusal(
            "PK007",
            f"{quoted(value)} is not a percentage; percentages carry their sign and run from 0% to 100%",
            help=f"write {meant}" if meant else None,
        )
    return percent


def _percentages_meant(value: object) -> list[str]:
    """The percentages that somebody may have meant who wrote 20, 0.2 or "20 %"."""
    match value:
        case str():
            candidates = [value.replace(" ", "").removesuffix("%") + "%"]
        case int() | Decimal() if type(value) is not bool:
            candidates = [f"{number.normalize():f}%" for number in (Decimal(value), Decimal(value) * 100)]
        case _:
            return []
    fractions = candidates[1:] if type(value) is Decimal and value <= 1 else []
    return [candidate for candidate in (*candidates[:1], *fractions) if _parse_percentage(candidate) is not None]


Text: TypeAlias = Annotated[str, Field(pattern=r"\S")]
"""Prose of at least one character that is no space."""

Name: TypeAlias = Annotated[
    str,
    *_pattern(
        "PK012",
        f"^[^{_HIDDEN}]*[^\\s{_HIDDEN}][^{_HIDDEN}]*$",
        "a name; a name is one line of visible characters",
    ),
]
"""One line of visible characters: what people read a thing by."""

Identifier: TypeAlias = Annotated[
    str,
    *_pattern(
        "PK013",
        "^[a-z0-9][a-z0-9_-]{0,62}$",
        "a short name; short names are made of a-z, 0-9, - and _, such as kickoff-2",
    ),
]
"""What other keys refer to a thing by."""

Email: TypeAlias = Annotated[
    str,
    *_pattern(
        "PK014",
        f'^[^\\s@<>,;:"{UNSEEN}]+@[^\\s@<>,;:"{UNSEEN}]+\\.[^\\s@<>,;:"{UNSEEN}]+$',
        "an e-mail address, such as jo@acme.example",
    ),
]

WebAddress: TypeAlias = Annotated[
    str,
    *_pattern(
        "PK014",
        f"^https?://[^\\s/<>\"'{UNSEEN}][^\\s<>\"'{UNSEEN}]*$",
        "a web address; web addresses start with https:// or http://",
    ),
]

Country: TypeAlias = Annotated[
    str,
    *_pattern("PK014", "^[A-Z]{2}$", "a country code; countries have two capital letters, such as DE or NO"),
]

Currency: TypeAlias = Annotated[
    str,
    *_pattern("PK014", "^[A-Z]{3}$", "a currency; currencies have three capital letters, such as EUR"),
]

Month: TypeAlias = Annotated[
    str,
    *_pattern("PK006", "^[0-9]{4}-(0[1-9]|1[0-2])$", "a month; months are written YYYY-MM, such as 2026-03"),
]

Date: TypeAlias = Annotated[
    date,
    _check("PK006", parse_date, "a date of the calendar; dates are written YYYY-MM-DD, such as 2026-03-31"),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]

Percentage: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_check_percentage),
    WithJsonSchema({"type": "string", "pattern": _PERCENT}),
]
"""A share written with its sign, `20%`, held as the number of percent: Decimal("20")."""

Rating: TypeAlias = Annotated[
    int,
    _check("PK002", _whole_between(1, 5), "a rating; ratings run from 1 (poor) to 5 (excellent)"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5}),
]

Money: TypeAlias = Annotated[
    Decimal,
    _check(
        "PK008", _number_between(None, None), "an amount of money; amounts are plain numbers, such as 18400 or 99.50"
    ),
    WithJsonSchema({"type": "number"}),
]
"""An amount in the currency that stands beside it, else the workspace's; it may be negative."""

Price: TypeAlias = Annotated[
    Decimal,
    _check("PK008", _number_between(0, None), "an amount of money of 0 or more, such as 18400 or 99.50"),
    WithJsonSchema({"type": "number", "minimum": 0}),
]

Number: TypeAlias = Annotated[
    Decimal,
    _check("PK008", _number_between(None, None), "a number"),
    WithJsonSchema({"type": "number"}),
]

PositiveNumber: TypeAlias = Annotated[
    Decimal,
    _check("PK008", lambda value: _number_between(0, None)(value) or None, "a number above 0"),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0}),
]

Amount: TypeAlias = Annotated[
    Decimal,
    _check("PK008", _number_between(0, None), "a number of 0 or more"),
    WithJsonSchema({"type": "number", "minimum": 0}),
]

Count: TypeAlias = Annotated[
    int,
    _check("PK008", _whole_between(0, None), "a count; counts are whole numbers of 0 or more"),
    WithJsonSchema({"type": "integer", "minimum": 0}),
]

PositiveCount: TypeAlias = Annotated[
    int,
    _check("PK008", _whole_between(1, None), "a whole number of 1 or more"),
    WithJsonSchema({"type": "integer", "minimum": 1}),
]

NetPromoterScore: TypeAlias = Annotated[
    Decimal,
    _check("PK008", _number_between(-100, 100), "a net promoter score; they run from -100 to 100"),
    WithJsonSchema({"type": "number", "minimum": -100, "maximum": 100}),
]


def _known_person(value: str, info: ValidationInfo) -> str:
    known: Known | None = info.context
    if known is not None and value not in known.people:
        raise refusal(
            "PK009",
            f"{quoted(value)} is nobody in this file or in the workspace",
            unknown=value,
            known=sorted(known.people),
            help=f"add `{value}` under `people`",
        )
    return value


def _known_bucket(value: str, info: ValidationInfo) -> str:
    known: Known | None = info.context
    if known is None or value in known.buckets:
        return value
    if value in known.replaced:
        successors = [f"`{key}`" for key in known.replaced[value]]
        raise refusal(
            "PK011",
            f"`{value}` was replaced in this workspace by {' and '.join(successors)}",
            help=f"move it to {' or '.join(successors)}",
        )
    raise refusal(
        "PK010",
        f"{quoted(value)} is not a bucket of this workspace",
        unknown=value,
        known=known.buckets,
        help=f"its buckets are {', '.join(known.buckets)}",
    )


def _known_criterion(value: str, info: ValidationInfo) -> str:
    known: Known | None = info.context
    if known is not None and value not in known.criteria:
        raise refusal(
            "PK015",
            f"{quoted(value)} is not a criterion of this workspace's scorecard",
            unknown=value,
            known=known.criteria,
            help=f"its criteria are {', '.join(known.criteria)}",
        )
    return value


def _known_plan_item(value: str, info: ValidationInfo) -> str:
    known: Known | None = info.context
    if known is not None and value not in known.plan_items:
        raise refusal(
            "PK016",
            f"{quoted(value)} is not the id of a plan item of this file",
            unknown=value,
            known=sorted(known.plan_items),
            help="remove it, or give the item that is meant this id",
        )
    return value


def _unrepeated(value: str, info: ValidationInfo) -> str:
    known: Known | None = info.context
    if known is not None and value in known.repeated_plan_items:
        message = f"more than one plan item of this file has the id {quoted(value)}"
        raise refusal("PK017", message, help="give each an id of its own")
    return value


Person: TypeAlias = Annotated[Identifier, AfterValidator(_known_person)]
"""The short name of somebody in the file's `people` or in the workspace's."""

BucketKey: TypeAlias = Annotated[Identifier, AfterValidator(_known_bucket)]
"""A bucket of the workspace's framework."""

CriterionKey: TypeAlias = Annotated[Identifier, AfterValidator(_known_criterion)]
"""A criterion of the workspace's scorecard."""

PlanItemId: TypeAlias = Annotated[Identifier, AfterValidator(_known_plan_item)]
"""The id of an item in the file's plan."""

NewPlanItemId: TypeAlias = Annotated[Identifier, AfterValidator(_unrepeated)]
"""The id of a plan item where it is given."""

Evidence: TypeAlias = Annotated[
    Text | None,
    Field(
        description="The fact that the assessment rests on, so that it is more than an opinion.",
        examples=["12 of 40 referrals after one quarter"],
    ),
]


class Meanings:
    """What each choice of an enumeration means, for editors, documentation and messages.

    Annotates a `Literal`: `Stage = Annotated[Literal["prospect", ...], Meanings(prospect="...")]`.
    """

    def __init__(self, meanings: dict[str, str]) -> None:
        self.meanings = meanings

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described: dict[str, Any] = handler(schema)
        return {**described, "enumDescriptions": [self.meanings[choice] for choice in described["enum"]]}
