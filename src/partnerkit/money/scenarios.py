"""What terms would pay for deals that have not been won: outcomes, break-even points and cliffs."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from partnerkit.columns import ByColumn
from partnerkit.dates import days_after
from partnerkit.model.choices import LimitPeriod, TierVolume
from partnerkit.model.deal import Deal
from partnerkit.model.revenue import RevenueTerm
from partnerkit.model.scenario import RevenueScenario
from partnerkit.money.currencies import rounded
from partnerkit.money.ledger import ledger
from partnerkit.money.postings import ZERO, Exchange, NotPriced
from partnerkit.money.terms import Applied
from partnerkit.money.tiers import steps, tier_at
from partnerkit.money.windows import Window

_ALL: Final = 200
_SAMPLES: Final = 50
_TRIES: Final = 200
_DEALS: Final = 500_000
"""How many counts are all tried for break-even points; of more, how many at first, and how many between them: no more
than make so many deals."""


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
    """A volume at which one unit more changes the rate of all units before it."""

    term: str
    unit: str
    volume: Decimal
    pays: Decimal
    next_pays: Decimal
    currency: str

    @property
    def more(self) -> Decimal:
        """What the one unit more costs, negative if it costs less than nothing."""
        return self.next_pays - self.pays


def planned_deals(scenario: RevenueScenario, count: int, period: Window, currency: str) -> ByColumn[Deal]:
    """Return so many deals of a scenario, each of a new customer, spread evenly over a period."""
    day_of = cache(partial(days_after, period.first))
    days = [day_of(period.days * number // count) for number in range(count)]
    same = {
        "amount": scenario.amount,
        "currency": currency,
        "list_price": scenario.list_price,
        "cost": scenario.cost,
        "units": None if scenario.units is None else Decimal(scenario.units),
    }
    numbers = list(map(str, range(1, count + 1)))
    names = {"deal": [f"deal {number}" for number in numbers], "account": [f"customer {number}" for number in numbers]}
    return ByColumn(
        Deal, count, {**names, "date": days, "paid": days, **{name: [value] * count for name, value in same.items()}}
    )


def flows(terms: Sequence[Applied], deals: ByColumn[Deal], until: date, currency: str, exchange: Exchange) -> Flows:
    """Return what the terms come to until a day, all in one currency."""
    book = ledger(terms, deals, until, exchange)
    not_priced = list(book.not_priced)
    paid = {"us": ZERO, "them": ZERO}
    for term, day, added in zip(*map(book.entries.column, ("term", "date", "amount")), strict=True):
        amount = added if term.currency == currency else _in(term, day, added, currency, exchange)
        if amount is None:
            reason = f"there is no exchange rate from {term.currency} to {currency}"
            not_priced.append(NotPriced(None, term.key, reason, None))
        else:
            paid[term.sides[0]] += amount
    return Flows(paid["us"], paid["them"], tuple(dict.fromkeys(not_priced)))


def _in(term: Applied, day: date, amount: Decimal, currency: str, exchange: Exchange) -> Decimal | None:
    rate = exchange(term.currency, currency, day)
    return None if rate is None else rounded(rate.of(amount), currency)


Amounts: TypeAlias = Callable[[int], Decimal]
"""Returns what an option comes to for so many deals."""


def spacing(most: int) -> int:
    """Return the distance between the counts to start from: few are all tried."""
    return 1 if most <= _ALL else max(1, most // _SAMPLES)


def turning(amount: Amounts, most: int, turns: Iterable[int]) -> set[int]:
    """Return counts between which an amount grows evenly, as far as a limited number of tries finds out.

    Counts are tried at regular distances and beside those where the rate is known to turn; then between them, where
    the amount in the middle is not the middle of the amounts.
    """
    beside = {count + by for count in turns for by in (-1, 0, 1)}
    counts = sorted({*range(0, most, spacing(most)), most, *(count for count in beside if 0 <= count <= most)})
    found, ahead = set(counts), deque(pairwise(counts))
    for _ in range(min(_TRIES, _DEALS // (most + 1))):
        if not ahead:
            break
        low, high = ahead.popleft()
        middle = (low + high) // 2
        if middle == low:
            continue
        found.add(middle)
        before, between, after = amount(low), amount(middle), amount(high)
        if (between - before) * (high - middle) != (after - between) * (middle - low):
            ahead += (low, middle), (middle, high)
    return found


def leads(one: Amounts, other: Amounts, counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the counts from which one amount is larger (1), the same (0) or smaller (-1) than another.

    Between two of the `counts` both grow evenly. The lead that there is from the start is left out.
    """

    @cache
    def lead(count: int) -> int:
        return (one(count) > other(count)) - (one(count) < other(count))

    has_led = lead(counts[0]) != 0
    for low, high in pairwise(counts):
        for count in _changes(lead, low, high):
            if has_led:
                yield count, lead(count)
            has_led = has_led or lead(count) != 0


def _changes(lead: Callable[[int], int], low: int, high: int) -> Iterator[int]:
    if lead(low) == lead(high):
        return
    if high - low == 1:
        yield high
        return
    middle = (low + high) // 2
    yield from _changes(lead, low, middle)
    yield from _changes(lead, middle, high)


def turns(term: Applied, per_deal: Decimal | None, windows: int) -> Iterator[int]:
    """Yield about how many deals it takes to reach each tier of a term; `per_deal` is what one adds to the volume."""
    if per_deal:
        yield from (int(tier.bound / per_deal * windows) for tier in term.term.tiers)


# --- Cliffs -----------------------------------------------------------------------------------------------------------


def cliffs(terms: Sequence[Applied], per_unit: Callable[[Applied], Decimal | None]) -> Iterator[Cliff]:
    """Yield where one unit more changes the rate of all units before it, as far as a cap or a minimum lets it.

    `per_unit` returns what the percentage is taken of for one unit that a term counts, None where that is not known.
    """
    for applied in terms:
        term, base = applied.term, per_unit(applied)
        if term.method != "retroactive" or base is None:
            continue
        spans = steps(term.tiers, counted=term.unit in ("customers", "units"))
        for below, tier in pairwise(term.tiers):
            before = tier.bound if tier.above is not None else tier.bound - 1
            pays, next_pays = (
                rounded(volume * base * tier_at(spans, volume).share, applied.currency, term.rounding)
                for volume in (before, before + 1)
            )
            pays, next_pays = _limited(term, pays, next_pays)
            if tier.rate != below.rate and pays != next_pays:
                yield Cliff(applied.key, term.unit or "money", before, pays, next_pays, applied.currency)


def _limited(term: RevenueTerm, pays: Decimal, next_pays: Decimal) -> tuple[Decimal, Decimal]:
    """Return what is paid at two volumes with the cap and the minimum of a term.

    A cap for a shorter time than the tiers count may be reached several times before: it then limits what is added.
    """
    counted = _LENGTHS.index(term.counts or "deal")
    if term.cap is not None:
        if _LENGTHS.index(term.cap_per or "total") >= counted:
            pays, next_pays = min(pays, term.cap), min(next_pays, term.cap)
        else:
            next_pays = min(next_pays, pays + term.cap)
    if term.minimum is not None and _LENGTHS.index(term.minimum_per or "period") == counted:
        pays, next_pays = max(pays, term.minimum), max(next_pays, term.minimum)
    return pays, next_pays


_LENGTHS: Final[Sequence[TierVolume | LimitPeriod]] = ("deal", "period", "year", "all", "total")
"""For how long tiers and limits count, the shortest first."""
