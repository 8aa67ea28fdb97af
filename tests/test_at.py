"""What git recorded answers as a checkout of that commit would."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from conftest import PORTFOLIO, TODAY, Ask, few
from partnerkit.cli.app import build_app

Git = Callable[..., str]

OTHER_TERMS = "revenue: [{model: referral-fee, from: us, to: them, base: net, rate: 10%}]\n"
ABOUT_ALL = (
    ("validate",),
    ("lint",),
    ("list",),
    ("score",),
    ("rank", "--sensitivity"),
    ("landscape",),
    ("heatmap",),
    ("health",),
    ("dynamics",),
    ("raci",),
    ("tiers",),
    ("tiers", "--config", ".policies/other.yaml"),
    ("checklist",),
    ("plan",),
    ("due", "--within", "3m"),
    ("calendar",),
)
ABOUT_ONE = (
    ("show",),
    ("why",),
    ("reviews",),
    ("launch",),
    ("stage",),
    ("score",),
    ("heatmap", "--boxes"),
)
OF_FEW_COMMITS = (
    ("kpis",),
    ("dashboard",),
    ("heatmap", "--trend"),
    ("export",),
    ("statement", "{one}", "--period", "2026-Q1"),
    ("revenue", "replay", "{one}", "--terms", "{files}/terms.yaml"),
    ("reconcile", "{one}", "{files}/theirs.yaml"),
    ("share", "{one}"),
    ("history", "{one}"),
    ("blame", "{one}"),
    ("diff", "{revision}~1"),
    ("check-email", "{files}/letter.txt"),
    ("overlap", "{files}/ours.csv", "{files}/theirs.csv"),
)
"""Questions that read no more of a tree than those above, or take long; files that they name are on disk."""


def _git(folder: Path, *arguments: str, day: str = "2026-03-01") -> str:
    identity = ("-c", "user.name=Ada Berg", "-c", "user.email=ada@orbit.example", "-c", "commit.gpgsign=false")
    dated = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0100", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0100"}
    command = ["git", *identity, "-C", str(folder), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | dated)
    return done.stdout.strip()


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Run git in the repository of the test; answer what it prints."""
    return partial(_git, tmp_path / "repository")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A repository in which nothing was recorded yet."""
    (tmp_path / "repository").mkdir()
    _git(tmp_path / "repository", "init", "--quiet", "--initial-branch=main")
    return tmp_path / "repository"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio with a history: files renamed, removed, broken and fixed, and a workspace that changed."""
    folder = tmp_path_factory.mktemp("recorded") / "repository"
    partners = folder / "partners"
    partners.mkdir(parents=True)
    for name in ("acme", "bluebird-crm", "globex", "kestrel-advisory", "meridian-channel", "tindra-payroll"):
        shutil.copy(PORTFOLIO / "partners" / f"{name}.yaml", partners)  # they say what all would
    shutil.copytree(PORTFOLIO / "deals", folder / "deals")
    git = partial(_git, folder)
    git("init", "--quiet", "--initial-branch=main")

    def commit(day: str) -> None:
        git("add", "--all")
        git("commit", "--quiet", "-m", f"What changed on {day}", day=day)

    workspace = (PORTFOLIO / "partnerkit.yaml").read_text()
    (folder / "partnerkit.yaml").write_text(workspace)
    (folder / ".policies").mkdir()
    (folder / ".policies" / "other.yaml").write_text(workspace)
    acme = (partners / "acme.yaml").read_text()
    (partners / "kestrel.yaml").write_text("name: Kestrel\ntype: alliance\nstage: prospect\n")
    commit("2026-01-10")
    (partners / "deep").mkdir()
    (partners / "kestrel.yaml").rename(partners / "deep" / "kestrel-two.yaml")
    (partners / "acme.yaml").write_text(acme.replace("due: 2026-04-24", "due: 2026-05-24"))
    commit("2026-02-10")
    (partners / "acme.yaml").rename(partners / "acme-analytics.yaml")
    (partners / "bluebird-crm.yaml").write_text("name: Broken\ntype: alliance\nstage: [\n")
    commit("2026-02-20")
    (partners / "deep" / "kestrel-two.yaml").unlink()
    changed = workspace.replace("stale_after_days: 60", "stale_after_days: 20").replace(
        "same:", "same: [[Tide, orbit]] #"
    )
    (folder / "partnerkit.yaml").write_text(changed)
    commit("2026-03-10")
    (partners / "acme-analytics.yaml").rename(partners / "acme.yaml")
    shutil.copy(PORTFOLIO / "partners" / "bluebird-crm.yaml", partners)
    commit("2026-03-20")
    return folder


