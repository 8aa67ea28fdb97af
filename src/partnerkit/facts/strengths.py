"""How strong are interest, awareness and encouragement on each side (dynamics)?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from partnerkit.facts.plays import DynamicKey
from partnerkit.model.choices import Side
from partnerkit.model.dynamics import Dynamics
from partnerkit.model.partnership import Partnership
from partnerkit.model.statuses import Status
from partnerkit.phrasing import listed

KEYS: Final[tuple[DynamicKey, ...]] = ("interest", "awareness", "encouragement")
SIDES: Final[tuple[Side, ...]] = ("us", "them")
WEAK: Final = 2
STRONG: Final = 4


@dataclass(frozen=True, slots=True)
class Strength:
    """One of the six: a dynamic on one side, rated from 1 (weak) to 5 (strong); None where not assessed."""

    dynamic: DynamicKey
    side: Side
    rating: int | None
    evidence: str | None

    @property
    def named(self) -> str:
        """The dynamic and the side in words."""
        return f"{self.dynamic} on {'our' if self.side == 'us' else 'their'} side"


@dataclass(frozen=True, slots=True)
class Strengths:
    """The six, the weakest of those that are rated, and what follows for the partnership."""

    all: tuple[Strength, ...]
    weakest: tuple[Strength, ...]
    status: Status
    reason: str


def weigh(partnership: Partnership) -> Strengths:
    """Return the three dynamics of a partnership on both sides, and the status that the weakest of them gives."""
    strengths = tuple(_strengths(partnership.dynamics or Dynamics.model_construct()))
    known = [strength for strength in strengths if strength.rating is not None]
    lowest = min((strength.rating for strength in known if strength.rating is not None), default=None)
    weakest = tuple(strength for strength in known if strength.rating == lowest)
    return Strengths(strengths, weakest, *_decide(lowest, weakest, len(strengths) - len(known)))


def _strengths(given: Dynamics) -> Iterator[Strength]:
    for key in KEYS:
        dynamic = getattr(given, key)
        for side in SIDES:
            rating = getattr(dynamic, side) if dynamic else None
            yield Strength(key, side, rating, dynamic.evidence if dynamic else None)


def _decide(lowest: int | None, weakest: Sequence[Strength], missing: int) -> tuple[Status, str]:
    """The weakest of the six decides: red at 1 or 2, amber at 3, green at 4 or 5 when all six are rated.

    None of the dynamics makes up for another (dynamics), so there is no mean. A missing rating leaves the
    answer open, unless what is known is weak already.
    """
    if lowest is None:
        return "not_assessed", "none of the six has a rating"
    said = f"{listed([strength.named for strength in weakest])}: {lowest} of 5"
    if lowest <= WEAK:
        return "red", said
    if missing:
        return "not_assessed", f"{missing} of 6 not rated; weakest known {said}"
    return ("green", f"none under {lowest}") if lowest >= STRONG else ("amber", said)
