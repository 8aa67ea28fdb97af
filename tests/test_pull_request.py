"""The GitHub action, its steps run as a workflow runs them: a fork, checkouts with and without a token, a service."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from conftest import ROOT, Ask
from partnerkit.hosting.__main__ import main
from partnerkit.hosting.decide import LONGEST, MARK, Said, decide
from partnerkit.workspace.scaffold import render_template

pytestmark = pytest.mark.skipif(os.name != "posix", reason="runs the shell steps of a workflow")

WORKSPACE = (
    "company: {name: Orbit}\npeople: {dana: {name: Dana Ek}}\nreview: {commercial: [finance, ada], commitment: [lee]}\n"
)
ACME = """\
name: Acme
type: alliance
stage: grow
owner: dana
why: Same buyers
plan:
  - {id: training, title: Train them, due: 2026-05-01, owner: dana}
agreement:
  status: signed
  revenue:
    - {model: revenue-share, rate: 20%, base: net, settles: quarter, from: us, to: them}
"""


class Service:
    """A server of this machine that knows as much of GitHub as the steps ask for."""

    def __init__(self) -> None:
        self.pulls: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.labels: list[str] = ["urgent"]
        self.asked: list[str] = []
        self.requests: list[str] = []
        self.refused: dict[str, int] = {}
        self.headers: dict[str, str] = {}

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """Return the status and the answer to a request."""
        path, _, query = path.removeprefix("/repos/orbit/partnerships/").partition("?")
        self.requests.append(f"{method} {path}")
        for request, status in self.refused.items():
            if f"{method} {path}".startswith(request):
                return status, {"message": "No"}
        match method, path.split("/"):
            case "GET", ["pulls"]:
                return 200, self.pulls if "head=fork%3Afix" in query else []
            case "GET", ["pulls", "7"]:
                return 200, self.pulls[0]
            case "GET", ["issues", "7", "comments"]:
                return 200, self.comments
            case "POST", ["issues", "7", "comments"]:
                self.comments.append({"id": 99, "body": body["body"], "user": {"type": "Bot"}})
            case "PATCH", ["issues", "comments", "99"]:
                self.comments[-1]["body"] = body["body"]
            case "GET", ["issues", "7", "labels"]:
                return 200, [{"name": label} for label in self.labels]
            case "POST", ["issues", "7", "labels"]:
                self.labels += body["labels"]
            case "DELETE", ["issues", "7", "labels", label]:
                self.labels.remove(label.replace("%3A", ":").replace("%20", " "))
            case "GET", ["pulls", "7", "requested_reviewers"]:
                return 200, {"users": [{"login": name} for name in self.asked], "teams": []}
            case "GET", ["pulls", "7", "reviews"]:
                return 200, []
            case "POST", ["pulls", "7", "requested_reviewers"]:
                if body == {"reviewers": ["finance"]} or "nobody" in str(body):
                    return 422, {"message": "Reviews may only be requested from collaborators."}
                self.asked += [name for names in body.values() for name in names]
            case _:
                return 404, {"message": "Not Found"}
        return 201, {}


@pytest.fixture
def service() -> Iterator[tuple[Service, str]]:
    """A service and its address."""
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            assert self.headers["Authorization"] == "Bearer secret"
            status, answer = state.answer(self.command, self.path, body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = _reply  # noqa: N815  # what the server calls

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield state, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def git(folder: Path, *arguments: str) -> str:
    config = ("-c", "user.name=Ada", "-c", "user.email=ada@orbit.example", "-c", "init.defaultBranch=main")
    ran = subprocess.run(["git", *config, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


class Repositories:
    """A repository with a pull request from a fork, and the clones that a workflow makes of it."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.home, self.fork = folder / "origin.git", folder / "home", folder / "fork"
        git(folder, "init", "-q", "--bare", str(self.origin))
        git(folder, "clone", "-q", str(self.origin), str(self.home))
        (self.home / "partners").mkdir()
        (self.home / "partnerkit.yaml").write_text(WORKSPACE)
        (self.home / "partners" / "acme.yaml").write_text(ACME)
        git(self.home, "add", "-A")
        git(self.home, "commit", "-q", "-m", "Start")
        git(self.home, "push", "-q", "origin", "HEAD:main")
        git(folder, "clone", "-q", "-b", "main", str(self.origin), str(self.fork))
        git(self.fork, "checkout", "-q", "-b", "fix")
        # Meanwhile the main branch moves on, which is no change of the pull request.
        (self.home / "partners" / "globex.yaml").write_text("name: Globex\ntype: alliance\n")
        git(self.home, "add", "-A")
        git(self.home, "commit", "-q", "-m", "Globex")
        git(self.home, "push", "-q", "origin", "HEAD:main")

    def push(self, text: str, **more: str) -> dict[str, Any]:
        """Push a file to the fork, and return the pull request as the service says it."""
        (self.fork / "partners" / "acme.yaml").write_text(text)
        for name, content in more.items():
            (self.fork / name).write_text(content)
        return self.push_all()

    def push_all(self) -> dict[str, Any]:
        """Push all that is in the fork."""
        git(self.fork, "add", "-A")
        git(self.fork, "commit", "-q", "-m", "Change")
        git(self.fork, "push", "-q", "--force", str(self.origin), "HEAD:refs/pull/7/head")
        base, head = git(self.home, "rev-parse", "HEAD"), git(self.fork, "rev-parse", "HEAD")
        return {"number": 7, "base": {"sha": base}, "head": {"sha": head}, "user": {"login": "Ada"}}

    def checkout(self, folder: Path, *, merged: bool) -> Path:
        """Make the checkout that a workflow has: of the pull request merged, or of the default branch alone."""
        git(folder.parent, "clone", "-q", "-b", "main", str(self.origin), str(folder))
        if merged:
            git(folder, "fetch", "-q", "origin", "refs/pull/7/head")
            git(folder, "merge", "-q", "--no-edit", "FETCH_HEAD")
            git(folder, "checkout", "-q", "--detach")
        return folder


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Repositories:
    """Repositories as they are when a pull request is opened."""
    return Repositories(tmp_path_factory.mktemp("opened"))


