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
    # Tiers pay half as much as agreed up to 25 deals, the same up to 40, and more from the 41st on; 10% of 24 deals is
    # the fee of 12 months.
    assert _break_even(ask) == [
        ("as agreed", "the same", "Tiers", 26),
        ("Tiers", "more", "as agreed", 41),
        ("as agreed", "the same", "Fee", 24),
        ("as agreed", "more", "Fee", 25),
        ("Tiers", "more", "Fee", 26),
    ]
    said = ask("revenue", "compare", "acme", "--scenario", "scenario.yaml").out
    assert "From 26 deals on (EUR 26,000), as agreed pays them as much as Tiers." in said
    assert "At 24 deals (EUR 24,000), as agreed pays them as much as Fee." in said
    assert "Not every number of deals was tried" not in said


def _scenario(workspace: Path, deals: str, *options: str, currency: str = "") -> None:
    text = f"deals: {deals}\namount: 1000\nstarts: 2026-01-01\n{currency}options:\n"
    terms = "".join(f"  - {{name: Option {number}, revenue: [{option}]}}\n" for number, option in enumerate(options))
    (workspace / "scenario.yaml").write_text(text + terms)


def _break_even(ask: Ask) -> list[tuple[str, str, str, int]]:
    return [(one["option"], one["pays"], one["than"], one["deals"]) for one in _compared(ask)["break_even"]]


def test_options_that_meet_in_one_volume_are_not_said_to_be_apart(ask: Ask, workspace: Path) -> None:
    fees = "{model: referral-fee, amount: 300, from: us}", "{model: fixed-fee, amount: 12000, every: once, from: us}"
    _scenario(workspace, "{low: 10, expected: 20, high: 40}", *fees)
    assert _break_even(ask)[-1] == ("Option 0", "the same", "Option 1", 40)
    assert (
        "At 40 deals (EUR 40,000), Option 0 pays them as much as Option 1."
        in ask("revenue", "compare", "acme", "--scenario", "scenario.yaml").out
    )


def test_a_lead_between_two_tiers_is_found_among_thousands_of_deals(ask: Ask, workspace: Path) -> None:
    fee = "{model: fixed-fee, amount: 9550, every: once, from: us}"
    tiers = "[{at_least: 0, rate: 10%}, {at_least: 98, rate: 5%}]"
    tiered = (
        f"{{model: tiered, base: net, counts: all, unit: customers, method: retroactive, tiers: {tiers}, from: us}}"
    )
    _scenario(workspace, "{low: 10, expected: 100, high: 1000}", fee, tiered)
    found = [each for each in _break_even(ask) if "as agreed" not in each]
    # 96 at 10% are 9,600; 98 at 5% are 4,900; 191 at 5% are 9,550, and 192 are 9,600.
    assert found == [
        ("Option 1", "more", "Option 0", 96),
        ("Option 0", "more", "Option 1", 98),
        ("Option 0", "the same", "Option 1", 191),
        ("Option 1", "more", "Option 0", 192),
    ]
    _scenario(workspace, "{low: 10, expected: 100, high: 1000}", fee)
    said = ask("revenue", "compare", "acme", "--scenario", "scenario.yaml").out
    assert "Not every number of deals was tried, but every 20" in said


@pytest.mark.parametrize(
    "option",
    [
        "{model: revenue-share, rate: 10%, base: margin, from: us}",
        "{model: revenue-share, rate: 10%, base: net, currency: USD, from: us}",
    ],
)
def test_an_option_that_cannot_be_priced_is_not_compared_as_zero(ask: Ask, workspace: Path, option: str) -> None:
    _scenario(workspace, "{low: 0, expected: 25, high: 60}", option)
    found = _compared(ask)
    amounts = {(one["we_pay"], one["to_them"], one["percent_of_sales"]) for one in found["outcomes"] if one["deals"]}
    assert (None, None, None) in amounts
    assert found["break_even"] == []


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        ("cap: 1000", []),
        ("cap: 1200", [(1000, 1200)]),
        ("cap: 100, cap_per: period, settles: month", [(1000, 1100)]),
        ("minimum: 1200, minimum_per: year", [(1200, 1500.15)]),
        ("minimum: 2000, minimum_per: year", []),
    ],
)
def test_a_cliff_is_no_higher_than_the_limits_of_its_term(
    ask: Ask, workspace: Path, limit: str, found: list[tuple[int, float]]
) -> None:
    tiers = "method: retroactive, tiers: [{above: 0, rate: 10%}, {above: 10000, rate: 15%}]"
    _scenario(
        workspace,
        "{low: 1, expected: 2, high: 3}",
        f"{{model: tiered, base: net, counts: year, {tiers}, {limit}, from: us}}",
    )
    assert [(one["pays"], one["next_pays"]) for one in _compared(ask)["cliffs"]] == found


def test_a_cliff_down_is_said_to_pay_less(ask: Ask, workspace: Path) -> None:
    tiers = "method: retroactive, tiers: [{above: 0, rate: 15%}, {above: 10000, rate: 10%}, {above: 20000, rate: 10%}]"
    _scenario(
        workspace, "{low: 1, expected: 2, high: 3}", f"{{model: tiered, base: net, counts: year, {tiers}, from: us}}"
    )
    said = " ".join(ask("revenue", "compare", "acme", "--scenario", "scenario.yaml").out.split())
    assert "1 more pays EUR 499.90 less, EUR 1,000.10 instead of EUR 1,500." in said
    assert said.count("instead of") == 1


def test_shares_of_sales_keep_their_digits_and_are_shown_rounded_half_up(ask: Ask, workspace: Path) -> None:
    _scenario(workspace, "{low: 1, expected: 2, high: 3}", "{model: revenue-share, rate: 25.625%, base: net, from: us}")
    assert _compared(ask)["outcomes"][-1]["percent_of_sales"] == 25.625
    assert "25.63%" in ask("revenue", "compare", "acme", "--scenario", "scenario.yaml").out


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
    assert "Tiers can't be compared" in answer.out


@pytest.mark.usefixtures("workspace")
def test_recorded_deals_are_replayed_under_other_terms(ask: Ask) -> None:
    found = _found(ask, "replay", "acme", "--terms", "other.yaml")
    # Until April 10 there is deal A: 10% of 1,000 as agreed, and 15% under the other terms.
    assert found["totals"] == [{"payer": "us", "currency": "EUR", "agreed": 100, "other": 150, "change": 50}]
    answer = ask("revenue", "replay", "acme", "--terms", "other.yaml", "--today", "2026-12-31")
    assert "We pay EUR 225 instead of EUR 150: EUR 75 more." in answer.out
    assert "2 recorded rows until 2026-12-31." in answer.out


@pytest.mark.usefixtures("workspace")
def test_a_replay_counts_only_the_rows_that_it_is_about(ask: Ask) -> None:
    found = _found(ask, "replay", "acme", "--terms", "other.yaml")
    assert (found["deals"], found["later"]) == (1, 1)
    answer = ask("revenue", "replay", "acme", "--terms", "other.yaml", "--today", "2026-04-10")
    assert "1 recorded row until 2026-04-10; 1 later one left out." in answer.out


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
