"""What is wrong in a user's file: values with a place, collected and shown all at once."""

from typing import Literal, NamedTuple, TypeAlias

from partnerkit.results import IfGiven, Internal

Severity: TypeAlias = Literal["error", "warning"]


class Finding(NamedTuple):
    """One thing that is wrong, where it is, and what fixes it.

    `line` and `column` count from 1. `source` is that line of the file, for showing only: a line may be long, and have
    many findings. `name` is the name of its manual, and `reason` why the file ignores it, if it does.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = "error"
    help: str = ""
    source: Internal[str] = ""
    name: str = ""
    reason: IfGiven[str | None] = None

    @property
    def text(self) -> str:
        """Its message, why it is ignored if it is, and the fix on a second line."""
        said = self.message if self.reason is None else f"{self.message} (ignored: {self.reason})"
        return f"{said}\n{self.help}" if self.help else said

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """What findings are sorted by: their file and their place in it, then their code and their message."""
        return self[:5]
