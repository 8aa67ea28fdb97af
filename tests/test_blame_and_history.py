"""Since when something is so, who recorded it, and what happened before, from real repositories."""

import csv
import io
import json
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Ask, examples
from partnerkit.changes.leaves import Trail
from partnerkit.reading.loader import load_partnership
from partnerkit.store.git import Repository
from partnerkit.store.revision import open_revision
from partnerkit.store.tree import DISK
from partnerkit.workspace.lineage import Lineage
from repositories import Recording, recording

TODAY = "2026-06-30"
WORKSPACE = "company: {name: Brotwerk}\npeople: {ines: {name: Ines Brandt}, ole: {name: Ole Petersen}}\n"
FIRST = """\
name: Kornmühle Ahrens
type: supply-chain
stage: launch
people:
  kai: {name: Kai Ahrens, side: them}
fit: {strategic: 4, value: 3}
buckets:
  align: {status: green, evidence: Harvest plan signed, assessed: 2026-01-12}
  support: {status: amber, evidence: Two late answers, assessed: 2026-01-12}
plan:
  - {id: flour, title: Test the new flour, due: 2026-03-01, owner: kai}
  - {id: sacks, title: Return sacks, due: 2026-04-01}
agreement:
  status: signed
  revenue:
    - {model: revenue-share, rate: 2%, base: net, from: them, to: us, valid_from: 2026-01-01, valid_until: 2026-06-30}
"""
LATER = "    - {model: revenue-share, rate: 3%, base: net, from: them, to: us, valid_from: 2026-07-01}\n"


