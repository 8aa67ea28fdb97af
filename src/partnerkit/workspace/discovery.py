"""What is below a folder: the files that may hold partnerships, and everything that is passed over."""

import os
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.errors import UsageError, refusals
from partnerkit.findings import Finding
from partnerkit.store.tree import Tree, TreeEntry

WORKSPACE_FILE: Final = "partnerkit.yaml"
SUFFIXES: Final = (".yaml", ".yml")
HOME: Final = "partners"
"""The folder of a workspace in which every file is a partnership. A workspace without one has them everywhere."""

TEMPLATES: Final = "templates"
"""The folder of a workspace that holds its own templates of drafts."""

EMAIL_WORDS: Final = "email-words.yaml"
"""What `templates/` holds beside templates."""

_MAX_FOLDERS: Final = 50_000
"""A recorded tree may hold the same folder in itself again and again, and be endless for all that anyone can wait."""

_EVERYTHING_BELOW: Final = "**"

Reason: TypeAlias = Literal["below", "exclude", "hidden", "link", "template", "workspace"]
Parts: TypeAlias = tuple[str, ...]
"""A path taken apart, from the folder of the workspace."""


class PassedOver(NamedTuple):
    """Something below a folder that is not read, and why."""

    reason: Reason
    path: str


class Found(NamedTuple):
    """What a folder holds: files in order, those of them that may be something else, and what is passed over.

    `one_by_one` are the files that are there because they were named themselves.
    """

    files: tuple[str, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    passed_over: tuple[PassedOver, ...] = ()
    findings: tuple[Finding, ...] = ()
    one_by_one: frozenset[str] = frozenset()


class Grounds:
    """Where a workspace keeps its partnerships, and what its `exclude` leaves out.

    `root` is None where there is no workspace: then all that is named is meant to be a partnership.
    """

    def __init__(self, root: str | None, exclude: Iterable[str], tree: Tree) -> None:
        self.root = root
        self.tree = tree
        self._has_home = root is not None and tree.kind(os.path.join(root, HOME), follow=False) is not None
        self._exclude = [_pattern(glob) for glob in exclude]
        self.found: dict[str, Found] = {}

    def parts_of(self, path: str) -> Parts | None:
        """Take a path apart from the folder of the workspace; None where it leads out of it, or there is none."""
        if self.root is None:
            return None
        relative = os.path.relpath(os.path.abspath(path), os.path.abspath(self.root))
        parts = () if relative == os.curdir else tuple(relative.split(os.sep))
        return None if os.pardir in parts[:1] or os.path.isabs(relative) else parts

    def is_home(self, parts: Parts) -> bool:
        """Whether everything there must be a partnership."""
        return not self._has_home or parts[:1] == (HOME,)

    def excludes(self, parts: Parts) -> bool:
        """Whether `exclude` leaves this path out, for itself."""
        return any(_matches(parts, pattern) for pattern in self._exclude)

    def is_left_out(self, path: str) -> bool:
        """Whether `exclude` leaves a path out, for itself or for a folder that it is in."""
        parts = self.parts_of(path) or ()
        return any(self.excludes(parts[: end + 1]) for end in range(len(parts)))


def found_at(place: str, grounds: Grounds) -> Found:
    """Find what a file or a folder holds, as it is called from here; raises `UsageError` where it refuses.

    However often that is asked, it is looked at once.
    """
    if place not in grounds.found:
        grounds.found[place] = _found_at(place, grounds)
    return grounds.found[place]


def _found_at(place: str, grounds: Grounds) -> Found:
    if grounds.is_left_out(place):
        return Found(passed_over=(PassedOver("exclude", place),))
    parts = grounds.parts_of(place)
    if grounds.tree.kind(place) != "folder" or (parts and grounds.tree.kind(place, follow=False) != "folder"):
        return Found((place,))  # a link inside a workspace is not followed, and reading it says so
    survey = _Survey(place, parts, grounds)
    with refusals(f"{place} can't be read"):
        return survey.run()


def files_beside(folder: str, tree: Tree) -> list[str]:
    """List the YAML files directly in a folder, as they are called from here; none where it cannot be listed."""
    try:
        return sorted(
            _called(entry.path) for entry in tree.scan(folder) if not entry.is_link and _may_be_partnership(entry)
        )
    except OSError:
        return []


def folders_beside(folder: str, tree: Tree) -> tuple[PassedOver, ...]:
    """List the folders in a folder that is in no workspace, which are not entered."""
    entries = [entry for entry in tree.scan(folder) if entry.kind == "folder" and not entry.is_link]
    names = sorted(os.path.basename(entry.path) for entry in entries)
    return tuple(PassedOver("below", name) for name in names if not name.startswith(".") and name != TEMPLATES)


class _Survey:
    """Goes through a folder and those in it."""

    def __init__(self, place: str, parts: Parts | None, grounds: Grounds) -> None:
        self.place = place
        self.parts = parts or ()
        self.grounds = grounds if parts is not None else Grounds(None, (), grounds.tree)
        self.tree = grounds.tree
        self.files: list[str] = []
        self.elsewhere: set[str] = set()
        self.passed_over: list[PassedOver] = []
        self.findings: list[Finding] = []

    def run(self) -> Found:
        """Return what was found; raises `OSError` where the folder itself cannot be listed.

        A folder below with a workspace file of its own is another workspace, and is not entered. One that cannot be
        listed is among the files, so reading it says why.
        """
        folders = self._scan(self.place, self.parts)
        entered = 1
        while folders:
            folder, parts = folders.pop()
            if self.tree.kind(os.path.join(folder, WORKSPACE_FILE)) is not None:
                self._pass_over_workspace(folder, parts)
                continue
            entered += 1
            if entered > _MAX_FOLDERS:
                help = f"name the one with the partnerships, or list others under `exclude` in {WORKSPACE_FILE}"
                raise UsageError(f"{self.place} has more than {_MAX_FOLDERS:,} folders", help)
            try:
                folders.extend(self._scan(folder, parts))
            except OSError:
                self._add(folder, parts)
        return Found(
            tuple(sorted(self.files)),
            frozenset(self.elsewhere),
            tuple(sorted(self.passed_over)),
            tuple(sorted(self.findings)),
        )

    def _scan(self, folder: str, parts: Parts) -> list[tuple[str, Parts]]:
        """Take in what is in one folder, and return the folders to enter."""
        folders = []
        for entry in self.tree.scan(folder):
            name = os.path.basename(entry.path)
            inside = (*parts, name)
            if self.grounds.excludes(inside):
                self._pass_over_at_home("exclude", entry, inside)
            elif name.startswith("."):
                if len(inside) > 1 or entry.kind != "folder":  # `.git` and the like are no news
                    self._pass_over_at_home("hidden", entry, inside)
            elif inside == (TEMPLATES,):
                self._take_in_templates(entry)
            elif entry.is_link:
                self._take_in_link(entry, inside)
            elif entry.kind == "folder":
                folders.append((entry.path, inside))
            elif _may_be_partnership(entry):
                self._add(entry.path, inside)
        return folders

    def _add(self, path: str, parts: Parts) -> None:
        path = _called(path)
        self.files.append(path)
        if not self.grounds.is_home(parts):
            self.elsewhere.add(path)

    def _pass_over(self, reason: Reason, path: str) -> None:
        self.passed_over.append(PassedOver(reason, _called(path)))

    def _pass_over_at_home(self, reason: Reason, entry: TreeEntry, parts: Parts) -> None:
        """Note what may be taken for a partnership that is read."""
        if self.grounds.is_home(parts) and (entry.kind == "folder" or _may_be_partnership(entry)):
            self._pass_over(reason, entry.path)

    def _take_in_link(self, entry: TreeEntry, parts: Parts) -> None:
        """Leave it to reading to refuse a link among partnerships, which may lead anywhere."""
        name = parts[-1]
        if not ("." not in name or _is_yaml(name) or self.tree.kind(entry.path) == "folder"):
            return
        if self.grounds.is_home(parts):
            self._add(entry.path, parts)
        else:
            self._pass_over("link", entry.path)

    def _take_in_templates(self, entry: TreeEntry) -> None:
        if entry.is_link:
            self._add(entry.path, (HOME,))
        elif entry.kind == "folder":
            for path in _yaml_files(entry.path, self.tree):
                self._pass_over("template", path)

    def _pass_over_workspace(self, folder: str, parts: Parts) -> None:
        if self.grounds.root is not None and self.grounds.is_home(parts):
            self.findings.append(nested_workspace(_called(os.path.join(folder, WORKSPACE_FILE)), self.grounds.root))
        else:
            self._pass_over("workspace", folder)


def nested_workspace(path: str, root: str) -> Finding:
    """Return the finding that a workspace file hides partnerships from the workspace around it."""
    around = _called(os.path.join(root, WORKSPACE_FILE))
    message = f"because of this workspace file, the workspace of {around} no longer checks its folder"
    help = f"remove it, or list the folder under `exclude` in {around}"
    return Finding(path, 1, 1, "PK124", message, help=help)


def _yaml_files(folder: str, tree: Tree) -> list[str]:
    """List the YAML files in the folder of templates and below, but the one that belongs there."""
    found: list[str] = []
    folders = [folder]
    while folders:
        try:
            entries = list(tree.scan(folders.pop()))
        except OSError:
            continue
        folders.extend(entry.path for entry in entries if entry.kind == "folder" and not entry.is_link)
        found.extend(entry.path for entry in entries if entry.kind == "file" and _is_yaml(entry.path))
    return [path for path in found if path != os.path.join(folder, EMAIL_WORDS)]


def _is_yaml(path: str) -> bool:
    return path.lower().endswith(SUFFIXES)


def _may_be_partnership(entry: TreeEntry) -> bool:
    return entry.kind == "file" and _is_yaml(entry.path) and os.path.basename(entry.path) != WORKSPACE_FILE


def _called(path: str) -> str:
    """Write a path below this folder as people do."""
    return path.removeprefix(os.curdir + os.sep)


def _pattern(glob: str) -> Parts:
    """Take a glob apart: without a folder it is met anywhere, as in `.gitignore`."""
    parts = tuple(part for part in glob.split("/") if part not in ("", os.curdir))
    return parts if "/" in glob.rstrip("/") else (_EVERYTHING_BELOW, *parts)


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a path is what a glob means: `*` stays inside a name, and `**` is any number of folders."""
    reached = {0}
    for wanted in pattern:
        if wanted == _EVERYTHING_BELOW:
            reached = set(range(min(reached), len(parts) + 1)) if reached else set()
        else:
            reached = {at + 1 for at in reached if at < len(parts) and fnmatchcase(parts[at], wanted)}
    return len(parts) in reached
