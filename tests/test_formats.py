"""The table of formats, and the formats of findings that other tools read."""

import csv
import json
import os
import re
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest
import vobject  # type: ignore[import-untyped]  # has none
from hypothesis import given
from hypothesis import strategies as st

from conftest import PORTFOLIO, TODAY, Ask, examples
from partnerkit.cli.app import COMMANDS
from partnerkit.cli.formats import FORMATS, format_of, formats_for
from partnerkit.documents import (
    Cell,
    Column,
    Document,
    Heading,
    Headline,
    Headlines,
    Money,
    Percent,
    Quantity,
    Range,
    Table,
)
from partnerkit.drafts.locales import locale_for
from partnerkit.findings import Finding
from partnerkit.findings.catalogue import MANUALS
from partnerkit.findings.inspection import Inspection
from partnerkit.phrasing import money
from partnerkit.render import csv as sheet
from partnerkit.render import findings as screen_findings
from partnerkit.render import github, gitlab, html, icalendar, junit, markdown, sarif, terminal
from partnerkit.render.screen import Screen
from partnerkit.results import Recorded
from partnerkit.rules.catalogue import MANUALS as RULE_MANUALS
from published import FAULTS

DAY = date(2026, 4, 10)
AT = Recorded("1a2b3c4d5e6f7890", date(2026, 3, 31))
LINE = "As recorded in commit 1a2b3c4d5e6f of 2026-03-31."
QUESTIONS = ["terminal", "markdown", "html", "csv", "json"]
OF_FINDINGS = ["github", "sarif", "junit", "gitlab"]
FIRST = {"calendar": "ics", "draft": "markdown", "export": "csv"}
OFFERED = {
    **dict.fromkeys(COMMANDS, QUESTIONS),
    "validate": [*QUESTIONS, *OF_FINDINGS],
    "lint": [*QUESTIONS, *OF_FINDINGS],
    "calendar": ["ics", *QUESTIONS],
    "overlap": ["terminal", "markdown", "html", "csv", "xlsx", "json"],
    "export": ["csv", "xlsx", "parquet", "json"],
    "draft": ["markdown", "text", "html", "docx", "eml"],
    **{command: [] for command in ("new", "set", "log", "fmt", "resolve", "init", "schema")},
}


# --- The table ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_offers_the_formats_that_it_can_give_and_no_others(ask: Ask, command: str) -> None:
    said = " ".join(ask(command, "--help").out.split())
    offered = re.search(r"--format FORMAT The format of the answer: ([\w, -]+)\.", said)
    assert (re.split(", | or ", offered[1]) if offered else []) == OFFERED[command]
    if offered:
        ours = [format for format in FORMATS if format.name in OFFERED[command]]
        default = re.search(r"\[default:\s+\((?:from[^)]*else\s+)?(\w+)\)", said[said.index("--format") :])
        assert default is not None
        assert default[1] == FIRST.get(command, "terminal")
        for format in ours:
            assert (format.takes == "draft") == (command == "draft") or format.name in QUESTIONS


@pytest.mark.parametrize(("command", "format"), [("list", "sarif"), ("list", "ics"), ("draft", "csv"), ("lint", "ics")])
def test_a_format_that_a_command_cannot_give_is_refused(ask: Ask, command: str, format: str) -> None:
    answer = ask(command, PORTFOLIO, "--format", format)
    assert (answer.status, answer.out) == (2, "")


@pytest.mark.parametrize("format", FORMATS, ids=lambda each: f"{each.name}-{each.takes}")
def test_every_line_of_the_table_has_a_module_that_renders(format: Any) -> None:
    assert callable(format.render)


def test_no_command_gives_two_formats_for_one_ending() -> None:
    for gives in (("document", "result"), ("findings", "document", "result"), ("events", "document", "result")):
        endings = [ending for format in formats_for(gives).values() for ending in format.endings]
        assert len(endings) == len(set(endings))


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("lint.sarif", "sarif"),
        ("lint.sarif.json", "sarif"),
        ("lint.JSON", "json"),
        ("report.xml", "junit"),
        ("lint.txt", "terminal"),
        ("", "terminal"),
    ],
)
def test_the_longest_ending_decides(name: str, format: str) -> None:
    assert format_of(name, formats_for(("findings", "document", "result"))).name == format


