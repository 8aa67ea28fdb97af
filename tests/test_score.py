import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

ACME = PORTFOLIO / "partners" / "acme.yaml"


def test_the_example_scores_43_of_55_and_is_worth_pursuing(ask: Ask) -> None:
    # 3 x 4 + 3 x 5 + 2 x 3 + 2 x 4 + 1 x 2 = 12 + 15 + 6 + 8 + 2 = 43; weights 11 x 5 = 55.
    [score] = json.loads(ask("score", ACME, "--format", "json").out)["scores"]
    assert (score["points"], score["maximum"], score["minimum"]) == (43, 55, 11)
    assert (score["band"], score["complete"], score["range"]) == ("Worth pursuing", True, [43, 43])
    assert [criterion["points"] for criterion in score["criteria"]] == [12, 15, 6, 8, 2]


def test_the_score_reads_well(ask: Ask, snapshot: Any) -> None:
    assert ask("score", ACME, "--explain", "--what-if", "reach=5", "--today", TODAY).out == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_the_score_is_told_in_every_format(ask: Ask, snapshot: Any, format: str) -> None:
    assert ask("score", ACME, "--today", TODAY, "--format", format).out == snapshot


def test_a_missing_rating_makes_the_score_a_range_and_never_a_zero(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "half.yaml").write_text("name: Half\ntype: alliance\nfit: {strategic: 4, value: 5, reach: 3}\n")
    # 12 + 15 + 6 = 33 known; weights 2 and 1 open: 33 + 3 x 1 = 36 to 33 + 3 x 5 = 48, one band.
    [score] = json.loads(ask("score", "half", "--format", "json").out)["scores"]
    assert (score["points"], score["range"], score["complete"]) == (None, [36, 48], False)
    assert score["band"] == "Worth pursuing"
    assert score["criteria"][3] == {
        "key": "operations",
        "name": "Operational fit",
        "weight": 2,
        "rating": None,
        "points": None,
        "evidence": None,
    }


def test_a_range_over_two_bands_has_no_band(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "wide.yaml").write_text("name: Wide\ntype: alliance\nfit: {strategic: 4}\n")
    [score] = json.loads(ask("score", "wide", "--format", "json").out)["scores"]
    assert (score["range"], score["band"], score["next_band"]) == ([20, 52], None, None)


def test_a_single_change_that_reaches_the_next_band_is_named(ask: Ask, tmp_path: Path) -> None:
    ratings = "{strategic: 4, value: 5, reach: 4, operations: 4, readiness: 4}"
    (tmp_path / "near.yaml").write_text(f"name: Near\ntype: alliance\nfit: {ratings}\n")
    # 12 + 15 + 8 + 8 + 4 = 47, three points short of 50: only strategic 4 to 5 adds 3.
    [score] = json.loads(ask("score", "near", "--format", "json").out)["scores"]
    assert score["next_band"]["missing"] == 3
    assert [(change["key"], change["becomes"]) for change in score["next_band"]["single_changes"]] == [("strategic", 5)]


def test_what_if_shows_before_and_after(ask: Ask) -> None:
    [score] = json.loads(
        ask("score", ACME, "--what-if", "reach=5", "--what-if", "strategic=5", "--format", "json").out
    )["scores"]
    assert (score["points"], score["what_if"]["points"]) == (43, 50)
    assert score["what_if"]["band"] == "Pursue aggressively"


@pytest.mark.parametrize(("word", "said"), [("reech=5", "did you mean `reach`?"), ("reach=7", "from 1 (poor) to 5")])
def test_a_wrong_what_if_says_what_to_type(ask: Ask, word: str, said: str) -> None:
    answer = ask("score", ACME, "--what-if", word)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_a_what_if_that_rates_a_criterion_twice_is_refused(ask: Ask) -> None:
    answer = ask("score", "acme", "--what-if", "reach=5", "--what-if", "reach=4", cwd=PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("error: --what-if rates `reach` twice\n")


def test_a_workspace_weighs_and_bands_its_own_way(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text(
        "scorecard:\n"
        "  criteria: {strategic: {weight: 1.5}, love: {name: Chemistry}}\n"
        "  bands: [{name: Yes, at_least: 10}, {name: No, at_least: 0}]\n"
    )
    (tmp_path / "own.yaml").write_text("name: Own\ntype: alliance\nfit: {strategic: 5, love: 3}\n")
    [score] = json.loads(ask("score", "own", "--format", "json").out)["scores"]
    assert (score["points"], score["maximum"], score["minimum"], score["band"]) == (10.5, 12.5, 2.5, "Yes")