@pytest.fixture
def repositories(opened: Repositories, tmp_path: Path) -> Repositories:
    """Copies of them, to do with as one likes."""
    copies = copy(opened)
    copies.origin, copies.home, copies.fork = (
        Path(shutil.copytree(folder, tmp_path / folder.name)) for folder in (opened.origin, opened.home, opened.fork)
    )
    for clone in (copies.home, copies.fork):
        git(clone, "remote", "set-url", "origin", str(copies.origin))
    return copies


Step = Callable[..., subprocess.CompletedProcess[str]]
DUE = ACME.replace("due: 2026-05-01", "due: 2026-05-15")
RATE = ACME.replace("rate: 20%", "rate: 25%")


@pytest.fixture
def step(tmp_path: Path) -> Step:
    """Run the shell steps of the action that apply to `check` or `comment`, as a runner does."""
    shim = tmp_path / "bin" / "python"
    shim.parent.mkdir()
    # Alone is what keeps files of a pull request from being imported; a source tree is not installed there.
    shim.write_text(f'#!/bin/sh\n[ "$1" = -I ] || exit 9\nshift\nexec {sys.executable} -P "$@"\n')
    shim.chmod(0o755)
    action = yaml.safe_load(render_template("workspace/.github/partnerkit/action.yml.j2", install=["true"]))

    def run(which: str, cwd: Path, **given: str) -> subprocess.CompletedProcess[str]:
        outputs: dict[str, str] = {}
        file, said, errors, status = tmp_path / "outputs", "", "", 0
        for each in action["runs"]["steps"]:
            condition = each.get("if")
            applies = (
                outputs.get("number") if condition == "steps.found.outputs.number" else f"'{which}'" in str(condition)
            )
            if "run" not in each or not applies:
                continue
            file.write_text("")
            known = {"inputs.fail-on": given.get("FAIL_ON", ""), "inputs.token": "secret"}
            known["inputs.path"] = given.get("WORKSPACE_PATH", ".")
            known |= {f"steps.found.outputs.{name}": value for name, value in outputs.items()}
            own = {name: _filled(text, known) for name, text in each["env"].items()}
            path = f"{shim.parent}:{os.environ['PATH']}"
            environment = {
                **os.environ,
                "PYTHONPATH": str(ROOT / "src"),
                **given,
                **own,
                "PATH": path,
                "GITHUB_OUTPUT": str(file),
            }
            ran = subprocess.run(
                ["bash", "-e", "-c", each["run"]], cwd=cwd, env=environment, capture_output=True, text=True
            )
            said, errors, status = said + ran.stdout, errors + ran.stderr, ran.returncode
            outputs |= dict(line.split("=", 1) for line in file.read_text().splitlines())
            if status:
                break
        return subprocess.CompletedProcess([which], status, said, errors)

    return run


