"""From the words of a command line to the files of a workspace, before any of them is read."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from partnerkit.errors import UsageError, refusals
from partnerkit.naming import folded
from partnerkit.store.git import Repository
from partnerkit.store.tree import DISK, Commit, Tree

WORKSPACE_FILE: Final = "partnerkit.yaml"
SUFFIXES: Final = (".yaml", ".yml")
_NOT_PARTNERSHIPS: Final = frozenset({"templates"})
_MAX_FOLDERS: Final = 50_000
"""A recorded tree may hold the same folder in itself again and again, and be endless for all that anyone can wait."""


class Found(NamedTuple):
    """What a folder holds: partnership files in order, and workspaces of their own that were left out."""

    files: tuple[str, ...]
    workspaces: tuple[str, ...] = ()


class Named(NamedTuple):
    """The files that a command line means, and the workspaces below its folders that were left out."""

    workspace_file: str | None
    files: tuple[str, ...]
    other_workspaces: tuple[str, ...]
    tree: Tree = DISK


def find_named(paths: Sequence[str], config: str | None = None, tree: Tree = DISK) -> Named:
    """Find the workspace file and the files that `paths` name: files, folders or stems; none is the workspace here.

    Raises `UsageError` for a path that does not exist, and for paths of several workspaces.
    """
    places = _places(paths, tree)
    workspace_file = config if config is not None else _common_workspace(places, tree)
    found = [found_below(place, tree) if tree.kind(place) == "folder" else Found((place,)) for place in places]
    # One file may be named in several ways; the first is what it is called.
    files = {os.path.abspath(path): path for each in reversed(found) for path in reversed(each.files)}
    others = tuple(folder for each in found for folder in each.workspaces)
    return Named(workspace_file, tuple(reversed(files.values())), others, tree)


def own_workspace_file(paths: Sequence[str], tree: Tree = DISK) -> str | None:
    """Find the workspace file around `paths`; None where there is none. Raises what `find_named` raises."""
    return _common_workspace(_places(paths, tree), tree)


def workspace_file_around(folder: str) -> str | None:
    """Find the workspace file around a folder, which need not exist yet; None where there is none."""
    return _common_workspace([folder], DISK)


def root_of(folder: str) -> Path:
    """Return the folder of the workspace around `folder`, which is that folder itself where there is none."""
    here = Path(folder)
    around = _workspace_around(absolute(folder), DISK)
    return here if around is None else Path(_shortest(around))


def missing_from(tree: Tree) -> str:
    """Say that something is not there, after its name."""
    return "does not exist" if tree.commit is None else f"did not exist {_in_commit(tree.commit)}"


def _in_commit(commit: Commit) -> str:
    return f"in commit {commit.id[:12]} of {commit.day}"


def absolute(path: str | Path) -> Path:
    """Write a path from the root; links stay as they are. Raises `UsageError` where the current folder is gone."""
    try:
        return Path(os.path.abspath(path))
    except OSError as error:
        raise UsageError("the current folder is gone", "change to one that exists") from error


def in_repository(paths: Iterable[str]) -> dict[str, str]:
    """Return for each path what the repository around here calls it: from its root, with `/` between folders.

    Without a repository, that is from the current folder. What is elsewhere has its absolute path.
    """
    repository = Repository.around(".")
    root = Path(repository.root if repository else os.path.realpath("."))
    called = {}
    for path in paths:
        # A link is a file of its own; those on the way to it lead to where the repository is.
        whole = Path(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
        called[path] = (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()
    return called


def stem_of(path: str) -> str:
    """Return the name that a partnership is known by: that of its file, without the ending."""
    return Path(path).stem


def found_below(folder: str, tree: Tree = DISK) -> Found:
    """Find the partnerships below a folder, as they are called from here; raises `UsageError` where it refuses."""
    with refusals(f"{folder} cannot be read"):
        found = _find_partnerships(folder, tree)
    if folder == ".":
        return found._replace(files=tuple(path.removeprefix("." + os.sep) for path in found.files))
    return found


def _find_partnerships(folder: str, tree: Tree) -> Found:
    """List the partnership files below `folder`, as paths that start with it, sorted.

    Dot-folders, `templates/` and links are passed over. A folder below with a workspace file of its own is
    another workspace, and is named instead of entered. A folder below that cannot be listed is among the
    files, so that reading it says why. Raises `OSError` where `folder` itself cannot be listed.
    """
    files: list[str] = []
    workspaces: list[str] = []
    folders = _scan(folder, files, tree)
    entered = 1
    while folders:
        inner = folders.pop()
        if tree.kind(os.path.join(inner, WORKSPACE_FILE)) is not None:
            workspaces.append(inner)
            continue
        entered += 1
        if entered > _MAX_FOLDERS:
            raise UsageError(f"{folder} has more than {_MAX_FOLDERS:,} folders", "name the one with the partnerships")
        try:
            folders.extend(_scan(inner, files, tree))
        except OSError:
            files.append(inner)
    return Found(tuple(sorted(files)), tuple(sorted(workspaces)))


def _scan(folder: str, files: list[str], tree: Tree) -> list[str]:
    """Add the partnership files of one folder to `files`, and return the folders in it."""
    folders: list[str] = []
    for path, kind, is_link in tree.scan(folder):
        name = os.path.basename(path)
        if is_link or name.startswith("."):
            continue
        if kind == "folder":
            if name not in _NOT_PARTNERSHIPS:
                folders.append(path)
        elif name.lower().endswith(SUFFIXES) and name != WORKSPACE_FILE:
            files.append(path)
    return folders


def _places(paths: Sequence[str], tree: Tree) -> list[str]:
    """Return the files and folders that the words of a command line mean; without any, the workspace here."""
    around_here = _workspace_around(absolute("."), tree)
    return [_resolve(path, around_here, tree) for path in paths] or [_from_here(around_here)]


def _workspace_around(folder: Path, tree: Tree) -> Path | None:
    for candidate in (folder, *folder.parents):
        if tree.kind(str(candidate / WORKSPACE_FILE)) is not None:
            return candidate
    return None


def _from_here(around_here: Path | None) -> str:
    return "." if around_here is None else _shortest(around_here)


def _shortest(path: Path) -> str:
    """Write a path from here or from the root, whichever reads better."""
    absolute = str(path)
    try:
        return min(os.path.relpath(path), absolute, key=len)
    except (OSError, ValueError):  # nothing leads from a folder that is gone, nor on Windows from drive to drive
        return absolute


def _resolve(path: str, around_here: Path | None, tree: Tree) -> str:
    """Return the file or folder that a word of the command line means.

    A partnership goes before a folder of its name in which there is none.
    """
    kind = tree.kind(path)
    if os.path.basename(path) == path and not (kind and (kind != "folder" or found_below(path, tree).files)):
        files = found_below(_from_here(around_here), tree).files
        matches = _known_as(path, files, tree)
        if len(matches) > 1:
            raise UsageError(f"`{path}` is the name of {len(matches)} files: {', '.join(matches)}")
        if matches:
            return matches[0]
        if not kind:
            verb, where = ("is", "here") if tree.commit is None else ("was", _in_commit(tree.commit))
            missing = f"there {verb} no file, folder or partnership called `{path}` {where}"
            raise UsageError(missing, _name_then(path, tree) or _meant(path, files))
    if not kind:
        folder = os.path.dirname(path)
        is_here = tree.kind(folder) == "folder" and absolute(folder).is_relative_to(around_here or absolute("."))
        beside = found_below(folder, tree).files if is_here else ()
        raise UsageError(f"{path} {missing_from(tree)}", _name_then(path, tree) or _meant(path, beside))
    if os.path.basename(path) == WORKSPACE_FILE:
        return os.path.dirname(path) or "."
    return path


def _known_as(word: str, files: Sequence[str], tree: Tree) -> list[str]:
    """Return the files of this name, else those whose partner is called so: `acme`, `Acme` or `"Acme Analytics"`."""
    exactly = [file for file in files if stem_of(file) == word]
    if exactly:
        return exactly
    wanted = folded(word)
    by_stem = [file for file in files if folded(stem_of(file)) == wanted]
    return by_stem or [file for file in files if folded(_name_in(file, tree)) == wanted]


_NAME_LINE: Final = re.compile(
    rb"""^name:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\n]*?))[ \t]*(?:[ \t]#[^\n]*)?\r?$""", re.MULTILINE
)
_MOST_READ: Final = 1_000_000


