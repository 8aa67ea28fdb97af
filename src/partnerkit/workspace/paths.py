"""From the words of a command line to their workspace and its files, before any of them is read."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from partnerkit.errors import UsageError
from partnerkit.naming import folded
from partnerkit.store.git import Repository
from partnerkit.store.tree import DISK, Commit, Tree
from partnerkit.workspace.contents import is_partnership
from partnerkit.workspace.discovery import WORKSPACE_FILE, Found, Grounds, files_beside, folders_beside, found_at


class Named(NamedTuple):
    """What a command line names: its words, the workspace file that judges them, and the folder of that workspace."""

    words: tuple[str, ...]
    workspace_file: str | None
    root: str | None
    tree: Tree = DISK


def find_named(paths: Sequence[str], config: str | None = None, tree: Tree = DISK) -> Named:
    """Find the workspace that `paths` belong to: files, folders or names of partnerships; none is all of it.

    Raises `UsageError` for a path that does not exist, and for paths of several workspaces.
    """
    here = _workspace_around(absolute("."), tree)
    if config is not None:
        for path in paths:
            _check_path(path, tree)
        folder = absolute(config).parent
        judged = _workspace_around(folder, tree) or folder
        return Named(tuple(paths), config, _shortest(judged), tree)
    root = _common_workspace(paths, here, tree) if paths else here
    return Named(tuple(paths), _file_of(root), None if root is None else _shortest(root), tree)


def find_files(named: Named, grounds: Grounds) -> Found:
    """Find the files that the words of a command line mean: files, folders or names; without any, the workspace.

    Raises `UsageError` where there is no such partnership, and where neither words nor a workspace say where to look.
    """
    if not named.words and named.root is None:
        return _files_here(named.tree)
    places = _places(named, grounds)
    found = [found_at(place, grounds) for place in places]
    # One file may be named in several ways; the first is what it is called. The workspace file is none of them.
    files = {os.path.abspath(path): path for each in reversed(found) for path in reversed(each.files)}
    if named.workspace_file is not None:
        files.pop(os.path.abspath(named.workspace_file), None)
    return Found(
        tuple(reversed(files.values())),
        frozenset().union(*(each.elsewhere for each in found)),
        tuple(dict.fromkeys(passed_over for each in found for passed_over in each.passed_over)),
        tuple(dict.fromkeys(finding for each in found for finding in each.findings)),
        frozenset(place for place in places if grounds.tree.kind(place) != "folder"),
    )


def own_workspace_file(paths: Sequence[str], tree: Tree = DISK) -> str | None:
    """Find the workspace file around `paths`; None where there is none. Raises what `find_named` raises."""
    here = _workspace_around(absolute("."), tree)
    return _file_of(_common_workspace(paths, here, tree) if paths else here)


def workspace_file_around(folder: str, tree: Tree = DISK) -> str | None:
    """Find the workspace file around a folder, which need not exist yet; None where there is none."""
    return _file_of(_workspace_around(absolute(folder), tree))


def root_of(folder: str) -> Path:
    """Return the folder of the workspace around `folder`, which is that folder itself where there is none."""
    here = Path(folder)
    around = _workspace_around(absolute(folder), DISK)
    return here if around is None else Path(_shortest(around))


def why_missing(path: str, tree: Tree) -> str:
    """Return what follows the name of something that is not there, or of which no one can tell whether it is."""
    if tree.commit is not None:
        return f"did not exist {_in_commit(tree.commit)}"
    return "does not exist" if _can_be_seen(path) else _UNSEEN


def _can_be_seen(path: str) -> bool:
    """Whether the system says if something is there; it doesn't for what is in a folder that may not be entered."""
    try:
        os.lstat(path)
    except PermissionError:
        return False
    except OSError:
        return True
    return True


_UNSEEN: Final = "can't be read: permission denied"


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
    name = os.path.basename(path.rstrip(os.sep))
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


