"""Where files are read from: a folder on disk, or what git recorded of one."""

import os
import stat
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from partnerkit.errors import reason_of

Kind: TypeAlias = Literal["file", "folder"]
"""What a path leads to; a link is what it leads to, and whatever else is no folder counts as a file."""

# Windows has none of these, and needs O_BINARY so that line endings arrive as they are.
_OPEN_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class TreeEntry(NamedTuple):
    """One thing in a folder: its path, which starts with the folder's, and whether it is a link."""

    path: str
    kind: Kind
    is_link: bool = False


class Unreadable(NamedTuple):
    """Why a file cannot be read, as a sentence about "this"."""

    reason: str
    is_too_large: bool = False


IS_A_LINK: Final = Unreadable("this can't be read: it is a link")
TOO_LARGE: Final = Unreadable("this file is too large", is_too_large=True)


class Commit(NamedTuple):
    """A commit: its full id, who wrote it, the day it was recorded where its committer was, and the second of it.

    `summary` is the first line of its message.
    """

    id: str
    author: str
    day: str
    second: int
    summary: str = ""


class Tree(Protocol):
    """Files below folders, as they are now or as they were recorded.

    Paths are those of the command line: relative to the current folder, or absolute.
    """

    @property
    def commit(self) -> Commit | None:
        """The commit that the files are read from; None for the disk."""
        ...

    def kind(self, path: str, *, follow: bool = True) -> Kind | None:
        """Return what a path leads to; None where nothing is. Without `follow`, a link is a file."""
        ...

    def name_then(self, path: str) -> str | None:
        """Return the path that a file of today had, where it was renamed since."""
        ...

    def scan(self, folder: str) -> Iterator[TreeEntry]:
        """Yield what is in a folder, in no particular order; raises `OSError` where that cannot be seen."""
        ...

    def read(self, path: str, most: int) -> bytes | Unreadable:
        """Return the bytes of a regular file that has at most so many; a link is not followed."""
        ...

    def changed(self, path: str) -> int:
        """Return when a file was last changed, in seconds since 1970; 0 if that is not known."""
        ...

    def close(self) -> None:
        """End what reading has started."""
        ...


class Disk:
    """The files as they are now."""

    commit: Final = None

    def kind(self, path: str, *, follow: bool = True) -> Kind | None:
        """Return what a path leads to; a link that leads nowhere is still something in the way."""
        if os.path.isdir(path) and (follow or not os.path.islink(path)):
            return "folder"
        return "file" if os.path.lexists(path) else None

    def name_then(self, path: str) -> str | None:
        """Return the path of a file, which has no other name today."""
        return path

    def scan(self, folder: str) -> Iterator[TreeEntry]:
        """Yield what is in a folder; raises `OSError` where it cannot be listed."""
        with os.scandir(folder) as entries:
            for entry in entries:
                is_link = entry.is_symlink()
                yield TreeEntry(entry.path, "folder" if entry.is_dir(follow_symlinks=False) else "file", is_link)

    def read(self, path: str, most: int) -> bytes | Unreadable:
        """Return the bytes of a regular file, without waiting for a pipe that is called like one."""
        try:
            descriptor = os.open(path, _OPEN_FLAGS)
        except OSError as error:
            return IS_A_LINK if os.path.islink(path) else _refused(error)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return Unreadable("this is not a regular file")
            content = b"".join(_chunks(descriptor, min(status.st_size, most) + 1))
            return TOO_LARGE if len(content) > most else content
        except OSError as error:
            return _refused(error)
        finally:
            os.close(descriptor)

    def changed(self, path: str) -> int:
        """Return when a file was last written."""
        try:
            return int(os.stat(path).st_mtime)
        except OSError:
            return 0

    def close(self) -> None:
        """End nothing: each file is closed once it is read."""


DISK: Final = Disk()


def _refused(error: OSError) -> Unreadable:
    return Unreadable(f"this can't be read: {reason_of(error)}")


def _chunks(descriptor: int, wanted: int) -> Iterator[bytes]:
    while wanted > 0:
        chunk = os.read(descriptor, wanted)
        if not chunk:
            return
        wanted -= len(chunk)
        yield chunk
