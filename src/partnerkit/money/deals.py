"""A deal that a partnership brought, as a row of its deals file records it."""

from collections.abc import Iterable
from decimal import Decimal
from operator import attrgetter
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.dates import Day

DealStatus: TypeAlias = Literal["registered", "approved", "rejected", "expired", "won", "lost"]
Motion: TypeAlias = Literal["sourced", "influenced"]


_WON: Final = (None, "won")


class Deal(NamedTuple):
    """A deal, or with `refunds` what a customer got back of one; `row` is its line in the file.

    `date` is the day on which it was won or refunded, and None for a registration that is not won yet. `amount` is
    what was invoiced after discounts and before tax, negative for a refund.
    """

    deal: str
    account: str
    date: Day | None
    amount: Decimal | None
    currency: str | None
    row: int = 0
    customer: str | None = None
    list_price: Decimal | None = None
    discount: Decimal | None = None
    cost: Decimal | None = None
    paid: Day | None = None
    units: Decimal | None = None
    refunds: str | None = None
    status: DealStatus | None = None
    registered: Day | None = None
    by: str | None = None
    protected_until: Day | None = None
    motion: Motion | None = None
    product: str | None = None
    through: str | None = None
    with_: str | None = None

    @property
    def buyer(self) -> str:
        """The customer that `months` and a fee for each customer go by: the account unless the file says otherwise."""
        return self.customer or self.account

    @property
    def is_won(self) -> bool:
        """Whether it counts as revenue: a deal without a status in the file is won."""
        return self.status in _WON


OPEN: Final = ("registered", "approved")
"""The states of a registration that may still become a deal."""


def sold(deals: Iterable[Deal]) -> list[Deal]:
    """Return the deals that are won, refunds left out, in the order in which they count.

    What is won on one day is ordered by size, so neither the order of the rows nor the names in them change what any
    term pays in total.
    """
    won = [
        deal
        for deal in deals
        if deal.status in _WON and deal.refunds is None and deal.date is not None and deal.amount is not None
    ]
    won.sort(key=attrgetter("deal"))
    if any(deal.units is not None for deal in won):
        won.sort(key=lambda deal: deal.units or 0)
    won.sort(key=attrgetter("amount"))
    won.sort(key=attrgetter("date"))
    return won
