"""Run a command and keep its answer."""

import io
from contextlib import redirect_stdout
from typing import Any

from partnerkit.cli.main import execute


def captured(words: list[str]) -> tuple[int, str]:
    """Return the exit status of a command and what it wrote to standard output."""
    answer: Any = io.StringIO()
    with redirect_stdout(answer):
        status = execute(words)
    return status, answer.getvalue()
