"""What commits did to files: one after another, across the names that the files had."""

import os
import re
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import IO, Final, NamedTuple

from partnerkit.store.git import GitError, Repository, scratch
from partnerkit.store.objects import Objects, commit_of
from partnerkit.store.tree import Commit

_CHANGE = re.compile(rb":(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*")
_ID = re.compile(rb"[0-9a-f]{40,64}")
_RAW: Final = (
    *("--stdin", "--root", "-r", "-M", "--raw", "-z", "--no-abbrev"),
    *("--no-relative", "--no-ext-diff", "--no-textconv"),
)
_CHUNK: Final = 1 << 16


class Followed(NamedTuple):
    """Which files of a repository are followed: those with one of the endings, and those at the paths."""

    paths: Collection[str]
    endings: Collection[str]

    @property
    def pathspecs(self) -> tuple[str, ...]:
        """The files as git is asked for them; a file keeps its history where its new name ends as the old one did."""
        others = (f":(top,literal){path}" for path in self.paths if not path.lower().endswith(tuple(self.endings)))
        return ("--", *(f":(top,icase)*{ending}" for ending in self.endings), *others)


class Version(NamedTuple):
    """What a file held after a commit, or before it: the path it has had since, and the id of its content."""

    commit: Commit
    path: str
    blob: str


class FileChange(NamedTuple):
    """What a commit did to a file: its path and the id of its content, before and after.

    A content is None where there was no regular file.
    """

    is_rename: bool
    path_before: str
    path_after: str
    before: str | None
    after: str | None


class Step(NamedTuple):
    """A commit, the commits before it on the way to it, and what became of the files since each of these.

    A first commit has no commit before it, and changed everything.
    """

    commit: Commit
    parents: tuple[str, ...]
    changes: tuple[tuple[FileChange, ...], ...]


def versions(repository: Repository, start: str, files: Followed) -> Iterator[tuple[str, Version]]:
    """Yield each version that files had up to a commit, newest first, with the path that was asked for.

    A file that was renamed, as git finds out, has the versions of its earlier names, as long as these end in one of
    the endings. What a commit removed or replaced counts as a version too, since a merge may have made it.
    """
    whose: dict[str, str | None] = {path: path for path in files.paths}
    with (
        repository.run("rev-list", "--topo-order", "--end-of-options", start, *files.pathspecs) as commits,
        repository.run("diff-tree", *_RAW, *files.pathspecs, given=commits) as answer,
        Objects(repository) as objects,
    ):
        for commit, change in _changes(answer):
            path = None if change is None else whose.get(change.path_after)
            if change is not None and path is not None:
                facts = objects.commit(commit)
                for blob in (change.before, change.after):
                    if blob is not None:
                        yield path, Version(facts, change.path_after, blob)
            if change is not None and change.is_rename:
                # The newest change comes first: further back, the other name means this file.
                whose[change.path_before] = whose.pop(change.path_after, None)


def steps(repository: Repository, start: str, files: Followed) -> list[Step]:
    """Return the commits up to one that touched files of the endings, and all merges, with the newest first.

    Their changes are those of the followed files, under whatever name these had.
    """
    found = list(commits(repository, "--full-history", start, *files.pathspecs))
    pairs = [(commit.id, parent) for commit, parents in found for parent in parents or ("",)]
    names = set(files.paths)
    with _differences(repository, pairs, files) as changes:
        return [
            Step(commit, parents, tuple(_about(names, next(changes)) for _ in parents or ("",)))
            for commit, parents in found
        ]


def _about(names: set[str], changes: Iterable[FileChange]) -> tuple[FileChange, ...]:
    """Return the changes of files with these names, to which their earlier names are added."""
    found = tuple(change for change in changes if change.path_after in names or change.path_before in names)
    names.update(change.path_before for change in found if change.is_rename and change.path_after in names)
    return found


def commits(repository: Repository, *asked: str) -> Generator[tuple[Commit, tuple[str, ...]]]:
    """Yield commits and those before them, the newest first; `asked` is what `git rev-list` is to start from."""
    with repository.run("rev-list", "--topo-order", "--parents", "--header", "--encoding=UTF-8", *asked) as answer:
        for record in _words(answer):
            ids, _, content = record.partition(b"\n")
            id, *parents = ids.decode().split()
            yield commit_of(id, content), tuple(parents)


def earlier_paths(
    repository: Repository, start: str, points: Sequence[str], files: Followed
) -> dict[str, dict[str, str]]:
    """Return for each of the commits `points` under which path it had the files of `start`, by their path then.

    The points are on the line of first parents from `start`, the newest first; only the last may be elsewhere. A path
    need not have been there at the time.
    """
    line = repository.text("rev-list", "--first-parent", start, f"^{points[-1]}").split()
    line = [*(line or [start]), points[-1]]
    whose = {path: path for path in files.paths}
    found: dict[str, dict[str, str]] = {}
    with _differences(repository, list(pairwise(line)), files) as changes:
        for commit, changed in zip(line, changes, strict=False):
            if commit in points:
                found.setdefault(commit, dict(whose))
            for change in changed:
                if change.is_rename and change.path_after in whose:
                    whose[change.path_before] = whose.pop(change.path_after)
    return {**found, points[-1]: whose}


@contextmanager
def _differences(
    repository: Repository, pairs: Sequence[tuple[str, str]], files: Followed
) -> Iterator[Iterator[tuple[FileChange, ...]]]:
    """Yield the changes of each pair of a commit and one before it, in their order."""
    with scratch() as asked:
        asked.writelines(f"{commit} {parent}\n".encode() for commit, parent in pairs)
        asked.seek(0)
        with repository.run("diff-tree", "--always", *_RAW, *files.pathspecs, given=asked) as answer:
            yield _by_pair(_changes(answer))


def _by_pair(changes: Iterable[tuple[str, FileChange | None]]) -> Iterator[tuple[FileChange, ...]]:
    """Group changes by the heads before them."""
    group: list[FileChange] | None = None
    for _, change in changes:
        if change is not None and group is not None:
            group.append(change)
            continue
        if group is not None:
            yield tuple(group)
        group = []
    if group is not None:
        yield tuple(group)


def _changes(answer: IO[bytes]) -> Iterator[tuple[str, FileChange | None]]:
    """Read the head of a commit, with None, and then its changes."""
    commit = ""
    words = _words(answer)
    for word in words:
        change = _CHANGE.fullmatch(word)
        if change is None:
            if not _ID.fullmatch(word):
                raise GitError("unexpected output from git")
            commit = word.decode()
            yield commit, None
            continue
        mode_before, mode_after, before, after, kind = change.groups()
        path_before = os.fsdecode(next(words, b""))
        path_after = os.fsdecode(next(words, b"")) if kind in (b"R", b"C") else path_before
        contents = (_content(mode_before, before), _content(mode_after, after))
        yield commit, FileChange(kind == b"R", path_before, path_after, *contents)


def _content(mode: bytes, blob: bytes) -> str | None:
    return blob.decode() if mode.startswith(b"100") else None


def _words(answer: IO[bytes]) -> Iterator[bytes]:
    """Split an answer at its NULs as it comes."""
    rest = b""
    while chunk := answer.read(_CHUNK):
        *words, rest = (rest + chunk).split(b"\0")
        yield from words
