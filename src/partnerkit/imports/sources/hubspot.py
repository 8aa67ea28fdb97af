"""HubSpot: companies, contacts and deals, as its index pages export them."""

from typing import Final

from partnerkit.imports.source import STILL_OPEN, ImportSource

_ID: Final = ("Record ID", "Record Id")
PARTNER: Final = ("Partner", "Partner Name", "Partner Company", "Referral Partner", "Reseller", "Partner Account")

SOURCES: Final = (
    ImportSource(
        name="hubspot-companies",
        title="HubSpot companies",
        rows="partners",
        key="name",
        needs=(("Company name",), (*_ID, "Company Domain Name", "Company owner", "Lifecycle Stage")),
        columns={
            "name": ("Company name",),
            "type": ("Partner Type", "Partnership Type", "Type"),
            "owner": ("Company owner",),
            "partner.website": ("Website URL", "Company Domain Name"),
            "partner.country": ("Country/Region Code", "Country/Region"),
        },
        words={
            "type": {
                "reseller": "distribution",
                "vendor": "supply-chain",
                "prospect": None,
                "partner": None,
                "other": None,
            }
        },
        keep=("type",),
    ),
    ImportSource(
        name="hubspot-contacts",
        title="HubSpot contacts",
        rows="people",
        key="email",
        needs=(("First Name",), ("Last Name",), ("Email",), (*_ID, "Contact owner", "Lead Status", "Lifecycle Stage")),
        columns={
            "partnership": ("Associated Company (Primary)", "Associated Company", "Company Name", "Company name"),
            "first_name": ("First Name",),
            "last_name": ("Last Name",),
            "email": ("Email",),
            "title": ("Job Title",),
            "department": ("Department",),
        },
    ),
    ImportSource(
        name="hubspot-deals",
        title="HubSpot deals",
        rows="deals",
        key="deal",
        needs=(("Deal Name",), ("Deal Stage",)),
        columns={
            "partnership": PARTNER,
            "deal": (*_ID, "Deal Name"),
            "account": ("Associated Company (Primary)", "Associated Company", "Company Name", "Deal Name"),
            "date": ("Close Date",),
            "amount": ("Amount",),
            "currency": ("Currency", "Deal Currency Code"),
            "status": ("Deal Stage",),
        },
        words={
            "status": {
                "closed won": "won",
                "closedwon": "won",
                "closed lost": "lost",
                "closedlost": "lost",
                **dict.fromkeys(
                    (
                        "appointment scheduled",
                        "appointmentscheduled",
                        "qualified to buy",
                        "qualifiedtobuy",
                        "presentation scheduled",
                        "presentationscheduled",
                        "decision maker bought-in",
                        "decisionmakerboughtin",
                        "contract sent",
                        "contractsent",
                    ),
                    STILL_OPEN,
                ),
            }
        },
    ),
)
