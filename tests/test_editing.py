import os
import re
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from awkward_yaml import (
    additions,
    comments,
    is_subsequence,
    lines_of,
    orders,
    pages,
    places,
    removals,
    reorders,
    replacements,
    span_of,
)
from conftest import PORTFOLIO, ROOT, examples, few
from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import keys_at
from partnerkit.reading.loader import load_partnership, names_of
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.edits import (
    Add,
    After,
    By,
    CannotEditError,
    Edit,
    Insert,
    Put,
    Remove,
    Reorder,
    Replace,
    plain,
    step_of,
)
from partnerkit.workspace.editing.files import changed, edit_file, edited
from partnerkit.workspace.paths import find_named
from partnerkit.workspace.portfolio import select

EXAMPLES = sorted((PORTFOLIO / "partners").glob("*.yaml"))
VALID = sorted((ROOT / "tests" / "examples" / "valid").glob("*.yaml"))
INVALID = sorted((ROOT / "tests" / "examples" / "invalid").glob("*.yaml"))
KNOWN = names_of(select(find_named([str(PORTFOLIO)])).workspace)
NOBODY = Names(buckets=("align",))


def change(text: str, edit: Edit, order: Sequence[str] = ()) -> str:
    """Make an edit in any YAML, with the check that nothing else changes."""
    return changed(text, read_yaml(text), edit, lambda _: order)[0]


