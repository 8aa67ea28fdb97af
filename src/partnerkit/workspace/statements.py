"""Statements that were issued: where they are in a workspace, and whether its files still come to the same."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple

from partnerkit.errors import InvalidFilesError
from partnerkit.facts.case import Case
from partnerkit.facts.edited_terms import edited_terms
from partnerkit.facts.issued import StatementChange, changes
from partnerkit.facts.statements import Statement, statement
from partnerkit.findings import Finding
from partnerkit.model.deal import Deal
from partnerkit.model.partnership import Partnership
from partnerkit.model.revenue import RevenueTerm
from partnerkit.model.workspace import Workspace
from partnerkit.money.windows import Window
from partnerkit.phrasing import plural
from partnerkit.reading.deals import MAX_BYTES
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.places import Places
from partnerkit.store.tree import Tree, Unreadable
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.deals import WrongDealsError, deals_file, load_deals
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.portfolio import Selection
from partnerkit.workspace.terms_then import TermsThen

FOLDER: Final = "statements"
_NAME: Final = re.compile(r"(?P<stem>.+)-(?P<period>[0-9]{4}(?:-(?:Q[1-4]|[0-9]{2}))?)\.json")
CORRECT: Final = (
    "record a correction as a row with a later date, and new terms with `valid_from`, the old ones with `valid_until`; "
    "or issue the statement again with --force"
)
"""How what was owed in a closed period is corrected."""

_RENAME: Final = (
    "if its file was renamed, rename its deals and statements too, as in `statements/NAME-2026-Q1.json`; "
    "or give it back the name it had"
)


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
        data = _with_our_names(json.loads(content, parse_float=_figure, parse_int=_figure))
        return TypeAdapter(Statement).validate_python({**data, "name": data["partnership"], "company": ""})
    except (ValueError, TypeError, KeyError, RecursionError, ArithmeticError) as error:
        raise NotAStatementError(path, "this is not a statement written by `statement --issue`") from error


def _figure(text: str) -> Decimal:
    """Return a number of a statement; raises `ValueError` for one that no amount can be."""
    value = Decimal(text)
    if not -_MOST_DIGITS < value.adjusted() < _MOST_DIGITS:
        raise ValueError(text)
    return value


_MOST_DIGITS: Final = 100


def _with_our_names(value: Any) -> Any:
    """Return JSON data in which `from` is `from_`, which Python keeps for itself."""
    match value:
        case dict():
            return {"from_" if key == "from" else key: _with_our_names(item) for key, item in value.items()}
        case list():
            return [_with_our_names(item) for item in value]
        case _:
            return value


def check_statements(selection: Selection, paths: Mapping[str, str]) -> list[Finding]:
    """Return which issued statements the deals and terms of the good files of a selection no longer come to.

    `paths` are those files by stem. In a whole workspace, statements of unknown partnerships are found too.
    """
    workspace_file, workspace, tree = selection.workspace_file, selection.workspace, selection.tree
    issued = _issued_files(workspace_file, tree)
    if not issued:
        return []
    known = selection.known
    everywhere = known.partnerships
    is_whole = everywhere is not None and everywhere <= {*map(stem_of, selection.files)}
    findings = [
        Finding(file, 1, 1, "PK306", f"this was issued to `{stem}`, and no partnership has this name", help=_RENAME)
        for stem in (sorted(issued.keys() - (everywhere or frozenset())) if is_whole else ())
        for file in issued[stem].values()
    ]
    with closing(TermsThen()) as terms:
        for stem in sorted(issued.keys() & paths.keys()):
            content = read_contents(paths[stem], tree)
            loaded = load_partnership(paths[stem], content, known) if isinstance(content, bytes) else None
            if isinstance(content, bytes) and loaded is not None and loaded.model is not None and loaded.places:
                file = _File(stem, paths[stem], content, loaded.model, loaded.places)
                findings += _Check(file, deals_file(workspace_file, stem), workspace, tree, terms).findings(
                    issued[stem]
                )
    return findings


def issued_to(stem: str, workspace_file: str | None, tree: Tree) -> Mapping[str, Statement]:
    """Return the statements that were issued to a partner, by their periods; what is no statement is left out."""
    return dict(_loaded(_issued_files(workspace_file, tree).get(stem, {}), tree))


def _issued_files(workspace_file: str | None, tree: Tree) -> Mapping[str, Mapping[str, str]]:
    """Return the files of the statements that were issued, by the stem of the partner and the period."""
    folder = os.path.join(os.path.dirname(workspace_file or ""), FOLDER)
    issued: dict[str, dict[str, str]] = defaultdict(dict)
    if workspace_file is None or tree.kind(folder) != "folder":
        return issued
    for entry in sorted(tree.scan(folder)):
        name = _NAME.fullmatch(os.path.basename(entry.path))
        if name is not None and entry.kind == "file":
            issued[name["stem"]][name["period"]] = entry.path
    return issued


class IssuedStatement(NamedTuple):
    """A statement that was issued for a period, and what of it its files no longer come to."""

    period: str
    changes: tuple[StatementChange, ...]

    @property
    def deals(self) -> frozenset[str]:
        """Return the deals that something has changed about."""
        return frozenset(change.deal for change in self.changes if change.deal)

    def told(self, change: StatementChange, now: str) -> str:
        """Return what was issued, and what it comes to `now`."""
        issued = f"the statement for {self.period} was issued with {change.issued} for {change.about}"
        return f"{issued}, which {now} {change.now}"

    def refusal(self, deal: str | None = None) -> str:
        """Return what would differ: of a deal, or the first change and how many more there are."""
        if deal is not None:
            return self.told(next(change for change in self.changes if change.deal == deal), _WOULD_BE)
        more = f", and {plural(self.others, 'more line')} would change" if self.others else ""
        return self.told(self.changes[0], _WOULD_BE) + more

    @property
    def others(self) -> int:
        """Return how many changes there are beside the first."""
        return len(self.changes) - 1


_WOULD_BE: Final = "would then be"


class IssuedStatements:
    """The statements that were issued in a workspace, and which of them files would no longer come to with a change."""

    def __init__(
        self, workspace_file: str | None, workspace: Workspace, partnerships: Mapping[str, Partnership], tree: Tree
    ) -> None:
        self._workspace_file, self._workspace, self._tree = workspace_file, workspace, tree
        self._partnerships = partnerships
        self._files = _issued_files(workspace_file, tree)
        self._before: dict[str, tuple[IssuedStatement, ...]] = {}

    def changed_by(
        self, stem: str, partnership: Partnership, deals: Sequence[Deal] | None = None
    ) -> tuple[IssuedStatement, ...]:
        """Return the statements that a partnership with other values or other deals no longer comes to.

        Those that its files differ from in the same way before are left out: `validate` has found them.
        """
        if stem not in self._files or stem not in self._partnerships:
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
        case_on, before = partial(Case, stem, partnership, self._workspace), _terms_of(self._partnerships[stem])
        return tuple(
            IssuedStatement(period, changed)
            for period, issued in _loaded(self._files[stem], self._tree)
            if (changed := _changes(issued, case_on, deals) or _edited(issued, before, partnership))
        )


def _loaded(files: Mapping[str, str], tree: Tree) -> Iterator[tuple[str, Statement]]:
    """Yield the statements in some files by their periods; what is no statement is left out."""
    for period, file in files.items():
        with suppress(NotAStatementError):
            yield period, load_issued(file, tree)


def _changes(issued: Statement, case_on: Callable[[date], Case], deals: Sequence[Deal]) -> tuple[StatementChange, ...]:
    """Return what an issued statement has that deals and terms don't come to, and the other way around."""
    today = statement(case_on(issued.on), deals, Window(*issued.period), issued.on, issued.inputs)
    paid_later = {deal.deal for deal in deals if deal.paid is not None and deal.paid > issued.period.to}
    return tuple(changes(issued, today, paid_later))


