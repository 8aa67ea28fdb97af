import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

KEYS = ("strategic", "value", "reach", "operations", "readiness")


@pytest.fixture
def ranked(ask: Ask, tmp_path: Path) -> Any:
    """Rank partners with these ratings; None is a criterion that is not rated."""

    def run(*options: str, workspace: str = "", **partners: tuple[int | None, ...]) -> dict[str, Any]:
        (tmp_path / "partnerkit.yaml").write_text(workspace)
        for stem, ratings in partners.items():
            rated = {key: rating for key, rating in zip(KEYS, ratings, strict=True) if rating is not None}
            (tmp_path / f"{stem}.yaml").write_text(f"name: {stem.title()}\ntype: alliance\nfit: {json.dumps(rated)}\n")
        answer = ask("rank", *options, "--today", TODAY, "--format", "json")
        assert (answer.status, answer.err) == (0, "")
        return dict(json.loads(answer.out))

    return run


def in_short(ranking: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(found["place"], found["partnership"], found["slot"]) for found in ranking["candidates"]]


def test_the_examples_are_ranked_as_added_up_by_hand(ask: Ask) -> None:
    found = json.loads(ask("rank", PORTFOLIO, "--today", TODAY, "--format", "json").out)
    # Weights 3, 3, 2, 2, 1. Bluebird 15 + 15 + 8 + 10 + 4 = 52, Lumen 15 + 15 + 10 + 8 + 3 = 51: two of five slots
    # from 50 on. Kestrel 15 + 12 + 8 + 8 + 5 = 48, Meridian 12 + 12 + 10 + 6 + 4 = 44, Acme 12 + 15 + 6 + 8 + 2 = 43.
    assert [(candidate["partnership"], candidate["points"]) for candidate in found["candidates"]][:5] == [
        ("bluebird-crm", 52),
        ("lumen-design-suite", 51),
        ("kestrel-advisory", 48),
        ("meridian-channel", 44),
        ("acme", 43),
    ]
    assert [slots["taken"] for slots in found["slots"]] == [2, 8, 2]
    # Hartwell: 15 + 12 + 6 + 6 = 39 and readiness open, so 40 to 44; it only might beat Agency Weekly's 40, and ties.
    assert in_short(found)[6:8] == [(7, "agency-weekly", "Worth pursuing"), (7, "hartwell-group", "Worth pursuing")]


def test_slots_are_filled_in_order_and_the_next_band_takes_who_finds_no_room(ranked: Any) -> None:
    bands = "{bands: [{name: A, at_least: 50, slots: 1}, {name: B, at_least: 35, slots: 1}, {name: C, at_least: 0}]}"
    found = ranked(workspace=f"scorecard: {bands}\n", best=(5, 5, 5, 5, 5), good=(5, 5, 5, 5, 4), fair=(4, 4, 4, 4, 4))
    assert in_short(found) == [(1, "best", "A"), (2, "good", "B"), (3, "fair", "C")]


def test_ties_share_a_place_and_the_last_slot(ranked: Any) -> None:
    bands = "{bands: [{name: A, at_least: 50, slots: 2}, {name: B, at_least: 0, slots: 1}]}"
    found = ranked(
        workspace=f"scorecard: {bands}\n",
        best=(5, 5, 5, 5, 5),
        left=(5, 5, 5, 5, 3),
        right=(5, 5, 5, 5, 3),
        last=(1, 1, 1, 1, 1),
    )
    # One slot of A is left for two with 53 points; the one that does not get it takes the slot of B.
    assert in_short(found) == [(1, "best", "A"), (2, "left", "A"), (2, "right", "A"), (4, "last", None)]
    assert [(found["tied"], found["tied_for_slot"]) for found in found["candidates"]] == [
        (False, False),
        (True, True),
        (True, True),
        (False, False),
    ]


def test_an_incomplete_one_is_never_above_a_complete_one_it_only_might_beat(ranked: Any) -> None:
    # Known: 15 + 15 + 10 = 40, operations and readiness open: 43 to 55. Sure: 12 + 12 + 8 + 8 + 4 = 44.
    found = ranked(maybe=(5, 5, 5, None, None), sure=(4, 4, 4, 4, 4), low=(4, 4, 4, 4, 2))
    assert [(one["place"], one["partnership"], one["might_reach"]) for one in found["candidates"]] == [
        (1, "sure", 1),
        (2, "maybe", 1),
        (3, "low", 3),
    ]
    assert (found["candidates"][1]["points"], found["candidates"][1]["range"]) == (None, [43, 55])
    assert found["candidates"][1]["missing"] == ["Operational fit", "Partnership readiness"]


def test_scores_that_tie_share_a_place_where_ratings_are_missing_too(ranked: Any) -> None:
    bands = "{bands: [{name: A, at_least: 40, slots: 2}, {name: B, at_least: 0}]}"
    found = ranked(
        workspace=f"scorecard: {bands}\n",
        maybe=(5, 5, 5, None, None),
        perhaps=(5, 5, 5, None, None),
        sure=(4, 4, 4, 4, 3),
        low=(4, 4, 4, 4, 2),
    )
    # All three have 43 points at least; two slots are left for them.
    assert in_short(found) == [(1, "sure", "A"), (1, "maybe", "A"), (1, "perhaps", "A"), (4, "low", "B")]
    assert [(one["tied"], one["tied_for_slot"]) for one in found["candidates"]] == [(True, True)] * 3 + [(False, False)]