def common(one: str, other: str) -> int:
    """How many characters two texts have in common from their start."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), min(len(one), len(other))
    )


def kept(old: str, new: str) -> int:
    """How many characters of `old` are in `new` before and after the one change."""
    before = common(old, new)
    after = common(old[before:][::-1], new[before:][::-1])
    return before + after


# --- Awkward YAML, with a numbered comment wherever one may be ----------------------------------------------------


def attempt(text: str, edit: Edit, order: Sequence[str] = ()) -> str:
    """Make an edit, or pass over a file of the few kinds that cannot take it."""
    try:
        return change(text, edit, order)
    except CannotEditError as error:
        keeps_last_lines = re.search(r"[|>]\+", text) is not None
        unended_text = re.search(r"[|>]", text) is not None and not text.endswith("\n")
        shared_comments = isinstance(edit, Reorder) and "may belong to more than one key" in str(error)
        assert keeps_last_lines or unended_text or shared_comments
        reject()


@examples(1000)
@given(pages(), st.data())
def test_edits_of_awkward_files_keep_every_comment_and_every_unrelated_byte(old: str, data: st.DataObject) -> None:
    reading = read_yaml(old)
    assert reading.whole
    assert not reading.problems
    edit = data.draw(st.one_of(additions(reading.data), additions(reading.data), replacements(reading.data)))
    new = attempt(old, edit, data.draw(orders()))
    assert [comment for _, comment in comments(new)] == [comment for _, comment in comments(old)]
    if isinstance(step_of(reading.data, edit, lambda _: ()), Replace):
        start, end = span_of(old, edit.path)
        assert new.startswith(old[:start])
        assert new.endswith(old[end:])
    else:
        # An addition takes nothing away; where the entry gets a line of its own, its comma is apart.
        # A list that was empty, `k: []`, loses its brackets and gets a line for each item.
        opened = [old[: match.start()] + old[match.end() :] for match in re.finditer(r" *\[ *\]", old)]
        assert kept(old, new) == len(old) or any(is_subsequence(text, new) for text in (old, *opened))
    assert new.count("\r\n") == (new.count("\n") if "\r\n" in old else 0)
    assert new.endswith("\n") == old.endswith("\n")


@examples(300)
@given(pages(), st.data())
def test_removing_what_was_added_gives_every_byte_back(old: str, data: st.DataObject) -> None:
    reading = read_yaml(old)
    edit, order = data.draw(additions(reading.data)), data.draw(orders())
    new = attempt(old, edit, order)
    back = change(new, Remove(step_of(reading.data, edit, lambda _: order).path))
    # Empty brackets are written as they usually are: `k: []`.
    assert re.sub(r" *\[ *\]", " []", back) == re.sub(r" *\[ *\]", " []", old)


@examples(300)
@given(pages(), st.data())
def test_what_is_removed_takes_its_own_comments_along_and_no_others(old: str, data: st.DataObject) -> None:
    edit = data.draw(removals(read_yaml(old).data))
    new = attempt(old, edit)
    first, last, in_block = lines_of(old, edit.path)
    inside = Counter(comment for line, comment in comments(old) if first <= line <= last)
    lost = Counter(comment for _, comment in comments(old))
    lost.subtract(comment for _, comment in comments(new))
    assert +lost == inside if in_block else +lost <= inside
    start, end = span_of(old, edit.path, key=True)
    assert squeezed(new) == squeezed(old[:start] + old[end:])
    # Of other lines, the one above may lose a comma, and the one below may come to be behind a dash.
    lines = old.splitlines()
    others = Counter(line for line in lines[:first] + lines[last + 1 :] if line.strip())
    assert (others - Counter(new.splitlines())).total() <= 2


def squeezed(text: str) -> str:
    """Return a text without its comments, space, brackets and what else parts values."""
    return re.sub(r"# c\d+ \[,\{\}\] 'x\" k: v|[\s,\-\[\]{}]", "", text)


@examples(300)
@given(pages(), st.data())
def test_keys_are_reordered_once_with_their_comments(old: str, data: st.DataObject) -> None:
    reading = read_yaml(old)
    edit, order = data.draw(reorders(reading.data)), data.draw(orders())
    new = attempt(old, edit, order)
    mapping = dict(places(reading.data))[edit.path]
    keys = list(dict(places(read_yaml(new).data))[edit.path])
    assert keys == [key for key in order if key in mapping] + [key for key in mapping if key not in order]
    assert change(new, edit, order) == new
    assert Counter("".join(old.split())) == Counter("".join(new.split()))
    for key in keys:
        first, last, in_block = lines_of(old, (*edit.path, key))
        now_first, now_last, _ = lines_of(new, (*edit.path, key))
        # Comments that come to the top of a file are about the file.
        if in_block and (edit.path or key != keys[0]):
            own = {comment for line, comment in comments(old) if first <= line <= last}
            assert own <= {comment for line, comment in comments(new) if now_first <= line <= now_last}


# --- The example files --------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(["Signed, at last", "No: not yet", "50% of it # sic", "Yes", "'quoted'", "Zürich"])
DATES = st.dates().map(str)
ITEMS = st.fixed_dictionaries(
    {"id": st.integers(0, 10**6).map("new-{}".format), "title": TEXTS},
    optional={
        "due": DATES,
        "bucket": st.sampled_from(KNOWN.buckets),
        "effort_days": st.integers(0, 9),
        "owner": st.just("dana"),
    },
)
TOUCHES = st.fixed_dictionaries({"date": DATES, "kind": st.sampled_from(["cold", "nudge"])}, optional={"note": TEXTS})
FILE_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Put, st.just(("stage",)), st.sampled_from(["grow", "renew", "exit"])),
    st.builds(Put, st.sampled_from([("why",), ("name",), ("exit", "plan"), ("agreement", "law")]), TEXTS),
    st.builds(Put, st.sampled_from([("launch", "date"), ("agreement", "term", "starts"), ("since",)]), DATES),
    st.builds(Put, st.just(("checklists", "launch", "tracking")), st.one_of(DATES, st.booleans())),
    st.builds(Put, st.just(("buckets", "enable", "evidence")), TEXTS),
    st.builds(Add, st.just(("plan",)), ITEMS),
    st.builds(Add, st.just(("outreach", "touches")), TOUCHES),
    st.builds(Add, st.just(("tags",)), TEXTS),
    st.builds(Add, st.just(("reviews",)), st.fixed_dictionaries({"date": DATES, "kind": st.just("monthly")})),
)


@examples(1000, few=60)
@given(path=st.sampled_from(EXAMPLES), edit=FILE_EDITS)
def test_edits_of_the_examples_change_only_the_lines_concerned(path: Path, edit: Edit) -> None:
    old = path.read_bytes()
    new, partnership = edited(str(path), old, [edit], KNOWN)
    assert isinstance(partnership, Partnership)
    before, after = old.decode().split("\n"), new.decode().split("\n")
    first = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(after))
    last = next((at for at, (one, other) in enumerate(zip(before[::-1], after[::-1], strict=False)) if one != other), 0)
    gone = before[first : len(before) - last]
    came = after[first : len(after) - last]
    assert len(gone) <= 1
    replaced = dict(places(read_yaml(old.decode()).data)).get(edit.path, "")
    for line in gone:
        # The one line that changed keeps all of it but the value and its quotes, its comment above all.
        assert kept(line, came[0]) >= len(line) - len(str(replaced)) - 2
        assert line.partition("  # ")[2] == came[0].partition("  # ")[2]


# --- Whole files --------------------------------------------------------------------------------------------------

ACME = """\
# Head
name: Acme   # who
type: integration
stage: 'grow'  # was launch

