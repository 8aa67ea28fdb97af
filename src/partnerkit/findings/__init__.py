"""What is wrong in a user's file: values with a place, collected and shown all at once."""

from typing import Literal, NamedTuple, TypeAlias

from partnerkit.results import Internal

Severity: TypeAlias = Literal["error", "warning"]


class Finding(NamedTuple):
    """One thing that is wrong, where it stands, and what mends it.

    `line` and `column` count from 1. `source` is the line of the file as it stands there, for showing only: a line
    may be long, and have many findings.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = "error"
    help: str = ""
    source: Internal[str] = ""