def _edited(issued: Statement, then: Sequence[RevenueTerm], partnership: Partnership) -> tuple[StatementChange, ...]:
    """Return which terms of an issued statement are no longer what they were, though it still comes to the same."""
    return tuple(edited_terms(then, _terms_of(partnership), issued.period))


def _terms_of(partnership: Partnership) -> Sequence[RevenueTerm]:
    return partnership.agreement.revenue if partnership.agreement else ()


class _File(NamedTuple):
    """A partnership as its file is today."""

    stem: str
    path: str
    content: bytes
    partnership: Partnership
    places: Places

    def path_of(self, stem: str) -> str:
        """Return where the file is if it has another name."""
        return os.path.join(os.path.dirname(self.path), stem + os.path.splitext(self.path)[1])


class _Check:
    """Compares the issued statements of one partnership with what its files come to today."""

    def __init__(self, file: _File, deals_file: str, workspace: Workspace, tree: Tree, terms: TermsThen) -> None:
        self.file, self.deals_file, self.workspace, self.tree, self.terms = file, deals_file, workspace, tree, terms
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
            if found := self._changes(issued, deals):
                yield self._finding(IssuedStatement(period, found))

    def _changes(self, issued: Statement, deals: Sequence[Deal]) -> tuple[StatementChange, ...]:
        file = self.file
        if found := _changes(issued, partial(Case, file.stem, file.partnership, self.workspace), deals):
            return found
        then = self.terms.edited(file.path_of(issued.partnership), issued.inputs.commit, file.content)
        return () if then is None else _edited(issued, then, file.partnership)

    def _finding(self, found: IssuedStatement) -> Finding:
        """Return one finding about all changes of a statement, at the first of them."""
        first, *_ = found.changes
        message = found.told(first, "is now")
        message += f", and {plural(found.others, 'more line')} changed" if found.others else ""
        [path, row, column] = self._place(first)
        return Finding(path, row, column, "PK306", message, help=CORRECT)

    def _place(self, change: StatementChange) -> tuple[str, int, int]:
        """Return where a change comes from: its row in the deals, or else its term in the agreement."""
        if change.deal:
            return self.deals_file, self.rows.get(change.deal, 1), 1
        spot = self.file.places.find(change.path)
        return self.file.path, spot.line, spot.column


class NotAStatementError(InvalidFilesError):
    """A file is not a statement that was issued."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason = reason
