"""Edit a partnership file: the edits asked for and nothing else, or nothing at all."""

import hashlib
import os
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, nullcontext, suppress
from functools import reduce
from pathlib import Path as FilePath
from typing import Any, NamedTuple, TypeAlias

from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import keys_at
from partnerkit.phrasing import dotted
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import Reading, read_yaml
from partnerkit.shell import command
from partnerkit.store.locking import allow_open_files, locked
from partnerkit.store.tree import DISK
from partnerkit.store.writing import write_file, write_files
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.editing.edits import CannotEditError, Edit, Order, Path, Step, applied, step_of
from partnerkit.workspace.editing.splice import splice, splice_all

Planned: TypeAlias = Callable[[Any], Sequence[Edit]]
"""The edits to make in a file, by the data that it holds when its turn has come."""


class Edited(NamedTuple):
    """The bytes of a file before and after an edit, and the partnership that it then holds."""

    before: bytes
    after: bytes
    partnership: Partnership


class RefusedEditError(InvalidFilesError):
    """With these edits the file would have errors, which are its `findings`."""

    def __init__(self, path: str, findings: Sequence[Finding]) -> None:
        first = findings[0]
        message = f"{path} was not changed, because it would have an error: {first.message}"
        super().__init__(message, first.help)
        self.path = path
        self.findings = findings


def edit_file(path: str, edits: "Sequence[Edit] | Planned", known: Names, *, write: bool = True) -> Edited:
    """Make the edits in one partnership file, all or none; without `write`, only return what would come of it.

    Raises `InvalidFilesError` where the file cannot be read, would have errors, or would change in more than
    the edits; `UsageError` where it is a link, was changed meanwhile, or cannot be written.
    """
    partnerships: list[Partnership] = []

    def with_edits(before: bytes) -> bytes:
        after, partnership = edited(path, before, edits, known)
        partnerships.append(partnership)
        return after

    before, after = rewrite(path, with_edits, write=write)
    return Edited(before, after, partnerships[0])


def rewrite(path: str, rewritten: Callable[[bytes], bytes], *, write: bool = True) -> tuple[bytes, bytes]:
    """Replace the bytes of a file by what a function makes of them, and return both; no other run edits meanwhile."""
    if os.path.islink(path):
        raise UsageError(f"{path} is a link; partnerkit only edits files", "name the file it points to")
    with locked(path) if write else nullcontext():
        before = _read(path)
        after = rewritten(before)
        if write and after != before:
            write_file(path, after, replace=True, only_if=fingerprint(before))
        return before, after


def rewrite_all(files: Mapping[str, tuple[bytes | None, bytes]], within: str | FilePath | None) -> None:
    """Write several files, all or none; each holds now what is given first, or does not exist where that is None.

    Raises `UsageError` for a link, for a file that was changed meanwhile, and where one cannot be written.
    """
    allow_open_files(2 * len(files))
    with ExitStack() as locks:
        for path, (before, _) in files.items():
            if os.path.islink(path):
                raise UsageError(f"{path} is a link; partnerkit edits files only", "name the file that it leads to")
            if before is None:
                unchanged = not os.path.lexists(path)
            else:
                locks.enter_context(locked(path))
                unchanged = DISK.read(path, len(before)) == before
            if not unchanged:
                raise UsageError(f"{path} was changed meanwhile, so nothing was written", "run the command again")
        write_files({path: after for path, (_, after) in files.items()}, replace=True, within=within)


def edited(path: str, content: bytes, edits: "Sequence[Edit] | Planned", known: Names) -> tuple[bytes, Partnership]:
    """Return the bytes of a file with the edits made, and the partnership that they hold.

    The result is read again: it has no errors, and its data differs from the old by the edits alone.
    Raises `InvalidFilesError` where that is not so.
    """
    text, reading = _text_of(path, content)
    for edit in edits(reading.data) if callable(edits) else edits:
        try:
            text, reading = changed(text, reading, edit, keys_of_the_format)
        except CannotEditError as error:
            message = f"{path} was not changed: {error}"
            raise InvalidFilesError(message, f"change `{dotted(edit.path)}` by hand") from error
    after = encoded_like(content, text)
    loaded = load_partnership(path, after, known, reading)
    if loaded.model is None:
        if load_partnership(path, content, known).model is None:
            raise _has_errors(path)
        raise RefusedEditError(path, [finding for finding in loaded.findings if finding.severity == "error"])
    return after, loaded.model


def encoded_like(content: bytes, text: str) -> bytes:
    """Return the bytes of a text in the place of other content, with its byte order mark."""
    return (BOM_UTF8 if content.startswith(BOM_UTF8) else b"") + text.encode("utf-8")


def _text_of(path: str, content: bytes) -> tuple[str, Reading]:
    """Return the text of a file and its reading. Raise `InvalidFilesError` where it is no YAML that can be edited."""
    text, problems, _ = decode(content)
    reading = read_yaml("" if problems else text)
    if problems or reading.problems or not isinstance(reading.data, dict):
        raise _has_errors(path)
    return text, reading


def changed(text: str, reading: Reading, edit: Edit, order: Order) -> tuple[str, Reading]:
    """Return a text after an edit and its reading, which differs from the one before by the edit alone.

    Raises `CannotEditError` where there is no such text.
    """
    step = step_of(reading.data, edit, order)
    return (text, reading) if _same(reading.data, applied(reading.data, step)) else stepped(text, reading, step)


def stepped(text: str, reading: Reading, step: Step) -> tuple[str, Reading]:
    """Return a text after a step and its reading, which differs from the one before by the step alone.

    Raises `CannotEditError` where there is no such text.
    """
    return text_after(splice(text, step), applied(reading.data, step))


def stepped_all(text: str, reading: Reading, steps: Sequence[Step]) -> tuple[str, Reading]:
    """Return a text after as many of some steps as it has a place for, together if they do not touch each other."""
    try:
        together, made = splice_all(text, steps)
        return text_after(together, reduce(applied, made, reading.data))
    except CannotEditError:
        for step in steps:
            with suppress(CannotEditError):
                text, reading = stepped(text, reading, step)
        return text, reading


def text_after(text: str, expected: Any) -> tuple[str, Reading]:
    """Return a text and its reading. Raise `CannotEditError` where it holds anything but what is expected."""
    after = read_yaml(text)
    if after.problems:
        raise CannotEditError(after.problems[0].message)
    if not _same(after.data, expected):
        raise CannotEditError("other parts of the file would change too")
    return text, after


def fingerprint(content: bytes) -> str:
    """Return what tells one content from every other."""
    return hashlib.sha256(content).hexdigest()


def _same(data: object, other: object) -> bool:
    """Whether two files hold the same, in the same order and with the same kinds of value: 1 is not true."""
    return repr(data) == repr(other)


def keys_of_the_format(path: Path) -> Sequence[str]:
    """Return the keys that the format gives the mapping at a path of a partnership, in their order."""
    return keys_at(Partnership, path)


def _has_errors(path: str) -> InvalidFilesError:
    return InvalidFilesError(f"{path} has errors and was not changed", f"`{command('validate', path)}` shows them")


def _read(path: str) -> bytes:
    content = read_contents(path, DISK)
    if isinstance(content, Finding):
        raise UsageError(f"{path}: {content.message}")
    return content
