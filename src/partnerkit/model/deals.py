"""How a workspace's deals files call their columns."""

from typing import Any

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS
from partnerkit.model.values import Text


def _column(description: str, title: str, **options: Any) -> Any:
    """Return a column that a file may call something else, such as `title`."""
    return OURS.editorial(None, description=description, examples=[title], **options)


class DealColumns(Section):
    """The titles of the columns in your files, where they are called something else."""

    deal: Text | None = _column("What each deal and each refund is called, different in every row.", "Deal ID")
    account: Text | None = _column("The company that bought.", "Account Name")
    date: Text | None = _column("The day it was won, or refunded.", "Close Date")
    amount: Text | None = _column("The amount after discounts and before tax; negative for a refund.", "Betrag")
    currency: Text | None = _column("The currency of the amounts in the row.", "Currency ISO Code")
    customer: Text | None = _column("What groups the deals of one customer; left out, the account.", "Parent Account")
    list_price: Text | None = _column("The price before discounts.", "List Price")
    discount: Text | None = _column("What was taken off the list price, as an amount.", "Discount")
    cost: Text | None = _column("What it cost us, for the margin.", "Cost")
    paid: Text | None = _column("The day the customer paid.", "Payment Date")
    units: Text | None = _column("The number of units sold.", "Seats")
    refunds: Text | None = _column("The deal that this row takes back.", "Refund Of")
    status: Text | None = _column("registered, approved, rejected, expired, won or lost; left out, won.", "Stage")
    registered: Text | None = _column("The day the partner registered it.", "Registered On")
    by: Text | None = _column("Who registered it.", "Registered By")
    protected_until: Text | None = _column(
        "The last day on which the registration protects the partner.", "Protected Until"
    )
    motion: Text | None = _column("Whether the partner sourced it or influenced it.", "Motion")
    product: Text | None = _column("What was sold.", "Product")
    through: Text | None = _column("The distributor it was sold through.", "Distributor")
    with_: Text | None = _column("Another partner who took part.", "Co-sell Partner", alias="with")

    @property
    def titles(self) -> dict[str, str]:
        """The titles that are called something else, by our name of the column."""
        return self.model_dump(by_alias=True, exclude_none=True)


class DealsFiles(Section):
    """How the deals files in `deals/` are read."""

    columns: DealColumns = Field(
        DealColumns.model_construct(), description="The titles of the columns in your files, where they differ."
    )
