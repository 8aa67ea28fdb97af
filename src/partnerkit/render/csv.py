"""Render the tables of a document as CSV that a spreadsheet opens without calculating anything."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from partnerkit.documents import Cell, Document, Heading, State, Table, Trend
from partnerkit.render.palette import words
from partnerkit.render.safe import no_formula, one_line
from partnerkit.wording import number


def render(document: Document) -> str:
    """Render the tables of a document, one after another.

    Where a document has several, a first column names the heading that each row stands under; tables with
    other columns begin with their own heading line after an empty one. Sums are left to the spreadsheet.
    """
    sections = list(_sections(document))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    several = len(sections) > 1
    previous: list[str] = []
    for heading, table in sections:
        titles = [column.title for column in table.columns]
        if titles != previous:
            if previous:
                writer.writerow([])
            writer.writerow(["Section", *titles] if several else titles)
            previous = titles
        for row in table.rows:
            values = [_value(cell) for cell in row]
            writer.writerow([_value(heading), *values] if several else values)
    return buffer.getvalue()


def _sections(document: Document) -> Iterator[tuple[str, Table]]:
    heading = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            yield heading, block


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
