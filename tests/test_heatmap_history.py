"""The colors of a heat map through time, from real repositories."""

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import Ask
from repositories import Recording, recording

TODAY = "2026-06-30"
WORKSPACE = """\
company: {name: Brotwerk}
framework: {buckets: {align: {name: Plan}, support: {name: Complaints, critical: true}, operate: {name: Deliveries}}}
"""
MILL = """\
name: Kornmühle Ahrens
type: supply-chain
buckets:
  align: {status: green, evidence: Harvest plan signed, assessed: 2026-01-12}
  support: {status: amber, evidence: Two late answers, assessed: 2026-01-12}
  operate: {status: red, evidence: Four deliveries missed, assessed: 2026-01-12}
"""
CAFE = "name: Café Lindenhof\ntype: distribution\nbuckets: {operate: {status: green, assessed: 2026-01-10}}\n"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """A bakery's partnerships, with a file renamed, one broken and fixed, one removed, and one on a merged branch."""
    record = recording(tmp_path_factory.mktemp("history") / "bakery")
    record.write("partnerkit.yaml", WORKSPACE)
    record.write("partners/mill.yaml", MILL)
    record.write("partners/cafe.yaml", CAFE)
    record.write("partners/kiosk.yaml", "name: Kiosk am Markt\ntype: distribution\n")
    record.commit("2026-01-12", "First look", by="Ines Brandt")
    record.move("partners/mill.yaml", "partners/kornmuehle.yaml")
    record.write("partners/cafe.yaml", CAFE.replace("{operate", "{operate: {status: green"))
    record.commit("2026-02-20", "Rename the mill, and break the café")
    record.write("partners/cafe.yaml", CAFE.replace("green", "amber"))
    record.remove("partners/kiosk.yaml")
    record.commit("2026-03-20", "Fix the café; the kiosk is closed")
    record.git("switch", "--quiet", "--create", "audit")
    record.write(
        "partners/kornmuehle.yaml",
        MILL.replace("status: red, evidence: Four deliveries missed, assessed: 2026-01-12", "status: green").replace(
            "status: amber, evidence: Two late answers, assessed: 2026-01-12",
            "status: red, evidence: No one answers, assessed: 2026-04-28",
        ),
    )
    record.commit("2026-04-28", "Audit of the mill", by="Ole Petersen")
    record.git("switch", "--quiet", "main")
    record.write("partners/hotel.yaml", "name: Hotel Seeblick\ntype: distribution\n")
    record.commit("2026-05-02", "A hotel asks for rolls")
    record.merge("audit", "2026-05-20")
    return record


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("asked", [("--since", "2026-02-01"), ("--trend",)], ids=["since", "trend"])
def test_colors_through_time_read_well_at_every_width(
    ask: Ask, bakery: Recording, snapshot: Any, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = ask("heatmap", *asked, "--today", TODAY, cwd=bakery.folder)
    assert max(map(len, answer.out.splitlines())) <= width
    assert bakery.without_ids(answer.out) == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
@pytest.mark.parametrize("asked", [("--since", "2026-02-01"), ("--trend",)], ids=["since", "trend"])
def test_colors_through_time_are_shown_in_every_format(
    ask: Ask, bakery: Recording, snapshot: Any, asked: tuple[str, ...], format: str
) -> None:
    out = ask("heatmap", *asked, "--today", TODAY, "--format", format, cwd=bakery.folder).out
    assert bakery.without_ids(out) == snapshot


def test_a_renamed_file_is_compared_with_what_it_was(ask: Ask, bakery: Recording) -> None:
    found = json.loads(ask("heatmap", "--since", "2026-01-12", "--format", "json", cwd=bakery.folder).out)
    changes = [
        (each["partnership"], each["bucket"], each["direction"], each["new_evidence"]) for each in found["changes"]
    ]
    assert ("kornmuehle", "operate", "better", True) in changes
    assert ("kornmuehle", "support", "worse", True) in changes
    assert ("cafe", "operate", "worse", False) in changes
    assert (found["added"], found["removed"]) == (["hotel"], ["partners/kiosk.yaml"])


def test_a_file_that_was_broken_is_not_compared_and_fails_the_command(ask: Ask, bakery: Recording) -> None:
    answer = ask("heatmap", "--since", "2026-03-01", cwd=bakery.folder)
    assert answer.status == 1
    commit = bakery.git("rev-parse", "HEAD~3")[:12]
    assert (
        f"Not compared: 1 partnership whose file was broken in commit {commit} of\n2026-02-20: Café Lindenhof."
        in answer.out
    )


def test_what_was_merged_counts_from_the_day_of_the_merge(ask: Ask, bakery: Recording) -> None:
    for day, expected in (("2026-05-19", True), ("2026-05-20", False)):
        found = json.loads(ask("heatmap", "--since", day, "--format", "json", cwd=bakery.folder).out)
        assert any(each["partnership"] == "kornmuehle" for each in found["changes"]) is expected


def test_a_trend_shows_the_status_that_was_recorded_by_each_day(ask: Ask, bakery: Recording) -> None:
    answer = ask("heatmap", "--trend", "--today", TODAY, "--format", "json", cwd=bakery.folder)
    found = json.loads(answer.out)
    assert [point["date"] for point in found["points"]] == [
        *("2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30", "2026-05-30", "2026-06-30")
    ]
    rows = {row["partnership"]: row for row in found["rows"]}
    assert rows["kornmuehle"]["cells"]["support"] == ["amber", "amber", "amber", "amber", "red", "red"]
    assert rows["kornmuehle"]["overall"] == ["amber", "amber", "amber", "amber", "red", "red"]
    assert rows["cafe"]["cells"]["operate"] == ["green", None, "amber", "amber", "amber", "amber"]
    assert rows["hotel"]["cells"]["align"] == [None, None, None, None, "not_assessed", "not_assessed"]
    assert found["not_compared"] == [{"partnership": "cafe", "date": "2026-02-28"}]
    assert answer.status == 1


@pytest.mark.parametrize("days", [0, 1, 5, 30, 90, 400, 5000])
def test_a_trend_starts_on_the_day_asked_for_and_ends_today(days: int) -> None:
    from datetime import date, timedelta

    from partnerkit.questions.heatmap.trend import days_of_trend

    today = date(2026, 3, 31)
    found = [*days_of_trend(today, today - timedelta(days=days)), today]
    assert found[0] == today - timedelta(days=days)
    assert found == sorted(set(found)) or days == 0
    assert len(found) <= 6


def test_each_point_of_a_trend_is_what_the_heat_map_of_that_day_was(ask: Ask, bakery: Recording) -> None:
    found = json.loads(ask("heatmap", "--trend", "--today", TODAY, "--format", "json", cwd=bakery.folder).out)
    names = {"kornmuehle": {"kornmuehle", "mill"}}
    for at, point in enumerate(found["points"][:-1]):
        then = json.loads(ask("heatmap", "--at", point["date"], "--format", "json", cwd=bakery.folder).out)
        assert then["at"]["commit"] == point["commit"]
        rows = {row["partnership"]: row for row in then["rows"]}
        for row in found["rows"]:
            before = next(
                (rows[name] for name in names.get(row["partnership"], {row["partnership"]}) if name in rows), None
            )
            assert row["overall"][at] == (before and before["overall"])
            for key, statuses in row["cells"].items():
                assert statuses[at] == (before and before["cells"][key]["status"])


def test_the_history_ends_at_the_commit_that_was_asked_about(ask: Ask, bakery: Recording) -> None:
    asked = ("heatmap", "--since", "2026-01-12", "--at", "2026-03-25", "--format", "json")
    found = json.loads(ask(*asked, cwd=bakery.folder).out)
    assert [each["partnership"] for each in found["changes"]] == ["cafe"]
    assert found["at"]["date"] == "2026-03-20"
    assert found["since"]["date"] == "2026-01-12"


def test_a_revision_beside_the_branch_can_be_compared_with(ask: Ask, bakery: Recording) -> None:
    bakery.git("switch", "--quiet", "--create", "idea", "main~3")
    bakery.move("partners/kornmuehle.yaml", "partners/ahrens.yaml")
    bakery.commit("2026-06-01", "Call the mill by its owner")
    bakery.git("switch", "--quiet", "main")
    found = json.loads(ask("heatmap", "--since", "idea", "--format", "json", cwd=bakery.folder).out)
    assert ("kornmuehle", "support") in {(each["partnership"], each["bucket"]) for each in found["changes"]}
    assert "kornmuehle" not in found["added"]


def test_a_name_that_another_partnership_had_is_not_taken_for_it(ask: Ask, tmp_path: Path) -> None:
    record = recording(tmp_path / "bakery")
    record.write("a.yaml", MILL)
    record.commit("2026-01-10", "The mill is a")
    record.move("a.yaml", "b.yaml")
    record.commit("2026-02-10", "The mill is b")
    record.write("a.yaml", CAFE)
    record.commit("2026-03-10", "The café is a")
    found = json.loads(ask("heatmap", "--since", "2026-01-10", "--format", "json", cwd=record.folder).out)
    assert (found["changes"], found["added"]) == ([], ["a"])


@pytest.mark.parametrize("asked", [("--since", "HEAD"), ("--trend",)])
def test_without_a_repository_there_is_no_history(ask: Ask, tmp_path: Path, asked: tuple[str, ...]) -> None:
    (tmp_path / "mill.yaml").write_text(MILL)
    answer = ask("heatmap", *asked)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        f"error: mill.yaml is not in a git repository, so it has no history\nhelp: leave {asked[0]} out\n"
    )


