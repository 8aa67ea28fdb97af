"""`resolve`: a merge that git could not make, by identity; no item is lost and no conflict settled in silence."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from awkward_yaml import additions, comments, pages, removals, replacements
from conftest import Ask, examples
from partnerkit.model.identity import labels
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.address import items_at
from partnerkit.workspace.editing.edits import Add, By, CannotEditError, Edit, Insert, Put, Remove
from partnerkit.workspace.editing.files import changed, keys_of_the_format
from partnerkit.workspace.editing.merging import MISSING, Merge, merge

BASE = """\
# About Acme
name: Acme
type: alliance   # for now
stage: grow
tags: [retail, emea]

outreach:
  benefits:
    - One thing
    - Another thing
  touches:
    - {date: 2026-01-12, kind: cold, by: dana}
    # no answer
    - {date: 2026-01-15, kind: nudge}

plan:
  # first of all
  - {id: kickoff, title: Kickoff, due: 2026-02-01}   # held in Oslo
  - id: training
    title: Train them
    # they asked for May
    due: 2026-05-01
    needs: [kickoff]
  - {id: webinar, title: Webinar}

results:
  - {month: 2026-01, revenue: 10}
  - {month: 2026-02, revenue: 20}   # before refunds

reviews:
  - date: 2026-03-05
    kind: monthly
    commitments:
      - {id: dates, what: Dates for their half}
