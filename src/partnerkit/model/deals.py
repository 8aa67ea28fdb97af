"""How a workspace's deals files call their columns."""

from typing import Any

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS
from partnerkit.model.values import Text


def _column(description: str, title: str, **options: Any) -> Any:
    """Return a column that a file may call something else, such as `title`; another one may hold other amounts."""
    return OURS.commercial(None, description=description, examples=[title], **options)


class DealColumns(Section):
    """The column titles in your files, if they differ."""

    deal: Text | None = _column("The name of the deal or refund, unique to its row.", "Deal ID")
    account: Text | None = _column("The company that made the purchase.", "Account Name")
    date: Text | None = _column("The date it was won or refunded.", "Close Date")
    amount: Text | None = _column("The amount after discounts and before tax; negative for refunds.", "Betrag")
    currency: Text | None = _column("The currency of the amounts in the row.", "Currency ISO Code")
    customer: Text | None = _column(
        "The customer that several accounts belong to. Default: the account.", "Parent Account"
    )
    list_price: Text | None = _column("The price before discounts.", "List Price")
    discount: Text | None = _column("The discount off the list price, as an amount.", "Discount")
    cost: Text | None = _column("Our cost, for the margin.", "Cost")
    paid: Text | None = _column("The date the customer paid.", "Payment Date")
    units: Text | None = _column("The number of units sold.", "Seats")
    refunds: Text | None = _column("The deal that this row refunds.", "Refund Of")
    status: Text | None = _column(
        "Whether it's registered, approved, rejected, expired, won or lost. Default: won.", "Stage"
    )
    registered: Text | None = _column("The date the partner registered it.", "Registered On")
    by: Text | None = _column("The person who registered it.", "Registered By")
    protected_until: Text | None = _column("The last day the registration protects the partner.", "Protected Until")
    motion: Text | None = _column("Whether the partner sourced or influenced it.", "Motion")
    product: Text | None = _column("The product sold.", "Product")
    through: Text | None = _column("The distributor it was sold through.", "Distributor")
    with_: Text | None = _column("Another partner that took part.", "Co-sell Partner", alias="with")

    @property
    def titles(self) -> dict[str, str]:
        """The titles that are called something else, by our name of the column."""
        return self.model_dump(by_alias=True, exclude_none=True)


class DealsFiles(Section):
    """How the deals files in `deals/` are read."""

    columns: DealColumns = Field(
        DealColumns.model_construct(), description="The column titles in your files, if they differ."
    )
