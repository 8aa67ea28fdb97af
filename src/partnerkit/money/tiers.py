"""Which rate a volume has, and how a deal is divided among the tiers that it reaches into."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from partnerkit.model.agreement import RevenueTier

ZERO = Decimal(0)


class TierPart(NamedTuple):
    """What of a deal lies in one tier: its bounds, the part's volume and base, its rate in percent, and what it pays.

    `amount` is not rounded: only the line is. `to` is None in the highest tier.
    """

    from_: Decimal
    to: Decimal | None
    volume: Decimal
    base: Decimal
    rate: Decimal
    amount: Decimal


class TierSpan(NamedTuple):
    """A tier as a span of volume: everything above `floor` up to `ceiling` is in it.

    `bound` is its own bound, which is in the tier if `includes` says so. `share` is the rate as a factor.
    """

    floor: Decimal
    ceiling: Decimal | None
    bound: Decimal
    includes: bool
    rate: Decimal
    share: Decimal


def steps(tiers: Sequence[RevenueTier], *, counted: bool) -> tuple[TierSpan, ...]:
    """Return the tiers as spans that meet, so no volume lies between two and none in both.

    With `at_least: 11` of things that are `counted` the eleventh one is in the tier, so the tier starts above ten.
    """
    floors = [
        tier.bound - 1 if counted and tier.at_least is not None and tier.bound > 0 else tier.bound for tier in tiers
    ]
    spans = pairwise([*floors, None])
    return tuple(
        TierSpan(floor or ZERO, ceiling, tier.bound, tier.at_least is not None, tier.rate, tier.rate.scaleb(-2))
        for (floor, ceiling), tier in zip(spans, tiers, strict=True)
    )


def tier_at(spans: Sequence[TierSpan], volume: Decimal) -> TierSpan:
    """Return the tier that a volume reaches; with `above` the bound itself is in the tier below."""
    reached = spans[0]
    for span in spans[1:]:
        if volume < span.bound or (volume == span.bound and not span.includes):
            break
        reached = span
    return reached


def divided(spans: Sequence[TierSpan], before: Decimal, volume: Decimal, base: Decimal) -> tuple[TierPart, ...]:
    """Divide a deal of so much volume, which comes after the volume `before`, among the tiers."""
    after = before + volume
    parts = []
    for floor, ceiling, bound, _, rate, share in spans:
        if ceiling is not None and ceiling <= before:
            continue
        if floor <= before and (ceiling is None or after <= ceiling):
            return (TierPart(bound, ceiling, volume, base, rate, base * share),)
        top = after if ceiling is None or after < ceiling else ceiling
        inside = top - max(before, floor)
        if inside > 0:
            parts.append(TierPart(bound, ceiling, inside, base * inside / volume, rate, base * inside * share / volume))
    return tuple(parts)
