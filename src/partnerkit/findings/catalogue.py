"""Every finding code, in the order of the codes."""

from collections.abc import Iterable
from typing import Final

from partnerkit.findings import Finding, deals, files, reading, references, values
from partnerkit.findings.manual import Manual

MANUALS: Final[tuple[Manual, ...]] = tuple(
    sorted(
        (*values.MANUALS, *references.MANUALS, *reading.MANUALS, *files.MANUALS, *deals.MANUALS),
        key=lambda manual: manual.code,
    )
)


def named(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give each finding the name of its manual."""
    names = {manual.code: manual.name for manual in MANUALS}
    return tuple(finding._replace(name=names[finding.code]) for finding in findings)
