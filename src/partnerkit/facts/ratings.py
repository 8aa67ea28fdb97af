"""How was the health of a partnership rated, by both sides together or by each (guide)?"""

from dataclasses import dataclass
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
