"""Tables that `export` wrote and people changed: what each changed cell and each new row means for the files.

A cell is compared with what the file says now and, where the file has changed since, with what it said then. So only
what was changed in the table is an edit, and what was changed in the file too is an error. No row is deleted because it
is missing; an emptied cell removes its value.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from partnerkit.documents import Value
from partnerkit.imports.cells import CellError
from partnerkit.imports.deals import DealsFilesOf
from partnerkit.imports.exported_cells import (
    ExportedColumn,
    NumberHabits,
    columns_in,
    edit_in,
    same,
    says,
    unguarded,
    value_of,
)
from partnerkit.imports.exported_deals import ExportedDeals
from partnerkit.imports.exported_edits import edits_of_row, is_usual
from partnerkit.imports.exported_files import ExportedTables
from partnerkit.imports.exported_rows import NewRow, edits_of_new
from partnerkit.imports.exported_state import PartnershipState, Recover, known_as
from partnerkit.imports.exported_words import NOTHING, about, changes_of, ended, names_in, removing, told
from partnerkit.imports.files import PartnershipFile, PartnershipFiles
from partnerkit.imports.plan import PlannedImport
from partnerkit.imports.records import WrongCell
from partnerkit.imports.rows import Outcome, refused, skipped
from partnerkit.imports.steps import ImportPlan, ImportStep, counts_of
from partnerkit.imports.target import ImportTarget
from partnerkit.reading.tables import Cell, Sheet, letters_in
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.computed import DEALS, Exported
from partnerkit.tables.export import tables_of
from partnerkit.tables.shapes import TableShape, shapes, workspace_shapes
from partnerkit.workspace.editing.edits import CannotEditError, Edit

_ELSEWHERE: Final = ("workspace_buckets", "workspace_criteria", *(each.name for each in workspace_shapes()))
"""Tables of what is not in the file of a partnership; scores and dates follow from what is."""

_ROUNDS: Final = 5
"""How often rows are tried that need other rows first."""


class _Pending(NamedTuple):
    """The edits of a row that is there already, in the file of a partnership, and the number of its step."""

    stem: str
    step: int
    edits: Sequence[Edit]


class _New(NamedTuple):
    """A row that is not there yet, and the number of its step."""

    step: int
    row: NewRow


def plan_of_export(
    path: str, given: ExportedTables, target: ImportTarget, recover: Recover, habits: NumberHabits
) -> PlannedImport:
    """Return what the tables would change: first all that is there already, then what is new."""
    work = _ImportOfTables(given, target, recover, habits)
    for shape in shapes():
        if shape.name in given.tables:
            work.take(shape, given.tables[shape.name])
    work.compare_others()
    work.carry_out()
    work.take_deals()
    files = {**work.files.rewritten, **work.deals.rewritten}
    plan = ImportPlan(
        file=path,
        name="export",
        rows="tables",
        known_by="partnership",
        applied=False,
        counts=counts_of(work.steps),
        columns={},
        not_taken=(*given.others, *work.not_taken),
        files=tuple(files),
        steps=tuple(work.steps),
        encoding=next((sheet.encoding for sheet in given.tables.values() if sheet.encoding != "utf-8"), None),
        title="tables that `partnerkit export` wrote",
        letters=letters_in(given.tables.values()),
    )
    return PlannedImport(plan, files)


class _ImportOfTables:
    """A plan while it is made."""

    def __init__(self, given: ExportedTables, target: ImportTarget, recover: Recover, habits: NumberHabits) -> None:
        self.given, self.target, self.recover, self.habits = given, target, recover, habits
        self.files = PartnershipFiles(target)
        self.deals = DealsFilesOf(target)
        self.steps: list[ImportStep] = []
        self.not_taken: list[str] = []
        self._states: dict[str, PartnershipState | None] = {}
        self._pending: dict[str, list[_Pending]] = {}
        self._new: list[_New] = []

    def take(self, shape: TableShape, sheet: Sheet) -> None:
        """Add the steps of the rows of a table, and of those that are missing in it."""
        self.not_taken += not_taken_of(shape, sheet)
        columns = columns_in(shape, sheet, self.habits)
        keys = [self._keys(shape, columns, row) for row in sheet.rows]
        seen = Counter(each for each in keys if not isinstance(each, Outcome))
        for line, row, each in zip(sheet.lines, sheet.rows, keys, strict=True):
            self.steps.append(self._step(shape, columns, line, row, each, seen))
        self.steps += self._missing(shape, seen)

    def compare_others(self) -> None:
        """Add a step for each row that differs in a table of the workspace file."""
        names = [name for name in _ELSEWHERE if name in self.given.tables]
        for found in tables_of(Exported(self.target.portfolio, {}, date.min), names) if names else ():
            shape, sheet = found.shape, self.given.tables[found.shape.name]
            columns = columns_in(shape, sheet, self.habits)
            at = len(shape.keys)
            now = {known_as(row[:at]): row for row in found.rows}
            for line, row in zip(sheet.lines, sheet.rows, strict=True):
                cells = [row[each.place] for each in columns]
                keys = known_as([self._key(cell) for cell in cells[:at]])
                if not all(self._agrees(each, cell, now.get(keys)) for each, cell in zip(columns, cells, strict=True)):
                    outcome = skipped(
                        "it is from partnerkit.yaml, which this import does not change", "change it there"
                    )
                    self.steps.append(ended(shape, line, keys, outcome))

    def take_deals(self) -> None:
        """Add the steps of the table of deals, once it is known what else changes at their partnerships."""
        sheet = self.given.tables.get(DEALS.name)
        if sheet is not None:
            self.not_taken += not_taken_of(DEALS, sheet)
            columns = columns_in(DEALS, sheet, self.habits)
            now = {stem: state.current for stem, state in self._states.items() if state is not None}
            partnerships = {**self.target.portfolio.partnerships, **now}
            reader = ExportedDeals(self.given, self.target, self.deals, self.recover)
            self.steps += reader.steps(columns, sheet, partnerships)

    def _says(self, cell: Cell, value: Value) -> bool:
        return says(cell, value, self.given.form)

    def _key(self, cell: Cell) -> Value:
        return unguarded(cell) if isinstance(cell, str) and self.given.form == "csv" else cell

    def _agrees(self, column: ExportedColumn, cell: Cell, row: Sequence[Value] | None) -> bool:
        if row is None:
            return False
        try:
            value = value_of(cell, column.column, column.habits, self.given.form)
        except CellError:
            return self._says(cell, row[column.at])
        return self._says(cell, row[column.at]) or same(value, row[column.at])

    def carry_out(self) -> None:
        """Make the edits, those of a file at once if that goes; what needs another row is tried again after it."""
        waiting: list[_Pending | _New] = [*self._one_by_one(), *self._new]
        failed: dict[int, Outcome] = {}
        for _ in range(_ROUNDS):
            failed = {each.step: outcome for each in waiting if (outcome := self._try(each)) is not None}
            if len(failed) in (0, len(waiting)):
                break
            waiting = [each for each in waiting if each.step in failed]
        for step, outcome in failed.items():
            self._end(step, outcome)

    def _one_by_one(self) -> Iterator[_Pending]:
        """Make the edits of what is there already, and yield those of the files that do not take them all at once."""
        for pending in self._pending.values():
            if self._file(pending[0]).edit([edit for each in pending for edit in each.edits], self.target):
                yield from pending

    def _try(self, waiting: "_Pending | _New") -> Outcome | None:
        """Make the edits of a row, and return why they cannot be made."""
        if isinstance(waiting, _Pending):
            wrong = self._file(waiting).edit(waiting.edits, self.target)
            return refused(wrong) if wrong else None
        return self._add(waiting)

    def _file(self, pending: _Pending) -> PartnershipFile:
        state = self._states[pending.stem]
        assert state is not None  # it has a row
        return state.file

    # --- One row ------------------------------------------------------------------------------------------------------

    def _step(
        self,
        shape: TableShape,
        columns: Sequence[ExportedColumn],
        line: int,
        row: Sequence[Cell],
        keys: "tuple[Value, ...] | Outcome",
        seen: Mapping[tuple[Value, ...], int],
    ) -> ImportStep:
        if isinstance(keys, Outcome):
            return ended(shape, line, (), keys)
        stem = str(keys[0])
        state = self._state(stem)
        if state is None:
            return ended(shape, line, keys, self._unknown(stem))
        if seen[keys] > 1 and keys[-1] is not None:
            return ended(shape, line, keys, Outcome("error", "another row has the same key", "empty one of the two"))
        values, wrong = self._values(shape, columns, row, state, keys)
        if wrong:
            return ended(shape, line, keys, refused(wrong))
        now = state.now(shape).get(keys)
        if now is None:
            return self._later(shape, line, keys, values, state)
        if shape.holds_values and values and None in values.values():
            return ended(
                shape, line, keys, skipped("its value is empty, and nothing is deleted", removing(shape, keys))
            )
        try:
            edits = edits_of_row(state.data, now.path, values)
        except CannotEditError as error:
            return ended(shape, line, keys, Outcome("error", str(error)))
        file = self.files.of(stem)
        assert file is not None  # it has a state
        if not edits:
            return ImportStep(line, "unchanged", about(shape, keys), stem, file.path)
        self._pending.setdefault(stem, []).append(_Pending(stem, len(self.steps), edits))
        before = dict(zip(shape.columns, now.values, strict=True))
        changes = changes_of(shape, keys, before, values)
        return ImportStep(line, "update", about(shape, keys), stem, file.path, changes)

    def _keys(
        self, shape: TableShape, columns: Sequence[ExportedColumn], row: Sequence[Cell]
    ) -> "tuple[Value, ...] | Outcome":
        """Return the keys of a row, or what is wrong with them; only the last may be empty, in one that is new."""
        keys: list[Value] = []
        for each in columns[: len(shape.keys)]:
            try:
                keys.append(value_of(row[each.place], each.column, each.habits, self.given.form))
            except CellError as error:
                return refused([WrongCell("", *error.args)])
            if keys[-1] is None and (each.column != shape.keys[-1] or len(shape.keys) == 1):
                help = "copy it from the row of what it belongs to"
                return Outcome("error", f"it has no `{each.column.name}`", help)
        return known_as(keys)

    def _values(
        self,
        shape: TableShape,
        columns: Sequence[ExportedColumn],
        row: Sequence[Cell],
        state: PartnershipState,
        keys: tuple[Value, ...],
    ) -> tuple[dict[TableColumn, Value], list[WrongCell]]:
        """Return the values that a row changes, and what is wrong with cells."""
        now, then = state.now(shape).get(keys), state.then(shape).get(keys)
        values: dict[TableColumn, Value] = {}
        wrong: list[WrongCell] = []
        for each in columns[len(shape.keys) :]:
            column, at = each.column, each.at - len(shape.keys)
            is_now, was = (None if version is None else version.values[at] for version in (now, then))
            try:
                found = edit_in(row[each.place], each, (is_now,) if then is None else (is_now, was), self.given.form)
            except CellError as error:
                wrong.append(WrongCell(column.name, *error.args))
                continue
            if found is None:
                continue
            [value] = found
            if column.counts and now is None and value != 0:
                continue  # the rows that it counts are new too
            if now is not None and is_now is None and is_usual(column, value, state.currency):
                continue
            changed_here = state.has_changed and now is not None and (then is None or not same(was, is_now))
            if problem := _problem(column, value, is_now, state, changed_here):
                wrong.append(WrongCell(column.name, *problem))
            values[column] = value
        return values, wrong

    def _later(
        self,
        shape: TableShape,
        line: int,
        keys: tuple[Value, ...],
        values: Mapping[TableColumn, Value],
        state: PartnershipState,
    ) -> ImportStep:
        """Return the step of a row that is not there, whose edit follows those of all that is."""
        if keys in state.then(shape):
            outcome = skipped("it was removed from the file since the export")
            return ended(shape, line, keys, outcome)
        self._new.append(_New(len(self.steps), NewRow(shape, keys, values)))
        return ImportStep(line, "create", about(shape, keys), state.stem, self.target.paths[state.stem])

    def _add(self, new: _New) -> Outcome | None:
        """Add a row that is new to the file as it has become, and return why that cannot be done."""
        shape, keys, values = new.row
        state = self._states[str(keys[0])]
        assert state is not None  # it has a row
        found = edits_of_new(new.row, state)
        if isinstance(found, Outcome):
            return found
        if wrong := state.file.edit(found.edits, self.target):
            return refused(wrong)
        named = (*keys[:-1], found.name)
        self.steps[new.step] = self.steps[new.step]._replace(
            changes=changes_of(shape, named, {}, values), about=about(shape, named)
        )
        return None

    def _missing(self, shape: TableShape, seen: Collection[tuple[Value, ...]]) -> Iterator[ImportStep]:
        """Yield a step for each row that a partnership of the export has and the table has not."""
        for stem in self.given.versions or dict.fromkeys(str(keys[0]) for keys in seen):
            state = self._state(stem)
            if state is None:
                continue
            for keys, row in state.now(shape).items():
                is_given = any(value is not None for value in row.values)
                if keys not in seen and is_given and (keys in state.then(shape) or not state.knows_then):
                    outcome = skipped("it is not in the table, and nothing is deleted", removing(shape, keys))
                    yield ended(shape, None, keys, outcome)

    # --- Partnerships -------------------------------------------------------------------------------------------------

    def _state(self, stem: str) -> PartnershipState | None:
        if stem not in self._states:
            self._states[stem] = PartnershipState.of(stem, self.target, self.files, self.given.versions, self.recover)
        return self._states[stem]

    def _unknown(self, stem: str) -> Outcome:
        if stem in self.target.stems:
            return skipped(f"the file of `{stem}` has errors", "fix them first")
        return skipped(f"there is no partnership `{stem}`", "`partnerkit new` creates one; then import the table again")

    def _end(self, step: int, outcome: Outcome) -> None:
        given = self.steps[step]
        self.steps[step] = given._replace(
            action=outcome.action, file=None, changes=(), reason=outcome.reason, help=outcome.help
        )


def not_taken_of(shape: TableShape, sheet: Sheet) -> list[str]:
    """Return the columns of a sheet that its table doesn't have."""
    return [f"{shape.name}.{title}" for title in sheet.titles if title and title not in names_in(shape)]


def _problem(
    column: TableColumn, value: Value, is_now: Value, state: PartnershipState, changed_here: bool
) -> tuple[str, str] | None:
    """Return why a cell that says something new is no edit."""
    if column.counts and (value != 0 or is_now is not None):
        return "it counts the rows of another table", "change those"
    if state.is_lost:
        return f"{state.file.path} has changed since the export, and git does not know what it was", "export it again"
    if changed_here:
        there = told(is_now, column) or NOTHING
        return f"it was changed in {state.file.path} too since the export, to {there}", "export it again"
    return None