def _next(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """A mill's partnership: reviewed on two branches, renamed, broken and fixed, amended, and gone for a week."""
    record = recording(tmp_path_factory.mktemp("mill") / "bakery")
    record.write("partnerkit.yaml", WORKSPACE)
    record.write("partners/mill.yaml", FIRST)
    record.commit("2026-01-12", "First look", by="Ines Brandt")
    record.git("switch", "--quiet", "--create", "audit")
    audited = _next(FIRST, ("status: amber, evidence: Two late answers, assessed: 2026-01-12", "status: red"))
    record.write("partners/mill.yaml", audited)
    record.commit("2026-02-02", "Audit of complaints", by="Ole Petersen")
    record.git("switch", "--quiet", "main")
    record.move("partners/mill.yaml", "partners/kornmuehle.yaml")
    record.write("partners/kornmuehle.yaml", _next(FIRST, ("due: 2026-03-01", "due: 2026-03-15")))
    record.commit("2026-02-03", "Rename the mill, and give them two weeks more")
    record.merge("audit", "2026-02-10")
    now = (record.folder / "partners" / "kornmuehle.yaml").read_text()
    record.write("partners/kornmuehle.yaml", now + "stage: [\n")
    record.commit("2026-02-20", "Break it")
    now = _next(
        now,
        ("stage: launch", "stage: grow"),
        ("strategic: 4", "strategic: 5"),
        ("id: sacks", "id: bags"),
        ("  revenue:\n", f"  revenue:\n{LATER}"),
    )
    now += "  amendments: [{date: 2026-02-25, what: The share is 3% from July, ref: Letter of 25 February}]\n"
    now += "reviews: [{date: 2026-02-24, kind: quarterly, commitments: [{id: answers, what: Answer in two days}]}]\n"
    record.write("partners/kornmuehle.yaml", now)
    record.commit("2026-03-01", "Quarterly review", by="Ines Brandt")
    record.remove("partners/kornmuehle.yaml")
    record.commit("2026-03-10", "Removed by mistake")
    record.write("partners/kornmuehle.yaml", now)
    record.commit("2026-03-17", "Bring it back")
    return record


@pytest.mark.parametrize(
    ("command", "width"),
    [("history", 80), ("history", 160), ("blame", 80), ("blame", 160), ("blame buckets", 80), ("blame plan.due", 80)],
)
def test_answers_about_the_past_read_well_at_every_width(
    ask: Ask, mill: Recording, snapshot: Any, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    first, *more = command.split()
    answer = ask(first, "kornmuehle", *more, "--today", TODAY, cwd=mill.folder)
    assert (answer.status, answer.err) == (0, "")
    assert max(map(len, answer.out.splitlines())) <= width
    assert mill.without_ids(answer.out) == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
@pytest.mark.parametrize("command", ["history", "blame"])
def test_answers_about_the_past_are_given_in_every_format(
    ask: Ask, mill: Recording, snapshot: Any, command: str, format: str
) -> None:
    out = ask(command, "kornmuehle", "--today", TODAY, "--format", format, cwd=mill.folder).out
    assert mill.without_ids(out) == snapshot


def _blamed(ask: Ask, record: Recording, *words: str) -> dict[str, dict[str, Any]]:
    answer = ask("blame", *words, "--today", TODAY, "--format", "json", cwd=record.folder)
    assert answer.status == 0, answer.err
    return {line["path"]: line for line in json.loads(answer.out)["lines"]}


def test_a_color_is_blamed_on_the_commit_of_the_branch_and_not_on_the_merge(ask: Ask, mill: Recording) -> None:
    lines = _blamed(ask, mill, "kornmuehle")
    support = lines["buckets.support.status"]["recorded"]
    assert (support["date"], support["author"]) == ("2026-02-02", "Ole Petersen")
    assert support["message"] == "Audit of complaints"
    assert lines["buckets.support.status"]["days"] == 148
    assert lines["buckets.align.status"]["recorded"]["author"] == "Ines Brandt"


def test_a_file_that_was_removed_by_mistake_keeps_the_age_of_what_it_says(ask: Ask, mill: Recording) -> None:
    assert _blamed(ask, mill, "kornmuehle", "stage")["stage"]["recorded"]["message"] == "Quarterly review"


def test_an_item_that_was_renamed_keeps_the_age_of_what_else_it_says(ask: Ask, tmp_path: Path) -> None:
    record = recording(tmp_path / "bakery")
    record.write("mill.yaml", FIRST)
    record.commit("2026-01-12", "First look")
    record.write("mill.yaml", _next(FIRST, ("id: sacks", "id: bags")))
    record.commit("2026-02-12", "Rename an item")
    lines = _blamed(ask, record, "mill", "plan")
    assert lines["plan[bags].due"]["recorded"]["message"] == "First look"
    assert lines["plan[bags].id"]["recorded"]["message"] == "Rename an item"


def test_a_file_that_was_broken_in_between_makes_nothing_newer(ask: Ask, tmp_path: Path) -> None:
    record = recording(tmp_path / "bakery")
    record.write("mill.yaml", FIRST)
    record.commit("2026-01-12", "First look")
    record.write("mill.yaml", FIRST + "x: [\n")
    record.commit("2026-02-12", "Break it")
    record.write("mill.yaml", _next(FIRST, ("strategic: 4", "strategic: 5")))
    record.commit("2026-03-12", "Fix it")
    lines = _blamed(ask, record, "mill", "fit")
    assert lines["fit.strategic.rating"]["recorded"]["message"] == "Fix it"
    assert lines["fit.value.rating"]["recorded"]["message"] == "First look"


def test_what_is_not_committed_has_no_commit(ask: Ask, tmp_path: Path) -> None:
    record = recording(tmp_path / "bakery")
    record.write("mill.yaml", FIRST)
    record.commit("2026-01-12", "First look")
    record.write("mill.yaml", _next(FIRST, ("status: amber", "status: red")))
    lines = _blamed(ask, record, "mill")
    assert lines["buckets.support.status"]["recorded"] is None
    assert lines["buckets.align.status"]["recorded"]["message"] == "First look"
    said = ask("history", "mill", cwd=record.folder).out
    assert "Not committed yet\nColor  Support: amber → red, unchanged evidence: Two late answers\n" in said
    assert "\nColor  Overall: not assessed → amber, Support is red\n" in said


def test_a_file_that_no_commit_has_is_answered_too(ask: Ask, tmp_path: Path) -> None:
    record = recording(tmp_path / "bakery")
    record.write("other.yaml", "name: Other\ntype: alliance\n")
    record.commit("2026-01-12", "Another file")
    record.write("mill.yaml", FIRST)
    assert all(line["recorded"] is None for line in _blamed(ask, record, "mill").values())
    assert "Not committed yet\nStart  First recorded: Kornmühle Ahrens" in ask("history", "mill", cwd=record.folder).out


def test_a_key_that_the_file_does_not_have_is_refused_with_the_nearest(ask: Ask, mill: Recording) -> None:
    answer = ask("blame", "kornmuehle", "plan.deu", cwd=mill.folder)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == "error: kornmuehle has no `plan.deu`\nhelp: did you mean `plan.due`?\n"


def test_much_else_that_changed_is_counted_unless_all_of_it_is_asked_for(ask: Ask, tmp_path: Path) -> None:
    record = recording(tmp_path / "bakery")
    record.write("partnerkit.yaml", WORKSPACE)
    record.write("partners/mill.yaml", FIRST)
    record.commit("2026-01-12", "First look")
    changes = ("due: 2026-03-01", "due: 2026-03-15"), ("owner: kai", "owner: ines"), ("2026-04-01", "2026-05-01")
    record.write("partners/mill.yaml", _next(FIRST, *changes))
    record.commit("2026-02-03", "Replan")
    record.write("partners/mill.yaml", FIRST + "why: Same buyers\n")
    record.commit("2026-02-04", "Plan as before, and say why")

    def others(*words: str) -> list[str]:
        answer = ask("history", "mill", *words, "--today", TODAY, "--format", "json", cwd=record.folder)
        return [event["text"] for event in json.loads(answer.out)["events"] if event["kind"] == "other"]

    replanned = [
        "due date of flour changed from 2026-03-01 to 2026-03-15",
        "owner of flour changed from kai to ines",
        "due date of sacks changed from 2026-04-01 to 2026-05-01",
    ]
    assert others() == ["4 other changes: why (1), plan (3)", *replanned]
    assert others("--all")[:4] == [
        "due date of flour changed from 2026-03-15 to 2026-03-01",
        "owner of flour changed from ines to kai",
        "due date of sacks changed from 2026-05-01 to 2026-04-01",
        "why added: Same buyers",
    ]
    out = ask("history", "mill", "--today", TODAY, cwd=record.folder).out
    assert "--all writes each of them out" in " ".join(out.split())


@pytest.mark.parametrize("word", ["Support", "support", "buckets.support"])
def test_a_bucket_goes_by_its_key_and_by_its_name(ask: Ask, mill: Recording, word: str) -> None:
    assert set(_blamed(ask, mill, "kornmuehle", word)) == {"buckets.support.status"}


def test_the_history_lists_each_event_once_in_its_order(ask: Ask, mill: Recording) -> None:
    found = json.loads(ask("history", "kornmuehle", "--format", "json", cwd=mill.folder).out)
    told = [(event["recorded"]["date"], event["kind"], event["dated"]) for event in found["events"]]
    assert told == [
        ("2026-03-17", "file", None),
        ("2026-03-10", "gone", None),
        ("2026-03-01", "stage", None),
        ("2026-03-01", "terms", None),
        ("2026-03-01", "amendment", "2026-02-25"),
        ("2026-03-01", "review", "2026-02-24"),
        ("2026-03-01", "score", None),
        ("2026-03-01", "other", None),
        ("2026-02-20", "unreadable", None),
        ("2026-02-10", "color", None),
        ("2026-02-10", "color", None),
        ("2026-02-03", "file", None),
        ("2026-02-03", "other", None),
        ("2026-01-12", "start", None),
    ]


@pytest.mark.parametrize(
    ("at", "on", "rates"),
    [
        ("HEAD", "2026-06-30", ["2%"]),
        ("HEAD", "2026-07-01", ["3%"]),
        ("2026-02-15", "2026-07-01", []),
        ("HEAD", "2025-12-31", []),
    ],
)
def test_terms_in_force_on_a_day_follow_from_what_was_recorded_by_another(
    ask: Ask, mill: Recording, at: str, on: str, rates: list[str]
) -> None:
    answer = ask("history", "kornmuehle", "--at", at, "--on", on, "--format", "json", cwd=mill.folder)
    found = json.loads(answer.out)
    assert found["in_force"]["on"] == on
    assert found["at"]["commit"] == mill.git("rev-parse", "HEAD" if at == "HEAD" else "HEAD~4")
    assert [term["text"].split()[2] for term in found["in_force"]["terms"]] == rates


def test_a_wrong_day_for_the_terms_is_refused(ask: Ask, mill: Recording) -> None:
    answer = ask("history", "kornmuehle", "--on", "July", cwd=mill.folder)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == 'error: "July" is not a date\nhelp: write it as --on 2026-03-31\n'


@pytest.mark.parametrize("command", ["blame", "history"])
def test_without_a_repository_nothing_is_known_of_the_past(ask: Ask, tmp_path: Path, command: str) -> None:
    (tmp_path / "mill.yaml").write_text(FIRST)
    answer = ask(command, "mill")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        "error: mill.yaml is not in a git repository, so it has no history\n"
        "help: start its history with `git init` and a commit\n"
    )


@pytest.mark.parametrize("command", ["blame", "history"])
def test_a_repository_without_commits_is_refused_in_one_sentence(ask: Ask, tmp_path: Path, command: str) -> None:
    record = recording(tmp_path / "bakery")
    record.write("mill.yaml", FIRST)
    answer = ask(command, "mill", cwd=record.folder)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"error: {record.folder} has no commits yet\n")


