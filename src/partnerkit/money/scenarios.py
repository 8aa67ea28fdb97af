"""What terms would pay for deals that have not been won: outcomes, break-even points and cliffs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from partnerkit.dates import days_after
from partnerkit.model.deal import Deal
from partnerkit.model.scenario import RevenueScenario
from partnerkit.money.currencies import rounded
from partnerkit.money.ledger import ledger
from partnerkit.money.postings import Exchange, NotPriced, Posting
from partnerkit.money.terms import Applied
from partnerkit.money.tiers import steps, tier_at
from partnerkit.money.windows import Window

ZERO: Final = Decimal(0)
_SAMPLES: Final = 200
"""How many volumes are tried for a break-even point before it is narrowed down."""


class Flows(NamedTuple):
    """What each side pays the other in one currency, and what could not be worked out."""

    we_pay: Decimal
    they_pay: Decimal
    not_priced: tuple[NotPriced, ...]

    @property
    def to_them(self) -> Decimal:
        """What they get in the end, negative if they pay more than they get."""
        return self.we_pay - self.they_pay


class Cliff(NamedTuple):
    """A volume at which one unit more raises what is paid for all units before it."""

    term: str
    unit: str
    volume: Decimal
    pays: Decimal
    next_pays: Decimal
    currency: str

    @property
    def more(self) -> Decimal:
        """What the one unit more costs."""
        return self.next_pays - self.pays


def planned_deals(scenario: RevenueScenario, count: int, period: Window, currency: str) -> list[Deal]:
    """Return so many deals of a scenario, each of a new customer, spread evenly over a period."""
    return [
        Deal(
            f"deal {number + 1}",
            f"customer {number + 1}",
            day := days_after(period.first, period.days * number // count),
            scenario.amount,
            currency,
            list_price=scenario.list_price,
            cost=scenario.cost,
            units=None if scenario.units is None else Decimal(scenario.units),
            paid=day,
        )
        for number in range(count)
    ]


def flows(terms: Sequence[Applied], deals: Sequence[Deal], until: date, currency: str, exchange: Exchange) -> Flows:
    """Return what the terms come to until a day, all in one currency."""
    book = ledger(terms, deals, until, exchange)
    not_priced = list(book.not_priced)
    paid = {"us": ZERO, "them": ZERO}
    for posting in book.entries:
        assert posting.term.sides is not None
        amount = _in(posting, currency, exchange)
        if amount is None:
            reason = f"there is no exchange rate from {posting.term.currency} to {currency}"
            not_priced.append(NotPriced(None, posting.term.key, reason, None))
        else:
            paid[posting.term.sides[0]] += amount
    return Flows(paid["us"], paid["them"], tuple(dict.fromkeys(not_priced)))


def _in(posting: Posting, currency: str, exchange: Exchange) -> Decimal | None:
    if posting.term.currency == currency:
        return posting.amount
    rate = exchange(posting.term.currency, currency, posting.date)
    return None if rate is None else rounded(rate.of(posting.amount), currency)


def crossings(one: Callable[[int], Decimal], other: Callable[[int], Decimal], most: int) -> Iterator[tuple[int, bool]]:
    """Yield the counts from which one amount is larger than another, or no longer is, up to the largest count.

    Counts are tried at regular distances, so of two that lie between two of these neither is found.
    """

    def is_larger(count: int) -> bool | None:
        difference = one(count) - other(count)
        return None if not difference else difference > 0

    step = max(1, most // _SAMPLES)
    tried = [(count, larger) for count in (*range(0, most, step), most) if (larger := is_larger(count)) is not None]
    for (low, before), (high, after) in pairwise(tried):
        if before == after:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if is_larger(middle) is after else (middle, high)
        yield high, after


def cliffs(terms: Sequence[Applied], per_unit: Callable[[Applied], Decimal | None]) -> Iterator[Cliff]:
    """Yield where one unit more costs more than its own share: where all units before it get a higher rate.

    `per_unit` returns what the percentage is taken of for one unit that a term counts, None where that is not known.
    """
    for applied in terms:
        term, base = applied.term, per_unit(applied)
        if term.method != "retroactive" or base is None:
            continue
        spans = steps(term.tiers, counted=term.unit in ("customers", "units"))
        for tier in term.tiers[1:]:
            before = tier.bound if tier.above is not None else tier.bound - 1
            pays, next_pays = (
                rounded(volume * base * tier_at(spans, volume).share, applied.currency, term.rounding)
                for volume in (before, before + 1)
            )
            yield Cliff(applied.key, term.unit or "money", before, pays, next_pays, applied.currency)
