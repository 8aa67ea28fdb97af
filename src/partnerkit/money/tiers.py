"""Which rate a volume has, and how a deal is divided among the tiers that it reaches into."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from partnerkit.model.revenue import RevenueTier

ZERO = Decimal(0)

TierBound: TypeAlias = Literal["at_least", "above"]


class TierPart(NamedTuple):
    """What of a deal lies in one tier: its bounds, the part's volume and base, its rate in percent, and what it pays.

    `bound` says whether the volume `from` is in the tier. `amount` is not rounded: only the line is. `to` is None in
    the highest tier.
    """

    from_: Decimal
    to: Decimal | None
    volume: Decimal
    base: Decimal
    rate: Decimal
    amount: Decimal
    bound: TierBound


class TierSpan(NamedTuple):
    """A tier as a span of volume: everything above `floor` up to `ceiling` is in it.

    `starts` is its own bound, which is in the tier if that is `at_least`. `share` is the rate as a factor.
    """

    floor: Decimal
    ceiling: Decimal | None
    bound: TierBound
    starts: Decimal
    rate: Decimal
    share: Decimal

    def part(self, volume: Decimal, base: Decimal) -> TierPart:
        """Return a part that is all in this tier."""
        return TierPart(self.starts, self.ceiling, volume, base, self.rate, base * self.share, self.bound)


def steps(tiers: Sequence[RevenueTier], *, counted: bool) -> tuple[TierSpan, ...]:
    """Return the tiers as spans that meet, so no volume lies between two and none in both.

    With `at_least: 11` of things that are `counted` the eleventh one is in the tier, so the tier starts above ten.
    """
    floors = [
        tier.bound - 1 if counted and tier.at_least is not None and tier.bound > 0 else tier.bound for tier in tiers
    ]
    spans = pairwise([*floors, None])
    return tuple(
        TierSpan(floor or ZERO, ceiling, _bound_of(tier), tier.bound, tier.rate, tier.rate.scaleb(-2))
        for (floor, ceiling), tier in zip(spans, tiers, strict=True)
    )


def _bound_of(tier: RevenueTier) -> TierBound:
    return "above" if tier.at_least is None else "at_least"


def tier_at(spans: Sequence[TierSpan], volume: Decimal) -> TierSpan:
    """Return the tier that a volume reaches; with `above` the bound itself is in the tier below."""
    reached = spans[0]
    for span in spans[1:]:
        if volume < span.starts or (volume == span.starts and span.bound == "above"):
            break
        reached = span
    return reached


def divided(spans: Sequence[TierSpan], before: Decimal, volume: Decimal, base: Decimal) -> tuple[TierPart, ...]:
    """Divide a deal of so much volume, which comes after the volume `before`, among the tiers.

    A deal that takes volume away takes it from the tiers that the volume is in.
    """
    low, high = min(before, before + volume), max(before, before + volume)
    parts = []
    for span in spans:
        floor, ceiling = span.floor or min(ZERO, low), span.ceiling
        if ceiling is not None and ceiling <= low:
            continue
        if floor <= low and (ceiling is None or high <= ceiling):
            return (span.part(volume, base),)
        inside = (high if ceiling is None else min(high, ceiling)) - max(low, floor)
        if inside > 0:
            of_base = base * inside / abs(volume)
            # Divided last, so that parts add up to what the whole comes to.
            amount = base * inside * span.share / abs(volume)
            parts.append(span.part(inside.copy_sign(volume), of_base)._replace(amount=amount))
    return tuple(parts)
