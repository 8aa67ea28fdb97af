import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

ACME = PORTFOLIO / "partners" / "acme.yaml"


def phases(ask: Ask, *arguments: str | Path, today: str = TODAY) -> dict[str, tuple[int, int]]:
    answer = ask("checklist", *arguments, "--today", today, "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    [found] = json.loads(answer.out)["partnerships"]
    return {phase["phase"]: (phase["done"], phase["total"]) for phase in found["phases"]}


def test_the_example_grows_and_has_its_launch_before_it(ask: Ask) -> None:
    # The launch is on April 14, so that its lists matter beside those of the stage; the file names no item of them.
    assert phases(ask, ACME) == {
        "alignment": (0, 8),
        "launch": (0, 5),
        "launch_week": (0, 5),
        "first_30_days": (0, 5),
        "ongoing": (0, 5),
    }
    # 30 days after April 14 is May 14, the last day of its plan: after it only what is ongoing matters.
    assert "first_30_days" in phases(ask, ACME, today="2026-05-14")
    assert list(phases(ask, ACME, today="2026-05-15")) == ["ongoing"]


def test_all_phases_show_what_was_done_before(ask: Ask) -> None:
    found = phases(ask, ACME, "--all")
    # Five dates before reaching out; five of six items of the negotiation, legal-review being false.
    assert (found["outreach"], found["agreement"], found["exit"]) == ((5, 5), (5, 6), (0, 6))


@pytest.mark.parametrize(
    ("stage", "matter"),
    [
        ("prospect", ["outreach"]),
        ("initiate", ["outreach", "agreement"]),
        ("launch", ["agreement", "alignment", "launch", "launch_week", "first_30_days"]),
        ("optimize", ["ongoing"]),
        ("renew", ["agreement", "ongoing"]),
        ("exit", ["exit"]),
    ],
)
def test_only_the_phases_of_the_stage_matter(ask: Ask, tmp_path: Path, stage: str, matter: list[str]) -> None:
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\nstage: {stage}\n")
    assert list(phases(ask, "it")) == matter


def test_what_has_a_later_date_is_open(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "it.yaml").write_text(
        "name: It\ntype: alliance\nstage: exit\n"
        "checklists: {exit: {honest-conversation: 2026-04-10, wind-down-talk: 2026-04-11, good-terms: true}}\n"
    )
    assert phases(ask, "it") == {"exit": (2, 6)}
    assert "for 2026-04-11" in ask("checklist", "it", "--today", TODAY).out


def test_the_infrastructure_of_the_programme_is_the_workspaces(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text(
        "program: {infrastructure: {technology: {prm: true, portal: 2026-01-02}, governance: {recognition: false}}}\n"
    )
    (tmp_path / "it.yaml").write_text("name: It\ntype: alliance\nstage: exit\n")
    found: dict[str, Any] = json.loads(ask("checklist", "--all", "--today", TODAY, "--format", "json").out)
    assert [(phase["phase"], phase["done"], phase["total"]) for phase in found["program"]] == [
        ("technology", 2, 4),
        ("resources", 0, 4),
        ("governance", 0, 4),
    ]