def test_a_clone_that_is_cut_off_says_what_is_missing(ask: Ask, bakery: Recording, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth", "2", bakery.folder.as_uri(), str(clone)], check=True)
    answer = ask("heatmap", "--trend", "--today", TODAY, cwd=clone)
    assert answer.status == 0
    assert (
        "hint: this clone has only part of the history, so earlier colors are missing: `git fetch --unshallow`"
        in answer.err
    )
    answer = ask("heatmap", "--since", "2026-02-01", cwd=clone)
    assert (answer.status, answer.out) == (2, "")
    assert "the history of this clone only starts on" in answer.err


@pytest.mark.parametrize("kind", ["bare", "worktree"])
def test_a_bare_repository_and_a_worktree_have_the_same_history(
    ask: Ask, bakery: Recording, tmp_path: Path, kind: str
) -> None:
    other = tmp_path / kind
    if kind == "bare":
        subprocess.run(["git", "clone", "--quiet", "--bare", str(bakery.folder), str(other)], check=True)
    else:
        bakery.git("worktree", "add", "--quiet", "--detach", str(other), "HEAD")
    for asked in (("--since", "2026-02-01"), ("--trend",)):
        question = ("heatmap", *asked, "--at", "HEAD", "--today", TODAY)
        assert ask(*question, cwd=other) == ask(*question, cwd=bakery.folder)


def test_a_workspace_file_that_was_broken_is_reported(ask: Ask, bakery: Recording, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(bakery.folder), str(tmp_path / "clone")], check=True)
    clone = Recording(tmp_path / "clone")
    clone.write("partnerkit.yaml", "company: [")
    clone.commit("2026-06-10", "Break the workspace")
    clone.write("partnerkit.yaml", WORKSPACE)
    clone.commit("2026-06-20", "Fix the workspace")
    answer = ask("heatmap", "--since", "2026-06-12", cwd=clone.folder)
    assert answer.status == 1
    assert "error: the workspace file had errors in commit" in answer.err
    answer = ask("heatmap", "--trend", "--since", "2026-06-12", "--today", TODAY, cwd=clone.folder)
    assert answer.status == 1
    assert "Nothing is shown for 2026-06-12 and 2026-06-16: the workspace file was broken." in answer.out


