"""Render the tables of a document as CSV that a spreadsheet opens without calculating anything."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from partnerkit.documents import Cell, Document, Heading, Headlines, Money, State, Table, Trend
from partnerkit.naming import slug
from partnerkit.phrasing import number
from partnerkit.render.palette import words
from partnerkit.render.safe import one_line, plain_cell
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
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_value(title) for title in (*(["Section"] if several else []), *titles, *recorded)])
    for heading, table in sections:
        for row in table.rows:
            writer.writerow([_value(cell) for cell in (*([heading] if several else []), *row, *recorded.values())])
    return buffer.getvalue()


def _sections(document: Document) -> Iterator[tuple[str, Table]]:
    heading = document.key or document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Headlines):
            yield heading, block.table
        elif isinstance(block, Table) and (table := block.within("spreadsheet")):
            yield heading, table


def _value(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case State():
            return words(cell)
        case Trend(values=values):
            return " ".join("-" if value is None else number(value) for value in values)
        case str():
            return plain_cell(one_line(cell))
        case int():
            return cell
        case Decimal():
            return number(cell)
        case date():
            return cell.isoformat()
        case Money(amount=amount):
            return number(amount)