@pytest.mark.parametrize(
    ("command", "name", "other"),
    [
        ("list", "p.docx", ".docx"),
        ("list", "p.PDF", ".pdf"),
        ("list", "p.xml", ".xml"),
        ("list", "p.xlsx", ".xlsx"),
        ("list", "no-ending", ""),
        ("list", "to 2026.04", ""),
        ("validate", "p.xlsx", ".xlsx"),
    ],
)
def test_a_file_with_an_ending_that_is_not_written_is_refused(
    ask: Ask, tmp_path: Path, command: str, name: str, other: str
) -> None:
    answer = ask(command, PORTFOLIO, "-o", name, cwd=tmp_path)
    assert answer.status == (2 if other else 0)
    assert (f"error: {name}: this answer can't be written as {other}\nhelp: it can be as .txt, " in answer.err) is bool(
        other
    )
    assert (tmp_path / name).exists() is not bool(other)


# --- Cells --------------------------------------------------------------------------------------------------------

CELLS: list[Cell] = [date(2026, 3, 31), Money(Decimal("1234567.5"), "EUR"), Money(Decimal("-1E+3"), "NOK"), None]
TABLE = Table([Column("Due"), Column("Fee"), Column("Change"), Column("Nothing")], [CELLS])


@pytest.mark.parametrize(
    ("rendered", "expected"),
    [
        (terminal.render(Document("T", [TABLE]), Screen(80)), "2026-03-31  EUR 1,234,567.50  NOK -1,000  –"),
        (markdown.render(Document("T", [TABLE])), "| 2026-03-31 | EUR 1,234,567.50 | NOK -1,000 | – |"),
        (
            html.render(Document("T", [TABLE])),
            '<span class="whole">EUR 1,234,567.50</span></td><td class="left">NOK -1,000</td>',
        ),
        (sheet.render(Document("T", [TABLE])), "2026-03-31,1234567.5,-1000,\n"),
    ],
    ids=["terminal", "markdown", "html", "csv"],
)
def test_days_and_money_are_written_by_the_format(rendered: str, expected: str) -> None:
    assert expected in rendered


EXACT = Decimal("4.056789")
FIGURES: list[tuple[Cell, str, str]] = [
    (Money(EXACT, "EUR", rounded=True), "EUR 4.06", "4.056789"),
    (Percent(EXACT, places=1, change=True), "+4.1%", "4.056789%"),
    (Percent(-EXACT), "-4.056789%", "-4.056789%"),
    (Percent(Decimal("-0.01"), places=1, change=True), "0%", "-0.01%"),
    (Quantity(EXACT, "of 5"), "4.1 of 5", "4.056789"),
    (Quantity(Decimal(1), "partners"), "1 partner", "1"),
    (Range(Decimal("26.0"), Decimal(50)), "26–50", "26–50"),
    (Range(date(2026, 1, 1), date(2026, 3, 31)), "2026-01-01 to 2026-03-31", "2026-01-01 to 2026-03-31"),
]


def test_people_read_a_figure_rounded_with_its_unit_and_a_spreadsheet_has_all_its_digits() -> None:
    for cell, read, exact in FIGURES:
        for block in (Table([Column("A")], [[cell]]), Headlines([Headline("A", cell)])):
            document = Document("T", [block])
            for text in (terminal.render(document, Screen(80)), markdown.render(document), html.render(document)):
                assert read in text.replace('<span class="whole">', "").replace("</span>", "")
            assert exact in sheet.render(document)
    table = Headlines([Headline("Due", Money(EXACT, "EUR")), Headline("Late", 3, ("1 red",))])
    assert sheet.render(Document("T", [table])) == "Figure,Value,Unit,Details\nDue,4.056789,EUR,\nLate,3,,1 red\n"


def test_a_column_and_a_table_may_be_for_one_medium_only() -> None:
    mixed = Table(
        [Column("Place", only="page"), Column("Place", only="spreadsheet"), Column("Name")],
        [["=1", 1, "Acme"]],
        footer=[["", 0, "all"]],
    )
    document = Document("T", [mixed, Heading("Numbers"), TABLE._replace(only="spreadsheet")])
    for text in (terminal.render(document, Screen(80)), markdown.render(document), html.render(document)):
        assert "=1" in text
        assert "2026-03-31" not in text
        assert text.count("Place") == 1
    assert sheet.render(document) == "Place,Name\n1,Acme\n"
    assert list(sheet.tables(document)) == ["t", "numbers"]
    assert sheet.tables(document)["numbers"].endswith("\n2026-03-31,1234567.5,-1000,\n")


