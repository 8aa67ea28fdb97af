"""What one run of a question has: the day it is asked on, and the workspace and the files that it is about."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from partnerkit.cli import streams
from partnerkit.cli.destination import Destination
from partnerkit.cli.formats import Format
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.findings import Finding
    from partnerkit.model.base import Section
    from partnerkit.model.partnership import Partnership
    from partnerkit.model.template import Library
    from partnerkit.model.workspace import Workspace
    from partnerkit.results import Authored, Recorded
    from partnerkit.store.revision import Revision
    from partnerkit.store.tree import Commit, Tree
    from partnerkit.workspace.deals import AllDeals, Deals
    from partnerkit.workspace.editing.edits import Edit
    from partnerkit.workspace.editing.files import Planned
    from partnerkit.workspace.history import DueDates
    from partnerkit.workspace.lineage import Lineage
    from partnerkit.workspace.paths import Named
    from partnerkit.workspace.portfolio import Collected, Selection

SectionT = TypeVar("SectionT", bound="Section")


@dataclass(slots=True)
class Session:
    """The shared options of one run, checked; `status` becomes 1 once something is found wrong.

    `left_out` is how many partnerships have ended and are not in the answer.
    """

    out: Destination
    today: date
    config: str | None
    at: str | None = None
    ended: bool = False
    left_out: int = field(default=0)
    status: int = field(default=0)
    _tree: "Tree | None" = field(default=None)
    _here: "Revision | None" = field(default=None)

    @classmethod
    def open(
        cls,
        formats: Mapping[str, Format],
        *,
        format: str | None = None,
        output: str | None = None,
        force: bool = False,
        today: str | None = None,
        config: str | None = None,
        color: str = "auto",
        at: str | None = None,
        ended: bool = False,
        table: str | None = None,
    ) -> "Session":
        """Check the shared options before anything is read; the format is one of `formats`, if there are any."""
        out = Destination.chosen(formats, format, output, table, force=force, color=color)
        return cls(out, _today(today, at), config, at, ended)

    def close(self) -> None:
        """End what reading has started."""
        for tree in (self._tree, self._here):
            if tree is not None:
                tree.close()

    def workspace_of(self, folder: str) -> "Workspace":
        """Read the workspace around a folder, or the one that --config names."""
        from partnerkit.workspace.paths import workspace_file_around
        from partnerkit.workspace.portfolio import read_workspace

        with self._telling_findings():
            file = workspace_file_around(folder, self.tree()) if self.config is None else self.config
            return read_workspace(file, self.tree())

    def workspace_file(self) -> str | None:
        """Find the workspace file around this folder, or the one that --config names, for its templates."""
        from partnerkit.workspace.paths import workspace_file_around

        self.workspace_of(".")
        return workspace_file_around(".", self.tree()) if self.config is None else self.config

    def templates(self, workspace_file: str | None) -> "Library":
        """Read all templates, a workspace's own first, telling what is wrong with one that cannot be used."""
        from partnerkit.workspace.templates import TemplateFilesError, load_library

        try:
            return load_library(workspace_file, self.tree())
        except TemplateFilesError as error:
            self._tell(error.findings)
            raise

    def history(self, collected: "Collected") -> "Mapping[str, DueDates]":
        """Read the due dates that git remembers, by stem, telling where it does not remember all."""
        from partnerkit.cli.report import hint
        from partnerkit.workspace.history import read_history

        history = read_history(collected.paths, collected.tree)
        for gap in history.gaps:
            hint(gap)
        return history.due_dates

    def tree(self, paths: Sequence[str] = ()) -> "Tree":
        """Return where files are read from: the disk, or with --at what git recorded of the paths."""
        if self._tree is None:
            from partnerkit.store.tree import DISK

            self._tree = DISK
            if self.at is not None:
                from partnerkit.workspace.as_recorded import open_as_recorded

                self._tree = open_as_recorded(self.at, paths)
        return self._tree

    def here(self, paths: Sequence[str], help: str) -> "Revision":
        """Return the commit that the history of the paths is followed from: that of --at, else the checked-out one.

        Raises `UsageError` where there is none, with what to type instead.
        """
        from partnerkit.store.revision import Revision

        if isinstance(tree := self.tree(paths), Revision):
            return tree
        if self._here is None:
            from partnerkit.workspace.as_recorded import open_as_recorded

            self._here = open_as_recorded("HEAD", paths, help)
        return self._here

    def lineage(self, collected: "Collected", stem: str) -> "Lineage":
        """Return the history of one partnership's file up to the commit of --at, else the checked-out one.

        Raises `UsageError` where nothing can have been recorded of it.
        """
        from partnerkit.workspace.lineage import Lineage

        path = collected.paths[stem]
        here = self.here([path], "start its history with `git init` and a commit")
        return Lineage(here, path, collected.portfolio.partnerships[stem], collected.tree)

    def find(self, paths: Sequence[str] | None) -> "Named":
        """Find the files that the command line names."""
        from partnerkit.workspace.paths import find_named

        return find_named(paths or (), self.config, self.tree(paths or ()))

    def select(self, paths: Sequence[str] | None) -> "Selection":
        """Find the workspace and the files that the command line names, telling what was left out."""
        named = self.find(paths)
        from partnerkit.cli.report import tell_selection
        from partnerkit.workspace.portfolio import select

        with self._telling_findings():
            selection = select(named)
        tell_selection(selection)
        self.out.check_apart_from((*selection.files, *filter(None, [selection.workspace_file])))
        return selection

    def collect(self, paths: Sequence[str] | None) -> "Collected":
        """Read the portfolio without what has ended; broken files are listed and make the exit status 1.

        Warnings are left to `validate`: they never block an answer.
        """
        selection = self.select(paths)
        return self.without_ended(self.read(selection), selection)

    def without_ended(self, collected: "Collected", selection: "Selection") -> "Collected":
        """Leave out the partnerships that have ended, except those named one by one or with --ended."""
        from partnerkit.workspace.paths import stem_of

        portfolio = collected.portfolio
        named = {stem_of(path) for path in selection.one_by_one}
        if self.ended or portfolio.partnerships.keys() <= named:
            return collected
        from partnerkit.facts.filters import ended_in

        ended = ended_in(portfolio, self.today, named)
        if not ended:
            return collected
        self.left_out = len(ended)
        left = {stem: found for stem, found in portfolio.partnerships.items() if stem not in ended}
        return collected._replace(portfolio=portfolio._replace(partnerships=left))

    def read(self, selection: "Selection") -> "Collected":
        """Read all files of a selection; broken files are listed and make the exit status 1."""
        from partnerkit.cli.progress import watched
        from partnerkit.workspace.portfolio import collect

        collected = collect(selection, watched)
        self.tell_broken(collected.foreign, collected.findings)
        return collected

    def tell_broken(self, foreign: "Sequence[str]", findings: "Sequence[Finding]") -> None:
        """List the files that are about something else and the errors in others, which make the exit status 1."""
        from partnerkit.cli.report import tell_foreign

        tell_foreign(foreign)
        self.refuse([finding for finding in findings if finding.severity == "error"])

    def with_deals(self, collected: "Collected") -> "Collected":
        """Add the deals of the workspace to what was read; broken files are listed and make the exit status 1."""
        from partnerkit.workspace.deals import load_all_deals

        portfolio = collected.portfolio
        found = load_all_deals(collected.workspace_file, portfolio.workspace, collected.tree)
        wrong = self.tell_broken_deals(found, collected.paths)
        findings = tuple(sorted((*collected.findings, *wrong), key=lambda finding: finding.order))
        return collected._replace(portfolio=portfolio._replace(deals=found.deals), findings=findings)

    def tell_broken_deals(self, found: "AllDeals", stems: "Iterable[str]") -> "Sequence[Finding]":
        """List and return what is wrong in the deals files of some partnerships, which makes the exit status 1."""
        from partnerkit.findings.gathered import Gathered

        wrong = Gathered(finding for stem in stems for finding in found.findings.get(stem, ())).sorted()
        self.refuse(wrong)
        return wrong

    def edit(self, path: str, edits: "Sequence[Edit]", workspace: "Workspace") -> "Partnership":
        """Make edits in a partnership file, all or none, once it is sure that the answer can be written too."""
        from partnerkit.reading.loader import names_of
        from partnerkit.workspace.editing.files import edit_file

        if self.at is not None:
            raise UsageError("--at shows what was recorded, which can't be edited", "leave --at out")
        self.out.check()
        with self._watching_owner(path):
            return edit_file(path, edits, names_of(workspace)).partnership

    def select_one(self, partnership: str) -> "tuple[Selection, str]":
        """Find the workspace and the one file that a word of the command line names."""
        selection = self.select([partnership])
        if len(selection.files) != 1:
            raise UsageError(f"{partnership} names {len(selection.files)} partnerships", "name one of them")
        return selection, selection.files[0]

    def change_one(self, partnership: str, edits: "Planned", *, dry_run: bool = False) -> None:
        """Make the edits that the file of one partnership needs, all or none; a file with errors may need them.

        A dry run writes the very edit to standard output instead, as a unified diff. An edit that the file would
        have an error with is refused with the findings that it would get.
        """
        from partnerkit.cli.report import tell
        from partnerkit.errors import InvalidFilesError
        from partnerkit.workspace.editing.files import RefusedEditError, edit_file

        selection, path = self.select_one(partnership)
        try:
            with self._watching_owner(path):
                edited = edit_file(path, edits, selection.known, write=not dry_run)
        except RefusedEditError as error:
            self._tell(error.findings)
            raise InvalidFilesError(f"{path} was not changed, because it would have an error") from error
        from partnerkit.render.patch import changed_lines, patch

        if edited.before == edited.after:
            tell(f"{path} already says so")
        elif dry_run:
            streams.write(patch(path, edited.before, edited.after))
        else:
            tell(f"{path}: {changed_lines(edited.before, edited.after)}")

    def collect_one(self, path: str) -> "tuple[Collected, str]":
        """Read the one partnership that a path names, and answer its stem too.

        Raises `UsageError` where the path holds several or none, `InvalidFilesError` where the file has errors.
        """
        from partnerkit.errors import InvalidFilesError

        collected = self.read(self.select([path]))
        if len(collected.portfolio.partnerships) != 1:
            if collected.files == 1:
                raise InvalidFilesError(f"{path} can't be opened until its errors are fixed")
            raise UsageError(
                f"this command takes one partnership, and {path} has {collected.files}", "name one of them"
            )
        return collected, next(iter(collected.portfolio.partnerships))

    def deals(self, collected: "Collected", stem: str, path: str | None = None) -> "Deals":
        """Read the deals of a partnership, from `path` on disk or from its file in `deals/`.

        Raises `UsageError` where `path` does not exist, `WrongDealsError` where a cell is wrong.
        """
        from partnerkit.store.tree import DISK
        from partnerkit.workspace.deals import WrongDealsError, deals_file, load_deals
        from partnerkit.workspace.paths import why_missing

        if path is not None and DISK.kind(path) is None:
            raise UsageError(f"{path} {why_missing(path, DISK)}")
        file = path or deals_file(collected.workspace_file, stem)
        try:
            return load_deals(file, collected.portfolio.workspace, collected.tree if path is None else DISK)
        except WrongDealsError as error:
            self._tell(error.findings)
            raise

    def section(self, model: "type[SectionT]", path: str) -> "SectionT":
        """Read a YAML file that the command line names, such as a scenario, from disk: it belongs to the question.

        Raises `UsageError` where it does not exist, `InvalidFilesError` where it has errors.
        """
        from partnerkit.errors import InvalidFilesError
        from partnerkit.findings import Finding
        from partnerkit.reading.loader import load_section
        from partnerkit.store.tree import DISK
        from partnerkit.workspace.contents import read_contents
        from partnerkit.workspace.paths import why_missing

        if DISK.kind(path) is None:
            raise UsageError(f"{path} {why_missing(path, DISK)}")
        content = read_contents(path, DISK)
        loaded = None if isinstance(content, Finding) else load_section(model, path, content)
        self._tell((content,) if isinstance(content, Finding) else loaded.findings if loaded else ())
        if loaded is None or loaded.model is None:
            raise InvalidFilesError(f"{path} has errors; fix them first")
        return loaded.model

    def refuse(self, findings: "Sequence[Finding]") -> None:
        """Show why files are left as they are, which makes the exit status 1."""
        self._tell(findings)
        if findings:
            self.status = 1

    def _tell(self, findings: "Sequence[Finding]") -> None:
        if findings:
            from partnerkit.render.findings import text_of

            streams.say(text_of(findings, color=self.out.colors(sys.stderr)).removesuffix("\n"))

    @contextmanager
    def _watching_owner(self, path: str) -> Iterator[None]:
        """Report that an edit has changed the owner of a file: only the system's administrator may give files away."""
        owner = _owner(path)
        yield
        if _owner(path) != owner:
            from partnerkit.cli.report import hint

            hint(f"{path} now belongs to you and your group; its owner could not be kept")

    @contextmanager
    def _telling_findings(self) -> Iterator[None]:
        """Show what is wrong in a workspace file that cannot be used."""
        from partnerkit.workspace.portfolio import WorkspaceError

        try:
            yield
        except WorkspaceError as error:
            self._tell(error.findings)
            raise

    @property
    def recorded(self) -> "Recorded | None":
        """The commit that files were read from; None if they were read as they are."""
        commit = None if self._tree is None else self._tree.commit
        return None if commit is None else recorded(commit)


def recorded(commit: "Commit") -> "Recorded":
    """Return a commit as results report it."""
    from partnerkit.results import Recorded

    return Recorded(commit.id, date.fromisoformat(commit.day))


def authored(commit: "Commit") -> "Authored":
    """Return a commit as a log shows it."""
    from partnerkit.results import Authored

    return Authored(commit.id, date.fromisoformat(commit.day), commit.author, commit.summary)


def _owner(path: str) -> tuple[int, int] | None:
    """Return the owner of a file."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_uid, status.st_gid


def _today(text: str | None, at: str | None) -> date:
    """Return the day to answer as of: the one asked for, else that of --at where it is a date, else the current one."""
    asked = at if text is None else text
    if asked is None:
        return date.today()
    from partnerkit.model.day import parse_date

    day = parse_date(asked)
    if day is None and text is not None:
        raise UsageError(f'"{text}" is not a date', "write it as --today 2026-03-31")
    return day or date.today()
