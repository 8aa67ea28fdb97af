"""From the files that a command line names to a portfolio: what is in them, and what is wrong there."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.findings import Finding
from partnerkit.findings.gathered import Gathered
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_workspace, names_of
from partnerkit.store.tree import DISK, Tree
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.deals import check_deals, load_all_deals
from partnerkit.workspace.discovery import Grounds, PassedOver, found_at, nested_workspace
from partnerkit.workspace.paths import Named, absolute, find_files, stem_of, why_missing, workspace_file_around
from partnerkit.workspace.pool import Inspector, check_all, read_all
from partnerkit.workspace.statements import check_statements

ItemT = TypeVar("ItemT")


class Selection(NamedTuple):
    """What a command line names: a workspace and the files in it, not yet read.

    `findings` are about the workspace file and the folders; files that are `elsewhere` may hold something else.
    """

    workspace: Workspace
    workspace_file: str | None
    root: str | None
    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    elsewhere: frozenset[str]
    passed_over: tuple[PassedOver, ...]
    tree: Tree
    one_by_one: frozenset[str]

    @property
    def known(self) -> Names:
        """The names that every file may refer to."""
        return names_of(self.workspace)._replace(partnerships=self._partnerships())

    @property
    def is_whole(self) -> bool:
        """Whether it has all partnerships of its workspace."""
        return (self._partnerships() or frozenset()) <= {*map(stem_of, self.files)}

    def _partnerships(self) -> frozenset[str] | None:
        """Return the names of all partnerships; None where the workspace file isn't the one around the files."""
        if self.root is None:
            return None
        everywhere = found_at(self.root, Grounds(self.root, self.workspace.exclude, self.tree)).files
        is_here = {*everywhere}.issuperset(self.files)
        # One file may be named in several ways, which is slow to find out.
        if not is_here and not {*map(absolute, everywhere)}.issuperset(map(absolute, self.files)):
            return None
        return frozenset(map(stem_of, everywhere))


class Collected(NamedTuple):
    """All that could be read as a portfolio, where each came from, the findings of the rest, and what was inspected.

    `foreign` are the files that turned out not to be about partnerships.
    """

    portfolio: Portfolio
    workspace_file: str | None
    paths: Mapping[str, str]
    findings: tuple[Finding, ...]
    files: int
    foreign: tuple[str, ...]
    tree: Tree
    inspected: Mapping[str, Any]


class Checked(NamedTuple):
    """The files that were checked, how many have no error, all that was found, and the files about something else."""

    paths: tuple[str, ...]
    valid: int
    findings: tuple[Finding, ...]
    foreign: tuple[str, ...]

    @property
    def files(self) -> int:
        """How many were checked."""
        return len(self.paths)


class Watch(Protocol):
    """Hands on what it is given, saying how far it has come of `total`."""

    def __call__(self, items: Iterable[ItemT], total: int, /) -> Iterator[ItemT]:
        """Yield the items, `total` in number."""
        ...


def _unwatched(items: Iterable[ItemT], _total: int, /) -> Iterator[ItemT]:
    return iter(items)


def select(named: Named) -> Selection:
    """Read the workspace that judges what is named, and find the files; the defaults where there is none.

    Raises `UsageError` where a file or the workspace file does not exist, `WorkspaceError` where it has errors.
    """
    try:
        workspace, findings = _read_workspace(named.workspace_file, named.tree)
    except WorkspaceError as error:
        error.files = len(find_files(named, Grounds(named.root, (), named.tree)).files)
        raise
    found = find_files(named, Grounds(named.root, workspace.exclude, named.tree))
    return Selection(
        workspace,
        named.workspace_file,
        named.root,
        (*findings, *found.findings, *_hiding(named)),
        found.files,
        found.elsewhere,
        found.passed_over,
        named.tree,
        found.one_by_one,
    )