plan:   # what
  - {id: a, title: A}  # first
  # - {id: z, title: Z}

reviews: [{date: 2026-03-05, kind: monthly}]  # held
"""


@pytest.mark.parametrize(
    ("edit", "line", "becomes"),
    [
        (Put(("stage",), "renew"), "stage: 'grow'  # was launch", "stage: 'renew'  # was launch"),
        (Put(("name",), "Acme: two"), "name: Acme   # who", 'name: "Acme: two"   # who'),
        (
            Add(("reviews",), {"date": "2026-04-05", "kind": "monthly"}),
            "reviews: [{date: 2026-03-05, kind: monthly}]  # held",
            "reviews: [{date: 2026-03-05, kind: monthly}, {date: 2026-04-05, kind: monthly}]  # held",
        ),
        (
            Add(("plan",), {"id": "b", "title": "B, then C"}),
            "  - {id: a, title: A}  # first",
            '  - {id: a, title: A}  # first\n  - {id: b, title: "B, then C"}',
        ),
        (Put(("plan", 0, "due"), "2026-05-01"), "{id: a, title: A}", "{id: a, title: A, due: 2026-05-01}"),
        (
            Put(("launch", "date"), "2026-05-01"),
            "  # - {id: z, title: Z}\n",
            "  # - {id: z, title: Z}\n",
        ),
    ],
)
def test_an_edit_changes_its_own_line(edit: Edit, line: str, becomes: str) -> None:
    new, _ = edited("acme.yaml", ACME.encode(), [edit], NOBODY)
    if edit.path[0] == "launch":
        # A new section is behind those that the format names before it, with all their comments, and parted like them.
        assert new.decode() == ACME.replace("title: Z}\n", "title: Z}\n\nlaunch: {date: 2026-05-01}\n")
    else:
        assert new.decode() == ACME.replace(line, becomes)


def test_a_list_of_one_letter_at_the_end_of_a_file_is_not_taken_for_an_empty_one() -> None:
    assert change("k:\n  - x", Add(("k",), "z")) == "k:\n  - x\n  - z"


LAST_LINES = [
    ("\n\nk0:\n\n  - x", Add(("k0",), "q"), "\n\nk0:\n\n  - x\n  - q"),
    ("k:\n- x", Add(("k",), "q"), "k:\n- x\n- q"),
    ("k:\n  -   x   ", Add(("k",), "q"), "k:\n  -   x   \n  - q"),
    ("k:\n  - x    # c", Add(("k",), "q"), "k:\n  - x    # c\n  - q"),
    ("k:\n  - x\n  # c", Add(("k",), "q"), "k:\n  - x\n  - q\n  # c"),
    ("k:\n  - x\n\n# c  ", Add(("k",), "q"), "k:\n  - x\n  - q\n\n# c  "),
    ("k:\n  - a: x", Add(("k",), {"b": "q"}), "k:\n  - a: x\n  - b: q"),
    ("k:\n  - a:\n      - x", Add(("k", 0, "a"), "q"), "k:\n  - a:\n      - x\n      - q"),
    ("k:\n  a:\n    - x", Add(("k", "a"), "q"), "k:\n  a:\n    - x\n    - q"),
    ("k:\n  a:\n    - x", Put(("k", "b"), "q"), "k:\n  a:\n    - x\n  b: q"),
    ("k:\n  a: x", Put(("k", "b"), "q"), "k:\n  a: x\n  b: q"),
    ("k:\n  a: x # c", Put(("new",), "q"), "k:\n  a: x # c\nnew: q"),
    ("k:\n\n  a:\n\n    b: x", Put(("k", "a", "c"), "q"), "k:\n\n  a:\n\n    b: x\n    c: q"),
    ("k:\n  - x", Put(("k", 0), "q"), "k:\n  - q"),
    ("k:\n  - - x", Add(("k", 0), "q"), "k:\n  - - x\n    - q"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("old", "edit", "new"), LAST_LINES)
def test_what_stands_on_a_last_line_without_an_end_stays(old: str, edit: Edit, new: str, newline: str) -> None:
    assert change(old.replace("\n", newline), edit) == new.replace("\n", newline)


NOTES = """\
# About the file
name: Acme   # who
type: integration