def _filled(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ (\S+) }}", lambda found: known[found[1]], text)


def event(folder: Path, content: Mapping[str, Any]) -> str:
    path = folder / "event.json"
    path.write_text(json.dumps(content))
    return str(path)


def test_a_pull_request_from_a_fork_is_checked_and_commented_on(
    repositories: Repositories, step: Step, service: tuple[Service, str], tmp_path: Path
) -> None:
    state, address = service
    # What the fork brings along is data: none of it is run, neither here nor where there is a token.
    pull_request = repositories.push(
        RATE.replace("due: 2026-05-01", "due: someday"), **{"yaml.py": "raise SystemExit(66)\n"}
    )
    summary = tmp_path / "summary.md"
    here = repositories.checkout(tmp_path / "merged", merged=True)
    checked = step(
        "check",
        here,
        GITHUB_EVENT_PATH=event(tmp_path, {"pull_request": pull_request}),
        GITHUB_STEP_SUMMARY=str(summary),
    )
    assert checked.returncode == 1, checked.stderr
    assert "::error file=partners/acme.yaml,line=7," in checked.stdout
    assert "1 partnership" in summary.read_text()
    assert step("lint", here).returncode == 0

    state.pulls = [repositories.push(RATE.replace("due: 2026-05-01", "due: 2026-05-15"))]
    run = {
        "head_sha": state.pulls[0]["head"]["sha"],
        "head_branch": "fix",
        "head_repository": {"owner": {"login": "fork"}},
    }
    trusted = repositories.checkout(tmp_path / "trusted", merged=False)
    hub = {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "orbit/partnerships"}
    said = step("comment", trusted, GITHUB_EVENT_PATH=event(tmp_path, {"workflow_run": run}), **hub)
    assert said.returncode == 0, said.stderr
    assert git(trusted, "status", "--short") == ""
    assert not (trusted / "yaml.py").exists()
    [first] = state.comments
    assert first["body"].startswith(MARK)
    assert "25%" in first["body"]
    assert "Globex" not in first["body"]
    assert sorted(state.labels) == ["partnership: commercial", "partnership: commitment", "urgent"]
    # The author is not asked; `finance` is no person and is asked as a team.
    assert state.asked == ["lee", "finance"]


@pytest.fixture
def speak(
    repositories: Repositories, service: tuple[Service, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], int]:
    """Push a file to the fork, and run the step that has a token in this process."""
    state, address = service
    trusted = repositories.checkout(tmp_path / "trusted", merged=False)
    hub = {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "orbit/partnerships", "GITHUB_TOKEN": "secret"}

    def run(text: str) -> int:
        state.pulls = [repositories.push(text)]
        git(trusted, "fetch", "-q", "origin", "refs/pull/7/head")
        monkeypatch.chdir(trusted)
        return main("comment", {**hub, "PARTNERKIT_PULL_REQUEST": "7"})

    return run


