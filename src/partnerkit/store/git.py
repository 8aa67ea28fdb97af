"""What git has recorded, as plain facts: commits, trees, contents, and the versions of a file across its names.

Git runs without a shell, and nothing that a repository configures is run: no hook, monitor, filter, diff driver or
fetch. What is asked are the commands for scripts, whose answers follow no other configuration.
"""

import os
import re
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from tempfile import TemporaryFile
from threading import Event, Thread
from typing import IO, Final, NamedTuple, Self

from partnerkit.errors import reason_of
from partnerkit.store.tree import Commit

_PATIENCE: Final = 60
"""Seconds that git may be silent."""

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
_ID = re.compile(rb"[0-9a-f]{40,64}")
_SIGNATURE = re.compile(rb"(.*?) ?<[^>]*> (-?\d+) ([-+])(\d\d)(\d\d)")
_RAW: Final = (
    *("--stdin", "--root", "-r", "-M", "--raw", "-z", "--no-abbrev"),
    *("--no-relative", "--no-ext-diff", "--no-textconv"),
)
_CHUNK: Final = 1 << 16


class GitError(Exception):
    """Git gives no answer, and says why."""


class Version(NamedTuple):
    """What a file held after a commit, or before it: the path it has had since, and the id of its content."""

    commit: Commit
    path: str
    blob: str


SUBMODULE: Final = "160000"


