"""From the files that a command line names to a portfolio: what is in them, and what is wrong there."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_workspace, names_of
from partnerkit.store.tree import DISK, Tree
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.paths import Named, absolute, found_below, missing_from, stem_of
from partnerkit.workspace.pool import Inspector, check_all, read_all

ItemT = TypeVar("ItemT")


class Selection(NamedTuple):
    """What a command line names: a workspace and the files in it, not yet read."""

    workspace: Workspace
    workspace_file: str | None
    workspace_findings: tuple[Finding, ...]
    files: tuple[str, ...]
    other_workspaces: tuple[str, ...]
    tree: Tree

    @property
    def known(self) -> Names:
        """The names that every file may refer to."""
        return names_of(self.workspace)._replace(partnerships=self._partnerships())

    def _partnerships(self) -> frozenset[str] | None:
        """Return the names of all partnerships; None where the workspace file isn't the one around the files."""
        if self.workspace_file is None:
            return None
        folder = os.path.dirname(self.workspace_file) or "."
        everywhere = found_below(folder, self.tree).files
        if not {*map(absolute, self.files)} <= {*map(absolute, everywhere)}:
            return None
        return frozenset(map(stem_of, everywhere))


class Collected(NamedTuple):
    """All that could be read as a portfolio, where each came from, the findings of the rest, and what was inspected."""

    portfolio: Portfolio
    workspace_file: str | None
    paths: Mapping[str, str]
    findings: tuple[Finding, ...]
    files: int
    tree: Tree
    inspected: Mapping[str, Any]


class Checked(NamedTuple):
    """How many files were checked, how many have no error, and all that was found."""

    files: int
    valid: int
    findings: tuple[Finding, ...]


class Watch(Protocol):
    """Hands on what it is given, saying how far it has come of `total`."""

    def __call__(self, items: Iterable[ItemT], total: int, /) -> Iterator[ItemT]:
        """Yield the items, `total` in number."""
        ...


def _unwatched(items: Iterable[ItemT], _total: int, /) -> Iterator[ItemT]:
    return iter(items)


def select(named: Named) -> Selection:
    """Read the workspace that judges the files named; the defaults where there is none.

    Raises `UsageError` where the workspace file does not exist, `WorkspaceError` where it has errors.
    """
    try:
        workspace, findings = _read_workspace(named.workspace_file, named.tree)
    except WorkspaceError as error:
        error.files = len(named.files)
        raise
    return Selection(workspace, named.workspace_file, findings, named.files, named.other_workspaces, named.tree)


def read_workspace(workspace_file: str | None, tree: Tree = DISK) -> Workspace:
    """Read a workspace file; the defaults where there is none. Raises what `select` raises."""
    return _read_workspace(workspace_file, tree)[0]


def collect(selection: Selection, watch: Watch = _unwatched, inspector: Inspector | None = None) -> Collected:
    """Read every file of a selection; the good ones are the portfolio, and the findings are about the rest.

    `watch` is handed the files as they are read, to say how far reading has come; `inspector` sees each good one
    while its text is at hand.
    """
    inspected: dict[str, Any] = {}
    partnerships: dict[str, Partnership] = {}
    paths: dict[str, str] = {}
    findings = list(selection.workspace_findings)
    for path, loaded in watch(
        read_all(selection.files, selection.known, selection.tree, inspector), len(selection.files)
    ):
        findings.extend(loaded.findings)
        if loaded.model is None:
            continue
        stem = stem_of(path)
        if stem in paths:
            findings.append(_same_stem(path, paths[stem]))
        else:
            partnerships[stem] = loaded.model
            paths[stem] = path
            inspected[stem] = loaded.inspected
    portfolio = Portfolio(selection.workspace, partnerships)
    return Collected(
        portfolio,
        selection.workspace_file,
        paths,
        tuple(sorted(findings)),
        len(selection.files),
        selection.tree,
        inspected,
    )


def check(selection: Selection, watch: Watch = _unwatched) -> Checked:
    """Check every file of a selection without keeping what is in it."""
    findings = list(selection.workspace_findings)
    stems: dict[str, str] = {}
    valid = 0
    for path, found in watch(check_all(selection.files, selection.known, selection.tree), len(selection.files)):
        findings.extend(found)
        stem = stem_of(path)
        if any(finding.severity == "error" for finding in found):
            continue
        if stem in stems:
            findings.append(_same_stem(path, stems[stem]))
        else:
            stems[stem] = path
            valid += 1
    return Checked(len(selection.files), valid, tuple(sorted(findings)))


def _same_stem(path: str, earlier: str) -> Finding:
    """Tell that two files claim one identity."""
    message = f"`{stem_of(path)}` is also the name of {earlier}; a partnership is known by its file's name"
    return Finding(path, 1, 1, "PK121", message, help="rename one of the two files")


def _read_workspace(config_file: str | None, tree: Tree) -> tuple[Workspace, tuple[Finding, ...]]:
    if config_file is None:
        return Workspace(), ()
    if tree.kind(config_file) is None:
        raise UsageError(f"{config_file} {missing_from(tree)}")
    content = read_contents(config_file, tree)
    if isinstance(content, Finding):
        raise WorkspaceError(config_file, (content,))
    loaded = load_workspace(config_file, content)
    if loaded.model is None:
        raise WorkspaceError(config_file, loaded.findings)
    return loaded.model, loaded.findings


class WorkspaceError(InvalidFilesError):
    """The workspace file is wrong, so that no partnership can be judged by it."""

    def __init__(self, path: str, findings: tuple[Finding, ...]) -> None:
        self.files = 0
        super().__init__(f"the workspace file {path} has errors; no partnership can be judged until they are mended")
        self.findings = findings
