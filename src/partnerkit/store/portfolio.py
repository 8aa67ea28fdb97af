"""From the paths of a command line to a portfolio: which workspace, which files, what is in them."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.findings import Finding
from partnerkit.model.known import Known
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.store.files import WORKSPACE_FILE, Found, find_partnerships, read_bytes, stem_of
from partnerkit.store.loader import load_workspace, names_of, unreadable
from partnerkit.store.pool import check_all, load_all
from partnerkit.store.yaml_reader import Problem

ItemT = TypeVar("ItemT")


class Selection(NamedTuple):
    """What a command line names: a workspace and the files in it, not yet read."""

    workspace: Workspace
    workspace_file: str | None
    workspace_findings: tuple[Finding, ...]
    files: tuple[str, ...]
    other_workspaces: tuple[str, ...]

    @property
    def known(self) -> Known:
        """The names that every file may refer to."""
        return names_of(self.workspace)


class Collected(NamedTuple):
    """A portfolio of all that could be read, where each came from, and the findings of the rest."""

    portfolio: Portfolio
    workspace_file: str | None
    paths: Mapping[str, str]
    findings: tuple[Finding, ...]
    files: int


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


def select(paths: Sequence[str], config: str | None = None) -> Selection:
    """Find the workspace and the files that `paths` name: files, folders or stems; none is the workspace here.

    Raises `UsageError` for a path that does not exist, and for paths of several workspaces;
    `InvalidFilesError` for a workspace file with errors.
    """
    places = _places(paths)
    config_file = config if config is not None else _common_workspace(places)
    found = [_below(place) if os.path.isdir(place) else Found((place,)) for place in places]
    # One file may be named in several ways; the first is what it is called.
    files = {os.path.abspath(path): path for each in reversed(found) for path in reversed(each.files)}
    ordered = tuple(reversed(files.values()))
    try:
        workspace, findings = _read_workspace(config_file)
    except WorkspaceError as error:
        error.files = len(ordered)
        raise
    others = tuple(folder for each in found for folder in each.workspaces)
    return Selection(workspace, config_file, findings, ordered, others)


def own_workspace_file(paths: Sequence[str]) -> str | None:
    """Find the workspace file around `paths`; None where there is none. Raises what `select` raises."""
    return _common_workspace(_places(paths))


def read_workspace(folder: str, config: str | None = None) -> Workspace:
    """Read the workspace file around a folder, or the one named; the defaults where there is none.

    Raises what `select` raises.
    """
    return _read_workspace(config if config is not None else _common_workspace([folder]))[0]


def root_of(folder: str) -> Path:
    """Answer the folder of the workspace around `folder`, which is that folder itself where there is none."""
    here = Path(folder)
    around = _workspace_around(Path(os.path.abspath(folder)))
    return here if around is None else Path(_shortest(around))


def collect(selection: Selection, watch: Watch = _unwatched) -> Collected:
    """Read every file of a selection; the good ones are the portfolio, the findings tell of the rest.

    `watch` is handed the files as they are read, to say how far reading has come.
    """
    partnerships: dict[str, Partnership] = {}
    paths: dict[str, str] = {}
    findings = list(selection.workspace_findings)
    for path, loaded in watch(load_all(selection.files, selection.known), len(selection.files)):
        findings.extend(loaded.findings)
        if loaded.model is None:
            continue
        stem = stem_of(path)
        if stem in paths:
            findings.append(_same_stem(path, paths[stem]))
        else:
            partnerships[stem] = loaded.model
            paths[stem] = path
    portfolio = Portfolio(selection.workspace, partnerships)
    return Collected(portfolio, selection.workspace_file, paths, tuple(sorted(findings)), len(selection.files))


def check(selection: Selection, watch: Watch = _unwatched) -> Checked:
    """Check every file of a selection without keeping what is in it."""
    findings = list(selection.workspace_findings)
    stems: dict[str, str] = {}
    valid = 0
    for path, found in watch(check_all(selection.files, selection.known), len(selection.files)):
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


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError("the current folder is gone", "change to one that exists") from error


def _read_workspace(config_file: str | None) -> tuple[Workspace, tuple[Finding, ...]]:
    if config_file is None:
        return Workspace(), ()
    content = read_bytes(config_file)
    if isinstance(content, Problem):
        if not os.path.lexists(config_file):
            raise UsageError(f"{config_file} does not exist")
        raise WorkspaceError(config_file, (unreadable(config_file, content),))
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


def _places(paths: Sequence[str]) -> list[str]:
    """Answer the files and folders that the words of a command line mean; without any, the workspace here."""
    around_here = _workspace_around(_here())
    return [_resolve(path, around_here) for path in paths] or [_from_here(around_here)]


def _workspace_around(folder: Path) -> Path | None:
    for candidate in (folder, *folder.parents):
        if os.path.lexists(candidate / WORKSPACE_FILE):
            return candidate
    return None


def _from_here(around_here: Path | None) -> str:
    return "." if around_here is None else _shortest(around_here)


def _shortest(path: Path) -> str:
    """Write a path from here or from the root, whichever reads better."""
    absolute = str(path)
    try:
        return min(os.path.relpath(path), absolute, key=len)
    except ValueError:  # on Windows, nothing leads from one drive to another
        return absolute


def _resolve(path: str, around_here: Path | None) -> str:
    """Answer the file or folder that a word of the command line means.

    A partnership goes before a folder of its name in which there is none.
    """
    exists = os.path.lexists(path)
    if os.path.basename(path) == path and not (exists and (not os.path.isdir(path) or _below(path).files)):
        files = _below(_from_here(around_here)).files
        matches = [file for file in files if stem_of(file) == path]
        if len(matches) > 1:
            raise UsageError(f"`{path}` is the name of {len(matches)} files: {', '.join(matches)}")
        if matches:
            return matches[0]
        if not exists:
            raise UsageError(
                f"there is no file, folder or partnership called `{path}` here",
                _nearest_stem(path, map(stem_of, files)),
            )
    if not exists:
        raise UsageError(f"{path} does not exist")
    if os.path.basename(path) == WORKSPACE_FILE:
        return os.path.dirname(path) or "."
    return path


def _nearest_stem(word: str, stems: Iterable[str]) -> str:
    from partnerkit.store.translate import did_you_mean

    return did_you_mean(word, stems)


def _below(folder: str) -> Found:
    try:
        found = find_partnerships(folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {(error.strerror or 'the system refused').lower()}") from error
    if folder == ".":
        return found._replace(files=tuple(path.removeprefix("." + os.sep) for path in found.files))
    return found


def _common_workspace(places: Iterable[str]) -> str | None:
    around: dict[Path | None, str] = {}
    for place in places:
        resolved = Path(os.path.abspath(place))
        around.setdefault(_workspace_around(resolved if resolved.is_dir() else resolved.parent), place)
    if len(around) > 1:
        first, second, *_ = around.values()
        raise UsageError(
            f"{first} and {second} do not belong to one workspace, so that one answer cannot hold for both",
            "name the workspace file to judge them by: --config FILE",
        )
    workspace = next(iter(around))
    return None if workspace is None else _shortest(workspace / WORKSPACE_FILE)
