"""The copy that a partner gets, and how two copies compare."""

import csv
import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PORTFOLIO, ROOT, TODAY, Ask, examples
from partnerkit.changes.perspective import seen_by_both
from partnerkit.changes.plain import plain
from partnerkit.model.partnership import Partnership
from partnerkit.reading.loader import load_partnership
from partnerkit.workspace.shared import copy_as_yaml

WORKSPACE = """\
company: {name: Brotwerk}
people: {ines: {name: Ines Brandt, email: ines@brotwerk.example}, ole: {name: Ole Petersen}}
"""
OURS = """\
# They pay late; never tell them that we know.
name: Kornmühle Ahrens
type: supply-chain
position: upstream
priority: high           # our best mill
why: No one else mills spelt within 100 km
owner: ines
people: {kai: {name: Kai Ahrens, side: them}}
goals: [{kind: efficiency, outcome: Half the price of flour, target: 50}]
buckets:
  operate: {status: amber, evidence: Their truck is 20 years old, raci: {accountable: ines, responsible: [kai]}}
plan:
  - {id: flour, title: Test the new flour, due: 2026-03-01, owner: kai, note: They will not manage}   # sure
  - {id: sacks, title: Return sacks, due: 2026-04-01, owner: ines}
agreement:
  status: signed
  scope: {us: {deliverables: [Order by Thursday]}, them: {deliverables: [Flour by Monday, Sacks]}}
  revenue: [{model: revenue-share, rate: 2%, base: net, from: them, to: us}]
  term: {starts: 2026-01-01, months: 12, notice_days: 60, renewal: automatic}
"""


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    """A bakery's workspace, with the copy that its mill got in `copy.yaml` beside it."""
    folder = tmp_path / "bakery"
    (folder / "partners").mkdir(parents=True)
    (folder / "partnerkit.yaml").write_text(WORKSPACE, encoding="utf-8")
    (folder / "partners" / "mill.yaml").write_text(OURS, encoding="utf-8")
    return folder


def _shared(ask: Ask, bakery: Path) -> Path:
    copy = bakery.parent / "copy.yaml"
    answer = ask("share", "mill", "-o", copy, "--force", "--today", TODAY, cwd=bakery)
    assert (answer.status, answer.err) == (0, "")
    return copy


def _changed(ask: Ask, bakery: Path, *changes: tuple[str, str]) -> Path:
    copy = _shared(ask, bakery)
    text = copy.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    copy.write_text(text, encoding="utf-8")
    return copy


CHANGES = (
    ("due: 2026-03-01", "due: 2026-03-15"),
    ("owner: ines", "owner: kai"),
    ("rate: 2%", "rate: 3%"),
    ("status: amber", "status: green"),
    ("[Flour by Monday, Sacks]", "[Flour by Tuesday]"),
    ("  - {id: sacks", "  - {id: oven, title: See the oven, due: 2026-05-01}\n  - {id: sacks"),
    ("notice_days: 60", "notice_days: 30"),
)


# --- What the partner gets ----------------------------------------------------------------------------------------


def test_the_copy_is_what_both_may_see_from_the_other_side(ask: Ask, bakery: Path, snapshot: Any) -> None:
    assert _shared(ask, bakery).read_text(encoding="utf-8") == snapshot


