"""Write files whole or not at all."""

import hashlib
import os
import secrets
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from partnerkit.errors import UsageError, refusals
from partnerkit.shell import quoted
from partnerkit.store.locking import allow_open_files, hold

_TEMPORARY: Final = ".partnerkit-tmp"
_STALE_AFTER: Final = 3600
"""Seconds after which a temporary file was left behind by a run that died."""


def write_file(path: str | Path, content: bytes, *, replace: bool = False, only_if: str | None = None) -> None:
    """Write `content` to `path` so that at no moment a half-written file is there.

    `only_if` is the SHA-256 of what is to be replaced, for an editor may have changed it meanwhile. Raises
    `UsageError` where the file exists and `replace` is not given, where it is a link, a device or anything else
    that is no regular file, where it holds something else than `only_if`, and where the system refuses.
    """
    target = Path(path)
    _check(target, replace=replace)
    _sweep(target.parent)
    with refusals(f"{path} can't be written"), _beside(target, content) as temporary:
        if only_if is not None and hashlib.sha256(target.read_bytes()).hexdigest() != only_if:
            raise UsageError(f"{path} was changed in the meantime and was not overwritten", "run the command again")
        _move(temporary, target, replace=replace)
        _sync_folder(target.parent)


def check_target(path: str | Path, *, replace: bool = False) -> None:
    """Raise what `write_file` would raise, before anything else is done that the writing ends."""
    target = Path(path)
    _check(target, replace=replace)
    _sweep(target.parent)
    with refusals(f"{path} can't be written"), _beside(target, b""):
        pass


def write_files(contents: Mapping[str, bytes], *, replace: bool = False, within: str | Path | None = None) -> None:
    """Write several files, each of them only once all others could be; the folders they need are made.

    Raises `UsageError` as `write_file` does, where a folder cannot be made, and where a link leads out of the folder
    that they are to be `within`.
    """
    for path in contents:
        if within is not None:
            _check_within(path, within)
        _check(Path(path), replace=replace)
    folders = {Path(path).parent for path in contents}
    for folder in folders:
        _sweep(folder)
    allow_open_files(len(contents))
    with ExitStack() as undo:
        ready = []
        for path, content in contents.items():
            target = Path(path)
            with refusals(f"the folder {target.parent} can't be created"):
                _make_folder(target.parent, undo)
            with refusals(f"{path} can't be written"):
                ready.append((undo.enter_context(_beside(target, content)), target))
        for temporary, target in ready:
            with refusals(f"{target} can't be written"):
                _move(temporary, target, replace=replace)
    for folder in folders:
        _sync_folder(folder)


def _check(target: Path, *, replace: bool) -> None:
    # Unlike those of a `Path`, these questions have an answer where the system gives none: what cannot be seen is
    # not there, and that it can't be written either is found out by writing.
    there = os.path.lexists(target)
    if there and (os.path.islink(target) or not os.path.isfile(target)):
        raise UsageError(f"{target} is not a regular file, and partnerkit only writes to those")
    if there and not replace:
        raise UsageError(f"{target} exists", "existing files are only overwritten with --force")
    if there and not os.stat(target).st_mode & 0o222:
        raise UsageError(
            f"{target} is read-only and was not changed", f"make it writable with `chmod u+w {quoted(str(target))}`"
        )


def _check_within(path: str, folder: str | Path) -> None:
    try:
        real, root = Path(os.path.realpath(path)), os.path.realpath(folder)
    except OSError as error:
        raise UsageError("the current folder is gone", "change to one that exists") from error
    if not real.is_relative_to(root):
        raise UsageError(f"{path} leads out of the workspace through a link", "replace the link with a folder")


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those around it; of what was made, what is empty in the end goes again."""
    for each in reversed((folder, *folder.parents)):
        if not os.path.lexists(each):
            each.mkdir(exist_ok=True)
            undo.callback(_remove_empty, each)
        elif not os.path.isdir(each):
            raise UsageError(f"{each} is in the way: it is not a folder", "move it, or choose another folder")


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


@contextmanager
def _beside(target: Path, content: bytes) -> Iterator[Path]:
    """Write `content` to a temporary file beside `target`, with the mode of what is there; it is gone in the end."""
    # Its name does not grow with that of the target, which may be as long as the system allows.
    temporary = target.parent / f".{secrets.token_hex(8)}{_TEMPORARY}"
    try:
        with temporary.open("xb") as file:
            hold(file.fileno())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if os.path.exists(target):
                _take_after(target, file.fileno(), temporary)
            if os.name == "posix":
                yield temporary
        if os.name != "posix":
            yield temporary  # Windows moves no file that is open
    finally:
        with suppress(OSError):  # it was moved, or could not even be made
            temporary.unlink()


def _take_after(target: Path, descriptor: int, temporary: Path) -> None:
    """Give a file the owner and the mode of another, as far as we may."""
    there = target.stat()
    if os.name == "posix":
        for owner in ((there.st_uid, -1), (-1, there.st_gid)):
            with suppress(OSError):
                os.fchown(descriptor, *owner)
    os.chmod(temporary, there.st_mode & 0o777)


def _move(source: Path, target: Path, *, replace: bool) -> None:
    if replace:
        os.replace(source, target)
    else:
        try:
            # Unlike a rename, a link never replaces a file that someone else has written meanwhile.
            os.link(source, target)
        except FileExistsError:
            raise UsageError(f"{target} exists", "existing files are only overwritten with --force") from None
        except OSError:
            # A file system without links; on Windows a rename does not replace either.
            os.rename(source, target)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where folders can be opened."""
    if os.name != "posix":
        return
    # The file is there by now: a folder that may be written but not opened makes nothing of that untrue.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed have left in a folder, where it can be listed."""
    with suppress(OSError):
        for left in folder.glob(f".*{_TEMPORARY}"):
            if _is_left(left):
                left.unlink()


def _is_left(temporary: Path) -> bool:
    """Whether no process writes to a temporary file anymore: a writer holds its lock from the first byte on."""
    status = temporary.lstat()
    if time.time() - status.st_mtime > _STALE_AFTER:
        return True
    if not stat.S_ISREG(status.st_mode) or not status.st_size:
        return False
    descriptor = os.open(temporary, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        return hold(descriptor)
    finally:
        os.close(descriptor)