# What is planned
plan:   # the steps
  # first of all
  - id: a   # of ours
    title: A
    # nearly
    due: 2026-03-01

  - id: c
    title: C
    due: 2026-05-01
  # - id: z

tags: [retail, 'emea', x]   # theirs
reviews:
  - {date: 2026-01-05, kind: monthly}  # held
  - {date: 2026-03-05, kind: monthly}
owners: {
  us: dana,   # ours
  # theirs
  them: jo   # new
}
exit:
  plan: Say so   # early
why: last
"""
REVIEW = {"date": "2026-02-05", "kind": "monthly"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        # An item comes to its place, by what it is sorted by or behind another.
        (
            Insert(("reviews",), REVIEW, By("date")),
            "  # held\n",
            "  # held\n  - {date: 2026-02-05, kind: monthly}\n",
        ),
        (
            Insert(("plan",), {"id": "b", "title": "B", "due": "2026-04-01"}, By("due")),
            "03-01\n\n",
            "03-01\n\n  - id: b\n    title: B\n    due: 2026-04-01\n\n",
        ),
        (Insert(("plan",), {"id": "b"}, After("a")), "03-01\n\n", "03-01\n\n  - id: b\n\n"),
        (Insert(("plan",), {"id": "d"}, After("c")), "05-01\n", "05-01\n\n  - id: d\n"),
        (
            Insert(("plan",), {"id": "0", "title": "No"}, 0),
            "the steps\n",
            'the steps\n  - id: "0"\n    title: "No"\n\n',
        ),
        (Insert(("plan",), "x", 99), "05-01\n", "05-01\n\n  - x\n"),
        (Insert(("tags",), "b2b", 1), "retail, ", "retail, b2b, "),
        (Insert(("tags",), "b2b", 0), "[retail", "[b2b, retail"),
        # A key comes to its place in the format.
        (Put(("stage",), "grow"), "integration\n", "integration\nstage: grow\n"),
        (Put(("plan", 1, "owner"), "jo"), "05-01\n", "05-01\n    owner: jo\n"),
        (Put(("plan", 1, "bucket"), "align"), "title: C\n", "title: C\n    bucket: align\n"),
        (Put(("plan", 0, "kind"), "x"), "03-01\n", "03-01\n    kind: x\n"),
        (Put(("format",), 1), "name: Acme", "format: 1\nname: Acme"),
        (Put(("owners", "ours"), "x"), "  us: dana", "  ours: x,\n  us: dana"),
        (Put(("owners", "new"), "x"), "jo   # new\n", "jo,   # new\n  new: x\n"),
        (Put(("exit", "by", "us"), date(2026, 5, 1)), "# early\n", "# early\n  by: {us: 2026-05-01}\n"),
        # What is removed takes along the comments above, behind and within.
        (Remove(("name",)), "name: Acme   # who\n", ""),
        (
            Remove(("plan",)),
            NOTES[NOTES.index("# What") : NOTES.index("tags")],
            "",
        ),
        (Remove(("plan", 0)), NOTES[NOTES.index("  # first") : NOTES.index("  - id: c")], ""),
        (Remove(("plan", 1)), NOTES[NOTES.index("\n  - id: c") : NOTES.index("  # - id: z")], ""),
        (Remove(("plan", 0, "id")), "id: a   # of ours\n    title", "title"),
        (Remove(("plan", 0, "due")), "    # nearly\n    due: 2026-03-01\n", ""),
        (Remove(("reviews", 0)), "  - {date: 2026-01-05, kind: monthly}  # held\n", ""),
        (Remove(("reviews", 0, "kind")), ", kind: monthly}  # held", "}  # held"),
        (Remove(("tags", 0)), "retail, ", ""),
        (Remove(("tags", 1)), "'emea', ", ""),
        (Remove(("tags", 2)), ", x", ""),
        (Remove(("owners", "us")), "  us: dana,   # ours\n", ""),
        (Remove(("owners", "them")), ",   # ours\n  # theirs\n  them: jo   # new\n", "   # ours\n"),
        (Remove(("exit", "plan")), ":\n  plan: Say so   # early\n", ": {}\n"),
        # Keys are reordered with their comments.
        (
            Reorder(("owners",)),
            "  us: dana,   # ours\n  # theirs\n  them: jo   # new\n",
            "  # theirs\n  them: jo,   # new\n  us: dana   # ours\n",
        ),
        (
            Reorder(("plan", 0)),
            "- id: a   # of ours\n    title: A\n    # nearly\n    due: 2026-03-01\n",
            "-\n    # nearly\n    due: 2026-03-01\n    title: A\n    id: a   # of ours\n",
        ),
        (Reorder(("reviews", 1)), "{date: 2026-03-05, kind: monthly}", "{kind: monthly, date: 2026-03-05}"),
        # A list or a mapping without comments is replaced.
        (Put(("tags",), ["x", "z"]), "[retail, 'emea', x]", "[x, z]"),
        (Put(("tags",), "x"), "[retail, 'emea', x]", "x"),
        (Put(("why",), ["x", "a, b"]), "why: last", 'why: [x, "a, b"]'),
        (Put(("plan", 1), {"id": "q"}), "- id: c\n    title: C\n    due: 2026-05-01\n", "- {id: q}\n"),
    ],
)
def test_an_edit_changes_its_own_lines(edit: Edit, before: str, after: str, newline: str) -> None:
    order = ["format", "name", "type", "stage", "due", "title", "bucket", "owner", "kind", "date"]
    if edit.path[:1] == ("owners",):
        order = ["them", "ours", "us"] if isinstance(edit, Reorder) else ["ours", "us"]
    if edit.path == ("plan", 1, "bucket"):
        order = ["id", "title", "bucket", "due"]
    assert NOTES.count(before) == 1
    new = change(NOTES.replace("\n", newline), edit, order)
    assert new == NOTES.replace(before, after).replace("\n", newline)


@pytest.mark.parametrize(
    ("old", "edit", "new"),
    [
        # Items that are sorted downwards, not at all, or by what they do not all have.
        ("k: [{d: c}, {d: a}]", Insert(("k",), {"d": "b"}, By("d")), "k: [{d: c}, {d: b}, {d: a}]"),
        ("k: [{d: c}, {d: a}]", Insert(("k",), {"e": "b"}, By("d")), "k: [{d: c}, {d: a}, {e: b}]"),
        ("k: [{d: b}, {e: b}]", Insert(("k",), {"d": "b"}, By("d")), "k: [{d: b}, {e: b}, {d: b}]"),
        ("k: [x]", Insert(("k",), {"d": "b"}, By("d")), "k: [x, {d: b}]"),
        ("k: x", Insert(("l",), {"d": "b"}, By("d")), "k: x\nl:\n  - {d: b}"),
        # Brackets on several lines, and what they leave.
        ("k: [\n  a,\n  b\n]", Remove(("k", 1)), "k: [\n  a\n]"),
        ("k: [\n  a,\n  b,\n]", Remove(("k", 1)), "k: [\n  a,\n]"),
        ("k: [a, # of a\n  b]", Remove(("k", 0)), "k: [ # of a\n  b]"),
        ("k: [a, # of a\n  b]", Remove(("k", 1)), "k: [a # of a\n  ]"),
        ("k: [\n  a, b,\n  c]", Remove(("k", 1)), "k: [\n  a,\n  c]"),
        ("k: [ a ]", Remove(("k", 0)), "k: [ ]"),
        ("k: {a: x, b c, d: y}", Remove(("k", "d")), "k: {a: x, b c}"),
        ("k: {a: x, b c, d: y}", Remove(("k", "a")), "k: {d: y}"),
        ("k: {a: x, b c, d: y}", Put(("k", "e"), 1), "k: {a: x, b c, d: y, e: 1}"),
        ("k: [# c\n]", Add(("k",), "x"), "k: [x # c\n]"),
        # A dash that is alone, or before a dash.
        ("-\n  a: x\n  b: y", Remove((0, "a")), "-\n  b: y"),
        ("-\n  a: x\n- b", Remove((0, "a")), "- {}\n- b"),
        ("- - x\n- b", Remove((0, 0)), "- []\n- b"),
        ("- - x\n  - y", Remove((0, 0)), "- - y"),
        ("- - x", Insert((0,), "z", 0), "- - z\n  - x"),
        ("- a: x\n  # of b\n  b: y", Remove((0, "a")), "-\n  # of b\n  b: y"),
        # Comments that belong to no entry stay, and so does an empty line.
        ("a: x\n# c\n\nb: y\n", Remove(("b",)), "a: x\n# c\n"),
        ("# c\n\na: x\n\n# d\n\nb: y\n", Remove(("a",)), "# c\n\n\n# d\n\nb: y\n"),
        ("a: x\n# c\n\nb: y\n# d\n\nc: z\n", Remove(("b",)), "a: x\n# c\n\n# d\n\nc: z\n"),
        ("a: x\n\nb: y\nc: z\n", Remove(("b",)), "a: x\n\nc: z\n"),
        ("a: x\nb: y\n\nc: z\n", Remove(("b",)), "a: x\n\nc: z\n"),
        ("b: x\n# c\n\na: y\n", Reorder(()), "a: y\n# c\n\nb: x\n"),
        ("x: 0\n\nb: x\na: y\n", Reorder(()), "a: y\n\nb: x\nx: 0\n"),
        # A `|` text keeps what ends it.
        ("a: x\nb: |+\n  y\n\n", Put(("c",), 1), "a: x\nb: |+\n  y\n\nc: 1\n"),
        ("a: x\nb: |+\n  y\n\n", Remove(("b",)), "a: x\n"),
        ("a: |\n  x\nb: y", Remove(("b",)), "a: |\n  x\n"),
        ("a: |-\n  x\nb: y", Remove(("b",)), "a: |-\n  x"),
        ("a: |", Put(("a",), "x"), "a: x"),
        # What is so already is left as it is written.
        ("a: 'x'  # c", Put(("a",), "x"), "a: 'x'  # c"),
        ("a: x\nb:  [ c ]", Reorder(()), "a: x\nb:  [ c ]"),
        ("a: 1", Put(("a",), True), "a: true"),
        # New keys and texts are put in quotes where they need them.
        ("a: x\n", Put(("no",), {"12": Decimal("1.50")}), 'a: x\n"no": {"12": 1.5}\n'),
        ("a: 'x'\n", Put(("a",), date(2026, 5, 1)), "a: '2026-05-01'\n"),
        ("a: x\n", Add(("b",), []), "a: x\nb: [[]]\n"),
        ("a:\n  - b: x\n", Add(("a",), {}), "a:\n  - b: x\n  - {}\n"),
        ("? a\n: x\n? b\n: y\n", Put(("c",), 1), "? a\n: x\n? b\n: y\nc: 1\n"),
        ("? a\n: x\n? b\n: y\n", Remove(("b",)), "? a\n: x\n"),
        ("a:\n  - x\n", Put(("a",), {"b": [{"c": "z"}]}), "a:\n  b:\n    - {c: z}\n"),
    ],
)
def test_an_edit_of_an_unusual_file_is_what_one_would_write_by_hand(old: str, edit: Edit, new: str) -> None:
    assert change(old, edit, ["a", "b"]) == new


@pytest.mark.parametrize(
    ("text", "edit", "why"),
    [
        ("a: x\n", Remove(("b",)), "there is no `b` to remove"),
        ("a: x\n", Remove(()), "the file would be empty"),
        ("a: x\n", Remove(("a",)), "the file would be empty"),
        ("a: [x]\n", Put(("a", 1), "y"), "there is no `a[1]` to change"),
        ("a: x\n", Put(("a", "b"), "y"), "there is no `a.b` to change"),
        ("a: x\n", Put(("b", 0), "y"), "there is no `b` to change"),
        ("a: x\n", Add(("a",), "y"), "there is no list to add to"),
        ("a: [x]\n", Insert(("a",), "y", After("q")), "there is no item `q` in `a`"),
        ("a: [x]\n", Insert(("b",), "y", After("q")), "there is no item `q` in `b`"),
        ("a: [x]\n", Reorder(("a",)), "there are no keys to reorder in `a`"),
        ("a: x\n", Reorder(("b",)), "there are no keys to reorder in `b`"),
        ("a: |\n  x", Put(("b",), 1), "would change how that text ends"),
        ("b: x\na: >\n  x", Reorder(()), "would change how that text ends"),
        ("a: x\n\nc: z\nb: |+\n  y\n\n", Reorder(()), "other parts of the file would change too"),
        ("a: {b: x, # of b\n  c: y, a: z}\n", Reorder(("a",)), "comments in brackets that may belong to more"),
        ("a: # c\n  - x\n", Put(("a",), "y"), "has comments that would be lost"),
        ("a: [x, # c\n  y]\n", Put(("a",), "y"), "has comments that would be lost"),
        ("? a\n:\n  - x\n", Remove(("a", 0)), "its key is written with a `?`"),
        ("a: x\u2028b: y\n", Put(("c",), 1), "laid out in a way that partnerkit can't edit"),
        ("a: x\n", Put(("b",), "\ud800"), "half a character"),
        ("a: x\n", Put(("b",), "\u2028"), "stands for a control character (\\u2028)"),
        ("a: x\n", Put(("k" * 201,), "x"), "a key has at most 200 characters"),
    ],
)
def test_an_edit_that_cannot_be_made_safely_is_refused(text: str, edit: Edit, why: str) -> None:
    with pytest.raises(CannotEditError, match=re.escape(why)):
        change(text, edit, ["a", "b"])


@pytest.mark.parametrize("path", [*EXAMPLES, *VALID], ids=lambda path: path.stem)
def test_keys_that_are_reversed_and_put_back_give_every_byte_back(path: Path) -> None:
    ordered = change(decode(path.read_bytes())[0], Reorder(()), keys_at(Partnership, ()))
    keys = list(read_yaml(ordered).data)
    turned = change(ordered, Reorder(()), keys[::-1])
    assert list(read_yaml(turned).data) == keys[::-1]
    assert change(turned, Reorder(()), keys) == ordered


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_in_the_order_of_the_format(path: Path) -> None:
    new, _ = edited(str(path), path.read_bytes(), [Reorder(())], KNOWN)
    assert new == path.read_bytes()


@pytest.mark.searched
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_any_section_of_an_example_can_be_removed_and_nothing_else_goes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    reading, lines = read_yaml(text), text.split("\n")
    # Each file has others of the sections, of which all have most.
    for key in few(list(reading.data)[1:], 3, EXAMPLES.index(path)):
        first, last, _ = lines_of(text, (key,))
        new, _ = changed(text, reading, Remove((key,)), lambda _: ())
        assert new.split() == "\n".join(lines[:first] + lines[last + 1 :]).split()


def test_a_file_that_cannot_be_read_is_never_edited() -> None:
    contents = {path: path.read_bytes() for path in INVALID}
    # The others have warnings only.
    unreadable = [path for path in INVALID if load_partnership(str(path), contents[path], NOBODY).model is None]
    assert len(unreadable) > 100
    for path in unreadable:
        for edit in (Add(("tags",), "x"), Remove(("name",)), Reorder(()), Insert(("plan",), {"id": "x"}, By("due"))):
            with pytest.raises(InvalidFilesError, match="was not changed"):
                edited(str(path), contents[path], [edit], NOBODY)


def test_an_edit_may_fix_what_is_wrong() -> None:
    content = ACME.replace("'grow'", "'groww'").encode()
    new, partnership = edited("acme.yaml", content, [Put(("stage",), "grow")], NOBODY)
    assert (new.decode(), partnership.stage) == (ACME, "grow")


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        (True, True),
        (1, 1),
        (Decimal("2.00"), 2),
        (Decimal("2.50"), Decimal("2.5")),
        (date(2026, 5, 1), "2026-05-01"),
        ({"a": [date(2026, 5, 1)]}, {"a": ("2026-05-01",)}),
    ],
)
def test_a_value_is_read_back_as_it_was_meant(value: Any, becomes: Any) -> None:
    assert repr(plain(value)) == repr(becomes)
    assert repr(read_yaml(change("a: x\n", Put(("b",), value))).data["b"]) == repr(becomes)


def test_an_empty_list_gets_a_line_for_each_item() -> None:
    content = b"name: A\ntype: alliance\nplan: []  # none yet\ntags: [ ]\n"
    edits = [Add(("plan",), {"id": "a", "title": "A"}), Add(("plan",), {"id": "b", "title": "B"}), Add(("tags",), "x")]
    new, _ = edited("a.yaml", content, edits, NOBODY)
    assert new == (
        b"name: A\ntype: alliance\nplan:  # none yet\n  - {id: a, title: A}\n  - {id: b, title: B}\ntags:\n  - x\n"
    )


def test_byte_order_mark_line_endings_mode_and_a_missing_last_newline_survive(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    content = b"\xef\xbb\xbf" + ACME.rstrip("\n").replace("\n", "\r\n").encode()
    path.write_bytes(content)
    path.chmod(0o640)
    edit_file(str(path), [Put(("stage",), "renew"), Add(("plan",), {"id": "b", "title": "B"})], NOBODY)
    after = path.read_bytes()
    assert after == content.replace(b"'grow'", b"'renew'").replace(
        b"A}  # first\r\n", b"A}  # first\r\n  - {id: b, title: B}\r\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["acme.yaml"]


def test_a_file_that_holds_what_is_asked_for_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(ACME)
    before = path.stat()
    edit_file(str(path), [Put(("stage",), "grow"), Reorder(())], NOBODY)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_file_that_is_not_there_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"acme\.yaml"):
        edit_file(str(tmp_path / "acme.yaml"), [Put(("stage",), "grow")], NOBODY)
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_not_edited(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(ACME)
    (tmp_path / "acme.yaml").symlink_to("real.yaml")
    with pytest.raises(UsageError, match="is a link"):
        edit_file(str(tmp_path / "acme.yaml"), [Put(("stage",), "renew")], NOBODY)
    assert (tmp_path / "real.yaml").read_text() == ACME


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    from partnerkit.store.writing import write_file
    from partnerkit.workspace.editing.files import fingerprint

    path = tmp_path / "acme.yaml"
    path.write_text(ACME + "# an editor was here\n")
    with pytest.raises(UsageError, match="was changed in the meantime"):
        write_file(path, b"x", replace=True, only_if=fingerprint(ACME.encode()))
    assert path.read_text() == ACME + "# an editor was here\n"
    assert [file.name for file in tmp_path.iterdir()] == ["acme.yaml"]


def test_what_an_editor_saves_while_partnerkit_works_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(ACME)

    def meanwhile(*arguments: Any) -> tuple[bytes, Partnership]:
        path.write_text(ACME + "# saved by an editor\n")
        return edited(*arguments)

    monkeypatch.setattr("partnerkit.workspace.editing.files.edited", meanwhile)
    with pytest.raises(UsageError, match="was changed in the meantime"):
        edit_file(str(path), [Put(("stage",), "renew")], NOBODY)
    assert path.read_text() == ACME + "# saved by an editor\n"


def test_a_broken_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(ACME + "nonsense: 1\n")
    with pytest.raises(InvalidFilesError, match="has errors and was not changed"):
        edit_file(str(path), [Put(("stage",), "renew")], NOBODY)
    assert path.read_text() == ACME + "nonsense: 1\n"


def test_an_edit_that_would_break_the_file_is_refused_in_the_users_words() -> None:
    with pytest.raises(InvalidFilesError, match='would have an error: stage: "groww" is not one of') as refused:
        edited("acme.yaml", ACME.encode(), [Put(("stage",), "groww")], NOBODY)
    assert "did you mean `grow`?" in refused.value.help


def test_an_edit_that_would_change_more_than_its_value_is_refused() -> None:
    # The unquoted comma is read as more text, so replacing what the parser sees would leave the rest behind.
    content = b"name: A\ntype: alliance\npartner: {legal_name: B, does: selling, renting and leasing}\n"
    with pytest.raises(InvalidFilesError, match="other parts of the file would change too"):
        edited("a.yaml", content, [Put(("partner", "does"), "selling")], NOBODY)


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(ACME)
    code = (
        "import sys; from partnerkit.workspace.editing.files import edit_file\n"
        "from partnerkit.workspace.editing.edits import Add\n"
        "from partnerkit.model.names import Names\n"
        "for at in range(10): edit_file(sys.argv[1], [Add(('tags',), f'{sys.argv[2]}-{at}')], Names())"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(writer)], cwd=ROOT, env=dict(os.environ))
        for writer in range(3)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(read_yaml(path.read_text()).data["tags"]) == 30