def _hiding(named: Named) -> tuple[Finding, ...]:
    """Find out whether this workspace takes partnerships away from one around it."""
    if named.root is None or named.workspace_file is None:
        return ()
    around = workspace_file_around(os.path.dirname(os.path.abspath(named.root)), named.tree)
    if around is None:
        return ()
    root = os.path.dirname(around) or "."
    try:
        exclude = read_workspace(around, named.tree).exclude
    except WorkspaceError:
        exclude = ()
    grounds = Grounds(root, exclude, named.tree)
    parts = grounds.parts_of(named.root)
    if parts is None or grounds.is_left_out(named.root) or not grounds.is_home(parts):
        return ()
    return (nested_workspace(named.workspace_file, root),)


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
    findings = Gathered(selection.findings)
    foreign = []
    for path, read in watch(read_all(selection, inspector), len(selection.files)):
        if read is None:
            foreign.append(path)
            continue
        findings.add(*read.findings)
        if read.model is None:
            continue
        stem = stem_of(path)
        if stem in paths:
            findings.add(_same_stem(path, paths[stem]))
        else:
            partnerships[stem] = read.model
            paths[stem] = path
            inspected[stem] = read.inspected
    portfolio = Portfolio(selection.workspace, partnerships)
    return Collected(
        portfolio,
        selection.workspace_file,
        paths,
        findings.sorted(),
        len(selection.files) - len(foreign),
        tuple(foreign),
        selection.tree,
        inspected,
    )


def with_deals(collected: Collected) -> Collected:
    """Return a portfolio with the deals of its workspace; what is wrong in those of its partnerships is a finding."""
    portfolio = collected.portfolio
    found = load_all_deals(collected.workspace_file, portfolio.workspace, collected.tree)
    wrong = (finding for stem in collected.paths for finding in found.findings.get(stem, ()))
    findings = Gathered((*collected.findings, *wrong)).sorted()
    return collected._replace(portfolio=portfolio._replace(deals=found.deals), findings=findings)


def check(selection: Selection, watch: Watch = _unwatched) -> Checked:
    """Check every file of a selection without keeping what is in it."""
    findings = Gathered(selection.findings)
    stems: dict[str, str] = {}
    foreign = []
    paths = []
    for path, found in watch(check_all(selection), len(selection.files)):
        if found is None:
            foreign.append(path)
            continue
        paths.append(path)
        findings.add(*found)
        stem = stem_of(path)
        if any(finding.severity == "error" for finding in found):
            continue
        if stem in stems:
            findings.add(_same_stem(path, stems[stem]))
        else:
            stems[stem] = path
    workspace_file, workspace, tree = selection.workspace_file, selection.workspace, selection.tree
    findings.add(*check_deals(workspace_file, workspace, {*map(stem_of, paths)}, tree))
    findings.add(*check_statements(workspace_file, workspace, lambda: selection.known, stems, tree))
    return Checked(tuple(paths), len(stems), findings.sorted(), tuple(foreign))


def _same_stem(path: str, earlier: str) -> Finding:
    """Tell that two files claim one identity."""
    message = f"`{stem_of(path)}` is also the name of {earlier}; a partnership is known by its file's name"
    return Finding(path, 1, 1, "PK121", message, help="rename one of them")


def _read_workspace(config_file: str | None, tree: Tree) -> tuple[Workspace, tuple[Finding, ...]]:
    if config_file is None:
        return Workspace(), ()
    if tree.kind(config_file) is None:
        raise UsageError(f"{config_file} {why_missing(config_file, tree)}")
    content = read_contents(config_file, tree)
    if isinstance(content, Finding):
        raise WorkspaceError(config_file, (content,))
    loaded = load_workspace(config_file, content)
    if loaded.model is None:
        raise WorkspaceError(config_file, loaded.findings)
    return loaded.model, loaded.findings


class WorkspaceError(InvalidFilesError):
    """The workspace file is wrong, so no partnership can be judged by it."""

    def __init__(self, path: str, findings: tuple[Finding, ...]) -> None:
        self.files = 0
        super().__init__(f"the workspace file {path} has errors; fix them first")
        self.findings = findings
