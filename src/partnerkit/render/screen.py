"""What an answer is shown on."""

from typing import NamedTuple


class Screen(NamedTuple):
    """A terminal, or a file that is read in one: how many cells wide it is, and whether it has colors."""

    width: int
    color: bool = False
