"""Pipedrive: organizations, people and deals, each title with the kind of item before it."""

from typing import Final

from partnerkit.imports.source import STILL_OPEN, ImportSource

SOURCES: Final = (
    ImportSource(
        name="pipedrive-organizations",
        title="Pipedrive organizations",
        rows="partners",
        key="name",
        needs=(("Organization - Name",),),
        columns={
            "name": ("Organization - Name",),
            "type": ("Organization - Partner type", "Organization - Partnership type"),
            "owner": ("Organization - Owner",),
            "partner.website": ("Organization - Website",),
            "partner.address": ("Organization - Full/combined address of Address", "Organization - Address"),
            "partner.country": ("Organization - Country of Address", "Organization - Country"),
        },
    ),
    ImportSource(
        name="pipedrive-people",
        title="Pipedrive people",
        rows="people",
        key="email",
        needs=(("Person - Name",), ("Person - Email", "Person - Email - Work", "Person - Email (Work)")),
        columns={
            "partnership": ("Person - Organization", "Organization - Name"),
            "name": ("Person - Name",),
            "email": ("Person - Email - Work", "Person - Email (Work)", "Person - Email"),
            "title": ("Person - Job title",),
        },
    ),
    ImportSource(
        name="pipedrive-deals",
        title="Pipedrive deals",
        rows="deals",
        key="deal",
        needs=(("Deal - Title",), ("Deal - Value", "Deal - Status", "Deal - Stage")),
        columns={
            "partnership": ("Deal - Partner", "Deal - Partner name", "Deal - Referral partner", "Deal - Reseller"),
            "deal": ("Deal - ID", "Deal - Title"),
            "account": ("Deal - Organization", "Organization - Name", "Deal - Title"),
            "date": ("Deal - Won time", "Deal - Lost time", "Deal - Deal closed on"),
            "amount": ("Deal - Value",),
            "currency": ("Deal - Currency of Value", "Deal - Currency"),
            "status": ("Deal - Status",),
        },
        words={"status": {"open": STILL_OPEN, "deleted": STILL_OPEN._replace(reason="the deal was deleted")}},
    ),
)