class Item(NamedTuple):
    """One entry of a recorded folder: its mode as git writes it, and the id of what it is."""

    mode: str
    id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder; that of a submodule is recorded as an empty one."""
        return self.mode in ("40000", SUBMODULE)

    @property
    def is_link(self) -> bool:
        """Whether it is a link."""
        return self.mode == "120000"


class Repository(NamedTuple):
    """A repository, by the folder that its paths start from; of a bare one that is the repository itself."""

    root: str
    is_bare: bool = False

    @classmethod
    def around(cls, folder: str) -> "Repository | None":
        """Return the repository that a folder is in, which need not exist; None where there is none."""
        folder = os.path.realpath(folder)
        while True:
            if os.path.lexists(os.path.join(folder, ".git")):
                return cls(folder)
            if all(os.path.exists(os.path.join(folder, name)) for name in ("HEAD", "objects", "refs")):
                return cls(folder, is_bare=True)
            folder, inner = os.path.dirname(folder), folder
            if folder == inner:
                return None

    @contextmanager
    def run(self, *arguments: str, given: IO[bytes] | None = None) -> Iterator[IO[bytes]]:
        """Run git in the repository and yield its output as it comes; raises `GitError` where it fails."""
        with TemporaryFile() as complaints:
            process = self.start(*arguments, given=given or subprocess.DEVNULL, complaints=complaints)
            patience = Patience(process)
            assert process.stdout is not None
            with process:
                try:
                    yield process.stdout
                except BaseException:
                    process.kill()
                    raise
                finally:
                    patience.end()
            if process.returncode:
                complaints.seek(0)
                said = complaints.readline().decode(errors="replace").strip().removeprefix("fatal: ")
                raise GitError(patience.complaint or said)

    def start(
        self, *arguments: str, given: IO[bytes] | int, complaints: IO[bytes] | int = subprocess.DEVNULL
    ) -> "subprocess.Popen[bytes]":
        """Start git in the repository; raises `GitError` where there is no git."""
        steered = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        kept = {name: value for name, value in os.environ.items() if name.startswith(_KEPT)}
        # This repository it is: a broken one is not passed over for another around it.
        environment = {**steered, **kept, **_ALONE, "GIT_CEILING_DIRECTORIES": os.path.dirname(self.root)}
        where = ("--git-dir", self.root) if self.is_bare else ("-C", self.root)
        try:
            return subprocess.Popen(  # noqa: S603  # no shell, and no word of a file is an option
                ["git", *_QUIET, *where, *arguments],  # noqa: S607  # the user's own git
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=environment,
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {reason_of(error)}") from error

    def text(self, *arguments: str) -> str:
        """Return what git prints, as one text."""
        with self.run(*arguments) as answer:
            return answer.read().decode(errors="replace").strip()

    def has_commits(self) -> bool:
        """Whether the checked-out branch has a commit; raises `GitError` where that cannot be said."""
        if self._id("HEAD") is not None:
            return True
        # HEAD leads to nothing: to a branch that has no commit yet, or to one that is broken.
        self.text("for-each-ref", "--count=1", "--format=%(refname)")
        return False

    def is_shallow(self) -> bool:
        """Whether the history is cut off."""
        return self.text("rev-parse", "--is-shallow-repository") == "true"

    def resolve(self, revision: str) -> str | None:
        """Return the id of the commit that a revision means; None where git knows of none.

        Raises `GitError` where git says why, as for a short id that several commits share.
        """
        return self._id(f"{revision}^{{commit}}")

    def _id(self, name: str) -> str | None:
        try:
            return self.text("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        except GitError as error:
            if str(error):
                raise
            return None

    def names(self) -> list[str]:
        """List the names of branches and tags."""
        kinds = ("refs/heads", "refs/tags", "refs/remotes")
        return self.text("for-each-ref", "--format=%(refname:lstrip=2)", *kinds).split()

    def first_parents(self) -> Iterator[Commit]:
        """Yield the commits of the checked-out branch, newest first, without those that it merged from others."""
        with self.run("rev-list", "--first-parent", "HEAD") as answer, Objects(self) as objects:
            for line in answer:
                yield objects.commit(line.decode().strip())

    def versions(self, start: str, paths: Collection[str], endings: Collection[str]) -> Iterator[tuple[str, Version]]:
        """Yield each version that files had up to a commit, newest first, with the path that was asked for.

        A file that was renamed, as git finds out, has the versions of its earlier names, as long as these end in one of
        `endings`. What a commit removed or replaced counts as a version too, since a merge may have made it.
        """
        whose: dict[bytes, str | None] = {os.fsencode(path): path for path in paths}
        others = (f":(top,literal){path}" for path in paths if not path.lower().endswith(tuple(endings)))
        pathspecs = ("--", *(f":(top,icase)*{ending}" for ending in endings), *others)
        with (
            self.run("rev-list", "--topo-order", "--end-of-options", start, *pathspecs) as commits,
            self.run("diff-tree", *_RAW, *pathspecs, given=commits) as changes,
            Objects(self) as objects,
        ):
            for commit, kind, before, after, blobs in _changes(changes):
                path = whose.get(after)
                if path is not None:
                    facts = objects.commit(commit)
                    for blob in blobs:
                        yield path, Version(facts, os.fsdecode(after), blob)
                if kind == b"R":  # the newest change comes first: further back, the other name means this file
                    whose[before] = whose.pop(after, None)


class TooLargeError(GitError):
    """An object is larger than what was asked for."""


class Objects:
    """Reads what a repository holds by its id, one object after another, through processes started when needed.

    A context manager; what is copied to another process, as for a pool of workers, starts anew there.
    """

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._pipes: dict[str, _Pipe] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in self._pipes.values():
            pipe.close()
        self._pipes.clear()

    def __reduce__(self) -> tuple[type["Objects"], tuple[Repository]]:
        return Objects, (self.repository,)

    def read(self, id: str, most: int) -> tuple[str, bytes]:
        """Return the type of an object and its bytes.

        Raises `TooLargeError` where these are more than `most`, before git has read them, and `GitError` where the
        object is missing or broken.
        """
        kind, size = self._pipe("--batch-check").head(id)
        if size > most:
            raise TooLargeError(f"{id[:12]} is too large")
        contents = self._pipe("--batch")
        contents.head(id)
        return kind, contents.content(size)

    def _pipe(self, mode: str) -> "_Pipe":
        if mode not in self._pipes or self._pipes[mode].is_closed:
            self._pipes[mode] = _Pipe(self.repository, mode)
        return self._pipes[mode]

    def folder(self, id: str) -> Mapping[str, Item]:
        """Return what is in a recorded folder, by name; names that no file can have are passed over."""
        kind, content = self.read(id, _MAX_FOLDER)
        if kind != "tree":
            raise GitError(f"{id[:12]} is not a folder")
        length = len(id) // 2
        items: dict[str, Item] = {}
        at = 0
        while at < len(content):
            end = content.find(b"\0", at)
            mode, _, name = content[at:end].partition(b" ")
            at = end + 1 + length
            if end < 0 or at > len(content):
                raise GitError(f"{id[:12]} is broken")
            if b"/" not in name and name not in (b"", b".", b".."):
                items[os.fsdecode(name)] = Item(mode.decode(errors="replace"), content[end + 1 : at].hex())
        return items

    def commit(self, id: str) -> Commit:
        """Return the facts of a commit."""
        headers = self._headers(id)
        author = _SIGNATURE.fullmatch(headers.get(b"author", b""))
        return Commit(id, author[1].decode(errors="replace") if author else "", _day(headers.get(b"committer", b"")))

    def root(self, commit: str) -> str:
        """Return the id of the folder that a commit recorded."""
        return self._headers(commit)[b"tree"].decode()

    def _headers(self, id: str) -> dict[bytes, bytes]:
        kind, content = self.read(id, _MAX_FOLDER)
        if kind != "commit":
            raise GitError(f"{id[:12]} is not a commit")
        head = content.partition(b"\n\n")[0]
        return dict(reversed([(key, value) for key, _, value in (line.partition(b" ") for line in head.split(b"\n"))]))


_MAX_FOLDER: Final = 64 * 1024 * 1024
"""Bytes of a recorded folder or commit: a million names and more."""


class _Pipe:
    """A `git cat-file` that is asked for one object after another."""

    def __init__(self, repository: Repository, mode: str) -> None:
        self._process = repository.start("cat-file", mode, given=subprocess.PIPE)
        self._patience = Patience(self._process)
        self.is_closed = False

    def close(self) -> None:
        """End the process."""
        self.is_closed = True
        self._patience.end()
        self._process.kill()
        with self._process:
            pass

    def head(self, id: str) -> tuple[str, int]:
        """Ask for an object; return its type and size."""
        asked, answer = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answer is not None
        with self._patient():
            asked.write(id.encode() + b"\n")
            asked.flush()
            head = answer.readline().split()
            if len(head) != 3:
                raise GitError(f"{id[:12]} is missing or broken")
            return head[1].decode(), int(head[2])

    def content(self, size: int) -> bytes:
        """Return the bytes of the object whose head was read last."""
        answer = self._process.stdout
        assert answer is not None
        with self._patient():
            content = answer.read(size)
            if len(content) < size or answer.read(1) != b"\n":
                raise GitError("an object is broken")
            return content

    @contextmanager
    def _patient(self) -> Iterator[None]:
        """Wait for an answer; one that does not come ends the process."""
        self._patience.renew()
        try:
            yield
        except (GitError, OSError) as error:
            self.close()
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            raise GitError(self._patience.complaint or reason) from error
        self._patience.rest()


class Patience:
    """Ends a process that has been silent for too long; `complaint` then says so."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.complaint = ""
        self._until: float | None = time.monotonic() + _PATIENCE
        self._ended = Event()
        Thread(target=self._watch, args=(process,), daemon=True).start()

    def renew(self) -> None:
        """Start counting again."""
        self._until = time.monotonic() + _PATIENCE

    def rest(self) -> None:
        """Count nothing while nothing is asked."""
        self._until = None

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        while not self._ended.wait(1):
            if self._until is not None and time.monotonic() >= self._until:
                self.complaint = f"git has taken more than {_PATIENCE} seconds"
                process.kill()
                return


def _day(signature: bytes) -> str:
    """Return the day of a signature, YYYY-MM-DD, by the clock of the person who made it."""
    match = _SIGNATURE.fullmatch(signature)
    if match is None:
        return ""
    offset = timedelta(hours=int(match[4]), minutes=int(match[5])) * (-1 if match[3] == b"-" else 1)
    try:
        return datetime.fromtimestamp(int(match[2]), timezone(offset)).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC).date().isoformat()


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