"""

IDS = st.sampled_from(["kickoff", "training", "webinar", "api", "video", "zoo"])
DAYS = st.sampled_from(["2026-01-12", "2026-01-15", "2026-02-01", "2026-06-30"])
WORDS = st.builds(
    "{} {}".format, st.sampled_from(["One", "Two", "Three, at last", "Four: no", "# five"]), st.integers(0, 10**9)
)
"""No two that are drawn are the same, so each must be somewhere in the end."""


@st.composite
def branches(draw: st.DrawFn) -> str:
    """Draw what one person makes of the file: a few edits, each with or without a comment of its own."""
    text, reading = BASE, read_yaml(BASE)
    for number in range(draw(st.integers(1, 5))):
        edit = draw(edits(reading.data))
        try:
            text, reading = changed(text, reading, edit, keys_of_the_format)
        except CannotEditError:
            continue
        if draw(st.booleans()):
            place = draw(st.sampled_from([at for at, line in enumerate(text.split("\n")) if line.strip()]))
            lines = text.split("\n")
            indent = " " * (len(lines[place]) - len(lines[place].lstrip(" ")))
            lines.insert(place, f"{indent}# note {draw(st.integers(0, 10**6))} {number}")
            text, reading = "\n".join(lines), read_yaml("\n".join(lines))
    return text


def edits(data: Any) -> st.SearchStrategy[Edit]:
    """Draw an edit: an item more, one less, or another value."""
    items = st.fixed_dictionaries({"id": IDS, "title": WORDS}, optional={"due": DAYS, "note": WORDS})
    months = st.sampled_from(["2025-12", "2026-01", "2026-02", "2026-03", "2026-04"])
    kinds = st.sampled_from(["cold", "nudge", "call"])
    touches = st.fixed_dictionaries({"date": DAYS, "kind": kinds}, optional={"note": WORDS, "by": st.just("dana")})
    present = {each.get("id") for each in data.get("plan", ())}
    rows = {each.get("month") for each in data.get("results", ())}
    paths = [path for path, value in _places(data) if path and not isinstance(value, dict | tuple)]
    changeable = [path for path in paths if path[-1] in ("title", "due", "revenue", "stage", "note", "by", "what")]
    removable = [
        path
        for path, _ in _places(data)
        if path and (isinstance(path[-1], int) or path[-1] in ("due", "note", "outreach", "reviews", "tags", "results"))
    ]
    return st.one_of(
        st.builds(Add, st.just(("plan",)), items.filter(lambda item: item["id"] not in present)),
        st.builds(
            Insert,
            st.just(("results",)),
            st.fixed_dictionaries(
                {"month": months.filter(lambda month: month not in rows), "revenue": st.integers(0, 99)}
            ),
            st.just(By("month")),
        ),
        st.builds(Insert, st.just(("outreach", "touches")), touches, st.just(By("date"))),
        st.builds(Add, st.just(("tags",)), st.sampled_from(["b2b", "nordics", "saas"])),
        st.builds(Insert, st.just(("outreach", "benefits")), WORDS, st.integers(0, 3)),
        st.builds(Put, st.sampled_from(changeable), WORDS) if changeable else st.nothing(),
        st.builds(Put, st.just(("why",)), WORDS),
        st.builds(Remove, st.sampled_from(removable)) if removable else st.nothing(),
    )


def _places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, data
    if isinstance(data, dict | tuple):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _places(value, (*path, key))


def side(text: str, ours: bool) -> str:
    """Return what a person gets who keeps one side of every conflict."""
    kept, where = [], ""
    for line in text.splitlines(keepends=True):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")) or line == "=======\n":
            where = {"<": "ours", "=": "theirs", ">": ""}[line[0]]
        elif where in ("", "ours" if ours else "theirs"):
            kept.append(line)
    return "".join(kept)


def leaves(data: Any) -> dict[tuple[str, ...], Any]:
    """Return every single value by the keys and identities that lead to it."""
    found: dict[tuple[str, ...], Any] = {}

    def walk(value: Any, path: tuple[str | int, ...], named: tuple[str, ...]) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, (*path, key), (*named, key))
        elif isinstance(value, tuple) and items_at(path).ordered:
            found[named] = value
        elif isinstance(value, tuple):
            for index, (label, inner) in enumerate(zip(labels(value, items_at(path)), value, strict=True)):
                walk(inner, (*path, index), (*named, label.removesuffix("#1")))
        else:
            found[named] = value

    walk(data, (), ())
    return found


def check(base: str, ours: str, theirs: str, merged: Merge) -> None:
    """Check a merge against what can be said without making one: value by value."""
    texts = base, ours, theirs, side(merged.text, ours=True), side(merged.text, ours=False)
    readings = [read_yaml(text) for text in texts]
    assert not any(reading.problems for reading in readings), merged.text
    before, mine, other, one, two = (leaves(reading.data) for reading in readings)
    open_ones = [conflict.address for conflict in merged.conflicts]
    assert ("<<<<<<<" in merged.text) == bool(open_ones)
    for path in {*before, *mine, *other}:
        b, o, t = (each.get(path, MISSING) for each in (before, mine, other))
        if (
            "#" in "".join(path)
            or "touches" in path
            or "benefits" in path
            or any(_is_about(path, each) for each in open_ones)
        ):
            continue
        assert o == t or b in (o, t), (path, "is settled in silence", merged.text)
        expected = t if o == b else o
        assert one.get(path, MISSING) == two.get(path, MISSING) == expected, (path, merged.text)


def _is_about(path: tuple[str, ...], address: str) -> bool:
    return ".".join(path).startswith(address)


@settings(max_examples=500 if settings.get_current_profile_name() == "search" else 10)
@given(branches(), branches())
def test_random_edits_of_two_branches_are_merged_without_losing_an_item_or_settling_a_conflict(
    ours: str, theirs: str
) -> None:
    merged = merge(BASE, ours, theirs)
    check(BASE, ours, theirs, merged)
    sides = [side(merged.text, ours=True), side(merged.text, ours=False)]
    values = [Counter(map(str, leaves(read_yaml(text).data).values())) for text in sides]
    for branch in (ours, theirs):
        written = Counter(map(str, leaves(read_yaml(branch).data).values()))
        own = written - Counter(map(str, leaves(read_yaml(BASE).data).values()))
        new = Counter(
            {value: count for value, count in own.items() if re.search("[0-9]{4}$", value) and "(" not in value}
        )
        assert new <= values[0] | values[1], (new, merged.text)
        said = {comment.rstrip() for _, comment in comments(branch)} - {comment for _, comment in comments(BASE)}
        for text in sides:
            assert said <= {comment.rstrip() for _, comment in comments(text)}, merged.text
    for name in ("plan", "results", "tags"):
        expected = [
            {label.removesuffix("#1") for label in labels(_list(text, name), items_at((name,)))}
            for text in (BASE, ours, theirs, *sides)
        ]
        added = (expected[1] | expected[2]) - expected[0]
        assert added <= expected[3] | expected[4], (added, merged.text)


@examples(24)
@given(pages(), st.data())
def test_awkward_files_are_merged_with_all_new_comments_or_refused(base: str, data: st.DataObject) -> None:
    branches = []
    for _ in range(2):
        text, reading = base, read_yaml(base)
        for _ in range(data.draw(st.integers(1, 2))):
            kinds = (additions(reading.data), replacements(reading.data), removals(reading.data))
            with suppress(CannotEditError):
                text, reading = changed(text, reading, data.draw(st.one_of(*kinds)), lambda _: ())
        branches.append(text)
    try:
        merged = merge(base, branches[0], branches[1])
    except CannotEditError:
        reject()
    texts = [side(merged.text.replace("\r\n", "\n"), ours=mine) for mine in (True, False)]
    assert not any(read_yaml(text).problems for text in texts), merged.text
    old = {comment.rstrip() for _, comment in comments(base)}
    for branch in branches:
        said = {comment.rstrip() for _, comment in comments(branch)} - old
        assert all(said <= {comment.rstrip() for _, comment in comments(text)} for text in texts), merged.text


def _list(text: str, name: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = read_yaml(text).data.get(name, ())
    return found


def test_the_same_change_of_both_sides_is_none_of_one() -> None:
    for changed_text in (
        BASE.replace("stage: grow", "stage: renew"),
        BASE.replace("  - {id: webinar, title: Webinar}\n", ""),
    ):
        assert merge(BASE, changed_text, changed_text) == Merge(changed_text, ())
        assert merge(BASE, BASE, changed_text).text == merge(BASE, changed_text, BASE).text
        assert not merge(BASE, BASE, changed_text).conflicts


OURS = BASE.replace("due: 2026-02-01}", "due: 2026-02-08}").replace(
    "  - {id: webinar, title: Webinar}\n",
    "  - {id: webinar, title: Webinar}\n  # ours, for April\n  - {id: api, title: Public API}\n",
)
THEIRS = (
    BASE.replace("due: 2026-02-01}", "due: 2026-02-15, status: doing}")
    .replace(
        "  - {id: webinar, title: Webinar}\n",
        "  - {id: webinar, title: The webinar}\n  # theirs, of two lines\n  - id: video\n    title: A film   # short\n",
    )
    .replace("revenue: 20}   # before refunds", "revenue: 18}   # after refunds")
    .replace("stage: grow\n", "")
)
MERGED = """\
plan:
  # first of all
