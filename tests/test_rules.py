import re
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, TODAY, Ask
from partnerkit.findings import Finding, catalogue
from partnerkit.findings.manual import Example, Manual
from partnerkit.model.values import parse_date
from partnerkit.rules.catalogue import MANUALS, PORTFOLIO_RULES, RULES
from partnerkit.rules.lint import lint
from partnerkit.rules.selection import choose
from partnerkit.store.places import Places
from partnerkit.store.portfolio import collect, select

EXAMPLES = ROOT / "tests" / "examples" / "rules"
MARK = re.compile(r"# (PK[0-9]{3}(?:, PK[0-9]{3})*)$")

every_manual = pytest.mark.parametrize("manual", MANUALS, ids=lambda manual: f"{manual.code}-{manual.name}")


def _written(example: Example, folder: Path) -> Path:
    for name, content in example.files.items():
        assert isinstance(content, str)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def _found(path: Path) -> list[Finding]:
    """What all rules together find in a file or folder, which must be valid."""
    collected = collect(select([str(path)]))
    assert collected.findings == ()
    today = parse_date(TODAY)
    assert today is not None
    places = Places()
    findings = []
    for found in lint(collected.portfolio, today, choose(collected.portfolio.workspace.lint)):
        file = collected.workspace_file if found.partnership is None else collected.paths[found.partnership]
        assert file is not None
        if found.reason is None:
            spot = places.find(file, found.remark.at, key=found.remark.about_key)
            findings.append(Finding(file, spot.line, spot.column, found.rule.code, found.message, found.rule.severity))
    return findings


@every_manual
def test_the_bad_example_is_found_where_it_says(manual: Manual, tmp_path: Path) -> None:
    found = [finding for finding in _found(_written(manual.bad, tmp_path)) if finding.code == manual.code]
    *_, last = manual.bad.files
    assert [(Path(finding.path).name, (finding.line, finding.column)) for finding in found] == [(last, manual.bad.at)]


@every_manual
def test_the_good_example_is_not_found(manual: Manual, tmp_path: Path) -> None:
    assert manual.code not in {finding.code for finding in _found(_written(manual.good, tmp_path))}


@pytest.mark.parametrize("case", sorted(EXAMPLES.glob("*/*")), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_an_example_file_is_found_on_the_lines_that_are_marked(case: Path) -> None:
    """A case is a file or a folder below the rule's; a line where the rule finds something ends in `# CODE`."""
    code = case.parent.name[:5]
    marked = {
        (file.name, number)
        for file in ([case] if case.is_file() else case.glob("*.yaml"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if (mark := MARK.search(line)) and code in mark.group(1).split(", ")
    }
    assert bool(marked) == case.name.startswith("bad")
    assert {(Path(found.path).name, found.line) for found in _found(case) if found.code == code} == marked


def test_every_rule_has_a_bad_and_a_good_example_file() -> None:
    folders = {f"{manual.code}-{manual.name}" for manual in MANUALS}
    assert {folder.name for folder in EXAMPLES.iterdir()} == folders
    for folder in EXAMPLES.iterdir():
        kinds = {case.name.split("-")[0].split(".")[0] for case in folder.iterdir()}
        assert kinds == {"bad", "good"}, folder.name


def test_every_rule_module_is_listed_and_is_called_after_its_rule() -> None:
    listed = {rule.manual.name.replace("-", "_") for rule in RULES} | {
        rule.manual.name.replace("-", "_") for rule in PORTFOLIO_RULES
    }
    source = ROOT / "src" / "partnerkit" / "rules"
    modules = {path.stem for path in source.glob("*.py") if "\nmanual: Final = " in path.read_text(encoding="utf-8")}
    assert listed == modules


def test_codes_and_names_are_unique_and_every_manual_is_told_in_sentences() -> None:
    manuals = (*catalogue.MANUALS, *MANUALS)
    words = [word for manual in manuals for word in (manual.code, manual.name)]
    assert len(words) == len(set(words))
    for manual in MANUALS:
        assert re.fullmatch(r"PK2[0-9]{2}", manual.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", manual.name)
        for sentence in (manual.title, manual.finds, manual.hurts):
            assert re.fullmatch(r"[A-Z`0-9][^\n]*[.]", sentence)


@every_manual
def test_a_rule_can_be_explained(manual: Manual, ask: Ask) -> None:
    answer = ask("explain", manual.name)
    assert answer.status == 0
    assert f"{manual.code} {manual.name}" in answer.out


def test_the_list_of_rules_is_part_of_the_list_of_codes(ask: Ask) -> None:
    listed = ask("explain", "--format", "csv").out
    assert all(f"{manual.code},{manual.name}" in listed for manual in MANUALS)


def test_a_rule_reads_well_when_explained(ask: Ask, snapshot: Any) -> None:
    assert ask("explain", "unowned-critical-bucket").out == snapshot
