"""Salesforce: reports with the labels of fields, and exports of the API with their names."""

from typing import Final

from partnerkit.imports.source import STILL_OPEN, ImportSource, Meanings

_PARTNER: Final = (
    "Partner Account: Account Name",
    "Partner Account",
    "Partner Account Name",
    "Primary Partner",
    "Partner",
    "Partner Name",
    "PartnerAccount.Name",
    "Partner_Account__r.Name",
)
_TYPES: Final[Meanings] = {
    "technology partner": "integration",
    "channel partner / reseller": "distribution",
    "channel partner": "distribution",
    "reseller": "distribution",
    "distributor": "distribution",
    "supplier": "supply-chain",
    "vendor": "supply-chain",
    "partner": None,
    "installation partner": None,
    "integrator": None,
    "analyst": None,
    "competitor": None,
    "customer": None,
    "customer - direct": None,
    "customer - channel": None,
    "investor": None,
    "press": None,
    "prospect": None,
    "other": None,
}
_STAGES: Final[Meanings] = {
    "closed won": "won",
    "closed lost": "lost",
    **dict.fromkeys(
        (
            "prospecting",
            "qualification",
            "needs analysis",
            "value proposition",
            "id. decision makers",
            "perception analysis",
            "proposal/price quote",
            "negotiation/review",
        ),
        STILL_OPEN,
    ),
}
_DEALS: Final = {
    "partnership": _PARTNER,
    "account": ("Account Name", "Account: Account Name", "Account.Name"),
    "currency": ("Amount Currency", "Opportunity Currency", "Currency", "Amount (converted) Currency"),
    "date": ("Close Date", "CloseDate"),
    "amount": ("Amount", "Amount (converted)"),
    "status": ("Stage", "StageName"),
}

SOURCES: Final = (
    ImportSource(
        name="salesforce-accounts",
        title="a Salesforce report on accounts",
        rows="partners",
        key="name",
        needs=(("Account Name", "Account: Account Name"),),
        columns={
            "name": ("Account Name", "Account: Account Name"),
            "type": ("Partner Type", "Partnership Type", "Type", "Account Type", "Account: Type"),
            "owner": ("Account Owner", "Account: Account Owner", "Account Owner: Full Name"),
            "partner.website": ("Website", "Account: Website"),
            "partner.country": (
                "Billing Country Code",
                "Billing Country",
                "Billing Country/Territory",
                "Billing Country (text only)",
                "Account: Billing Country",
            ),
        },
        words={"type": _TYPES},
        keep=("type",),
    ),
    ImportSource(
        name="salesforce-contacts",
        title="a Salesforce report on contacts",
        rows="people",
        key="email",
        needs=(("Account Name", "Account: Account Name"), ("Last Name", "Contact: Last Name"), ("Email",)),
        columns={
            "partnership": ("Account Name", "Account: Account Name"),
            "first_name": ("First Name", "Contact: First Name"),
            "last_name": ("Last Name", "Contact: Last Name"),
            "email": ("Email",),
            "title": ("Title",),
            "department": ("Department",),
        },
    ),
    ImportSource(
        name="salesforce-opportunities",
        title="a Salesforce report on opportunities",
        rows="deals",
        key="deal",
        needs=(("Opportunity Name",), ("Stage",), ("Close Date",)),
        columns={**_DEALS, "deal": ("Opportunity ID", "Opportunity: Opportunity ID", "Opportunity Name")},
        words={"status": _STAGES},
    ),
    ImportSource(
        name="salesforce-account-records",
        title="Salesforce accounts from the API",
        rows="partners",
        key="name",
        needs=(("Name",), ("Id", "OwnerId", "BillingCountry", "BillingCountryCode", "AccountSource", "IsPartner")),
        columns={
            "name": ("Name",),
            "type": ("Type",),
            "owner": ("Owner.Name",),
            "partner.website": ("Website",),
            "partner.country": ("BillingCountryCode", "BillingCountry"),
        },
        words={"type": _TYPES},
        keep=("type",),
    ),
    ImportSource(
        name="salesforce-contact-records",
        title="Salesforce contacts from the API",
        rows="people",
        key="email",
        needs=(("LastName",), ("Email",), ("AccountId", "Account.Name")),
        columns={
            "partnership": ("Account.Name",),
            "first_name": ("FirstName",),
            "last_name": ("LastName",),
            "email": ("Email",),
            "title": ("Title",),
            "department": ("Department",),
        },
    ),
    ImportSource(
        name="salesforce-opportunity-records",
        title="Salesforce opportunities from the API",
        rows="deals",
        key="deal",
        needs=(("Name",), ("StageName",), ("CloseDate",)),
        columns={
            **_DEALS,
            "deal": ("Id", "Name"),
            "account": ("Account.Name", "AccountId"),
            "currency": ("CurrencyIsoCode",),
        },
        words={"status": _STAGES},
    ),
)
