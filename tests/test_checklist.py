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
    # The launch is on April 14, so its lists matter beside those of the stage. The file names no item of them, but it
    # has a monthly review in March, a quarterly one in April, figures and an idea for more.
    assert phases(ask, ACME) == {
        "alignment": (0, 8),
        "launch": (0, 5),
        "launch_week": (0, 5),
        "first_30_days": (0, 5),
        "ongoing": (4, 5),
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


@pytest.mark.parametrize(
    ("phase", "text", "done"),
    [
        ("outreach", "goals: [{kind: growth, outcome: Win, metric: referrals, target: 4}]", ["goals-defined"]),
        ("outreach", "fit: {strategic: 4, value: 4, reach: 3, operations: 4, readiness: 5}", ["fit-scored"]),
        ("outreach", "fit: {strategic: 4, value: 4, reach: 3, operations: 4}", []),
        ("outreach", "value_proposition: {outcome: sell more}", ["value-proposition"]),
        ("outreach", "value_proposition: {gains: [{want: a, offer: b}]}", []),
        ("outreach", "contacts: {main: jo}", ["right-contact"]),
        ("outreach", "outreach: {contact: jo}", ["right-contact"]),
        ("outreach", "contacts: {main: jo}\nchecklists: {outreach: {right-contact: false}}", []),
        (
            "agreement",
            "agreement: {status: signed, signed: 2026-02-03, scope: {us: {deliverables: [A]}}, term: {months: 12}}",
            ["scope", "term"],
        ),
        ("agreement", "agreement: {status: draft, scope: {us: {deliverables: [A]}}, term: {months: 12}}", []),
        ("agreement", "agreement: {status: signed, signed: 2026-05-03, term: {months: 12}}", []),
        (
            "launch",
            "plan: [{id: launch-technical, title: Test, status: done, done: 2026-03-02}]",
            ["technical-work"],
        ),
        ("launch", "plan: [{id: launch-technical, title: Test, due: 2026-03-02}]", []),
        (
            "first_30_days",
            "launch: {date: 2026-02-03}\nresults: [{month: 2026-02, referrals: 1}]",
            ["results-tracked"],
        ),
        ("first_30_days", "launch: {date: 2026-02-03}\nresults: [{month: 2026-01, referrals: 1}]", []),
        ("ongoing", "reviews: [{date: 2026-02-10, kind: monthly}]", ["monthly-check-ins"]),
        ("ongoing", "reviews: [{date: 2026-02-09, kind: monthly}, {date: 2026-05-09, kind: monthly}]", []),
        ("ongoing", "results: [{month: 2026-02, referrals: 1}]", ["metrics-tracked"]),
        ("ongoing", "results: [{month: 2026-01, referrals: 1}]", []),
        ("exit", "exit: {conversation: 2026-03-02}", ["honest-conversation"]),
    ],
)
def test_an_item_is_done_where_the_file_shows_it_unless_the_checklist_says_it_is_not(
    ask: Ask, tmp_path: Path, phase: str, text: str, done: list[str]
) -> None:
    people = "people: {jo: {name: Jo Park, side: them}}\n"
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{people}{text}\n")
    answer = ask("checklist", "it", "--all", "--today", "2026-04-10", "--format", "json", cwd=tmp_path)
    [found] = json.loads(answer.out)["partnerships"]
    [items] = [found["items"] for found in found["phases"] if found["phase"] == phase]
    assert [item["key"] for item in items if item["done"]] == done
