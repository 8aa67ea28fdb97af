"""Lay a document out in lines of a given width; what colour a span has is the terminal's business."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from partnerkit.documents import (
    Bar,
    Block,
    Board,
    Cell,
    Code,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    Parts,
    State,
    Table,
    Timeline,
    Trend,
)
from partnerkit.render.cells import cell_len
from partnerkit.render.palette import LEGEND, letter, style
from partnerkit.render.safe import one_line, visible
from partnerkit.render.spans import GAP, Line, Span, cut, wrap
from partnerkit.render.sparkline import first_and_last, sparkline
from partnerkit.wording import number

_NARROWEST_WIDE: Final = 16
_LONGEST_BAR: Final = 40


def lay_out(document: Document, width: int) -> Iterator[Line]:
    """Yield the lines of a document, none wider than `width` where words allow."""
    first = True
    for block in document.blocks:
        if not first:
            yield []
        yield from _block(block, width)
        first = False


def _block(block: Block, width: int) -> Iterator[Line]:
    match block:
        case Heading(text):
            for line in wrap(one_line(text), width):
                yield [Span(line, "bold")]
        case Paragraph(text):
            for line in wrap(visible(text), width):
                yield [Span(line)]
        case Note(text):
            for line in wrap(visible(text), width):
                yield [Span(line, "dim")]
        case Code(text):
            for line in visible(text).split("\n"):
                yield [Span(f"    {line}", "cyan")]
        case Trend(label=label):
            for line in wrap(f"{sparkline(block)}  {one_line(label)}: {first_and_last(block)}", width):
                yield [Span(line)]
        case Bar():
            yield from _bar(block, width)
        case Parts():
            yield from _parts(block, width)
        case Table():
            yield from _table(block, width)
        case Timeline():
            from partnerkit.render import timeline

            yield from timeline.lay_out(block, width)
        case Board():
            from partnerkit.render import board

            yield from board.lay_out(block, width)


def _bar(bar: Bar, width: int) -> Iterator[Line]:
    length = max(10, min(_LONGEST_BAR, width - cell_len(bar.label) - GAP))
    sure = int(bar.value * length / bar.maximum) if bar.maximum else 0
    maybe = int(bar.high * length / bar.maximum) - sure if bar.maximum else 0
    spans = [Span("█" * sure, "bold"), Span("▒" * maybe), Span("░" * (length - sure - maybe), "dim")]
    label, *more = wrap(one_line(bar.label), max(width - length - GAP, 10))
    yield [*(span for span in spans if span.text), Span(" " * GAP), Span(label, "bold")]
    for line in more:
        yield [Span(" " * (length + GAP)), Span(line, "bold")]


def _parts(parts: Parts, width: int) -> Iterator[Line]:
    names = [one_line(name) for name, _ in parts.parts]
    label = min(max((cell_len(name) for name in names), default=0), width // 3)
    values = [number(value) for _, value in parts.parts]
    figures = max((len(value) for value in values), default=0)
    most = max((value for _, value in parts.parts), default=Decimal(0))
    length = max(10, min(2 * _LONGEST_BAR, width - label - figures - 2 * GAP))
    for name, text, (_, value) in zip(names, values, parts.parts, strict=True):
        # What is little is still seen.
        cells = max(1, int(value * length / most)) if value else 0
        shown = cut(name, label)
        yield [
            Span(shown + " " * (label - cell_len(shown) + GAP)),
            Span(f"{text:>{figures}}" + " " * GAP, "bold"),
            Span("█" * cells),
        ]


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return "–"
        case State():
            return letter(cell)
        case Trend():
            return sparkline(cell)
        case str():
            return one_line(cell)
        case int() | Decimal():
            return number(cell)


@dataclass(slots=True)
class _Grid:
    """A table on its way to fit: the columns left, their headings and their widths."""

    columns: list[int]
    headings: list[str]
    widths: list[int]

    @property
    def width(self) -> int:
        return sum(self.widths) + GAP * (len(self.widths) - 1)


def _table(table: Table, width: int) -> Iterator[Line]:
    texts = [[_text(cell) for cell in row] for row in (*table.rows, *table.footer)]
    grid = _fit(table.columns, texts, width)
    columns = [table.columns[index] for index in grid.columns]
    yield _line([wrap(heading, grid.widths[at]) for at, heading in enumerate(grid.headings)], grid, columns, ["bold"])[
        0
    ]
    yield [Span("─" * grid.width, "dim")]
    all_cells = [*table.rows, *table.footer]
    for number_of_row, (row, row_texts) in enumerate(zip(all_cells, texts, strict=True)):
        if number_of_row == len(table.rows):
            yield [Span("─" * grid.width, "dim")]
        yield from _row(
            [row[index] for index in grid.columns], [row_texts[index] for index in grid.columns], grid, columns
        )
        if number_of_row < len(table.rows):
            yield from _below(table.columns, row_texts, grid, width)
    if table.has_states:
        yield []
        yield [Span(LEGEND, "dim")]


def _below(columns: Sequence[Column], texts: Sequence[str], grid: _Grid, width: int) -> Iterator[Line]:
    """What has no space in the row, on lines of its own, set in as far as the second column."""
    indent = min(grid.widths[0] + GAP, width // 2)
    for at, column in enumerate(columns):
        if column.below and at not in grid.columns:
            yield from ([Span(" " * indent), Span(line, "dim")] for line in wrap(texts[at], width - indent))


def _fit(columns: Sequence[Column], texts: Sequence[Sequence[str]], width: int) -> _Grid:
    """Find widths that fit: first `below` columns go, then short headings, wide columns shrink, optional ones go."""
    shown = list(range(len(columns)))
    if any(column.below for column in columns):
        natural = [max([cell_len(columns[at].title), *(cell_len(row[at]) for row in texts)]) for at in shown]
        if sum(natural) + GAP * (len(shown) - 1) > width:
            shown = [at for at in shown if not columns[at].below]
    while True:
        for short in (False, True):
            headings = [columns[at].short or columns[at].title if short else columns[at].title for at in shown]
            natural = [
                max([cell_len(heading), *(cell_len(row[at]) for row in texts)])
                for at, heading in zip(shown, headings, strict=True)
            ]
            grid = _Grid(shown, headings, natural)
            if grid.width <= width or _shrink(grid, columns, width):
                return grid
        optional = [at for at in shown if columns[at].optional]
        if not optional:
            return grid
        shown = [at for at in shown if at != optional[-1]]


def _shrink(grid: _Grid, columns: Sequence[Column], width: int) -> bool:
    """Narrow the wide columns, the widest first; tell whether that was enough."""
    wide = [at for at, index in enumerate(grid.columns) if columns[index].wide]
    while grid.width > width:
        widest = max(wide, key=lambda at: grid.widths[at], default=None)
        if widest is None or grid.widths[widest] <= _NARROWEST_WIDE:
            return False
        others = [grid.widths[at] for at in wide if at != widest and grid.widths[at] < grid.widths[widest]]
        floor = max(_NARROWEST_WIDE, *others) if others else _NARROWEST_WIDE
        grid.widths[widest] = (
            max(floor, grid.widths[widest] - (grid.width - width))
            if floor < grid.widths[widest]
            else (grid.widths[widest] - 1)
        )
    return True


def _row(cells: Sequence[Cell], texts: Sequence[str], grid: _Grid, columns: Sequence[Column]) -> Iterator[Line]:
    styles = [style(cell) if isinstance(cell, State) else "" for cell in cells]
    wrapped = [wrap(text, grid.widths[at]) for at, text in enumerate(texts)]
    yield from _line(wrapped, grid, columns, styles)


def _line(wrapped: Sequence[list[str]], grid: _Grid, columns: Sequence[Column], styles: Sequence[str]) -> list[Line]:
    """Put wrapped cells side by side; one style serves all of them, or each has its own."""
    height = max(len(lines) for lines in wrapped)
    result: list[Line] = []
    for level in range(height):
        line: Line = []
        for at, lines in enumerate(wrapped):
            text = lines[level] if level < len(lines) else ""
            cell_style = styles[at] if len(styles) > 1 else styles[0]
            if line:
                line.append(Span(" " * GAP))
            last = at == len(wrapped) - 1 and not cell_style
            line.append(Span(_align(text, grid.widths[at], columns[at], pad=not last), cell_style if text else ""))
        result.append(line)
    return result


def _align(text: str, width: int, column: Column, *, pad: bool) -> str:
    space = max(0, width - cell_len(text))
    match column.align:
        case "right":
            return " " * space + text
        case "center":
            left = space // 2
            return " " * left + text + " " * (space - left)
        case _:
            return text + " " * space if pad else text
