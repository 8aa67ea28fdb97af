"""Lay a table out in the width there is: what is cut short, what wraps, what goes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from partnerkit.documents import Cell, Column, State, Table, Trend
from partnerkit.render.cells import cell_len
from partnerkit.render.figures import figure
from partnerkit.render.palette import LEGEND, letter, style
from partnerkit.render.safe import one_line
from partnerkit.render.spans import GAP, Line, Span, cut_at_word, wrap
from partnerkit.render.sparkline import sparkline

_NARROWEST_WIDE: Final = 16
"""As narrow as a wide column gets while there is something else that may go."""

_NARROWEST: Final = 6
_SHORTEST_HEADING: Final = 3
_NUMBERED: Final = 0


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
        case _:
            return figure(cell)


@dataclass(slots=True)
class _Grid:
    """A table on its way to fit: the columns left, their headings and their widths."""

    columns: list[int]
    headings: list[str]
    widths: list[int]

    @property
    def width(self) -> int:
        return sum(self.widths) + GAP * (len(self.widths) - 1)

    def fits(self, width: int) -> bool:
        """Whether the table is no wider than `width`."""
        return self.width <= width


def lay_out(table: Table, width: int) -> Iterator[Line]:
    """Yield the lines of a table, none wider than `width` where its words and columns allow."""
    texts = [[_text(cell) for cell in row] for row in (*table.rows, *table.footer)]
    grid = _fit(table.columns, texts, width)
    columns = [table.columns[index] for index in grid.columns]
    headings = [wrap(heading, width) for heading, width in zip(grid.headings, grid.widths, strict=True)]
    yield from _line(headings, grid, columns, ["bold"])
    yield [Span("─" * grid.width, "dim")]
    all_cells = [*table.rows, *table.footer]
    for number_of_row, (row, row_texts) in enumerate(zip(all_cells, texts, strict=True)):
        if number_of_row == len(table.rows):
            yield [Span("─" * grid.width, "dim")]
        if title := table.titles.get(number_of_row):
            yield from ([Span(line, "bold")] for line in wrap(one_line(title), width))
        yield from _row(
            [row[index] for index in grid.columns], [row_texts[index] for index in grid.columns], grid, columns
        )
        if number_of_row < len(table.rows):
            yield from _below(table.columns, row, row_texts, grid, width)
    key = [line for text in _key(grid, table.columns) for line in wrap(text, width)]
    if table.has_states or key:
        yield []
    if table.has_states:
        yield [Span(LEGEND, "dim")]
    yield from ([Span(line, "dim")] for line in key)


def _below(
    columns: Sequence[Column], cells: Sequence[Cell], texts: Sequence[str], grid: _Grid, width: int
) -> Iterator[Line]:
    """What has no space in the row, on lines of its own, set in as far as the second column."""
    indent = min(grid.widths[0] + GAP, width // 2)
    for at, column in enumerate(columns):
        if column.below and at not in grid.columns and cells[at] is not None:
            yield from ([Span(" " * indent), Span(line, "dim")] for line in wrap(texts[at], width - indent))


def _fit(columns: Sequence[Column], texts: Sequence[Sequence[str]], width: int) -> _Grid:
    """Find widths that fit.

    First `below` columns go, then headings get short and wide columns shrink, then optional columns go; at last
    brief headings become numbers, and wide columns as narrow as they must.
    """
    natural = [max((cell_len(row[at]) for row in texts), default=0) for at in range(len(columns))]
    # No column is wider than the screen; one that may shrink starts there, and not at the length of a text without end.
    natural = [min(each, width) if column.wide else each for each, column in zip(natural, columns, strict=True)]
    starts = [_starts(columns, at) if column.brief else [] for at, column in enumerate(columns)]

    def grid(shown: Sequence[int], length: int | None = None) -> _Grid:
        """Lay the columns out with headings in full, cut to about `length` cells, or as numbers."""
        headings = [_heading(columns, at, length, starts[at]) for at in shown]
        widths = [max(cell_len(heading), natural[at]) for heading, at in zip(headings, shown, strict=True)]
        return _Grid(list(shown), headings, widths)

    shown = list(range(len(columns)))
    if any(column.below for column in columns) and not grid(shown).fits(width):
        shown = [at for at in shown if not columns[at].below]
    while True:
        for length in (None, *range(min(_longest_brief(columns), width), _SHORTEST_HEADING - 1, -1)):
            tried = grid(shown, length)
            if tried.fits(width) or _shrink(tried, columns, width):
                return tried
        optional = [at for at in shown if columns[at].optional]
        if not optional:
            numbered = grid(shown, _NUMBERED)
            tightest = numbered if _shrink(numbered, columns, width) or numbered.width < tried.width else tried
            _shrink(tightest, columns, width, _NARROWEST)
            return tightest
        shown = [at for at in shown if at != optional[-1]]


def _heading(columns: Sequence[Column], at: int, length: int | None, starts: Sequence[str]) -> str:
    column = columns[at]
    if length is None:
        return column.title
    if not column.brief:
        return column.short or column.title
    if length == _NUMBERED:
        return str(1 + sum(other.brief for other in columns[:at]))
    at_least = bisect_left(starts, length, key=cell_len)
    return starts[at_least] if at_least < len(starts) else column.title


def _starts(columns: Sequence[Column], at: int) -> list[str]:
    """Return the starts of a brief title that no other one has, the shortest first."""
    title = columns[at].title
    others = [other.title for other in columns if other.brief and other is not columns[at]]
    shared = max((_shared(title, other) for other in others), default=0)
    starts = (title[:end].rstrip() for end in range(1, len(title)))
    return [start for start in starts if len(start) > shared]


def _shared(title: str, other: str) -> int:
    """Count the characters with which both titles start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(title, other, strict=False)))


def _longest_brief(columns: Sequence[Column]) -> int:
    return max((cell_len(column.title) for column in columns if column.brief), default=_SHORTEST_HEADING)


def _key(grid: _Grid, columns: Sequence[Column]) -> Iterator[str]:
    """Yield what the headings stand for that are not their columns' titles, and which columns had no space."""
    titles = [columns[at].title for at in grid.columns]
    cut = [f"{heading} = {title}" for heading, title in zip(grid.headings, titles, strict=True) if heading != title]
    if cut:
        yield ", ".join(cut)
    gone = [column.title for at, column in enumerate(columns) if at not in grid.columns and not column.below]
    if gone:
        yield f"Not shown at this width: {', '.join(gone)}."


def _shrink(grid: _Grid, columns: Sequence[Column], width: int, narrowest: int = _NARROWEST_WIDE) -> bool:
    """Narrow the wide columns, widest first, and return whether that was enough."""
    wide = [at for at, index in enumerate(grid.columns) if columns[index].wide]
    while grid.width > width:
        widest = max(wide, key=lambda at: grid.widths[at], default=None)
        if widest is None or grid.widths[widest] <= narrowest:
            return False
        others = [grid.widths[at] for at in wide if at != widest and grid.widths[at] < grid.widths[widest]]
        floor = max([narrowest, *others])
        grid.widths[widest] = (
            max(floor, grid.widths[widest] - (grid.width - width))
            if floor < grid.widths[widest]
            else (grid.widths[widest] - 1)
        )
    return True


def _row(cells: Sequence[Cell], texts: Sequence[str], grid: _Grid, columns: Sequence[Column]) -> Iterator[Line]:
    styles = [style(cell) if isinstance(cell, State) else "" for cell in cells]
    wrapped = [
        [cut_at_word(text, width)] if column.clip else wrap(text, width)
        for text, width, column in zip(texts, grid.widths, columns, strict=True)
    ]
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
