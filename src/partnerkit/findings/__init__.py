"""What is wrong in a user's file: values with a place, collected and shown all at once."""

from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


class Finding(NamedTuple):
    """One thing that is wrong, where it stands, and what mends it.

    `line` and `column` count from 1. `source` is the line of the file as it stands there, for showing.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = "error"
    help: str = ""
    source: str = ""
