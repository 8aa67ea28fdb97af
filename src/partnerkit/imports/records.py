"""Rows of a table to records: values by our keys, or what is wrong in which cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from partnerkit.imports.cells import CellError, Habits, habits_of, text_in
from partnerkit.imports.keys import PARTNERSHIP, ImportedKey, Value, keys_of, value_in
from partnerkit.imports.mapping import ColumnMapping
from partnerkit.imports.source import SkipRow, plain
from partnerkit.model.workspace import Workspace
from partnerkit.reading.tables import Cell, Sheet


class WrongCell(NamedTuple):
    """What is wrong in a cell: the title of its column, what it is, and what fixes it."""

    column: str
    message: str
    help: str


class Record(NamedTuple):
    """A row: its line in the file, its values by key, what is wrong in its cells, and why it is not taken if so.

    Several `rows` that were added up or counted are one record, on the line of the first. The keys that are `filled`
    have what all rows without a value get; it never replaces another.
    """

    line: int
    values: Mapping[str, Value]
    wrong: tuple[WrongCell, ...] = ()
    skipped: str | None = None
    rows: int = 1
    filled: frozenset[str] = frozenset()

    @property
    def partnership(self) -> str | None:
        """What the row calls the partnership that it is about."""
        name = self.values.get(PARTNERSHIP)
        return None if name is None else str(name)


def records_of(table: Sheet, mapping: ColumnMapping, workspace: Workspace) -> Iterator[Record]:
    """Yield the records of a table."""
    keys = keys_of(mapping.rows)
    columns = [(keys[key], places) for key, places in mapping.places.items()]
    habits = {
        place: habits_of((row[place] for row in table.rows), mapping.dates, mapping.comma)
        for key, places in columns
        for place in places
        if key.reading in ("day", "month", "number")
    }
    always = {key: keys[key] for key in mapping.always}
    has_ended = False
    for line, row in zip(table.lines, table.rows, strict=True):
        has_ended = has_ended or _ends(row, mapping.ends)
        if has_ended or _is_total(row):
            reason = "it is below the table and is not a record" if has_ended else "it is a total and not a record"
            yield Record(line, {}, skipped=reason)
            continue
        yield _record(line, row, table.titles, columns, habits, mapping, always, workspace)


_TOTAL: Final = re.compile(r"(?:(?:grand |sub)?totals?|(?:gesamt|zwischen)?summen?|gesamt|ergebnis)(?: \(.*\))?:?")
_OF_TOTAL: Final = re.compile(r"[^a-z]*(?:[a-z]{3})?[^a-z]*|sum|count|average|min|max|summe|anzahl|mittelwert")
"""What stands beside a total: numbers, with or without a currency, and how they were worked out."""


def _is_total(row: Sequence[Cell]) -> bool:
    """Whether a row adds up the others: it says so, and has nothing but numbers beside that."""
    words = [plain(cell) for cell in row if isinstance(cell, str)]
    first = next((cell for cell in row if cell is not None), None)
    is_called_so = isinstance(first, str) and _TOTAL.fullmatch(words[0]) is not None
    return is_called_so and all(map(_OF_TOTAL.fullmatch, words[1:]))


def _ends(row: Sequence[Cell], ends: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    return isinstance(first, str) and any(re.fullmatch(end, plain(first)) for end in ends)


def _record(
    line: int,
    row: Sequence[Cell],
    titles: Sequence[str],
    columns: Sequence[tuple[ImportedKey, tuple[int, ...]]],
    habits: Mapping[int, Habits],
    mapping: ColumnMapping,
    always: Mapping[str, ImportedKey],
    workspace: Workspace,
) -> Record:
    values: dict[str, Value] = {}
    wrong: list[WrongCell] = []
    filled: list[str] = []
    skipped: str | None = None
    for key, places in columns:
        for place in places:
            try:
                value = _meant(row[place], key, habits.get(place, _NONE), mapping, workspace)
            except CellError as error:
                wrong.append(WrongCell(titles[place], *error.args))
                break
            if isinstance(value, SkipRow):
                skipped = skipped or value.reason
                break
            if value is not None:
                values[key.name] = value
                break
    for name, key in always.items():
        try:
            value = value_in(mapping.always[name], key, _NONE, workspace)
        except CellError as error:
            wrong.append(WrongCell(f"--set {name}", *error.args))
            continue
        if value is not None and name not in values:
            values[name] = value
            filled.append(name)
    if "currency" in keys_of(mapping.rows) and "currency" not in values:
        amounts = [place for name in _AMOUNTS for place in mapping.places.get(name, ())]
        for place in amounts:
            try:
                currency = _currency_in(row[place], workspace.currency) or _currency_of(titles[place])
                if currency is not None and row[place] is not None:
                    values["currency"] = currency
                    break
            except CellError as error:
                wrong.append(WrongCell(titles[place], *error.args))
                break
    return Record(line, _named(values), tuple(wrong), skipped, filled=frozenset(filled))


_NONE: Final = Habits(None, comma=False)
_AMOUNTS: Final = ("amount", "revenue", "influenced", "cost")
_CODE: Final = re.compile(r"^([A-Z]{3}) ?(?=[0-9.,(+-])|(?<=[0-9)]) ?([A-Z]{3})$")
_IN_TITLE: Final = re.compile(r"\(([A-Z]{3})\)")
_SIGNS: Final = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW"}
_SHARED_SIGNS: Final = {
    "$": frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "CLP", "COP", "ARS"}),
    "¥": frozenset({"JPY", "CNY"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
}


def _currency_of(title: str) -> str | None:
    """Return the currency that a title names, as in `Amount (USD)`."""
    found = _IN_TITLE.search(title)
    return None if found is None else found[1]


def _currency_in(cell: Cell, usual: str) -> str | None:
    """Return the currency that an amount names; a sign that several have means the `usual` one, if it is among them."""
    text = cell.strip() if isinstance(cell, str) else ""
    if (code := _CODE.search(text)) is not None:
        return code[1] or code[2]
    for sign, currency in _SIGNS.items():
        if sign in text:
            return currency
    for sign, currencies in _SHARED_SIGNS.items():
        if sign in text:
            if usual in currencies:
                return usual
            raise CellError(f"{text} does not say which currency `{sign}` is", "say which: --set currency=USD")
    return None


def _meant(
    cell: Cell, key: ImportedKey, habits: Habits, mapping: ColumnMapping, workspace: Workspace
) -> "Value | SkipRow | None":
    """Return what a cell means: by the words of its product or of the mapping, else as it is read."""
    words = mapping.words.get(key.name)
    text = text_in(cell) if words else None
    # A stage may have the name of its pipeline behind it: Closed Won (Sales Pipeline).
    spellings = () if text is None else (plain(text), plain(text.rpartition(" (")[0]) if text.endswith(")") else "")
    if words and (word := next((each for each in spellings if each in words), None)) is not None:
        meaning = words[word]
        return meaning if meaning is None or isinstance(meaning, SkipRow) else value_in(meaning, key, _NONE, workspace)
    return value_in(cell, key, habits, workspace)


def _named(values: dict[str, Value]) -> dict[str, Value]:
    """Make one name of a first and a last name."""
    parts = [str(values.pop(part)) for part in ("first_name", "last_name") if part in values]
    return {"name": " ".join(parts), **values} if parts and "name" not in values else values
