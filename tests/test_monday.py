"""The Monday page: what comes first, what is folded, and which partnerships are no longer on it."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

HEAD = "name: Acme\ntype: integration\npeople:\n  dana: {name: Dana, side: us}\n  jo: {name: Jo, side: them}\n"


def test_the_portfolio_fits_on_one_page(ask: Ask, snapshot: Any) -> None:
    answer = ask("due", PORTFOLIO, "--today", TODAY)
    assert answer.out == snapshot
    for today in ("2026-01-05", "2026-03-02", TODAY, "2026-04-13", "2026-05-04"):
        lines = ask("due", PORTFOLIO, "--today", today, "--ended").out.splitlines()
        assert len(lines) <= 26
        assert max(map(len, lines)) <= 80


def test_what_cannot_be_undone_comes_before_what_is_overdue_and_that_before_this_week(ask: Ask, tmp_path: Path) -> None:
    term = "{starts: 2025-06-10, months: 12, renewal: automatic, notice_days: 30}"
    plan = "[{id: late, title: Late, due: 2026-02-02}, {id: now, title: Now, due: 2026-04-15}]"
    text = f"stage: launch\nlaunch: {{date: 2026-05-12}}\nplan: {plan}\n"
    (tmp_path / "acme.yaml").write_text(f"{HEAD}{text}agreement: {{status: signed, term: {term}}}\n")
    lines = ask("due", "acme", "--today", TODAY).out.splitlines()
    order = ["Can't be undone", "2026-05-08    Acme", "2026-05-12    Acme", "2026-06-09    Acme"]
    order += ["Overdue: 1", "67 days late  Acme", "This week, by 2026-04-16", "2026-04-15    Acme"]
    places = [next(at for at, line in enumerate(lines) if line.startswith(start)) for start in order]
    assert places == sorted(places)


def test_undated_checklists_are_one_line_for_each_partnership(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(f"{HEAD}stage: renew\n")
    answer = ask("due", "acme", "--kind", "checklist", "--all", "--today", TODAY)
    [line] = [line for line in answer.out.splitlines() if "no date" in line]
    assert "Checklists" in line


@pytest.mark.parametrize("format", ["json", "csv"])
def test_what_machines_read_is_never_folded(ask: Ask, format: str) -> None:
    page = ask("due", PORTFOLIO, "--today", TODAY, "--format", format).out
    assert page == ask("due", PORTFOLIO, "--today", TODAY, "--format", format, "--all").out
    assert page.count("Tindra Payroll") >= 9


def test_all_that_is_ahead_is_in_the_json_too(ask: Ask) -> None:
    found = json.loads(ask("due", PORTFOLIO, "--today", TODAY, "--format", "json").out)
    assert max(entry["date"] for entry in found["entries"] if entry["date"]) <= found["until"] == TODAY
    assert min(entry["date"] for entry in found["ahead"]) > TODAY
    assert {entry["kind"] for entry in found["ahead"] if entry["irreversible"]} == {"notice", "term", "launch"}


def test_kinds_keep_what_is_of_them(ask: Ask) -> None:
    options = ("--kind", "review", "--kind", "notice", "--within", "3m", "--format", "json")
    found = json.loads(ask("due", PORTFOLIO, "--today", TODAY, *options).out)
    assert {entry["kind"] for entry in found["entries"]} == {"review", "notice"}
    answer = ask("due", PORTFOLIO, "--kind", "reviw")
    assert (answer.status, "did you mean `review`?" in answer.err) == (2, True)


QUESTIONS = (
    *("due", "calendar", "list", "heatmap", "health", "dynamics", "raci"),
    *("rank", "score", "plan", "tiers", "landscape", "checklist", "lint"),
)
ENDED = {
    "agreement": "stage: grow\nagreement: {status: ended}\n",
    "exit": "stage: exit\nexit: {until: 2026-04-09}\n",
}


@pytest.mark.parametrize("how", ENDED)
@pytest.mark.parametrize("command", QUESTIONS)
def test_what_has_ended_leaves_every_answer_about_the_portfolio(
    ask: Ask, tmp_path: Path, command: str, how: str
) -> None:
    body = "priority: high\nfit: {value: {rating: 4}}\nplan: [{id: a, title: A, due: 2026-04-01}]\n"
    (tmp_path / "old.yaml").write_text(f"{HEAD.replace('Acme', 'Old Partner')}{body}{ENDED[how]}")
    (tmp_path / "acme.yaml").write_text(f"{HEAD}{body}stage: grow\n")
    said = ask(command, "--today", TODAY, "--format", "json")
    assert "old" not in _partnerships(json.loads(said.out))
    for arguments in ((command, "--ended"), (command, "old"), (command, "old.yaml", "acme.yaml")):
        answer = ask(*arguments, "--today", TODAY, "--format", "json")
        assert "old" in answer.out


def _partnerships(value: Any) -> set[str]:
    """Return every file and partnership that an answer names."""
    if isinstance(value, dict):
        return set().union(*(_partnerships(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_partnerships(each) for each in value))
    return {value.removesuffix(".yaml")} if isinstance(value, str) else set()


def test_an_exit_runs_until_its_last_day(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(f"{HEAD}stage: exit\nexit: {{until: 2026-04-10}}\n")
    assert "Acme" in ask("list", "--today", "2026-04-10").out
    ended = ask("list", "--today", "2026-04-11").out
    assert "Acme" not in ended
    assert "1 ended partnership left out; --ended includes them." in ended


def test_what_holds_up_a_launch_is_never_behind_what_is_longer_overdue(ask: Ask, tmp_path: Path) -> None:
    for at in range(20):
        plan = f"plan: [{{id: a, title: Old, due: 2026-01-{at + 1:02}}}]"
        (tmp_path / f"p{at:02}.yaml").write_text(f"{HEAD.replace('Acme', f'P{at:02}')}stage: prospect\n{plan}\n")
    plan = "plan: [{id: b, title: Film the demo, due: 2026-04-09}, {id: c, title: Older, due: 2026-01-01}]"
    launch = f"stage: launch\nowner: dana\nlaunch: {{date: 2026-05-12}}\n{plan}\n"
    (tmp_path / "zulu.yaml").write_text(f"{HEAD.replace('Acme', 'Zulu')}{launch}")
    lines = ask("due", "--today", TODAY).out.splitlines()
    rows = [line.split("  ")[0] for line in lines if " late  " in line]
    assert "99 days late  Zulu" in "\n".join(lines)
    # Whatever has a row, the rows are in the order of their days.
    assert rows == sorted(rows, key=lambda row: -int(row.split()[0]))
    [also] = [line for line in lines if line.startswith("Also overdue: ")]
    assert "Zulu" not in also
    assert len(lines) <= 25


def test_a_partnership_that_has_ended_has_only_its_end_left_to_do(ask: Ask, tmp_path: Path) -> None:
    text = "stage: exit\nsince: 2025-01-06\nexit: {until: 2026-03-31}\n"
    text += "kpis: [{metric: talks, target: 4, by: 2026-03-01}]\n"
    text += "cadence: [monthly]\nbuckets: {align: {status: red, assessed: 2025-10-01}}\n"
    text += "plan: [{id: a, title: Return the samples, due: 2026-04-02}]\n"
    (tmp_path / "acme.yaml").write_text(HEAD + text)
    found = json.loads(ask("due", "acme", "--today", TODAY, "--within", "900d", "--format", "json").out)
    assert [entry["kind"] for entry in found["entries"]] == ["checklist", "plan"]
    assert found["over"] == [{"partnership": "acme", "name": "Acme", "ended": "2026-03-31"}]
    page = ask("due", "acme", "--today", TODAY).out
    assert "Ended, so only what is left to wind down: Acme (2026-03-31)." in page
    (tmp_path / "acme.yaml").write_text(
        f"{HEAD}stage: grow\ncadence: [monthly]\nsince: 2025-01-06\nagreement: {{status: ended}}\n"
    )
    page = ask("due", "acme", "--today", TODAY).out
    assert page == "Nothing is due by 2026-04-16.\n\nEnded, so only what is left to wind down: Acme.\n"


def test_without_an_owner_the_page_says_how_to_name_one(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(f"{HEAD}cadence: [monthly]\nsince: 2025-01-06\nstage: grow\n")
    page = ask("due", "acme", "--today", TODAY).out
    assert "  no owner\n" in page
    assert "No owner: add `owner` to the file. --all shows everything" in page
    owned = HEAD.replace("type:", "owner: dana\ntype:")
    (tmp_path / "acme.yaml").write_text(f"{owned}cadence: [monthly]\nsince: 2025-01-06\nstage: grow\n")
    assert "no owner" not in ask("due", "acme", "--today", TODAY).out.lower()


def test_a_title_is_shortened_after_a_word_and_before_what_only_adds_to_it(ask: Ask, tmp_path: Path) -> None:
    title = "Agree on the new price list: net prices for all of the shops in Portugal and in Spain"
    (tmp_path / "acme.yaml").write_text(f"{HEAD}plan: [{{id: a, title: '{title}', due: 2026-04-15}}]\n")
    assert "  Agree on the new price list…  " in ask("due", "acme", "--today", TODAY).out
