"""Standard output and error, made fit for whatever an answer holds and wherever it goes."""

import os
import sys
from typing import TextIO

from partnerkit.errors import PartnerkitError


def prepare() -> None:
    """Give both streams an encoding that no character of a file can stop.

    What goes to a file or a pipe is UTF-8 whatever the locale says, for JSON and HTML are nothing else; a
    terminal keeps its encoding. A stream that was closed leads nowhere.
    """
    sys.stdout = _prepared(sys.stdout)
    sys.stderr = _prepared(sys.stderr)


def write(text: str) -> None:
    """Write an answer to standard output; a reader who left, `head` say, has what they wanted.

    Raises `PartnerkitError` where the system refuses, as a full disk does.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = _nowhere()
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        sys.stdout = _nowhere()
        raise PartnerkitError(f"the answer cannot be written: {reason}") from error


def _prepared(stream: TextIO | None) -> TextIO:
    if stream is None:
        return _nowhere()
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if not stream.isatty():
            reconfigure(encoding="utf-8")
        reconfigure(errors="backslashreplace")
    return stream


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # for the rest of the process
