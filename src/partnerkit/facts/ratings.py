"""How was the health of a partnership rated, by both sides together or by each (guide)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from partnerkit.model.health import HealthCheck, HealthRatings, SidedHealthRatings

RATINGS: Final = ("communication", "alignment", "trust", "ease", "potential")


@dataclass(frozen=True, slots=True)
class SidedRating:
    """One thing rated from 1 (poor) to 5 (excellent): by both together, or by each side apart and how far apart."""

    key: str
    both: int | None
    us: int | None
    them: int | None
    gap: int | None

    @property
    def lowest(self) -> int | None:
        """The rating, the lower of the two where each side gave one."""
        return min((rating for rating in (self.both, self.us, self.them) if rating is not None), default=None)


@dataclass(frozen=True, slots=True)
class MeanRating:
    """The mean of what both sides rated together, or each side's own; `value` is the lower one, not rounded.

    One side that is content doesn't make up for the other, so their ratings have no common mean.
    """

    both: Decimal | None
    us: Decimal | None
    them: Decimal | None

    @property
    def value(self) -> Decimal:
        """The mean that a verdict is reached by."""
        return min(mean for mean in (self.both, self.us, self.them) if mean is not None)

    @property
    def whose(self) -> str:
        """Whose mean that is, as it follows the figure in a sentence."""
        if self.both is not None:
            return ""
        if self.us == self.them:
            return " on both sides"
        return " on our side" if self.value == self.us else " on their side"


def mean_of(check: HealthCheck | None) -> MeanRating | None:
    """Return the mean rating of a health check; None where it rates nothing."""
    ratings = ratings_of(check)
    both, us, them = (_mean([getattr(rating, whose) for rating in ratings]) for whose in ("both", "us", "them"))
    return None if both is us is them is None else MeanRating(both, us, them)


def _mean(values: Sequence[int | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return Decimal(sum(known)) / len(known) if known else None


def ratings_of(check: HealthCheck | None) -> tuple[SidedRating, ...]:
    """Return the five ratings of a health check, also those it leaves out; none where it has no ratings."""
    given = check.ratings if check else None
    match given:
        case None:
            return ()
        case SidedHealthRatings(us=us, them=them):
            return tuple(_sided(key, _rating(us, key), _rating(them, key)) for key in RATINGS)
        case HealthRatings():
            return tuple(SidedRating(key, _rating(given, key), None, None, None) for key in RATINGS)


def _rating(ratings: HealthRatings | None, key: str) -> int | None:
    return getattr(ratings, key) if ratings else None


def _sided(key: str, us: int | None, them: int | None) -> SidedRating:
    gap = abs(us - them) if us is not None and them is not None else None
    return SidedRating(key, None, us, them, gap)
