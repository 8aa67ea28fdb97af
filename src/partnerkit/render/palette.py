"""The one place where a status becomes a color, a letter and a word."""

from typing import Final, NamedTuple

from partnerkit.documents import Progress, State
from partnerkit.model.statuses import Direction, Status, direction


class Look(NamedTuple):
    """How one status looks: never by color alone.

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


class Tint(NamedTuple):
    """The color of what is written, and the color that it is written on."""

    ink: str
    paper: str


TINTS: Final = {
    "green": Tint("#ffffff", "#266d60"),
    "amber": Tint("#000000", "#f0b429"),
    "red": Tint("#ffffff", "#7a0b0c"),
    "green.stale": Tint("#003b33", "#7fcfd6"),
    "amber.stale": Tint("#4a3600", "#fff3a0"),
    "red.stale": Tint("#2b0000", "#da7c54"),
}
"""Far enough apart for people who cannot tell red from green, and in gray print; a test measures how far."""

MANY_COLORS: Final = {
    **{name: f"{'' if '.' in name else 'bold '}{tint.ink} on {tint.paper}" for name, tint in TINTS.items()},
    "not_assessed": "dim",
    "todo": "none",
    "doing": "#2f81f7",
    "done": "#2da44e",
    "blocked": "#e5534b",
    "late": "bold #e5534b",
}
"""Rich styles for 256 colors and more; they read alike on a light and on a dark terminal."""

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
"""The same for terminals of 8 or 16 colors."""


ARROWS: Final[dict[Direction, str]] = {"better": "↑", "worse": "↓", "assessed": "*", "no_longer_assessed": "*"}


def letter(state: State) -> str:
    """Write a status in a heat map's cell; a stale one is doubted, and one that was another has an arrow."""
    went = _direction(state)
    return LOOKS[state.status].letter + (STALE_SIGN if state.stale else "") + (ARROWS[went] if went else "")


def words(state: State) -> str:
    """Write a status in words, with what it was before."""
    beside = ["stale"] if state.stale else []
    if state.was is not None and _direction(state):
        beside.append(f"was {LOOKS[state.was].word}")
    return LOOKS[state.status].word + (f" ({', '.join(beside)})" if beside else "")


def _direction(state: State) -> Direction | None:
    return None if state.was is None else direction(state.was, state.status)


def style(state: State) -> str:
    """Name the style of a status, one of the keys of the styles above."""
    return f"{state.status}.stale" if state.stale else state.status


class ProgressLook(NamedTuple):
    """How far work has come looks like this: never by color alone. `mermaid` is the tag of a Gantt chart."""

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
PROGRESS_LEGEND: Final = "█ done, ▓ doing, ░ to do, ▚ blocked, ! late, │ today, ‹ › continues"
