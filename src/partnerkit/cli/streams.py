"""Standard output and error, made fit for whatever an answer holds and wherever it goes."""

import os
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from typing import Any, Literal, TextIO, cast

from partnerkit.errors import PartnerkitError, reason_of


def prepare() -> None:
    """Make the streams fit for every character, and for a system that takes no more of them.

    What goes to a file or a pipe is UTF-8 whatever the locale says, for JSON and HTML are nothing else; a
    terminal keeps its encoding. Line endings are those of the answer, on Windows too. A stream that was closed
    leads nowhere, and so does one that the system refuses: on standard output that is a `PartnerkitError`, on
    standard error there is no one left to tell. Bytes that are no text are read as Python reads those of a
    command line.
    """
    sys.stdin = sys.stdin or _nowhere("r")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")
    sys.stdout = cast("TextIO", _Guarded(_prepared(sys.stdout), _tell_refusal))
    sys.stderr = cast("TextIO", _Guarded(_prepared(sys.stderr), _say_nothing))


def write(text: str, *, commands: bool = False) -> None:
    """Write an answer to standard output, all of it now; unless CI is meant to find `commands`, it finds none."""
    from partnerkit.render.safe import no_command

    sys.stdout.write(text if commands else no_command(text))
    sys.stdout.flush()


def say(text: str) -> None:
    """Write a line to standard error, beside the answer."""
    from partnerkit.render.safe import no_command

    sys.stderr.write(no_command(f"{text}\n"))


class _Guarded:
    """A stream that tells `refused` of the error when the system takes no more, and then leads nowhere."""

    def __init__(self, stream: TextIO, refused: Callable[[OSError], object]) -> None:
        self.stream = stream
        self.refused = refused

    def write(self, text: str) -> int:
        """Write text where that is possible."""
        if text != "":  # the command line library tries a stream out with it, and would swallow the refusal
            self._try(lambda: self.stream.write(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines, each as any text is."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Write what is waiting where that is possible."""
        self._try(self.stream.flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def _try(self, attempt: Callable[[], object]) -> None:
        try:
            attempt()
        except OSError as error:
            self.stream = _nowhere()
            self.refused(error)


def _tell_refusal(error: OSError) -> None:
    """Say that an answer did not arrive; a reader who left, `head` say, has what they wanted."""
    if not isinstance(error, BrokenPipeError):
        raise PartnerkitError(f"the answer can't be written: {reason_of(error)}") from error


def _say_nothing(_error: OSError) -> None:
    """Where standard error takes nothing, no one is left to tell."""


def _prepared(stream: TextIO | None) -> TextIO:
    if stream is None:
        return _nowhere()
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if not stream.isatty():
            reconfigure(encoding="utf-8", newline="")
        reconfigure(errors="backslashreplace")
    return stream


def _nowhere(mode: Literal["r", "w"] = "w") -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")  # for the rest of the process