@pytest.fixture
def repository(recorded: Path, tmp_path: Path) -> Path:
    """The portfolio with a history, to do with as one likes."""
    return Path(shutil.copytree(recorded, tmp_path / "repository"))


def _without_at(out: str) -> object:
    """The answer without the commit, which files as they are on disk do not have."""
    answer = json.loads(out) if out else None
    if isinstance(answer, dict):
        answer.pop("at", None)
        for last in (*answer.get("points", ())[-1:], *([answer["to"]] if answer["command"] == "diff" else [])):
            last.pop("commit")
            last.pop("date", None)
    return answer


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that a command line names beside a workspace."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "terms.yaml").write_text(OTHER_TERMS)
    (folder / "theirs.yaml").write_text("name: Orbit\ntype: alliance\n")
    (folder / "ours.csv").write_text("Company\nOrbit Ltd\nTide\n")
    (folder / "theirs.csv").write_text("name\norbit\n")
    (folder / "letter.txt").write_text("Your team answers 200 tickets a week. Is a short call on Tuesday worth it?\n")
    return folder


@pytest.mark.searched
@pytest.mark.parametrize("back", range(5))
def test_every_question_answers_as_in_a_checkout(
    ask: Ask, git: Git, repository: Path, files: Path, tmp_path: Path, back: int
) -> None:
    revision = f"HEAD~{back}"
    checkout = tmp_path / "checkout"
    git("worktree", "add", "--quiet", "--detach", str(checkout), revision)
    one = "acme-analytics" if (checkout / "partners" / "acme-analytics.yaml").exists() else "acme"
    shared = ("--format", "json", "--today", TODAY)
    commit = git("rev-parse", revision)
    known = {"one": one, "files": files, "revision": commit}
    of_few = [tuple(word.format_map(known) for word in words) for words in OF_FEW_COMMITS if back in (0, 3)]
    commands = [*ABOUT_ALL, *((*words, one) for words in ABOUT_ONE), ("show", "bluebird-crm"), *of_few]
    # All are asked about one commit, and nearly each about one more.
    for command in commands if back == 3 else few(commands, 4, min(back, 3)):
        then = ask(*command, "--at", revision, *shared, cwd=repository)
        there = ask(*command, *shared, cwd=checkout)
        assert (then.status, then.err, _without_at(then.out)) == (there.status, there.err, _without_at(there.out)), (
            command
        )
        assert commit in then.out or command == ("show", "bluebird-crm")  # which was broken once


def test_every_question_that_takes_a_revision_is_asked() -> None:
    takes = {name for name, each in build_app().commands.items() if any(one.name == "at" for one in each.params)}
    asked = {words[0] for words in (*ABOUT_ALL, *ABOUT_ONE, *OF_FEW_COMMITS)}
    assert takes - {"draft"} == asked  # drafts, which are no JSON, are compared below


@pytest.mark.parametrize("kind", ["review", "agreement", "outreach"])
def test_a_draft_is_written_from_what_was_recorded(
    ask: Ask, git: Git, repository: Path, tmp_path: Path, kind: str
) -> None:
    (repository / "templates").mkdir()
    (repository / "templates" / "outreach.md.j2").write_text("---\ntitle: Ours\nfile: ours\n---\nHello {{ name }}\n")
    git("add", "--all")
    git("commit", "--quiet", "-m", "A template of our own", day="2026-03-25")
    checkout = tmp_path / "checkout"
    for revision in ("HEAD", "HEAD~1"):
        git("worktree", "add", "--quiet", "--force", "--detach", str(checkout), revision)
        then = ask("draft", kind, "acme", "--at", revision, "--today", TODAY, cwd=repository)
        there = ask("draft", kind, "acme", "--today", TODAY, cwd=checkout)
        line = f"As recorded in commit {git('rev-parse', revision)[:12]} of "
        assert (then.status, then.out) == (there.status, there.out)
        assert then.err.startswith(there.err + line)
        git("worktree", "remove", "--force", str(checkout))


