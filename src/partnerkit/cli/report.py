"""What is said about answers: findings, errors and hints."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from partnerkit.errors import PartnerkitError
from partnerkit.findings import Finding
from partnerkit.render.cells import cell_len
from partnerkit.render.safe import one_line

if TYPE_CHECKING:
    from partnerkit.workspace.portfolio import Selection

_EXCERPT: Final = 100
_RED, _YELLOW, _BOLD, _RESET = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


def tell_error(error: PartnerkitError) -> None:
    """Say on standard error why a command is impossible and what to type next."""
    sys.stderr.write(f"error: {one_line(error.message)}\n")
    if error.help:
        sys.stderr.write(f"help: {one_line(error.help)}\n")


def tell_selection(selection: "Selection") -> None:
    """Say on standard error what a command line left out, and what makes reading slow."""
    from partnerkit.reading.yaml_reader import HAS_LIBYAML

    if not HAS_LIBYAML:
        warn("PyYAML has come without libyaml, so that reading takes ten times as long")
    for folder in selection.other_workspaces:
        hint(f"{folder} is a workspace of its own and was left out; name it to ask about it")
    if not selection.files:
        hint("there are no partnership files here; `partnerkit new` writes one")


def warn(text: str) -> None:
    """Say that something is amiss which does not change the answer."""
    sys.stderr.write(f"warning: {one_line(text)}\n")


def hint(text: str) -> None:
    """Say something beside the answer."""
    sys.stderr.write(f"hint: {one_line(text)}\n")


def tell(text: str) -> None:
    """Say on standard error what was done."""
    sys.stderr.write(f"{one_line(text)}\n")


def findings_text(findings: Iterable[Finding], *, color: bool = False) -> str:
    """Write findings with the line they stand on and what mends them."""
    return "".join(f"{line}\n" for finding in findings for line in _lines(finding, color=color))


def _lines(finding: Finding, *, color: bool) -> Iterator[str]:
    place = f"{one_line(finding.path)}:{finding.line}:{finding.column}:"
    code = finding.code if finding.severity == "error" else f"{finding.code} (warning)"
    if color:
        tone = _RED if finding.severity == "error" else _YELLOW
        place, code = f"{_BOLD}{place}{_RESET}", f"{tone}{code}{_RESET}"
    yield f"{place} {code} {one_line(finding.message)}"
    if finding.source:
        yield from _excerpt(finding)
    yield (
        f"help: {one_line(finding.help)} (`partnerkit explain {finding.code}`)"
        if finding.help
        else (f"help: `partnerkit explain {finding.code}`")
    )


def _excerpt(finding: Finding) -> Iterator[str]:
    """The line of the file with a caret, cut around the column where it is long."""
    start = max(0, finding.column - 1 - _EXCERPT // 2) if len(finding.source) > _EXCERPT else 0
    cut = finding.source[start : start + _EXCERPT]
    before, after = cut[: finding.column - 1 - start], cut[finding.column - 1 - start :]
    lead = "…" if start else ""
    tail = "…" if start + _EXCERPT < len(finding.source) else ""
    number = str(finding.line)
    yield f"   {number} | {lead}{one_line(before)}{one_line(after)}{tail}"
    yield f"   {' ' * len(number)} | {' ' * cell_len(lead + one_line(before))}^"