def _places(named: Named, grounds: Grounds) -> list[str]:
    """Return the files and folders that the words of a command line mean; without any, the workspace."""
    if not named.words and named.root is not None:
        return [named.root]
    return [_resolve(word, named, grounds) for word in named.words]


def _files_here(tree: Tree) -> Found:
    """Find the partnerships in this very folder: without a workspace, what is below it may be anything."""
    files = tuple(file for file in files_beside(".", tree) if is_partnership(file, tree))
    if not files:
        raise no_workspace(tree)
    return Found(files, passed_over=folders_beside(".", tree))


def _workspace_around(folder: Path, tree: Tree) -> Path | None:
    for candidate in (folder, *folder.parents):
        file = str(candidate / WORKSPACE_FILE)
        if tree.kind(file) is not None:
            return candidate
        if tree.commit is None and not _can_be_seen(file) and folder == absolute("."):
            # What is judged by a workspace must not be judged without it, where there may be one around here.
            raise UsageError(
                f"{file} {_UNSEEN}", "get permission to read its folder, or name a workspace with --config"
            )
    return None


def _file_of(root: Path | None) -> str | None:
    return None if root is None else _shortest(root / WORKSPACE_FILE)


def _shortest(path: Path) -> str:
    """Write a path from here or from the root, whichever reads better."""
    absolute = str(path)
    try:
        return min(os.path.relpath(path), absolute, key=len)
    except (OSError, ValueError):  # nothing leads from a folder that is gone, nor on Windows from drive to drive
        return absolute


def _resolve(word: str, named: Named, grounds: Grounds) -> str:
    """Return the file or folder that a word of the command line means.

    A partnership goes before a folder of its name in which there is none.
    """
    tree = named.tree
    kind = tree.kind(word)
    if os.path.basename(word) == word and not (kind and (kind != "folder" or found_at(word, grounds).files)):
        known = _partnerships(named.root, grounds)
        matches = known_as(word, known.files, tree)
        matches = [file for file in matches if file not in known.elsewhere] or matches
        if len(matches) > 1:
            from partnerkit.phrasing import some

            raise UsageError(
                f"`{word}` may be any of {len(matches)} files: {some(matches)}", "name one of them in full"
            )
        if matches:
            return matches[0]
        if not kind:
            missing = f"{_no_workspace(tree)}, and no file or folder called `{word}`"
            if named.root is not None:
                verb, where = ("is", "here") if tree.commit is None else ("was", _in_commit(tree.commit))
                missing = f"there {verb} no file, folder or partnership called `{word}` {where}"
            raise UsageError(missing, _name_then(word, tree) or _meant(word, known.files))
    is_workspace_file = named.workspace_file is not None and absolute(word) == absolute(named.workspace_file)
    if os.path.basename(word) == WORKSPACE_FILE or is_workspace_file:
        return os.path.dirname(word) or "."
    return word


def _partnerships(root: str | None, grounds: Grounds) -> Found:
    """Find what a name may mean: the partnerships of the workspace; without one, the files in this very folder."""
    return Found(tuple(files_beside(".", grounds.tree))) if root is None else found_at(root, grounds)


def _check_path(word: str, tree: Tree) -> None:
    """Refuse a path at which nothing is; a word without a folder may be a name."""
    if os.path.basename(word) == word or tree.kind(word):
        return
    folder = os.path.dirname(word)
    is_here = tree.kind(folder) == "folder" and absolute(folder).is_relative_to(
        _workspace_around(absolute("."), tree) or absolute(".")
    )
    beside = files_beside(folder, tree) if is_here else ()
    raise UsageError(f"{word} {why_missing(word, tree)}", _name_then(word, tree) or _meant(word, beside))


def no_workspace(tree: Tree) -> UsageError:
    """Return the error that nothing was named, and there is no workspace here."""
    if tree.commit is None:
        return UsageError(_no_workspace(tree), "start one with `partnerkit init`, or name files or folders")
    here = _file_of(_workspace_around(absolute("."), DISK))
    then = here and _name_then(here, tree)
    return UsageError(_no_workspace(tree), then or "name files or folders of that commit")