@pytest.mark.parametrize("width", [80, 160])
def test_what_is_withheld_is_listed(
    ask: Ask, bakery: Path, snapshot: Any, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = ask("share", "mill", "-o", "copy.yaml", "--today", TODAY, cwd=bakery)
    assert max(map(len, answer.out.splitlines())) <= width
    assert answer.out == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_what_is_withheld_is_listed_in_every_format(ask: Ask, bakery: Path, snapshot: Any, format: str) -> None:
    assert ask("share", "mill", "--today", TODAY, "--format", format, cwd=bakery).out == snapshot


def test_without_a_file_nothing_is_written(ask: Ask, bakery: Path) -> None:
    before = sorted(bakery.rglob("*"))
    assert ask("share", "mill", cwd=bakery).status == 0
    assert sorted(bakery.rglob("*")) == before


def test_a_file_that_exists_is_not_overwritten(ask: Ask, bakery: Path) -> None:
    copy = _shared(ask, bakery)
    copy.write_text("mine")
    answer = ask("share", "mill", "-o", copy, cwd=bakery)
    assert (answer.status, answer.out, copy.read_text()) == (2, "", "mine")
    assert ask("share", "mill", "-o", copy, "--force", cwd=bakery).status == 0


def test_a_copy_never_replaces_our_own_file(ask: Ask, bakery: Path) -> None:
    answer = ask("share", "mill", "-o", "partners/mill.yaml", "--force", cwd=bakery)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("error: partners/mill.yaml is your own file, and the copy would overwrite it\n")
    assert (bakery / "partners" / "mill.yaml").read_text(encoding="utf-8") == OURS


@pytest.mark.parametrize(
    ("path", "hinted"),
    [("copy.yaml", True), ("partners/copy.yaml", True), ("copy.txt", False), ("../copy.yaml", False)],
)
def test_a_copy_in_our_own_workspace_is_hinted_at(ask: Ask, bakery: Path, path: str, hinted: bool) -> None:
    answer = ask("share", "mill", "-o", path, cwd=bakery)
    said = f"hint: {path} is in this workspace and will be read as one of your partnerships; move it elsewhere\n"
    assert (answer.status, answer.err) == (0, said if hinted else "")


def test_a_company_without_a_name_can_share_nothing(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mill.yaml").write_text(OURS.replace("owner: ines\n", "").replace("ines", "kai"), encoding="utf-8")
    answer = ask("share", "mill", "-o", "copy.yaml")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("error: the copy goes by the name of your company")
    assert not (tmp_path / "copy.yaml").exists()


@cache
def _sound() -> dict[str, Partnership]:
    """Return all files of the examples and the tests that can be read."""
    files = sorted([*(PORTFOLIO / "partners").glob("*.yaml"), *(ROOT / "tests" / "examples").rglob("*.yaml")])
    loaded = {str(path): load_partnership("", path.read_bytes(), None).model for path in files}
    return {path: model for path, model in loaded.items() if model is not None}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return [text for inner in inside for text in _texts(inner)]


@given(st.data())
@examples(60)
def test_nothing_internal_is_in_a_copy_and_turning_it_twice_changes_nothing(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(_sound())))
    partnership = _sound()[path]
    turned = seen_by_both(partnership, turned=True)
    content = copy_as_yaml({"name": "Us", **turned.data}, date(2026, 4, 10), "EUR")
    again = load_partnership("", content, None).model
    assert again is not None
    assert seen_by_both(again, turned=True).data == seen_by_both(partnership).data
    shown = {text for text in _texts(plain(again)) if text}
    hidden = [text for kept in turned.withheld for text in _texts(kept.value.old) if len(text) > 20]
    assert not shown & {*hidden} - {*_texts(seen_by_both(partnership).data)}
    for comment in re.findall(r"(?:^|\s)#\s+(.{8,})$", Path(path).read_text(encoding="utf-8"), re.MULTILINE):
        assert comment.encode() not in content


# --- Two copies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", [path.stem for path in sorted((PORTFOLIO / "partners").glob("*.yaml"))])
def test_a_copy_that_was_shared_differs_in_nothing(ask: Ask, tmp_path: Path, stem: str) -> None:
    copy = tmp_path / "copy.yaml"
    assert ask("share", stem, "-o", copy, cwd=PORTFOLIO).status == 0
    found = json.loads(ask("reconcile", stem, copy, "--format", "json", cwd=PORTFOLIO).out)
    assert (found["disagreed"], found["only_here"], found["only_there"]) == ([], [], [])
    assert found["agreed"] > 0


@pytest.mark.parametrize("width", [80, 160])
def test_differences_read_well_at_every_width(
    ask: Ask, bakery: Path, snapshot: Any, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = ask("reconcile", "mill", _changed(ask, bakery, *CHANGES), "--today", TODAY, cwd=bakery)
    assert (answer.status, answer.err) == (0, "")
    assert max(map(len, answer.out.splitlines())) <= width
    assert answer.out == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_differences_are_shown_in_every_format(ask: Ask, bakery: Path, snapshot: Any, format: str) -> None:
    copy = _changed(ask, bakery, *CHANGES)
    assert ask("reconcile", "mill", copy, "--today", TODAY, "--format", format, cwd=bakery).out == snapshot


def _reconciled(ask: Ask, bakery: Path, copy: Path, *more: str) -> Any:
    return json.loads(ask("reconcile", "mill", copy, "--format", "json", *more, cwd=bakery).out)


def test_every_difference_is_named_once_from_our_side(ask: Ask, bakery: Path) -> None:
    found = _reconciled(ask, bakery, _changed(ask, bakery, *CHANGES))
    assert [
        (each["key"], each["item"], each["ours"], each["theirs"], each["class"]) for each in found["disagreed"]
    ] == [
        ("agreement.scope.them.deliverables", "Flour by Monday", "Flour by Monday", "Flour by Tuesday", "commercial"),
        ("agreement.revenue.rate", "revenue-share from them to us", "2%", "3%", "commercial"),
        ("agreement.term.notice_days", None, 60, 30, "commercial"),
        ("plan.due", "flour", "2026-03-01", "2026-03-15", "commitment"),
        ("plan.owner", "sacks", "ines", "kai", "commitment"),
        ("buckets.operate.status", "operate", "amber", "green", "assessment"),
    ]
    assert [(each["key"], each["item"]) for each in found["only_here"]] == [
        ("agreement.scope.them.deliverables", "Sacks")
    ]
    assert [(each["key"], each["item"]) for each in found["only_there"]] == [("plan", "oven")]


def test_an_item_that_they_call_by_another_name_agrees_in_all_else(ask: Ask, bakery: Path) -> None:
    agreed = _reconciled(ask, bakery, _shared(ask, bakery))["agreed"]
    found = _reconciled(ask, bakery, _changed(ask, bakery, ("id: flour", "id: meal")))
    assert [(each["key"], each["ours"], each["theirs"]) for each in found["disagreed"]] == [
        ("plan.id", "flour", "meal")
    ]
    assert found["agreed"] == agreed - 1


def test_a_copy_that_they_shared_is_already_from_our_side(ask: Ask, bakery: Path, tmp_path: Path) -> None:
    mill = tmp_path / "mill"
    mill.mkdir()
    (mill / "partnerkit.yaml").write_text("company: {name: Kornmühle Ahrens}\n", encoding="utf-8")
    _shared(ask, bakery).rename(mill / "brotwerk.yaml")
    assert ask("share", "brotwerk", "-o", tmp_path / "back.yaml", cwd=mill).status == 0
    found = _reconciled(ask, bakery, tmp_path / "back.yaml")
    assert (found["perspective"], found["disagreed"], found["only_here"]) == ("ours", [], [])
    found = _reconciled(ask, bakery, tmp_path / "back.yaml", "--written-from", "them")
    assert found["disagreed"]


def test_what_they_keep_to_themselves_and_what_we_do_is_not_missing(ask: Ask, bakery: Path) -> None:
    copy = _changed(ask, bakery, ("plan:\n", "why: They pay in cash\ntags: [cheap]\nplan:\n"))
    found = _reconciled(ask, bakery, copy)
    assert (found["disagreed"], found["only_here"], found["only_there"]) == ([], [], [])


# --- Taking over --------------------------------------------------------------------------------------------------


def test_everything_that_is_taken_over_agrees_and_comments_stay(ask: Ask, bakery: Path) -> None:
    copy = _changed(ask, bakery, *CHANGES)
    answer = ask("reconcile", "mill", copy, "--accept", "all", "--format", "json", cwd=bakery)
    found = json.loads(answer.out)
    assert (answer.status, found["disagreed"], found["only_there"]) == (0, [], [])
    text = (bakery / "partners" / "mill.yaml").read_text(encoding="utf-8")
    for kept in ("# They pay late; never tell them that we know.", "# our best mill", "# sure", "They will not manage"):
        assert kept in text


def test_only_what_is_chosen_is_taken_over(ask: Ask, bakery: Path) -> None:
    copy = _changed(ask, bakery, *CHANGES)
    answer = ask("reconcile", "mill", copy, "--accept", "plan.flour.due", "--accept", "plan.oven", cwd=bakery)
    assert answer.err == "partners/mill.yaml: 1 line changed and 1 line added\n"
    text = (bakery / "partners" / "mill.yaml").read_text(encoding="utf-8")
    assert text == OURS.replace("due: 2026-03-01", "due: 2026-03-15").replace(
        "owner: ines}\nagreement", "owner: ines}\n  - {id: oven, title: See the oven, due: 2026-05-01}\nagreement"
    )


def test_a_dry_run_shows_the_edit_and_makes_none(ask: Ask, bakery: Path, snapshot: Any) -> None:
    copy = _changed(ask, bakery, *CHANGES)
    answer = ask("reconcile", "mill", copy, "--accept", "all", "--dry-run", cwd=bakery)
    assert answer.out == snapshot
    assert (bakery / "partners" / "mill.yaml").read_text(encoding="utf-8") == OURS


@pytest.mark.parametrize(
    ("accept", "said"),
    [
        (["plan.flour.deu"], "error: no difference is called `plan.flour.deu`\nhelp: did you mean `plan.flour.due`?\n"),
        (
            ["agreement.scope.them.deliverables.Sacks"],
            "error: `agreement.scope.them.deliverables.Sacks` is only in our copy, so there is nothing to take over\n",
        ),
    ],
)
def test_what_cannot_be_chosen_is_refused_in_one_sentence(ask: Ask, bakery: Path, accept: list[str], said: str) -> None:
    copy = _changed(ask, bakery, *CHANGES)
    answer = ask("reconcile", "mill", copy, "--accept", *accept, cwd=bakery)
    assert (answer.status, answer.out, answer.err) == (2, "", said)


def test_their_name_for_a_person_is_taken_over_wherever_the_person_is_named(ask: Ask, bakery: Path) -> None:
    copy = _changed(
        ask,
        bakery,
        ("kai", "k-ahrens"),
        ("name: Kai Ahrens", "name: Kai Ahrens, title: Miller"),
        ("due: 2026-03-01", "due: 2026-03-15"),
    )
    answer = ask("reconcile", "mill", copy, "--accept", "people.k-ahrens", cwd=bakery)
    assert answer.status == 0, answer.err
    text = (bakery / "partners" / "mill.yaml").read_text(encoding="utf-8")
    assert text == OURS.replace("kai:", "k-ahrens:").replace("owner: kai", "owner: k-ahrens").replace(
        "[kai]", "[k-ahrens]"
    ).replace("name: Kai Ahrens", "name: Kai Ahrens, title: Miller")
    assert [each["key"] for each in _reconciled(ask, bakery, copy)["disagreed"]] == ["plan.due"]


def test_their_name_for_a_person_is_refused_if_it_is_that_of_another(ask: Ask, bakery: Path) -> None:
    copy = _changed(ask, bakery, ("kai", "ole"))
    file = bakery / "partners" / "mill.yaml"
    file.write_text(OURS.replace("owner: ines\npeople", "owner: ole\npeople"), encoding="utf-8")
    answer = ask("reconcile", "mill", copy, "--accept", "people.ole", cwd=bakery)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("error: `people.ole` can't be taken over: `ole` is another person here\n")


def test_everything_is_taken_over_with_their_names_of_people(ask: Ask, bakery: Path) -> None:
    copy = _changed(ask, bakery, *CHANGES[2:], ("kai", "k-ahrens"))
    answer = ask("reconcile", "mill", copy, "--accept", "all", "--format", "json", cwd=bakery)
    assert answer.status == 0, answer.err
    found = json.loads(answer.out)
    assert (found["disagreed"], found["only_there"]) == ([], [])


def test_another_order_is_taken_over_where_order_counts(ask: Ask, bakery: Path) -> None:
    file = bakery / "partners" / "mill.yaml"
    file.write_text(OURS + "launch: {for_customers: [Fresher bread, Lower prices]}\n", encoding="utf-8")
    copy = _changed(ask, bakery, ("[Fresher bread, Lower prices]", "[Lower prices, Fresher bread]"))
    assert len(_reconciled(ask, bakery, copy)["disagreed"]) == 1
    assert ask("reconcile", "mill", copy, "--accept", "launch", cwd=bakery).status == 0
    assert "[Lower prices, Fresher bread]" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "fail_on", "status"),
    [
        (("rate: 2%", "rate: 3%"), "commercial", 1),
        (("due: 2026-03-01", "due: 2026-03-15"), "commercial", 0),
        (("due: 2026-03-01", "due: 2026-03-15"), "assessment", 1),
        (("plan:\n", "plan:\n  - {id: oven, title: See the oven}\n"), "commitment", 1),
        (("- {id: sacks, title: Return sacks, due: 2026-04-01, owner: ines}", ""), "commitment", 1),
        (("status: amber", "status: green"), "commitment", 0),
    ],
)
def test_copies_that_differ_in_what_may_not_differ_fail(
    ask: Ask, bakery: Path, change: tuple[str, str], fail_on: str, status: int
) -> None:
    copy = _changed(ask, bakery, change)
    assert ask("reconcile", "mill", copy, "--fail-on", fail_on, cwd=bakery).status == status
    assert ask("reconcile", "mill", copy, cwd=bakery).status == 0


