"""The versions that files had, across their names."""

import os
import re
from collections.abc import Collection, Iterator
from typing import IO, Final, NamedTuple

from partnerkit.store.git import GitError, Repository
from partnerkit.store.objects import Objects
from partnerkit.store.tree import Commit

_CHANGE = re.compile(rb":(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*")
_ID = re.compile(rb"[0-9a-f]{40,64}")
_RAW: Final = (
    *("--stdin", "--root", "-r", "-M", "--raw", "-z", "--no-abbrev"),
    *("--no-relative", "--no-ext-diff", "--no-textconv"),
)
_CHUNK: Final = 1 << 16


class Version(NamedTuple):
    """What a file held after a commit, or before it: the path it has had since, and the id of its content."""

    commit: Commit
    path: str
    blob: str


def versions(
    repository: Repository, start: str, paths: Collection[str], endings: Collection[str]
) -> Iterator[tuple[str, Version]]:
    """Yield each version that files had up to a commit, newest first, with the path that was asked for.

    A file that was renamed, as git finds out, has the versions of its earlier names, as long as these end in one of
    `endings`. What a commit removed or replaced counts as a version too, since a merge may have made it.
    """
    whose: dict[bytes, str | None] = {os.fsencode(path): path for path in paths}
    others = (f":(top,literal){path}" for path in paths if not path.lower().endswith(tuple(endings)))
    pathspecs = ("--", *(f":(top,icase)*{ending}" for ending in endings), *others)
    with (
        repository.run("rev-list", "--topo-order", "--end-of-options", start, *pathspecs) as commits,
        repository.run("diff-tree", *_RAW, *pathspecs, given=commits) as changes,
        Objects(repository) as objects,
    ):
        for commit, kind, before, after, blobs in _changes(changes):
            path = whose.get(after)
            if path is not None:
                facts = objects.commit(commit)
                for blob in blobs:
                    yield path, Version(facts, os.fsdecode(after), blob)
            if kind == b"R":  # the newest change comes first: further back, the other name means this file
                whose[before] = whose.pop(after, None)


def _changes(answer: IO[bytes]) -> Iterator[tuple[str, bytes, bytes, bytes, list[str]]]:
    """Read changes: in which commit, of which kind, the path before and after, and the contents of files."""
    commit = ""
    words = _words(answer)
    for word in words:
        change = _CHANGE.fullmatch(word)
        if change is None:
            if not _ID.fullmatch(word):
                raise GitError("git answers in a way that is not understood")
            commit = word.decode()
            continue
        mode_before, mode_after, blob_before, blob_after, kind = change.groups()
        before = next(words, b"")
        after = next(words, b"") if kind in (b"R", b"C") else before
        sides = ((mode_before, blob_before), (mode_after, blob_after))
        yield commit, kind, before, after, [blob.decode() for mode, blob in sides if mode.startswith(b"100")]


def _words(answer: IO[bytes]) -> Iterator[bytes]:
    """Split an answer at its NULs as it comes."""
    rest = b""
    while chunk := answer.read(_CHUNK):
        *words, rest = (rest + chunk).split(b"\0")
        yield from words