def test_tables_with_the_same_columns_are_one_that_names_their_headings() -> None:
    table = Table([Column("A")], [["x"]])
    document = Document("All", [Heading("One"), table, Heading("Two"), table, Heading("One"), TABLE])
    assert list(sheet.tables(document)) == ["all", "one"]
    assert sheet.render(document) == "Section,A\nOne,x\nTwo,x\n"


@pytest.mark.parametrize("text", ["3/6", "1-2", "May 4", "4 Sept 2026", "Mar-26", "12:30", "=1+1", "+49 30 1"])
def test_a_text_that_a_spreadsheet_would_turn_into_something_else_stays_text(text: str) -> None:
    assert sheet.render(Document("T", [Table([Column("A")], [[text]])])) == f"A\n'{text}\n"


@pytest.mark.parametrize("text", ["Maybe 4 of 5", "2 of 3", "May", "March on 12 sites", "3.4 to 4.2", "4.6"])
def test_a_text_that_is_no_date_keeps_its_first_letter(text: str) -> None:
    assert sheet.render(Document("T", [Table([Column("A")], [[text]])])) == f"A\n{text}\n"


texts_of_cells = st.text(st.sampled_from("aDMay-4 1,\"':=\té\u202e")) | st.text() | st.just("D-12")


@given(st.lists(st.tuples(texts_of_cells, texts_of_cells), min_size=1, max_size=5))
@examples(100)
def test_a_column_is_written_as_each_of_its_cells_is(rows: list[tuple[str, str]]) -> None:
    columns = [Column("A"), Column("B")]
    each = [sheet.render(Document("T", [Table(columns, [row])])).removeprefix("A,B\n") for row in rows]
    together = sheet.render(Document("T", [Table(columns, rows)]))
    assert together == "A,B\n" + "".join(each)
    assert [len(row) for row in csv.reader(together.split("\n")[:-1])] == [2] * (len(rows) + 1)


def test_a_terminal_shows_the_start_of_a_table_that_no_one_reads_to_the_end() -> None:
    table = Table([Column("A")], [[number] for number in range(12_345)])
    text = terminal.render(Document("T", [table]), Screen(80, color=False))
    assert "\n999\n" in text
    assert "\n1000\n" not in text
    assert "11,345 more rows are not shown here; `--format csv` writes all of them." in text


def test_a_csv_file_starts_with_a_byte_order_mark_and_standard_output_does_not(ask: Ask, tmp_path: Path) -> None:
    assert ask("list", PORTFOLIO, "--today", TODAY, "-o", "list.csv").status == 0
    assert (tmp_path / "list.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    assert ask("list", PORTFOLIO, "--today", TODAY, "--format", "csv").out.startswith("Partnership,")


def test_several_tables_go_into_a_folder_or_one_is_named(ask: Ask, tmp_path: Path) -> None:
    asked = ("reviews", PORTFOLIO / "partners" / "bluebird-crm.yaml", "--today", TODAY, "--format", "csv")
    first = ask(*asked)
    assert "hint: this is the table `commitments-by-side`; `--table` gives another (commitments, " in first.err
    answer = ask(*asked, "-o", "tables/")
    names = sorted(path.name for path in (tmp_path / "tables").iterdir())
    assert (answer.status, "commitments.csv" in names, "held.csv" in names) == (0, True, True)
    named = ask(*asked, "--table", "held")
    assert named.err == ""
    assert (tmp_path / "tables" / "held.csv").read_text(encoding="utf-8-sig") == named.out
    assert ask(*asked, "--table", "hold").err.endswith("help: did you mean `held`?\n")
    assert ask("list", "--table", "x", cwd=PORTFOLIO).status == 2


@pytest.mark.parametrize(
    "command",
    ["list", "health acme", "reviews bluebird-crm", "show acme", "checklist", "raci", "tiers", "plan", "due", "rank"],
)
def test_every_table_has_names_for_its_columns_and_as_many_cells_in_every_row(
    ask: Ask, tmp_path: Path, command: str
) -> None:
    asked = (*command.split(), "--today", TODAY, "--format", "csv", "-o", f"{tmp_path}/tables/")
    assert ask(*asked, cwd=PORTFOLIO).status == 0
    for path in (tmp_path / "tables").iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            titles, *rows = csv.reader(file)
        assert all(titles), path
        assert len(set(titles)) == len(titles), path
        assert {len(row) for row in rows} <= {len(titles)}, path
        assert not [cell for row in rows for cell in row if re.fullmatch(r"[0-9]+/[0-9]+", cell)], path


def test_a_table_without_rows_has_its_columns_in_a_spreadsheet_only() -> None:
    document = Document("T", [Table([Column("A"), Column("B", only="page")], [], empty="Nothing.")])
    assert sheet.render(document) == "A\n"
    assert markdown.render(document) == "# T\n\nNothing.\n"


# --- The commit of an answer --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rendered",
    [
        terminal.render(Document("T", [TABLE], AT), Screen(80)),
        markdown.render(Document("T", [TABLE], AT)),
        html.render(Document("T", [TABLE], AT)),
        icalendar.render([], DAY, AT),
        screen_findings.render(Inspection("lint", DAY, (), (), {}, AT), Screen(80)),
        github.render(Inspection("lint", DAY, (), (), {}, AT)),
    ],
    ids=["terminal", "markdown", "html", "ics", "findings", "github"],
)
def test_every_format_for_people_says_which_commit_an_answer_is_from(rendered: str) -> None:
    assert LINE in re.sub(r"</?span[^>]*>", "", rendered)