@pytest.mark.parametrize("command", ["blame", "history"])
def test_a_clone_that_is_cut_off_says_that_older_commits_are_missing(
    ask: Ask, mill: Recording, tmp_path: Path, command: str
) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", mill.folder.as_uri(), str(clone)], check=True)
    answer = ask(command, "kornmuehle", cwd=clone)
    assert answer.status == 0
    assert "This clone has only part of the history" in answer.out.replace("\n", " ")
    assert json.loads(ask(command, "kornmuehle", "--format", "json", cwd=clone).out)["complete"] is False


@pytest.mark.parametrize("kind", ["bare", "worktree", "detached"])
def test_a_bare_repository_a_worktree_and_a_detached_head_know_the_same(
    ask: Ask, mill: Recording, tmp_path: Path, kind: str
) -> None:
    other = tmp_path / kind
    clone = ["git", "clone", "--quiet", *(["--bare"] if kind == "bare" else []), str(mill.folder), str(other)]
    if kind == "worktree":
        mill.git("worktree", "add", "--quiet", "--detach", str(other), "HEAD")
    else:
        subprocess.run(clone, check=True)
    if kind == "detached":
        subprocess.run(["git", "-C", str(other), "checkout", "--quiet", "--detach"], check=True)
    for command in ("blame", "history"):
        question = (command, "kornmuehle", "--at", "HEAD", "--today", TODAY)
        assert ask(*question, cwd=other) == ask(*question, cwd=mill.folder)


