"""Crossbeam: the list of partners, and overlaps. Of the accounts in these, a file keeps nothing but their number."""

from typing import Final

from partnerkit.imports.source import ImportSource, Meanings, SkipRow

_PARTNER: Final = ("Partner", "Partner Name", "Partner Organization", "Partner Organization Name")
_CUSTOMERS: Final[Meanings] = {
    "customers": "customers",
    "customer": "customers",
    **dict.fromkeys(
        ("open opportunities", "open opportunity", "opportunities", "opportunity", "prospects", "prospect"),
        SkipRow("not a customer of both sides"),
    ),
}

SOURCES: Final = (
    ImportSource(
        name="crossbeam-overlaps",
        title="Crossbeam overlaps",
        rows="partners",
        key="name",
        needs=(
            _PARTNER,
            ("Account Name", "Record Name", "Company Name", "Account"),
            ("Population", "Your Population", "My Population", "Our Population"),
            ("Partner Population", "Their Population"),
        ),
        columns={
            "name": _PARTNER,
            "account": ("Account Name", "Record Name", "Company Name", "Account"),
            "ours": ("Your Population", "My Population", "Our Population", "Population"),
            "theirs": ("Partner Population", "Their Population"),
        },
        words={"ours": _CUSTOMERS, "theirs": _CUSTOMERS},
        counted=True,
    ),
    ImportSource(
        name="crossbeam-partners",
        title="Crossbeam partners",
        rows="partners",
        key="name",
        needs=(
            _PARTNER,
            ("Overlaps", "Total Overlaps", "Overlap Count", "Populations", "Potential Influence", "Partnered"),
        ),
        columns={
            "name": _PARTNER,
            "type": ("Partner Type", "Partnership Type"),
            "since": ("Partnered", "Partnered On", "Partner Since", "Partnership Start Date"),
            "tags": ("Tags", "Partner Tags"),
            "owner": ("Partner Manager", "Partner Owner", "Owner"),
            "partner.website": ("Partner Domain", "Partner Website", "Domain", "Website"),
        },
    ),
)
