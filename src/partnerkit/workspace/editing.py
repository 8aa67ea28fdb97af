"""Edit a partnership file: one change, the rest of its bytes as they were, or nothing at all."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from partnerkit.errors import InvalidFilesError, UsageError, reason_of
from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import fields_of
from partnerkit.phrasing import dotted
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.store.files import cache_folder
from partnerkit.store.tree import DISK
from partnerkit.store.writing import write_file
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.splicing import CannotSpliceError, Edit, applied, splice

_PATIENCE: Final = 10
"""Seconds to wait for another partnerkit that edits."""

_BOM: Final = b"\xef\xbb\xbf"


def edit_file(path: str, edits: Sequence[Edit], known: Names) -> Partnership:
    """Make the edits in one partnership file, all or none, and answer what it then holds.

    Raises `InvalidFilesError` where the file has errors, would have them, or would change in more than
    the edits; `UsageError` where it is a link, was changed meanwhile, or cannot be written.
    """
    with _alone():
        if os.path.islink(path):
            raise UsageError(f"{path} is a link; partnerkit edits files only", "name the file that it leads to")
        before = _read(path)
        after, partnership = edited(path, before, edits, known)
        if after != before:
            write_file(path, after, replace=True, only_if=fingerprint(before))
        return partnership


def edited(path: str, content: bytes, edits: Sequence[Edit], known: Names) -> tuple[bytes, Partnership]:
    """Return the bytes of a file with the edits made, and the partnership that they hold.

    The result is read again: it has no errors, and its data differs from the old by the edits alone.
    Raises `InvalidFilesError` where that is not so.
    """
    if load_partnership(path, content, known).model is None:
        raise InvalidFilesError(f"{path} has errors and is left as it is", f"`partnerkit validate {path}` shows them")
    text = decode(content)[0]
    expected = read_yaml(text).data
    order = tuple(fields_of(Partnership))
    for edit in edits:
        expected = applied(expected, edit)
        try:
            text = splice(text, edit, order)
        except CannotSpliceError as error:
            raise _refused(path, edit, str(error)) from error
        if read_yaml(text).data != expected:
            raise _refused(path, edit, "the file would change in more than this")
    after = (_BOM if content.startswith(_BOM) else b"") + text.encode("utf-8")
    loaded = load_partnership(path, after, known)
    if loaded.model is None:
        finding = next(finding for finding in loaded.findings if finding.severity == "error")
        raise InvalidFilesError(f"{path} is left as it is, for it would have an error: {finding.message}", finding.help)
    return after, loaded.model


def fingerprint(content: bytes) -> str:
    """Tell one content from every other."""
    return hashlib.sha256(content).hexdigest()


def _refused(path: str, edit: Edit, reason: str) -> InvalidFilesError:
    return InvalidFilesError(f"{path} is left as it is: {reason}", f"change `{dotted(edit.path)}` by hand")


def _read(path: str) -> bytes:
    content = read_contents(path, DISK)
    if isinstance(content, Finding):
        raise UsageError(f"{path}: {content.message}")
    return content


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other runs of partnerkit from editing; the lock is in the user's cache folder, not in the repository."""
    from filelock import FileLock, Timeout

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "edit.lock", timeout=_PATIENCE)
        lock.acquire()
    except Timeout as error:
        raise UsageError("another partnerkit is editing files", "try again when it is done") from error
    except OSError as error:
        message = f"{folder} cannot be used for the lock that editing takes: {reason_of(error)}"
        raise UsageError(message) from error
    try:
        yield
    finally:
        lock.release()
