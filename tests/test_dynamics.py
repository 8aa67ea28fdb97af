import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

ACME = PORTFOLIO / "partners" / "acme.yaml"


@pytest.fixture
def asked(ask: Ask, tmp_path: Path) -> Any:
    """Ask for the dynamics of a partnership that holds just these lines."""

    def run(text: str, today: str = TODAY) -> dict[str, Any]:
        (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{text}")
        answer = ask("dynamics", "it", "--today", today, "--format", "json")
        assert (answer.status, answer.err) == (0, "")
        return dict(json.loads(answer.out)["partnerships"][0])

    return run


def test_the_example_is_as_weak_as_its_partners_awareness(ask: Ask) -> None:
    [found] = json.loads(ask("dynamics", ACME, "--today", TODAY, "--format", "json").out)["partnerships"]
    # Interest 5 and 3, awareness 4 and 2, encouragement 3 and 3: the lowest of the six is awareness on their side.
    assert [strength["rating"] for strength in found["strengths"]] == [5, 3, 4, 2, 3, 3]
    assert (found["status"], found["weakest"]) == ("red", ["awareness on their side"])
    assert [(play["dynamic"], play["side"]) for play in found["plays"]] == [("awareness", "them")] * 2
    ours, theirs = found["coverage"]
    # The six departments, less those reached; theirs and Kim's engineering beside.
    assert ours["not_yet"] == ["operations", "IT", "finance"]
    assert theirs["not_yet"] == ["sales", "marketing", "client success", "operations", "IT", "finance", "engineering"]
    ours, theirs = found["encouraged"]
    # February 20 to April 10: 8 + 31 + 10 = 49 days; March 12 to April 10: 19 + 10 = 29.
    assert (ours["days"], ours["only_rewards"]) == (49, True)
    assert (theirs["days"], theirs["only_rewards"]) == (29, False)


ALL_STRONG = "interest: {us: 5, them: 4}, awareness: {us: 4, them: 4}, encouragement: {us: 5, them: 5}"


@pytest.mark.parametrize(
    ("dynamics", "status"),
    [
        (ALL_STRONG, "green"),
        (ALL_STRONG.replace("them: 4", "them: 3", 1), "amber"),
        (ALL_STRONG.replace("them: 4", "them: 2", 1), "red"),  # five strong ones do not make up for it
        ("interest: {us: 5, them: 5}", "not_assessed"),  # four are not rated, and never green
        ("interest: {us: 5, them: 1}", "red"),  # no better than that, whatever the others are
    ],
)
def test_the_weakest_of_the_six_decides(asked: Any, dynamics: str, status: str) -> None:
    assert asked(f"dynamics: {{{dynamics}}}\n")["status"] == status


def test_missing_interest_is_raised_with_figures_or_parked_with_a_date(asked: Any) -> None:
    found = asked(
        "dynamics:\n"
        "  interest: {us: 4, them: 2}\n"
        "  account_mapping: {date: 2026-03-01, ours: 300, theirs: 80, shared: 30}\n"
    )
    assert [play["play"] for play in found["plays"]] == ["account-mapping", "purpose-from-their-view", "why-should-i"]
    # 30 of 300 are 10%, 30 of 80 are 37.5%.
    assert found["plays"][0]["here"] == "30 shared accounts (2026-03-01): 10% of ours and 37.5% of theirs"
    assert found["park_until"] == "2026-10-10"  # six months after April 10


@pytest.mark.parametrize(("today", "revisit", "plays"), [("2026-09-30", False, 0), ("2026-10-01", True, 3)])
def test_what_is_parked_rests_until_its_day(asked: Any, today: str, revisit: bool, plays: int) -> None:
    found = asked("dynamics: {interest: {them: 1}, parked: {until: 2026-10-01}}\n", today)
    assert (found["parked"]["revisit"], len(found["plays"])) == (revisit, plays)


def test_a_department_told_with_content_of_its_own_is_reached(asked: Any) -> None:
    found = asked(
        "dynamics:\n"
        "  awareness:\n"
        "    reached: {them: [Customer Success]}\n"
        "    told: [{side: them, department: sales, content: A battle card for retail calls, date: 2026-04-01}]\n"
    )
    theirs = found["coverage"][1]
    assert theirs["reached"] == ["Customer Success", "sales"]
    assert theirs["not_yet"] == ["marketing", "operations", "IT", "finance"]
    assert theirs["content"] == ["sales: A battle card for retail calls"]


def test_what_is_planned_for_later_has_encouraged_nobody(asked: Any) -> None:
    found = asked("dynamics: {encouragement: {given: [{date: 2026-04-11, side: us, kind: reward}]}}\n")
    assert found["encouraged"][0] == {
        "side": "us",
        "last": None,
        "days": None,
        "times": 0,
        "kinds": [],
        "only_rewards": False,
    }
