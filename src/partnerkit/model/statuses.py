"""The statuses that answers give: the colors of a file, and that nothing is known."""

from typing import Literal, TypeAlias

Status: TypeAlias = Literal["green", "amber", "red", "not_assessed"]
STATUSES: tuple[Status, ...] = ("green", "amber", "red", "not_assessed")
WORST_FIRST: tuple[Status, ...] = ("red", "amber", "not_assessed", "green")
"""The order in which statuses need someone: what is not assessed may be anything."""
