"""Whole answers of the questions, as people and scripts get them."""

import csv
import io
import re
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Answer, Ask, few
from partnerkit.render.cells import cell_len

PORTFOLIO_QUESTIONS = ("health", "dynamics", "raci", "rank", "landscape", "checklist", "tiers", "list")
FILTERED = {
    "heatmap": "Partnership",
    "health": "Partnership",
    "dynamics": "Partnership",
    "raci": "Accountable for",
    "rank": "Place",
    "landscape": "Position",
    "checklist": "Partnership",
    "tiers": "Partnership",
    "list": "Partnership",
}
"""The first column of each."""

NO_MATCH = "No partnership matches."
FORMATS = ("terminal", "markdown", "html", "csv", "json")


def said_beside(answer: Answer, format: str) -> str:
    """What is said on standard error, apart from the hint that an answer has more tables than a CSV file holds."""
    is_hint = format == "csv" and answer.err.startswith("hint: this is the table `") and answer.err.count("\n") == 1
    return "" if is_hint else answer.err


@pytest.mark.parametrize("command", PORTFOLIO_QUESTIONS)
def test_the_whole_portfolio_is_told_on_a_narrow_terminal(ask: Ask, snapshot: Any, command: str) -> None:
    answer = ask(command, PORTFOLIO, "--today", TODAY)
    assert (answer.status, answer.err) == (0, "")
    assert max(len(line) for line in answer.out.splitlines()) <= 80
    assert answer.out == snapshot


