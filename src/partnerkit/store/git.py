"""Run git safely in a repository.

Git runs without a shell, and nothing that a repository configures is run: no hook, monitor, filter, diff driver or
fetch. What is asked are the commands for scripts, whose answers follow no other configuration.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import IO, Final, NamedTuple

from partnerkit.errors import reason_of


def scratch() -> IO[bytes]:
    """Return an empty file that is in no folder, so it works in containers without a folder for temporary files."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("partnerkit"), "w+b")
    from tempfile import TemporaryFile

    return TemporaryFile()


_PATIENCE: Final = 60
"""Seconds that git may be silent."""

_SETTINGS: Final = (
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.disambiguate=committish",
    "diff.renameLimit=1000",
    "advice.graftFileDeprecated=false",
)
_QUIET: Final = tuple(word for setting in _SETTINGS for word in ("-c", setting))
_ALONE: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_KEPT: Final = ("GIT_CONFIG_", "GIT_EXEC_PATH")
"""Of git's variables, those that say where it is itself; the others steer it to other repositories and answers."""

_QUARANTINE: Final = ("GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
"""Where commits are until the hook of a repository has accepted them."""


class GitError(Exception):
    """Git gives no answer, and says why."""


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
        with scratch() as complaints:
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
                raise GitError(patience.complaint or _reason_in(complaints))

    def start(
        self, *arguments: str, given: IO[bytes] | int, complaints: IO[bytes] | int = subprocess.DEVNULL
    ) -> "subprocess.Popen[bytes]":
        """Start git in the repository; raises `GitError` where there is no git."""
        steered = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        prefixes = (*_KEPT, *_QUARANTINE) if _QUARANTINE[0] in os.environ else _KEPT
        kept = {name: value for name, value in os.environ.items() if name.startswith(prefixes)}
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
            raise GitError(f"git can't be run: {reason_of(error)}") from error

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

    def is_partial(self) -> bool:
        """Whether contents were left out when it was cloned."""
        try:
            return bool(self.text("config", "--get-regexp", r"^remote\..*\.promisor$"))
        except GitError:
            return False

    def resolve(self, revision: str) -> str | None:
        """Return the id of the commit that a revision means; None where git knows of none, or of no commit.

        Raises `GitError` where git says why, as for a short id that several commits share.
        """
        id = self._id(revision)
        try:
            return None if id is None else self._id(f"{id}^{{commit}}")
        except GitError:
            if self.text("cat-file", "-t", id or "") == "commit":
                raise
            return None  # a folder or a file

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

    def main_branch(self) -> str | None:
        """Return the name of the main branch: what the remote says, else main or master, or the only branch there is.

        A clone of one branch alone does not say which one of the remote is the main one.
        """
        try:
            return self.text("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD").removeprefix("refs/remotes/origin/")
        except GitError:
            here = self.text("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split()
            there = self.text("for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes").split()
        usual = (name for name in ("main", "master", "trunk") if name in {*here, *there})
        return next(usual, here[0] if len(here) == 1 and not there else None)

    def common_with_branch(self, commit: str, branch: str) -> str | None:
        """Return the nearest commit that a commit shares with a branch, here or at the remote; None where none is."""
        tips = [id for kind in ("heads", "remotes/origin") if (id := self.resolve(f"refs/{kind}/{branch}"))]
        return self.common(commit, *tips) if tips else None

    def common(self, commit: str, *others: str) -> str | None:
        """Return the nearest commit that a commit has in common with others, all by their ids; None where none is."""
        try:
            return self.text("merge-base", commit, *others)
        except GitError as error:
            if str(error):
                raise
            return None


def _reason_in(complaints: IO[bytes]) -> str:
    """Return why git failed: the first line that is no advice; empty where there is none."""
    lines = (line.decode(errors="replace").strip() for line in complaints)
    said = next((line for line in lines if not line.startswith(("hint:", "warning:"))), "")
    return said.removeprefix("fatal: ").removeprefix("error: ")


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
