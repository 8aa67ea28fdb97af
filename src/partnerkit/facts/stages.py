"""The stages of the life cycle (guide), gathered by what holds for all of them."""

from typing import Final

from partnerkit.model.choices import Stage

EARLY: Final[frozenset[Stage | None]] = frozenset({None, "prospect", "initiate"})
"""Before there is an agreement to launch."""

LIVE: Final[frozenset[Stage]] = frozenset({"grow", "optimize", "renew"})
"""Customers can see it."""

UNDER_WAY: Final[frozenset[Stage]] = LIVE | {"launch"}
"""Both sides work on it."""

IN_TOUCH: Final[frozenset[Stage]] = UNDER_WAY | {"initiate"}
"""Both sides talk, or work on it."""
