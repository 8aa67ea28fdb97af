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
    """A tier as a span of volume: everything above `floor` up to `ceiling` is in it."""

    floor: Decimal
    ceiling: Decimal | None
    tier: RevenueTier


def steps(tiers: Sequence[RevenueTier], *, counted: bool) -> tuple[TierSpan, ...]:
    """Return the tiers as spans that meet, so no volume lies between two and none in both.

    With `at_least: 11` of things that are `counted` the eleventh one is in the tier, so the tier starts above ten.
    """
    floors = [
        tier.bound - 1 if counted and tier.at_least is not None and tier.bound > 0 else tier.bound for tier in tiers
    ]
    spans = pairwise([*floors, None])
    return tuple(TierSpan(floor or ZERO, ceiling, tier) for (floor, ceiling), tier in zip(spans, tiers, strict=True))


def rate_at(tiers: Sequence[RevenueTier], volume: Decimal) -> Decimal:
    """Return the rate that a volume reaches; with `above` the bound itself is in the tier below."""
    rate = tiers[0].rate
    for tier in tiers[1:]:
        if volume > tier.bound or (tier.at_least is not None and volume == tier.bound):
            rate = tier.rate
    return rate


def divided(spans: Sequence[TierSpan], before: Decimal, volume: Decimal, base: Decimal) -> tuple[TierPart, ...]:
    """Divide a deal of so much volume, which comes after the volume `before`, among the tiers."""
    after = before + volume
    parts = []
    for floor, ceiling, tier in spans:
        if floor <= before and (ceiling is None or after <= ceiling):
            return (TierPart(tier.bound, ceiling, volume, base, tier.rate, base * tier.rate / 100),)
        top = after if ceiling is None or after < ceiling else ceiling
        inside = top - max(before, floor)
        if inside > 0:
            amount = base * inside * tier.rate / (volume * 100)
            parts.append(TierPart(tier.bound, ceiling, inside, base * inside / volume, tier.rate, amount))
    return tuple(parts)
