"""From the bytes of a deals file to deals, and what is wrong in its cells with row and column."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from typing import Any, Final, NamedTuple, get_args

from partnerkit.columns import ByColumn
from partnerkit.model.day import parse_date
from partnerkit.model.deal import Deal, DealStatus, Motion
from partnerkit.phrasing import did_you_mean, listed
from partnerkit.reading.problem import Problem

MAX_BYTES: Final = 256 * 1024 * 1024
"""Bytes that a deals file may have: some three million rows."""

REQUIRED: Final = ("deal", "account", "date", "amount", "currency")
_MOST: Final = 100
_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_DIGITS: Final = re.compile(r"[0-9.\n-]*")
_MOST_DIGITS: Final = 30
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


class DealsFile(NamedTuple):
    """The deals of a file in their order, and what is wrong in it; with problems the deals are not all there is."""

    deals: Sequence[Deal]
    problems: tuple[Problem, ...]


class _WrongCellError(Exception):
    """A cell that is not what its column holds; `args` are what it should be, and what fixes it."""


def read_deals(content: bytes, columns: Mapping[str, str] | None = None) -> DealsFile:
    """Return the deals of a CSV file; `columns` maps the names of our columns to those of the file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n")
        return _refused("PK103", "this is not UTF-8 text", line, "save it as CSV UTF-8 in your spreadsheet")
    if "\0" in text:
        return _refused("PK103", "this is not text: it contains NUL characters", 0, "save it as CSV UTF-8")
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    # Decoded a piece at a time: as text, it would be in memory a second time, with four bytes for each character.
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return _read(reader, text, delimiter, columns or {})
    except csv.Error as error:
        return _refused(
            "PK301", f"this is not CSV: {error}", max(reader.line_num - 1, 0), "export the file again as CSV"
        )


def _refused(code: str, message: str, line: int, help: str) -> DealsFile:
    return DealsFile((), (Problem(code, message, (line, 0), help),))


def _read(reader: Iterator[list[str]], text: str, delimiter: str, columns: Mapping[str, str]) -> DealsFile:
    titles = [title.strip() for title in next(reader, [])]
    found = columns_of(titles, columns)
    if missing := [name for name in REQUIRED if name not in found]:
        for _ in reader:  # a file that is not CSV further down is that first
            pass
        return _without_columns(titles, missing, columns)
    deals = _at_once(reader, text.count("\n"), len(titles), found)
    return DealsFile(deals, ()) if deals is not None else _row_by_row(text, delimiter, titles, found)


def _at_once(
    reader: Iterable[Sequence[str]], lines: int, width: int, found: Mapping[str, int]
) -> ByColumn[Deal] | None:
    """Return the deals of rows with nothing wrong; None where any row needs a closer look."""
    try:
        cells = list(zip(*reader, strict=True))
    except ValueError:
        return None
    count = len(cells[0]) if cells else 0
    if len(cells) != width or lines - count not in (0, 1):
        return None
    values: dict[str, Sequence[Any]] = {"row": range(2, count + 2)}
    for name, at in found.items():
        column = _column(name, cells[at])
        if column is None:
            return None
        values[_field(name)] = column
    if len(set(cells[found["deal"]])) != count or "" in cells[found["date"]] or "" in cells[found["amount"]]:
        return None
    if _has_wrong_sign(values["amount"], values["refunds"] if "refunds" in found else None):
        return None
    return ByColumn(Deal, count, values)


def _has_wrong_sign(amounts: Sequence[Decimal], refunds: Sequence[str | None] | None) -> bool:
    """Whether any amount is negative without being a refund, or positive despite being one."""
    if refunds is None:
        return min(amounts, default=0) < 0
    return any((amount < 0) != (sale is not None) for amount, sale in zip(amounts, refunds, strict=True))


def _column(name: str, cells: tuple[str, ...]) -> Sequence[Any] | None:
    """Return the values of a column; None if a cell is not as plain as can be."""
    read, needed = _READERS[name], name in ("deal", "account", "currency")
    if needed and not all(cells):
        return None
    if read is str:
        plain = tuple(map(str.strip, cells)) == cells
        return None if not plain else cells if all(cells) else [cell or None for cell in cells]
    if read is _number and (numbers := _numbers(cells)) is not None:
        return numbers
    try:
        # Few days, currencies and words are in very many rows.
        values = {cell: read(cell) if cell else None for cell in set(cells)}
    except _WrongCellError:
        return None
    return [values[cell] for cell in cells]


def _numbers(cells: Sequence[str]) -> list[Decimal] | None:
    """Return the numbers of a column; None if any isn't as plain as can be, or is one that `_number` refuses."""
    text = "\n".join(("", *cells, ""))
    if _DIGITS.fullmatch(text) is None or any(odd in text for odd in ("\n.", "-.", ".\n")):
        return None
    if max(map(len, cells)) > _MOST_DIGITS:
        return None
    try:
        return list(map(Decimal, cells))
    except InvalidOperation:
        return None