def test_tools_find_the_commit_of_an_answer_in_a_place_of_its_own() -> None:
    assert sheet.render(Document("T", [TABLE], AT)).endswith(f",{AT.commit[:12]},{AT.date}\n")
    inspection = Inspection("lint", DAY, (), (), {}, AT)
    run = json.loads(sarif.render(inspection))["runs"][0]
    assert run["properties"] == {"at": {"commit": AT.commit, "date": "2026-03-31"}}
    properties = ElementTree.fromstring(junit.render(inspection)).iter("property")
    assert [tuple(each.attrib.values()) for each in properties] == [("commit", AT.commit), ("date", "2026-03-31")]


# --- Findings as other tools read them ----------------------------------------------------------------------------

BROKEN = "name: Acme\ntype: integration\nfit:\n  reach: 7\nstgae: grow\n"
GOOD = "name: Good\ntype: alliance\n"
HOSTILE = {
    "100% a:b,c #?&.yaml": BROKEN,
    "new\nline.yaml": BROKEN,
    "esc\x1b[31mred.yaml": BROKEN,
    "bidi\u202egnp.yaml": BROKEN,
    "bytes\udcff\udcfe.yaml": BROKEN,
    "]]>.yaml": 'name: A\ntype: "]]>&<b>\\u202e"\n"[click](javascript:x)": 1\n"{0}": 2\n"::error::x\\n": 3\n',
    "wide.yaml": 'name: A\ntype: integration\npeople: {"🚀🚀": {name: "🚀", side: usx}}\n',
    "good.yaml": GOOD,
}

Report = Callable[..., str]


@pytest.fixture
def hostile(ask: Ask, tmp_path: Path) -> Report:
    """Check files with names and texts that mean something to what reads the report."""
    if os.name != "posix":
        pytest.skip("Windows does not take such file names")
    (tmp_path / "partnerkit.yaml").touch()
    (tmp_path / "part ners").mkdir()
    for name, text in HOSTILE.items():
        (tmp_path / "part ners" / name).write_bytes(text.encode())

    def run(format: str, command: str = "validate", *arguments: str) -> str:
        answer = ask(command, "--format", format, "--today", TODAY, *arguments)
        assert answer.status == 1
        return answer.out

    return run