def test_one_comment_is_brought_up_to_date_and_none_is_written_for_little(
    speak: Callable[[str], int], service: tuple[Service, str]
) -> None:
    state, _ = service
    state.comments = [{"id": 1, "body": f"{MARK}\nnot ours", "user": {"type": "User"}}]
    assert speak(ACME.replace("Same buyers", "The same buyers")) == 0
    assert (len(state.comments), state.labels) == (1, ["urgent", "partnership: editorial"])
    assert speak(DUE) == 0
    assert (len(state.comments), "2026-05-15" in state.comments[1]["body"]) == (2, True)
    assert state.labels == ["urgent", "partnership: commitment"]
    assert speak(RATE) == 0
    assert len(state.comments) == 2
    assert "25%" in state.comments[1]["body"]
    assert "2026-05-15" not in state.comments[1]["body"]
    assert state.comments[0]["body"] == f"{MARK}\nnot ours"
    # The comment names the commits, so it is written again; nothing else is.
    state.requests.clear()
    assert speak(ACME) == 0
    assert [request for request in state.requests if not request.startswith("GET")] == [
        "PATCH issues/comments/99",
        "DELETE issues/7/labels/partnership%3A%20commercial",
    ]


LIMITED = {"X-RateLimit-Remaining": "0"}
REFUSALS: list[tuple[str, int, dict[str, str], str]] = [
    ("GET pulls/7", 404, {}, "GitHub refused to GET pulls/7: 404 Not Found"),
    ("GET pulls/7", 403, LIMITED, "its rate limit is used up, so run this job again later"),
    ("GET issues/7/comments", 429, {}, "its rate limit is used up, so run this job again later"),
    ("GET issues/7/labels", 500, {}, "GitHub refused to GET issues/7/labels: 500 Internal Server Error"),
    ("GET pulls/7/re", 403, {}, "give the job `permissions: pull-requests: write` and the step `github.token`"),
    ("POST issues/7/comments", 403, {}, "GitHub refused to POST issues/7/comments: 403 Forbidden"),
    ("POST issues/7/labels", 403, {}, "GitHub refused to POST issues/7/labels: 403 Forbidden"),
    ("POST pulls/7/requested_reviewers", 403, {}, "GitHub refused to POST pulls/7/requested_reviewers: 403"),
]


def test_what_the_service_refuses_is_a_sentence_and_the_rest_is_done(
    speak: Callable[[str], int], service: tuple[Service, str], capsys: pytest.CaptureFixture[str]
) -> None:
    state, _ = service
    for number, (request, status, headers, said) in enumerate(REFUSALS):
        state.refused, state.headers = {request: status}, headers
        state.comments, state.labels, state.asked = [], [], []
        assert speak(ACME.replace("rate: 20%", f"rate: {30 + number}%")) == 0
        out = capsys.readouterr().out
        assert all(line.startswith("::warning::") for line in out.splitlines())
        assert said in out
        if request != "GET pulls/7":
            assert (len(state.comments) == 1) == ("comments" not in request), request
            assert ("partnership: commercial" in state.labels) == ("labels" not in request), request
            assert bool(state.asked) == ("pulls/7" not in request), request


def test_a_comment_that_was_deleted_meanwhile_is_written_again(
    speak: Callable[[str], int], service: tuple[Service, str]
) -> None:
    state, _ = service
    assert speak(DUE) == 0
    state.refused = {"PATCH": 404}
    assert speak(RATE) == 0
    assert [request for request in state.requests if "comments" in request and not request.startswith("GET")] == [
        "POST issues/7/comments",
        "PATCH issues/comments/99",
        "POST issues/7/comments",
    ]


def test_a_pull_request_that_cannot_be_compared_is_said_to_be_so(
    speak: Callable[[str], int],
    service: tuple[Service, str],
    repositories: Repositories,
    capsys: pytest.CaptureFixture[str],
) -> None:
    state, _ = service
    assert speak(RATE) == 0
    (repositories.fork / "partnerkit.yaml").write_text("people: [\n")
    assert speak(DUE) == 0
    [comment] = state.comments
    assert comment["body"] == f"{MARK}\n**This pull request could not be compared.** Its check says why.\n"
    # What could not be counted is no reason to remove labels.
    assert "partnership: commercial" in state.labels
    assert "in " in capsys.readouterr().err


