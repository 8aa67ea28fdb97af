import json
from pathlib import Path

from conftest import PORTFOLIO, TODAY, Ask


def test_the_examples_are_counted_by_hand(ask: Ask) -> None:
    found = json.loads(ask("landscape", PORTFOLIO, "--today", TODAY, "--format", "json").out)
    # Sixteen files less Cascade, which is on its way out: 15; 20 - 15 = 5, 30 - 15 = 15.
    assert (found["counted"], found["missing"]) == (15, [5, 15])
    assert {position["position"]: position["count"] for position in found["positions"]} == {
        "upstream": 4,  # Silverline, Quorum, Atlas and Cloudharbor
        "parallel": 7,  # Acme, Bluebird, Lumen, Tindra, Agency Weekly, Fjord and Kestrel
        "downstream": 3,  # Meridian, Solstice and Hartwell
    }
    unfilled = ["affiliate", "referral", "agency", "integrator", "msp", "oem"]
    assert (found["empty_positions"], found["empty_roles"]) == ([], unfilled)
    assert found["unplaced"] == ["globex"]


def test_an_empty_position_and_a_role_at_odds_with_it_are_named(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: A\ntype: ecosystem\nrole: platform\n")
    (tmp_path / "b.yaml").write_text("name: B\ntype: distribution\nrole: reseller\nposition: upstream\nwhy: Reach\n")
    found = json.loads(ask("landscape", "--format", "json").out)
    # A role without a position stands where that role belongs.
    assert [(partner["partnership"], partner["position"]) for partner in found["partners"]] == [
        ("a", "upstream"),
        ("b", "upstream"),
    ]
    assert found["partners"][1]["contradiction"] == "reseller is a role of downstream, not of upstream"
    assert found["empty_positions"] == ["parallel", "downstream"]
    assert [partner["lacks"] for partner in found["partners"]] == [["why", "priority"], ["priority"]]
