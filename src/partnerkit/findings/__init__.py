"""What is wrong in a user's file: values with a place, collected and shown all at once."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
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
