"""Draw a trend: as eight heights of a block in text, as points of a line in a picture."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from partnerkit.documents import Trend
from partnerkit.phrasing import grouped

_HEIGHTS: Final = "▁▂▃▄▅▆▇█"
_GAP: Final = "·"
_WIDTH: Final = 100
_HEIGHT: Final = 20


def sparkline(trend: Trend) -> str:
    """Draw a trend as one character for each value; a missing one is a dot."""
    return "".join(_GAP if value is None else _HEIGHTS[int(_share(trend, value) * 7)] for value in trend.values) or "–"


def first_and_last(trend: Trend) -> str:
    """Return where a trend began and where it is: 3.4 to 4.2."""
    known = [value for value in trend.values if value is not None]
    if not known:
        return "not assessed" if trend.steps else "no figures yet"
    first, last = _word(trend, known[0]), _word(trend, known[-1])
    return first if len(known) == 1 else f"{first} to {last}"


def _word(trend: Trend, value: Decimal) -> str:
    return trend.steps[int(value - trend.lowest)] if trend.steps else grouped(value)


def runs(trend: Trend) -> Iterator[list[str]]:
    """Yield the unbroken runs of a trend as points `x,y` of a picture 100 wide and 20 high."""
    run: list[str] = []
    for at, value in enumerate(trend.values):
        if value is not None:
            across = at * _WIDTH / max(len(trend.values) - 1, 1)
            run.append(f"{across:.1f},{_HEIGHT * (1 - float(_share(trend, value))):.1f}")
        elif run:
            yield run
            run = []
    if run:
        yield run


def _share(trend: Trend, value: Decimal) -> Decimal:
    """How far up its scale a value is, from 0 to 1; half way where the scale has no length."""
    if trend.highest == trend.lowest:
        return Decimal("0.5")
    share = (value - trend.lowest) / (trend.highest - trend.lowest)
    return min(max(share, Decimal(0)), Decimal(1))
