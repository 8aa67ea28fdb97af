"""Answers that were given before, each in a file of its own in the user's cache folder.

They hold what partnerships hold, so nobody else may read them. What is broken, gone or cannot be written is as
if it had never been there.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.store.files import cache_folder

Stream: TypeAlias = Literal["out", "err"]

_KEPT: Final = 500
"""How many answers are kept; the one that was asked for longest ago goes first."""

_LONGEST: Final = 1024 * 1024
"""The length from which on an answer is not worth its room."""


class Answer(NamedTuple):
    """How a command ended, and what it had written by then to which stream, in order."""

    status: int
    said: tuple[tuple[Stream, str], ...]


def recall(key: str) -> Answer | None:
    """Answer what was remembered under a key; None where nothing is, or nothing that can be read."""
    import json

    path = _folder() / key
    try:
        held = json.loads(path.read_text(encoding="ascii"))
        answer = Answer(held["status"], tuple((_stream(stream), text) for stream, text in held["said"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if type(answer.status) is not int or any(type(text) is not str for _, text in answer.said):
        return None
    with suppress(OSError):
        os.utime(path)
    return answer


def remember(key: str, answer: Answer) -> None:
    """Keep an answer under a key, whole or not at all; a folder that cannot be written to keeps nothing."""
    import json

    if sum(len(text) for _, text in answer.said) > _LONGEST:
        return
    text = json.dumps(answer._asdict())
    with suppress(OSError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = folder / f"{key}.{os.getpid()}"
        with suppress(FileNotFoundError):
            temporary.unlink()
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(text)
        os.replace(temporary, folder / key)
        for old in _oldest_first(folder)[:-_KEPT]:
            old.unlink(missing_ok=True)


def _folder() -> Path:
    return cache_folder() / "answers"


def _stream(name: object) -> Stream:
    if name == "out":
        return "out"
    if name == "err":
        return "err"
    raise ValueError("no stream is called so")


def _oldest_first(folder: Path) -> list[Path]:
    return [path for _, path in sorted(_dated(folder))]


def _dated(folder: Path) -> Iterator[tuple[float, Path]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # another run may have removed it
                yield entry.stat(follow_symlinks=False).st_mtime, Path(entry.path)