def test_a_person_whom_we_do_not_have_is_refused_unless_taken_over_too(ask: Ask, bakery: Path) -> None:
    copy = _changed(
        ask,
        bakery,
        ("people:\n", "people:\n  mia: {name: Mia Ahrens, side: us}\n"),
        ("due: 2026-03-01, owner: kai", "due: 2026-03-01, owner: mia"),
    )
    answer = ask("reconcile", "mill", copy, "--accept", "plan.flour.owner", cwd=bakery)
    assert (answer.status, answer.out) == (1, "")
    assert (bakery / "partners" / "mill.yaml").read_text(encoding="utf-8") == OURS
    answer = ask("reconcile", "mill", copy, "--accept", "plan.flour.owner", "--accept", "people.mia", cwd=bakery)
    assert answer.status == 0
    assert "mia: {name: Mia Ahrens, side: them}" in (bakery / "partners" / "mill.yaml").read_text(encoding="utf-8")


# --- Their text is not trusted ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["x: [", "name: A", "- 1", "", "name: A\ntype: alliance\nstage: later\n"])
def test_a_copy_with_errors_is_refused_with_its_findings(ask: Ask, bakery: Path, text: str) -> None:
    (bakery.parent / "copy.yaml").write_text(text)
    answer = ask("reconcile", "mill", "../copy.yaml", cwd=bakery)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.endswith("error: ../copy.yaml has errors; fix them first\n")