def _no_workspace(tree: Tree) -> str:
    if tree.commit is not None:
        return f"there was no workspace here {_in_commit(tree.commit)}"
    return f"there is no workspace here: no {WORKSPACE_FILE} in this folder or above it"


def known_as(word: str, files: Sequence[str], tree: Tree) -> list[str]:
    """Return the files of this name, else those whose partner is called so: `acme`, `Acme` or `"Acme Analytics"`.

    Where there is none, a name is found by the words that it starts with.
    """
    exactly = [file for file in files if stem_of(file) == word]
    if exactly:
        return exactly
    wanted = folded(word)
    by_stem = [file for file in files if folded(stem_of(file)) == wanted]
    if by_stem:
        return by_stem
    names = {file: folded(_name_in(file, tree)) for file in files}
    by_name = [file for file, name in names.items() if name == wanted]
    return by_name or [
        file
        for file, name in names.items()
        if name.startswith(f"{wanted} ") or folded(stem_of(file)).startswith(f"{wanted.replace(' ', '-')}-")
    ]


_NAME_LINE: Final = rb"""(?m)^name:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\n]*?))[ \t]*(?:[ \t]#[^\n]*)?\r?$"""
_MOST_READ: Final = 1_000_000


def _name_in(file: str, tree: Tree) -> str:
    """Return what the partner of a file is called, as its first line of that key has it: the file may be broken."""
    content = tree.read(file, _MOST_READ)
    match = re.search(_NAME_LINE, content) if isinstance(content, bytes) else None
    return next((group for group in match.groups() if group is not None), b"").decode(errors="replace") if match else ""


def _name_then(path: str, tree: Tree) -> str:
    """Return what a file of today was called in a revision that has nothing of its name."""
    if tree.commit is None:
        return ""
    here = _workspace_around(absolute("."), DISK)
    root = None if here is None else _shortest(here)
    files = _partnerships(root, Grounds(root, (), DISK)).files
    today = [path] if os.path.lexists(path) else [file for file in files if stem_of(file) == path]
    names = [name for file in today if (name := tree.name_then(file))]
    return f"it was {_shortest(Path(names[0]))} then" if len(names) == 1 else ""


def _meant(word: str, files: Sequence[str]) -> str:
    """Return which partnership a word may mean, which may be what the partner is called; no file is read for it."""
    from partnerkit.naming import slug
    from partnerkit.phrasing import did_you_mean

    stems = [stem_of(file) for file in files]
    named = slug(stem_of(word))
    begun = max((stem for stem in stems if named.startswith(f"{stem}-")), key=len, default="")
    example = f"use the name of the partnership's file, such as `{named}`" if named and " " in word else ""
    return did_you_mean(begun or named, stems) or example


def _common_workspace(paths: Iterable[str], here: Path | None, tree: Tree) -> Path | None:
    """Return the folder of the one workspace that all paths are in; a name is one of the workspace here."""
    around: dict[Path | None, str] = {}
    for path in paths:
        _check_path(path, tree)
        kind = tree.kind(path)
        whole = absolute(path)
        inner = _workspace_around(whole if kind == "folder" else whole.parent, tree) if kind else here
        around.setdefault(inner, path)
    if len(around) > 1:
        first, second, *_ = around.values()
        raise UsageError(
            f"{first} and {second} are in different workspaces, so one answer can't cover both",
            "name the workspace file to use for both: --config FILE",
        )
    return next(iter(around))


def last_import_file(workspace_file: str | None, name: str) -> str | None:
    """Return where it is kept what a table said when it was last imported; None without a workspace file beside it."""
    return (
        None if workspace_file is None else os.path.join(os.path.dirname(workspace_file), "imports", f"{name}.last.csv")
    )
