"""Write findings for a terminal: each with its line of the file and what fixes it."""

from collections.abc import Iterable, Iterator
from typing import Final

from partnerkit.findings import Finding
from partnerkit.findings.inspection import Inspection
from partnerkit.render.cells import cell_len
from partnerkit.render.safe import one_line
from partnerkit.render.screen import Screen

_EXCERPT: Final = 100
"""As many characters of a line are shown."""

# Rich would give the same colors, and take longer to import than most files take to check.
_RED, _YELLOW, _BOLD, _RESET = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


def render(inspection: Inspection, screen: Screen) -> str:
    """Render what was found, one finding after the other, and the commit that it is from."""
    recorded = f"{inspection.at.sentence}\n" if inspection.at else ""
    return text_of(inspection.findings, color=screen.color) + recorded


def text_of(findings: Iterable[Finding], *, color: bool = False) -> str:
    """Write findings, each on lines of its own."""
    return "".join(f"{line}\n" for finding in findings for line in _lines(finding, color=color))


def _lines(finding: Finding, *, color: bool) -> Iterator[str]:
    place = f"{one_line(finding.path)}:{finding.line}:{finding.column}:"
    code = finding.code if finding.severity == "error" else f"{finding.code} (warning)"
    if color:
        tone = _RED if finding.severity == "error" else _YELLOW
        place, code = f"{_BOLD}{place}{_RESET}", f"{tone}{code}{_RESET}"
    ignored = f" (ignored: {finding.reason})" if finding.reason else ""
    yield f"{place} {code} {one_line(finding.message + ignored)}"
    if finding.source:
        yield from _excerpt(finding)
    manual = f"`partnerkit explain {finding.code}`"
    yield f"help: {one_line(finding.help)} ({manual})" if finding.help else f"help: {manual}"


def _excerpt(finding: Finding) -> Iterator[str]:
    """Yield the line of the file with a caret below, cut around the column if it is long."""
    start = max(0, finding.column - 1 - _EXCERPT // 2) if len(finding.source) > _EXCERPT else 0
    cut = finding.source[start : start + _EXCERPT]
    at = finding.column - 1 - start
    before, after = one_line(cut[:at]), one_line(cut[at:])
    lead = "…" if start else ""
    tail = "…" if start + _EXCERPT < len(finding.source) else ""
    number = str(finding.line)
    yield f"   {number} | {lead}{before}{after}{tail}"
    yield f"   {' ' * len(number)} | {' ' * (len(lead) + cell_len(before))}^"
