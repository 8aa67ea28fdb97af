"""What git has recorded of partnership files: the days by which things were due before."""

import hashlib
import os
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from partnerkit.facts.slips import due_dates
from partnerkit.reading.source import MAX_BYTES, decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.store.git import GitError, Repository
from partnerkit.store.objects import Objects, TooLargeError
from partnerkit.store.tree import Tree
from partnerkit.store.versions import Followed, versions
from partnerkit.workspace.discovery import SUFFIXES

DueDates: TypeAlias = dict[str, tuple[date, ...]]


class History(NamedTuple):
    """The due dates of earlier commits by stem, and for each repository that does not have all of them, why."""

    due_dates: dict[str, DueDates]
    gaps: tuple[str, ...]


def read_history(paths: Mapping[str, str], tree: Tree) -> History:
    """Read what git recorded of files by stem, up to the commit of the tree; what is in no repository has no history.

    A file that was renamed, as git finds out, has the history of its earlier names.
    """
    found: dict[str, dict[str, set[date]]] = {}
    gaps: list[str] = []
    for repository, files in _by_repository(paths).items():
        root = repository.root
        try:
            if not repository.has_commits():
                continue
            if repository.is_shallow():
                gaps.append(
                    f"the git history of {root} is incomplete, so slips may be missing: `git fetch --unshallow`"
                )
            start = tree.commit.id if tree.commit else "HEAD"
            owners: dict[str, set[str]] = {}
            for path, version in versions(repository, start, Followed(files, SUFFIXES)):
                owners.setdefault(version.blob, set()).add(files[path])
            for stem in files.values():
                for blob in _blob_ids(paths[stem], tree):
                    owners.get(blob, set()).discard(stem)
            with Objects(repository) as objects:
                for blob in (blob for blob, stems in owners.items() if stems):
                    for key, due in due_dates(_data(blob, objects)):
                        for stem in owners[blob]:
                            found.setdefault(stem, {}).setdefault(key, set()).add(due)
        except GitError as error:
            gaps.append(f"the git history of {root} can't be read, so slips may be missing: {error}")
    sorted_dates = {stem: {key: tuple(sorted(days)) for key, days in by_key.items()} for stem, by_key in found.items()}
    return History(sorted_dates, tuple(gaps))


def _by_repository(paths: Mapping[str, str]) -> dict[Repository, dict[str, str]]:
    """Sort files by the repository they are in: their stems, by their paths in it as git writes them."""
    found: dict[Repository, dict[str, str]] = {}
    repositories: dict[str, Repository | None] = {}
    for stem, path in paths.items():
        folder = os.path.realpath(os.path.dirname(os.path.abspath(path)))
        if folder not in repositories:
            repositories[folder] = Repository.around(folder)
        if (repository := repositories[folder]) is not None:
            inside = os.path.relpath(os.path.join(folder, os.path.basename(path)), repository.root)
            found.setdefault(repository, {})[inside.replace(os.sep, "/")] = stem
    return found


def _blob_ids(path: str, tree: Tree) -> tuple[str, ...]:
    """Name the content that a file has as git would, since nothing in it is earlier."""
    content = tree.read(path, MAX_BYTES)
    if not isinstance(content, bytes):
        return ()
    blob = b"blob %d\0" % len(content) + content
    return hashlib.sha1(blob, usedforsecurity=False).hexdigest(), hashlib.sha256(blob).hexdigest()


def _data(blob: str, objects: Objects) -> object:
    """Return the plain data of one version; None for one that is not a file that could be read."""
    try:
        text, problems, _ = decode(objects.read(blob, MAX_BYTES)[1])
    except TooLargeError:
        return None
    return read_yaml(text).data if not problems else None
