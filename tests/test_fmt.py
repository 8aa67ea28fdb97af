"""`fmt`: one order, the same data, every comment, and additions of two people that do not collide."""

import os
import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from awkward_yaml import comments, orders, pages
from conftest import PORTFOLIO, ROOT, TODAY, Ask, examples
from partnerkit.model.names import Names
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.edits import Path as DataPath
from partnerkit.workspace.editing.formatting import CanonicalOrder, formatted
from partnerkit.workspace.paths import find_named
from partnerkit.workspace.portfolio import select

LAYOUT = CanonicalOrder(select(find_named([str(PORTFOLIO)])).known)
FILES = [*sorted((PORTFOLIO / "partners").glob("*.yaml")), *sorted((ROOT / "tests/examples/valid").glob("*.yaml"))]


def meaning(data: Any) -> Any:
    """Return data without the order of keys and lists."""
    if isinstance(data, dict):
        return sorted((key, meaning(value)) for key, value in data.items())
    return sorted(map(repr, map(meaning, data))) if isinstance(data, tuple) else data


def said(text: str) -> Counter[str]:
    return Counter(comment.rstrip() for _, comment in comments(text))


class AnyOrder(CanonicalOrder):
    """An order for YAML of any keys, in which every list is sorted and every item is a row."""

    def __init__(self, order: Sequence[str]) -> None:
        super().__init__(Names())
        self.order = order

    def keys(self, _path: DataPath) -> Sequence[str]:
        return self.order

    def is_sorted(self, _path: DataPath) -> bool:
        return True

    def is_row(self, _path: DataPath) -> bool:
        return True

    def sort_key(self, item: Any, _path: DataPath) -> tuple[Any, ...]:
        return (repr(item.get("k0")), repr(item.get("k1")))


@examples(160)
@given(pages(), orders())
def test_awkward_files_keep_their_data_and_every_comment(text: str, order: list[str]) -> None:
    layout = AnyOrder(order)
    new = formatted(text, layout)
    assert repr(meaning(read_yaml(new).data)) == repr(meaning(read_yaml(text).data))
    assert said(new) == said(text)
    assert formatted(new, layout) == new
    assert new.count("\r\n") == (new.count("\n") if "\r\n" in text else 0)


@pytest.mark.parametrize("path", FILES[::7], ids=lambda path: path.stem)
def test_a_file_in_order_stays_as_it_is(path: Path) -> None:
    text = path.read_bytes().decode()
    new = formatted(text, LAYOUT)
    assert formatted(new, LAYOUT) == new
    assert repr(meaning(read_yaml(new).data)) == repr(meaning(read_yaml(text).data))
    assert said(new) == said(text)


def shuffled(text: str, chance: random.Random) -> str:
    """Write a file with the items of its long lists in another order, each with the comment lines above it."""

    def shuffle(match: re.Match[str]) -> str:
        items = re.findall(r"(?:  +#.*\n)*  +-(?: .*\n|\n)(?:(?:    +(?![-#]).*)\n)*", match[2])
        if "".join(items) != match[2]:
            return match[0]
        chance.shuffle(items)
        return match[1] + "".join(items)

    return re.sub(r"(?m)^((?:plan|results|kpis|reviews|health):.*\n)((?:  .*\n)+)", shuffle, text)


