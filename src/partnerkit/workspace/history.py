"""What git remembers of partnership files."""

import hashlib
import os
import re
import subprocess
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any, Final, NamedTuple, TypeAlias

from partnerkit.errors import reason_of
from partnerkit.model.day import parse_date
from partnerkit.reading.problem import Problem
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.store.files import MAX_BYTES, SUFFIXES, read_bytes

_PATIENCE: Final = 60
"""Seconds that git may take."""

# Nothing that a repository configures is run: no monitor, no diff driver, no fetch. What is asked are the commands
# for scripts, whose answers follow no other configuration.
_QUIET: Final = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "diff.renameLimit=1000")
_ALONE: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_KEPT: Final = ("GIT_CONFIG_", "GIT_EXEC_PATH")
"""Of git's variables, those that say where it is itself; the others steer it to other repositories and answers."""

_CHANGE = re.compile(rb":(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*")
_PATHS: Final = tuple(f":(top,icase)*{suffix}" for suffix in SUFFIXES)
_ENDINGS: Final = tuple(suffix.encode() for suffix in SUFFIXES)
_RAW: Final = (
    *("--stdin", "--root", "-r", "-M", "--raw", "-z", "--no-abbrev", "--no-commit-id"),
    *("--no-relative", "--no-ext-diff", "--no-textconv"),
)
_CHUNK: Final = 1 << 16


DueDates: TypeAlias = dict[str, tuple[date, ...]]


class History(NamedTuple):
    """The due dates of earlier commits, and for each repository that does not tell all of them, why.

    The dates are by stem, then by `plan/ID` and `commitment/REVIEW/ID`, with the day of the review; of an id that no
    other commitment of the file has, by `commitment/ID` too, for that of its review may move.
    """

    due_dates: dict[str, DueDates]
    gaps: tuple[str, ...]


class _GitError(Exception):
    """Git gives no answer, and says why."""


def read_history(paths: Mapping[str, str]) -> History:
    """Read what git remembers of files by stem; what is in no repository has no history.

    A file that was renamed, as git finds out, has the history of its earlier names.
    """
    found: dict[str, dict[str, set[date]]] = {}
    gaps: list[str] = []
    for root, files in _by_repository(paths).items():
        try:
            if not _has_commits(root):
                continue
            if _git_text(root, "rev-parse", "--is-shallow-repository") == "true":
                gaps.append(
                    f"the git history of {root} is cut off, so that slips may be missing: `git fetch --unshallow`"
                )
            owners = _blobs(root, files)
            for stem, path in ((stem, paths[stem]) for stem in files.values()):
                for blob in _blob_ids(path):
                    owners.get(blob, set()).discard(stem)
            for blob, content in _contents(root, [blob for blob, stems in owners.items() if stems]):
                for key, due in _dues(content):
                    for stem in owners[blob]:
                        found.setdefault(stem, {}).setdefault(key, set()).add(due)
        except _GitError as error:
            gaps.append(f"the git history of {root} cannot be read, so that slips may be missing: {error}")
    due_dates = {stem: {key: tuple(sorted(days)) for key, days in by_key.items()} for stem, by_key in found.items()}
    return History(due_dates, tuple(gaps))


def _by_repository(paths: Mapping[str, str]) -> dict[str, dict[bytes, str]]:
    """Sort files by the repository they are in: their stems, by their paths in it as git writes them."""
    found: dict[str, dict[bytes, str]] = {}
    roots: dict[str, str | None] = {}
    for stem, path in paths.items():
        folder = os.path.realpath(os.path.dirname(os.path.abspath(path)))
        if folder not in roots:
            roots[folder] = _repository_around(folder)
        if (root := roots[folder]) is not None:
            inside = os.path.relpath(os.path.join(folder, os.path.basename(path)), root).replace(os.sep, "/")
            found.setdefault(root, {})[os.fsencode(inside)] = stem
    return found


def _repository_around(folder: str) -> str | None:
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, inner = os.path.dirname(folder), folder
        if folder == inner:
            return None
    return folder


def _blob_ids(path: str) -> tuple[bytes, ...]:
    """Name the content that a file has now as git would, for there is nothing earlier in it."""
    content = read_bytes(path)
    if isinstance(content, Problem):
        return ()
    blob = b"blob %d\0" % len(content) + content
    sha1 = hashlib.sha1(blob, usedforsecurity=False)
    return sha1.hexdigest().encode(), hashlib.sha256(blob).hexdigest().encode()


@contextmanager
def _git(root: str, *arguments: str, given: IO[bytes] | None = None) -> Iterator[IO[bytes]]:
    """Run git in a repository and answer what it says, as it says it; raises `_GitError` where it fails."""
    steered = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept = {name: value for name, value in os.environ.items() if name.startswith(_KEPT)}
    # This repository it is: a broken one is not passed over for another around it.
    environment = {**steered, **kept, **_ALONE, "GIT_CEILING_DIRECTORIES": os.path.dirname(root)}
    with TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(  # noqa: S603  # no shell, and no word of a file is an argument
                ["git", *_QUIET, "-C", root, *arguments],  # noqa: S607  # the user's own git
                stdin=given or subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=environment,
            )
        except OSError as error:
            raise _GitError(f"git cannot be run: {reason_of(error)}") from error
        patience = Timer(_PATIENCE, process.kill)
        patience.daemon = True
        patience.start()
        with process:
            assert process.stdout is not None
            try:
                yield process.stdout
            except BaseException:
                process.kill()
                raise
            finally:
                timely = patience.is_alive()
                patience.cancel()
        if process.returncode:
            complaints.seek(0)
            said = complaints.readline().decode(errors="replace").strip().removeprefix("fatal: ")
            raise _GitError(said if timely else f"git has taken more than {_PATIENCE} seconds")