def _name_in(file: str, tree: Tree) -> str:
    """Return what the partner of a file is called, as its first line of that key has it: the file may be broken."""
    content = tree.read(file, _MOST_READ)
    match = _NAME_LINE.search(content) if isinstance(content, bytes) else None
    return next((group for group in match.groups() if group is not None), b"").decode(errors="replace") if match else ""


def _name_then(path: str, tree: Tree) -> str:
    """Say what a file of today was called in a revision that has nothing of its name."""
    if tree.commit is None:
        return ""
    here = _from_here(_workspace_around(absolute("."), DISK))
    today = [path] if os.path.lexists(path) else [file for file in found_below(here).files if stem_of(file) == path]
    names = [name for file in today if (name := tree.name_then(file))]
    return f"it was {_shortest(Path(names[0]))} then" if len(names) == 1 else ""


def _meant(word: str, files: Sequence[str]) -> str:
    """Say which partnership a word may mean, which may be what the partner is called; no file is read for it."""
    from partnerkit.naming import slug
    from partnerkit.phrasing import did_you_mean

    stems = [stem_of(file) for file in files]
    named = slug(stem_of(word))
    begun = max((stem for stem in stems if named.startswith(f"{stem}-")), key=len, default="")
    example = f"a partnership goes by the name of its file, such as `{named}`" if named and " " in word else ""
    return did_you_mean(begun or named, stems) or example


def _common_workspace(places: Iterable[str], tree: Tree) -> str | None:
    around: dict[Path | None, str] = {}
    for place in places:
        whole = absolute(place)
        around.setdefault(_workspace_around(whole if tree.kind(str(whole)) == "folder" else whole.parent, tree), place)
    if len(around) > 1:
        first, second, *_ = around.values()
        raise UsageError(
            f"{first} and {second} do not belong to one workspace, so that one answer cannot hold for both",
            "name the workspace file to judge them by: --config FILE",
        )
    workspace = next(iter(around))
    return None if workspace is None else _shortest(workspace / WORKSPACE_FILE)