<<<<<<< HEAD
  - {id: kickoff, title: Kickoff, due: 2026-02-08, status: doing}   # held in Oslo
=======
  - {id: kickoff, title: Kickoff, due: 2026-02-15, status: doing}   # held in Oslo
>>>>>>> theirs
  - id: training
    title: Train them
    # they asked for May
    due: 2026-05-01
    needs: [kickoff]
  - {id: webinar, title: The webinar}
  # ours, for April
  - {id: api, title: Public API}
  # theirs, of two lines
  - id: video
    title: A film   # short

results:
  - {month: 2026-01, revenue: 10}
  - {month: 2026-02, revenue: 18}   # after refunds
"""


@pytest.fixture
def conflict(tmp_path: Path) -> Callable[[str, str, str], Callable[..., str]]:
    """Make a repository in which two branches have changed a file, and merge them."""

    def make(base: str, ours: str, theirs: str) -> Callable[..., str]:
        def git(*arguments: str) -> str:
            config = ("-c", "user.name=Ada", "-c", "user.email=ada@orbit.example", "-c", "init.defaultBranch=main")
            ran = subprocess.run(
                ["git", *config, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
            )
            return ran.stdout

        path = tmp_path / "partners" / "acme.yaml"
        path.parent.mkdir(exist_ok=True)
        (tmp_path / "partnerkit.yaml").write_text("people: {dana: {name: Dana Ek}}\n")
        git("init", "-q")
        for branch, text in (("main", base), ("theirs", theirs), ("main", ours)):
            git("checkout", "-q", *(["-b"] if branch == "theirs" else []), branch)
            path.write_text(text)
            git("add", "-A")
            git("commit", "-q", "-m", branch)
        git("merge", "theirs")
        return git

    return make


def test_resolve_merges_what_git_could_not_and_leaves_true_conflicts(
    ask: Ask, tmp_path: Path, conflict: Callable[[str, str, str], Callable[..., str]]
) -> None:
    git = conflict(BASE, OURS, THEIRS)
    path = tmp_path / "partners" / "acme.yaml"
    before = path.read_bytes()
    assert ask("resolve", "acme", "--dry-run").status == 1
    assert path.read_bytes() == before
    answer = ask("resolve", "partners/acme.yaml")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == (
        'partners/acme.yaml: plan.kickoff.due is "2026-02-08" here and "2026-02-15" there\n'
        "1 value in conflict; the rest of partners/acme.yaml is merged.\n"
        "hint: keep one side of each conflict, then git add the file\n"
    )
    text = path.read_text()
    assert MERGED in text
    assert "stage: grow" not in text
    assert "UU partners/acme.yaml" in git("status", "--short")
    assert ask("validate").status == 1


def test_resolve_settles_what_is_no_conflict_at_all(
    ask: Ask, tmp_path: Path, conflict: Callable[[str, str, str], Callable[..., str]]
) -> None:
    row = "  - {month: 2026-03, revenue: 7}\n"
    git = conflict(
        BASE,
        BASE.replace("\nreviews:", f"{row}\nreviews:"),
        BASE.replace("\nreviews:", f"{row.replace('03', '04')}\nreviews:"),
    )
    answer = ask("resolve", "acme")
    assert (answer.status, answer.err) == (0, "partners/acme.yaml is merged; check it, then git add it.\n")
    assert f"{row}{row.replace('03', '04')}" in (tmp_path / "partners" / "acme.yaml").read_text()
    assert ask("validate").status == 0
    git("add", "-A")
    assert ask("resolve", "acme").status == 2


def test_a_merged_file_with_an_error_is_written_and_said(
    ask: Ask, tmp_path: Path, conflict: Callable[[str, str, str], Callable[..., str]]
) -> None:
    needs = BASE.replace("{id: webinar, title: Webinar}", "{id: webinar, title: Webinar, needs: [training]}")
    gone = (
        BASE[: BASE.index("  - id: training")]
        + "  - {id: webinar, title: Webinar, due: 2026-06-01}\n"
        + BASE[BASE.index("\nresults") :]
    )
    conflict(BASE, needs, gone)
    answer = ask("resolve", "acme")
    assert answer.status == 1
    assert '"training" is not the id of a plan item' in answer.err


def _by_hand(path: Path, _: Callable[..., str]) -> None:
    path.write_text(BASE)


def _staged(_: Path, git: Callable[..., str]) -> None:
    git("add", "-A")


def _forgotten(_: Path, git: Callable[..., str]) -> None:
    git("update-index", "--force-remove", "partners/acme.yaml")


def _outside(path: Path, _: Callable[..., str]) -> None:
    (path.parents[1] / ".git").rename(path.parents[1] / "git")


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (_by_hand, "has no conflict markers, so it may already be resolved"),
        (_staged, "git has no conflict in partners/acme.yaml"),
        (_forgotten, "git has no conflict in partners/acme.yaml"),
        (_outside, "is not in a git checkout"),
    ],
)
def test_what_is_no_conflict_of_git_is_left_alone(
    ask: Ask,
    tmp_path: Path,
    conflict: Callable[[str, str, str], Callable[..., str]],
    prepare: Callable[[Path, Callable[..., str]], None],
    said: str,
) -> None:
    git = conflict(BASE, OURS, THEIRS)
    path = tmp_path / "partners" / "acme.yaml"
    prepare(path, git)
    before = path.read_bytes()
    answer = ask("resolve", "partners/acme.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert path.read_bytes() == before


def test_a_version_that_cannot_be_read_is_named(
    ask: Ask, tmp_path: Path, conflict: Callable[[str, str, str], Callable[..., str]]
) -> None:
    conflict(BASE, OURS, THEIRS.replace("tags: [", "tags: [["))
    answer = ask("resolve", "acme")
    assert answer.status == 1
    assert "error: their version of partners/acme.yaml can't be read, line " in answer.err


def test_what_one_side_removed_and_the_other_changed_is_a_conflict() -> None:
    gone = BASE.replace("  - {id: webinar, title: Webinar}\n", "")
    other = BASE.replace("title: Webinar}", "title: The webinar}")
    for ours, theirs, kept in ((gone, other, False), (other, gone, True)):
        merged = merge(BASE, ours, theirs)
        assert [conflict.address for conflict in merged.conflicts] == ["plan.webinar"]
        assert ("The webinar" in side(merged.text, ours=True)) == kept
        assert ("The webinar" in side(merged.text, ours=False)) != kept


def test_two_calls_that_both_sides_logged_on_one_day_are_two() -> None:
    line = "    - {date: 2026-01-15, kind: nudge}\n"
    ours, theirs = (
        BASE.replace(line, f"{line}    - {{date: 2026-01-20, kind: call, by: {who}}}\n") for who in ("dana", "jo")
    )
    merged = merge(BASE, ours, theirs)
    assert not merged.conflicts
    assert "by: dana}\n" in merged.text
    assert "by: jo}\n" in merged.text
    assert merge(BASE, ours, ours).text == ours


def test_a_file_that_both_sides_added_is_merged_too() -> None:
    ours, theirs = "name: A\ntype: alliance\ntags: [x]\n", "name: A\ntype: integration\ntags: [z]\nstage: grow\n"
    merged = merge("", ours, theirs)
    assert [conflict.address for conflict in merged.conflicts] == ["type"]
    assert side(merged.text, ours=True) == "name: A\ntype: alliance\nstage: grow\ntags: [x, z]\n"
    assert side(merged.text, ours=False) == "name: A\ntype: integration\nstage: grow\ntags: [x, z]\n"
