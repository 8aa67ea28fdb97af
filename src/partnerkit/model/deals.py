"""How a workspace's deals files call their columns."""

from typing import Annotated, Literal, TypeAlias

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS
from partnerkit.model.values import Meanings, Text

DealColumn: TypeAlias = Annotated[
    Literal[
        "deal",
        "account",
        "date",
        "amount",
        "currency",
        "customer",
        "list_price",
        "discount",
        "cost",
        "paid",
        "units",
        "refunds",
        "status",
        "registered",
        "by",
        "protected_until",
        "motion",
        "product",
        "through",
        "with",
    ],
    Meanings(
        {
            "deal": "the name of the deal, different in every row",
            "account": "the company that bought",
            "date": "the day it was won, or refunded",
            "amount": "the amount after discounts and before tax; negative for a refund",
            "currency": "the currency of the amounts in the row",
            "customer": "what groups the deals of one customer; left out, the account",
            "list_price": "the price before discounts",
            "discount": "what was taken off the list price, as an amount",
            "cost": "what it cost us, for the margin",
            "paid": "the day the customer paid",
            "units": "the number of units sold",
            "refunds": "the deal that this row takes back",
            "status": "registered, approved, rejected, expired, won or lost; left out, won",
            "registered": "the day the partner registered it",
            "by": "who registered it",
            "protected_until": "the last day on which the registration protects the partner",
            "motion": "sourced by the partner, or influenced",
            "product": "what was sold",
            "through": "the distributor it was sold through",
            "with": "another partner who took part",
        }
    ),
]


class DealsFiles(Section):
    """How the deals files in `deals/` are read."""

    columns: dict[DealColumn, Text] = OURS.editorial(
        {},
        description="The titles of the columns in your files, where they are called something else.",
        examples=[{"amount": "Betrag", "account": "Kunde"}],
    )
