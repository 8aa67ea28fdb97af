"""Reports of findings fit the schemas that are published for them."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import PORTFOLIO, TODAY, Ask
from published import FAULTS
from repositories import recording

FILES = {
    # Errors, among them one without a place of its own, one far to the right, and what means something to a reader.
    "part ners/100% a,b & c.yaml": "name: Acme\ntype: integration\nfit:\n  reach: 7\nstgae: grow\n",
    "part ners/Ünïté 東京 🚀.yaml": 'name: Ü\ntype: integration\npeople: {"🚀🚀": {name: "🚀", side: usx}}\n',
    "part ners/empty.yaml": "name: Empty\n",
    "part ners/texts.yaml": 'name: A\ntype: "]]>&<b>"\n"[click](javascript:x)": 1\n"{0}": 2\n',
    # Warnings.
    "part ners/hidden.yaml": "name: Hidden\ntype: alliance\nwhy: a\u200bb\n",
    # Remarks of rules, one of them set aside with its reason.
    "part ners/weekly.yaml": "name: Weekly\ntype: co-marketing\n"
    "agreement: {status: signed, term: {starts: 2026-02-10, months: 12}}\n"
    'lint: {ignore: {PK270: "We <just> stop, 100%"}}\n',
    "part ners/over.yaml": "name: Over\ntype: alliance\nstage: grow\n"
    "agreement: {status: signed, term: {starts: 2020-01-01, months: 12}}\n",
    "partnerkit.yaml": "",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with every severity and odd names."""
    record = recording(tmp_path_factory.mktemp("odd") / "crm")
    for path, text in FILES.items():
        record.write(path, text)
    record.commit("2026-03-01", "Start")
    return record.folder


def _severities(format: str, text: str) -> set[str]:
    """Return the severities that a report has, each by our word."""
    if format == "sarif":
        results = json.loads(text)["runs"][0]["results"]
        return {"ignored" if "suppressions" in result else result["level"] for result in results}
    if format == "gitlab":
        words = {"major": "error", "minor": "warning", "info": "ignored"}
        return {words[issue["severity"]] for issue in json.loads(text)}
    [suite] = ElementTree.fromstring(text)
    said = re.findall(r": PK\d{3} .*", suite.findtext("system-out") or "")
    others = {"ignored" if "(ignored: " in line else "warning" for line in said}
    return others | {"error" for _ in suite.iter("failure")}


@pytest.mark.parametrize("format", FAULTS)
@pytest.mark.parametrize("at", [(), ("--at", "HEAD")], ids=["disk", "commit"])
@pytest.mark.parametrize(
    ("command", "severities"),
    [("validate", {"error", "warning"}), ("lint --show-ignored", {"error", "warning", "ignored"})],
)
def test_a_report_of_every_severity_in_files_with_odd_names_fits_its_schema(
    ask: Ask, workspace: Path, format: str, at: tuple[str, ...], command: str, severities: set[str]
) -> None:
    answer = ask(*command.split(), "--format", format, "--today", TODAY, *at, cwd=workspace)
    assert answer.status == 1
    assert FAULTS[format](answer.out) == []
    assert _severities(format, answer.out) == severities


@pytest.mark.parametrize("format", FAULTS)
@pytest.mark.parametrize("command", ["validate", "lint --select PK270"])
def test_a_report_without_findings_fits_its_schema(ask: Ask, tmp_path: Path, format: str, command: str) -> None:
    (tmp_path / "good.yaml").write_bytes((PORTFOLIO / "partners" / "acme.yaml").read_bytes())
    (tmp_path / "partnerkit.yaml").write_bytes((PORTFOLIO / "partnerkit.yaml").read_bytes())
    answer = ask(*command.split(), "--format", format, "--today", TODAY)
    assert answer.status == 0
    assert FAULTS[format](answer.out) == []
    assert _severities(format, answer.out) == set()


@pytest.mark.parametrize(
    ("format", "report"),
    [
        ("sarif", '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "p"}}, "results": [{"level": "bad"}]}]}'),
        ("sarif", '{"version": "2.1.0", "runs": [{"results": []}]}'),
        ("junit", '<testsuites><testsuite name="a" tests="1" failures="0"/></testsuites>'),
        ("gitlab", '[{"description": "a", "fingerprint": "b", "severity": "minor", "location": {"path": "c"}}]'),
    ],
)
def test_a_schema_finds_what_does_not_fit(format: str, report: str) -> None:
    assert FAULTS[format](report)