def test_a_date_means_the_last_commit_by_the_end_of_that_day_and_is_the_day_of_the_answer(
    ask: Ask, git: Git, repository: Path
) -> None:
    found = {}
    for day in ("2026-02-19", "2026-02-20", "2026-03-09", "2026-12-31"):
        answer = json.loads(ask("list", "--at", day, "--format", "json", cwd=repository).out)
        found[day] = (answer["today"], answer["at"]["commit"], answer["at"]["date"])
    commits = {back: git("rev-parse", f"HEAD~{back}") for back in range(5)}
    assert found == {
        "2026-02-19": ("2026-02-19", commits[3], "2026-02-10"),
        "2026-02-20": ("2026-02-20", commits[2], "2026-02-20"),
        "2026-03-09": ("2026-03-09", commits[2], "2026-02-20"),
        "2026-12-31": ("2026-12-31", commits[0], "2026-03-20"),
    }


def test_a_day_asked_for_goes_before_that_of_the_commit(ask: Ask, repository: Path) -> None:
    answer = json.loads(ask("list", "--at", "2026-02-20", "--today", TODAY, "--format", "json", cwd=repository).out)
    assert answer["today"] == TODAY


def test_commits_of_a_merged_branch_are_not_yet_on_the_branch_they_are_merged_into(
    ask: Ask, git: Git, repository: Path
) -> None:
    git("switch", "--quiet", "--create", "idea")
    (repository / "partners" / "idea.yaml").write_text("name: Idea\ntype: alliance\n")
    git("add", "--all")
    git("commit", "--quiet", "-m", "An idea", day="2026-04-01")
    git("switch", "--quiet", "main")
    git("merge", "--quiet", "--no-ff", "-m", "Take the idea", "idea", day="2026-04-08")
    for day, is_there in (("2026-04-05", False), ("2026-04-08", True)):
        assert (ask("why", "idea", "--at", day, cwd=repository).status == 0) is is_there


def test_positions_of_findings_are_those_of_the_same_revision(ask: Ask, git: Git, repository: Path) -> None:
    path = repository / "partners" / "acme.yaml"
    before = ask("lint", "--at", "HEAD", "--today", TODAY, "partners/acme.yaml", cwd=repository)
    path.write_text("# a line\n# and another\n" + path.read_text())
    assert ask("lint", "--at", "HEAD", "--today", TODAY, "partners/acme.yaml", cwd=repository) == before
    assert ask("lint", "--today", TODAY, "partners/acme.yaml", cwd=repository).out != before.out