def test_a_workspace_in_a_folder_is_checked_and_commented_on(
    repositories: Repositories, step: Step, service: tuple[Service, str], tmp_path: Path
) -> None:
    state, address = service
    for where in (repositories.home, repositories.fork):
        git(where, "pull", "-q", "--rebase", "origin", "main")
    folder = repositories.home / "sales" / "partnerships"
    folder.mkdir(parents=True)
    git(repositories.home, "mv", "partnerkit.yaml", "partners", "sales/partnerships")
    git(repositories.home, "commit", "-q", "-m", "Move")
    git(repositories.home, "push", "-q", "origin", "HEAD:main")
    git(repositories.fork, "pull", "-q", "--rebase", "origin", "main")
    file = repositories.fork / "sales" / "partnerships" / "partners" / "acme.yaml"
    file.write_text(RATE.replace("due: 2026-05-01", "due: someday"))
    pull_request = repositories.push_all()
    here = repositories.checkout(tmp_path / "merged", merged=True)
    summary = tmp_path / "summary.md"
    given = {"WORKSPACE_PATH": "sales/partnerships/", "GITHUB_STEP_SUMMARY": str(summary)}
    checked = step("check", here, GITHUB_EVENT_PATH=event(tmp_path, {"pull_request": pull_request}), **given)
    assert checked.returncode == 1, checked.stderr
    assert "::error file=sales/partnerships/partners/acme.yaml,line=7," in checked.stdout
    assert "1 partnership was not compared" in summary.read_text()

    file.write_text(RATE)
    state.pulls = [repositories.push_all()]
    run = {
        "head_sha": state.pulls[0]["head"]["sha"],
        "head_branch": "fix",
        "head_repository": {"owner": {"login": "fork"}},
    }
    trusted = repositories.checkout(tmp_path / "trusted", merged=False)
    hub = {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "orbit/partnerships"}
    said = step("comment", trusted, GITHUB_EVENT_PATH=event(tmp_path, {"workflow_run": run}), **given, **hub)
    assert said.returncode == 0, said.stderr
    assert "25%" in state.comments[0]["body"]
    assert state.asked == ["finance"]


