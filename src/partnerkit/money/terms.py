"""A revenue term of an agreement, with what applying it to deals needs to know."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from partnerkit.columns import ByColumn
from partnerkit.model.agreement import Agreement
from partnerkit.model.choices import RevenueBase, RevenueModel, Side, TierVolume
from partnerkit.model.deal import Deal
from partnerkit.model.revenue import RevenueTerm
from partnerkit.phrasing import money, number, plural

_BY_DEAL: Final = ("referral-fee", "revenue-share", "tiered", "resale-discount")


@dataclass(frozen=True, slots=True)
class Applied:
    """A term as it is applied: its number in the file, its currency, and the sides that pay and are paid.

    `starts` is the day on which the agreement takes effect, None where the file does not say. `first` and `last` are
    the days between which the term is in force, None where it is not limited. `sides` are None where the file does
    not say who pays.
    """

    index: int
    term: RevenueTerm
    currency: str
    starts: date | None
    first: date | None
    last: date | None
    sides: tuple[Side, Side] | None
    fiscal_year: int

    @property
    def key(self) -> str:
        """Where the term is in the file."""
        return f"agreement.revenue[{self.index}]"

    @property
    def counts_years_from(self) -> date | None:
        """The day from which contract years are counted, if the file says one."""
        return self.starts or self.term.valid_from

    def in_force(self, day: date) -> bool:
        """Whether the term applies to a deal of a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def pays_by_deal(self) -> bool:
        """Whether deals are what it pays for; a fixed fee and a bare minimum are owed without any."""
        return self.term.model in _BY_DEAL


def apply(
    index: int, term: RevenueTerm, currency: str, starts: date | None, ends: date | None, fiscal_year: int = 1
) -> Applied:
    """Return a term as it is applied in an agreement that takes effect and ends on two days, if they are known."""
    return Applied(
        index,
        term,
        term.currency or currency,
        starts,
        max((day for day in (starts, term.valid_from) if day is not None), default=None),
        min((day for day in (ends, term.valid_until) if day is not None), default=None),
        _sides(term),
        fiscal_year,
    )


_OTHER: Final[Mapping[Side, Side]] = {"us": "them", "them": "us"}


def _sides(term: RevenueTerm) -> tuple[Side, Side] | None:
    if term.from_ is not None:
        return term.from_, _OTHER[term.from_]
    return None if term.to is None else (_OTHER[term.to], term.to)


def starts_of(agreement: Agreement | None) -> date | None:
    """Return the day on which an agreement takes effect: with its term, or else when it is signed."""
    return None if agreement is None else (agreement.term.starts if agreement.term else None) or agreement.signed


def applied(
    revenue: Sequence[RevenueTerm], starts: date | None, ends: date | None, currency: str, fiscal_year: int = 1
) -> tuple[Applied, ...]:
    """Return the revenue terms of an agreement as they are applied between the days on which it starts and ends."""
    return tuple(apply(index, term, currency, starts, ends, fiscal_year) for index, term in enumerate(revenue))


TakesBases: TypeAlias = Callable[[ByColumn[Deal]], Sequence[Decimal | str]]
"""Returns what of each deal that was won a percentage is taken of, or the reason why that isn't known."""


def bases_taker(base: RevenueBase | None, model: RevenueModel) -> TakesBases:
    """Return how the bases of deals are found; a resale discount is taken off the list price."""
    return _list_prices if model == "resale-discount" else _TAKERS.get(base, _no_bases)


def _net(deals: ByColumn[Deal]) -> Sequence[Decimal]:
    return deals.column("amount")


def _gross(deals: ByColumn[Deal]) -> Sequence[Decimal | str]:
    columns = zip(_net(deals), deals.column("list_price"), deals.column("discount"), strict=True)
    return [net + (discount or Decimal(0)) if price is None else price for net, price, discount in columns]


NOT_PAID: Final = "the deal is not recorded as paid"
"""Why an open invoice is not priced: nothing is known to be missing from a volume or a minimum."""


def _settled(deals: ByColumn[Deal]) -> Sequence[Decimal | str]:
    paid = zip(_net(deals), deals.column("paid"), strict=True)
    return [net if day else NOT_PAID for net, day in paid]


def _margins(deals: ByColumn[Deal]) -> Sequence[Decimal | str]:
    unknown = "the deal has no cost, so its margin is not known"
    return [
        unknown if cost is None else net - cost for net, cost in zip(_net(deals), deals.column("cost"), strict=True)
    ]


def _list_prices(deals: ByColumn[Deal]) -> Sequence[Decimal | str]:
    return ["the deal has no list price" if price is None else price for price in deals.column("list_price")]


def _no_bases(deals: ByColumn[Deal]) -> Sequence[str]:
    return ["the term doesn't say what its percentage applies to: add `base`"] * len(deals)


_TAKERS: Final[Mapping[RevenueBase | None, TakesBases]] = {
    "gross": _gross,
    "net": _net,
    "settled": _settled,
    "margin": _margins,
}


def in_words(applied: Applied) -> str:
    """Return the rule of a term in words: `20% of net, for 12 months from the customer's first purchase`."""
    return ", ".join(_words(applied.term, applied.currency))


_VOLUMES: Final[Mapping[TierVolume, str]] = {
    "deal": "of each deal",
    "period": "of the settlement period",
    "year": "of the contract year",
    "all": "of all deals",
}


def _words(term: RevenueTerm, currency: str) -> Iterator[str]:
    if term.model == "resale-discount" and term.rate is not None:
        yield f"list price less {number(term.rate)}%"
    elif term.rate is not None:
        yield f"{number(term.rate)}% of {term.base}"
    elif term.tiers:
        volume = _VOLUMES[term.counts or "deal"]
        yield f"{term.method or 'marginal'} tiers of {term.base}, by {term.unit or 'money'} {volume}"
    elif term.amount is not None:
        every = f" every {term.every}" if term.every not in (None, "once") else ""
        yield f"{money(term.amount, currency)}{every}"
    if term.model == "referral-fee":
        yield "once per customer, for the first purchase"
    if term.months is not None:
        start = "the start of the agreement" if term.counts_from == "agreement" else "the customer's first purchase"
        yield f"for {plural(term.months, 'month')} from {start}"