def test_a_submodule_has_a_history_of_its_own(ask: Ask, mill: Recording, tmp_path: Path) -> None:
    around = recording(tmp_path / "around")
    added = ("submodule", "--quiet", "add", str(mill.folder), "partnerships")
    around.git("-c", "protocol.file.allow=always", *added)
    around.commit("2026-05-01", "Take the partnerships in")
    for command in ("blame", "history"):
        question = (command, "kornmuehle", "--today", TODAY)
        assert ask(*question, cwd=around.folder / "partnerships") == ask(*question, cwd=mill.folder)


@pytest.mark.parametrize("command", ["blame mill", "history mill", "heatmap --trend", "heatmap --since 2026-01-12"])
def test_a_repository_that_is_broken_is_refused_in_one_sentence(ask: Ask, tmp_path: Path, command: str) -> None:
    record = recording(tmp_path / "bakery")
    record.write("partners/mill.yaml", FIRST)
    record.write("partnerkit.yaml", WORKSPACE)
    record.commit("2026-01-12", "First look")
    record.write("partners/mill.yaml", _next(FIRST, ("strategic: 4", "strategic: 5")))
    record.commit("2026-02-12", "Look again")
    tree = record.git("rev-parse", "HEAD~1:partners")
    (record.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    answer = ask(*command.split(), "--today", TODAY, cwd=record.folder)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"error: the git history of {record.folder} can't be read: ")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("committer", ["nobody", "A <a> 1 +9999", "A <a> 99999999999999999999 +0000", "A <a> -1 +0000"])
def test_a_commit_whose_day_cannot_be_told_is_shown(ask: Ask, tmp_path: Path, committer: str) -> None:
    record = recording(tmp_path / "bakery")
    record.write("mill.yaml", FIRST)
    record.git("add", "--all")
    (tmp_path / "commit").write_text(
        f"tree {record.git('write-tree')}\nauthor nobody\ncommitter {committer}\n\nFirst look\n"
    )
    commit = record.git("hash-object", "-t", "commit", "-w", "--literally", str(tmp_path / "commit"))
    record.git("update-ref", "refs/heads/main", commit)
    for command in ("blame mill", "history mill", "heatmap --trend", "heatmap --since HEAD", "list --at HEAD"):
        answer = ask(*command.split(), "--today", TODAY, cwd=record.folder)
        assert (answer.status, answer.err) == (0, ""), command


@pytest.mark.parametrize("name", ["a b", "ö", "-rf", "a:b", "tab\t"])
def test_odd_names_have_a_history(ask: Ask, tmp_path: Path, name: str) -> None:
    record = recording(tmp_path / "bakery")
    record.write(f"{name}.yaml", FIRST)
    record.commit("2026-01-12", "First look")
    record.write(f"{name}.yaml", _next(FIRST, ("stage: launch", "stage: grow")))
    record.commit("2026-02-12", "Grow")
    path = f"./{name}.yaml"
    assert "Stage  launch → grow" in ask("history", path, cwd=record.folder).out
    assert _blamed(ask, record, path, "stage")["stage"]["recorded"]["message"] == "Grow"


