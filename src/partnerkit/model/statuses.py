"""The statuses that answers give: the colors of a file, and that nothing is known."""

from typing import Literal, TypeAlias

Status: TypeAlias = Literal["green", "amber", "red", "not_assessed"]
STATUSES: tuple[Status, ...] = ("green", "amber", "red", "not_assessed")
WORST_FIRST: tuple[Status, ...] = ("red", "amber", "not_assessed", "green")
"""The order in which statuses need someone: what is not assessed may be anything."""

Direction: TypeAlias = Literal["better", "worse", "assessed", "no_longer_assessed"]
"""Which way a status has gone; what is not assessed is neither better nor worse than a color."""


def direction(then: Status, now: Status) -> Direction | None:
    """Return which way a status has gone; None where it is as it was."""
    if then == now:
        return None
    if then == "not_assessed":
        return "assessed"
    if now == "not_assessed":
        return "no_longer_assessed"
    return "better" if WORST_FIRST.index(now) > WORST_FIRST.index(then) else "worse"