@pytest.mark.parametrize("path", FILES[1:16:8], ids=lambda path: path.stem)
def test_the_order_of_a_file_does_not_depend_on_the_one_before(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    other = shuffled(text, random.Random(path.stem))
    assert formatted(other, LAYOUT) == formatted(text, LAYOUT)


BEFORE = """\
# About Acme
type: alliance   # what it is
name: Acme

# What came of it
results:   # in EUR
  # a slow start
  - month: 2026-02
    revenue: 10.50   # before refunds
    nps: "7"
  - {revenue: 5, month: 2026-01}   # first
plan: [{title: B, id: b}, {id: a, title: "A, then"}]   # next
goals:
  - {kind: growth, outcome: First things first}
  - {kind: efficiency, outcome: Then the rest}
reviews:
  - {kind: monthly, date: 2026-03-05}
  - kind: quarterly
    # held late
    date: 2026-01-05
outreach:
  touches:
    - {date: 2026-01-15, kind: nudge}
    - {date: 2026-01-15, kind: interested}
    - {date: 2026-01-12, kind: cold}
"""
AFTER = """\
# About Acme
name: Acme
type: alliance   # what it is
goals:
  - {kind: growth, outcome: First things first}
  - {kind: efficiency, outcome: Then the rest}
outreach:
  touches:
    - {date: 2026-01-12, kind: cold}
    - {date: 2026-01-15, kind: nudge}
    - {date: 2026-01-15, kind: interested}
plan:   # next
  - {id: a, title: "A, then"}
  - {id: b, title: B}

# What came of it
results:   # in EUR
  - {month: 2026-01, revenue: 5}   # first
  # a slow start
  - {month: 2026-02, revenue: 10.50, nps: "7"}  # before refunds
reviews:
  - # held late
    date: 2026-01-05
    kind: quarterly
  - {date: 2026-03-05, kind: monthly}
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_fmt_writes_keys_in_the_order_of_the_format_and_lists_by_identity(
    ask: Ask, tmp_path: Path, newline: str, start: str
) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes((start + BEFORE.replace("\n", newline)).encode())
    assert ask("fmt", "acme.yaml", "--check").status == 1
    assert path.read_bytes() == (start + BEFORE.replace("\n", newline)).encode()
    answer = ask("fmt", "acme.yaml")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == "acme.yaml is in order now\n1 file formatted, 0 in order already.\n"
    # The dash keeps a line of its own above a comment.
    expected = AFTER.replace("  - # held late", "  -\n    # held late")
    assert path.read_bytes().decode() == start + expected.replace("\n", newline)
    assert ask("fmt", "acme.yaml", "--check").status == 0


def test_fmt_passes_over_what_it_cannot_read_and_formats_the_rest(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("")
    (tmp_path / "partners").mkdir()
    (tmp_path / "other.yaml").write_text("kind: Service\napi: v1\n")
    (tmp_path / "partners" / "acme.yaml").write_text("type: alliance\nname: Acme\nnonsense: 1\n")
    (tmp_path / "partners" / "broken.yaml").write_text("type: [\nname: Acme\n")
    answer = ask("fmt")
    assert answer.status == 1
    assert f"{Path('partners/broken.yaml')}:" in answer.err
    assert answer.err.endswith("1 file formatted, 0 in order already.\n")
    assert (tmp_path / "partners" / "acme.yaml").read_text() == "name: Acme\ntype: alliance\nnonsense: 1\n"
    assert (tmp_path / "other.yaml").read_text() == "kind: Service\napi: v1\n"


def test_what_init_and_new_write_is_in_order(ask: Ask, tmp_path: Path) -> None:
    assert ask("init", ".", "--company", "Orbit").status == 0
    assert ask("new", "Acme", "--type", "alliance").status == 0
    answer = ask("fmt", "--check")
    assert (answer.status, answer.err) == (0, "0 files to format, 2 in order already.\n")


@pytest.mark.parametrize("command", ["why", "launch"])
def test_formatting_changes_no_answer(ask: Ask, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "portfolio"
    for source in (PORTFOLIO / "partnerkit.yaml", PORTFOLIO / "partners" / "bluebird-crm.yaml"):
        target = folder / source.relative_to(PORTFOLIO)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    before = ask(command, "partners/bluebird-crm.yaml", "--today", TODAY, cwd=folder)
    assert "1 file formatted" in ask("fmt", cwd=folder).err
    after = ask(command, "partners/bluebird-crm.yaml", "--today", TODAY, cwd=folder)
    assert (after.status, sorted(after.out.splitlines())) == (before.status, sorted(before.out.splitlines()))


# --- Two people, one file -----------------------------------------------------------------------------------------


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run git in a repository of its own."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        config = ("-c", "user.name=Ada", "-c", "user.email=ada@orbit.example", "-c", "init.defaultBranch=main")
        return subprocess.run(["git", *config, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            ["set", "acme", "plan+={id: api, title: Public API}", "results+={month: 2025-12, nps: 3}"],
            ["set", "acme", "plan+={id: video, title: A video}", "results+={month: 2026-04, nps: 9}"],
        ),
        (["set", "acme", "plan.training.status=doing"], ["set", "acme", "plan.kickoff.effort_days=3"]),
    ],
)
def test_what_two_people_add_is_merged_by_git_alone(
    ask: Ask, tmp_path: Path, git: Callable[..., subprocess.CompletedProcess[str]], ours: list[str], theirs: list[str]
) -> None:
    (tmp_path / "partners").mkdir()
    (tmp_path / "partnerkit.yaml").write_bytes((PORTFOLIO / "partnerkit.yaml").read_bytes())
    (tmp_path / "partners" / "acme.yaml").write_bytes((PORTFOLIO / "partners" / "acme.yaml").read_bytes())
    assert ask("fmt").status == 0
    git("init", "-q")
    for branch, words in (("main", None), ("ours", ours), ("theirs", theirs)):
        git("checkout", "-q", *(["main"] if words else []))
        git("checkout", "-q", "-b", branch)
        if words:
            assert ask(*words).status == 0
            assert ask("fmt").status == 0
        git("add", "-A")
        assert git("commit", "-q", "-m", branch).returncode == 0
    merged = git("merge", "-q", "--no-edit", "ours")
    assert merged.returncode == 0, merged.stdout
    assert ask("validate").status == 0
    assert ask("fmt", "--check").status == 0
    text = (tmp_path / "partners" / "acme.yaml").read_text()
    for branch in ("ours", "theirs"):
        added = [line[1:] for line in git("diff", f"main...{branch}").stdout.splitlines() if re.match(r"\+[^+]", line)]
        assert added
        assert all(line in text.splitlines() for line in added)


@pytest.mark.skipif(os.name != "posix", reason="Windows makes links for administrators only")
def test_a_link_is_not_formatted(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("type: alliance\nname: Acme\n")
    (tmp_path / "acme.yaml").symlink_to("real.txt")
    assert ask("fmt", "acme.yaml").status != 0
    assert (tmp_path / "real.txt").read_text() == "type: alliance\nname: Acme\n"
