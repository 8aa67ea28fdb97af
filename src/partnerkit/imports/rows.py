"""What the steps of all kinds of rows have in common: which partnership a row is about, and what it changes there."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from partnerkit.imports.cells import CellError, Habits
from partnerkit.imports.directory import Directory, described
from partnerkit.imports.files import PartnershipFile
from partnerkit.imports.keys import PARTNERSHIP, ImportedKey, Path, Value, keys_of, same_value, value_in
from partnerkit.imports.last_import import LastImport
from partnerkit.imports.mapping import ColumnMapping
from partnerkit.imports.records import Record, WrongCell
from partnerkit.imports.steps import ImportedValue, ImportStep, StepAction, written
from partnerkit.imports.target import ImportTarget
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import keys_at
from partnerkit.phrasing import dotted, listed
from partnerkit.workspace.editing.edits import Edit, Put, plain


class Reader(NamedTuple):
    """What a row is read with: the mapping, the workspace, its partnerships by all they are called, the last import."""

    mapping: ColumnMapping
    target: ImportTarget
    directory: Directory
    last: LastImport

    @property
    def keys(self) -> Mapping[str, ImportedKey]:
        """The keys that a row may have."""
        return keys_of(self.mapping.rows)


class Outcome(NamedTuple):
    """Why a row comes to nothing: that it is skipped or wrong, and what to do about it."""

    action: StepAction
    reason: str
    help: str | None = None

    def step(self, record: Record, about: str, partnership: str | None = None) -> ImportStep:
        """Return the step of a row that comes to nothing."""
        help = _ended(self.help) or None
        return ImportStep(record.line, self.action, about, partnership, reason=_ended(self.reason), help=help)


def _ended(text: str | None) -> str:
    """Leave out the period of a sentence that another part follows."""
    return (text or "") if (text or "").endswith("..") else (text or "").removesuffix(".")


def skipped(reason: str, help: str | None = None) -> Outcome:
    """Return the outcome of a row that isn't taken."""
    return Outcome("skipped", reason, help)


def refused(wrong: Sequence[WrongCell]) -> Outcome:
    """Return the outcome of a row with wrong cells."""
    told = [f"{cell.column}: {cell.message}" if cell.column else cell.message for cell in wrong]
    return Outcome("error", "; ".join(told), "; ".join(dict.fromkeys(cell.help for cell in wrong if cell.help)) or None)


def not_taken(record: Record) -> Outcome | None:
    """Return why a row comes to nothing whatever the workspace holds; None if it may come to something."""
    if record.skipped is not None:
        return skipped(record.skipped)
    return refused(record.wrong) if record.wrong else None


def partnership_of(record: Record, reader: Reader) -> "str | Outcome":
    """Return the partnership that a row is about, by its name in the row or in the mapping."""
    names = (record.partnership,) if record.partnership else reader.mapping.partnership
    if not names:
        return skipped("the row names no partnership", column_of(PARTNERSHIP, reader))
    found = {stem for name in names for stem in reader.directory.meant(name)}
    if len(found) > 1:
        return skipped(f"several partnerships are called {names[0]}: {listed(sorted(found))}")
    if found:
        return found.pop()
    if names[0] in reader.target.stems:
        return skipped(f"the file of `{names[0]}` has errors", "fix them first")
    if near := reader.directory.may_be(names[0], None):
        return skipped(f"no partnership is called {names[0]}, but {described(near)}", _decide(names[0]))
    return skipped(
        f"no partnership is called {names[0]}", None if record.partnership else "--partnership NAME says which it is"
    )


def column_of(key: str, reader: Reader) -> str | None:
    """Return how to name the column of a key; None where one is read, but has nothing in this row."""
    return None if key in reader.mapping.places else f"--map 'TITLE={key}' says which column does"


def _decide(name: str) -> str:
    return f"if so, list both names under `accounts.aliases.same` in partnerkit.yaml, else under `different`: {name}"


def repeated(records: Iterable[Record], identity: Callable[[Record], Hashable | None], noun: str) -> dict[int, Outcome]:
    """Return the outcomes of rows about something that another row is about too, by their lines.

    Of rows that say the same, the first is taken; of those that contradict each other, none.
    """
    groups: dict[Hashable, list[Record]] = defaultdict(list)
    for record in records:
        if not_taken(record) is None and (known := identity(record)) is not None:
            groups[known].append(record)
    outcomes: dict[int, Outcome] = {}
    for group in groups.values():
        first, *others = group
        if not others:
            continue
        differing = {key for other in others for key in {*first.values, *other.values} if _differ(first, other, key)}
        if not differing:
            outcomes |= {other.line: skipped(f"it is the same as line {first.line}") for other in others}
            continue
        lines = listed([str(each.line) for each in group[:6]] + ["others"] * (len(group) > 6))
        reason = f"lines {lines} are about the same {noun} and differ in {listed(sorted(differing))}"
        outcomes |= {each.line: skipped(reason, "keep the correct one") for each in group}
    return outcomes


