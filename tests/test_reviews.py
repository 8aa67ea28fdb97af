import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

HEAD = (
    "name: Acme\ntype: integration\nstage: grow\npeople: {dana: {name: Dana, side: us}, jo: {name: Jo, side: them}}\n"
)

Commit = Callable[[str, str], None]
Git = Callable[..., None]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Run git in a real repository, which is the test's folder."""

    def run(*arguments: str) -> None:
        identity = ["-c", "user.name=Dana", "-c", "user.email=dana@orbit.example", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, "-C", str(tmp_path), *arguments], check=True, capture_output=True)

    run("init", "-q")
    return run


@pytest.fixture
def commit(git: Git, tmp_path: Path) -> Commit:
    """Write a file below the test's folder and commit it."""

    def run(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        git("add", "-A")
        git("commit", "-m", "A change")

    return run


def ledger(ask: Ask, cwd: Path, today: str = TODAY) -> dict[str, Any]:
    answer = ask("reviews", "acme", "--today", today, "--format", "json", cwd=cwd)
    assert (answer.status, answer.err) == (0, "")
    found: dict[str, Any] = json.loads(answer.out)
    return found


def test_a_commitment_is_kept_late_overdue_or_open(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        HEAD + "reviews:\n"
        "  - date: 2026-03-05\n"
        "    kind: monthly\n"
        "    commitments:\n"
        "      - {id: a, what: Kept on its day, owner: jo, due: 2026-03-20, done: 2026-03-20}\n"
        "      - {id: b, what: A day late, owner: jo, due: 2026-03-20, done: 2026-03-21}\n"
        "      - {id: c, what: Not done, owner: dana, due: 2026-04-09, moved: [2026-03-20, 2026-03-27]}\n"
        "      - {id: d, what: Due today, side: them, due: 2026-04-10}\n"
        "      - {id: e, what: Some day}\n"
        "      - {id: f, what: Done without a date to keep, owner: dana, done: 2026-03-31}\n"
    )
    found = ledger(ask, tmp_path)
    assert {promise["id"]: promise["outcome"] for promise in found["commitments"]} == {
        "a": "kept",
        "b": "late",
        "c": "overdue",
        "d": "open",
        "e": "open",
        "f": "kept",
    }
    assert found["sides"] == [
        {"side": "us", "kept": 1, "late": 0, "overdue": 1, "open": 0, "slips": 2},
        {"side": "them", "kept": 1, "late": 1, "overdue": 0, "open": 1, "slips": 0},
        {"side": None, "kept": 0, "late": 0, "overdue": 0, "open": 1, "slips": 0},
    ]


def gaps(ask: Ask, cwd: Path, today: str = TODAY) -> dict[str, list[str]]:
    """The days of the reviews that are not recorded, by kind."""
    return {gap["kind"]: gap["latest"] for gap in ledger(ask, cwd, today)["not_recorded"]}


def test_a_review_is_not_recorded_when_the_one_after_it_is_due_as_well(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        HEAD + "since: 2025-10-31\ncadence: [monthly]\n"
        "reviews: [{date: 2025-11-30, kind: monthly}, {date: 2026-02-03, kind: monthly}]\n"
    )
    # December 30 has no record; that of January 30 was held on February 3, which moves none after it. That of
    # February 28 has no record once that of March 30 is due.
    assert gaps(ask, tmp_path, "2026-03-29") == {"monthly": ["2025-12-30"]}
    found = ledger(ask, tmp_path, "2026-04-02")
    days = ["2025-12-30", "2026-02-28"]
    assert found["not_recorded"] == [{"kind": "monthly", "count": 2, "first": days[0], "last": days[1], "latest": days}]
    assert found["next"] == [
        {
            "kind": "monthly",
            "date": "2026-03-30",
            "due": "2026-03-30",
            "days_left": -3,
            "counted_from": "2025-11-30",
        }
    ]


def test_reviews_are_counted_from_the_first_on_record(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        HEAD + "since: 2024-01-10\ncadence: [quarterly]\nreviews: [{date: 2025-10-20, kind: quarterly}]\n"
    )
    # While there is none, from the start; what is older than the record is unknown.
    days = ["2024-07-10", "2024-10-10", "2025-01-10", "2025-04-10", "2025-07-10"]
    assert ledger(ask, tmp_path, "2025-10-19")["not_recorded"] == [
        {"kind": "quarterly", "count": 6, "first": "2024-04-10", "last": "2025-07-10", "latest": days}
    ]
    assert gaps(ask, tmp_path, "2025-10-20") == {}
    assert gaps(ask, tmp_path, "2026-04-20") == {"quarterly": ["2026-01-20"]}


def test_without_a_record_reviews_are_counted_from_the_launch_else_from_since(ask: Ask, tmp_path: Path) -> None:
    def days(launch: str) -> dict[str, list[str]]:
        (tmp_path / "acme.yaml").write_text(HEAD + f"since: 2025-10-10\n{launch}cadence: [monthly]\n")
        return gaps(ask, tmp_path)

    assert days("launch: {date: 2025-12-15}\n") == {"monthly": ["2026-01-15", "2026-02-15"]}
    assert days("") == {"monthly": ["2025-11-10", "2025-12-10", "2026-01-10", "2026-02-10", "2026-03-10"]}
    # A launch still to come counts nothing late.
    assert days("launch: {date: 2026-05-12}\n") == {}


def test_a_letter_does_not_say_that_a_review_without_a_record_was_not_held(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(HEAD + "since: 2025-10-10\ncadence: [monthly]\n")
    letter = ask("draft", "review", "acme", "--today", TODAY).out
    assert "Reviews that were planned and are not recorded:" in letter
    assert "- 5 monthly check-ins, the latest planned for March 10, 2026" in letter
    assert "not held" not in letter
    shown = ask("reviews", "acme", "--today", "2026-05-10").out
    assert "6 monthly reviews not recorded, the first due on 2025-11-10 and the last on" in shown


def test_a_review_that_is_only_planned_is_not_held(ask: Ask, tmp_path: Path) -> None:
    held, planned = "{date: 2026-03-05, kind: monthly}", "{date: 2026-05-05, kind: annual}"
    (tmp_path / "acme.yaml").write_text(HEAD + f"reviews: [{held}, {planned}]\n")
    assert [review["date"] for review in ledger(ask, tmp_path)["reviews"]] == ["2026-03-05"]


def promised(due: str, plan_due: str = "2026-05-01") -> str:
    promise = f"{{id: a, what: Dates, owner: jo, due: {due}}}"
    return (
        HEAD + f"plan: [{{id: a, title: A, due: {plan_due}}}]\n"
        f"reviews: [{{date: 2026-03-05, kind: monthly, commitments: [{promise}]}}]\n"
    )


def test_git_remembers_the_dates_that_slipped(ask: Ask, commit: Commit, tmp_path: Path) -> None:
    for due in ("2026-03-12", "2026-03-26", "2026-04-16"):
        commit("partners/acme.yaml", promised(due))
    commit("partners/globex.yaml", "name: Globex\ntype: distribution\n")
    [promise] = ledger(ask, tmp_path / "partners")["commitments"]
    assert (promise["due"], promise["slips"]) == ("2026-04-16", ["2026-03-12", "2026-03-26"])


def test_git_remembers_the_slips_of_plan_items_too(ask: Ask, commit: Commit, tmp_path: Path) -> None:
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-01"))
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-15"))
    # What is not committed yet counts as well.
    (tmp_path / "acme.yaml").write_text(promised("2026-03-12", plan_due="2026-05-29"))
    [item] = json.loads(ask("plan", "acme", "--today", TODAY, "--format", "json").out)["items"]
    assert item["slips"] == ["2026-05-01", "2026-05-15"]


def test_a_date_that_was_brought_forward_is_no_slip_and_none_counts_twice(
    ask: Ask, commit: Commit, tmp_path: Path
) -> None:
    commit("acme.yaml", promised("2026-06-30"))
    commit("acme.yaml", promised("2026-03-12"))
    commit("acme.yaml", promised("2026-04-16").replace("due: 2026-04-16", "due: 2026-04-16, moved: [2026-03-12]"))
    assert ledger(ask, tmp_path)["commitments"][0]["slips"] == ["2026-03-12"]


def test_a_broken_version_in_the_history_is_passed_over(ask: Ask, commit: Commit, tmp_path: Path) -> None:
    commit("acme.yaml", promised("2026-03-12"))
    commit("acme.yaml", "reviews: [{ what is this")
    commit("acme.yaml", "reviews: [1, {commitments: [2, {id: 3, due: x}]}]\nplan: {a: b}\n")
    commit("acme.yaml", promised("2026-04-16"))
    assert ledger(ask, tmp_path)["commitments"][0]["slips"] == ["2026-03-12"]


def trainings(ours: str, theirs: str) -> str:
    return HEAD + "".join(
        f"  - {{date: {review}, kind: monthly, commitments: [{{id: training, what: T, side: {side}, due: {due}}}]}}\n"
        for review, side, due in (("2026-01-05", "us", ours), ("2026-03-05", "them", theirs))
    ).replace("  - ", "reviews:\n  - ", 1)


def test_a_slip_is_charged_to_the_promise_of_its_own_review_whose_day_may_change(
    ask: Ask, commit: Commit, tmp_path: Path
) -> None:
    commit("acme.yaml", trainings("2026-01-30", "2026-05-29"))
    commit("acme.yaml", trainings("2026-01-30", "2026-06-12"))
    found = ledger(ask, tmp_path)
    assert {promise["side"]: promise["slips"] for promise in found["commitments"]} == {"us": [], "them": ["2026-05-29"]}
    assert [side["slips"] for side in found["sides"]] == [0, 1]
    # An id that is in the file once is followed from one day of its review to another.
    commit("acme.yaml", promised("2026-03-12"))
    commit("acme.yaml", promised("2026-03-26").replace("2026-03-05", "2026-03-06"))
    assert ledger(ask, tmp_path)["commitments"][0]["slips"] == ["2026-03-12"]


def test_without_a_repository_only_the_file_speaks(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(promised("2026-04-16"))
    assert ledger(ask, tmp_path)["commitments"][0]["slips"] == []


def test_without_git_only_the_file_speaks_and_that_is_told(
    ask: Ask, commit: Commit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-01"))
    commit("acme.yaml", promised("2026-04-16", plan_due="2026-05-15"))
    monkeypatch.setenv("PATH", str(tmp_path))
    found, said = slips(ask, tmp_path)
    assert found == []
    assert said.endswith("so slips may be missing: git can't be run: no such file or directory\n")


def slips(ask: Ask, cwd: Path, *, name: str = "acme") -> tuple[list[str], str]:
    answer = ask("plan", name, "--today", TODAY, "--format", "json", cwd=cwd)
    assert answer.status == 0
    [item] = json.loads(answer.out)["items"]
    return item["slips"], answer.err


def test_no_configuration_and_no_variable_of_git_hides_a_slip(
    ask: Ask, commit: Commit, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-01"))
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-15"))
    for key, value in (
        ("log.showRoot", "false"),
        ("diff.orderFile", "/nowhere"),
        ("diff.algorithm", "no such thing"),
        ("diff.renames", "no such thing"),
        ("core.abbrev", "4"),
    ):
        git("config", key, value)
    for variable in ("GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_EXTERNAL_DIFF"):
        monkeypatch.setenv(variable, "/nowhere")
    for variable in ("GIT_LITERAL_PATHSPECS", "GIT_ICASE_PATHSPECS"):
        monkeypatch.setenv(variable, "1")
    assert slips(ask, tmp_path) == (["2026-05-01"], "")


def test_slips_outlive_every_new_name_and_folder_of_a_file(ask: Ask, commit: Commit, git: Git, tmp_path: Path) -> None:
    commit("old.yaml", promised("2026-03-12", plan_due="2026-05-01"))
    (tmp_path / "partners").mkdir()
    git("mv", "old.yaml", "partners/between.yml")
    git("commit", "-m", "Move it")
    commit("old.yaml", "name: Another\ntype: alliance\nplan: [{id: a, title: A, due: 2026-05-02}]\n")
    (tmp_path / "partners" / "between.yml").rename(tmp_path / "partners" / "acme.yaml")
    commit("partners/acme.yaml", promised("2026-03-12", plan_due="2026-05-15"))
    assert slips(ask, tmp_path / "partners") == (["2026-05-01"], "")
    assert slips(ask, tmp_path, name="old") == ([], "")


def test_a_history_that_is_cut_off_is_told(ask: Ask, commit: Commit, git: Git, tmp_path: Path) -> None:
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-01"))
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-15"))
    git("clone", "--quiet", "--depth", "1", tmp_path.as_uri(), str(tmp_path / "clone"))
    found, said = slips(ask, tmp_path / "clone")
    assert found == []
    assert said.startswith("hint: the git history of ")
    assert said.endswith(" is incomplete, so slips may be missing: `git fetch --unshallow`\n")


@pytest.mark.parametrize("broken", ["HEAD", "objects"])
def test_a_history_that_cannot_be_read_is_told(ask: Ask, commit: Commit, tmp_path: Path, broken: str) -> None:
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-01"))
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-15"))
    if broken == "HEAD":
        (tmp_path / ".git" / "HEAD").write_text("what is this\n")
    else:
        for file in (tmp_path / ".git" / "objects").glob("??/*"):
            file.unlink()
    found, said = slips(ask, tmp_path)
    assert found == []
    assert "can't be read, so slips may be missing: " in said


def test_a_repository_without_a_commit_has_nothing_to_tell(ask: Ask, git: Git, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(promised("2026-03-12"))
    assert slips(ask, tmp_path) == ([], "")


def test_a_version_larger_than_a_file_may_be_is_passed_over(ask: Ask, commit: Commit, tmp_path: Path) -> None:
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-01"))
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-08") + "#" * 1024 * 1024)
    commit("acme.yaml", promised("2026-03-12", plan_due="2026-05-15"))
    assert slips(ask, tmp_path) == (["2026-05-01"], "")


def test_a_folder_is_not_one_partnership(ask: Ask) -> None:
    answer = ask("reviews", PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert "this command takes one partnership" in answer.err


@pytest.mark.parametrize("partnership", ["bluebird-crm", "tindra-payroll", "globex"])
def test_the_ledger_reads_well(ask: Ask, snapshot: Any, partnership: str) -> None:
    assert ask("reviews", partnership, "--today", TODAY, cwd=PORTFOLIO).out == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_the_ledger_is_told_in_every_format(ask: Ask, snapshot: Any, format: str) -> None:
    assert ask("reviews", "hartwell-group", "--today", TODAY, "--format", format, cwd=PORTFOLIO).out == snapshot


def test_what_will_be_kept_is_not_kept_yet(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "it.yaml").write_text(
        "name: It\ntype: alliance\nreviews:\n"
        "  - date: 2026-03-01\n    kind: monthly\n    commitments:\n"
        "      - {id: a, what: A, due: 2026-04-15, done: 2026-05-01}\n"
        "      - {id: b, what: B, due: 2026-03-02, done: 2026-04-20}\n"
        "  - {date: 2026-05-31, kind: monthly, commitments: [{id: c, what: C, due: 2026-04-01}]}\n"
    )
    found = json.loads(ask("reviews", "it", "--today", TODAY, "--format", "json").out)
    assert [(promise["id"], promise["outcome"]) for promise in found["commitments"]] == [
        ("b", "overdue"),
        ("a", "open"),
    ]


def test_every_answer_counts_down_to_a_review_on_a_weekend_alike(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "it.yaml").write_text(
        "name: It\ntype: alliance\nstage: grow\ncadence: [monthly]\nreviews: [{date: 2026-03-11, kind: monthly}]\n"
    )
    for day, left in ((9, 4), (10, 3), (11, 2), (12, 1), (13, 0), (14, -1)):
        today = f"2026-04-{day:02}"
        [review] = json.loads(ask("reviews", "it", "--today", today, "--format", "json").out)["next"]
        entries = json.loads(ask("due", "it", "--within", "9d", "--today", today, "--format", "json").out)["entries"]
        [entry] = [entry for entry in entries if entry["kind"] == "review"]
        assert (review["due"], review["days_left"], entry["days_left"]) == ("2026-04-13", left, left)
        said = "This review was due" if left < 0 else "Monthly check-in: due"
        assert f"{said} April 13, 2026" in ask("draft", "review", "it", "--today", today).out
