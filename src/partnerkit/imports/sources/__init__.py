"""The products whose tables need no mapping: one file for each, listed here."""

from typing import Final

from partnerkit.imports.source import ImportSource
from partnerkit.imports.sources import aws, crossbeam, hubspot, own, partnerstack, pipedrive, salesforce

SOURCES: Final[tuple[ImportSource, ...]] = (
    *hubspot.SOURCES,
    *salesforce.SOURCES,
    *pipedrive.SOURCES,
    *partnerstack.SOURCES,
    *crossbeam.SOURCES,
    *aws.SOURCES,
    *own.SOURCES,
)
"""All sources; of two that fit a table equally well, the first is taken."""
