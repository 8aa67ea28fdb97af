"""Lay a board out across a terminal."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from partnerkit.documents import Board, Card, Lane
from partnerkit.render.cells import cell_len
from partnerkit.render.palette import LATE_STYLE, PROGRESS
from partnerkit.render.safe import one_line
from partnerkit.render.spans import GAP, Line, Span, wrap

_NARROWEST_LANE: Final = 14


def lay_out(board: Board, width: int) -> Iterator[Line]:
    """Yield the lanes side by side, or one below the other where that is too narrow."""
    lane_width = (width - GAP * (len(board.lanes) - 1)) // max(len(board.lanes), 1)
    if lane_width < _NARROWEST_LANE:
        for lane in board.lanes:
            yield from ([span] for span in _lane(lane, width))
            yield []
        return
    lanes = [list(_lane(lane, lane_width)) for lane in board.lanes]
    for level in zip_longest(*lanes, fillvalue=Span("")):
        line: Line = []
        for at, span in enumerate(level):
            padding = " " * (lane_width - cell_len(span.text))
            line += [span, Span(padding + (" " * GAP if at < len(level) - 1 else ""))]
        yield line


def _lane(lane: Lane, width: int) -> Iterator[Span]:
    look = PROGRESS[lane.progress]
    yield Span(f"{look.glyph} {look.word} ({len(lane.cards)})", look.style)
    yield Span("─" * width, "dim")
    for at, card in enumerate(lane.cards):
        if at:
            yield Span("")
        yield from _card(card, width)


def _card(card: Card, width: int) -> Iterator[Span]:
    for line in wrap(one_line(card.title), width):
        yield Span(line, "bold")
    for line in wrap(one_line(card.detail), width):
        yield Span(line, LATE_STYLE if card.late else "dim")
