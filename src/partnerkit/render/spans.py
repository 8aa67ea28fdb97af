"""The lines that a terminal is written with, whatever colors it has."""

import re
from typing import Final, NamedTuple, TypeAlias

from partnerkit.render.cells import cell_len, chopped

GAP: Final = 2
"""Cells between things that stand side by side."""


class Span(NamedTuple):
    """A piece of a line and its Rich style."""

    text: str
    style: str = ""


Line: TypeAlias = "list[Span]"


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` terminal cells, at spaces where possible."""
    if len(text) <= width and text.isascii() and "\n" not in text:
        return [" ".join(text.split())]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and cell_len(line) + 1 + cell_len(word) <= width:
                line = f"{line} {word}"
                continue
            if line:
                lines.append(line)
            *full, line = _broken(word, max(width, 1))
            lines.extend(full)
        lines.append(line)
    return lines


def _broken(word: str, width: int) -> list[str]:
    """Break a word that is too long, after dots where possible: the keys of a path stay whole, to be copied."""
    if cell_len(word) <= width:
        return [word]
    lines: list[str] = []
    for piece in re.split(r"(?<=\.)", word):
        if lines and cell_len(lines[-1]) + cell_len(piece) <= width:
            lines[-1] += piece
        else:
            lines.extend(chopped(piece, width))
    return lines


def cut(text: str, width: int) -> str:
    """Shorten text to at most `width` terminal cells, with a sign that something is left out."""
    if cell_len(text) <= width:
        return text
    return f"{chopped(text, width - 1)[0]}…" if width > 1 else ""


def cut_at_word(text: str, width: int) -> str:
    """Shorten text as `cut` does, but after a whole word, and before what only adds to it, where much of it is left."""
    if cell_len(text) <= width or width < 2:
        return cut(text, width)
    start = chopped(text, width)[0]
    for end in (r"(?:[:,;]|\s\()[^:,;(]*$", r"\s\S*$"):
        shorter = re.sub(end, "", start).rstrip()
        if width < 2 * cell_len(shorter) and cell_len(shorter) < width:
            return f"{shorter}…"
    return cut(text, width)