def test_github_is_shown_each_error_on_its_line(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(BROKEN)
    answer = ask("validate", "--format", "github")
    assert answer.out == (
        "::error file=acme.yaml,line=4,col=10,title=PK002 not-a-rating::"
        "fit.reach: 7 is not a rating; ratings run from 1 (poor) to 5 (excellent)\n"
        "::error file=acme.yaml,line=5,col=1,title=PK003 unknown-key::"
        "`stgae` is not a known key here%0Adid you mean `stage`?\n"
    )
    assert (answer.status, answer.err) == (1, "0 of 1 file valid.\n")


def test_nothing_of_a_file_ends_a_command_of_github_or_starts_another(hostile: Report) -> None:
    lines = hostile("github").splitlines()
    assert len(lines) == 12  # ten errors, a warning, and the rest
    command = re.compile(r"::(error|warning) file=[^:,]*,line=\d+,col=\d+,title=PK\d{3} [\w-]+::[^\r\n\x1b\u202e]*")
    for line in lines[:-1]:
        assert command.fullmatch(line), line
        assert re.sub(r"%(25|0D|0A|3A|2C)", "", line).count("%") == 0
    assert lines[0].startswith("::error file=part ners/100%25 a%3Ab%2Cc #?&.yaml,line=4,")
    assert lines[-1] == "::notice::6 more errors: `partnerkit validate` lists them all."


def test_github_is_shown_ten_of_each_level_and_how_many_more_there_are() -> None:
    errors = [Finding("a.yaml", at, 1, "PK002", f"error {at}", name="not-a-rating") for at in range(1, 13)]
    warnings = [each._replace(severity="warning", message=f"warning {each.line}") for each in errors]
    ignored = [each._replace(reason="We know") for each in errors]
    findings = tuple(sorted((*errors, *warnings, *ignored), key=lambda finding: finding.order))
    lines = github.render(Inspection("lint", DAY, (), findings, {})).splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 9
    assert lines[-1] == "::notice::2 more errors, 2 more warnings and 3 more notices: `partnerkit lint` lists them all."
    assert lines[0].endswith("::error 1")
    assert lines[20].endswith("::error 1 (ignored: We know)")


def _results(text: str) -> list[dict[str, Any]]:
    log = json.loads(text)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    [run] = log["runs"]
    assert set(run) <= {"tool", "automationDetails", "originalUriBaseIds", "columnKind", "results", "properties"}
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert "```yaml" in rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
    results: list[dict[str, Any]] = run["results"]
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
    prints = [result["partialFingerprints"]["partnerkit/v1"] for result in results]
    assert len(set(prints)) == len(prints)
    return results


def _place(result: dict[str, Any]) -> tuple[str, int, int]:
    [location] = result["locations"]
    physical = location["physicalLocation"]
    assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"], physical["region"]["startColumn"]


def test_sarif_has_the_manuals_of_what_was_found_as_rules(ask: Ask) -> None:
    log = json.loads(ask("lint", "--format", "sarif", "--today", TODAY, cwd=PORTFOLIO).out)
    results = _results(json.dumps(log))
    manuals = {manual.code: manual for manual in RULE_MANUALS}
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in results}
    for rule in rules:
        manual = manuals[rule["id"]]
        assert (rule["name"], rule["defaultConfiguration"]["level"]) == (manual.name, manual.severity)
        assert manual.finds in rule["help"]["text"]
        assert manual.hurts in rule["help"]["markdown"]
        assert manual.good.text in rule["help"]["markdown"]


def test_a_uri_of_sarif_leads_to_the_very_file(hostile: Report) -> None:
    uris = {_place(result)[0] for result in _results(hostile("sarif"))}
    assert {unquote_to_bytes(uri) for uri in uris} == {
        os.fsencode(f"part ners/{name}") for name in HOSTILE if name != "good.yaml"
    }
    for uri in uris:
        assert re.fullmatch(r"([\w.~/-]|%[0-9A-F]{2})+", uri, re.ASCII)


def test_columns_of_sarif_are_counted_in_utf_16(hostile: Report) -> None:
    text = hostile("sarif")
    assert json.loads(text)["runs"][0]["columnKind"] == "utf16CodeUnits"
    side = next(result for result in _results(text) if result["message"]["text"].startswith("people.🚀🚀.side"))
    line = HOSTILE["wide.yaml"].split("\n")[2]
    assert _place(side)[2] == len(line[: line.index("usx")].encode("utf-16-le")) // 2 + 1


def test_a_message_of_sarif_holds_no_link_and_no_placeholder(hostile: Report) -> None:
    texts = [result["message"]["text"] for result in _results(hostile("sarif"))]
    assert any(text.startswith("`[click] (javascript:x)` is not a known key") for text in texts)
    assert any(text.startswith("`{{0}}` is not a known key") for text in texts)
    assert not any(re.search(r"\]\(|(?<!\{)\{[0-9]+\}|[\x1b\u202e]", text) for text in texts)


def test_what_a_file_sets_aside_is_suppressed_in_sarif_with_its_reason(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "weekly.yaml").write_text(
        "name: Weekly\ntype: co-marketing\nagreement: {status: signed, term: {starts: 2026-02-10, months: 12}}\n"
        "lint: {ignore: {PK270: We just stop}}\n"
    )
    assert _results(ask("lint", "--today", TODAY, "--format", "sarif").out) == []
    [result] = _results(ask("lint", "--today", TODAY, "--show-ignored", "--format", "sarif").out)
    assert result["suppressions"] == [{"kind": "inSource", "justification": "We just stop"}]


