"""The KPIs of partner programs, each worked out by hand in `tests/examples/kpis`."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Ask
from partnerkit.questions.kpis import DEFINITIONS
from partnerkit.reading.yaml_reader import read_yaml

CASES = sorted((ROOT / "tests" / "examples" / "kpis").iterdir())


def _expected(case: Path) -> Any:
    return read_yaml((case / "expected.yaml").read_text(encoding="utf-8")).data


def _answer(ask: Ask, *options: str, cwd: Path) -> Any:
    answer = ask("kpis", "--format", "json", *options, cwd=cwd)
    assert (answer.status, answer.err) == (0, "")
    return json.loads(answer.out, parse_float=Decimal, parse_int=Decimal)["kpis"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_kpi_comes_to_what_was_worked_out_by_hand(ask: Ask, tmp_path: Path, case: Path) -> None:
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    (tmp_path / "expected.yaml").unlink()
    expected = _expected(case)
    period = ["--period", str(expected["period"])] if "period" in expected else []
    found = {kpi["key"]: kpi for kpi in _answer(ask, "--today", str(expected["today"]), *period, cwd=tmp_path)}
    assert list(found) == list(DEFINITIONS)
    values = {key: None if value == "none" else Decimal(value) for key, value in expected["kpis"].items()}
    assert {key: found[key]["value"] for key in values} == values
    missing = {key: list(expected["missing"].get(key, ())) for key in values}
    assert {key: found[key]["missing"] for key in values} == missing


def test_a_deal_that_was_registered_after_its_sale_counts_in_the_month_of_the_sale(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "deals").mkdir()
    (tmp_path / "partnerkit.yaml").write_text("currency: EUR\n")
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\nstage: grow\nsince: 2025-12-01\n")
    rows = "deal,account,date,registered,amount,currency\nA-1,Contoso,2026-01-20,2026-03-02,5000,EUR\n"
    (tmp_path / "deals" / "acme.csv").write_text(rows)
    kpis = _answer(ask, "--period", "2026-Q1", "--today", TODAY, cwd=tmp_path)
    assert next(kpi["value"] for kpi in kpis if kpi["key"] == "partner_sourced_revenue") == 5000


def test_each_kpi_has_a_case_with_a_value_and_one_without() -> None:
    with_value: set[str] = set()
    without: set[str] = set()
    for case in CASES:
        for key, value in _expected(case)["kpis"].items():
            (without if value == "none" else with_value).add(key)
    assert with_value == set(DEFINITIONS)
    assert without == set(DEFINITIONS) - {"active_partners"}  # none is a number too


def test_each_kpi_has_a_file_of_its_own_that_explains_it(ask: Ask) -> None:
    folder = ROOT / "src" / "partnerkit" / "questions" / "kpis"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__", "kpi"} == set(DEFINITIONS)
    for key in DEFINITIONS:
        found = json.loads(ask("kpis", "--explain", key, "--format", "json").out)
        assert {"key", "name", "definition", "unit", "window", "inputs", "formula"} <= set(found)
        assert all(found.values())


def test_a_value_without_everything_it_needs_is_marked_partial(ask: Ask) -> None:
    said = ask("kpis", "--today", TODAY, cwd=PORTFOLIO).out
    for kpi in _answer(ask, "--today", TODAY, cwd=PORTFOLIO):
        assert kpi["value"] is not None or kpi["missing"], kpi["key"]
    assert "unknown without " in said
    assert "partial, without " in said


def test_the_kpis_of_the_portfolio_read_well(ask: Ask, snapshot: Any) -> None:
    answer = ask("kpis", "--today", TODAY, cwd=PORTFOLIO)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == snapshot


def test_the_cost_of_the_program_is_that_of_all_partners_and_not_of_some(ask: Ask) -> None:
    found = {kpi["key"]: kpi for kpi in _answer(ask, "acme", "globex", "--today", TODAY, cwd=PORTFOLIO)}
    assert found["program_roi"]["value"] is None
    assert found["program_roi"]["missing"] == [
        "`cost` in the `results` of these partnerships from 2025-04 to 2026-03",
    ]
    named = {kpi["key"]: kpi for kpi in _answer(ask, ".", "--today", TODAY, cwd=PORTFOLIO)}
    assert named == {kpi["key"]: kpi for kpi in _answer(ask, "--today", TODAY, cwd=PORTFOLIO)}


def test_a_kpi_that_is_misspelled_or_a_period_that_is_not_over_is_refused(ask: Ask) -> None:
    answer = ask("kpis", "--explain", "program-roi")
    assert (answer.status, answer.err) == (
        2,
        "error: there is no KPI called `program-roi`\nhelp: did you mean `program_roi`?\n",
    )
    assert ask("kpis", "--period", "2026-Q2", "--today", TODAY, cwd=PORTFOLIO).status == 2
    assert ask("kpis", "--period", "2026-W12", "--today", TODAY, cwd=PORTFOLIO).status == 2


@pytest.mark.parametrize("name", ["rates-of-their-own-days", "a-last-day-that-is-the-last-of-the-window"])
def test_a_window_that_is_over_comes_to_the_same_on_every_later_day(ask: Ask, tmp_path: Path, name: str) -> None:
    shutil.copytree(ROOT / "tests" / "examples" / "kpis" / name, tmp_path, dirs_exist_ok=True)
    (tmp_path / "expected.yaml").unlink()
    first, *later = (
        _answer(ask, "--period", "2026-Q1", "--today", today, cwd=tmp_path)
        for today in ("2026-03-31", "2026-04-01", "2026-04-10", "2027-01-01")
    )
    assert later == [first] * 3


def test_one_promoter_is_written_as_one(ask: Ask, tmp_path: Path) -> None:
    for name, answer in (("happy", 9), ("sad", 2)):
        (tmp_path / f"{name}.yaml").write_text(
            f"name: {name.capitalize()}\ntype: alliance\nstage: grow\nsince: 2025-01-01\n"
            f"health: [{{date: 2026-03-01, recommends: {answer}}}]\n"
        )
    found = ask("kpis", "--today", TODAY, "--format", "markdown", cwd=tmp_path).out
    assert "1 promoter; 1 detractor; 2 answered" in found


def test_customers_of_a_partner_without_a_rate_are_left_out_of_their_value(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "deals").mkdir()
    (tmp_path / "partnerkit.yaml").write_text("currency: EUR\n")
    rows = {"own": ("EUR", 900), "foreign": ("USD", 5)}
    for stem, (currency, amount) in rows.items():
        (tmp_path / f"{stem}.yaml").write_text(f"name: {stem}\ntype: alliance\nstage: grow\nsince: 2024-01-01\n")
        (tmp_path / "deals" / f"{stem}.csv").write_text(
            "deal,account,date,amount,currency\n"
            f"1,{stem} stays,2024-05-01,{amount},{currency}\n2,{stem} leaves,2024-05-02,{amount},{currency}\n"
            f"3,{stem} stays,2025-05-01,{amount},{currency}\n"
        )
    kpis = {kpi["key"]: kpi for kpi in _answer(ask, "--period", "2025", "--today", TODAY, cwd=tmp_path)}
    # 2 of 4 stayed, so a customer stays 2 years and is worth 2 x 900.
    assert (kpis["customer_retention"]["value"], kpis["customer_lifetime_value"]["value"]) == (50, 1800)
    assert kpis["customer_lifetime_value"]["missing"][0] == (
        "an exchange rate from USD to EUR for the revenue of foreign in 2025-05"
    )


def test_revenue_without_a_rate_shows_that_a_partner_did_something_and_nothing_needs_a_rate(
    ask: Ask, tmp_path: Path
) -> None:
    for name, revenue in (("busy", 5), ("idle", 0)):
        (tmp_path / f"{name}.yaml").write_text(
            f"name: {name}\ntype: alliance\nstage: grow\nsince: 2026-03-01\n"
            f"results: [{{month: 2026-03, revenue: {revenue}, currency: USD}}]\n"
        )
    kpis = {kpi["key"]: kpi for kpi in _answer(ask, "--period", "2026-03", "--today", TODAY, cwd=tmp_path)}
    assert (kpis["engagement_rate"]["value"], kpis["engagement_rate"]["missing"]) == (50, [])
    revenue = kpis["partner_sourced_revenue"]
    assert (revenue["value"], revenue["missing"]) == (
        0,
        ["an exchange rate from USD to EUR for the revenue of busy in 2026-03"],
    )


def test_a_file_without_a_stage_counts_for_the_first_referral_by_its_agreement(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: alliance\nsince: 2025-12-31\nagreement: {status: signed}\n"
        "results: [{month: 2026-01, referrals: 0}, {month: 2026-02, referrals: 4}]\n"
    )
    kpis = {kpi["key"]: kpi for kpi in _answer(ask, "--period", "2026-Q1", "--today", TODAY, cwd=tmp_path)}
    assert (kpis["time_to_first_referral"]["value"], kpis["active_partners"]["value"]) == (2, 1)
