"""Two versions of a workspace: which files differ, and what is in them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.reading.deals import MAX_BYTES
from partnerkit.reading.loader import is_about_partnership
from partnerkit.store.tree import Tree
from partnerkit.workspace.deals import deals_files
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.pool import read_all
from partnerkit.workspace.portfolio import Selection, collect, whole


class OneVersion(NamedTuple):
    """What one version holds of the files that differ: those that could be read, and the first error of each other."""

    portfolio: Portfolio
    paths: Mapping[str, str]
    broken: Mapping[str, Finding]
    workspace_file: str | None


class TwoVersions(NamedTuple):
    """Both versions, and the partnerships that have the very same file in both.

    Those of them that are `unread` are unchanged, whatever is in their files: nothing that judges them differs either.
    """

    old: OneVersion
    new: OneVersion
    same: frozenset[str]
    unread: frozenset[str]


def read_both(old: Selection | None, new: Selection | None) -> TwoVersions:
    """Read the files that differ in each version, and those that are the same once if the workspace differs.

    A version is None where there was no workspace.
    """
    if old is None or new is None:
        return TwoVersions(read_one(old), read_one(new), frozenset(), frozenset())
    same = frozenset(_same(old, new))
    if old.workspace == new.workspace:
        return TwoVersions(read_one(old, same), read_one(new, same), same, same)
    shared = _read_once(old, new, same)
    return TwoVersions(_with(shared, old), _with(shared, new), same, frozenset())


class _SameFiles(NamedTuple):
    """Files to read once for both versions, with the names that exist in both."""

    files: Sequence[str]
    elsewhere: AbstractSet[str]
    known: Names
    tree: Tree


def _read_once(old: Selection, new: Selection, same: AbstractSet[str]) -> Mapping[str, Partnership]:
    """Return the partnerships of the files that are the same, as far as they mean the same in both versions.

    What a file holds follows from its text, unless it refers to a name that only one of the versions has; those that
    have an error are left to each version.
    """
    before, after = old.known, new.known
    sets = [each for each in (before.partnerships, after.partnerships) if each is not None]
    both = after._replace(partnerships=frozenset.intersection(*sets) if sets else None)
    if before._replace(partnerships=both.partnerships) != both:
        return {}
    files = [path for path in new.files if stem_of(path) in same]
    return {
        stem_of(path): read.inspected
        for path, read in read_all(_SameFiles(files, old.elsewhere | new.elsewhere, both, new.tree), whole)
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
    before, after = _by_name(old), _by_name(new)
    deals = [dict(deals_files(each.workspace_file, each.tree)) for each in (old, new)]
    is_mapped_alike = old.workspace.deals == new.workspace.deals
    for stem, path in after.items():
        content = _content_of_both(before[stem], old, path, new) if stem in before else None
        if content is None:
            continue
        may_be_foreign = path in new.elsewhere or before[stem] in old.elsewhere
        if may_be_foreign and not is_about_partnership(content):
            continue
        first, second = (files.get(stem) for files in deals)
        is_same = first and second and is_mapped_alike and _content_of_both(first, old, second, new) is not None
        if is_same or first == second is None:
            yield stem


def _by_name(selection: Selection) -> Mapping[str, str]:
    """Return the files of a version by their names, without those that share one: neither may be what it was."""
    times = Counter(map(stem_of, selection.files))
    return {stem: path for path in selection.files if times[stem := stem_of(path)] == 1}


def _content_of_both(before: str, old: Selection, after: str, new: Selection) -> bytes | None:
    """Return what two files have in them; None if they differ, or one can't be read."""
    content = old.tree.read(before, MAX_BYTES)
    return content if isinstance(content, bytes) and content == new.tree.read(after, MAX_BYTES) else None


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