def test_a_file_outside_the_repository_has_a_whole_uri(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "a b.yaml").write_text(BROKEN)
    answer = ask("validate", os.path.join("..", "a b.yaml"), "--format", "sarif", cwd=tmp_path / "here")
    location = json.loads(answer.out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": (Path(os.path.realpath(tmp_path)) / "a b.yaml").as_uri()}


@pytest.mark.parametrize("format", OF_FINDINGS)
def test_paths_start_at_the_root_of_the_repository(ask: Ask, tmp_path: Path, format: str) -> None:
    folder = tmp_path / "crm" / "partners"
    folder.mkdir(parents=True)
    (folder / "acme.yaml").write_text(BROKEN)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for cwd, path in ((folder, "acme.yaml"), (tmp_path, "crm"), (folder.parent, str(folder))):
        said = ask("validate", path, "--format", format, cwd=cwd).out
        assert "crm/partners/acme.yaml" in said
        assert str(folder) not in said
    assert ask("validate", "acme.yaml", cwd=folder).out.startswith("acme.yaml:4:10: ")


def test_a_file_is_a_test_of_junit_that_an_error_fails(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(BROKEN)
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "hidden.yaml").write_text(f"{GOOD}why: a\u200bb\n", encoding="utf-8")
    [suite] = ElementTree.fromstring(ask("validate", "--format", "junit", "--today", TODAY).out)
    assert {key: suite.attrib[key] for key in ("name", "tests", "failures", "errors", "timestamp")} == {
        "name": "partnerkit validate",
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "timestamp": f"{TODAY}T00:00:00",
    }
    assert [each.tag for each in suite] == ["properties", *["testcase"] * 3, "system-out", "system-err"]
    broken, *passed = suite.iter("testcase")
    assert [(each.attrib["name"], len(each)) for each in passed] == [("good.yaml", 0), ("hidden.yaml", 0)]
    [failure] = broken
    assert failure.attrib["type"] == "PK002"
    assert failure.attrib["message"].startswith("2 errors, the first at 4:10: PK002 fit.reach: 7 is not a rating")
    assert "acme.yaml:5:1: PK003 " in (failure.text or "")
    assert "PK117 (warning)" in (suite.findtext("system-out") or "")


def test_nothing_is_said_to_pass_that_could_not_be_judged(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("framework: {buckets: {}}\n")
    (tmp_path / "acme.yaml").write_text(GOOD)
    [suite] = ElementTree.fromstring(ask("validate", "--format", "junit").out)
    assert [each.attrib["name"] for each in suite.iter("testcase")] == ["partnerkit.yaml"]
    assert suite.attrib["failures"] == "1"


@pytest.mark.parametrize("command", ["validate", "lint"])
def test_junit_is_xml_whatever_files_hold(hostile: Report, command: str) -> None:
    text = hostile("junit", command)
    names = [each.attrib["name"] for each in ElementTree.fromstring(text).iter("testcase")]
    assert len(names) == (len(HOSTILE) if command == "validate" else 1)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_gitlab_is_given_what_it_requires_of_a_code_quality_report(hostile: Report) -> None:
    issues = json.loads(hostile("gitlab"))
    assert {issue["location"]["path"] for issue in issues} >= {
        "part ners/100% a:b,c #?&.yaml",
        "part ners/new\nline.yaml",
    }
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert re.fullmatch(r"[0-9a-f]{64}", issue["fingerprint"])
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert "`stgae` is not a known key here; did you mean `stage`?" in {each["description"] for each in issues}


@pytest.mark.parametrize("format", ["gitlab", "sarif"])
def test_a_fingerprint_stays_when_the_line_moves_and_differs_for_two_that_are_alike(
    ask: Ask, tmp_path: Path, format: str
) -> None:
    def prints(text: str) -> list[str]:
        (tmp_path / "acme.yaml").write_text(text)
        return re.findall(r'"(?:fingerprint|partnerkit/v1)": "(\w+)"', ask("validate", "--format", format).out)

    twice = "name: Acme\ntype: alliance\ntags:\n  - 1\n  - 1\n"
    before, after = prints(twice), prints(f"# One more line\n\n{twice}")
    assert before == after
    assert len(set(before)) == 2


# Controls, what no XML takes and no UTF-8, and what means something to a reader.
_HOSTILE = "]>&<\"'%:,{}[]()\x00\x1b\r\n\u202e\ud800\udcff\ufffe\uffff🚀"
TEXTS = st.text(st.characters()) | st.text(st.sampled_from(_HOSTILE))
PATHS = st.binary(min_size=1).map(lambda name: os.fsdecode(name.replace(b"\0", b"-").replace(b"/", b"-")))


@st.composite
def inspections(draw: st.DrawFn) -> Inspection:
    manuals = {manual.code: manual for manual in (*MANUALS, *RULE_MANUALS)}
    found = []
    for _ in range(draw(st.integers(0, 4))):
        manual = draw(st.sampled_from(list(manuals.values())))
        source = draw(TEXTS).replace("\n", "")
        found.append(
            Finding(
                path=draw(PATHS),
                line=draw(st.integers(1, 9)),
                column=draw(st.integers(1, len(source) + 1)),
                code=manual.code,
                message=draw(TEXTS),
                severity=manual.severity,
                help=draw(TEXTS),
                source=source,
                name=manual.name,
                reason=draw(st.none() | TEXTS),
            )
        )
    codes = {finding.code for finding in found}
    known = {code: manual for code, manual in manuals.items() if code in codes}
    return Inspection("lint", DAY, tuple({finding.path for finding in found}), tuple(found), known)


@given(inspections())
def test_any_finding_is_written_so_that_its_reader_can_read_it(inspection: Inspection) -> None:
    text = junit.render(inspection)
    text.encode()
    suite = ElementTree.fromstring(text)[0]
    assert len(list(suite.iter("testcase"))) == len({finding.path for finding in inspection.findings})
    results = json.loads(sarif.render(inspection))["runs"][0]["results"]
    issues = json.loads(gitlab.render(inspection))
    assert len(results) == len(issues) == len(inspection.findings)
    for written in (sarif.render(inspection), gitlab.render(inspection), github.render(inspection)):
        assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202e]", written) is None
    assert all(line.startswith("::") for line in github.render(inspection).split("\n")[:-1])
    assert (
        FAULTS["junit"](text) + FAULTS["sarif"](sarif.render(inspection)) + FAULTS["gitlab"](gitlab.render(inspection))
        == []
    )


# --- The calendar -------------------------------------------------------------------------------------------------


def test_a_calendar_is_icalendar_unless_another_format_is_asked_for(ask: Ask, tmp_path: Path) -> None:
    shared = ("calendar", PORTFOLIO / "partners" / "acme.yaml", "--today", TODAY)
    said = ask(*shared).out
    assert said.startswith("BEGIN:VCALENDAR")
    assert ask(*shared, "--format", "ics").out == said
    for name in ("partners.ics", "partners", "partners.calendar"):
        assert ask(*shared, "-o", name).status == 0
        assert (tmp_path / name).read_bytes().decode() == said
    assert vobject.readOne(said).contents["vevent"]
    assert ask(*shared, "-o", "partners.md").status == 0
    assert (tmp_path / "partners.md").read_text(encoding="utf-8").startswith("# Calendar\n")


def test_a_calendar_on_a_terminal_is_a_list_of_days(ask: Ask, snapshot: Any) -> None:
    assert ask("calendar", "acme", "--today", TODAY, "--format", "terminal", cwd=PORTFOLIO).out == snapshot


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("12.5", "KWD", "KWD 12.500"),
        ("12.501", "KWD", "KWD 12.501"),
        ("1.2", "CLF", "CLF 1.2000"),
        ("12.5", "EUR", "EUR 12.50"),
        ("12", "KWD", "KWD 12"),
        ("1234", "JPY", "JPY 1,234"),
        ("-0.4", "BHD", "BHD -0.400"),
        ("25.625", "EUR", "EUR 25.625"),
    ],
)
def test_an_amount_has_the_places_of_its_currency_wherever_it_is_read(amount: str, currency: str, written: str) -> None:
    assert money(Decimal(amount), currency) == written
    table = Table([Column("Fee")], [[Money(Decimal(amount), currency)]])
    assert written in terminal.render(Document("T", [table]), Screen(80))
    assert locale_for("en", None, None).money(Decimal(amount), currency) == written
    german = locale_for("de", "DE", None).money(Decimal(amount), currency)
    digits = written.partition(" ")[2]
    assert digits.translate(str.maketrans(",.", ".,")) in german
