"""Anything due on a day off is due on the next working day, in every answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Ask

# 2026-05-02 is a Saturday, and 2026-05-01, a Friday, is a public holiday in Germany.
SATURDAY = """\
name: Acme
type: integration
stage: grow
people: {jo: {name: Jo Ash, side: us}}
plan: [{id: a, title: Train sales, due: 2026-05-02, owner: jo}]
reviews:
  - date: 2026-04-02
    kind: quarterly
    commitments: [{id: b, what: Send the list, owner: jo, due: 2026-05-02}]
"""


def late(ask: Ask, today: str) -> dict[str, Any]:
    """What each command says is late."""

    def asked(*words: str) -> Any:
        return json.loads(ask(*words, "--today", today, "--format", "json").out)

    ledger = asked("reviews", "acme")
    plan = asked("plan")
    return {
        "due": sum(entry["overdue"] for entry in asked("due")["entries"]),
        "list": asked("list")["partnerships"][0]["late"],
        "plan": sum(item["late"] for item in plan["items"]),
        "conflicts": sum(found["kind"] == "late" for found in plan["conflicts"]),
        "health": sorted(sign["sign"] for sign in asked("health")["partnerships"][0]["suspected"]),
        "broken": sum(side["overdue"] for side in ledger["sides"]),
    }


NOTHING = {"due": 0, "list": 0, "plan": 0, "conflicts": 0, "health": [], "broken": 0}
EVERYTHING = {
    "due": 3,
    "list": 3,
    "plan": 1,
    "conflicts": 1,
    "health": ["review-overdue", "work-overdue"],
    "broken": 1,
}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-05-02", NOTHING),
        ("2026-05-03", NOTHING),
        ("2026-05-04", NOTHING),
        ("2026-05-05", EVERYTHING),
    ],
)
def test_what_falls_on_a_saturday_is_late_from_tuesday_in_every_answer(
    ask: Ask, tmp_path: Path, today: str, expected: dict[str, Any]
) -> None:
    (tmp_path / "acme.yaml").write_text(SATURDAY)
    assert late(ask, today) == expected


def test_the_public_holidays_of_the_workspace_count_in_every_answer(ask: Ask, tmp_path: Path) -> None:
    pytest.importorskip("holidays", reason="public holidays come with an extra")
    (tmp_path / "acme.yaml").write_text(SATURDAY.replace("2026-05-02", "2026-05-01").replace("04-02", "04-01"))
    assert late(ask, "2026-05-04") == EVERYTHING
    (tmp_path / "partnerkit.yaml").write_text("working_days: {holidays: [DE]}\n")
    assert late(ask, "2026-05-04") == NOTHING
    assert late(ask, "2026-05-05") == EVERYTHING
    shown = json.loads(ask("show", "acme", "--today", "2026-04-20", "--format", "json").out)
    [item] = [entry for entry in shown["due"]["entries"] if entry["kind"] == "plan"]
    assert (item["date"], item["falls_on"]) == ("2026-05-04", "2026-05-01")


def test_a_promise_kept_on_the_monday_after_its_saturday_is_kept(ask: Ask, tmp_path: Path) -> None:
    def outcome(done: str) -> str:
        (tmp_path / "acme.yaml").write_text(SATURDAY.replace("due: 2026-05-02}]", f"due: 2026-05-02, done: {done}}}]"))
        found = json.loads(ask("reviews", "acme", "--today", "2026-05-08", "--format", "json").out)
        return str(found["commitments"][0]["outcome"])

    assert (outcome("2026-05-04"), outcome("2026-05-05")) == ("kept", "late")


def test_an_item_with_a_day_on_which_it_was_finished_is_done_in_every_answer(ask: Ask, tmp_path: Path) -> None:
    text = SATURDAY.replace("owner: jo}]\nreviews", "owner: jo, status: todo, done: 2026-04-30}]\nreviews")
    (tmp_path / "acme.yaml").write_text(text)
    [item] = json.loads(ask("plan", "--today", "2026-06-01", "--format", "json").out)["items"]
    assert (item["status"], item["late"]) == ("done", False)


@pytest.mark.parametrize(
    ("company", "places", "due", "day"),
    [
        ("DE", "", "2026-05-02", "2026-05-04"),  # a Saturday
        ("IL", "", "2026-05-01", "2026-05-03"),  # a Friday, and Sunday is worked on
        ("SA", "", "2026-05-03", "2026-05-03"),
        ("AE", "", "2026-05-02", "2026-05-04"),
        ("DE", "IL", "2026-05-08", "2026-05-10"),
    ],
)
def test_a_weekend_is_that_of_the_country(
    ask: Ask, tmp_path: Path, company: str, places: str, due: str, day: str
) -> None:
    days = f"working_days: {{holidays: [{places}]}}\n" if places else ""
    (tmp_path / "partnerkit.yaml").write_text(f"company: {{name: Orbit, country: {company}}}\n{days}")
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nplan: [{{id: a, title: Train, due: {due}}}]\n")
    [entry] = json.loads(ask("due", "--today", "2026-04-10", "--within", "3m", "--format", "json").out)["entries"]
    assert entry["date"] == day


@pytest.mark.parametrize(
    ("country", "valid"), [("GB", True), ("UK", False), ("XX", False), ("EU", False), ("TW", True)]
)
def test_a_country_is_one_of_iso_3166(ask: Ask, tmp_path: Path, country: str, valid: bool) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\npartner: {{country: {country}}}\n")
    assert (ask("validate", "acme").status == 0) is valid
