"""What changed in the partnerships between two versions of real repositories, and what follows from it."""

import json
import os
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args, get_type_hints

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Answer, Ask
from partnerkit.changes import consequences, policy
from partnerkit.changes.change import ChangeKind
from partnerkit.changes.reported import PartnershipStatus
from partnerkit.model.marks import ChangeClass
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import fields_of

CASES = ROOT / "tests" / "examples" / "changes"
PORTFOLIOS = ROOT / "tests" / "examples" / "portfolio-changes"
IDENTITY = ("-c", "user.name=Ada Berg", "-c", "user.email=ada@orbit.example", "-c", "commit.gpgsign=false")


class Repo:
    """A real repository with a workspace, on which the command line is asked what changed."""

    def __init__(self, folder: Path, ask: Ask) -> None:
        self.folder = folder
        self._ask = ask

    def git(self, *arguments: str | Path, day: str = "2026-03-01") -> str:
        """Run git here."""
        dated = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0100", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0100"}
        command = ["git", *IDENTITY, "-c", "protocol.file.allow=always", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.folder, check=True, capture_output=True, text=True, env=os.environ | dated
        )
        return done.stdout.strip()

    def write(self, **files: str) -> None:
        """Write partnerships by their names."""
        (self.folder / "partners").mkdir(exist_ok=True)
        for name, text in files.items():
            (self.folder / "partners" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def commit(self, day: str = "2026-03-01") -> str:
        """Commit all that is here."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", "A change", day=day)
        return self.git("rev-parse", "HEAD")

    def diff(self, *words: str, cwd: Path | None = None) -> dict[str, Any]:
        """Return what changed, as JSON has it."""
        answer = self.ask(*words, "--format", "json", cwd=cwd)
        assert answer.status in (0, 1), answer.err
        found: dict[str, Any] = json.loads(answer.out)
        return found

    def ask(self, *words: str, cwd: Path | None = None) -> Answer:
        """Ask what changed."""
        return self._ask("diff", *words, "--today", TODAY, cwd=cwd or self.folder)


def acme(**changes: str) -> str:
    """Write a partnership of a few lines."""
    values = {"stage": "grow", "due": "2026-04-24", "rate": "20%", "status": "amber", "why": "Same buyers"} | changes
    return f"""name: Acme Analytics
type: integration
stage: {values["stage"]}
why: {values["why"]}
buckets: {{align: {{status: {values["status"]}, assessed: 2026-03-01}}}}
plan: [{{id: training, title: Train their sales, due: {values["due"]}}}]
agreement:
  status: signed
  signed: 2026-01-15
  revenue: [{{model: revenue-share, rate: {values["rate"]}, base: net, from: us, to: them}}]
"""


GLOBEX = "name: Globex\ntype: distribution\nstage: initiate\nwhy: They sell to shops in Ohio\n"


@pytest.fixture
def repo(tmp_path: Path, ask: Ask) -> Repo:
    """Return a repository with two partnerships on main, and the branch `change` checked out."""
    folder = tmp_path / "repository"
    folder.mkdir()
    found = Repo(folder, ask)
    found.git("init", "--quiet", "--initial-branch=main")
    (folder / "partnerkit.yaml").write_text("people: {dana: {name: Dana Lee}}\n")
    found.write(acme=acme(), globex=GLOBEX)
    found.commit()
    found.git("checkout", "--quiet", "-b", "change")
    return found


def what(found: dict[str, Any]) -> dict[str, list[str]]:
    """Return the paths that changed, by partnership and its status."""
    return {
        f"{one['partnership']} {one['status']}": [change["path"] for change in one["changes"]]
        for one in found["partnerships"]
    }


# --- What changed, and what follows -----------------------------------------------------------------------------------


def in_lines(changes: list[dict[str, Any]]) -> list[str]:
    """Write changes as the lists do that were written by hand, each with what follows from it."""
    lines = []
    for change in changes:
        lines.append(f"{change['class']} {change['kind']} {change['path']}: {change['text']}".replace(" : ", ": "))
        lines += [f"    {one['kind']}: {one['text']}" for one in change["consequences"]]
    return lines


def by_hand(case: Path) -> list[str]:
    """Return the list of a case, without its comments."""
    return [line for line in (case / "changes.txt").read_text().splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_pair_of_files_differs_as_a_list_written_by_hand_says(ask: Ask, case: Path) -> None:
    answer = ask("diff", "before.yaml", "after.yaml", "--today", "2026-03-20", "--format", "json", cwd=case)
    [partnership] = json.loads(answer.out)["partnerships"]
    assert in_lines(partnership["changes"]) == by_hand(case)


@pytest.mark.parametrize("case", sorted(PORTFOLIOS.iterdir()), ids=lambda case: case.name)
def test_a_pair_of_portfolios_differs_as_a_list_written_by_hand_says(tmp_path: Path, ask: Ask, case: Path) -> None:
    repo = Repo(tmp_path, ask)
    repo.git("init", "--quiet", "--initial-branch=main")
    shutil.copytree(case / "before", tmp_path, dirs_exist_ok=True)
    repo.commit()
    for name in ("partners", "deals"):
        shutil.rmtree(tmp_path / name)
    shutil.copytree(case / "after", tmp_path, dirs_exist_ok=True)
    found = json.loads(repo.ask("HEAD", "--format", "json", "--today", "2026-03-20").out)
    lines = []
    for one in found["partnerships"]:
        lines += [f"{one['partnership']} {one['status']}", *in_lines(one["changes"])]
    lines += ["the workspace", *in_lines(found["workspace"]["changes"])]
    for effect in found["workspace"]["consequences"]:
        lines.append(f"    {effect['kind']}: {effect['text']}")
        lines += [f"        {move['partnership']}: {move['text']}" for move in effect["partnerships"]]
    lines += [f"not compared: {one['partnership']} ({one['version']})" for one in found["not_compared"]]
    assert lines == by_hand(case)


def test_the_lists_written_by_hand_have_every_class_kind_key_status_and_consequence() -> None:
    lines = [line for case in (*CASES.iterdir(), *PORTFOLIOS.iterdir()) for line in by_hand(case)]
    words = [line.split()[:3] for line in lines if not line.startswith(" ")]
    assert {word[0] for word in words} >= set(get_args(ChangeClass))
    assert {word[1] for word in words if len(word) == 3} >= set(get_args(ChangeKind))
    keys = {re.split(r"[.\[:]", word[2])[0] for word in words if len(word) == 3 and word[0] in get_args(ChangeClass)}
    assert set(fields_of(Partnership)) - keys == {"format"}  # of which there is one yet
    assert {word[1] for word in words if len(word) == 2} >= set(get_args(PartnershipStatus))
    modules = [import_module(f"{consequences.__name__}.{one.name}") for one in iter_modules(consequences.__path__)]
    types = {
        one for module in modules for one in vars(module).values() if getattr(one, "__module__", "") == module.__name__
    }
    kinds = {kind for one in types for kind in get_args(get_type_hints(one).get("kind"))}
    assert len(kinds) > len(modules) - 2
    assert {line.split(":")[0].strip() for line in lines if line.startswith("    ")} >= kinds
    effects = {line.split(":")[0].strip() for line in lines[lines.index("the workspace") :]}
    assert effects >= {kind for kind, _, _ in policy.JUDGED}


def test_json_names_what_changed_and_how_heavy_it_is(repo: Repo) -> None:
    repo.write(acme=acme(due="2026-05-08", rate="25%"))
    found = repo.diff()
    assert list(found)[list(found).index("command") :] == [
        *("command", "today", "from", "to", "partnerships", "workspace", "unchanged", "counts", "worst"),
        *("costs", "not_compared", "approvals"),
    ]
    assert found["from"] == {"commit": repo.git("rev-parse", "main"), "date": repo.git("log", "-1", "--format=%cs")}
    assert found["to"] == {"commit": None, "date": None}
    assert found["counts"] == {"commercial": 1, "commitment": 1, "assessment": 0, "editorial": 0}
    assert (found["worst"], found["unchanged"], found["not_compared"]) == ("commercial", 1, [])
    [partnership] = found["partnerships"]
    assert (partnership["partnership"], partnership["status"]) == ("acme", "changed")
    due, rate = partnership["changes"]
    assert {key: due[key] for key in ("path", "key", "item", "class", "kind", "old", "new", "text")} == {
        "path": "plan[training].due",
        "key": "plan.due",
        "item": "training",
        "class": "commitment",
        "kind": "changed",
        "old": "2026-04-24",
        "new": "2026-05-08",
        "text": "due date of training changed from 2026-04-24 to 2026-05-08",
    }
    assert (rate["key"], rate["item"]) == ("agreement.revenue.rate", "revenue-share from us to them")
    assert (rate["old"], rate["new"]) == ("20%", "25%")


def test_formatting_is_no_change(repo: Repo, ask: Ask) -> None:
    results = "results: [{revenue: 10, month: 2026-02}, {month: 2026-01, revenue: 5}]\n"
    repo.write(acme=results + acme())
    repo.commit()
    file = repo.folder / "partners" / "acme.yaml"
    before = file.read_text()
    assert ask("fmt", "acme", cwd=repo.folder).status == 0
    assert file.read_text() != before
    assert repo.diff("HEAD")["partnerships"] == []
    file.write_text("# A comment.\n" + before.replace("grow", "'grow'"))
    assert repo.diff("HEAD")["partnerships"] == []


def test_a_changed_workspace_shows_over_the_portfolio_who_is_judged_otherwise(repo: Repo) -> None:
    shutil.copytree(PORTFOLIO, repo.folder, dirs_exist_ok=True)
    repo.commit()
    file = repo.folder / "partnerkit.yaml"
    file.write_text(file.read_text().replace("value: {weight: 3}", "value: {weight: 5}"))
    found = repo.diff("HEAD")
    assert found["partnerships"] == []
    assert [change["path"] for change in found["workspace"]["changes"]] == ["scorecard.criteria.value.weight"]
    effects = {effect["kind"]: effect for effect in found["workspace"]["consequences"]}
    assert effects["band"]["text"] == "6 of 16 partnerships change band"
    assert effects["band"]["partnerships"][0] == {
        "partnership": "acme",
        "text": "fit 43 → 53 of 65, Worth pursuing → Pursue aggressively",
    }
    assert repo.diff("HEAD", "acme")["workspace"] is None


def test_a_file_that_stayed_the_same_is_judged_by_the_names_of_each_version(repo: Repo) -> None:
    workspace = repo.folder / "partnerkit.yaml"
    repo.write(acme=acme() + "with: [beta]\n", gamma="name: Gamma\ntype: alliance\n")
    repo.commit()
    workspace.write_text(workspace.read_text() + "currency: USD\n")
    repo.write(beta="name: Beta\ntype: alliance\n")
    found = repo.diff("HEAD")
    assert [one["partnership"] for one in found["partnerships"]] == ["beta"]
    assert [(one["partnership"], one["version"]) for one in found["not_compared"]] == [("acme", "from")]


def test_terms_that_follow_one_another_are_compared_as_if_each_had_been_in_force(repo: Repo) -> None:
    (repo.folder / "deals").mkdir()
    (repo.folder / "deals" / "acme.csv").write_text(
        "deal,account,date,amount,currency\nA-1,Contoso,2026-02-02,10000,EUR\n"
    )
    repo.commit()
    term = "{model: revenue-share, rate: RATE, base: net, from: us, to: them, DAY}"
    old, new = (
        term.replace("RATE", rate).replace("DAY", day)
        for rate, day in (("20%", "valid_until: 2026-06-30"), ("22%", "valid_from: 2026-07-01"))
    )
    terms = "{model: revenue-share, rate: 20%, base: net, from: us, to: them}"
    repo.write(acme=acme().replace(terms, f"{old}, {new}"))
    found = repo.diff("HEAD")
    [partnership] = found["partnerships"]
    [money] = [one for one in partnership["changes"][-1]["consequences"] if one["kind"] == "money"]
    [cost] = found["costs"]
    assert (cost["of"], cost["payer"], cost["change"], cost["partnerships"]) == ("terms", "us", 200, 1)
    assert money["text"] == "the last 12 months would have paid EUR 200.00 more, +10% (us to Acme Analytics)"
    assert (money["old"], money["new"], money["not_priced"]) == (2000, 2200, 0)


@pytest.mark.parametrize(
    ("deals", "text"),
    [
        (None, "not priced: no deals are on record"),
        ("deal,account\nA-1,Contoso\n", "not priced: the deals file has errors"),
    ],
)
def test_what_cannot_be_priced_is_said_and_is_not_zero(repo: Repo, deals: str | None, text: str) -> None:
    if deals:
        (repo.folder / "deals").mkdir()
        (repo.folder / "deals" / "acme.csv").write_text(deals)
    repo.write(acme=acme(rate="25%"))
    found = repo.diff()
    assert [(cost["change"], cost["partnerships"]) for cost in found["costs"]] == [(None, 1)]
    [partnership] = found["partnerships"]
    [change] = partnership["changes"]
    assert [(one["kind"], one["text"], one["change"]) for one in change["consequences"]] == [("money", text, None)]


# --- Gates ------------------------------------------------------------------------------------------------------------

AMENDED = "  amendments: [{date: 2026-04-01, what: WHAT}]\n"


@pytest.mark.parametrize(
    ("text", "fail_on", "status"),
    [
        (acme(), "editorial", 0),
        (acme(why="Better together"), "editorial", 1),
        (acme(why="Better together"), "assessment", 0),
        (acme(due="2026-05-01"), "commitment", 1),
        (acme(due="2026-05-01"), "commercial", 0),
        (acme(rate="25%"), "commercial", 1),
        (acme(rate="25%") + AMENDED.replace("WHAT", "The revenue share is 25% from April"), "commercial", 0),
        (acme(rate="25%") + AMENDED.replace("WHAT", "New conditions as discussed"), "commercial", 0),
        (acme(rate="25%") + AMENDED.replace("WHAT", "Invoices are paid within payment days of 45"), "commercial", 1),
        (acme(rate="25%", due="2026-05-01") + AMENDED.replace("WHAT", "The rate is 25%"), "commitment", 1),
    ],
)
def test_a_gate_stops_a_class_and_what_is_heavier_and_an_amendment_opens_it(
    repo: Repo, text: str, fail_on: str, status: int
) -> None:
    repo.write(acme=text)
    assert repo.ask("--fail-on", fail_on).status == status


@pytest.mark.parametrize(
    ("text", "worst"),
    [
        ("name: Fjord\ntype: alliance\n", "editorial"),
        ("name: Fjord\ntype: alliance\nstage: prospect\n", "assessment"),
        (acme(), "commercial"),
    ],
)
def test_a_new_partnership_is_as_heavy_as_what_it_holds_beyond_a_name_and_a_type(
    repo: Repo, text: str, worst: str
) -> None:
    repo.write(fjord=text.replace("Acme Analytics", "Fjord"))
    assert repo.diff()["worst"] == worst


def test_the_answer_says_which_amendment_opened_the_gate(repo: Repo) -> None:
    repo.write(acme=acme(rate="25%") + AMENDED.replace("WHAT", "The revenue share is 25%"))
    found = repo.diff("--fail-on", "commercial")
    assert found["gate"] == {
        "fail_on": "commercial",
        "shut": False,
        "changes": 0,
        "opened_by": ["the amendment of 2026-04-01 in acme"],
    }
    out = repo.ask("--fail-on", "commercial", "--format", "markdown").out
    assert out.startswith("**May pass: the amendment of 2026-04-01 in acme covers what was changed.**")


def test_a_change_that_a_new_amendment_does_not_name_is_said_to_be_open(repo: Repo) -> None:
    amendment = AMENDED.replace("WHAT", "Invoices are paid within 45 payment days")
    repo.write(acme=acme(rate="25%") + amendment + "  payment_days: 45\n")
    comment = repo.ask("--fail-on", "commercial", "--format", "markdown").out
    assert comment.startswith("**Stopped: 1 change that no amendment covers.**")
    [rate, paid] = [line for line in comment.splitlines() if line.startswith("| acme | ") and "amendments" not in line]
    assert "no new amendment names it |" in rate
    assert "covered by the amendment of 2026-04-01 |" in paid


def test_an_amendment_that_was_there_before_opens_nothing(repo: Repo) -> None:
    repo.write(acme=acme() + AMENDED.replace("WHAT", "The revenue share is 25%"))
    repo.commit()
    repo.write(acme=acme(rate="25%") + AMENDED.replace("WHAT", "The revenue share is 25%"))
    assert repo.ask("HEAD", "--fail-on", "commercial").status == 1


def test_everyone_must_approve_whom_the_workspace_names_before_or_after(repo: Repo, tmp_path: Path) -> None:
    (repo.folder / "partnerkit.yaml").write_text("review: {commercial: [finance, legal], editorial: [dana]}\n")
    repo.commit()
    # The change itself cannot take the reviewers of commercial changes away.
    (repo.folder / "partnerkit.yaml").write_text("review: {commercial: [finance]}\n")
    repo.write(acme=acme(rate="25%"))
    approvals = tmp_path / "approvals.txt"
    for given, status, missing in (
        ("- Finance\n", 1, ["legal"]),
        ("@finance\nlegal  # by phone\n", 0, []),
        ("", 1, ["finance", "legal"]),
    ):
        approvals.write_text(given)
        answer = repo.ask("HEAD", "--approvals", str(approvals), "--format", "json")
        assert answer.status == status
        assert json.loads(answer.out)["approvals"] == [
            {"class": "commercial", "needed": ["finance", "legal"], "missing": missing}
        ]
    assert repo.diff("HEAD")["approvals"][0]["missing"] is None
    assert repo.ask("HEAD", "--approvals", "nowhere.txt").status == 2


# --- Versions ---------------------------------------------------------------------------------------------------------


def test_without_words_the_files_are_compared_with_what_the_branch_shares_with_main(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "main")
    repo.write(globex=GLOBEX.replace("Ohio", "Utah"))
    repo.commit()
    repo.git("checkout", "--quiet", "change")
    repo.write(acme=acme(stage="renew"))
    assert what(repo.diff()) == {"acme changed": ["stage"]}
    repo.commit()
    assert what(repo.diff()) == {"acme changed": ["stage"]}
    assert what(repo.diff("main")) == {"acme changed": ["stage"], "globex changed": ["why"]}
    assert what(repo.diff("main..change")) == {"acme changed": ["stage"], "globex changed": ["why"]}
    assert what(repo.diff("main...change")) == {"acme changed": ["stage"]}
    assert what(repo.diff("main..change", "globex")) == {"globex changed": ["why"]}
    assert what(repo.diff("main..", "partners/acme.yaml")) == {"acme changed": ["stage"]}
    assert what(repo.diff("--at", "main")) == {}
    repo.git("merge", "--quiet", "main")
    assert what(repo.diff()) == {"acme changed": ["stage"]}


def test_at_takes_the_place_of_the_files_as_they_are(repo: Repo) -> None:
    repo.write(acme=acme(stage="renew"))
    commit = repo.commit(day="2026-03-20")
    repo.write(acme=acme(stage="exit"))
    found = repo.diff("--at", "HEAD")
    assert found["to"] == {"commit": commit, "date": "2026-03-20"}
    text = " ".join(repo.ask("main", "--at", "HEAD").out.split())
    assert (
        f"Compared commit {found['from']['commit'][:12]} of 2026-03-01 with commit {commit[:12]} of 2026-03-20" in text
    )
    assert found["partnerships"][0]["changes"][0]["new"] == "renew"
    assert repo.ask("main..change", "--at", "HEAD").status == 2
    found = repo.diff("2026-03-05")
    assert found["from"]["commit"] == repo.git("rev-parse", "main")


def test_partnerships_are_renamed_added_removed_and_moved(repo: Repo) -> None:
    partners = repo.folder / "partners"
    repo.git("mv", "partners/acme.yaml", "partners/acme-analytics.yaml")
    (partners / "globex.yaml").unlink()
    repo.write(fjord="name: Fjord\ntype: alliance\n")
    found = repo.diff()
    assert what(found) == {"acme-analytics renamed": [], "fjord added": [""], "globex removed": [""]}
    assert [one.get("was") for one in found["partnerships"] if one["status"] == "renamed"] == ["acme"]
    (partners / "acme-analytics.yaml").write_text(acme(stage="renew"))
    assert what(repo.diff("HEAD", "acme-analytics")) == {"acme-analytics renamed": ["stage"]}
    assert what(repo.diff("HEAD", "partners/globex.yaml")) == {"globex removed": [""]}
    repo.commit()
    (partners / "north").mkdir()
    repo.git("mv", "partners/fjord.yaml", "partners/north/fjord.yaml")
    assert what(repo.diff("HEAD")) == {}


def test_a_partnership_that_cannot_be_read_is_not_compared_and_not_removed(repo: Repo) -> None:
    repo.write(acme="name: Acme\ntype: [\n", globex=GLOBEX.replace("Ohio", "Utah"))
    answer = repo.ask("--format", "json")
    found = json.loads(answer.out)
    assert answer.status == 1
    assert what(found) == {"globex changed": ["why"]}
    [one] = found["not_compared"]
    assert (one["partnership"], one["version"]) == ("acme", "to")
    assert "acme.yaml:3:" in one["reason"]
    broken = repo.commit()
    repo.write(acme=acme())
    answer = repo.ask("HEAD", "--format", "markdown")
    assert answer.status == 1
    assert answer.out.startswith("**Nothing that was compared changed.** 1 partnership was not compared, so what")
    assert broken[:12] in answer.out


@pytest.mark.parametrize("versions", ["HEAD~1..HEAD", "HEAD~1"])
@pytest.mark.parametrize(
    ("changed", "not_compared"),
    [
        ({"note.txt": "no partnership\n"}, []),
        ({"partners/acme.yaml": "name: Acme\ntype: [ \n"}, ["acme"]),
        ({"partnerkit.yaml": "people: {dana: {name: Dana}}\n"}, ["acme"]),
    ],
    ids=["nothing", "its file", "the workspace"],
)
def test_a_file_that_is_broken_in_both_versions_is_unchanged_only_if_nothing_that_it_follows_from_differs(
    repo: Repo, versions: str, changed: dict[str, str], not_compared: list[str]
) -> None:
    repo.write(acme="name: Acme\ntype: [\n")
    repo.commit()
    for path, text in changed.items():
        (repo.folder / path).write_text(text)
    repo.commit()
    answer = repo.ask(versions, "--format", "json")
    found = json.loads(answer.out)
    assert (answer.status, what(found), found["unchanged"]) == (len(not_compared), {}, 2 - len(not_compared))
    assert [(one["partnership"], one["version"]) for one in found["not_compared"]] == [
        (name, "to") for name in not_compared
    ]


def test_what_is_no_partnership_or_has_the_name_of_another_is_not_counted_as_unchanged(repo: Repo) -> None:
    (repo.folder / "board.yaml").write_text("title: A board\npanels: []\n")
    (repo.folder / "other.yaml").write_text("name: Other\ntype: alliance\n")
    repo.commit()
    assert repo.diff("HEAD")["unchanged"] == 3
    (repo.folder / "partners" / "north").mkdir()
    (repo.folder / "partners" / "north" / "acme.yaml").write_text(acme())
    found = repo.diff("HEAD")
    assert (what(found), found["unchanged"]) == ({}, 2)
    assert [one["partnership"] for one in found["not_compared"]] == ["acme"]
    assert "is also the name of" in found["not_compared"][0]["reason"]


def test_a_workspace_that_cannot_be_read_stops_the_comparison(repo: Repo) -> None:
    (repo.folder / "partnerkit.yaml").write_text("people: [\n")
    broken = repo.commit()
    (repo.folder / "partnerkit.yaml").write_text("people: {dana: {name: Dana Lee}}\n")
    answer = repo.ask("HEAD")
    assert answer.status == 1
    assert f"in {broken[:12]}, so there is nothing to compare" in answer.err


def test_a_clone_that_is_cut_off_says_how_to_get_the_rest(repo: Repo, tmp_path: Path, ask: Ask) -> None:
    repo.write(acme=acme(stage="renew"))
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.git("clone", "--quiet", "--depth=1", "--branch=change", repo.folder.as_uri(), tmp_path / "shallow")
    shallow = Repo(tmp_path / "shallow", ask)
    answer = shallow.ask()
    assert (answer.status, answer.out) == (2, "")
    assert "help:" in answer.err
    shallow.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    answer = shallow.ask()
    assert (answer.status, answer.out) == (2, "")
    assert "git fetch --unshallow" in answer.err
    assert what(shallow.diff("origin/main")) == {"acme changed": ["stage"]}


def test_a_detached_head_a_worktree_and_a_bare_repository_are_compared_alike(repo: Repo, tmp_path: Path) -> None:
    repo.write(acme=acme(stage="renew"))
    repo.commit()
    repo.git("checkout", "--quiet", "--detach")
    assert what(repo.diff()) == {"acme changed": ["stage"]}
    repo.git("worktree", "add", "--quiet", tmp_path / "tree", "change")
    assert what(repo.diff(cwd=tmp_path / "tree")) == {"acme changed": ["stage"]}
    repo.git("clone", "--quiet", "--bare", repo.folder, tmp_path / "bare.git")
    assert what(repo.diff("main..change", cwd=tmp_path / "bare.git")) == {"acme changed": ["stage"]}
    assert what(repo.diff("main", "--at", "change", cwd=tmp_path / "bare.git")) == {"acme changed": ["stage"]}


def test_a_workspace_in_a_submodule_is_compared_in_its_own_repository(repo: Repo, tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "around").mkdir()
    around = Repo(tmp_path / "around", ask)
    around.git("init", "--quiet", "--initial-branch=main")
    around.git("submodule", "--quiet", "add", repo.folder, "partnerships")
    around.commit()
    inside = Repo(tmp_path / "around" / "partnerships", ask)
    inside.write(acme=acme(stage="renew"))
    assert what(inside.diff("HEAD")) == {"acme changed": ["stage"]}


def test_a_workspace_in_a_folder_of_its_repository_is_compared_from_anywhere_in_it(repo: Repo) -> None:
    folder = repo.folder / "sales" / "partnerships"
    shutil.copytree(PORTFOLIO, folder)
    repo.commit()
    file = folder / "partners" / "acme.yaml"
    file.write_text(file.read_text().replace("stage: grow", "stage: optimize"))
    assert what(repo.diff("HEAD", cwd=folder / "partners")) == {"acme changed": ["stage"]}
    assert what(repo.diff("HEAD", "sales/partnerships")) == {"acme changed": ["stage"]}
    assert what(repo.diff("HEAD", "sales/partnerships/partners/acme.yaml")) == {"acme changed": ["stage"]}


def test_odd_names_are_found_and_harmless(repo: Repo) -> None:
    odd = ["Müller & Søn", "-x", "日本", "a..b"]
    repo.write(**dict.fromkeys(odd, GLOBEX))
    repo.commit()
    repo.write(**dict.fromkeys(odd, GLOBEX.replace("Ohio", "Utah")))
    assert what(repo.diff("HEAD")) == {f"{name} changed": ["why"] for name in sorted(odd)}
    assert what(repo.diff("HEAD", "日本")) == {"日本 changed": ["why"]}
    assert what(repo.diff("HEAD", "partners/Müller & Søn.yaml")) == {"Müller & Søn changed": ["why"]}


def test_a_word_that_means_a_revision_and_a_partnership_is_asked_about(repo: Repo) -> None:
    repo.git("branch", "acme")
    answer = repo.ask("acme")
    assert answer.status == 2
    assert "`acme` is both a revision and a file or partnership" in answer.err
    assert what(repo.diff("acme~0")) == {}
    assert what(repo.diff("main", "acme")) == {}


@pytest.mark.parametrize("word", ["nowhere", "main..nowhere", "acmee", "--", "HEAD~9", "partners/none.yaml"])
def test_a_word_that_means_nothing_is_refused(repo: Repo, word: str) -> None:
    answer = repo.ask(*(("--", "--nothing") if word == "--" else (word,)))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("error: ")


def test_two_files_are_compared_without_git_and_all_else_needs_it(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "one.yaml").write_text(acme())
    (tmp_path / "two.yaml").write_text(acme(stage="renew"))
    answer = ask("diff", "one.yaml", "two.yaml", "--today", TODAY, "--format", "json")
    found = json.loads(answer.out)
    assert what(found) == {"two changed": ["stage"]}
    assert found["from"] == {"commit": None, "date": None, "file": "one.yaml"}
    assert found["to"] == {"commit": None, "date": None, "file": "two.yaml"}
    answer = ask("diff", "one.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert "is not in a git repository" in answer.err
    assert "name two files" in answer.err


def test_what_was_here_before_the_workspace_is_no_broken_partnership(tmp_path: Path, ask: Ask) -> None:
    repo = Repo(tmp_path, ask)
    repo.git("init", "--quiet", "--initial-branch=main")
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    repo.commit()
    (tmp_path / "partnerkit.yaml").write_text("people: {dana: {name: Dana Lee}}\n")
    repo.write(acme=acme())
    found = repo.diff()
    assert (what(found), found["not_compared"]) == ({"acme added": [""]}, [])


def test_where_no_version_has_a_workspace_nothing_is_said_to_be_unchanged(tmp_path: Path, ask: Ask) -> None:
    repo = Repo(tmp_path, ask)
    repo.git("init", "--quiet", "--initial-branch=main")
    (tmp_path / "notes.txt").write_text("Partners are in another folder.\n")
    repo.commit()
    answer = repo.ask("HEAD")
    assert (answer.status, answer.out) == (2, "")
    assert "there is no workspace here" in answer.err


def test_a_repository_without_a_commit_or_a_main_branch_says_so(tmp_path: Path, ask: Ask) -> None:
    repo = Repo(tmp_path, ask)
    repo.git("init", "--quiet", "--initial-branch=work")
    repo.write(acme=acme())
    assert "has no commits yet" in repo.ask("partners").err
    repo.commit()
    assert what(repo.diff("partners")) == {}
    repo.git("branch", "other")
    assert "none of the branches" in repo.ask("partners").err


# --- The comment of a pull request ------------------------------------------------------------------------------------


def visible(comment: str) -> list[str]:
    """Return the lines of a comment that a reader sees before opening anything."""
    closed = re.sub(r"(<summary>.*?</summary>).*?</details>", r"\1", comment, flags=re.DOTALL)
    return [line for line in closed.splitlines() if line and not line.startswith("| :---")]


def test_a_comment_fits_however_much_changed(repo: Repo, snapshot: Any) -> None:
    shutil.copytree(PORTFOLIO, repo.folder, dirs_exist_ok=True)
    repo.commit()
    for file in sorted((repo.folder / "partners").glob("*.yaml")):
        text = re.sub(r"(?m)^(why|stage): .*", r"\1: renew", file.read_text())
        text = re.sub(r"rate: ([0-9]+)%", r"rate: 5\1%", text)
        text = re.sub(r"due: 2026-0[4-6]", "due: 2026-08", text).replace("rating: 4", "rating: 2")
        file.write_text(text)
    (repo.folder / "partners" / "kestrel-advisory.yaml").write_text("name: [\n")
    comment = repo.ask("HEAD", "--format", "markdown").out
    lines = visible(comment)
    assert len(lines) <= 15
    assert sum(line.startswith("| ") for line in lines) <= 9
    assert len(comment) < 60_000
    assert lines[-1].startswith("<sub>")
    commit = repo.git("rev-parse", "HEAD")[:12]
    assert comment.replace(commit, "0" * 12) == snapshot


HOSTILE = (
    "@orbit/everyone <img src=x onerror=alert(1)> ![](https://evil.example/x.png) #1 GH-2 | [a](javascript:b) "
    "</details><script>x</script> `code` https://evil.example www.evil.example ada@orbit.example :tada:"
)


def test_text_of_files_does_nothing_in_a_comment(repo: Repo) -> None:
    repo.write(
        acme=acme(why=json.dumps(HOSTILE)).replace("Train their sales", json.dumps(HOSTILE)).replace("grow", "renew"),
        globex=GLOBEX.replace("why: They sell to shops in Ohio", f"why: {json.dumps(HOSTILE)}"),
    )
    (repo.folder / "partners" / "globex.yaml").rename(repo.folder / "partners" / "@all <b> |x.yaml")
    comment = repo.ask("--format", "markdown").out
    for harmful in ("<img", "<script", "](", "@orbit/", "ada@orbit", "@all", " #1", "GH-2", "://", "www.evil"):
        assert not re.search(rf"(?<!\\){re.escape(harmful)}", comment), harmful
    assert comment.count("<details>") == comment.count("</details>") == comment.count("<summary>")
    for line in comment.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 6, line


def test_a_comment_stays_short_where_texts_are_long_and_need_much_escaping(repo: Repo) -> None:
    long = json.dumps("@a#1" * 500)
    items = [f"{{id: item-{number}, title: {long}}}" for number in range(200)]
    repo.write(acme=acme(why=long), globex=f"{GLOBEX}plan: [{', '.join(items)}]\n")
    comment = repo.ask("--format", "markdown").out
    assert len(comment) < 60_000
    assert len(visible(comment)) <= 15
    assert "rows left out for lack of space" in visible(comment)[-1]


def test_the_readme_shows_a_real_comment(repo: Repo) -> None:
    shutil.copytree(PORTFOLIO, repo.folder, dirs_exist_ok=True)
    commit = repo.commit()
    shutil.copy(ROOT / "tests" / "examples" / "readme" / "acme-changed.yaml", repo.folder / "partners" / "acme.yaml")
    comment = repo.ask("HEAD", "--format", "markdown").out
    assert comment.replace(commit[:12], "4f1c2ab09d3e") in (ROOT / "README.md").read_text()


def test_nothing_changed_is_one_sentence(repo: Repo) -> None:
    comment = repo.ask("--format", "markdown").out
    commit = repo.git("rev-parse", "HEAD")[:12]
    assert comment == (
        "**Nothing changed.**\n\n<sub>2 partnerships unchanged. "
        f"Compared {commit} with the working tree as of 2026-04-10.</sub>\n"
    )