def test_a_heading_that_is_a_formula_is_none_in_a_spreadsheet(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text(
        'framework: {buckets: {sum: {name: "=1+1", question: "Does it add up?"}}}\n'
    )
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    answer = ask("heatmap", "--format", "csv")
    assert answer.status == 0
    assert "'=1+1" in next(csv.reader(io.StringIO(answer.out)))


def test_a_terminal_without_end_is_no_endless_answer(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300000000")
    assert widest(ask("plan", "--today", TODAY, cwd=PORTFOLIO)) <= 500


NARROWEST = 65
"""What the columns need that neither wrap nor may go, in the tables that have the most of them."""


@pytest.mark.searched
@pytest.mark.parametrize(
    "command",
    [
        *PORTFOLIO_QUESTIONS,
        *("heatmap", "score", "score --explain", "rank --sensitivity", "due"),
        *(f"plan --view {view}" for view in ("timeline", "board", "load", "table")),
        *(f"plan --view table --by {by}" for by in ("bucket", "owner", "side")),
    ],
)
def test_no_answer_about_all_is_wider_than_the_terminal(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for width in few([60, 80], 2, len(command)):
        monkeypatch.setenv("COLUMNS", str(width))
        assert widest(ask(*command.split(), "--today", TODAY, cwd=PORTFOLIO)) <= max(width, NARROWEST)


@pytest.mark.parametrize(
    "command",
    [
        *("show", "why", "score", "stage", "launch", "reviews", "health", "dynamics", "raci", "checklist", "heatmap"),
        *(f"plan --view {view}" for view in ("timeline", "board", "load", "table")),
    ],
)
def test_no_answer_about_one_partnership_is_wider_than_the_terminal(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    first, *more = command.split()
    # Every third partnership, other ones for other commands.
    files = sorted((PORTFOLIO / "partners").glob("*.yaml"))[len(command) % 3 :: 3]
    for file, width in zip(files, cycle([60, 80]), strict=False):
        monkeypatch.setenv("COLUMNS", str(width))
        assert widest(ask(first, file.stem, *more, "--today", TODAY, cwd=PORTFOLIO)) <= max(width, NARROWEST), file.stem


def test_a_narrow_terminal_says_what_short_headings_stand_for_and_which_columns_went(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ask("list", "--today", TODAY, cwd=PORTFOLIO).out
    assert "\nNot shown at this width: File, Heat, Health, Dynamics, Tier, Owner, Since, Tags,\nWhy.\n" in said
    assert "\nSt. = Status, Int us = Interest us," in ask("dynamics", "--today", TODAY, cwd=PORTFOLIO).out
    monkeypatch.setenv("COLUMNS", "200")
    for command in ("list", "dynamics"):
        wide = ask(command, "--today", TODAY, cwd=PORTFOLIO).out
        assert "Not shown" not in wide
        assert "St. =" not in wide


def widest(answer: Answer) -> int:
    assert answer.out
    return max(cell_len(line) for line in answer.out.splitlines())


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", PORTFOLIO_QUESTIONS)
def test_one_partnership_is_told_in_every_format(ask: Ask, snapshot: Any, command: str, format: str) -> None:
    answer = ask(command, PORTFOLIO / "partners" / "acme.yaml", "--today", TODAY, "--format", format)
    assert (answer.status, said_beside(answer, format)) == (0, "")
    assert answer.out == snapshot


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", PORTFOLIO_QUESTIONS)
def test_a_file_with_a_name_and_a_type_only_is_answered(ask: Ask, command: str, format: str) -> None:
    answer = ask(command, PORTFOLIO / "partners" / "globex.yaml", "--today", TODAY, "--format", format)
    assert (answer.status, said_beside(answer, format)) == (0, "")
    assert answer.out


ABOUT_EDGES = (*PORTFOLIO_QUESTIONS, "show", "why", "score", "heatmap")


@pytest.mark.searched
@pytest.mark.parametrize("today", ["0001-01-01", TODAY, "9999-12-31"])
@pytest.mark.parametrize("command", ABOUT_EDGES)
def test_what_stands_at_the_edges_of_the_format_is_answered(ask: Ask, command: str, today: str) -> None:
    edges = ROOT / "tests" / "examples" / "extremes" / "edges.yaml"
    for format in few(FORMATS, 2, ABOUT_EDGES.index(command) + (today == TODAY)):
        answer = ask(command, edges, "--today", today, "--format", format)
        assert (answer.status, said_beside(answer, format)) == (0, "")
        assert answer.out
        if format == "csv":
            cells = [cell for row in csv.reader(io.StringIO(answer.out)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


@pytest.mark.parametrize(
    ("arguments", "first_column", "said", "on_a_page"),
    [
        *(((command, "--tag", "nothing"), first, NO_MATCH, NO_MATCH) for command, first in FILTERED.items()),
        (("plan", "globex"), "Bucket", "Nothing is planned here.", "Nothing is planned here."),
        (("calendar", "globex"), "From", "BEGIN:VCALENDAR", "Nothing here has a date."),
        (
            ("due", "globex"),
            "Due",
            "Nothing is due by 2026-04-16.",
            "Nothing is due by 2026-04-16.",
        ),
        (("validate", "globex"), "Path", "1 file checked, valid.", "1 file checked, valid."),
        (
            ("lint", "globex", "--select", "overbooked"),
            "Path",
            "1 partnership checked: no findings.",
            "1 partnership checked: no findings.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_answer_without_rows_is_a_sentence_and_a_spreadsheet_that_has_its_columns(
    ask: Ask, arguments: tuple[str, ...], first_column: str, said: str, on_a_page: str
) -> None:
    asked = (*arguments, "--today", TODAY)
    columns = next(csv.reader(io.StringIO(ask(*asked, "--format", "csv", cwd=PORTFOLIO).out)))
    assert len(columns) > 3
    assert columns[0] == first_column
    answer = ask(*asked, cwd=PORTFOLIO)
    assert said in (answer.out or answer.err)
    page = ask(*asked, "--format", "html", cwd=PORTFOLIO).out
    assert f"<p>{on_a_page}</p>" in re.sub(r"</?span[^>]*>", "", page)


@pytest.mark.parametrize(
    ("name", "options", "like"),
    [
        ("answer.md", (), "markdown"),
        ("answer.HTML", (), "html"),
        ("answer.htm", (), "html"),
        ("answer.csv", (), "csv"),
        ("answer.json", (), "json"),
        ("answer.txt", (), "terminal"),
        ("answer", (), "terminal"),
        ("answer.csv", ("--format", "json"), "json"),
        ("answer.csv", ("--format", "terminal"), "terminal"),
    ],
)
def test_the_ending_of_a_file_names_the_format_unless_an_option_does(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: tuple[str, ...], like: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")  # as wide as a file
    assert ask("list", PORTFOLIO, "--today", TODAY, *options, "-o", name).status == 0
    expected = ask("list", PORTFOLIO, "--today", TODAY, "--format", like).out
    assert (tmp_path / name).read_text(encoding="utf-8-sig") == expected