def _differ(record: Record, other: Record, key: str) -> bool:
    return record.values.get(key) != other.values.get(key)


def updated(
    record: Record,
    about: str,
    file: PartnershipFile,
    base: Path,
    values: Mapping[str, Value],
    reader: Reader,
    place: str,
) -> "ImportStep | Outcome":
    """Return the step that makes what is at `base` of a file say what a row says, once it is made in the file.

    `place` is what the record is called in the next import.
    """
    said = reader.last.of(place)
    found = differences(file.data, base, values, reader, record.filled, said)
    if wrong := file.edit(found.edits, reader.target) if found.edits else ():
        return refused(wrong)
    kept = {each.key for each in found.kept}
    agree(record, place, {key: value for key, value in values.items() if key not in kept}, reader)
    if not found.edits:
        return ImportStep(record.line, "unchanged", about, None, file.path, kept=found.kept)
    return ImportStep(record.line, "update", about, None, file.path, found.changes, found.kept)


class Differences(NamedTuple):
    """Where a row and a file differ: the edits that change it, what they change, and what is kept as it is."""

    edits: tuple[Edit, ...]
    changes: tuple[ImportedValue, ...]
    kept: tuple[ImportedValue, ...]


def agree(record: Record, place: str, values: Mapping[str, Value], reader: Reader) -> None:
    """Note that a record has these values of a row now."""
    said = {key: value for key, value in values.items() if key in record.values and key not in record.filled}
    reader.last.agree(place, {key: written(plain(value)) for key, value in said.items()})


def differences(
    data: Any,
    base: Path,
    values: Mapping[str, Value],
    reader: Reader,
    filled: frozenset[str],
    said: Mapping[str, str] = MappingProxyType({}),
) -> Differences:
    """Return where what is at `base` differs from what a row says; what is `filled` replaces nothing.

    What the row `said` last time and the file doesn't is what people wrote, and stays.
    """
    put: dict[Path, Value] = {}
    changes: list[ImportedValue] = []
    kept: list[ImportedValue] = []
    for name, value in values.items():
        path = (*base, *name.split("."))
        before = value_at(data, path)
        if before is not None and same_value(reader.keys[name], before, plain(value)):
            continue
        if before is not None and name in filled:
            continue
        found = ImportedValue(name, None if before is None else written(before), written(plain(value)))
        is_kept = before is not None and name in reader.mapping.keep
        if is_kept or (name in said and not _is_said(reader, name, before, said[name])):
            kept.append(found)
        else:
            put[path] = value
            changes.append(found)
    return Differences(tuple(_edits(data, put)), tuple(changes), tuple(kept))


def _is_said(reader: Reader, name: str, before: Any, said: str) -> bool:
    """Whether a value of a file is what the table said last time."""
    if before is None:
        return False
    try:
        value = value_in(said, reader.keys[name], Habits(None, comma=False), reader.target.workspace)
    except CellError:
        value = said
    return value is not None and same_value(reader.keys[name], before, plain(value))


def _edits(data: Any, put: Mapping[Path, Value]) -> Iterator[Edit]:
    """Yield the edits that put values at their paths; those of a section that is not there are put there as one."""
    sections: dict[Path, dict[str, Value]] = {}
    for path, value in put.items():
        if len(path) > 1 and value_at(data, path[:-1]) is None:
            sections.setdefault(path[:-1], {})[str(path[-1])] = value
        else:
            yield Put(path, value)
    for path, section in sections.items():
        keys = keys_at(Partnership, path)
        yield Put(path, {key: section[key] for key in sorted(section, key=keys.index)})


def value_at(data: Any, path: Path) -> Any:
    """Return what is at a path of plain data; None where there is nothing."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, tuple) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def of_new(values: Mapping[str, Value], base: str = "") -> tuple[ImportedValue, ...]:
    """Return the values of something new as changes."""
    return tuple(
        ImportedValue(dotted((*filter(None, [base]), name)), None, written(plain(value)))
        for name, value in values.items()
    )
