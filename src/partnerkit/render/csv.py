"""Render the tables of a document as CSV that a spreadsheet opens without calculating anything."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from partnerkit.documents import Cell, Document, Heading, Money, State, Table, Trend
from partnerkit.phrasing import number
from partnerkit.render.palette import words
from partnerkit.render.safe import no_formula, one_line


def render(document: Document) -> str:
    """Render the tables of a document, those with the same columns under one heading line.

    Where a document has several, a first column names the heading that each row is under; tables with
    other columns follow after an empty line, and so does the commit that the answer is from. Sums are left to
    the spreadsheet.
    """
    sections = list(_sections(document))
    several = len(sections) > 1
    kinds: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    for heading, table in sections:
        kinds.setdefault(tuple(column.title for column in table.columns), []).append((heading, table))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for number_of_kind, (titles, tables) in enumerate(kinds.items()):
        if number_of_kind:
            writer.writerow([])
        writer.writerow([_value(title) for title in (["Section", *titles] if several else titles)])
        for heading, table in tables:
            for row in table.rows:
                values = [_value(cell) for cell in row]
                writer.writerow([_value(heading), *values] if several else values)
    if document.at:
        writer.writerows([[], [document.at.sentence]])
    return buffer.getvalue()


def _sections(document: Document) -> Iterator[tuple[str, Table]]:
    heading = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
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
            return no_formula(one_line(cell))
        case int():
            return cell
        case Decimal():
            return number(cell)
        case date():
            return cell.isoformat()
        case Money(amount=amount):
            return number(amount)
