"""Write findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request."""

from typing import Final, Literal, TypeAlias

from partnerkit.findings import Finding
from partnerkit.findings.inspection import Inspection
from partnerkit.phrasing import listed, plural
from partnerkit.render.safe import visible

_Level: TypeAlias = Literal["error", "warning", "notice"]

_SHOWN: Final[dict[_Level, int]] = {"error": 10, "warning": 10, "notice": 9}
"""How many of each level GitHub shows in one step, less the notice at the end."""


def render(inspection: Inspection) -> str:
    """Render what GitHub shows of the findings, errors first, and a notice that says how many more there are.

    What a file sets aside is a notice of its own.
    """
    lines: list[str] = []
    more: list[str] = []
    for level, most in _SHOWN.items():
        findings = [finding for finding in inspection.findings if _level(finding) == level]
        lines += [_annotation(level, finding) for finding in findings[:most]]
        if len(findings) > most:
            more.append(plural(len(findings) - most, f"more {level}"))
    command = f"partnerkit {inspection.command}" + (f" --at {inspection.at.commit}" if inspection.at else "")
    notice = [f"{listed(more)}: `{command}` lists them all."] if more else []
    notice += [inspection.at.sentence] if inspection.at else []
    lines += [f"::notice::{_data(' '.join(notice))}"] if notice else []
    return "".join(f"{line}\n" for line in lines)


def warning(text: str) -> str:
    """Render a sentence as a warning of the run, which makes no check fail."""
    return f"::warning::{_data(text)}\n"


def _level(finding: Finding) -> _Level:
    return finding.severity if finding.reason is None else "notice"


def _annotation(level: _Level, finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.code} {finding.name}",
    }
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {written}::{_data(finding.text)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
