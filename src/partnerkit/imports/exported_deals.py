"""The table of deals of an export as it comes back: what each changed cell and each new row means for the deals files.

As in the files of partnerships, a cell is compared with what the deals file says now and what it said then. A row that
was called something else would count twice, so it's an error.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from partnerkit.documents import Value
from partnerkit.imports.cells import CellError
from partnerkit.imports.deals import DealsFilesOf, cell_of, wrong_in
from partnerkit.imports.deals_text import DealsText
from partnerkit.imports.exported_cells import ExportedColumn, edit_in, value_of
from partnerkit.imports.exported_files import ExportedTables
from partnerkit.imports.exported_state import Recover, known_as
from partnerkit.imports.exported_words import NOTHING, about, ended, told
from partnerkit.imports.records import WrongCell
from partnerkit.imports.rows import Outcome, refused, skipped
from partnerkit.imports.steps import ImportedValue, ImportStep
from partnerkit.imports.target import ImportTarget
from partnerkit.model.partnership import Partnership
from partnerkit.reading.deals import read_deals
from partnerkit.reading.tables import Cell, Sheet
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.computed import DEALS, values_of
from partnerkit.workspace.origins import blob_of

_Values: TypeAlias = tuple[Value, ...]


class DealsState(NamedTuple):
    """The deals of a partnership by name, now and then; `then` is None if git doesn't know what the file was."""

    path: str
    text: DealsText
    now: Mapping[str, _Values]
    then: Mapping[str, _Values] | None


