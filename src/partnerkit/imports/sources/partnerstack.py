"""PartnerStack: the list of all partners, and transactions."""

from typing import Final

from partnerkit.imports.source import ImportSource

_PARTNER: Final = ("Partner", "Partner Name", "Partner Team", "Team Name", "partner_name", "Partner Key", "partner_key")

SOURCES: Final = (
    ImportSource(
        name="partnerstack-partners",
        title="PartnerStack partners",
        rows="partners",
        key="name",
        needs=(
            ("Partner", "Partner Name", "Team Name", "Company Name"),
            ("Group", "Partner Group"),
            ("Signups", "Paid customers", "Signed up", "Last active", "Partner Key"),
        ),
        columns={
            "name": ("Company Name", "Team Name", "Partner Name", "Partner"),
            "type": ("Partner Type", "Partnership Type"),
            "since": ("Signed up", "Joined", "Joined At", "Created At", "Created"),
            "partner.website": ("Website",),
            "partner.country": ("Country",),
        },
    ),
    ImportSource(
        name="partnerstack-transactions",
        title="PartnerStack transactions",
        rows="deals",
        key="deal",
        needs=(
            _PARTNER,
            ("Customer", "Customer Name", "Customer Key", "Customer Email", "customer_key", "customer_email"),
            ("Amount", "Transaction Amount", "Amount (USD)", "Amount USD", "amount"),
            ("Transaction Key", "Key", "transaction_key", "Created", "Created At", "created_at"),
        ),
        columns={
            "partnership": _PARTNER,
            "deal": ("Transaction Key", "transaction_key", "Key", "Transaction ID"),
            "account": (
                *("Customer Name", "customer_name", "Customer", "Customer Email", "customer_email", "Customer Key"),
                "customer_key",
            ),
            "date": ("Created", "Created At", "created_at", "Transaction Date", "Date"),
            "amount": ("Transaction Amount", "Amount", "Amount (USD)", "Amount USD"),
            "currency": ("Currency", "Transaction Currency"),
            "product": ("Product Key", "product_key", "Category Key", "category_key"),
        },
    ),
)
