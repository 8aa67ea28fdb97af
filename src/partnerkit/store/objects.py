"""What a repository holds, as plain facts: commits, folders and contents, each by its id."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Final, NamedTuple, Self

from partnerkit.errors import reason_of
from partnerkit.store.git import GitError, Patience, Repository
from partnerkit.store.tree import Commit

SUBMODULE: Final = "160000"
_SIGNATURE = re.compile(rb"(.*?) ?<[^>]*> (-?\d+) ([-+])(\d\d)(\d\d)")
_NO_DAY: Final = "1970-01-01"
_MAX_FOLDER: Final = 64 * 1024 * 1024
"""Bytes of a recorded folder or commit: a million names and more."""


class Item(NamedTuple):
    """One entry of a recorded folder: its mode as git writes it, and the id of what it is."""

    mode: str
    id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder; that of a submodule is recorded as an empty one."""
        return self.mode in ("40000", SUBMODULE)

    @property
    def is_link(self) -> bool:
        """Whether it is a link."""
        return self.mode == "120000"


class TooLargeError(GitError):
    """An object is larger than what was asked for."""


class Objects:
    """Reads what a repository holds by its id, one object after another, through processes started when needed.

    A context manager; what is copied to another process, as for a pool of workers, starts again there.
    """

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._pipes: dict[str, _Pipe] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for pipe in self._pipes.values():
            pipe.close()
        self._pipes.clear()

    def __reduce__(self) -> tuple[type["Objects"], tuple[Repository]]:
        return Objects, (self.repository,)

    def read(self, id: str, most: int) -> tuple[str, bytes]:
        """Return the type of an object and its bytes.

        Raises `TooLargeError` where these are more than `most`, before git has read them, and `GitError` where the
        object is missing or broken.
        """
        kind, size = self._pipe("--batch-check").head(id)
        if size > most:
            raise TooLargeError(f"{id[:12]} is too large")
        contents = self._pipe("--batch")
        contents.head(id)
        return kind, contents.content(size)

    def _pipe(self, mode: str) -> "_Pipe":
        if mode not in self._pipes or self._pipes[mode].is_closed:
            self._pipes[mode] = _Pipe(self.repository, mode)
        return self._pipes[mode]

    def folder(self, id: str) -> Mapping[str, Item]:
        """Return what is in a recorded folder, by name; names that no file can have are passed over."""
        kind, content = self.read(id, _MAX_FOLDER)
        if kind != "tree":
            raise GitError(f"{id[:12]} is not a folder")
        length = len(id) // 2
        items: dict[str, Item] = {}
        at = 0
        while at < len(content):
            end = content.find(b"\0", at)
            mode, _, name = content[at:end].partition(b" ")
            at = end + 1 + length
            if end < 0 or at > len(content):
                raise GitError(f"{id[:12]} is broken")
            if b"/" not in name and name not in (b"", b".", b".."):
                items[os.fsdecode(name)] = Item(mode.decode(errors="replace"), content[end + 1 : at].hex())
        return items

    def commit(self, id: str) -> Commit:
        """Return the facts of a commit."""
        return commit_of(id, self._commit(id))

    def root(self, commit: str) -> str:
        """Return the id of the folder that a commit recorded."""
        return _headers(self._commit(commit))[b"tree"].decode()

    def _commit(self, id: str) -> bytes:
        kind, content = self.read(id, _MAX_FOLDER)
        if kind != "commit":
            raise GitError(f"{id[:12]} is not a commit")
        return content


def commit_of(id: str, content: bytes) -> Commit:
    """Return the facts of a commit from what git stores of it, with its message as it is or set in."""
    headers = _headers(content)
    author = _SIGNATURE.fullmatch(headers.get(b"author", b""))
    committer = headers.get(b"committer", b"")
    summary = content.partition(b"\n\n")[2].lstrip().partition(b"\n")[0].rstrip()
    return Commit(
        id,
        author[1].decode(errors="replace") if author else "",
        _day(committer),
        _second(committer),
        summary.decode(errors="replace"),
    )


def _headers(content: bytes) -> dict[bytes, bytes]:
    head = content.partition(b"\n\n")[0]
    return dict(reversed([(key, value) for key, _, value in (line.partition(b" ") for line in head.split(b"\n"))]))


class _Pipe:
    """A `git cat-file` that is asked for one object after another."""

    def __init__(self, repository: Repository, mode: str) -> None:
        self._process = repository.start("cat-file", mode, given=subprocess.PIPE)
        self._patience = Patience(self._process)
        self.is_closed = False

    def close(self) -> None:
        """End the process."""
        self.is_closed = True
        self._patience.end()
        self._process.kill()
        with self._process:
            pass

    def head(self, id: str) -> tuple[str, int]:
        """Ask for an object; return its type and size."""
        asked, answer = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answer is not None
        with self._patient():
            asked.write(id.encode() + b"\n")
            asked.flush()
            head = answer.readline().split()
            if len(head) != 3:
                raise GitError(f"{id[:12]} is missing or broken")
            return head[1].decode(), int(head[2])

    def content(self, size: int) -> bytes:
        """Return the bytes of the object whose head was read last."""
        answer = self._process.stdout
        assert answer is not None
        with self._patient():
            content = answer.read(size)
            if len(content) < size or answer.read(1) != b"\n":
                raise GitError("an object is broken")
            return content

    @contextmanager
    def _patient(self) -> Iterator[None]:
        """Wait for an answer; one that does not come ends the process."""
        self._patience.renew()
        try:
            yield
        except (GitError, OSError) as error:
            self.close()
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            raise GitError(self._patience.complaint or reason) from error
        self._patience.rest()


def _day(signature: bytes) -> str:
    """Return the day of a signature, YYYY-MM-DD, by the clock of the person who made it; one that has none is of 1970.

    Git takes it for that too.
    """
    match = _SIGNATURE.fullmatch(signature)
    if match is None:
        return _NO_DAY
    offset = timedelta(hours=int(match[4]), minutes=int(match[5])) * (-1 if match[3] == b"-" else 1)
    try:
        return datetime.fromtimestamp(int(match[2]), timezone(offset)).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return _NO_DAY


def _second(signature: bytes) -> int:
    """Return the time of a signature in seconds since 1970."""
    match = _SIGNATURE.fullmatch(signature)
    return int(match[2]) if match else 0
