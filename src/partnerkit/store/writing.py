"""Write a file whole or not at all."""

import glob
import hashlib
import os
import secrets
import time
from pathlib import Path
from typing import Final

from partnerkit.errors import UsageError

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
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise UsageError(f"{path} is not a regular file; partnerkit writes to nothing else")
    if not replace and target.exists():
        raise UsageError(f"{path} exists", "nothing is overwritten without --force")
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else None
        _write_through(temporary, content)
        if mode is not None:
            os.chmod(temporary, mode)
        if only_if is not None and hashlib.sha256(target.read_bytes()).hexdigest() != only_if:
            raise UsageError(f"{path} was changed meanwhile and is left as it is", "run the command again")
        _move(temporary, target, replace=replace)
        _sync_folder(target.parent)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {(error.strerror or 'the system refused').lower()}") from error
    finally:
        temporary.unlink(missing_ok=True)
        _sweep(target)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _move(source: Path, target: Path, *, replace: bool) -> None:
    if replace:
        os.replace(source, target)
        return
    try:
        # Unlike a rename, a link never replaces a file that somebody else has written meanwhile.
        os.link(source, target)
    except FileExistsError:
        raise UsageError(f"{target} exists", "nothing is overwritten without --force") from None
    except OSError:
        # A file system without links; on Windows a rename does not replace either.
        os.rename(source, target)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where folders can be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(target: Path) -> None:
    """Remove what a run that was killed has left beside the file."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*{_TEMPORARY}"):
        try:
            if time.time() - left.lstat().st_mtime > _STALE_AFTER:
                left.unlink()
        except OSError:
            continue
