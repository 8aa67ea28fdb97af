"""From the words of `diff` to the two versions that it compares."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.naming import folded

if TYPE_CHECKING:
    from partnerkit.changes.consequences.before_and_after import IssuedPeriod
    from partnerkit.changes.deals import RecordedDeals
    from partnerkit.changes.diff import ReadVersion
    from partnerkit.cli.session import Session
    from partnerkit.facts.slips import Earlier
    from partnerkit.findings import Finding
    from partnerkit.store.git import Repository
    from partnerkit.store.revision import Revision
    from partnerkit.store.tree import Commit, Tree
    from partnerkit.workspace.portfolio import Selection
    from partnerkit.workspace.two_versions import OneVersion


class Asked(NamedTuple):
    """What to compare: revisions, and the paths after them.

    `old` is None for the commit in common with the main branch, `new` for the files as they are. With `in_common`, the
    old version is the commit that both revisions have in common.
    """

    old: str | None
    new: str | None
    paths: tuple[str, ...]
    in_common: bool = False


@dataclass(frozen=True, slots=True)
class ChosenVersions:
    """Both versions as they were read, and what else a comparison needs."""

    old: "ReadVersion"
    new: "ReadVersion"
    unread: int
    same: frozenset[str]
    earlier: "Callable[[str], Earlier]"
    shows: Callable[[str], bool]
    shows_workspace: bool


@contextmanager
def chosen_versions(session: "Session", words: Sequence[str]) -> Iterator[ChosenVersions]:
    """Read the two versions that the words of a command line mean: two files, or revisions and paths."""
    if len(words) == 2 and all(map(os.path.isfile, words)):
        if session.at is not None:
            raise UsageError("--at doesn't apply to two files, which are compared as they are", "leave --at out")
        yield _two_files(session, *words)
        return
    with ExitStack() as trees:
        repository = _repository(words)
        asked = _asked(session, words, repository)
        new = _new_tree(session, asked, repository)
        trees.callback(new.close)
        old = _old_tree(asked, new, repository)
        trees.callback(old.close)
        yield _revisions(session, old, new, asked.paths)


# --- What the words mean ----------------------------------------------------------------------------------------------


def _repository(words: Sequence[str]) -> "Repository":
    from partnerkit.store.git import Repository

    path = next((word for word in reversed(words) if os.path.lexists(word)), ".")
    repository = Repository.around(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    if repository is None:
        where = "this folder" if path == "." else path
        raise UsageError(f"{where} is not in a git repository, so it has no history", "name two files")
    return repository


def _asked(session: "Session", words: Sequence[str], repository: "Repository") -> Asked:
    first = words[0] if words else ""
    dots = re.fullmatch(r"(.*?)(\.{2,3})(.*)", first)
    if dots and dots[1] != "." and not (first.startswith(f"..{os.sep}") or os.path.lexists(first)):
        if session.at is not None:
            raise UsageError(f"`{first}` names both versions, so --at has no place", "leave --at out")
        return Asked(dots[1] or "HEAD", dots[3] or "HEAD", tuple(words[1:]), in_common=dots[2] == "...")
    if first and _is_revision(first, repository):
        if os.path.lexists(first) or folded(first) in _names_here(session):
            help = f"write {first}~0 for the revision, and ./{first}.yaml or the path of its file for the partnership"
            raise UsageError(f"`{first}` is both a revision and a file or partnership", help)
        return Asked(first, None, tuple(words[1:]))
    return Asked(None, None, tuple(words))


def _is_revision(word: str, repository: "Repository") -> bool:
    from partnerkit.model.day import parse_date
    from partnerkit.store.git import GitError

    try:
        return parse_date(word) is not None or repository.resolve(word) is not None
    except GitError as error:
        raise UsageError(f"`{word}` can't be found in {repository.root}: {error}") from error


def _names_here(session: "Session") -> set[str]:
    """Return the names of the partnerships that are here now."""
    from partnerkit.store.tree import DISK
    from partnerkit.workspace.discovery import Grounds, files_beside, found_at
    from partnerkit.workspace.paths import find_named, stem_of

    root = find_named((), session.config, DISK).root
    files = found_at(root, Grounds(root, (), DISK)).files if root else files_beside(".", DISK)
    return {folded(stem_of(path)) for path in files}


def _new_tree(session: "Session", asked: Asked, repository: "Repository") -> "Tree":
    from partnerkit.store.tree import DISK
    from partnerkit.workspace.as_recorded import open_at

    at = asked.new or session.at or ("HEAD" if repository.is_bare else None)
    return DISK if at is None else open_at(repository, at)


def _old_tree(asked: Asked, new: "Tree", repository: "Repository") -> "Revision":
    from partnerkit.store.revision import open_common, open_merge_base
    from partnerkit.workspace.as_recorded import open_at

    commit = new.commit.id if new.commit else "HEAD"
    if asked.old is None:
        return open_merge_base(repository, commit)
    return open_common(repository, commit, asked.old) if asked.in_common else open_at(repository, asked.old)


# --- Two revisions ----------------------------------------------------------------------------------------------------


def _revisions(session: "Session", old: "Tree", new: "Tree", paths: Sequence[str]) -> ChosenVersions:
    from partnerkit.cli.report import tell_selection
    from partnerkit.workspace.paths import no_workspace
    from partnerkit.workspace.two_versions import read_both

    root = _root(session, new, paths) or _root(session, old, paths)
    selections = _selection(session, old, root, paths), _selection(session, new, root, paths)
    if not any(each and (each.workspace_file or each.files) for each in selections):
        raise no_workspace(new)
    if selections[1] is not None:
        tell_selection(selections[1])
    named = {path: _named(path, [each for each in selections if each]) for path in paths}
    for path, stems in named.items():
        if not stems and not _is_workspace(path, root):
            _refuse(path, [each for each in selections if each])
    chosen = set().union(*named.values()) if paths else None
    both = read_both(*selections)

    def shows(stem: str) -> bool:
        return chosen is None or folded(stem) in chosen

    return ChosenVersions(
        _with_money(_read(both.old, old.commit), both.old, old),
        _with_money(_read(both.new, new.commit), both.new, new),
        unread=sum(shows(stem) for stem in both.unread),
        same=both.same,
        earlier=_earlier_of(both.new, new),
        shows=shows,
        shows_workspace=not paths or any(_is_workspace(path, root) for path in paths),
    )


def _root(session: "Session", tree: "Tree", paths: Sequence[str]) -> str | None:
    from partnerkit.workspace.paths import find_named

    existing = [path for path in paths if tree.kind(path) is not None]
    return find_named(existing, session.config, tree).root


def _selection(session: "Session", tree: "Tree", root: str | None, paths: Sequence[str]) -> "Selection | None":
    """Find the files of one version; None where there was nothing."""
    from partnerkit.workspace.paths import find_named
    from partnerkit.workspace.portfolio import WorkspaceError, select

    words = [root] if root else [path for path in paths if tree.kind(path) is not None] or ["."]
    if tree.kind(words[0]) is None:
        return None
    try:
        selection = select(find_named(words, session.config, tree))
    except WorkspaceError as error:
        session.refuse(error.findings)
        when = f" in {tree.commit.id[:12]}" if tree.commit else ""
        raise InvalidFilesError(f"{error.message.partition(';')[0]}{when}, so there is nothing to compare") from error
    if root is not None and selection.workspace_file is None:
        # Before there was a workspace, what is here now may have been anything.
        return selection._replace(elsewhere=frozenset(selection.files))
    return selection


def _named(path: str, selections: "Sequence[Selection]") -> set[str]:
    """Return the partnerships that a path means in either version, by their names without case."""
    from partnerkit.workspace.deals import deals_files
    from partnerkit.workspace.paths import known_as, stem_of

    found: set[str] = set()
    whole = os.path.abspath(path)
    for selection in selections:
        deals = dict(deals_files(selection.workspace_file, selection.tree))
        pairs = ((file, deals.get(stem_of(file), file)) for file in selection.files)
        below = [pair[0] for pair in pairs if any(_is_below(os.path.abspath(one), whole) for one in pair)]
        plain = os.path.basename(path) == path
        files = below or (known_as(path, selection.files, selection.tree) if plain else [])
        found |= {folded(stem_of(file)) for file in files}
    return found


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_workspace(path: str, root: str | None) -> bool:
    """Whether a path is a workspace file, or holds the workspace."""
    from partnerkit.workspace.discovery import WORKSPACE_FILE

    if root is None:
        return False
    file = os.path.abspath(os.path.join(root, WORKSPACE_FILE))
    return _is_below(file, os.path.abspath(path))


def _refuse(path: str, selections: "Sequence[Selection]") -> None:
    from partnerkit.phrasing import did_you_mean
    from partnerkit.workspace.paths import stem_of

    stems = {stem_of(file) for selection in selections for file in selection.files}
    help = did_you_mean(path, stems) or "name a revision first, then files, folders or names"
    raise UsageError(f"`{path}` is neither a revision, nor a file, folder or partnership of either version", help)


def _read(version: "OneVersion", commit: "Commit | None", file: str | None = None) -> "ReadVersion":
    from partnerkit.changes.diff import ComparedVersion, ReadVersion
    from partnerkit.cli.session import recorded

    broken = {stem: _reason(finding) for stem, finding in version.broken.items()}
    compared = ComparedVersion(None, None, file) if commit is None else ComparedVersion(*recorded(commit))
    return ReadVersion(compared, version.portfolio, broken)


def _reason(finding: "Finding") -> str:
    return f"{finding.path}:{finding.line}:{finding.column}: {finding.code} {finding.message}"


def _with_money(read: "ReadVersion", version: "OneVersion", tree: "Tree") -> "ReadVersion":
    """Return a version with its deals and its issued statements, which are read when they are asked for."""

    @cache
    def deals(stem: str) -> "RecordedDeals":
        from partnerkit.changes.deals import RecordedDeals
        from partnerkit.workspace.deals import WrongDealsError, deals_file, load_deals

        path = deals_file(version.workspace_file, stem)
        try:
            found = load_deals(path, version.portfolio.workspace, tree)
        except WrongDealsError as error:
            return RecordedDeals(content=error.content, problem=_reason(error.findings[0]))
        return RecordedDeals(found.deals, found.content)

    def issued(stem: str) -> "Sequence[IssuedPeriod]":
        from partnerkit.changes.consequences.before_and_after import IssuedPeriod
        from partnerkit.workspace.statements import issued_to

        statements = issued_to(stem, version.workspace_file, tree)
        return [
            IssuedPeriod(period, *one.period, frozenset(line.deal for line in one.lines if line.deal))
            for period, one in statements.items()
        ]

    return read._replace(deals=deals, issued=issued)


def _earlier_of(version: "OneVersion", tree: "Tree") -> "Callable[[str], Earlier]":
    def earlier(stem: str) -> "Earlier":
        from partnerkit.cli.report import hint
        from partnerkit.workspace.history import read_history

        history = read_history({stem: version.paths[stem]}, tree)
        for gap in history.gaps:
            hint(gap)
        return history.due_dates.get(stem, {})

    return earlier


# --- Two files --------------------------------------------------------------------------------------------------------


def _two_files(session: "Session", before: str, after: str) -> ChosenVersions:
    """Read two files as one partnership, both as judged by the workspace of the second."""
    from partnerkit.store.tree import DISK
    from partnerkit.workspace.paths import stem_of

    stem = stem_of(after)
    old, new = (_one_file(session, path, stem) for path in (before, after))
    old = old._replace(portfolio=old.portfolio._replace(workspace=new.portfolio.workspace))
    return ChosenVersions(
        # The deals of the second count for both, since neither file has any of its own.
        _with_money(_read(old, None, before), new, DISK),
        _with_money(_read(new, None, after), new, DISK),
        unread=0,
        same=frozenset(),
        earlier=lambda _stem: {},
        shows=lambda _stem: True,
        shows_workspace=False,
    )


def _one_file(session: "Session", path: str, stem: str) -> "OneVersion":
    """Read one file as the partnership that it is a version of."""
    from partnerkit.store.tree import DISK
    from partnerkit.workspace.two_versions import read_one

    version = read_one(_selection(session, DISK, None, [path]))
    found, broken = [*version.portfolio.partnerships.values()], [*version.broken.values()]
    if not found and not broken:
        raise InvalidFilesError(f"{path} is not about a partnership: it has neither `name` nor `type`")
    portfolio = version.portfolio._replace(partnerships={stem: found[0]} if found else {})
    return version._replace(portfolio=portfolio, broken={stem: broken[0]} if broken else {})