def test_a_file_that_was_broken_is_named_and_passed_over(ask: Ask, repository: Path) -> None:
    answer = ask("list", "--at", "HEAD~2", cwd=repository)
    assert answer.status == 1
    assert "Meridian Channel" in answer.out
    assert answer.err.startswith("partners/bluebird-crm.yaml:4:1: PK101 ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--at", "mian"], "error: `mian` is not a revision of {folder}\nhelp: did you mean `main`?\n"),
        (["--at", "v1.1"], "error: `v1.1` is not a revision of {folder}\nhelp: did you mean `v1.0`?\n"),
        (
            ["--at", "v1.0^{tree}"],
            (
                "error: `v1.0^{{tree}}` is not a revision of {folder}\n"
                "help: give a branch, a tag, a commit such as HEAD~3, or a date: 2026-03-31\n"
            ),
        ),
        (
            ["--at", "2026-02-30"],
            (
                "error: `2026-02-30` is not a revision of {folder}\n"
                "help: give a branch, a tag, a commit such as HEAD~3, or a date: 2026-03-31\n"
            ),
        ),
        (
            ["--at", "--output=x"],
            (
                "error: `--output=x` is not a revision of {folder}\n"
                "help: give a branch, a tag, a commit such as HEAD~3, or a date: 2026-03-31\n"
            ),
        ),
        (
            ["--at", "2025-12-31"],
            "error: nothing was recorded by 2025-12-31: the first commit is from 2026-01-10\nhelp: --at 2026-01-10\n",
        ),
        (
            ["--at", "HEAD~4", "partners/deep"],
            "error: partners/deep did not exist in commit {first} of 2026-01-10\n",
        ),
        (
            ["--at", "HEAD", "kestrel-two"],
            (
                "error: there was no file, folder or partnership called `kestrel-two` in commit {last} of 2026-03-20\n"
                "help: did you mean `kestrel-advisory`?\n"
            ),
        ),
        (
            ["--at", "HEAD~2", "partners/acme.yaml"],
            (
                "error: partners/acme.yaml did not exist in commit {third} of 2026-02-20\n"
                "help: it was partners/acme-analytics.yaml then\n"
            ),
        ),
        (
            ["--at", "HEAD", "--config", "nowhere.yaml"],
            "error: nowhere.yaml did not exist in commit {last} of 2026-03-20\n",
        ),
    ],
)
def test_what_was_not_recorded_is_refused_in_one_sentence(
    ask: Ask, git: Git, repository: Path, arguments: list[str], said: str
) -> None:
    git("tag", "v1.0")
    answer = ask("list", *arguments, cwd=repository)
    first, third, last = (git("rev-parse", revision)[:12] for revision in ("HEAD~4", "HEAD~2", "HEAD"))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == said.format(folder=repository, first=first, third=third, last=last)


def test_a_revision_by_the_words_of_a_message_is_found(ask: Ask, git: Git, repository: Path) -> None:
    answer = ask("list", "--at", ":/changed on 2026-02-10", "--format", "json", cwd=repository)
    assert json.loads(answer.out)["at"]["commit"] == git("rev-parse", "HEAD~3")


def test_advice_of_git_is_no_reason_to_refuse(ask: Ask, git: Git, repository: Path) -> None:
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "grafts").write_text(git("rev-parse", "HEAD~1") + "\n")
    answer = ask("list", "--at", "HEAD~3", cwd=repository)
    assert (answer.status, answer.err.splitlines()[0]) == (2, f"error: `HEAD~3` is not a revision of {repository}")


