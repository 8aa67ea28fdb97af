"""Crossbeam: the list of partners. Overlaps are lists of accounts, which `overlap` counts and no file keeps."""

from typing import Final

from partnerkit.imports.source import ImportSource

SOURCES: Final = (
    ImportSource(
        name="crossbeam-partners",
        title="Crossbeam partners",
        rows="partners",
        key="name",
        needs=(
            ("Partner", "Partner Name", "Partner Organization", "Partner Organization Name"),
            ("Overlaps", "Total Overlaps", "Overlap Count", "Populations", "Potential Influence", "Partnered"),
        ),
        columns={
            "name": ("Partner", "Partner Name", "Partner Organization", "Partner Organization Name"),
            "type": ("Partner Type", "Partnership Type"),
            "since": ("Partnered", "Partnered On", "Partner Since", "Partnership Start Date"),
            "tags": ("Tags", "Partner Tags"),
            "owner": ("Partner Manager", "Partner Owner", "Owner"),
            "partner.website": ("Partner Domain", "Partner Website", "Domain", "Website"),
        },
    ),
)