def test_what_git_says_of_a_commit_is_harmless(ask: Ask, tmp_path: Path) -> None:
    record = recording(tmp_path / "bakery")
    record.write("mill.yaml", FIRST)
    record.commit("2026-01-12", "=HYPERLINK(1) \x1b[31m<b>@all</b>\u202e", by="=1+1 \x1b[0m")
    for command in ("blame", "history"):
        for format in ("terminal", "markdown", "html"):
            out = ask(command, "mill", "--format", format, cwd=record.folder).out
            assert "\x1b" not in out
            assert "\u202e" not in out
            assert "<b>" not in out or format == "terminal"
        out = ask(command, "mill", "--format", "csv", cwd=record.folder).out
        assert not [cell for row in csv.reader(io.StringIO(out)) for cell in row if cell.startswith("=")]


# --- Any history --------------------------------------------------------------------------------------------------

_NAMES = ("a.yaml", "b.yaml")
Commits = list[tuple[tuple[int, ...], str, str | None]]
"""Of each commit: the numbers of those before it, the name of the file in it, and its stage; None where it is gone."""


@st.composite
def _histories(draw: st.DrawFn) -> Commits:
    """Draw a history in which every commit comes after those it is made of, and the last one has the file."""
    count = draw(st.integers(1, 9))
    commits: Commits = []
    for number in range(count):
        parents = draw(st.lists(st.integers(0, number - 1), max_size=2, unique=True)) if number else []
        if number and not parents:
            parents = [number - 1]
        name = commits[parents[0]][1] if parents else "a.yaml"
        if parents and all(commits[parent][2] and commits[parent][1] == name for parent in parents):
            name = draw(st.sampled_from([name, name, *_NAMES]))
        gone = number + 1 < count and draw(st.integers(0, 7)) == 0
        stage = None if gone else draw(st.sampled_from(["launch", "grow", "renew"]))
        commits.append((tuple(parents), name, stage))
    return commits


def _imported(folder: Path, commits: Commits) -> Recording:
    record = recording(folder)
    lines = []
    for number, (parents, name, stage) in enumerate(commits, 1):
        lines += ["commit refs/heads/main", f"mark :{number}", f"committer A <a@b> {number * 86_400} +0000"]
        lines += [f"data {len(str(number))}", str(number)]
        lines += [f"{'merge' if at else 'from'} :{parent + 1}" for at, parent in enumerate(parents)]
        text = f"{FIRST.replace('stage: launch', f'stage: {stage}')}# {number}\n"
        lines += ["deleteall"] if parents else []
        lines += [f"M 100644 inline {name}", f"data {len(text.encode())}", text] if stage else []
    stream = "\n".join(lines).encode() + b"\n"
    subprocess.run(["git", "-C", str(folder), "fast-import", "--quiet"], input=stream, check=True)
    record.git("reset", "--quiet", "--hard")
    return record


def _origin(commits: Commits, number: int) -> int:
    """Return the commit that made the stage of another one what it is, by the definition."""
    for parent in commits[number][0]:
        at: int | None = parent
        while at is not None and commits[at][2] is None:
            at = commits[at][0][0] if commits[at][0] else None
        if at is not None and commits[at][2] == commits[number][2]:
            return _origin(commits, at)
    return number


@given(commits=_histories())
@examples(24)
def test_in_any_history_blame_finds_the_commit_that_made_it_so(
    tmp_path_factory: pytest.TempPathFactory, commits: Commits
) -> None:
    record = _imported(tmp_path_factory.mktemp("any") / "repository", commits)
    path = str(record.folder / commits[-1][1])
    partnership = load_partnership("", Path(path).read_bytes(), None).model
    assert partnership is not None
    repository = Repository.around(str(record.folder))
    assert repository is not None
    with closing(open_revision(repository, "HEAD")) as here:
        lineage = Lineage(here, path, partnership, DISK)
        [(_, commit)] = lineage.origins(["stage"], Trail().before).items()
        told = [edition.commit.summary for edition in lineage.editions() if edition.commit is not None]
    assert commit is not None
    assert int(commit.summary) == _origin(commits, len(commits) - 1) + 1
    line = [len(commits) - 1]
    while commits[line[-1]][0]:
        line.append(commits[line[-1]][0][0])
    ours = [number for number in line if commits[number][2] or any(commits[parent][2] for parent in commits[number][0])]
    assert [int(summary) - 1 for summary in told] == ours
