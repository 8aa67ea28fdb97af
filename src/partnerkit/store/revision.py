"""The files as git recorded them in a commit."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Final

from partnerkit.errors import UsageError
from partnerkit.phrasing import did_you_mean
from partnerkit.store.git import GitError, Repository
from partnerkit.store.objects import SUBMODULE, Item, Objects, TooLargeError
from partnerkit.store.tree import IS_A_LINK, TOO_LARGE, Commit, Kind, TreeEntry, Unreadable
from partnerkit.store.versions import versions

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

    def __reduce__(self) -> tuple[type["Revision"], tuple[Repository, Commit]]:
        return Revision, (self.repository, self.commit)

    def kind(self, path: str, *, follow: bool = True) -> Kind | None:
        """Return what a path led to; a link that leads nowhere is still something in the way."""
        with _refusals(self.repository):
            item = (self._find(path, follow=True) if follow else None) or self._find(path, follow=False)
        if item is None:
            return None
        return "folder" if item.is_folder else "file"

    def name_then(self, path: str) -> str | None:
        """Return the absolute path that a file of today had in the commit, where it was there under any name."""
        parts = self._from_root(path)
        if not parts:
            return None
        with _refusals(self.repository):
            recorded = versions(self.repository, "HEAD", ["/".join(parts)], [os.path.splitext(path)[1]])
            names = (os.path.join(self.repository.root, version.path) for _, version in recorded)
            return next((name for name in names if self.kind(name) == "file"), None)

    def scan(self, folder: str) -> Iterator[TreeEntry]:
        """Yield what was in a folder."""
        with _refusals(self.repository):
            item = self._find(folder, follow=True)
            for name, inner in self._inside(item).items() if item else ():
                yield TreeEntry(os.path.join(folder, name), "folder" if inner.is_folder else "file", inner.is_link)

    def read(self, path: str, most: int) -> bytes | Unreadable:
        """Return the bytes of a file as they are in the repository."""
        with _refusals(self.repository):
            item = self._find(path, follow=False)
        if item is None:
            return Unreadable("this cannot be read: no such file or directory")
        if item.is_link:
            return IS_A_LINK
        if item.is_folder:
            return Unreadable("this is not a regular file")
        try:
            return self._objects.read(item.id, most)[1]
        except TooLargeError:
            return TOO_LARGE
        except GitError as error:
            return Unreadable(f"git cannot read this: {error}")

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
    with _refusals(repository):
        _check_commits(repository)
        found = repository.resolve(revision)
        if found is not None:
            return Revision(repository, _commit(repository, found))
        if repository.is_shallow():
            raise UsageError(f"`{revision}` is not in this clone, whose history is cut off", "git fetch --unshallow")
        names = repository.names()
    help = did_you_mean(revision, names) or "give a branch, a tag, a commit such as HEAD~3, or a date: 2026-03-31"
    raise UsageError(f"`{revision}` is not a revision of {repository.root}", help)


def open_day(repository: Repository, day: date) -> Revision:
    """Open the last commit of the checked-out branch by the end of a day, by the clock of the person who committed.

    Raises `UsageError` where the first commit is later.
    """
    first = None
    with _refusals(repository):
        _check_commits(repository)
        with Objects(repository) as objects:
            for commit in map(objects.commit, repository.first_parents()):
                if commit.day <= day.isoformat():
                    return Revision(repository, commit)
                first = commit
        assert first is not None
        if repository.is_shallow():
            raise UsageError(
                f"the history of this clone is cut off after {day}: it starts on {first.day}", "git fetch --unshallow"
            )
    raise UsageError(f"nothing was recorded by {day}: the first commit is of {first.day}", f"--at {first.day}")


def _check_commits(repository: Repository) -> None:
    if not repository.has_commits():
        raise UsageError(f"{repository.root} has no commits yet", "git commit records what there is")


def _commit(repository: Repository, id: str) -> Commit:
    with Objects(repository) as objects:
        return objects.commit(id)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


@contextmanager
def _refusals(repository: Repository) -> Iterator[None]:
    """Raise what git refuses as a `UsageError`."""
    try:
        yield
    except GitError as error:
        raise UsageError(f"the git history of {repository.root} cannot be read: {error}") from error
