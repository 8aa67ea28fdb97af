"""Standard output and error, made fit for whatever an answer holds and wherever it goes."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

from partnerkit.errors import PartnerkitError

if TYPE_CHECKING:
    from partnerkit.store.answers import Answer, Stream


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
        _put_away_output()
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        _put_away_output()
        raise PartnerkitError(f"the answer cannot be written: {reason}") from error


def replay(answer: "Answer") -> None:
    """Write an answer once more."""
    for stream, text in answer.said:
        if stream == "out":
            write(text)
        else:
            sys.stderr.write(text)


class Recorder:
    """A stream that hands on what is written to it and tells `keep` of it."""

    def __init__(self, stream: TextIO, keep: Callable[[str], object]) -> None:
        self.stream, self.keep = stream, keep

    def write(self, text: str) -> int:
        """Keep text and write it."""
        self.keep(text)
        return self.stream.write(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Keep lines and write them."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def recorded(keep: "Callable[[Stream, str], object]") -> Iterator[None]:
    """Tell `keep` of everything that is written to standard output and error."""
    out = Recorder(sys.stdout, lambda text: keep("out", text))
    err = Recorder(sys.stderr, lambda text: keep("err", text))
    sys.stdout, sys.stderr = cast("TextIO", out), cast("TextIO", err)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out.stream, err.stream


def unrecorded(stream: TextIO) -> TextIO:
    """Answer the stream to write to what is of the moment and no part of an answer."""
    return stream.stream if isinstance(stream, Recorder) else stream


def _prepared(stream: TextIO | None) -> TextIO:
    if stream is None:
        return _nowhere()
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if not stream.isatty():
            reconfigure(encoding="utf-8")
        reconfigure(errors="backslashreplace")
    return stream


def _put_away_output() -> None:
    """Write no more to standard output."""
    if isinstance(sys.stdout, Recorder):
        sys.stdout.stream = _nowhere()
    else:
        sys.stdout = _nowhere()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # for the rest of the process
