"""Lay a timeline out across a terminal."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from partnerkit.documents import Stretch, Timeline
from partnerkit.periods import ticks
from partnerkit.render.cells import cell_len
from partnerkit.render.palette import LATE_STYLE, PROGRESS, PROGRESS_LEGEND
from partnerkit.render.safe import one_line
from partnerkit.render.spans import Line, Span, cut, wrap

_INDENT: Final = "  "
_NARROWEST_CHART: Final = 20
_UNCUT: Final = 10_000
_TODAY: Final = "│"


def lay_out(timeline: Timeline, width: int) -> Iterator[Line]:
    """Yield the axis, a line for each piece of work, and the legend; together they are `width` cells wide."""
    chart = _Chart(timeline, width)
    yield from chart.axis()
    for group, bars in groupby(timeline.bars, key=lambda bar: bar.group):
        yield chart.row(Span(cut(one_line(group), chart.label), "bold"), [])
        for bar in bars:
            yield chart.row(Span(_label(bar, chart.label)), chart.bar(bar))
    yield []
    yield from ([Span(line, "dim")] for line in wrap(PROGRESS_LEGEND, width))


def _label(bar: Stretch, width: int) -> str:
    """Name a bar and whose it is; where space is scarce the name is cut and the person stays."""
    who = f" ({one_line(bar.who)})" if bar.who else ""
    name = _INDENT + one_line(bar.label)
    return cut(name, width - cell_len(who)) + who if cell_len(who) < width // 2 else cut(name, width)


class _Chart:
    """The space right of the labels, and which cell a day is in."""

    def __init__(self, timeline: Timeline, width: int) -> None:
        longest = max((cell_len(_label(bar, _UNCUT)) for bar in timeline.bars), default=0)
        groups = max((cell_len(one_line(bar.group)) for bar in timeline.bars), default=0)
        self.timeline = timeline
        self.days = (timeline.ends - timeline.starts).days + 1
        shows_today = timeline.starts <= timeline.today <= timeline.ends
        self.legend = f"today {timeline.today}" if shows_today else ""
        wanted = max(longest, groups, len(self.legend))
        self.label = max(0, min(wanted, width * 2 // 5, width - _NARROWEST_CHART))
        self.width = max(width - self.label - 2, 1)
        self.today = self.cell(timeline.today) if shows_today else None

    def cell(self, day: date) -> int:
        return (day - self.timeline.starts).days * self.width // self.days

    def end(self, day: date) -> int:
        """The last cell that a day reaches into."""
        return ((day - self.timeline.starts).days + 1) * self.width // self.days - 1

    def axis(self) -> Iterator[Line]:
        """The names of the units where they have space, and a ruler on which today is marked."""
        names, ruler = [" "] * self.width, ["─"] * self.width
        free = 0
        a_cell = self.days // self.width
        for first, name in ticks(self.timeline.starts, self.timeline.ends, self.timeline.unit, a_cell):
            at = self.cell(first)
            ruler[at] = "┬"
            if at >= free and at + len(name) <= self.width:
                names[at : at + len(name)] = name
                free = at + len(name) + 1
        if self.today is not None:
            ruler[self.today] = "┼"
        yield [Span(" " * (self.label + 2)), Span("".join(names).rstrip(), "bold")]
        marks = "".join(ruler)
        if self.today is None:
            yield [Span(" " * (self.label + 2)), Span(marks, "dim")]
        else:
            yield [
                Span(cut(self.legend, self.label).rjust(self.label) + "  ", "dim"),
                Span(marks[: self.today], "dim"),
                Span(marks[self.today], "bold"),
                Span(marks[self.today + 1 :], "dim"),
            ]

    def bar(self, bar: Stretch) -> list[tuple[str, str]]:
        """The cells of one bar, each with its style; what lies outside the time shown is pointed to."""
        look = PROGRESS[bar.progress]
        cells = [(" ", "")] * self.width
        first = self.cell(max(bar.starts, self.timeline.starts))
        last = max(first, self.end(min(bar.ends, self.timeline.ends)))
        cells[first : last + 1] = [(look.glyph, look.style)] * (last - first + 1)
        if bar.starts < self.timeline.starts:
            cells[first] = ("‹", look.style)
        if bar.ends > self.timeline.ends:
            cells[last] = ("›", look.style)
        if bar.late:
            cells[min(last + 1, self.width - 1)] = ("!", LATE_STYLE)
        return cells

    def row(self, label: Span, cells: list[tuple[str, str]]) -> Line:
        """Put a label before its bar, with today shown wherever nothing covers it."""
        cells = cells or [(" ", "")] * self.width
        if self.today is not None and cells[self.today][0] == " ":
            cells[self.today] = (_TODAY, "dim")
        line = [label, Span(" " * (self.label - cell_len(label.text) + 2))]
        for style, run in groupby(cells, key=lambda cell: cell[1]):
            line.append(Span("".join(glyph for glyph, _ in run), style))
        return line
