"""Two versions of a workspace: which files differ, and what is in them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from partnerkit.findings import Finding
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.portfolio import Selection, collect


class OneVersion(NamedTuple):
    """What one version holds of the files that differ: those that could be read, and the first error of each other."""

    portfolio: Portfolio
    paths: Mapping[str, str]
    broken: Mapping[str, Finding]
    workspace_file: str | None


class TwoVersions(NamedTuple):
    """Both versions, and the partnerships that have the very same file in both, of which some were left `unread`."""

    old: OneVersion
    new: OneVersion
    same: frozenset[str]
    unread: frozenset[str]


def read_both(old: Selection | None, new: Selection | None) -> TwoVersions:
    """Read the files that differ between two versions; all of them where the workspace differs, which judges them.

    A version is None where there was no workspace.
    """
    same = frozenset() if old is None or new is None else frozenset(_same(old, new))
    unread = same if old is not None and new is not None and old.workspace == new.workspace else frozenset()
    return TwoVersions(read_one(old, unread), read_one(new, unread), same, unread)


def _same(old: Selection, new: Selection) -> Iterator[str]:
    there = {stem_of(path): path for path in old.files}
    for path in new.files:
        before = there.get(stem_of(path))
        if before is not None and _is_same(before, old, path, new):
            yield stem_of(path)


def _is_same(before: str, old: Selection, after: str, new: Selection) -> bool:
    content = read_contents(before, old.tree)
    return isinstance(content, bytes) and content == read_contents(after, new.tree)


def read_one(selection: Selection | None, same: Collection[str] = ()) -> OneVersion:
    """Read one version, without the partnerships that are the same in another one."""
    if selection is None:
        return OneVersion(Portfolio(Workspace(), {}), {}, {}, None)
    files = tuple(path for path in selection.files if stem_of(path) not in same)
    collected = collect(selection._replace(files=files, one_by_one=frozenset()))
    broken = _first_errors(collected.findings, {path: stem_of(path) for path in files})
    partnerships = {stem: one for stem, one in collected.portfolio.partnerships.items() if stem not in broken}
    return OneVersion(Portfolio(selection.workspace, partnerships), collected.paths, broken, selection.workspace_file)


def _first_errors(findings: Iterable[Finding], stems: Mapping[str, str]) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for finding in findings:
        if finding.severity == "error" and finding.path in stems:
            found.setdefault(stems[finding.path], finding)
    return found
