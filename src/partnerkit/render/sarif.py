"""Write findings as SARIF 2.1.0, for code scanning and editors."""

import os
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from partnerkit import __version__
from partnerkit.findings import Finding
from partnerkit.findings.inspection import Inspection
from partnerkit.findings.manual import Manual
from partnerkit.render.fingerprints import fingerprints
from partnerkit.render.json import write
from partnerkit.render.safe import visible

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "%SRCROOT%"


def render(inspection: Inspection) -> str:
    """Render one run, with the manuals of the codes found as its rules."""
    codes = list(inspection.manuals)
    results = [
        _result(finding, codes.index(finding.code), fingerprint)
        for finding, fingerprint in zip(inspection.findings, fingerprints(inspection.findings), strict=True)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "partnerkit",
                "semanticVersion": __version__,
                "rules": [_rule(manual) for manual in inspection.manuals.values()],
            }
        },
        "automationDetails": {"id": f"partnerkit/{inspection.command}/"},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "utf16CodeUnits",
        "results": results,
        **({"properties": {"at": inspection.at}} if inspection.at else {}),
    }
    return write({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(manual: Manual) -> dict[str, Any]:
    example = (f"Example:\n\n{manual.bad.text}", f"Write instead:\n\n{manual.good.text}")
    fenced = (f"Example:\n\n```yaml\n{manual.bad.text}\n```", f"Write instead:\n\n```yaml\n{manual.good.text}\n```")
    texts = (f"What it finds: {manual.finds}", f"Why it hurts: {manual.hurts}")
    return {
        "id": manual.code,
        "name": manual.name,
        "shortDescription": {"text": manual.title},
        "fullDescription": {"text": f"{manual.finds} {manual.hurts}"},
        "help": {
            "text": visible("\n\n".join((manual.title, *texts, *example))),
            "markdown": visible("\n\n".join((manual.title, *texts, *fenced))),
        },
        "defaultConfiguration": {"level": manual.severity},
    }


def _result(finding: Finding, rule: int, fingerprint: str) -> dict[str, Any]:
    suppression = {"kind": "inSource", "justification": visible(finding.reason or "")}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": _message(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(finding.path),
                    "region": {"startLine": finding.line, "startColumn": _column(finding)},
                }
            }
        ],
        "partialFingerprints": {"partnerkit/v1": fingerprint},
        **({"suppressions": [suppression]} if finding.reason is not None else {}),
    }


def _message(finding: Finding) -> str:
    """Return what is said and what fixes it, without what readers of SARIF take for links and placeholders."""
    text = finding.message + (f"\n{finding.help}" if finding.help else "")
    return re.sub(r"\{([0-9]+)\}", r"{{\1}}", visible(text).replace("](", "] ("))


def _artifact(path: str) -> dict[str, str]:
    if os.path.isabs(path):
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": _ROOT}


def _column(finding: Finding) -> int:
    """Count the column in UTF-16 code units: most readers do, whatever a file says."""
    before = finding.source[: finding.column - 1]
    return finding.column + sum(ord(character) > 0xFFFF for character in before)
