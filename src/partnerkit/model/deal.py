"""A deal that a partnership brought, as a row of its deals file records it."""

from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias
from unicodedata import normalize

Day: TypeAlias = date
"""A day of the calendar, where a field itself is called `date`."""

DealStatus: TypeAlias = Literal["registered", "approved", "rejected", "expired", "won", "lost"]
Motion: TypeAlias = Literal["sourced", "influenced"]

WON: Final[tuple[DealStatus | None, ...]] = (None, "won")
"""A deal without a status in the file is won."""

OPEN: Final[tuple[DealStatus | None, ...]] = ("registered", "approved")
"""The states of a registration that may still become a deal."""


def account_key(account: str) -> str:
    """Return what an account is recognized by, whatever its case and spaces."""
    return " ".join((account if account.isascii() else normalize("NFC", account)).casefold().split())


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
        """Whether it counts as revenue."""
        return self.status in WON

    @property
    def is_registration(self) -> bool:
        """Whether the row says that a partner registered an account, whatever came of it."""
        return self.refunds is None and (self.registered is not None or self.status not in WON)
