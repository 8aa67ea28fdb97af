"""What git recorded of today's partnerships at several commits, with each content read and parsed once."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.reading.source import MAX_BYTES
from partnerkit.store.revision import Revision, refusals_of
from partnerkit.store.tree import Commit
from partnerkit.store.versions import Followed, earlier_paths
from partnerkit.workspace.discovery import SUFFIXES, Grounds, found_at
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.portfolio import Collected, Selection, WorkspaceError, read_workspace
from partnerkit.workspace.recorded import Contents


class Moment(NamedTuple):
    """What a commit had of a workspace: the partnerships of today by the stems of today, as far as they were there.

    `unreadable` are those whose file was broken, with its path then; `gone` are those that are in no file today, by
    their path.
    """

    commit: Commit
    portfolio: Portfolio
    unreadable: Mapping[str, str]
    gone: Mapping[str, Partnership]


def read_moments(
    selection: Selection, collected: Collected, here: Revision, commits: Sequence[Commit], *, with_gone: bool = False
) -> Iterator[Moment | Commit]:
    """Yield what commits had of a portfolio, in their order; a bare commit where its workspace file was broken.

    They are on the line of first parents from `here`, the commit that today's names are those of, the newest first;
    only the last may be elsewhere. A file that was renamed, as git finds out, is the same partnership.
    """
    contents = _contents(collected, here)
    today = {inside: stem_of(path) for path in selection.files if (inside := here.inside(path)) is not None}
    root = selection.root if with_gone else None
    ids = [commit.id for commit in commits]
    with refusals_of(here.repository):
        then = earlier_paths(here.repository, here.commit.id, ids, Followed(today, SUFFIXES)) if ids else {}
    for commit in commits:
        revision = here.beside(commit)
        stems = {path: today[now] for path, now in then[commit.id].items()}
        yield _moment(revision, collected, stems, contents, root)


def _contents(collected: Collected, here: Revision) -> Contents:
    """Return what is loaded already, as most files have not changed since."""
    contents = Contents(here)
    for stem, partnership in collected.portfolio.partnerships.items():
        content = collected.tree.read(collected.paths[stem], MAX_BYTES)
        if isinstance(content, bytes):
            contents.add(content, partnership)
    return contents


def _moment(
    revision: Revision, collected: Collected, stems: Mapping[str, str], contents: Contents, root: str | None
) -> Moment | Commit:
    """Return what a commit had of the partnerships by their paths then."""
    try:
        workspace = _workspace(revision, collected)
    except WorkspaceError:
        return revision.commit
    partnerships: dict[str, Partnership] = {}
    unreadable: dict[str, str] = {}
    for path, stem in stems.items():
        id = revision.id_at(os.path.join(revision.repository.root, path))
        if id is None:
            continue
        loaded = contents.partnership(id)
        if loaded is None:
            unreadable[stem] = path
        else:
            partnerships[stem] = loaded
    gone: dict[str, Partnership] = {}
    files = found_at(root, Grounds(root, workspace.exclude, revision)).files if root is not None else ()
    for path in files:
        id = revision.id_at(path)
        if id is not None and revision.inside(path) not in stems and (loaded := contents.partnership(id)):
            gone[path] = loaded
    return Moment(revision.commit, Portfolio(workspace, partnerships), unreadable, gone)


def _workspace(revision: Revision, collected: Collected) -> Workspace:
    """Return the workspace of a commit: the defaults before there was a file, and today's where that is elsewhere."""
    file = collected.workspace_file
    if file is not None and revision.inside(file) is None:
        return collected.portfolio.workspace
    return read_workspace(file if file is not None and revision.kind(file) else None, revision)
