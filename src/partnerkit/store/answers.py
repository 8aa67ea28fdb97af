"""Answers that were given before, each in a file of its own in the user's cache folder.

They hold what partnerships hold, so nobody else may read them, and what somebody else has put there is not
believed. What is broken, gone or cannot be written is as if it had never been there.
"""

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.errors import UsageError
from partnerkit.store.files import MAX_BYTES, cache_folder, read_bytes
from partnerkit.store.problem import Problem

Stream: TypeAlias = Literal["out", "err"]

_KEPT: Final = 200
"""How many answers are kept; the one that was asked for longest ago goes first."""

_OLD: Final = 7 * 24 * 3600
"""Seconds after which an answer that nobody asks for goes: the day is part of most questions."""


class Answer(NamedTuple):
    """How a command ended, and what it had written by then to which stream, in order."""

    status: int
    said: tuple[tuple[Stream, str], ...]


def find_answer(key: str) -> Answer | None:
    """Answer what was kept under a key; None where nothing is, or nothing that can be read."""
    try:
        path = _folder() / key
        content = read_bytes(path, private=True)
        if isinstance(content, Problem):
            return None
        answer = _parsed(json.loads(content))
    except (UsageError, ValueError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(path)
    return answer


def keep_answer(key: str, answer: Answer) -> None:
    """Keep an answer under a key, whole or not at all; one that is very long, or has no room, is not kept."""
    content = json.dumps(answer._asdict()).encode("ascii")
    if len(content) > MAX_BYTES:
        return
    with suppress(UsageError, OSError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(folder)
        temporary = folder / f"{key}.{os.urandom(4).hex()}"
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            os.replace(temporary, folder / key)
        finally:
            temporary.unlink(missing_ok=True)


def _folder() -> Path:
    return cache_folder() / "answers"


def _parsed(held: object) -> Answer:
    """Hold what was read to what is written; raises `ValueError` where it differs."""
    match held:
        case {"status": int(status), "said": [*said]} if 0 <= status <= 255:
            return Answer(status, tuple(_said(one) for one in said))
        case _:
            raise ValueError("no answer looks like this")


def _said(held: object) -> tuple[Stream, str]:
    match held:
        case ["out" | "err" as stream, str(text)]:
            return stream, text
        case _:
            raise ValueError("nothing is said like this")


def _sweep(folder: Path) -> None:
    """Make room for one more answer, and remove what is old or was left by a run that died."""
    dated = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # another run may have removed it
                dated.append((entry.stat(follow_symlinks=False).st_mtime, entry.path))
    dated.sort(reverse=True)
    young = time.time() - _OLD
    for at, (used, path) in enumerate(dated, start=1):
        if at >= _KEPT or used < young:
            with suppress(OSError):
                os.unlink(path)