def test_bands_in_percent_are_shown_with_the_points_they_mean(ranked: Any, ask: Ask) -> None:
    bands = "{bands: [{name: A, at_least: 90%}, {name: B, at_least: 0}]}"
    found = ranked(workspace=f"scorecard: {bands}\n", best=(5, 5, 5, 5, 5), good=(5, 5, 5, 4, 1))
    # 90% of 55 are 49.5: good has 15 + 15 + 10 + 8 + 1 = 49.
    assert [(slots["band"], slots["at_least"], slots["taken"]) for slots in found["slots"]] == [
        ("A", 49.5, 1),
        ("B", 0, 1),
    ]
    assert "A, from 49.5 (90% of 55): 1 candidate." in ask("rank", "--today", TODAY).out
    assert "49.5 (90% of 55)" in ask("score", "--explain", "--today", TODAY).out


def test_who_is_not_rated_at_all_is_not_ranked(ranked: Any) -> None:
    found = ranked(known=(1, 1, 1, 1, 1), unknown=(None,) * 5)
    assert (len(found["candidates"]), found["unrated"]) == (1, ["unknown"])


def test_a_weight_that_moves_by_a_fifth_swaps_two_that_are_close(ranked: Any) -> None:
    found = ranked("--sensitivity", first=(5, 3, 3, 3, 3), second=(3, 4, 4, 3, 3), far=(1, 1, 1, 1, 1))
    # First 15 + 9 + 6 + 6 + 3 = 39, second 9 + 12 + 8 + 6 + 3 = 38. With 2.4 for strategic 12 + 24 = 36 against
    # 7.2 + 29 = 36.2. With 3.6 for value 40.8 against 40.4, with 2.4 for reach 40.2 against 39.6: nothing changes.
    changes = [
        (scenario["criterion"], scenario["becomes"], swap["up"], swap["down"])
        for scenario in found["sensitivity"]["scenarios"]
        for swap in scenario["swaps"]
    ]
    assert changes == [("strategic", 2.4, "second", "first")]
    places = found["sensitivity"]["places"]
    assert [(place["partnership"], place["best"], place["worst"], place["holds"]) for place in places] == [
        ("first", 1, 2, False),
        ("second", 1, 2, False),
        ("far", 3, 3, True),
    ]


def test_what_ends_or_is_parked_takes_no_slot(ask: Ask) -> None:
    found = json.loads(ask("rank", PORTFOLIO, "--today", TODAY, "--format", "json").out)["candidates"]
    idle = {one["partnership"]: one["no_slot"] for one in found if one["slot"] is None}
    assert idle == {"fjord-academy": "parked until 2026-10-01"}


def test_a_filter_changes_no_place_and_no_slot(ask: Ask) -> None:
    def found(*options: str) -> dict[str, Any]:
        answer = ask("rank", *options, "--sensitivity", "--today", TODAY, "--format", "json", cwd=PORTFOLIO)
        return dict(json.loads(answer.out))

    everything, some = found(), found("--type", "integration")
    stems = {one["partnership"] for one in some["candidates"]}
    assert 0 < len(stems) < len(everything["candidates"])
    assert some["candidates"] == [one for one in everything["candidates"] if one["partnership"] in stems]
    assert some["slots"] == everything["slots"]
    places = everything["sensitivity"]["places"]
    assert some["sensitivity"]["places"] == [one for one in places if one["partnership"] in stems]


def test_a_spreadsheet_gets_the_place_of_a_tie_as_a_number(ranked: Any, ask: Ask) -> None:
    ranked(left=(5, 5, 5, 5, 3), right=(5, 5, 5, 5, 3))
    rows = ask("rank", "--today", TODAY, "--format", "csv").out.splitlines()
    assert [row.split(",")[0] for row in rows] == ["Place", "1", "1"]
    assert "=1" in ask("rank", "--today", TODAY).out


def test_the_sensitivity_reads_well(ask: Ask, snapshot: Any) -> None:
    assert ask("rank", PORTFOLIO, "--sensitivity", "--today", TODAY).out == snapshot


def test_a_reader_is_told_twenty_swaps_of_a_weight_and_how_many_more_there_are(ranked: Any, ask: Ask) -> None:
    # Strategic and value weigh 3 each: five with 5 and 1 are tied with five with 1 and 5, until one of the two moves.
    strong = {f"strong-{number}": (5, 1, 3, 3, 3) for number in range(5)}
    found = ranked("--sensitivity", **strong, **{f"dear-{number}": (1, 5, 3, 3, 3) for number in range(5)})
    swaps = {scenario["criterion"]: len(scenario["swaps"]) for scenario in found["sensitivity"]["scenarios"]}
    assert swaps == {"strategic": 25, "value": 25, "reach": 0, "operations": 0, "readiness": 0}
    told = " ".join(ask("rank", "--sensitivity", "--today", TODAY).out.split())
    assert told.count("breaks the tie with") == 4 * 20
    assert told.count("and 5 more swaps") == 4
