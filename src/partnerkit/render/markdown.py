"""Render a document as Markdown that shows in a pull request as it was meant."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from partnerkit.documents import (
    Bar,
    Block,
    Board,
    Cell,
    Code,
    Document,
    Heading,
    Headline,
    Headlines,
    Lane,
    Note,
    Paragraph,
    Parts,
    State,
    Table,
    Timeline,
    Trend,
)
from partnerkit.render.escaping import escape
from partnerkit.render.figures import figure
from partnerkit.render.palette import LOOKS, PROGRESS, letter
from partnerkit.render.safe import one_line, visible
from partnerkit.render.sparkline import first_and_last, sparkline

_ALIGNMENT = {"left": ":---", "right": "---:", "center": ":---:"}


def render(document: Document) -> str:
    """Render a document; every text of a file comes out as the very characters it holds."""
    parts = [f"# {escape(document.title)}", *(_block(block) for block in document.shown)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"#{'#' * level} {escape(one_line(text))}"
        case Paragraph(text):
            return escape(text)
        case Note(text):
            return "\n".join(f"> {line}" for line in escape(text).split("\n"))
        case Code(text):
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            return f"{fence}yaml\n{visible(text)}\n{fence}"
        case Trend(label=label):
            return f"{sparkline(block)} {escape(f'{one_line(label)}: {first_and_last(block)}')}"
        case Headlines(figures):
            return "\n".join(map(_headline, figures))
        case Bar(label):
            return f"**{escape(one_line(label))}**"
        case Parts():
            from partnerkit.render.mermaid import pie

            return "\n".join(["```mermaid", *pie(block), "```"])
        case Table():
            return "\n".join(_table(block))
        case Timeline():
            from partnerkit.render.mermaid import gantt

            return "\n".join(["```mermaid", *gantt(block), "```"])
        case Board():
            return "\n".join(_board(block))


def _headline(headline: Headline) -> str:
    details = f" ({escape(one_line('; '.join(headline.details)))})" if headline.details else ""
    return f"- {escape(one_line(headline.label))}: **{_cell(headline.value)}**{details}"


def _table(table: Table) -> Iterator[str]:
    yield _row([escape(column.title) for column in table.columns])
    yield _row([_ALIGNMENT[column.align] for column in table.columns])
    for number_of_row, row in enumerate((*table.rows, *table.footer)):
        if title := table.titles.get(number_of_row):
            yield _row([f"**{escape(one_line(title))}**", *[""] * (len(table.columns) - 1)])
        yield _row([_cell(cell) for cell in row])


def _board(board: Board) -> Iterator[str]:
    yield _row([f"{_heading(lane)} ({len(lane.cards)})" for lane in board.lanes])
    yield _row([_ALIGNMENT["left"]] * len(board.lanes))
    for cards in zip_longest(*(lane.cards for lane in board.lanes)):
        texts = [(escape(one_line(card.title)), escape(one_line(card.detail))) if card else ("", "") for card in cards]
        yield _row([f"**{title}**<br>{detail}" if title else "" for title, detail in texts])


def _heading(lane: Lane) -> str:
    return PROGRESS[lane.progress].word.capitalize()


def _row(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return "–"
        case State():
            return f"{LOOKS[cell.status].mark} {letter(cell)}"
        case Trend():
            return sparkline(cell)
        case str():
            return escape(one_line(cell))
        case _:
            return figure(cell)
