"""The fit score and its band."""

from decimal import Decimal
from typing import Final, Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.facts.case import Case
from partnerkit.phrasing import listed, number
from partnerkit.questions.score import Score, score_ratings
from partnerkit.results import Internal

KEYS: Final = (("fit",),)


class ScoreMoved(NamedTuple):
    """The score before and after, as a range where ratings are missing, and the bands that it may be in."""

    kind: Literal["score"]
    text: str
    old: tuple[Decimal, Decimal]
    new: tuple[Decimal, Decimal]
    old_band: str | None
    new_band: str | None
    bands: Internal[tuple[tuple[str, ...], tuple[str, ...]]]


def follows(pair: BeforeAndAfter) -> ScoreMoved | None:
    """Return how the score of a partner moved; None where it did not."""
    old, new = _score(pair.before), _score(pair.after)
    if (old.range, old.maximum, old.bands) == (new.range, new.maximum, new.bands):
        return None
    points = f"fit {_points(old)} → {_points(new)} of {number(new.maximum)}"
    bands = [listed(score.bands, "or") for score in (old, new)]
    band = f"still {bands[1]}" if bands[0] == bands[1] else f"{bands[0]} → {bands[1]}"
    return ScoreMoved("score", f"{points}, {band}", old.range, new.range, old.band, new.band, (old.bands, new.bands))


def _score(case: Case) -> Score:
    return score_ratings(case.stem, case.name, case.partnership.fit, case.workspace.scorecard)


def _points(score: Score) -> str:
    low, high = score.range
    return number(low) if low == high else f"{number(low)} to {number(high)}"
