import json
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, TODAY, Ask, few
from partnerkit.findings import Finding
from partnerkit.findings.catalogue import MANUALS
from partnerkit.findings.manual import Example, Manual
from partnerkit.rules.catalogue import MANUALS as RULE_MANUALS
from partnerkit.workspace.checking import check
from partnerkit.workspace.paths import find_named
from partnerkit.workspace.portfolio import WorkspaceError, select
from test_rules import mistakes

_CODE = re.compile(r"PK[0-9]{3}")

EVERY_MANUAL = (*MANUALS, *RULE_MANUALS)

every_manual = pytest.mark.parametrize("manual", EVERY_MANUAL, ids=lambda manual: f"{manual.code}-{manual.name}")


def _written(example: Example, folder: Path) -> Path:
    for name, content in example.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def _findings(*paths: Path) -> tuple[Finding, ...]:
    try:
        return check(select(find_named([str(path) for path in paths]))).findings
    except WorkspaceError as error:
        return error.findings


def _unreadable(folder: Path) -> Path:
    """The one example that no text can be: a link."""
    (folder / "elsewhere.txt").write_text("name: Acme\ntype: alliance\n")
    link = folder / "acme.yaml"
    link.symlink_to("elsewhere.txt")
    return link


def _folder_of(manual: Manual, folder: Path) -> Path:
    return _unreadable(folder) if manual.code == "PK120" else _written(manual.bad, folder)


def _found(manual: Manual, path: Path) -> tuple[Finding, ...]:
    """What reading finds; for the manual of a rule, what that rule does, for others may find something there too."""
    if manual in RULE_MANUALS:
        return tuple(found for found in mistakes(path) if found.code == manual.code)
    return _findings(path)


@every_manual
def test_the_bad_example_is_found_where_it_says(manual: Manual, tmp_path: Path) -> None:
    findings = _found(manual, _folder_of(manual, tmp_path))
    if manual.code == "PK122":
        # Of anything that is too much, some is reported too.
        assert len({found.code for found in findings}) == 2
        findings = tuple(found for found in findings if found.code == manual.code)
    assert {(found.code, found.severity) for found in findings} == {(manual.code, manual.severity)}
    assert (findings[0].line, findings[0].column) == manual.bad.at
    if manual in RULE_MANUALS:
        *_, last = manual.bad.files
        assert [Path(found.path).resolve().relative_to(tmp_path.resolve()).as_posix() for found in findings] == [last]


@every_manual
def test_the_good_example_gives_no_finding(manual: Manual, tmp_path: Path) -> None:
    assert _found(manual, _written(manual.good, tmp_path)) == ()


def test_every_code_of_the_source_has_a_manual_and_every_manual_a_code() -> None:
    sources = [
        path
        for folder in ("model", "reading", "store", "workspace")
        for path in (ROOT / "src" / "partnerkit" / folder).rglob("*.py")
    ]
    raised = {code for path in sources for code in _CODE.findall(path.read_text(encoding="utf-8"))}
    assert raised == {manual.code for manual in MANUALS}


def test_a_code_has_one_manual_and_a_new_rule_finds_a_code_of_its_subject() -> None:
    taken = [manual.code for manual in EVERY_MANUAL]
    of_subjects = [
        [f"PK{tens}{one}" for tens in (subject, subject + 10) for one in range(10)] for subject in range(20, 30)
    ]
    free = [next(code for code in codes if code not in taken) for codes in of_subjects]
    assert sorted(taken) == sorted(set(taken)), f"the first free code of each subject: {', '.join(free)}"


def test_names_are_unique_and_well_formed() -> None:
    names = [manual.name for manual in EVERY_MANUAL]
    assert sorted(names) == sorted(set(names))
    for manual in EVERY_MANUAL:
        assert _CODE.fullmatch(manual.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", manual.name)
        for sentence in (manual.title, manual.finds, manual.hurts):
            assert re.fullmatch(r"[A-Z`0-9][^\n]*[.]", sentence)


@pytest.mark.searched
@pytest.mark.parametrize("manual", few(EVERY_MANUAL, 5), ids=lambda manual: manual.code)
def test_a_manual_can_be_asked_for_in_every_spelling(manual: Manual, ask: Ask) -> None:
    [answer] = {ask("explain", word) for word in (manual.code, manual.code.lower(), manual.name)}
    assert answer.status == 0
    assert f"{manual.code} {manual.name}" in answer.out


@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "csv", "json"])
def test_a_manual_reads_well_in_every_format(ask: Ask, snapshot: Any, format: str) -> None:
    assert ask("explain", "PK002", "--today", TODAY, "--format", format).out == snapshot


def test_one_code_is_the_same_row_of_a_spreadsheet_as_in_the_list(ask: Ask) -> None:
    titles, row = ask("explain", "not-a-rating", "--format", "csv").out.splitlines()
    assert titles == "Code,Name,Severity,What is wrong,What it finds,Why it hurts"
    assert {titles, row} < set(ask("explain", "--format", "csv").out.splitlines())


def test_the_list_of_codes_reads_well(ask: Ask, snapshot: Any) -> None:
    assert ask("explain").out == snapshot


def test_the_list_of_codes_is_there_for_programs(ask: Ask) -> None:
    answer = json.loads(ask("explain", "--today", TODAY, "--format", "json").out)
    assert (answer["command"], answer["today"]) == ("explain", TODAY)
    assert [found["code"] for found in answer["findings"]] == [manual.code for manual in EVERY_MANUAL]


@pytest.mark.parametrize(
    ("word", "help"),
    [
        ("PK0002", "did you mean `PK002`?"),
        ("not-a-ratting", "did you mean `not-a-rating`?"),
        ("zzz", "lists them all"),
        ("PK999", "lists them all"),
    ],
)
def test_an_unknown_code_says_what_to_type(ask: Ask, word: str, help: str) -> None:
    answer = ask("explain", word)
    assert (answer.status, answer.out) == (2, "")
    assert help in answer.err


def test_hidden_characters_of_an_example_are_shown_and_not_sent(ask: Ask) -> None:
    assert "\\u2028stage: exit" in ask("explain", "hidden-character").out


def test_every_help_of_a_finding_names_a_code_that_can_be_explained(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\nfit: {reach: 7}\n")
    [code] = set(re.findall(r"partnerkit explain (\w+)", ask("validate", tmp_path).out))
    assert ask("explain", code).status == 0