def _row_by_row(text: str, delimiter: str, titles: Sequence[str], found: Mapping[str, int]) -> DealsFile:
    """Return the deals of the rows that are right, and what is wrong in the others."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    next(reader)
    rows = _Rows([(Deal._fields.index(_field(name)), at, name, _READERS[name]) for name, at in found.items()])
    deals: list[Deal] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for cells in reader:
        if not any(cells):
            continue
        deal = rows.deal(cells, reader.line_num)
        wrong = deal if not isinstance(deal, Deal) else _wrong(deal, seen)
        if isinstance(deal, Deal) and wrong is None:
            seen[deal.deal] = deal.row
            deals.append(deal)
        elif wrong is not None and len(problems) < _MOST:
            at = found.get(wrong.column, 0)
            place = (reader.line_num - 1, [0, *accumulate(len(cell) + 1 for cell in cells)][min(at, len(cells))])
            message = f"row {reader.line_num}, column `{titles[at]}`: {wrong.message}"
            problems.append(Problem(wrong.code, message, place, wrong.help))
    return DealsFile(tuple(deals), tuple(problems))


class _Wrong(NamedTuple):
    """What is wrong in a row, and in which of our columns."""

    code: str
    column: str
    message: str
    help: str


def _field(name: str) -> str:
    return "with_" if name == "with" else name


def columns_of(titles: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Return the place of each of our columns; a title counts without case, and a mapped one as it is mapped."""
    places = {title.casefold(): at for at, title in reversed(list(enumerate(titles)))}
    called = {name: columns.get(name, name).strip().casefold() for name in _READERS}
    return {name: places[title] for name, title in called.items() if title in places}


def _without_columns(titles: Sequence[str], missing: Sequence[str], columns: Mapping[str, str]) -> DealsFile:
    if not titles:
        return _refused("PK301", "this file is empty", 0, f"its first line names the columns: {', '.join(REQUIRED)}")
    near = next((hint for name in missing if (hint := did_you_mean(name, titles))), "")
    named = listed([f"`{columns.get(name, name)}`" for name in missing])
    help = "rename the column, or map it in `partnerkit.yaml`: `deals: {columns: {amount: Value}}`"
    return _refused("PK302", f"there is no column {named}" + (f"; {near}" if near else ""), 0, help)


def _wrong(deal: Deal, seen: Mapping[str, int]) -> _Wrong | None:
    """Return what is wrong in a row as a whole."""
    if deal.deal in seen:
        return _Wrong(
            "PK304",
            "deal",
            f"{deal.deal} is also in row {seen[deal.deal]}",
            "give each deal and each refund its own name",
        )
    if deal.is_won:
        if deal.date is None:
            return _Wrong("PK303", "date", "a deal that is won needs the day it was won", "write it as 2026-03-31")
        if deal.amount is None:
            return _Wrong("PK303", "amount", "a deal that is won needs an amount", "write it as 1234.50")
    if deal.amount is not None and (deal.amount < 0) != (deal.refunds is not None) and deal.amount:
        if deal.refunds is None:
            return _Wrong(
                "PK305",
                "amount",
                "only a refund is negative",
                "name the refunded deal in the column `refunds`",
            )
        return _Wrong("PK305", "amount", "a refund is negative", f"write -{deal.amount:f}")
    return None


class _Rows:
    """Makes deals of the cells of rows."""

    def __init__(self, columns: Sequence[tuple[int, int, str, Callable[[str], Any]]]) -> None:
        self.columns = columns
        self.empty = list(Deal("", "", None, None, None))
        self.row = Deal._fields.index("row")

    def deal(self, cells: Sequence[str], line: int) -> Deal | _Wrong:
        """Return the deal of a row, or what is wrong in it."""
        values = self.empty.copy()
        values[self.row] = line
        count = len(cells)
        for field, at, name, read in self.columns:
            cell = cells[at].strip() if at < count else ""
            if cell:
                try:
                    values[field] = read(cell)
                except _WrongCellError as bad:
                    should, help = bad.args
                    return _Wrong("PK303", name, f'"{cell[:60]}" is not {should}', help)
            elif name in ("deal", "account", "currency"):
                return _Wrong("PK303", name, "this cell is empty", f"every row needs its `{name}`")
        return Deal._make(values)


# --- Cells ------------------------------------------------------------------------------------------------------------


def _number(cell: str) -> Decimal:
    if _NUMBER.fullmatch(cell) is None:
        raise _WrongCellError("a number with a decimal point", "write it as 1234.50, without currency or spaces")
    return Decimal(cell)


def _not_negative(cell: str) -> Decimal:
    if (value := _number(cell)) < 0:
        raise _WrongCellError("a number of 0 or more", "write it without a minus sign")
    return value


def _date(cell: str) -> Any:
    if (day := parse_date(cell)) is None:
        raise _WrongCellError("a date", "write it as 2026-03-31")
    return day


def _currency(cell: str) -> str:
    if _CURRENCY.fullmatch(cell) is None:
        raise _WrongCellError("a currency", "write three letters (ISO 4217), such as EUR")
    return cell


def _one_of(words: Sequence[str]) -> Callable[[str], str]:
    known = {word: word for word in words}

    def read(cell: str) -> str:
        if (word := known.get(cell.lower())) is None:
            raise _WrongCellError(
                f"one of {listed(list(words), 'or')}", did_you_mean(cell, words) or "use one of these words"
            )
        return word

    return read


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "deal": str,
    "account": str,
    "date": _date,
    "amount": _number,
    "currency": _currency,
    "customer": str,
    "list_price": _not_negative,
    "discount": _not_negative,
    "cost": _not_negative,
    "paid": _date,
    "units": _not_negative,
    "refunds": str,
    "status": _one_of(get_args(DealStatus)),
    "registered": _date,
    "by": str,
    "protected_until": _date,
    "motion": _one_of(get_args(Motion)),
    "product": str,
    "through": str,
    "with": str,
}
