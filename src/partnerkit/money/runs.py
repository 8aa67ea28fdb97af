"""What deals add that are looked at once: in runs at one rate, without a call of Python for each.

A cap or a refund may look at a deal again, so a term that has one goes deal by deal instead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate, groupby, repeat
from operator import mul
from typing import NamedTuple

from partnerkit.columns import ByColumn
from partnerkit.model.deal import Deal
from partnerkit.money.postings import ZERO, Kind, Posting
from partnerkit.money.terms import Applied
from partnerkit.money.tiers import TierPart, TierSpan, divided

Rounds = Callable[[Iterable[Decimal]], list[Decimal]]
"""Rounds amounts to what a line of a statement has."""


class Payable(NamedTuple):
    """The deals that a term pays for, in their order: their days, their bases, and the volume that each adds."""

    days: Sequence[date]
    deals: ByColumn[Deal]
    bases: Sequence[Decimal]
    adds: Sequence[Decimal]


@dataclass(slots=True)
class _Added:
    """The columns of postings so far; `places` are those of their deals."""

    places: list[int] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    amounts: list[Decimal] = field(default_factory=list)
    rates: list[Decimal | None] = field(default_factory=list)
    parts: list[tuple[TierPart, ...]] = field(default_factory=list)
    was: list[Decimal | None] = field(default_factory=list)


def at_one_rate(term: Applied, paid: Payable, rate: Decimal | None, amounts: Sequence[Decimal]) -> ByColumn[Posting]:
    """Return the entries of deals that are all paid by one rule."""
    count = len(paid.days)
    columns = {"date": paid.days, "amount": amounts, "deal": paid.deals, "base": paid.bases, "rate": [rate] * count}
    return ByColumn(Posting, count, {"term": [term] * count, "kind": ["deal"] * count, **columns})


def by_tiers(
    term: Applied, spans: Sequence[TierSpan], paid: Payable, window_of: Mapping[date, object], rounds: Rounds
) -> ByColumn[Posting]:
    """Return the entries of deals whose rates depend on the volume of their window; every deal adds some."""
    added = _Added()
    add = _retroactive if term.term.method == "retroactive" else _marginal
    start = 0
    for _, days in groupby(paid.days, key=window_of.__getitem__):
        end = start + len(list(days))
        add(added, spans, paid, range(start, end), rounds)
        start = end
    deals, bases = paid.deals, paid.bases
    if added.places != list(range(len(bases))):
        deals, bases = deals.at(added.places), list(map(bases.__getitem__, added.places))
    columns: dict[str, Sequence[object]] = {
        "term": [term] * len(added.places),
        "kind": added.kinds,
        "date": added.days,
        "amount": added.amounts,
        "deal": deals,
        "base": bases,
        "rate": added.rates,
        "parts": added.parts,
        "was": added.was or [None] * len(added.places),
    }
    return ByColumn(Posting, len(added.places), columns)


def _marginal(added: _Added, spans: Sequence[TierSpan], paid: Payable, window: range, rounds: Rounds) -> None:
    """Add what each deal of a window earns at the rates of the tiers that it is in."""
    adds, bases = paid.adds[window.start : window.stop], paid.bases[window.start : window.stop]
    volumes = list(accumulate(adds))
    unrounded: list[Decimal] = []
    at = 0
    for span in spans:
        ceiling = span.ceiling
        end = len(volumes) if ceiling is None else bisect_right(volumes, ceiling, at)
        earned = list(map(mul, bases[at:end], repeat(span.share)))
        added.parts.extend(_parts(span, adds[at:end], bases[at:end], earned))
        added.rates.extend(repeat(span.rate, end - at))
        unrounded.extend(earned)
        at = end
        before = volumes[at - 1] if at else ZERO
        if at < len(volumes) and ceiling is not None and before < ceiling:
            across = divided(spans, before, adds[at], bases[at])
            added.parts.append(across)
            added.rates.append(None)
            unrounded.append(sum((part.amount for part in across), ZERO))
            at += 1
    added.amounts.extend(rounds(unrounded))
    added.places.extend(window)
    added.days.extend(paid.days[window.start : window.stop])
    added.kinds.extend(repeat("deal", len(window)))


def _parts(
    span: TierSpan, adds: Sequence[Decimal], bases: Sequence[Decimal], earned: Sequence[Decimal]
) -> Iterator[tuple[TierPart]]:
    """Return the one part of each deal that is all in one tier: as `TierSpan.part` does, without a call for each."""
    count = len(adds)
    bounds = repeat(span.starts, count), repeat(span.ceiling, count)
    parts = zip(*bounds, adds, bases, repeat(span.rate, count), earned, repeat(span.bound, count), strict=True)
    return zip(map(tuple.__new__, repeat(TierPart), parts), strict=True)


def _retroactive(added: _Added, spans: Sequence[TierSpan], paid: Payable, window: range, rounds: Rounds) -> None:
    """Add what each deal of a window earns at the rate that the volume has then, and what those before it gain."""
    bases = paid.bases[window.start : window.stop]
    volumes = list(accumulate(paid.adds[window.start : window.stop]))
    earned: list[Decimal] = []
    reached: Decimal | None = None
    for start, end, span in _reached(spans, volumes):
        if reached is not None and span.rate != reached:
            unrounded = list(map(mul, bases[:start], repeat(span.share)))
            rerated = rounds(unrounded)
            gains = [now - before for now, before in zip(rerated, earned, strict=True)]
            days = repeat(paid.days[window[start]], start)
            _add(added, "rerated", window[:start], days, gains, span, paid, unrounded)
            added.was.extend(repeat(reached, start))
            earned = rerated
        reached = span.rate
        unrounded = list(map(mul, bases[start:end], repeat(span.share)))
        amounts, run = rounds(unrounded), window[start:end]
        _add(added, "deal", run, paid.days[run.start : run.stop], amounts, span, paid, unrounded)
        added.was.extend(repeat(None, len(run)))
        earned += amounts


def _add(
    added: _Added,
    kind: Kind,
    places: range,
    days: Iterable[date],
    amounts: Sequence[Decimal],
    span: TierSpan,
    paid: Payable,
    unrounded: Sequence[Decimal],
) -> None:
    """Add what the deals of a run earn or gain in the tier that all of them are in."""
    run = slice(places.start, places.stop)
    added.places.extend(places)
    added.days.extend(days)
    added.kinds.extend(repeat(kind, len(places)))
    added.amounts.extend(amounts)
    added.rates.extend(repeat(span.rate, len(places)))
    added.parts.extend(_parts(span, paid.adds[run], paid.bases[run], unrounded))


def _reached(spans: Sequence[TierSpan], volumes: Sequence[Decimal]) -> Iterator[tuple[int, int, TierSpan]]:
    """Yield the runs of volumes that reach the same tier; with `above` the bound itself is in the tier below."""
    find = {"above": bisect_right, "at_least": bisect_left}
    starts = [0, *(find[span.bound](volumes, span.starts) for span in spans[1:])]
    for span, start, end in zip(spans, starts, [*starts[1:], len(volumes)], strict=True):
        if start < end:
            yield start, end, span