def test_a_workspace_file_that_is_elsewhere_judges_the_past_too(ask: Ask, bakery: Recording, tmp_path: Path) -> None:
    policy = (
        "framework: {buckets: {operate: {name: Deliveries, critical: true}, support: {name: Complaints}, "
        "align: {name: Plan}}}\n"
    )
    (tmp_path / "policy.yaml").write_text(policy)
    asked = ("heatmap", ".", "--since", "2026-05-02", "--config", tmp_path / "policy.yaml", "--format", "json")
    found = json.loads(ask(*asked, cwd=bakery.folder).out)
    [overall] = [each for each in found["changes"] if each["bucket"] is None]
    assert (overall["then"], overall["now"]) == ("red", "amber")


def test_text_of_the_past_is_harmless(ask: Ask, tmp_path: Path) -> None:
    record = recording(tmp_path / "bakery")
    record.write("a.yaml", 'name: "=1+1"\ntype: alliance\nbuckets: {align: {status: red, evidence: "<b>\\e[31m"}}\n')
    record.commit("2026-01-10", "One")
    record.write("a.yaml", 'name: "=1+1"\ntype: alliance\nbuckets: {align: {status: green, evidence: "<b>\\e[31m"}}\n')
    for format in ("terminal", "markdown", "html"):
        out = ask("heatmap", "--since", "HEAD", "--format", format, cwd=record.folder).out
        assert "\x1b" not in out
        assert "<b>" not in out or format == "terminal"
    out = ask("heatmap", "--since", "HEAD", "--format", "csv", "--table", "what-changed", cwd=record.folder).out
    assert not [cell for row in csv.reader(io.StringIO(out)) for cell in row if cell.startswith("=")]
