"""What other revenue terms would come to: options side by side, and recorded deals under other terms."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Ask

PARTNERSHIP = """\
name: Acme
type: distribution
agreement:
  status: signed
  term: {starts: 2026-01-01}
  revenue:
    - {model: revenue-share, rate: 10%, base: net, from: us, to: them}
"""
SCENARIO = """\
deals: {low: 10, expected: 25, high: 60}
amount: 1000
starts: 2026-01-01
options:
  - name: Tiers
    revenue:
      - model: tiered
        base: net
        counts: all
        method: retroactive
        tiers: [{above: 0, rate: 5%}, {above: 25000, rate: 10%}, {above: 40000, rate: 15%}]
        from: us
  - name: Fee
    revenue: [{model: fixed-fee, amount: 200, every: month, from: us}]
"""
DEALS = "deal,account,date,amount,currency\nA,North,2026-01-10,1000,EUR\nB,South,2026-05-10,500,EUR\n"
TERMS = "revenue:\n  - {model: revenue-share, rate: 15%, base: net, from: us}\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    partners = tmp_path / "partners"
    partners.mkdir()
    (tmp_path / "partnerkit.yaml").write_text("currency: EUR\n")
    (partners / "acme.yaml").write_text(PARTNERSHIP)
    (tmp_path / "deals").mkdir()
    (tmp_path / "deals" / "acme.csv").write_text(DEALS)
    (tmp_path / "scenario.yaml").write_text(SCENARIO)
    (tmp_path / "other.yaml").write_text(TERMS)
    return tmp_path


def _found(ask: Ask, *arguments: str) -> Any:
    answer = ask("revenue", *arguments, "--today", "2026-04-10", "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    return json.loads(answer.out)


def _compared(ask: Ask) -> Any:
    return _found(ask, "compare", "acme", "--scenario", "scenario.yaml")


@pytest.mark.usefixtures("workspace")
def test_options_are_compared_at_three_volumes_beside_the_terms_as_agreed(ask: Ask) -> None:
    outcomes = _compared(ask)["outcomes"]
    # 10% of 10, 25 and 60 deals of 1,000; tiers of 5% up to 25,000 and 15% of all of 60,000; 12 months of 200.
    assert [(one["option"], one["volume"], one["sales"], one["we_pay"]) for one in outcomes] == [
        ("as agreed", "low", 10000, 1000),
        ("as agreed", "expected", 25000, 2500),
        ("as agreed", "high", 60000, 6000),
        ("Tiers", "low", 10000, 500),
        ("Tiers", "expected", 25000, 1250),
        ("Tiers", "high", 60000, 9000),
        ("Fee", "low", 10000, 2400),
        ("Fee", "expected", 25000, 2400),
        ("Fee", "high", 60000, 2400),
    ]
    assert {(one["they_pay"], tuple(one["not_priced"])) for one in outcomes} == {(0, ())}
    assert outcomes[-1]["percent_of_sales"] == 4


@pytest.mark.usefixtures("workspace")
def test_break_even_points_say_from_how_many_deals_on_an_option_pays_more(ask: Ask) -> None:
    found = [(one["option"], one["than"], one["deals"]) for one in _compared(ask)["break_even"]]
    # Tiers pay half as much as agreed up to 25 deals, the same up to 40, and more from the 41st on.
    assert found == [("Tiers", "as agreed", 41), ("as agreed", "Fee", 25), ("Tiers", "Fee", 26)]


@pytest.mark.usefixtures("workspace")
def test_a_cliff_is_what_one_unit_more_costs(ask: Ask) -> None:
    found = [(one["volume"], one["pays"], one["next_pays"], one["more"]) for one in _compared(ask)["cliffs"]]
    # 5% of 25,000 and 10% of 25,001; 10% of 40,000 and 15% of 40,001.
    assert found == [(25000, 1250, 2500.1, 1250.1), (40000, 4000, 6000.15, 2000.15)]


def test_the_cliff_of_tiers_that_count_customers_is_one_customer_more(ask: Ask, workspace: Path) -> None:
    text = SCENARIO.replace("base: net\n", "base: net\n        unit: customers\n")
    tiers = "[{at_least: 0, rate: 5%}, {at_least: 11, rate: 10%}]"
    text = text.replace("[{above: 0, rate: 5%}, {above: 25000, rate: 10%}, {above: 40000, rate: 15%}]", tiers)
    (workspace / "scenario.yaml").write_text(text)
    # Ten customers of 1,000 at 5%, eleven at 10%.
    [cliff] = _compared(ask)["cliffs"]
    assert (cliff["volume"], cliff["pays"], cliff["next_pays"], cliff["more"]) == (10, 500, 1100, 600)


def test_an_outcome_that_is_partial_says_why(ask: Ask, workspace: Path) -> None:
    (workspace / "scenario.yaml").write_text(SCENARIO.replace("base: net", "base: margin"))
    tiers = [one for one in _compared(ask)["outcomes"] if one["option"] == "Tiers"]
    [reason] = {reason for one in tiers for reason in one["not_priced"]}
    assert reason == "agreement.revenue[0]: the deal has no cost, so its margin is not known"
    answer = ask("revenue", "compare", "acme", "--scenario", "scenario.yaml")
    assert "Tiers is partial" in answer.out


@pytest.mark.usefixtures("workspace")
def test_recorded_deals_are_replayed_under_other_terms(ask: Ask) -> None:
    found = _found(ask, "replay", "acme", "--terms", "other.yaml")
    # Until April 10 there is deal A: 10% of 1,000 as agreed, and 15% under the other terms.
    assert found["totals"] == [{"payer": "us", "currency": "EUR", "agreed": 100, "other": 150, "change": 50}]
    answer = ask("revenue", "replay", "acme", "--terms", "other.yaml", "--today", "2026-12-31")
    assert "We pay EUR 225 instead of EUR 150: EUR 75 more." in answer.out


def test_a_replay_lists_what_either_terms_cannot_price(ask: Ask, workspace: Path) -> None:
    (workspace / "other.yaml").write_text(TERMS.replace("net", "margin"))
    [gap] = _found(ask, "replay", "acme", "--terms", "other.yaml")["not_priced"]
    assert (gap["terms"], gap["deal"], gap["term"]) == ("other", "A", "agreement.revenue[0]")


@pytest.mark.parametrize(
    ("content", "code"), [("revenu: 1\n", "PK003"), ("", "PK116"), (TERMS.replace("base: net, ", ""), "PK001")]
)
def test_what_is_wrong_in_other_terms_is_shown_with_its_place(
    ask: Ask, workspace: Path, content: str, code: str
) -> None:
    (workspace / "other.yaml").write_text(content)
    answer = ask("revenue", "replay", "acme", "--terms", "other.yaml")
    assert answer.status == 1
    assert f" {code} " in answer.err
    assert answer.err.endswith("error: other.yaml has errors; fix them first\n")


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "acme"),
        ("replay", "acme"),
        ("compare", "acme", "--scenario", "missing.yaml"),
        ("replay", "acme", "--terms", "other.yaml", "--scenario", "scenario.yaml"),
        ("other", "acme"),
    ],
)
def test_a_question_about_revenue_names_what_it_needs(ask: Ask, arguments: tuple[str, ...]) -> None:
    assert ask("revenue", *arguments).status == 2
