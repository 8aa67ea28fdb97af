"""Two versions of a workspace: which files differ, and what is in them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.reading.deals import MAX_BYTES
from partnerkit.store.tree import Tree
from partnerkit.workspace.deals import deals_files
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.pool import Inspector, read_all
from partnerkit.workspace.portfolio import Selection, collect, nothing, whole


class OneVersion(NamedTuple):
    """What one version holds of the files that differ: those that could be read, and the first error of each other."""

    portfolio: Portfolio
    paths: Mapping[str, str]
    broken: Mapping[str, Finding]
    workspace_file: str | None


class TwoVersions(NamedTuple):
    """Both versions, and the partnerships that have the very same file in both.

    Of those that are `unread`, all that is known is that they have no error, so they are unchanged.
    """

    old: OneVersion
    new: OneVersion
    same: frozenset[str]
    unread: frozenset[str]


def read_both(old: Selection | None, new: Selection | None) -> TwoVersions:
    """Read two versions: files that differ in each, and files that are the same once, since they may be broken.

    What those hold is only kept where the workspace differs, which judges them. A version is None where there was no
    workspace.
    """
    if old is None or new is None:
        return TwoVersions(read_one(old), read_one(new), frozenset(), frozenset())
    same = frozenset(_same(old, new))
    if old.workspace == new.workspace:
        unread = frozenset(_read_once(old, new, same, nothing))
        return TwoVersions(read_one(old, unread), read_one(new, unread), same, unread)
    shared = _read_once(old, new, same, whole)
    return TwoVersions(_with(shared, old), _with(shared, new), same, frozenset())


class _SameFiles(NamedTuple):
    """Files to read once for both versions, with the names that exist in both."""

    files: Sequence[str]
    elsewhere: AbstractSet[str]
    known: Names
    tree: Tree


def _read_once(old: Selection, new: Selection, same: AbstractSet[str], inspector: Inspector) -> Mapping[str, Any]:
    """Return what to keep of the files that are the same, as far as they mean the same in both versions.

    What a file holds follows from its text, unless it refers to a name that only one of the versions has; those that
    have an error, or share their name with another file, are left to each version.
    """
    before, after = old.known, new.known
    sets = [each for each in (before.partnerships, after.partnerships) if each is not None]
    both = after._replace(partnerships=frozenset.intersection(*sets) if sets else None)
    if before._replace(partnerships=both.partnerships) != both:
        return {}
    times = [Counter(map(stem_of, each.files)) for each in (old, new)]
    files = [path for path in new.files if (stem := stem_of(path)) in same and all(each[stem] == 1 for each in times)]
    return {
        stem_of(path): read.inspected
        for path, read in read_all(_SameFiles(files, old.elsewhere | new.elsewhere, both, new.tree), inspector)
        if read is not None and read.is_good
    }


def _with(shared: Mapping[str, Partnership], selection: Selection) -> OneVersion:
    """Return one version with what was read for both, in the order of its files."""
    found = read_one(selection, shared.keys())
    paths = {stem: path for path in selection.files if (stem := stem_of(path)) in shared or stem in found.paths}
    read = {**shared, **found.portfolio.partnerships}
    partnerships = {stem: read[stem] for stem in paths if stem in read}
    return found._replace(portfolio=found.portfolio._replace(partnerships=partnerships), paths=paths)


def _same(old: Selection, new: Selection) -> Iterator[str]:
    """Yield the partnerships whose file and whose deals file are the same."""
    there = {stem_of(path): path for path in old.files}
    deals = [dict(deals_files(each.workspace_file, each.tree)) for each in (old, new)]
    is_mapped_alike = old.workspace.deals == new.workspace.deals
    for path in new.files:
        stem = stem_of(path)
        before = there.get(stem)
        if before is None or not _is_same(before, old, path, new):
            continue
        first, second = (files.get(stem) for files in deals)
        if first == second is None or (first and second and is_mapped_alike and _is_same(first, old, second, new)):
            yield stem


def _is_same(before: str, old: Selection, after: str, new: Selection) -> bool:
    content = old.tree.read(before, MAX_BYTES)
    return isinstance(content, bytes) and content == new.tree.read(after, MAX_BYTES)


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
