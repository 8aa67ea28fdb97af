"""Keep other runs, of this user or another, from changing a file at the same time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from partnerkit.errors import UsageError, refusals
from partnerkit.shell import quoted

_PATIENCE: Final = 10
"""Seconds to wait for another run that edits the file."""

_POLL: Final = 0.01
_OTHERS: Final = 256
"""Files that a process has open beside those."""

_FLAGS: Final = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"))


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Keep every other run of partnerkit from editing a file; an editor takes no lock, and is noticed when it saves.

    Raises `UsageError` where the file cannot be written, and where another run does not come to an end.
    """
    if sys.platform == "win32":
        with _lock_beside(path):
            yield
        return
    with refusals(f"{path} can't be edited"):
        descriptor = _take(path)
    try:
        yield
    finally:
        os.close(descriptor)


def allow_open_files(count: int) -> None:
    """Allow this process as many more open files as it locks and writes at once, as far as the system lets it."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = count + _OTHERS
    if soft != resource.RLIM_INFINITY and needed > soft:
        most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        with suppress(OSError, ValueError):  # what can't be opened then is refused with its name
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def hold(descriptor: int) -> bool:
    """Take the lock of an open file until it is closed, without waiting; whether that was possible."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _take(path: str) -> int:
    """Open a file with its lock, which the system takes back however this process ends."""
    import fcntl

    until = time.monotonic() + _PATIENCE
    while True:
        if not os.stat(path, follow_symlinks=False).st_mode & 0o222:
            raise UsageError(
                f"{path} is read-only and was not changed", f"make it writable with `chmod u+w {quoted(path)}`"
            )
        descriptor = os.open(path, os.O_RDWR | _FLAGS)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            if time.monotonic() > until:
                raise UsageError(f"another partnerkit is editing {path}", "try again when it's done") from None
            time.sleep(_POLL)
            continue
        except OSError:
            return descriptor  # a file system without locks: what changed meanwhile is found out all the same
        # The previous holder of the lock has replaced the file that was opened here.
        if _is_at(descriptor, path):
            return descriptor
        os.close(descriptor)


def _is_at(descriptor: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path, follow_symlinks=False))
    except FileNotFoundError:
        return False


@contextmanager
def _lock_beside(path: str) -> Iterator[None]:
    """Lock a file beside the one that is edited: Windows replaces none that is open."""
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.partnerkit-lock", timeout=_PATIENCE)
    with refusals(f"{path} can't be edited"):
        try:
            lock.acquire()
        except Timeout as error:
            raise UsageError(f"another partnerkit is editing {path}", "try again when it's done") from error
    try:
        yield
    finally:
        lock.release()