def test_a_run_of_an_older_push_says_nothing(
    repositories: Repositories, service: tuple[Service, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state, address = service
    state.pulls = [repositories.push(DUE)]
    run = {"head_sha": "0" * 40, "head_branch": "fix", "head_repository": {"owner": {"login": "fork"}}}
    environment = {
        "GITHUB_API_URL": address,
        "GITHUB_REPOSITORY": "orbit/partnerships",
        "GITHUB_TOKEN": "secret",
        "GITHUB_EVENT_PATH": event(tmp_path, {"workflow_run": run}),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    assert main("find", environment) == 0
    assert not (tmp_path / "output").exists()
    assert "there is nothing to say" in capsys.readouterr().err


def test_a_checkout_without_history_says_what_to_change(
    repositories: Repositories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pull_request = repositories.push(DUE)
    git(
        tmp_path,
        "clone",
        "-q",
        "--depth",
        "1",
        f"file://{repositories.origin}",
        str(tmp_path / "shallow"),
        "-b",
        "main",
    )
    monkeypatch.chdir(tmp_path / "shallow")
    pull_request["base"]["sha"] = git(repositories.fork, "rev-parse", "HEAD~1")
    assert main("check", {"GITHUB_EVENT_PATH": event(tmp_path, {"pull_request": pull_request})}) == 2
    assert "check the repository out with fetch-depth: 0" in capsys.readouterr().err


@pytest.mark.parametrize("data", [{}, {"number": "7; rm -rf /"}, {"number": 7, "base": {"sha": "--output=x"}}, [], "x"])
def test_an_event_is_believed_only_as_far_as_it_can_be(
    data: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main("check", {"GITHUB_EVENT_PATH": event(tmp_path, {"pull_request": data})}) == 2


def test_the_classes_of_the_changes_decide_what_is_said() -> None:
    review: Mapping[Any, list[str]] = {"commercial": ["@orbit/finance", "lee"], "commitment": ["lee", "Ada"]}

    def decided(counts: dict[str, int], said: Said | None = None, *, failed: bool = False) -> Any:
        return decide(
            counts, "text", failed=failed, said=said, labels=["partnership: editorial"], review=review, asked=["ada"]
        )

    assert decided({"editorial": 3, "assessment": 1}) == (None, ("partnership: assessment",), (), ())
    assert decided({"commitment": 1}) == (
        f"{MARK}\ntext",
        ("partnership: commitment",),
        ("partnership: editorial",),
        ("lee",),
    )
    assert decided({"commercial": 1, "commitment": 1}).reviewers == ("lee", "orbit/finance")
    assert decided({}, Said(5, f"{MARK}\nold")).comment == f"{MARK}\ntext"
    assert decided({}, Said(5, f"{MARK}\ntext\n")).comment is None
    assert decided({}, failed=True).comment is not None
    long = decide({"commitment": 1}, "x" * 99_999, failed=False, said=None, labels=[], review={}, asked=[])
    assert len(long.comment or "") == LONGEST


def test_the_action_runs_python_alone() -> None:
    # A test of the house holds it against the template that `init` renders too.
    calls = re.findall(r"run: (python .*)", (ROOT / "action.yml").read_text(encoding="utf-8"))
    assert len(calls) == 4
    assert all(call.startswith("python -I -m partnerkit.hosting ") for call in calls)


def test_the_workflow_with_a_token_checks_out_the_default_branch_only() -> None:
    names = ("partnerkit", "partnerkit-comment")
    texts = [
        render_template(f"workspace/.github/workflows/{name}.yml.j2", wheelhouse=".github/partnerkit") for name in names
    ]
    check, speaking = map(yaml.safe_load, texts)
    assert check["permissions"] == {"contents": "read"}
    assert speaking["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert list(speaking[True]) == ["workflow_run"]
    assert speaking[True]["workflow_run"]["workflows"] == [check["name"]]
    [checkout, action] = speaking["jobs"]["comment"]["steps"]
    assert "ref" not in checkout["with"]
    assert action["uses"] == "./.github/partnerkit"
    assert not any("secrets." in text for text in texts)


def test_the_jobs_for_gitlab_have_known_keywords_and_one_report_each(ask: Ask, tmp_path: Path) -> None:
    """GitLab refuses a second file for one report, and it takes the reports of several jobs."""
    assert ask("init", ".", "--company", "Orbit").status == 0
    jobs = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text())
    assert {key for job in jobs.values() for key in job} == {
        *("image", "rules", "variables", "before_script", "extends", "script", "artifacts"),
    }
    for name in ("partnerships", "partnerships-lint"):
        job = jobs[name]
        assert job["extends"] in jobs
        assert set(job["artifacts"]) <= {"when", "paths", "reports"}
        assert job["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Start")
        for line in job["script"]:
            if line.startswith("partnerkit "):
                words = line.removesuffix(" || failed=1").replace(
                    '"$CI_MERGE_REQUEST_DIFF_BASE_SHA..HEAD"', "HEAD..HEAD"
                )
                assert ask(*words.split()[1:], "--force").status == 0, line
        assert json.loads((tmp_path / "gl-code-quality-report.json").read_text()) is not None


def test_a_workspace_below_the_root_of_its_repository_is_told_where_its_checks_go(ask: Ask, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    said = ask("init", "sales/partners", "--company", "Orbit").err
    assert "add `path: sales/partners` to both workflows" in said
    assert "workflows" not in ask("init", ".", "--company", "Orbit").err


def test_hooks_run_commands_that_exist(ask: Ask, tmp_path: Path) -> None:
    assert ask("init", ".", "--company", "Orbit").status == 0
    own = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    for hooks in (own, yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())):
        assert [hook["id"] for hook in hooks] == ["partnerkit-validate", "partnerkit-lint", "partnerkit-fmt"]
        for hook in hooks:
            program, *words = hook["entry"].split()
            assert program == "partnerkit"
            files = [each.relative_to(tmp_path).as_posix() for each in sorted(tmp_path.rglob("*.yaml"))]
            matching = [file for file in files if re.search(hook["files"], file)]
            assert "partners/orchard-books.yaml" in matching
            assert ask(*words, *([] if hook.get("pass_filenames") is False else matching)).status == 0
