"""From the files that a command line names to a portfolio: what is in them, and what is wrong there."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.findings import Finding
from partnerkit.findings.gathered import Gathered
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_workspace, names_of
from partnerkit.reading.places import Opened
from partnerkit.store.tree import DISK, Tree
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.discovery import Grounds, PassedOver, found_at, nested_workspace
from partnerkit.workspace.paths import Named, absolute, find_files, stem_of, why_missing, workspace_file_around
from partnerkit.workspace.pool import Inspector, read_all

ItemT = TypeVar("ItemT")
PartT = TypeVar("PartT")


class Selection(NamedTuple):
    """What a command line names: a workspace and the files in it, not yet read.

    `findings` are about the workspace file and the folders; files that are `elsewhere` may hold something else.
    """

    workspace: Workspace
    workspace_file: str | None
    grounds: Grounds
    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    elsewhere: frozenset[str]
    passed_over: tuple[PassedOver, ...]
    one_by_one: frozenset[str]

    @property
    def root(self) -> str | None:
        """The folder of the workspace, if there is one."""
        return self.grounds.root

    @property
    def tree(self) -> Tree:
        """Where the files are read from."""
        return self.grounds.tree

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
        everywhere = found_at(self.root, self.grounds).files
        is_here = {*everywhere}.issuperset(self.files)
        # One file may be named in several ways, which is slow to find out.
        if not is_here and not {*map(absolute, everywhere)}.issuperset(map(absolute, self.files)):
            return None
        return frozenset(map(stem_of, everywhere))


class Extracts(NamedTuple, Generic[PartT]):
    """What was found out about each partnership of a selection, by stem, and where each is.

    `checked` are the files about partnerships, the broken ones among them, and `foreign` those about something else;
    `findings` is what is wrong with any.
    """

    of: Mapping[str, PartT]
    paths: Mapping[str, str]
    findings: Gathered
    checked: tuple[str, ...]
    foreign: tuple[str, ...]


class Collected(NamedTuple):
    """All that could be read as a portfolio, where each came from, and the findings of the rest.

    `foreign` are the files that turned out not to be about partnerships.
    """

    portfolio: Portfolio
    workspace_file: str | None
    paths: Mapping[str, str]
    findings: tuple[Finding, ...]
    files: int
    foreign: tuple[str, ...]
    tree: Tree


class Watch(Protocol):
    """Hands on what it is given, saying how far it has come of `total`."""

    def __call__(self, items: Iterable[ItemT], total: int, /) -> Iterator[ItemT]:
        """Yield the items, `total` in number."""
        ...


def unwatched(items: Iterable[ItemT], _total: int, /) -> Iterator[ItemT]:
    """Hand items on and say nothing."""
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
    grounds = Grounds(named.root, workspace.exclude, named.tree)
    found = find_files(named, grounds)
    return Selection(
        workspace,
        named.workspace_file,
        grounds,
        (*findings, *found.findings, *_hiding(named)),
        found.files,
        found.elsewhere,
        found.passed_over,
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


def inspect(selection: Selection, inspector: Inspector, watch: Watch = unwatched) -> Extracts[Any]:
    """Have every good file of a selection inspected while its text is at hand.

    `watch` is handed the files as they are read, to say how far reading has come.
    """
    parts: dict[str, Any] = {}
    paths: dict[str, str] = {}
    findings = Gathered(selection.findings)
    checked, foreign = [], []
    for path, read in watch(read_all(selection, inspector), len(selection.files)):
        if read is None:
            foreign.append(path)
            continue
        checked.append(path)
        findings.add(*read.findings)
        if not read.is_good:
            continue
        stem = stem_of(path)
        if stem in paths:
            findings.add(_same_stem(path, paths[stem]))
        else:
            parts[stem] = read.inspected
            paths[stem] = path
    return Extracts(parts, paths, findings, tuple(checked), tuple(foreign))


def collect(selection: Selection, watch: Watch = unwatched) -> Collected:
    """Read every file of a selection; the good ones are the portfolio, and the findings are about the rest."""
    read: Extracts[Partnership] = inspect(selection, whole, watch)
    return Collected(
        Portfolio(selection.workspace, read.of),
        selection.workspace_file,
        read.paths,
        read.findings.sorted(),
        len(read.checked),
        read.foreign,
        selection.tree,
    )


def whole(partnership: Partnership, _opened: Opened) -> Partnership:
    """Keep all of a partnership."""
    return partnership


def nothing(_partnership: Partnership, _opened: Opened) -> None:
    """Find out no more than that a file is good."""


def _same_stem(path: str, earlier: str) -> Finding:
    """Return the finding that two files claim one identity."""
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
