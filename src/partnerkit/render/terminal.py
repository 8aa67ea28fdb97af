"""Write laid-out lines to a terminal, with Rich's colors or with none."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal

from partnerkit.documents import Block, Document, Note, Table
from partnerkit.render.layout import lay_out
from partnerkit.render.palette import FEW_COLORS, MANY_COLORS
from partnerkit.render.screen import Screen
from partnerkit.render.spans import Line

if TYPE_CHECKING:
    from rich.console import Console


def render(document: Document, screen: Screen) -> str:
    """Render a document as wide as the screen, with ANSI colors or as plain text."""
    lines = lay_out(document._replace(blocks=list(_folded(document))), screen.width)
    return colored(lines) if screen.color else plain(lines)


_MOST: Final = 10_000
"""Rows of a table that are all shown: no one reads more of them on a terminal."""

_FIRST: Final = 1_000
"""Rows that are shown of a longer table."""


def _folded(document: Document) -> Iterator[Block]:
    """Yield the blocks of a document, with no more than the first rows of a table that has very many."""
    for block in document.blocks:
        if isinstance(block, Table) and len(block.rows) > _MOST and block.only != "spreadsheet":
            yield block._replace(rows=block.rows[:_FIRST])
            yield Note(f"{len(block.rows) - _FIRST:,} more rows are not shown here; `--format csv` writes all of them.")
        else:
            yield block


def plain(lines: Iterable[Line]) -> str:
    """Write lines without colors."""
    return "".join("".join(span.text for span in line).rstrip() + "\n" for line in lines)


def colored(lines: Iterable[Line]) -> str:
    """Write lines with the colors that the terminal is able to show."""
    from rich.text import Text
    from rich.theme import Theme

    console = _console()
    if console.color_system is None:
        # Whether to color was decided before: a terminal that says nothing of its colors has a few.
        console = _console("standard")
    few = console.color_system in ("standard", "windows")
    console.push_theme(Theme(FEW_COLORS if few else MANY_COLORS))
    with console.capture() as capture:
        for line in lines:
            text = Text.assemble(*((span.text, span.style) for span in line))
            console.print(text, soft_wrap=True, no_wrap=True, crop=False)
    return capture.get()


def _console(color_system: Literal["auto", "standard"] = "auto") -> "Console":
    from rich.console import Console

    return Console(
        force_terminal=True,
        no_color=False,
        color_system=color_system,
        markup=False,
        highlight=False,
        emoji=False,
        width=10_000,
    )
