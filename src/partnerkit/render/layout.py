"""Lay a document out in lines of a given width; what color a span has is the terminal's business."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from partnerkit.documents import (
    Bar,
    Block,
    Board,
    Code,
    Document,
    Heading,
    Headlines,
    Note,
    Paragraph,
    Parts,
    Table,
    Timeline,
    Trend,
)
from partnerkit.phrasing import number
from partnerkit.render import tables
from partnerkit.render.cells import cell_len
from partnerkit.render.safe import one_line, visible
from partnerkit.render.spans import GAP, Line, Span, cut, wrap
from partnerkit.render.sparkline import first_and_last, sparkline

_LONGEST_BAR: Final = 40


def lay_out(document: Document, width: int) -> Iterator[Line]:
    """Yield the lines of a document, none wider than `width` where words allow."""
    has_levels = any(isinstance(block, Heading) and block.level > 1 for block in document.shown)
    first = True
    for block in document.shown:
        if not first:
            yield []
        yield from _block(block, width)
        if has_levels and isinstance(block, Heading) and block.level == 1:
            yield [Span("━" * width, "dim")]
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
        case Headlines():
            yield from tables.lay_out(block.within("page"), width)
        case Bar():
            yield from _bar(block, width)
        case Parts():
            yield from _parts(block, width)
        case Table():
            yield from tables.lay_out(block, width)
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
