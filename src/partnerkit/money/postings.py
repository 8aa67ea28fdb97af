"""The entries of a ledger, and what could not become one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.columns import ByColumn
from partnerkit.model.deal import Deal
from partnerkit.money.terms import Applied
from partnerkit.money.tiers import TierPart

Kind: TypeAlias = Literal["deal", "rerated", "refund", "fee", "true_up"]

ZERO: Final = Decimal(0)


class Posting(NamedTuple):
    """An amount that one term adds on a day; `amount` is rounded and has its sign, refunds are negative.

    `was` is the rate at which a deal was paid until the volume reached another tier. `days` are those that a fee or a
    minimum is for, and all of its period, where it is for part of one. `note` says what else there is to say:
    a cap that was reached, a refund that came too late.
    """

    term: Applied
    kind: Kind
    date: date
    amount: Decimal
    deal: Deal | None = None
    base: Decimal | None = None
    rate: Decimal | None = None
    parts: tuple[TierPart, ...] = ()
    days: tuple[int, int] | None = None
    note: str = ""
    was: Decimal | None = None


class NotPriced(NamedTuple):
    """A deal, or a term without one, that pays an amount that isn't known; `date` is None where it has none.

    An open invoice pays nothing so far.
    """

    deal: str | None
    term: str | None
    reason: str
    date: date | None
    is_open: bool = False


class Unpaid(NamedTuple):
    """A deal that pays nothing, and why: its months are over, or it was influenced; `term` is None for all terms."""

    deal: str
    term: str | None
    reason: str
    date: date


@dataclass(frozen=True, slots=True)
class Postings:
    """All entries up to a day, in their order, and what could not be priced."""

    entries: ByColumn[Posting]
    not_priced: tuple[NotPriced, ...]
    unpaid: tuple[Unpaid, ...]


class Rate(NamedTuple):
    """What turns an amount into another currency, and in words which rate of which day that is."""

    multiply: Decimal
    divide: Decimal
    words: str

    def of(self, amount: Decimal) -> Decimal:
        """Return what an amount comes to, not rounded."""
        return amount * self.multiply / self.divide


Exchange: TypeAlias = Callable[[str, str, date], Rate | None]
"""Returns the rate from one currency to another as of a day, where the workspace has one."""


def no_exchange(_from: str, _to: str, _day: date) -> Rate | None:
    """Return no rate: amounts in different currencies are then never compared."""
    return None
