"""From the words of a command line to files, before any of them is read."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from partnerkit.errors import UsageError, refusals
from partnerkit.store.files import WORKSPACE_FILE, Found, find_partnerships, stem_of


class Named(NamedTuple):
    """The files that a command line means, and the workspaces below its folders that were left out."""

    workspace_file: str | None
    files: tuple[str, ...]
    other_workspaces: tuple[str, ...]


def find_named(paths: Sequence[str], config: str | None = None) -> Named:
    """Find the workspace file and the files that `paths` name: files, folders or stems; none is the workspace here.

    Raises `UsageError` for a path that does not exist, and for paths of several workspaces.
    """
    places = _places(paths)
    workspace_file = config if config is not None else _common_workspace(places)
    found = [found_below(place) if os.path.isdir(place) else Found((place,)) for place in places]
    # One file may be named in several ways; the first is what it is called.
    files = {os.path.abspath(path): path for each in reversed(found) for path in reversed(each.files)}
    others = tuple(folder for each in found for folder in each.workspaces)
    return Named(workspace_file, tuple(reversed(files.values())), others)


def own_workspace_file(paths: Sequence[str]) -> str | None:
    """Find the workspace file around `paths`; None where there is none. Raises what `find_named` raises."""
    return _common_workspace(_places(paths))


def workspace_file_around(folder: str) -> str | None:
    """Find the workspace file around a folder, which need not exist yet; None where there is none."""
    return _common_workspace([folder])


def root_of(folder: str) -> Path:
    """Return the folder of the workspace around `folder`, which is that folder itself where there is none."""
    here = Path(folder)
    around = _workspace_around(absolute(folder))
    return here if around is None else Path(_shortest(around))


def absolute(path: str | Path) -> Path:
    """Write a path from the root; links stay as they are. Raises `UsageError` where the current folder is gone."""
    try:
        return Path(os.path.abspath(path))
    except OSError as error:
        raise UsageError("the current folder is gone", "change to one that exists") from error


def found_below(folder: str) -> Found:
    """Find the partnerships below a folder, as they are called from here; raises `UsageError` where it refuses."""
    with refusals(f"{folder} cannot be read"):
        found = find_partnerships(folder)
    if folder == ".":
        return found._replace(files=tuple(path.removeprefix("." + os.sep) for path in found.files))
    return found


def _places(paths: Sequence[str]) -> list[str]:
    """Return the files and folders that the words of a command line mean; without any, the workspace here."""
    around_here = _workspace_around(absolute("."))
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
    except (OSError, ValueError):  # nothing leads from a folder that is gone, nor on Windows from drive to drive
        return absolute


def _resolve(path: str, around_here: Path | None) -> str:
    """Return the file or folder that a word of the command line means.

    A partnership goes before a folder of its name in which there is none.
    """
    exists = os.path.lexists(path)
    if os.path.basename(path) == path and not (exists and (not os.path.isdir(path) or found_below(path).files)):
        files = found_below(_from_here(around_here)).files
        matches = [file for file in files if stem_of(file) == path]
        if len(matches) > 1:
            raise UsageError(f"`{path}` is the name of {len(matches)} files: {', '.join(matches)}")
        if matches:
            return matches[0]
        if not exists:
            raise UsageError(f"there is no file, folder or partnership called `{path}` here", _meant(path, files))
    if not exists:
        folder = os.path.dirname(path)
        is_here = os.path.isdir(folder) and absolute(folder).is_relative_to(around_here or absolute("."))
        raise UsageError(f"{path} does not exist", _meant(path, found_below(folder).files if is_here else ()))
    if os.path.basename(path) == WORKSPACE_FILE:
        return os.path.dirname(path) or "."
    return path


def _meant(word: str, files: Sequence[str]) -> str:
    """Say which partnership a word may mean, which may be what the partner is called; no file is read for it."""
    from partnerkit.naming import slug
    from partnerkit.phrasing import did_you_mean

    stems = [stem_of(file) for file in files]
    named = slug(stem_of(word))
    begun = max((stem for stem in stems if named.startswith(f"{stem}-")), key=len, default="")
    example = f"a partnership goes by the name of its file, such as `{named}`" if named and " " in word else ""
    return did_you_mean(begun or named, stems) or example


def _common_workspace(places: Iterable[str]) -> str | None:
    around: dict[Path | None, str] = {}
    for place in places:
        whole = absolute(place)
        around.setdefault(_workspace_around(whole if os.path.isdir(whole) else whole.parent), place)
    if len(around) > 1:
        first, second, *_ = around.values()
        raise UsageError(
            f"{first} and {second} do not belong to one workspace, so that one answer cannot hold for both",
            "name the workspace file to judge them by: --config FILE",
        )
    workspace = next(iter(around))
    return None if workspace is None else _shortest(workspace / WORKSPACE_FILE)
