"""The dashboard of a partner program, worked out by hand in `tests/examples/dashboard`."""

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Ask
from partnerkit.reading.yaml_reader import read_yaml

CASES = sorted((ROOT / "tests" / "examples" / "dashboard").iterdir())


def _plain(value: Any) -> Any:
    """Return data as JSON has it: dates as text, and `none` for what isn't known."""
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case "none":
            return None
        case int() | Decimal() if not isinstance(value, bool):
            return Decimal(value)
        case _:
            return value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_dashboard_comes_to_what_was_worked_out_by_hand(ask: Ask, tmp_path: Path, case: Path) -> None:
    expected = read_yaml((case / "expected.yaml").read_text(encoding="utf-8")).data
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    (tmp_path / "expected.yaml").unlink()
    options = ("--period", str(expected["period"]), "--today", str(expected["today"]), "--format", "json")
    answer = ask("dashboard", *options)
    assert (answer.status, answer.err) == (0, "")
    found = json.loads(answer.out, parse_float=Decimal, parse_int=Decimal)
    assert {key: found[key] for key in expected["found"]} == _plain(expected["found"])


@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "csv"])
def test_the_dashboard_of_the_portfolio_reads_well(ask: Ask, snapshot: Any, format: str) -> None:
    answer = ask("dashboard", "--period", "2026-Q1", "--today", TODAY, "--format", format, cwd=PORTFOLIO)
    assert answer.status == 0
    assert answer.out == snapshot


def test_an_empty_program_has_a_dashboard_without_made_up_figures(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    answer = ask("dashboard", "--today", TODAY)
    assert answer.status == 0
    assert "not recorded" in answer.out
    assert "EUR 0" not in answer.out


def test_the_last_quarter_that_is_over_is_shown_unless_another_period_is_asked_for(ask: Ask) -> None:
    for today, first in (("2026-04-10", "2026-01-01"), ("2026-03-31", "2026-01-01"), ("2026-03-30", "2025-10-01")):
        answer = ask("dashboard", "--today", today, "--format", "json", cwd=PORTFOLIO)
        assert json.loads(answer.out)["period"]["from"] == first
    assert ask("dashboard", "--period", "2026-04", "--today", TODAY, cwd=PORTFOLIO).status == 2


def test_a_table_has_one_name_in_every_period(ask: Ask) -> None:
    names = [
        ask("dashboard", PORTFOLIO, "--period", period, "--today", TODAY, "--format", "csv").err.split("`")[1]
        for period in ("2026-Q1", "2026-03")
    ]
    assert names == ["dashboard", "dashboard"]
    assert ask("dashboard", PORTFOLIO, "--format", "csv", "--table", "dashboard", "--today", TODAY).status == 0


def test_figures_of_dinars_have_three_places_and_earlier_ones_are_beside_them(ask: Ask, tmp_path: Path) -> None:
    case = ROOT / "tests" / "examples" / "dashboard" / "what-was-open-before"
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    (tmp_path / "expected.yaml").unlink()
    said = " ".join(ask("dashboard", "--period", "2026-03", "--today", TODAY, "--format", "markdown").out.split())
    assert "KWD 103.150" in said
    assert "KWD 15.400 at the end of the previous month, partial" in said
    assert "1 red, 1 amber at the end of the previous month" in said
    assert "-1 vs. the previous month" in said.replace("\\", "")
    assert "Its earlier value is partial, without the closing day of deal A-7 (rejected) of Acme." in said


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
@pytest.mark.parametrize("command", ["kpis", "dashboard"])
def test_people_read_no_more_places_than_a_currency_has(ask: Ask, command: str, format: str) -> None:
    workspace = ROOT / "tests" / "examples" / "kpis-again" / "freight-from-kuwait"
    said = ask(command, "--period", "2026-Q1", "--today", TODAY, "--format", format, cwd=workspace).out
    assert "KWD" in said
    assert re.findall(r"[0-9]\\?[.][0-9]{4,}", said) == []
