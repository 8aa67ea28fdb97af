"""What a step says: the answer of a command, which is kept, and what it could not do."""

import io
from contextlib import redirect_stdout
from typing import Any

from partnerkit.cli.main import execute


def excuse(text: str) -> None:
    """Say what could not be done, where the run shows it; that makes no check of the pull request fail."""
    from partnerkit.cli.streams import write
    from partnerkit.render.github import warning

    write(warning(text), commands=True)


def captured(words: list[str]) -> tuple[int, str]:
    """Return the exit status of a command and what it wrote to standard output."""
    answer: Any = io.StringIO()
    with redirect_stdout(answer):
        status = execute(words)
    return status, answer.getvalue()
