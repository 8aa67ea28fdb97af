"""Does the ranking hold when a weight is a little wrong?"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from partnerkit.documents import Block, Column, Heading, Paragraph, Range, Table
from partnerkit.model.scorecard import HIGHEST_RATING, LOWEST_RATING
from partnerkit.phrasing import listed, number, plural
from partnerkit.questions.score import Score

STEPS: Final = (Decimal("0.8"), Decimal("1.2"))
"""Each weight is moved by 20% both ways, the others staying."""


_TOLD: Final = 20
"""How many swaps of one weight a reader takes in; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two candidates whose order changes: `up` gets past `down`, or draws level or breaks a tie."""

    up: str
    down: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One weight moved, and what that does to the order."""

    criterion: str
    name: str
    weight: Decimal
    becomes: Decimal
    swaps: tuple[Swap, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one candidate as it is, and the best and the worst it has in any scenario."""

    partnership: str
    name: str
    place: int
    best: int
    worst: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Which places hold and which swap; candidates with missing ratings are left out."""

    places: tuple[Place, ...]
    scenarios: tuple[Scenario, ...]

    def of(self, stems: Container[str]) -> "Sensitivity":
        """Return what concerns these candidates; the places are still those among all."""
        return Sensitivity(
            tuple(place for place in self.places if place.partnership in stems),
            tuple(
                replace(
                    scenario, swaps=tuple(swap for swap in scenario.swaps if swap.up in stems or swap.down in stems)
                )
                for scenario in self.scenarios
            ),
        )


def sensitivity(scores: Sequence[Score]) -> Sensitivity:
    """Rank complete candidates, given with the best first, again with each weight moved by 20% both ways."""
    if not scores:
        return Sensitivity((), ())
    base = _points(scores, {})
    scenarios: list[Scenario] = []
    ranks = [_places(base)]
    for criterion in scores[0].criteria:
        for step in STEPS:
            becomes = criterion.weight * step
            moved = _points(scores, {criterion.key: becomes})
            ranks.append(_places(moved))
            reach = abs(becomes - criterion.weight) * (HIGHEST_RATING - LOWEST_RATING)
            swaps = tuple(_swaps(base, moved, reach))
            scenarios.append(Scenario(criterion.key, criterion.name, criterion.weight, becomes, swaps))
    return Sensitivity(tuple(_place(score, ranks) for score in scores), tuple(scenarios))


def _points(scores: Sequence[Score], weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {
        score.partnership: sum(
            (weights.get(found.key, found.weight) * (found.rating or 0) for found in score.criteria), Decimal(0)
        )
        for score in scores
    }


def _places(points: Mapping[str, Decimal]) -> dict[str, int]:
    rising = sorted(points.values())
    return {stem: 1 + len(rising) - bisect_right(rising, own) for stem, own in points.items()}


def _place(score: Score, ranks: Sequence[Mapping[str, int]]) -> Place:
    places = [rank[score.partnership] for rank in ranks]
    best, worst = min(places), max(places)
    return Place(score.partnership, score.name, places[0], best, worst, holds=best == worst)


def _swaps(base: Mapping[str, Decimal], moved: Mapping[str, Decimal], reach: Decimal) -> Iterator[Swap]:
    """Yield the pairs whose order changes; `base` has the best first, and `reach` is the most a gap can change by."""
    stems = list(base)
    for at, first in enumerate(stems):
        for below in range(at + 1, len(stems)):
            second = stems[below]
            before = base[first] - base[second]
            if before > reach:
                break
            after = moved[first] - moved[second]
            if _sign(before) != _sign(after):
                up, down = (first, second) if after > before else (second, first)
                yield Swap(up, down, _order(before, first, second), _order(after, first, second))


def _sign(difference: Decimal) -> int:
    return (difference > 0) - (difference < 0)


def _order(difference: Decimal, first: str, second: str) -> str:
    """Describe the order of two partners: `a > b`, or `a = b`."""
    if difference == 0:
        return f"{first} = {second}"
    return f"{first} > {second}" if difference > 0 else f"{second} > {first}"


def tell(found: Sensitivity) -> Iterator[Block]:
    """Return which places hold, and which candidates swap when a weight moves."""
    yield Heading("Sensitivity: each weight 20% lower and 20% higher")
    if not found.places:
        yield Paragraph("No one is rated on every criterion, so there is nothing to weigh.")
        return
    holding = [place.name for place in found.places if place.holds]
    yield Paragraph(
        f"{len(holding)} of {len(found.places)} places stay the same whichever weight changes, counting only those "
        f"rated on every criterion."
    )
    yield Table(
        [Column("Place", align="right"), Column("Partnership", wide=True), Column("In all cases")],
        [
            [place.place, place.name, "unchanged" if place.holds else Range(place.best, place.worst)]
            for place in found.places
        ],
    )
    names = {place.partnership: place.name for place in found.places}
    rows = [
        [
            f"{scenario.name} {number(scenario.weight)} to {number(scenario.becomes)}",
            _in_words(scenario.swaps, names) or "no change",
        ]
        for scenario in found.scenarios
    ]
    yield Table([Column("Weight", wide=True), Column("What swaps", wide=True)], rows)


def _in_words(swaps: Sequence[Swap], names: Mapping[str, str]) -> str:
    told = [_swap_in_words(swap, names) for swap in swaps[:_TOLD]]
    return listed([*told, plural(len(swaps) - _TOLD, "more swap")] if len(swaps) > _TOLD else told)


def _swap_in_words(swap: Swap, names: Mapping[str, str]) -> str:
    up, down = names[swap.up], names[swap.down]
    if "=" in swap.after:
        return f"{up} draws level with {down}"
    if "=" in swap.before:
        return f"{up} breaks the tie with {down}"
    return f"{up} passes {down}"