class ExportedDeals:
    """Makes the steps of the table of deals, and brings the deals files to what they come to."""

    def __init__(self, given: ExportedTables, target: ImportTarget, files: DealsFilesOf, recover: Recover) -> None:
        self.given, self.target, self.files, self.recover = given, target, files, recover
        self._states: dict[str, DealsState | None] = {}

    def steps(
        self, columns: Sequence[ExportedColumn], sheet: Sheet, partnerships: Mapping[str, Partnership]
    ) -> list[ImportStep]:
        """Return the steps of all rows, and of those that are missing in the table.

        `partnerships` are as the same import leaves them: together with the deals, they say what is owed.
        """
        keys = [self._keys(columns, row) for row in sheet.rows]
        named = Counter(each for each in keys if not isinstance(each, Outcome))
        missing = dict(self._missing(named))
        steps: list[ImportStep] = []
        for line, row, key in zip(sheet.lines, sheet.rows, keys, strict=True):
            if isinstance(key, Outcome):
                steps.append(ended(DEALS, line, (), key))
            elif named[key] > 1:
                again = Outcome("error", "another row has the same key", "empty one of the two")
                steps.append(ended(DEALS, line, key, again))
            else:
                found = self._step(line, key, columns, row, missing)
                steps.append(ended(DEALS, line, key, found) if isinstance(found, Outcome) else found)
        refusals = {about(DEALS, key): outcome for key, outcome in self.files.take_back_issued(partnerships).items()}
        for at, step in enumerate(steps):
            if step.action in ("create", "update") and step.about in refusals:
                outcome = refusals[step.about]
                steps[at] = step._replace(
                    action=outcome.action, file=None, changes=(), reason=outcome.reason, help=outcome.help
                )
        return [*steps, *(self._not_given(key) for key in missing)]

    def _keys(self, columns: Sequence[ExportedColumn], row: Sequence[Cell]) -> "tuple[str, str] | Outcome":
        try:
            found = [value_of(row[each.place], each.column, each.habits, self.given.form) for each in columns[:2]]
        except CellError as error:
            return refused([WrongCell("", *error.args)])
        for key, column in zip(found, DEALS.keys, strict=True):
            if key is None:
                return Outcome(
                    "error", f"it has no `{column.name}`", "each deal needs the partnership and its own name"
                )
        [stem, deal] = known_as(found)
        return str(stem), str(deal)

    def _missing(self, named: Collection[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], _Values]]:
        """Yield the deals that the export had and the table has not, with their values."""
        for stem in self.given.versions or dict.fromkeys(stem for stem, _ in named):
            state = self._state(stem)
            for deal, values in state.now.items() if state is not None else ():
                if (stem, deal) not in named and (state is None or state.then is None or deal in state.then):
                    yield (stem, deal), values

    def _not_given(self, key: tuple[str, str]) -> ImportStep:
        path = self.target.deals_file(key[0])
        outcome = skipped("it is not in the table, and nothing is deleted", f"delete its row in {path}")
        return ended(DEALS, None, key, outcome)

    # --- One row ------------------------------------------------------------------------------------------------------

    def _step(
        self,
        line: int,
        key: tuple[str, str],
        columns: Sequence[ExportedColumn],
        row: Sequence[Cell],
        missing: Mapping[tuple[str, str], _Values],
    ) -> "ImportStep | Outcome":
        stem, deal = key
        if stem not in self.target.portfolio.partnerships:
            if stem in self.target.stems:
                return skipped(f"the file of `{stem}` has errors", "fix them first")
            return skipped(f"there is no partnership `{stem}`", "`partnerkit new` creates one; then import again")
        state = self._state(stem)
        if state is None:
            path = self.target.deals_file(stem)
            return skipped(f"{path} has errors", "`partnerkit validate` shows them; fix them first")
        now = state.now.get(deal)
        if now is None and (reason := self._not_new(key, columns, row, state, missing)) is not None:
            return reason
        values, wrong = self._values(columns[2:], row, deal, state)
        if wrong:
            return refused(wrong)
        if now is not None and not values:
            return ImportStep(line, "unchanged", about(DEALS, key), stem, state.path)
        cells = {column.name: "" if value is None else cell_of(value) for column, value in values.items()}
        present = state.text.row(deal) or {}
        if (outcome := wrong_in({"deal": deal, **present, **cells})) is not None:
            return outcome
        before = {} if now is None else dict(zip(DEALS.columns, now[1:], strict=True))
        changes = tuple(
            ImportedValue(column.name, told(before.get(column), column), told(value, column) or NOTHING)
            for column, value in values.items()
        )
        if now is None:
            state.text.add({"deal": deal, **{name: cell for name, cell in cells.items() if cell}})
            return ImportStep(line, "create", about(DEALS, key), stem, state.path, changes)
        state.text.change(deal, cells)
        return ImportStep(line, "update", about(DEALS, key), stem, state.path, changes)

    def _not_new(
        self,
        key: tuple[str, str],
        columns: Sequence[ExportedColumn],
        row: Sequence[Cell],
        state: DealsState,
        missing: Mapping[tuple[str, str], _Values],
    ) -> Outcome | None:
        """Return why a row that no deals file has under this name isn't added."""
        stem, deal = key
        if state.then is None:
            return Outcome("error", self._lost(state), "export it again")
        if deal in state.then:
            return skipped("it was removed from the file since the export")
        owner = self.files.owner(deal)
        if owner is not None:
            return Outcome("error", f"`{deal}` is a deal of {owner}", "if that has changed, move its row by hand")
        for (other, name), values in missing.items():
            if other == stem and self._says_all(columns[2:], row, values):
                reason = f"it is `{name}` under another name, and would count twice"
                return Outcome("error", reason, f"change the name in {state.path}")
        return None

    def _says_all(self, columns: Sequence[ExportedColumn], row: Sequence[Cell], values: _Values) -> bool:
        try:
            return not any(edit_in(row[each.place], each, (values[each.at - 1],), self.given.form) for each in columns)
        except CellError:
            return False

    def _values(
        self, columns: Sequence[ExportedColumn], row: Sequence[Cell], deal: str, state: DealsState
    ) -> tuple[dict[TableColumn, Value], list[WrongCell]]:
        """Return the values that a row changes, and what is wrong with cells."""
        versions = [version.get(deal) for version in (state.now, state.then) if version is not None]
        values: dict[TableColumn, Value] = {}
        wrong: list[WrongCell] = []
        for each in columns:
            known = [None if version is None else version[each.at - 1] for version in versions]
            try:
                found = edit_in(row[each.place], each, known, self.given.form)
            except CellError as error:
                wrong.append(WrongCell(each.column.name, *error.args))
                continue
            if found is None:
                continue
            [values[each.column]] = found
            if state.then is None:
                wrong.append(WrongCell(each.column.name, self._lost(state), "export it again"))
            elif len(set(known)) > 1:
                there = told(known[0], each.column) or NOTHING
                message = f"it was changed in {state.path} too since the export, to {there}"
                wrong.append(WrongCell(each.column.name, message, "export it again"))
        return values, wrong

    def _lost(self, state: DealsState) -> str:
        return f"{state.path} has changed since the export, and git does not know what it was"

    def _state(self, stem: str) -> DealsState | None:
        """Return the deals of a partnership; None if its file has errors."""
        if stem not in self._states:
            text = self.files.of(stem)
            self._states[stem] = None if text is None else self._state_of(stem, text)
        return self._states[stem]

    def _state_of(self, stem: str, text: DealsText) -> DealsState:
        now = self._by_name(text.before or b"")
        version = self.given.deals_versions.get(stem, "")
        has_changed = stem in self.given.deals_versions and version != (blob_of(text.before) if text.before else "")
        then: Mapping[str, _Values] | None = now
        if has_changed:
            content = self.recover(version) if version else b""
            then = None if content is None else self._by_name(content)
        return DealsState(self.target.deals_file(stem), text, now, then)

    def _by_name(self, content: bytes) -> dict[str, _Values]:
        """Return the values of the deals in a file, by their names."""
        if not content:
            return {}
        deals = read_deals(content, self.target.workspace.deals.columns.titles).deals
        return {str(known_as([deal.deal])[0]): values_of(deal) for deal in deals}
