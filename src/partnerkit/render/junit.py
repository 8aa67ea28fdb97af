"""Write findings as a JUnit report: each file is a test, which fails if the file has an error."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from partnerkit.findings import Finding
from partnerkit.findings.inspection import Inspection
from partnerkit.phrasing import plural
from partnerkit.render.findings import text_of
from partnerkit.render.safe import one_line, visible

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(inspection: Inspection) -> str:
    """Render one suite, with a test for each file; warnings and ignored findings don't fail a test, and are its output.

    The suite has the day of the answer and took no time, so the same files give the same bytes.
    """
    in_files: dict[str, list[Finding]] = {path: [] for path in inspection.paths}
    for finding in inspection.findings:
        in_files.setdefault(finding.path, []).append(finding)
    errors = {path: [each for each in found if _is_failure(each)] for path, found in in_files.items()}
    counts = f'tests="{len(in_files)}" failures="{sum(map(bool, errors.values()))}" errors="0" skipped="0" time="0"'
    suite = f'name="partnerkit {inspection.command}" package="partnerkit" id="0" hostname="localhost"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<testsuites>",
        f'<testsuite {suite} timestamp="{inspection.today}T00:00:00" {counts}>',
        *_properties(inspection),
        *(line for path, found in errors.items() for line in _test(path, inspection.command, found)),
        f"<system-out>{_text(text_of(each for each in inspection.findings if not _is_failure(each)))}</system-out>",
        "<system-err></system-err>",
        "</testsuite>",
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _is_failure(finding: Finding) -> bool:
    return finding.severity == "error" and finding.reason is None


def _properties(inspection: Inspection) -> Iterator[str]:
    recorded = {"commit": inspection.at.commit, "date": str(inspection.at.date)} if inspection.at else {}
    yield "<properties>"
    yield from (f"<property name={_attribute(name)} value={_attribute(value)}/>" for name, value in recorded.items())
    yield "</properties>"


def _test(path: str, command: str, errors: Iterable[Finding]) -> Iterator[str]:
    start = f'<testcase name={_attribute(path)} classname="partnerkit.{command}" time="0"'
    found = list(errors)
    if not found:
        yield f"{start}/>"
        return
    first = f"{found[0].line}:{found[0].column}: {found[0].code} {found[0].message}"
    message = first if len(found) == 1 else f"{plural(len(found), 'error')}, the first at {first}"
    yield f"{start}>"
    yield f"<failure type={_attribute(found[0].code)} message={_attribute(message)}>{_text(text_of(found))}</failure>"
    yield "</testcase>"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", visible(text)))


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", one_line(text)))
