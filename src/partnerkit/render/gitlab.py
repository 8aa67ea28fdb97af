"""Write findings as a Code Quality report of GitLab."""

from typing import Final

from partnerkit.findings import Severity
from partnerkit.findings.inspection import Inspection
from partnerkit.render.fingerprints import fingerprints
from partnerkit.render.json import write
from partnerkit.render.safe import one_line, visible

_SEVERITIES: Final[dict[Severity, str]] = {"error": "major", "warning": "minor"}


def render(inspection: Inspection) -> str:
    """Render the findings, and what a file sets aside as information."""
    return write(
        [
            {
                "description": one_line(finding.text.replace("\n", "; ")),
                "check_name": f"{finding.code} {finding.name}",
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[finding.severity] if finding.reason is None else "info",
                "location": {"path": visible(finding.path), "lines": {"begin": finding.line}},
            }
            for finding, fingerprint in zip(inspection.findings, fingerprints(inspection.findings), strict=True)
        ]
    )