def _git_text(root: str, *arguments: str) -> str:
    with _git(root, *arguments) as answer:
        return answer.read().decode(errors="replace").strip()


def _has_commits(root: str) -> bool:
    try:
        return bool(_git_text(root, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD"))
    except _GitError as error:
        if str(error):
            raise
    # Without a word, HEAD leads to nothing: to a branch that has no commit yet, or to one that is broken.
    _git_text(root, "for-each-ref", "--count=1", "--format=%(refname)")
    return False


def _blobs(root: str, files: Mapping[bytes, str]) -> dict[bytes, set[str]]:
    """Return the contents that files had, by the name of the content those whose it was, under whatever name."""
    others = (f":(top,literal){os.fsdecode(path)}" for path in files if not path.lower().endswith(_ENDINGS))
    pathspecs = ("--", *_PATHS, *others)
    whose: dict[bytes, str | None] = dict(files)
    found: dict[bytes, set[str]] = {}
    with (
        _git(root, "rev-list", "--topo-order", "HEAD", *pathspecs) as commits,
        _git(root, "diff-tree", *_RAW, *pathspecs, given=commits) as changes,
    ):
        for kind, before, after, blobs in _changes(changes):
            stem = whose.get(after)
            if stem is not None:
                for blob in blobs:
                    found.setdefault(blob, set()).add(stem)
            if kind == b"R":  # the newest change comes first: further back it is the other name that means this file
                whose[before] = whose.pop(after, None)
    return found


def _changes(answer: IO[bytes]) -> Iterator[tuple[bytes, bytes, bytes, list[bytes]]]:
    """Read changes: what kind each is, the path before and after, and the contents that are those of files."""
    words = _words(answer)
    for word in words:
        change = _CHANGE.fullmatch(word)
        if change is None:
            raise _GitError("git answers in a way that is not understood")
        mode_before, mode_after, blob_before, blob_after, kind = change.groups()
        before = next(words, b"")
        after = next(words, b"") if kind in (b"R", b"C") else before
        sides = ((mode_before, blob_before), (mode_after, blob_after))
        yield kind, before, after, [blob for mode, blob in sides if mode.startswith(b"100")]


def _words(answer: IO[bytes]) -> Iterator[bytes]:
    """Split an answer at its NULs as it comes."""
    rest = b""
    while chunk := answer.read(_CHUNK):
        *words, rest = (rest + chunk).split(b"\0")
        yield from words


def _contents(root: str, blobs: Collection[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Read contents one after another; what is larger than a file may be is not even asked for."""
    if not blobs:
        return
    with _lines(blobs) as asked, _git(root, "cat-file", "--batch-check", given=asked) as answer:
        heads = [line.split() for line in answer]
    if any(head[-1] == b"missing" for head in heads):
        raise _GitError("some of its content is missing")
    small = [head[0] for head in heads if head[1] == b"blob" and int(head[2]) <= MAX_BYTES]
    with _lines(small) as asked, _git(root, "cat-file", "--batch", given=asked) as answer:
        for line in answer:
            blob, _, size = line.split()
            yield blob, answer.read(int(size))
            answer.read(1)


@contextmanager
def _lines(words: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """Put words one to a line into a file, for who reads slowly while answering."""
    with TemporaryFile() as file:
        file.writelines(word + b"\n" for word in words)
        file.seek(0)
        yield file


def _dues(content: bytes) -> Iterator[tuple[str, date]]:
    """Yield the due dates of one version, which may be a broken file: what cannot be read is passed over."""
    text, problems, _ = decode(content)
    data = read_yaml(text).data if not problems else None
    for item in _mappings(data, "plan"):
        yield from _due("plan", item)
    promises = [
        (review.get("date"), promise)
        for review in _mappings(data, "reviews")
        for promise in _mappings(review, "commitments")
    ]
    count = Counter(str(promise.get("id")) for _, promise in promises)
    for review, promise in promises:
        yield from _due(f"commitment/{review}", promise)
        if count[str(promise.get("id"))] == 1:
            yield from _due("commitment", promise)


def _mappings(data: Any, key: str) -> Iterator[dict[str, Any]]:
    listed = data.get(key) if type(data) is dict else None
    return (item for item in listed if type(item) is dict) if type(listed) is tuple else iter(())


def _due(kind: str, item: dict[str, Any]) -> Iterator[tuple[str, date]]:
    due = parse_date(item.get("due"))
    if due is not None and type(item.get("id")) is str:
        yield f"{kind}/{item['id']}", due
