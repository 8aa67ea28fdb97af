"""Every finding code that there is, in the order of the codes."""

from typing import Final

from partnerkit.findings import files, reading, references, values
from partnerkit.findings.manual import Manual

MANUALS: Final[tuple[Manual, ...]] = tuple(
    sorted(
        (*values.MANUALS, *references.MANUALS, *reading.MANUALS, *files.MANUALS),
        key=lambda manual: manual.code,
    )
)
