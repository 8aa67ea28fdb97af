"""The one place where a status becomes a colour, a letter and a word."""

from typing import Final, NamedTuple

from partnerkit.documents import Progress, State
from partnerkit.model.statuses import Status


class Look(NamedTuple):
    """How one status looks: never by colour alone.

    `css` is its class in the HTML page.
    """

    letter: str
    word: str
    mark: str
    css: str


LOOKS: Final[dict[Status, Look]] = {
    "green": Look("G", "green", "🟢", "green"),
    "amber": Look("A", "amber", "🟡", "amber"),
    "red": Look("R", "red", "🔴", "red"),
    "not_assessed": Look("–", "not assessed", "⚪", "open"),
}
STALE_SIGN: Final = "?"
LEGEND: Final = "G green   A amber   R red   – not assessed   ? stale"

MANY_COLORS: Final = {
    "green": "bold #ffffff on #1a7f37",
    "amber": "bold #000000 on #f0b429",
    "red": "bold #ffffff on #c62828",
    "not_assessed": "dim",
    "green.stale": "#0b4a1e on #bfe5c8",
    "amber.stale": "#5c4300 on #fbe8b3",
    "red.stale": "#7a1010 on #f6c9c9",
    "todo": "none",
    "doing": "#2f81f7",
    "done": "#2da44e",
    "blocked": "#e5534b",
    "late": "bold #e5534b",
}
"""Rich styles for 256 colours and more; they read alike on a light and on a dark terminal."""

FEW_COLORS: Final = {
    "green": "bold black on green",
    "amber": "bold black on yellow",
    "red": "bold white on red",
    "not_assessed": "dim",
    "green.stale": "green",
    "amber.stale": "yellow",
    "red.stale": "red",
    "todo": "none",
    "doing": "blue",
    "done": "green",
    "blocked": "red",
    "late": "bold red",
}
"""The same for terminals of 8 or 16 colours."""


def letter(state: State) -> str:
    """Write a status in a heat map's cell; a stale one is doubted."""
    return LOOKS[state.status].letter + (STALE_SIGN if state.stale else "")


def words(state: State) -> str:
    """Write a status in words."""
    return LOOKS[state.status].word + (" (stale)" if state.stale else "")


def style(state: State) -> str:
    """Name the style of a status, one of the keys of the styles above."""
    return f"{state.status}.stale" if state.stale else state.status


class ProgressLook(NamedTuple):
    """How far work has come looks like this: never by colour alone. `mermaid` is the tag of a Gantt chart."""

    glyph: str
    word: str
    style: str
    css: str
    mermaid: str


PROGRESS: Final[dict[Progress, ProgressLook]] = {
    "todo": ProgressLook("░", "to do", "todo", "todo", ""),
    "doing": ProgressLook("▓", "doing", "doing", "doing", "active"),
    "done": ProgressLook("█", "done", "done", "done", "done"),
    "blocked": ProgressLook("▚", "blocked", "blocked", "blocked", "crit"),
    "dropped": ProgressLook("·", "dropped", "dim", "dropped", ""),
}
LATE_STYLE: Final = "late"
PROGRESS_LEGEND: Final = "█ done, ▓ doing, ░ to do, ▚ blocked, ! late, │ today, ‹ › goes on"
