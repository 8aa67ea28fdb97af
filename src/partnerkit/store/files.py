"""Find the partnership files of a folder and read their bytes, without following links or hanging."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from partnerkit.errors import UsageError, reason_of
from partnerkit.reading.problem import Problem

WORKSPACE_FILE: Final = "partnerkit.yaml"
SUFFIXES: Final = (".yaml", ".yml")
MAX_BYTES: Final = 1024 * 1024
_NOT_PARTNERSHIPS: Final = frozenset({"templates"})

# Windows has none of these, and needs O_BINARY so that line endings arrive as they are.
_OPEN_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class Found(NamedTuple):
    """What a folder holds: partnership files in order, and workspaces of their own that were left out."""

    files: tuple[str, ...]
    workspaces: tuple[str, ...] = ()


def find_partnerships(folder: str) -> Found:
    """List the partnership files below `folder`, as paths that begin with it, sorted.

    Dot-folders, `templates/` and links are passed over. A folder below with a workspace file of its own is
    another workspace, and is named instead of entered. A folder below that cannot be listed stands among the
    files, so that reading it tells why. Raises `OSError` where `folder` itself cannot be listed.
    """
    files: list[str] = []
    workspaces: list[str] = []
    folders = _scan(folder, files)
    while folders:
        inner = folders.pop()
        if os.path.lexists(os.path.join(inner, WORKSPACE_FILE)):
            workspaces.append(inner)
            continue
        try:
            folders.extend(_scan(inner, files))
        except OSError:
            files.append(inner)
    return Found(tuple(sorted(files)), tuple(sorted(workspaces)))


def _scan(folder: str, files: list[str]) -> list[str]:
    """Add the partnership files of one folder to `files`, and answer the folders in it."""
    folders: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if name not in _NOT_PARTNERSHIPS:
                    folders.append(entry.path)
            elif name.lower().endswith(SUFFIXES) and name != WORKSPACE_FILE and not entry.is_symlink():
                files.append(entry.path)
    return folders


def read_bytes(path: str | Path, *, private: bool = False) -> bytes | Problem:
    """Read a regular file; answer a problem where it cannot be read.

    Neither a link nor a pipe called `x.yaml` is followed or waited for. Of a file over the limit only so
    much is read that the caller sees it is too large. With `private`, only a file is read that is the user's own
    and open to nobody else, where the system knows of owners.
    """
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except OSError as error:
        return Problem("PK120", f"this cannot be read: {_reason(error)}", (0, 0))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Problem("PK120", "this is not a regular file", (0, 0))
        if private and os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
            return Problem("PK120", "this is open to somebody else", (0, 0))
        return b"".join(_chunks(descriptor, min(status.st_size, MAX_BYTES) + 1))
    except OSError as error:
        return Problem("PK120", f"this cannot be read: {_reason(error)}", (0, 0))
    finally:
        os.close(descriptor)


def read_whole(path: str) -> bytes:
    """Read a file that the command line names, of any size; raises `UsageError` where it cannot be read.

    Nothing is waited for, or read without end, that is no file.
    """
    try:
        if os.path.lexists(path) and not os.path.isfile(path) and not os.path.isdir(path):
            raise UsageError(f"{path} is not a regular file")
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{path} does not exist") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {reason_of(error)}") from None


def _chunks(descriptor: int, wanted: int) -> Iterator[bytes]:
    while wanted > 0:
        chunk = os.read(descriptor, wanted)
        if not chunk:
            return
        wanted -= len(chunk)
        yield chunk


def _reason(error: OSError) -> str:
    if os.path.islink(error.filename or ""):
        return "it is a link"
    return reason_of(error)


def cache_folder() -> Path:
    """Return the folder of the user's own for what may be lost, outside every repository.

    Raises `UsageError` where the system knows of none.
    """
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("partnerkit", appauthor=False)
    except RuntimeError:  # nobody is at home
        folder = Path()
    if not folder.is_absolute():
        raise UsageError("there is no cache folder here", "set HOME or XDG_CACHE_HOME to the whole path of a folder")
    return folder


def stem_of(path: str) -> str:
    """The identity of a partnership: its file's name without the ending."""
    return Path(path).stem
