"""The one place where a status becomes a colour, a letter and a word."""

from typing import Final, NamedTuple

from partnerkit.documents import State, Status


class Look(NamedTuple):
    """How one status looks: never by colour alone.

    `fresh` and `stale` are Rich styles with both colours set, so that they read alike on a light and on a
    dark terminal; `css` is the class in the HTML page.
    """

    letter: str
    word: str
    mark: str
    fresh: str
    stale: str
    css: str


LOOKS: Final[dict[Status, Look]] = {
    "green": Look("G", "green", "🟢", "bold #ffffff on #1a7f37", "#0b4a1e on #bfe5c8", "green"),
    "amber": Look("A", "amber", "🟡", "bold #000000 on #f0b429", "#5c4300 on #fbe8b3", "amber"),
    "red": Look("R", "red", "🔴", "bold #ffffff on #c62828", "#7a1010 on #f6c9c9", "red"),
    "not_assessed": Look("–", "not assessed", "⚪", "dim", "dim", "open"),
}
STALE_SIGN: Final = "?"


def letter(state: State) -> str:
    """Write a status in a heat map's cell; a stale one is doubted."""
    return LOOKS[state.status].letter + (STALE_SIGN if state.stale else "")


def words(state: State) -> str:
    """Write a status in words."""
    return LOOKS[state.status].word + (" (stale)" if state.stale else "")


def style(state: State) -> str:
    """The Rich style of a status."""
    look = LOOKS[state.status]
    return look.stale if state.stale else look.fresh


LEGEND: Final = "G green   A amber   R red   – not assessed   ? stale"
