"""Open what git recorded of a workspace: at a revision, or by the end of a day."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from partnerkit.errors import UsageError
from partnerkit.model.day import parse_date
from partnerkit.reading.deals import MAX_BYTES
from partnerkit.store.checkout import is_recorded
from partnerkit.store.git import Repository
from partnerkit.store.revision import Revision, commit_by, open_day, open_revision
from partnerkit.store.tree import DISK, Commit, Tree
from partnerkit.workspace.paths import absolute


def open_as_recorded(at: str, paths: Sequence[str], help: str = "leave --at out") -> Revision:
    """Open the repository that `paths` are in, else that of the current folder, at a revision or a date.

    Raises `UsageError` where there is no such repository or revision, or nothing was recorded by that day; `help` says
    what to type where there is no repository.
    """
    return open_at(_repository_of(paths, help), at)


def open_at(repository: Repository, at: str) -> Revision:
    """Open a repository at a revision or a date; raises `UsageError` where there is none."""
    day = parse_date(at)
    return open_revision(repository, at) if day is None else open_day(repository, day)


def earlier_commit(since: str, here: Revision, option: str = "--since") -> Commit:
    """Return the commit of a revision, or the last one by the end of a day on the way to `here`.

    Raises what `open_as_recorded` raises.
    """
    day = parse_date(since)
    if day is None:
        return open_revision(here.repository, since).commit
    return commit_by(here.repository, here.commit.id, day, option)


class LastCommit(NamedTuple):
    """The commit that files are compared with, None where nothing was recorded, and which of them it does not have.

    `contents` are what it has of the others.
    """

    id: str | None
    changed: tuple[str, ...] = ()
    contents: Mapping[str, bytes] = {}


def last_commit(paths: Sequence[str], tree: Tree, from_disk: Sequence[str] = ()) -> LastCommit:
    """Return the commit that files are from, and which of them differ there; one may be missing in both.

    Those `from_disk` were read there, and the others from the tree.
    """
    if tree.commit is not None:
        return _compared(from_disk, tree, tree.commit.id)
    try:
        recorded = open_as_recorded("HEAD", paths)
    except UsageError:
        return LastCommit(None)
    try:
        return _compared(paths, recorded, recorded.commit.id)
    finally:
        recorded.close()


def _compared(paths: Sequence[str], recorded: Tree, commit: str) -> LastCommit:
    """Compare files on disk with what was recorded of them."""
    contents = {path: recorded.read(path, MAX_BYTES) for path in paths}
    changed = [path for path, content in contents.items() if not is_recorded(DISK.read(path, MAX_BYTES), content)]
    same = {path: content for path, content in contents.items() if path not in changed and isinstance(content, bytes)}
    return LastCommit(commit, tuple(changed), same)


def _repository_of(paths: Sequence[str], help: str) -> Repository:
    found: dict[Repository | None, str] = {}
    for path in paths or (".",):
        found.setdefault(Repository.around(_folder_of(path)), path)
    if len(found) > 1:
        first, second, *_ = found.values()
        raise UsageError(f"{first} and {second} are not in one git repository", "ask about one repository at a time")
    [(repository, path)] = found.items()
    if repository is None:
        where = path if paths else "this folder"
        raise UsageError(f"{where} is not in a git repository, so it has no history", help)
    return repository


def _folder_of(path: str) -> str:
    """Return the folder that a path is in, which may be gone today; a name without a folder is looked up from here."""
    whole = str(absolute(path))
    return whole if os.path.isdir(whole) else os.path.dirname(whole)
