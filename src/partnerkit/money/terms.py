"""A revenue term of an agreement, with what applying it to deals needs to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.model.agreement import Agreement, RevenueTerm
from partnerkit.model.choices import RevenueBase, Side
from partnerkit.money.deals import Deal

_BY_DEAL: Final = ("referral-fee", "revenue-share", "tiered", "resale-discount")


@dataclass(frozen=True, slots=True)
class Applied:
    """A term as it is applied: its number in the file, its currency, and the days of the agreement.

    `starts` is None where the file does not say when the agreement takes effect, and `ends` where it has no end.
    """

    index: int
    term: RevenueTerm
    currency: str
    starts: date | None
    ends: date | None
    fiscal_year: int = 1

    @property
    def key(self) -> str:
        """Where the term is in the file."""
        return f"agreement.revenue[{self.index}]"

    @property
    def first(self) -> date | None:
        """The first day on which the term is in force, if the file says when it takes effect."""
        given = [day for day in (self.starts, self.term.valid_from) if day is not None]
        return max(given, default=None)

    @property
    def last(self) -> date | None:
        """The last day on which the term is in force; None while there is no end."""
        given = [day for day in (self.ends, self.term.valid_until) if day is not None]
        return min(given, default=None)

    def in_force(self, day: date) -> bool:
        """Whether the term applies to a deal of a day."""
        first, last = self.first, self.last
        return (first is None or first <= day) and (last is None or day <= last)

    @property
    def sides(self) -> tuple[Side, Side] | None:
        """Who pays and who is paid; None where the file does not say."""
        payer, payee = self.term.from_, self.term.to
        if payer is None and payee is None:
            return None
        other: dict[Side, Side] = {"us": "them", "them": "us"}
        return (payer or other[payee or "us"], payee or other[payer or "us"])

    @property
    def pays_by_deal(self) -> bool:
        """Whether deals are what it pays for; a fixed fee and a bare minimum are owed without any."""
        return self.term.model in _BY_DEAL or self.term.rate is not None


def applied(agreement: Agreement | None, currency: str, ends: date | None, fiscal_year: int = 1) -> tuple[Applied, ...]:
    """Return the revenue terms of an agreement, which takes effect with its term, or else when it is signed."""
    if agreement is None:
        return ()
    starts = (agreement.term.starts if agreement.term else None) or agreement.signed
    return tuple(
        Applied(index, term, term.currency or currency, starts, ends, fiscal_year)
        for index, term in enumerate(agreement.revenue)
    )


def base_of(deal: Deal, base: RevenueBase | None) -> Decimal | str:
    """Return what of a deal a percentage is taken of, or the reason why that cannot be told."""
    amount = deal.amount
    if amount is None:
        return "the deal has no amount"
    match base:
        case "gross":
            return deal.list_price if deal.list_price is not None else amount + (deal.discount or Decimal(0))
        case "net":
            return amount
        case "settled":
            return amount if deal.paid else "the deal is not recorded as paid"
        case "margin":
            return amount - deal.cost if deal.cost is not None else "the deal has no cost, so its margin is not known"
        case _:
            return "the term does not say what its percentage is taken of: add `base`"


def in_words(part: Applied) -> Iterator[str]:
    """Yield the rule of a term in words, piece by piece."""
    term = part.term
    if term.model == "resale-discount" and term.rate is not None:
        yield f"list price less {term.rate.normalize():f}%"
    elif term.rate is not None:
        yield f"{term.rate.normalize():f}% of {term.base or 'an unnamed base'}"
    elif term.tiers:
        counted = {"deal": "each deal", "period": "the settlement period", "year": "the contract year", "all": "all deals"}
        yield f"{term.method or 'marginal'} tiers by {term.unit or 'money'} of {counted[term.counts or 'deal']}"
    elif term.amount is not None:
        yield f"{part.currency} {term.amount:f}" + (f" every {term.every}" if term.every and term.every != "once" else "")
    if term.model == "referral-fee":
        yield "once per customer, on the first purchase"
    if term.months is not None:
        start = "the agreement takes effect" if term.counts_from == "agreement" else "the customer's first purchase"
        yield f"for {term.months} months from when {start}" if start[-1] == "t" else f"for {term.months} months from {start}"
