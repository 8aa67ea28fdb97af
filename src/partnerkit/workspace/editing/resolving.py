"""Resolve a conflict of git in one partnership file."""

import re
from typing import Any, NamedTuple

from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.values import quoted
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.source import MAX_BYTES, decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.store.stages import stages_of
from partnerkit.workspace.editing.edits import CannotEditError
from partnerkit.workspace.editing.files import encoded_like, rewrite
from partnerkit.workspace.editing.merging import Disputed, merge


class Resolved(NamedTuple):
    """A file before and after, its conflicts in words, and what is wrong in a merged file without any."""

    before: bytes
    after: bytes
    conflicts: tuple[str, ...]
    findings: tuple[Finding, ...]


def resolve_file(path: str, known: Names, *, write: bool = True) -> Resolved:
    """Merge the versions that git keeps of a file into it.

    Raises `UsageError` where git has no conflict there, where one side has removed the file, and where the file was
    resolved by hand; `InvalidFilesError` where a version cannot be read or merged.
    """
    stages = stages_of(path, MAX_BYTES)
    if stages.ours is None or stages.theirs is None:
        raise UsageError(f"{path} was removed on one side", "`git add` keeps it and `git rm` removes it")
    ours, theirs = _text(path, stages.ours, "our"), _text(path, stages.theirs, "their")
    base = "" if stages.base is None else _text(path, stages.base, "the common")
    conflicts: list[Disputed] = []

    def merged(content: bytes) -> bytes:
        names = _sides(content)
        if names is None:
            raise UsageError(
                f"{path} has no conflict markers, so it may already be resolved",
                f"`git add {path}` settles it; `git checkout --merge {path}` brings the markers back",
            )
        try:
            found = merge(base, ours, theirs, names)
        except CannotEditError as error:
            raise InvalidFilesError(f"{path} was not changed: {error}", "resolve it by hand") from error
        conflicts.extend(found.conflicts)
        return encoded_like(stages.ours or b"", found.text)

    before, after = rewrite(path, merged, write=write)
    findings = () if conflicts else load_partnership(path, after, known).findings
    errors = tuple(finding for finding in findings if finding.severity == "error")
    return Resolved(before, after, tuple(map(_in_words, conflicts)), errors)


def _text(path: str, content: bytes, whose: str) -> str:
    text, problems, _ = decode(content)
    reading = read_yaml("" if problems else text)
    if problems or reading.problems or not isinstance(reading.data, dict):
        problem = next(iter((*problems, *reading.problems)), None)
        reason = f", line {problem.place[0] + 1}: {problem.message}" if problem else ""
        raise InvalidFilesError(f"{whose} version of {path} can't be read{reason}", "resolve it by hand")
    return text


def _sides(content: bytes) -> tuple[str, str] | None:
    """Return what the markers in a file call the two sides; None where there are none."""
    text = content.decode("utf-8", errors="replace")
    found = [re.search(rf"^{mark} ?([^\r\n]*)", text, re.MULTILINE) for mark in ("<<<<<<<", ">>>>>>>")]
    ours, theirs = found
    return (ours[1] or "ours", theirs[1] or "theirs") if ours and theirs else None


def _in_words(conflict: Disputed) -> str:
    return f"{conflict.address} is {_value(conflict.ours)} here and {_value(conflict.theirs)} there"


def _value(value: Any) -> str:
    return "removed" if value is None else quoted(value)
