"""Write laid-out lines to a terminal, with Rich's colors or with none."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from partnerkit.documents import Document
from partnerkit.render.layout import lay_out
from partnerkit.render.palette import FEW_COLORS, MANY_COLORS
from partnerkit.render.screen import Screen
from partnerkit.render.spans import Line

if TYPE_CHECKING:
    from rich.console import Console


def render(document: Document, screen: Screen) -> str:
    """Render a document as wide as the screen, with ANSI colors or as plain text."""
    lines = lay_out(document, screen.width)
    return colored(lines) if screen.color else plain(lines)


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
