"""Render the tables of a document as CSV that a spreadsheet opens without calculating anything."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from operator import is_
from types import NoneType
from typing import Final, cast

from partnerkit.documents import (
    Cell,
    Described,
    Document,
    Heading,
    Headlines,
    Money,
    Percent,
    Quantity,
    Range,
    State,
    Table,
    Trend,
)
from partnerkit.naming import slug
from partnerkit.phrasing import number, percent, plain_numbers
from partnerkit.render.figures import figure
from partnerkit.render.palette import words
from partnerkit.render.safe import are_plain, one_line, plain_cell
from partnerkit.results import Recorded


def render(document: Document) -> str:
    """Render the first table of a document: a file with two is one that no program reads."""
    return next(iter(tables(document).values()), "")


def tables(document: Document) -> dict[str, str]:
    """Return the tables of a document as CSV, by name; those with the same columns are one.

    Its first column then names the heading that each row is under. An answer from a commit has the commit and its
    day as its last columns. Sums are left to the spreadsheet.
    """
    kinds: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    for heading, table in _sections(document):
        kinds.setdefault(tuple(column.title for column in table.columns), []).append((heading, table))
    texts: dict[str, str] = {}
    for titles, sections in kinds.items():
        heading = sections[0][0] if len(sections) == 1 else document.key or document.title
        name = slug(heading) or "table"
        if name in texts:
            name = slug(f"{heading} {titles[0]}")
        number_of_name = 1 + sum(each == name or each.startswith(f"{name}-") for each in texts) if name in texts else 1
        texts[f"{name}-{number_of_name}" if number_of_name > 1 else name] = _text(titles, sections, document.at)
    return texts


def _text(titles: Sequence[str], sections: Sequence[tuple[str, Table]], at: Recorded | None) -> str:
    several = len(sections) > 1
    recorded: dict[str, Cell] = {"Commit": at.commit[:12], "Committed": at.date} if at else {}
    lines = [_line(map(_written, [*(["Section"] if several else []), *titles, *recorded]))]
    for heading, table in sections:
        before = [_written(heading)] if several else []
        after = list(map(_written, recorded.values()))
        for start in range(0, len(table.rows), _AT_ONCE):
            rows = table.rows[start : start + _AT_ONCE]
            columns = rows.columns if isinstance(rows, Described) else zip(*rows, strict=True)
            around = (repeat(text, len(rows)) for text in before), (repeat(text, len(rows)) for text in after)
            lines += map(_line, zip(*around[0], *map(_column, columns), *around[1], strict=True))
    return "".join(lines)


_AT_ONCE: Final = 4096
"""Rows that are written together, a column at a time: few enough for the processor to have them all at hand."""


def _line(cells: Iterable[str]) -> str:
    """Return a row; one that is a single empty cell is not taken for no row at all."""
    return (",".join(cells) or '""') + "\n"


def _sections(document: Document) -> Iterator[tuple[str, Table]]:
    heading = document.key or document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Headlines | Table) and (table := block.within("spreadsheet")):
            yield heading, table


def _column(cells: Sequence[Cell]) -> Iterable[str]:
    """Return what a file has for the cells of a column, in which the same texts and days are in many rows."""
    kinds = set(map(type, cells))
    if kinds == {Money}:
        return _numbers([cell.amount for cell in cast("Sequence[Money]", cells)])
    if kinds == {Decimal}:
        return _numbers(cast("Sequence[Decimal]", cells))
    if len(kinds) == 1 and all(map(is_, cells, repeat(cells[0]))):
        return repeat(_written(cells[0]), len(cells))
    if kinds == {str} and are_plain(texts := cast("Sequence[str]", cells)):
        return texts
    if kinds <= {str, date, Percent, NoneType} and len(set(cells)) <= len(cells) // 2:
        written = {cell: _written(cell) for cell in set(cells)}
        return [written[cell] for cell in cells]
    return map(_written, cells)


def _numbers(values: Sequence[Decimal]) -> Iterable[str]:
    texts = plain_numbers(values)
    return map(number, values) if texts is None else texts


def _written(cell: Cell) -> str:
    """Return what a file has for a cell, which RFC 4180 has in quotes where it holds a comma or a quote."""
    value = _value(cell)
    return f'"{value.replace(_QUOTE, _QUOTE * 2)}"' if "," in value or _QUOTE in value else value


_QUOTE: Final = '"'


def _value(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case State():
            return words(cell)
        case Trend(values=values):
            return " ".join("-" if value is None else number(value) for value in values)
        case str():
            return plain_cell(one_line(cell))
        case int() | Decimal():
            return number(cell)
        case date():
            return cell.isoformat()
        case Money(amount=value) | Quantity(value=value):
            return number(value)
        case Percent(value=value):
            return percent(value)
        case Range():
            return figure(cell)
