"""PartnerStack: the list of all partners, and transactions."""

from typing import Final

from partnerkit.imports.source import ImportSource

_PARTNER: Final = ("Partner", "Partner Name", "Partner Team", "Team Name", "Partner Key")
_CUSTOMER: Final = ("Customer Name", "Customer", "Customer Email", "Customer Key")
_API_PARTNER: Final = ("partner_name", "partner_key", "partner_email", "partner.name", "partner.key")
_API_CUSTOMER: Final = (
    *("customer_name", "customer_email", "customer_key", "customer.name", "customer.email", "customer.key"),
)
_API_AMOUNT: Final = ("amount", "amount_usd")

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
        name="partnerstack-transaction-records",
        title="PartnerStack transactions from the API, with amounts in cents",
        rows="deals",
        key="deal",
        needs=(
            ("transaction_key", "partner_key", "customer_key", "partner.key", "customer.key"),
            (*_API_PARTNER, *_PARTNER),
            (*_API_CUSTOMER, *_CUSTOMER),
            _API_AMOUNT,
        ),
        columns={
            "partnership": (*_API_PARTNER, *_PARTNER),
            "deal": ("transaction_key", "key", "Transaction Key", "Transaction ID"),
            "account": (*_API_CUSTOMER, *_CUSTOMER),
            "date": ("created_at", "Created", "Created At", "Transaction Date", "Date"),
            "amount": _API_AMOUNT,
            "currency": ("currency", "Transaction Currency"),
            "product": ("product_key", "Product Key", "category_key", "Category Key"),
        },
        in_cents=_API_AMOUNT,
    ),
    ImportSource(
        name="partnerstack-transactions",
        title="PartnerStack transactions",
        rows="deals",
        key="deal",
        needs=(
            _PARTNER,
            _CUSTOMER,
            ("Amount", "Transaction Amount", "Amount (USD)", "Amount USD"),
            ("Transaction Key", "Key", "Created", "Created At"),
        ),
        columns={
            "partnership": _PARTNER,
            "deal": ("Transaction Key", "Key", "Transaction ID"),
            "account": _CUSTOMER,
            "date": ("Created", "Created At", "Transaction Date", "Date"),
            "amount": ("Transaction Amount", "Amount", "Amount (USD)", "Amount USD"),
            "currency": ("Currency", "Transaction Currency"),
            "product": ("Product Key", "Category Key"),
        },
    ),
)
