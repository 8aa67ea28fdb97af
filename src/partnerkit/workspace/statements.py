"""Statements that were issued: where they are in a workspace, and whether its files still come to the same."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple

from partnerkit.errors import InvalidFilesError
from partnerkit.facts.case import Case
from partnerkit.facts.issued import Changed, changed_lines
from partnerkit.facts.statements import Statement, statement
from partnerkit.findings import Finding
from partnerkit.model.deal import Deal
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace
from partnerkit.money.statement import StatementLine
from partnerkit.money.windows import Window
from partnerkit.phrasing import listed, money, plural
from partnerkit.reading.deals import MAX_BYTES
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.places import Places
from partnerkit.store.tree import Tree, Unreadable
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.deals import WrongDealsError, deals_file, load_deals

FOLDER: Final = "statements"
_NAME: Final = re.compile(r"(?P<stem>.+)-(?P<period>[0-9]{4}(?:-(?:Q[1-4]|[0-9]{2}))?)\.json")
CORRECT: Final = (
    "record a correction as a row with a later date, and new terms with `valid_from`; "
    "or issue the statement again with --force"
)
"""How what was owed in a closed period is corrected."""


def statement_file(workspace_file: str | None, stem: str, period: str, ending: str) -> str:
    """Return where the statement of a partnership for a period is: in `statements/`, beside the workspace file."""
    return os.path.join(os.path.dirname(workspace_file or ""), FOLDER, f"{stem}-{period}{ending}")


def load_issued(path: str, tree: Tree) -> Statement:
    """Return a statement as it was issued, in JSON; raises `NotAStatementError` where a file is something else."""
    content = tree.read(path, MAX_BYTES)
    if isinstance(content, Unreadable):
        raise NotAStatementError(path, content.reason)
    from pydantic import TypeAdapter

    try:
        data = _with_our_names(json.loads(content, parse_float=Decimal, parse_int=Decimal))
        return TypeAdapter(Statement).validate_python({**data, "name": data["partnership"], "company": ""})
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotAStatementError(path, "this is not a statement written by `statement --issue`") from error


def _with_our_names(value: Any) -> Any:
    """Return JSON data in which `from` is `from_`, which Python keeps for itself."""
    match value:
        case dict():
            return {"from_" if key == "from" else key: _with_our_names(item) for key, item in value.items()}
        case list():
            return [_with_our_names(item) for item in value]
        case _:
            return value


def check_statements(
    workspace_file: str | None, workspace: Workspace, names: Callable[[], Names], paths: Mapping[str, str], tree: Tree
) -> list[Finding]:
    """Return which issued statements the deals and terms of some partnerships, by stem, no longer come to."""
    findings: list[Finding] = []
    for stem, files in _issued_files(workspace_file, paths, tree).items():
        content = read_contents(paths[stem], tree)
        loaded = load_partnership(paths[stem], content, names()) if isinstance(content, bytes) else None
        if loaded is not None and loaded.model is not None and loaded.places is not None:
            case_on = partial(Case, stem, loaded.model, workspace)
            deals = deals_file(workspace_file, stem)
            check = _Check(case_on, paths[stem], loaded.places, deals, workspace, tree)
            findings.extend(check.findings(files))
    return findings


def issued_to(stem: str, workspace_file: str | None, tree: Tree) -> Mapping[str, Statement]:
    """Return the statements that were issued to a partner, by their periods; what is no statement is left out."""
    return dict(_loaded(_issued_files(workspace_file, (stem,), tree).get(stem, {}), tree))


def _issued_files(workspace_file: str | None, stems: Collection[str], tree: Tree) -> Mapping[str, Mapping[str, str]]:
    """Return the files of the statements that were issued to some partners, by stem and period."""
    folder = os.path.join(os.path.dirname(workspace_file or ""), FOLDER)
    issued: dict[str, dict[str, str]] = defaultdict(dict)
    if workspace_file is None or tree.kind(folder) != "folder":
        return issued
    for entry in sorted(tree.scan(folder)):
        name = _NAME.fullmatch(os.path.basename(entry.path))
        if name is not None and entry.kind == "file" and name["stem"] in stems:
            issued[name["stem"]][name["period"]] = entry.path
    return issued


class IssuedStatement(NamedTuple):
    """A statement that was issued for a period, and in which lines its files come to something else, if in any."""

    period: str
    changed: Changed

    @property
    def deals(self) -> frozenset[str]:
        """Return the deals of the lines that differ."""
        return frozenset(line.deal for line in self._lines if line.deal)

    @property
    def first(self) -> tuple[str, date]:
        """Return the deal, empty if there is none, and the day of the first line that differs."""
        return min(map(_of_line, self._lines))

    def told(self, line: tuple[str, date], now: str) -> str:
        """Say what was issued for a deal and a day, and what it comes to `now`."""
        gone, new = (
            [each for each in lines if _of_line(each) == line] for lines in (self.changed.gone, self.changed.new)
        )
        issued = f"the statement for {self.period} was issued with {_amounts(gone)} for {line[0] or line[1]}"
        return f"{issued}, which {now} {_amounts(new)}"

    def refusal(self, deal: str | None = None) -> str:
        """Say what would differ: of a deal, or of the first line and of how many more."""
        if deal is not None:
            return self.told(min(line for line in map(_of_line, self._lines) if line[0] == deal), _WOULD_BE)
        more = f", and {plural(self.others, 'more line')} would change" if self.others else ""
        return self.told(self.first, _WOULD_BE) + more

    @property
    def others(self) -> int:
        """Return for how many deals and days lines differ beside the first."""
        return len(set(map(_of_line, self._lines))) - 1

    @property
    def _lines(self) -> tuple[StatementLine, ...]:
        return (*self.changed.gone, *self.changed.new)


_WOULD_BE: Final = "would then be"


def _of_line(line: StatementLine) -> tuple[str, date]:
    return line.deal or "", line.date


class IssuedStatements:
    """The statements that were issued in a workspace, and which of them files would no longer come to with a change."""

    def __init__(
        self, workspace_file: str | None, workspace: Workspace, partnerships: Mapping[str, Partnership], tree: Tree
    ) -> None:
        self._workspace_file, self._workspace, self._tree = workspace_file, workspace, tree
        self._partnerships = partnerships
        self._files = _issued_files(workspace_file, partnerships, tree)
        self._before: dict[str, tuple[IssuedStatement, ...]] = {}

    def changed_by(
        self, stem: str, partnership: Partnership, deals: Sequence[Deal] | None = None
    ) -> tuple[IssuedStatement, ...]:
        """Return the statements that a partnership with other values or other deals no longer comes to.

        Those that its files differ from in the same way before are left out: `validate` has found them.
        """
        if stem not in self._files:
            return ()
        if stem not in self._before:
            self._before[stem] = self._differing(stem, self._partnerships[stem], None)
        return tuple(each for each in self._differing(stem, partnership, deals) if each not in self._before[stem])

    def _differing(
        self, stem: str, partnership: Partnership, deals: Sequence[Deal] | None
    ) -> tuple[IssuedStatement, ...]:
        if deals is None:
            try:
                deals = load_deals(deals_file(self._workspace_file, stem), self._workspace, self._tree).deals
            except WrongDealsError:
                return ()  # what is wrong in it is found by itself
        case_on = partial(Case, stem, partnership, self._workspace)
        return tuple(
            IssuedStatement(period, changed)
            for period, issued in _loaded(self._files[stem], self._tree)
            if (changed := _changed_since(issued, case_on, deals)) is not None
        )


def _loaded(files: Mapping[str, str], tree: Tree) -> Iterator[tuple[str, Statement]]:
    """Yield the statements in some files by their periods; what is no statement is left out."""
    for period, file in files.items():
        with suppress(NotAStatementError):
            yield period, load_issued(file, tree)


def _changed_since(issued: Statement, case_on: Callable[[date], Case], deals: Sequence[Deal]) -> Changed | None:
    """Return the lines in which an issued statement differs from what deals and terms come to; None if in none."""
    today = statement(case_on(issued.on), deals, Window(*issued.period), issued.on, issued.inputs)
    changed = changed_lines(issued, today)
    return changed if changed.gone or changed.new else None


class _Check:
    """Compares the issued statements of one partnership with what its files come to today."""

    def __init__(
        self,
        case_on: Callable[[date], Case],
        path: str,
        places: Places,
        deals_file: str,
        workspace: Workspace,
        tree: Tree,
    ) -> None:
        self.case_on, self.path, self.places = case_on, path, places
        self.deals_file, self.workspace, self.tree = deals_file, workspace, tree
        self.rows: dict[str, int] = {}

    def findings(self, files: Mapping[str, str]) -> Iterator[Finding]:
        """Yield a finding for each statement, by its period, that the files no longer come to."""
        try:
            deals = load_deals(self.deals_file, self.workspace, self.tree).deals
        except WrongDealsError:
            return  # what is wrong in it was found already
        self.rows = {deal.deal: deal.row for deal in deals}
        for period, file in files.items():
            try:
                issued = load_issued(file, self.tree)
            except NotAStatementError as error:
                yield Finding(file, 1, 1, "PK306", error.reason, help="issue it again with --force")
                continue
            if (changed := _changed_since(issued, self.case_on, deals)) is not None:
                yield self._finding(IssuedStatement(period, changed))

    def _finding(self, found: IssuedStatement) -> Finding:
        """Return one finding about all lines of a statement, at the first of them."""
        message = found.told(found.first, "is now")
        message += f", and {plural(found.others, 'more line')} changed" if found.others else ""
        changed = found.changed
        line = next(each for each in (*changed.new, *changed.gone) if _of_line(each) == found.first)
        [path, row, column] = self._place(found.first[0], line)
        return Finding(path, row, column, "PK306", message, help=CORRECT)

    def _place(self, deal: str, line: StatementLine) -> tuple[str, int, int]:
        """Return where a line comes from: its row in the deals, or else its term in the agreement."""
        if deal:
            return self.deals_file, self.rows.get(deal, 1), 1
        index = [int(digits) for digits in re.findall(r"[0-9]+", line.term)]
        spot = self.places.find(("agreement", "revenue", *index))
        return self.path, spot.line, spot.column


def _amounts(lines: list[StatementLine]) -> str:
    return listed([money(line.amount, line.currency) for line in lines]) or "nothing"


class NotAStatementError(InvalidFilesError):
    """A file is not a statement that was issued."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason = reason
