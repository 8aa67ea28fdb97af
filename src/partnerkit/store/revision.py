"""The files as git recorded them in a commit."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from typing import Final

from partnerkit.errors import UsageError
from partnerkit.phrasing import did_you_mean
from partnerkit.store.git import GitError, Repository
from partnerkit.store.objects import SUBMODULE, Item, Objects, TooLargeError
from partnerkit.store.tree import IS_A_LINK, TOO_LARGE, Commit, Kind, TreeEntry, Unreadable
from partnerkit.store.versions import Followed, commits, versions

_MAX_LINKS: Final = 40
"""As many links as systems follow on the way to a file."""

_MAX_TARGET: Final = 4096
"""Bytes of the path that a link holds."""


class Revision:
    """What a commit recorded. Its files have the paths that they would have in a checkout.

    Contents are those of the repository: filters and line endings of a checkout are not applied.
    """

    def __init__(self, repository: Repository, commit: Commit) -> None:
        self.repository = repository
        self.commit: Final = commit
        self._objects = Objects(repository)
        self._folders: dict[str, Mapping[str, Item]] = {}
        self._root: Item | None = None

    def beside(self, commit: Commit) -> "Revision":
        """Return what another commit recorded, read through the same processes: closing one closes both."""
        other = Revision(self.repository, commit)
        other._objects, other._folders = self._objects, self._folders
        return other

    def __reduce__(self) -> tuple[type["Revision"], tuple[Repository, Commit]]:
        return Revision, (self.repository, self.commit)

    def kind(self, path: str, *, follow: bool = True) -> Kind | None:
        """Return what a path led to; a link that leads nowhere is still something in the way."""
        with refusals_of(self.repository):
            item = (self._find(path, follow=True) if follow else None) or self._find(path, follow=False)
        if item is None:
            return None
        return "folder" if item.is_folder else "file"

    def name_then(self, path: str) -> str | None:
        """Return the absolute path that a file of today had in the commit, where it was there under any name."""
        parts = self._from_root(path)
        if not parts:
            return None
        with refusals_of(self.repository):
            recorded = versions(self.repository, "HEAD", Followed(["/".join(parts)], [os.path.splitext(path)[1]]))
            names = (os.path.join(self.repository.root, version.path) for _, version in recorded)
            return next((name for name in names if self.kind(name) == "file"), None)

    def scan(self, folder: str) -> Iterator[TreeEntry]:
        """Yield what was in a folder."""
        with refusals_of(self.repository):
            item = self._find(folder, follow=True)
            for name, inner in self._inside(item).items() if item else ():
                yield TreeEntry(os.path.join(folder, name), "folder" if inner.is_folder else "file", inner.is_link)

    def read(self, path: str, most: int) -> bytes | Unreadable:
        """Return the bytes of a file as they are in the repository."""
        with refusals_of(self.repository):
            item = self._find(path, follow=False)
        if item is None:
            return Unreadable("this can't be read: no such file or directory")
        if item.is_link:
            return IS_A_LINK
        if item.is_folder:
            return Unreadable("this is not a regular file")
        return self.content(item.id, most)

    def content(self, id: str, most: int) -> bytes | Unreadable:
        """Return the bytes of a content by its id; raises `UsageError` where a partial clone may lack it."""
        try:
            return self._objects.read(id, most)[1]
        except TooLargeError:
            return TOO_LARGE
        except GitError as error:
            if self.repository.is_partial():
                raise _is_lacking(self.repository) from error
            return Unreadable(f"git can't read this: {error}")

    def inside(self, path: str) -> str | None:
        """Return a path as git writes it, from the folder that the repository starts at; None where it is elsewhere."""
        parts = self._from_root(path)
        return "/".join(parts) if parts else None

    def id_at(self, path: str) -> str | None:
        """Return the id of the content of a file; None where there is no regular file."""
        with refusals_of(self.repository):
            item = self._find(path, follow=False)
        return None if item is None or item.is_link or item.is_folder else item.id

    def changed(self, path: str) -> int:  # noqa: ARG002  # one answer for every file
        """Return when the commit was made: what a file is at that time, it may have been for years."""
        return self.commit.second

    def close(self) -> None:
        """End git."""
        self._objects.close()

    def _find(self, path: str, *, follow: bool) -> Item | None:
        """Return what is at a path; with `follow`, what the link there leads to."""
        parts = self._from_root(path)
        if parts is None:
            return None
        trail, ahead, links = [self._root_folder()], parts[::-1], 0
        while ahead:
            part = ahead.pop()
            if part == "..":
                trail.pop()
                if not trail:  # a link leads out of the repository
                    return None
                continue
            item = self._inside(trail[-1]).get(part) if trail[-1].is_folder else None
            if item is None:
                return None
            if not item.is_link or not (ahead or follow):
                trail.append(item)
                continue
            links += 1
            target = os.fsdecode(self._objects.read(item.id, _MAX_TARGET)[1])
            if links > _MAX_LINKS or target.startswith("/"):
                return None
            ahead += [word for word in reversed(target.split("/")) if word not in ("", ".")]
        return trail[-1]

    def _root_folder(self) -> Item:
        if self._root is None:
            self._root = Item("40000", self._objects.root(self.commit.id))
        return self._root

    def _inside(self, folder: Item) -> Mapping[str, Item]:
        """Return what is in a folder; what is in a submodule is recorded elsewhere."""
        if folder.mode == SUBMODULE:
            return {}
        if folder.id not in self._folders:
            self._folders[folder.id] = self._objects.folder(folder.id)
        return self._folders[folder.id]

    def _from_root(self, path: str) -> list[str] | None:
        """Take a path apart below the folder that the repository starts at; None where it leads elsewhere."""
        inside = os.path.abspath(path)
        if not _is_below(inside, self.repository.root):
            # A link on the way to the repository, as the temporary folder of some systems is.
            above = inside
            while not os.path.exists(above) and os.path.dirname(above) != above:
                above = os.path.dirname(above)
            inside = os.path.join(os.path.realpath(above), os.path.relpath(inside, above))
            if not _is_below(inside, self.repository.root):
                return None
        words = os.path.relpath(inside, self.repository.root).split(os.sep)
        return [word for word in words if word != os.curdir]


def open_revision(repository: Repository, revision: str) -> Revision:
    """Open the commit that a revision means; raises `UsageError` where there is none, with the nearest name."""
    with refusals_of(repository):
        _check_commits(repository)
        found = repository.resolve(revision)
        if found is not None:
            return Revision(repository, _commit(repository, found))
        meant = did_you_mean(revision, repository.names())
        if not meant and repository.is_shallow():
            raise UsageError(
                f"`{revision}` is not in this clone, which has only part of the history", "git fetch --unshallow"
            )
    help = meant or "give a branch, a tag, a commit such as HEAD~3, or a date: 2026-03-31"
    raise UsageError(f"`{revision}` is not a revision of {repository.root}", help)


def open_day(repository: Repository, day: date) -> Revision:
    """Open the last commit of the checked-out branch by the end of a day, by the clock of the person who committed.

    Raises `UsageError` where the first commit is later.
    """
    return Revision(repository, commit_by(repository, "HEAD", day, "--at"))


def commit_by(repository: Repository, start: str, day: date, option: str) -> Commit:
    """Return the last commit of a branch by the end of a day; `option` is the one of the command line that asks.

    Raises `UsageError` where the first commit is later.
    """
    with refusals_of(repository):
        _check_commits(repository)
        [found], first = last_by(repository, start, [day])
        if found is not None:
            return found
        if repository.is_shallow():
            raise UsageError(
                f"the history of this clone only starts on {first.day}, after {day}",
                "git fetch --unshallow",
            )
    raise UsageError(f"nothing was recorded by {day}: the first commit is from {first.day}", f"{option} {first.day}")


def last_commits(here: Revision, days: Sequence[date]) -> list[Commit | None]:
    """Return the last commit on the way to a revision by the end of each day, which come in their order."""
    with refusals_of(here.repository):
        return last_by(here.repository, here.commit.id, days)[0] if days else []


def last_by(repository: Repository, start: str, days: Sequence[date]) -> tuple[list[Commit | None], Commit]:
    """Return the last commit of a branch by the end of each day, and the first of those looked at.

    The days are in their order; None stands for a day on which there was no commit yet. What was merged counts from
    the day it was.
    """
    found: list[Commit | None] = []
    ahead = [day.isoformat() for day in days]
    with closing(commits(repository, "--first-parent", start)) as line:
        for commit, _ in line:
            while ahead and commit.day <= ahead[-1]:
                ahead.pop()
                found.append(commit)
            first = commit
            if not ahead:
                break
    return [*(None for _ in ahead), *reversed(found)], first


def open_merge_base(repository: Repository, commit: str) -> Revision:
    """Open the nearest commit that a commit has in common with the main branch, here or at the remote.

    Raises `UsageError` where there is no main branch, or this clone does not have that commit.
    """
    compare = "name a revision to compare with, such as `partnerkit diff HEAD~1`"
    with refusals_of(repository):
        _check_commits(repository)
        branch = repository.main_branch()
        if branch is None:
            raise UsageError(f"none of the branches of {repository.root} is called main", compare)
        base = repository.common_with_branch(repository.resolve(commit) or commit, branch)
        if base is not None:
            return Revision(repository, _commit(repository, base))
        if repository.is_shallow():
            message = f"the commit in common with {branch} is not in this clone, which has only part of the history"
            raise UsageError(message, "git fetch --unshallow")
    raise UsageError(f"there is no commit in common with {branch}", compare)


def open_common(repository: Repository, commit: str, other: str) -> Revision:
    """Open the nearest commit that two revisions have in common; raises `UsageError` where there is none."""
    there = open_revision(repository, other)
    with refusals_of(repository):
        base = repository.common(commit, there.commit.id)
        if base is not None:
            return Revision(repository, _commit(repository, base))
    raise UsageError(f"{commit[:12]} and {other} have no commit in common, as far as this clone knows")


def _check_commits(repository: Repository) -> None:
    if not repository.has_commits():
        raise UsageError(f"{repository.root} has no commits yet", "record your files with git commit")


def _commit(repository: Repository, id: str) -> Commit:
    with Objects(repository) as objects:
        return objects.commit(id)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


@contextmanager
def refusals_of(repository: Repository) -> Iterator[None]:
    """Raise what git refuses as a `UsageError`."""
    try:
        yield
    except GitError as error:
        if repository.is_partial():
            raise _is_lacking(repository) from error
        raise UsageError(f"the git history of {repository.root} can't be read: {error}") from error


def _is_lacking(repository: Repository) -> UsageError:
    message = f"{repository.root} is a partial clone, which has only some of the files of earlier commits"
    return UsageError(message, "git fetch --refetch --no-filter")