def test_a_commit_that_a_hook_has_still_to_accept_is_found(
    ask: Ask, git: Git, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = str(tmp_path / "quarantine")
    Path(there).mkdir()
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", there)
    monkeypatch.setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", str(repository / ".git" / "objects"))
    new = git("commit-tree", "HEAD^{tree}", "-m", "New")
    assert ask("list", "--at", new, cwd=repository).status == 2
    monkeypatch.setenv("GIT_QUARANTINE_PATH", there)
    assert ask("list", "--at", new, cwd=repository).status == 0


def test_a_partial_clone_says_what_to_fetch(ask: Ask, git: Git, repository: Path, tmp_path: Path) -> None:
    git("config", "uploadpack.allowFilter", "true")
    subprocess.run(
        ["git", "clone", "--quiet", "--filter=blob:none", repository.as_uri(), str(tmp_path / "clone")], check=True
    )
    for command in (("list", "--at", "HEAD~4"), ("history", "acme")):
        answer = ask(*command, cwd=tmp_path / "clone")
        assert (answer.status, answer.out) == (2, "")
        assert answer.err == (
            f"error: {tmp_path / 'clone'} is a partial clone, which has only some of the files of earlier commits\n"
            "help: git fetch --refetch --no-filter\n"
        )
    assert ask("list", "--at", "HEAD", cwd=tmp_path / "clone").status == 0


def test_a_workspace_that_was_elsewhere_then_is_named(ask: Ask, git: Git, repository: Path) -> None:
    git("mv", "partnerkit.yaml", "policies.yaml")
    git("commit", "--quiet", "-m", "Away")
    no_workspace = f"error: there was no workspace here in commit {git('rev-parse', 'HEAD')[:12]} of 2026-03-01\n"
    answer = ask("list", "--at", "HEAD", cwd=repository)
    assert (answer.status, answer.err) == (2, f"{no_workspace}help: name files or folders of that commit\n")
    git("mv", "policies.yaml", "partnerkit.yaml")
    git("commit", "--quiet", "-m", "Back")
    answer = ask("list", "--at", "HEAD~1", cwd=repository)
    assert (answer.status, answer.err) == (2, f"{no_workspace}help: it was policies.yaml then\n")


def test_without_a_repository_nothing_was_recorded(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    answer = ask("list", "--at", "HEAD")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == ("error: this folder is not in a git repository, so it has no history\nhelp: leave --at out\n")


def test_a_repository_without_commits_has_recorded_nothing(ask: Ask, empty: Path) -> None:
    for at in ("HEAD", "2026-01-01"):
        answer = ask("list", "--at", at, cwd=empty)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith(f"error: {empty} has no commits yet\n")


def test_a_clone_that_is_cut_off_says_so(ask: Ask, git: Git, repository: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "2", repository.as_uri(), str(tmp_path / "clone")], check=True
    )
    for at, said in (
        (
            "HEAD~3",
            "error: `HEAD~3` is not in this clone, which has only part of the history\nhelp: git fetch --unshallow\n",
        ),
        (
            "2026-03-01",
            (
                "error: the history of this clone only starts on 2026-03-10, after 2026-03-01\n"
                "help: git fetch --unshallow\n"
            ),
        ),
    ):
        answer = ask("list", "--at", at, cwd=tmp_path / "clone")
        assert (answer.status, answer.out, answer.err) == (2, "", said)
    assert ask("list", "--at", "HEAD~1", cwd=tmp_path / "clone").status == 1  # the broken file of that commit
    typo = ask("list", "--at", "mian", cwd=tmp_path / "clone")
    assert (typo.status, typo.err) == (
        2,
        f"error: `mian` is not a revision of {tmp_path / 'clone'}\nhelp: did you mean `main`?\n",
    )


def test_paths_of_two_repositories_have_no_revision_in_common(ask: Ask, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    inside, outside = repository / "partners", tmp_path / "elsewhere"
    answer = ask("list", "--at", "HEAD", repository, inside, outside)
    assert (answer.status, answer.out) == (2, "")
    assert f"{repository} and {outside} are not in one git repository" in answer.err


def test_a_bare_repository_answers_like_any_other(ask: Ask, git: Git, repository: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(repository), str(bare)], check=True)
    for command in (("list",), ("lint", "partners/acme.yaml"), ("reviews", "acme")):
        expected = ask(*command, "--at", "HEAD", "--today", TODAY, cwd=repository)
        assert ask(*command, "--at", "HEAD", "--today", TODAY, cwd=bare) == expected


def test_a_worktree_has_a_branch_of_its_own(ask: Ask, git: Git, repository: Path, tmp_path: Path) -> None:
    git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"), "HEAD~1")
    answer = json.loads(ask("list", "--at", "2026-12-31", "--format", "json", cwd=tmp_path / "tree").out)
    assert answer["at"]["commit"] == git("rev-parse", "HEAD~1")


def test_the_repository_is_that_of_the_path_and_not_of_the_current_folder(ask: Ask, repository: Path) -> None:
    named = ask("why", repository / "partners" / "acme.yaml", "--at", "HEAD", "--today", TODAY)
    assert named == ask("why", "acme", "--at", "HEAD", "--today", TODAY, cwd=repository)


def test_a_folder_that_is_gone_today_can_be_asked_about(ask: Ask, repository: Path) -> None:
    answer = ask("list", "partners/deep", "--at", "HEAD~3", cwd=repository)
    assert (answer.status, "Kestrel" in answer.out) == (0, True)


@pytest.mark.skipif(os.name != "posix", reason="Windows does not take such file names")
@pytest.mark.parametrize(
    "name", ["two\nlines", "a:b", "-rf", "ö", "o\u0308", "tab\t", 'quo"te', "back\\slash", " space "]
)
def test_odd_file_names_are_read(ask: Ask, git: Git, empty: Path, name: str) -> None:
    (empty / f"{name}.yaml").write_text("name: Odd\ntype: alliance\n")
    git("add", "--all")
    git("commit", "--quiet", "-m", "A file")
    shared = ("--format", "json", "--today", TODAY)
    then, now = ask("list", "--at", "HEAD", *shared, cwd=empty), ask("list", *shared, cwd=empty)
    assert (then.status, _without_at(then.out)) == (now.status, _without_at(now.out))


def test_line_endings_and_filters_of_a_checkout_are_left_alone(ask: Ask, git: Git, empty: Path, tmp_path: Path) -> None:
    git("config", "filter.evil.smudge", f"touch {tmp_path}/ran; cat")
    git("config", "filter.evil.clean", "cat")
    git("config", "diff.evil.textconv", f"touch {tmp_path}/ran; cat")
    git("config", "core.fsmonitor", f"touch {tmp_path}/ran")
    git("config", "core.autocrlf", "true")
    (empty / ".gitattributes").write_text("*.yaml filter=evil diff=evil text eol=crlf\n")
    (empty / "acme.yaml").write_bytes(b"name: Acme\ntype: alliance\ncolor: red\n")
    git("add", "--all")
    git("commit", "--quiet", "-m", "A file")
    (tmp_path / "ran").unlink(missing_ok=True)
    answer = ask("validate", "--at", "HEAD", cwd=empty)
    assert answer.out.startswith("acme.yaml:3:1: PK003 ")
    assert not (tmp_path / "ran").exists()


def test_links_are_what_they_are_on_disk(ask: Ask, git: Git, repository: Path) -> None:
    (repository / "by-link").symlink_to("partners", target_is_directory=True)
    (repository / "loop").symlink_to("loop")
    (repository / "out").symlink_to("../../outside", target_is_directory=True)
    (repository / "partners" / "link.yaml").symlink_to("acme.yaml")
    git("add", "--all")
    git("commit", "--quiet", "-m", "Links")
    for path in ("by-link", "partners/link.yaml", "loop", "by-link/acme.yaml", "."):
        shared = (path, "--format", "json", "--today", TODAY)
        then, now = ask("list", "--at", "HEAD", *shared, cwd=repository), ask("list", *shared, cwd=repository)
        assert (then.status, then.err, _without_at(then.out)) == (now.status, now.err, _without_at(now.out)), path
    assert ask("list", "out", "--at", "HEAD", cwd=repository).status == 1


def test_the_disk_is_not_asked(ask: Ask, repository: Path) -> None:
    expected = ask("heatmap", "--at", "HEAD", "--today", TODAY, cwd=repository)
    for path in (repository / "partnerkit.yaml", *(repository / "partners").glob("*.yaml")):
        path.write_text("broken: [\n")
    assert ask("heatmap", "--at", "HEAD", "--today", TODAY, cwd=repository) == expected


def test_many_files_of_a_revision_are_read_on_all_cores(ask: Ask, git: Git, empty: Path) -> None:
    for at in range(250):
        (empty / f"p{at:03}.yaml").write_text(f"name: P{at}\ntype: alliance\n")
    git("add", "--all")
    git("commit", "--quiet", "-m", "Many files")
    answer = ask("validate", "--at", "HEAD", cwd=empty)
    assert (answer.status, answer.err) == (0, "250 files checked, all valid.\n")


def test_a_template_of_partnerkit_was_not_recorded(ask: Ask, repository: Path) -> None:
    answer = ask("draft", "--eject", "review", "--at", "HEAD", cwd=repository)
    assert (answer.status, answer.err.splitlines()[-1]) == (2, "help: leave --at out")
    assert not (repository / "templates").exists()


@pytest.mark.parametrize("command", [("stage", "acme", "optimize"), ("launch", "acme", "--write")])
def test_what_was_recorded_cannot_be_edited(ask: Ask, repository: Path, command: tuple[str, ...]) -> None:
    before = (repository / "partners" / "acme.yaml").read_bytes()
    answer = ask(*command, "--at", "HEAD", cwd=repository)
    assert answer.status == 2
    assert "which can't be edited" in answer.err
    assert (repository / "partners" / "acme.yaml").read_bytes() == before


def test_content_that_is_missing_is_a_finding_and_stops_nothing(ask: Ask, git: Git, repository: Path) -> None:
    blob = git("rev-parse", "HEAD:partners/acme.yaml")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    answer = ask("list", "--at", "HEAD", cwd=repository)
    assert answer.status == 1
    assert f"partners/acme.yaml:1:1: PK120 git can't read this: {blob[:12]} is missing or broken\n" in answer.err
    assert "Meridian Channel" in answer.out


@pytest.mark.parametrize(
    ("format", "line"),
    [("terminal", "As recorded in commit {id} of 2026-03-20."), ("markdown", "{id}"), ("html", "{id}"), ("csv", None)],
)
def test_an_answer_says_which_commit_it_is_from(
    ask: Ask, git: Git, repository: Path, format: str, line: str | None
) -> None:
    answer = ask("list", "--at", "HEAD", "--format", format, cwd=repository)
    if line is not None:
        assert line.format(id=git("rev-parse", "HEAD")[:12]) in answer.out


def test_a_format_without_a_place_for_the_commit_leaves_it_to_standard_error(
    ask: Ask, git: Git, repository: Path
) -> None:
    line = f"As recorded in commit {git('rev-parse', 'HEAD')[:12]} of 2026-03-20.\n"
    answer = ask("validate", "--at", "HEAD", "--format", "gitlab", cwd=repository)
    assert (json.loads(answer.out), answer.err.endswith(line)) == ([], True)
    assert line not in ask("validate", "--at", "HEAD", cwd=repository).err


def test_a_file_that_the_command_line_names_is_read_from_disk(ask: Ask, repository: Path) -> None:
    (repository / "other.yaml").write_text(OTHER_TERMS)
    shutil.copy(repository / "deals" / "acme.csv", repository / "other.csv")
    for command in (
        ("revenue", "replay", "acme", "--terms", "other.yaml", "--deals", "other.csv"),
        ("statement", "acme", "--period", "2026-Q1", "--deals", "other.csv"),
    ):
        asked = (*command, "--at", "HEAD", "--today", TODAY, "--format", "json")
        answer = ask(*asked, cwd=repository)
        assert (answer.status, answer.err, "at" in json.loads(answer.out)) == (0, "", True)
        gone = ask(*asked, "--deals", "nowhere.csv", cwd=repository)
        assert (gone.status, gone.err) == (2, "error: nowhere.csv does not exist\n")


def test_a_statement_of_deals_that_its_commit_does_not_have_names_no_commit(ask: Ask, repository: Path) -> None:
    deals = repository / "deals" / "acme.csv"
    asked = ("statement", "acme", "--period", "2026-Q1", "--deals", "deals/acme.csv", "--at", "HEAD", "--today", TODAY)
    commits = []
    for _ in range(2):
        commits.append(json.loads(ask(*asked, "--format", "json", cwd=repository).out)["inputs"]["commit"])
        deals.write_text("".join(deals.read_text().splitlines(keepends=True)[:-1]))
    assert (commits[0] is None, commits[1]) == (False, None)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux lists the children of a process this way")
@pytest.mark.parametrize("command", [("list",), ("reviews", "acme"), ("why", "nowhere"), ("draft", "review", "acme")])
def test_no_git_is_left_running(ask: Ask, repository: Path, command: tuple[str, ...]) -> None:
    ask(*command, "--at", "HEAD", cwd=repository)
    started = [children.read_text() for children in Path("/proc/self/task").glob("*/children")]
    names = [Path(f"/proc/{child}/comm").read_text() for line in started for child in line.split()]
    assert "git\n" not in names
