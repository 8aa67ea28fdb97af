"""The numbers of YAML 1.2's core schema, without octal and hexadecimal ones, and never as binary floating point."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

MAX_LENGTH: Final = 32

NUMBER = re.compile(
    r"(?P<int>[-+]?(?:0|[1-9][0-9]*))|(?P<float>[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
_NOT_FINITE: Final = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"


class UncountableError(Exception):
    """A number that nothing can be counted with; its text says why."""


@lru_cache(maxsize=4096)
def read_number(text: str) -> int | Decimal | str:
    """Return the number that an unquoted text stands for, or the text where it is none.

    Raises `UncountableError`.
    """
    match = NUMBER.fullmatch(text)
    if match is None:
        if re.fullmatch(_NOT_FINITE, text):
            raise UncountableError(f"`{text}` is not a number that can be used")
        return text
    if len(text) > MAX_LENGTH:
        raise UncountableError(f"a number has at most {MAX_LENGTH} characters")
    if match.lastgroup == "int":
        return int(text)
    try:
        number = Decimal(text)
    except ArithmeticError:  # an exponent that Decimal itself does not hold
        number = Decimal("1e999")
    if abs(number.adjusted()) > MAX_LENGTH:
        raise UncountableError(f"`{text}` is too large or too small to be used")
    return number