def test_a_copy_that_does_not_exist_is_refused(ask: Ask, bakery: Path) -> None:
    answer = ask("reconcile", "mill", "nowhere.yaml", cwd=bakery)
    assert (answer.status, answer.out, answer.err) == (2, "", "error: nowhere.yaml does not exist\n")


def test_what_they_write_is_harmless_wherever_it_is_shown_and_taken_over(ask: Ask, bakery: Path) -> None:
    hostile = r"=HYPERLINK(1) \u202e<b>@all</b> # not a comment: {x: [\n- y"
    copy = _changed(ask, bakery, ("title: Return sacks", f'title: "{hostile}"'))
    for format in ("terminal", "markdown", "html"):
        out = ask("reconcile", "mill", copy, "--format", format, cwd=bakery).out
        assert "\u202e" not in out
        assert "<b>" not in out or format == "terminal"
    out = ask("reconcile", "mill", copy, "--format", "csv", cwd=bakery).out
    assert not [cell for row in csv.reader(io.StringIO(out)) for cell in row if cell.startswith("=")]
    assert ask("reconcile", "mill", copy, "--accept", "all", cwd=bakery).status == 0
    found = _reconciled(ask, bakery, copy)
    assert (found["disagreed"], found["only_there"]) == ([], [])
    ours = (bakery / "partners" / "mill.yaml").read_text(encoding="utf-8")
    assert ours.count("\n") == OURS.count("\n")
