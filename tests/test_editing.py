import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from conftest import PORTFOLIO, ROOT
from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.reading.loader import names_of
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing import edit_file, edited
from partnerkit.workspace.paths import find_named
from partnerkit.workspace.portfolio import select
from partnerkit.workspace.splicing import Add, CannotSpliceError, Edit, Put, applied, splice

EXAMPLES = sorted((PORTFOLIO / "partners").glob("*.yaml"))
KNOWN = names_of(select(find_named([str(PORTFOLIO)])).workspace)
NOBODY = Names(buckets=("align",))


def common(one: str, other: str) -> int:
    """How many characters two texts have in common from their start."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), min(len(one), len(other))
    )


def kept(old: str, new: str) -> int:
    """How many characters of `old` stand in `new` before and after one place of change."""
    before = common(old, new)
    after = common(old[before:][::-1], new[before:][::-1])
    return before + after


def scalars(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from scalars(value, (*path, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from scalars(value, (*path, index))
    else:
        yield path, data


# --- Awkward YAML, with a numbered comment wherever one may stand ------------------------------------------------

WORDS = st.sampled_from(
    [
        "x",
        "two words",
        "'it''s'",
        '"a # b"',
        '"x, {y}"',
        "2026-04-10",
        "7",
        "1.50",
        "true",
        '"é😀"',
        "a: b",
        "50% - (c)",
    ]
)


class Page:
    """Writes one mapping with comments at every turn."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0

    def comment(self, gap: str = " ") -> str:
        if not self.draw(st.booleans()):
            return ""
        self.count += 1
        return f"{gap}# c{self.count} [,{{}}] 'x\" k: v"

    def between(self, indent: str) -> list[str]:
        lines: list[str] = []
        if self.draw(st.integers(0, 3)) == 0:
            lines.append("")
        if self.draw(st.integers(0, 2)) == 0 and (comment := self.comment("")):
            lines.append(indent + comment)
        return lines

    def word(self, *, flow: bool) -> str:
        word = self.draw(WORDS)
        return '"a: b"' if word == "a: b" or (flow and word == "50% - (c)") else word

    def flow(self, depth: int, indent: str) -> str:
        kind = self.draw(st.sampled_from(["scalar", "list", "mapping"])) if depth else "scalar"
        if kind == "scalar":
            return self.word(flow=True)
        inner = [self.flow(depth - 1, indent + "  ") for _ in range(self.draw(st.integers(0, 3)))]
        if kind == "mapping":
            inner = [f"k{at}: {value}" for at, value in enumerate(inner)]
        opening, closing = "[]" if kind == "list" else "{}"
        layout = self.draw(st.sampled_from(["tight", "loose", "lines"]))
        comma = "," if self.draw(st.booleans()) and inner else ""
        if layout == "tight":
            return opening + ",".join(inner) + comma + closing
        if layout == "loose":
            return f"{opening} {' , '.join(inner)} {comma} {closing}"
        lines = [
            f"{indent}  {value}{',' if at < len(inner) - 1 else comma}{self.comment()}"
            for at, value in enumerate(inner)
        ]
        return "\n".join([opening + self.comment("  "), *lines, indent + closing])

    def value(self, depth: int, indent: str) -> list[str]:
        """The rest of the line after a colon, and the lines below it."""
        kind = self.draw(st.sampled_from(["flow", "flow", "list", "mapping", "text", "folded"])) if depth else "flow"
        if kind == "flow":
            return f" {self.flow(depth, indent)}{self.comment()}".split("\n")
        if kind in ("text", "folded"):
            header = ("|" if kind == "text" else ">") + self.draw(st.sampled_from(["", "-"]))
            return [f" {header}{self.comment()}", f"{indent}  line one # no comment", f"{indent}  two"]
        inner = indent + "  "
        lines = [self.comment()]
        for at in range(self.draw(st.integers(1, 3))):
            lines.extend(self.between(inner))
            if kind == "mapping":
                head, *below = self.value(depth - 1, inner)
                lines.extend([f"{inner}k{at}:{head}", *below])
            elif self.draw(st.booleans()):
                head, *below = self.value(depth - 1, inner + "  ")
                lines.extend([f"{inner}- k0:{head}", *below, f"{inner}  k1: {self.word(flow=False)}{self.comment()}"])
            else:
                lines.extend(f"{inner}- {self.flow(depth - 1, inner)}{self.comment()}".split("\n"))
        return lines


@st.composite
def pages(draw: st.DrawFn) -> str:
    page = Page(draw)
    lines = page.between("")
    for at in range(draw(st.integers(1, 4))):
        lines.extend(page.between(""))
        head, *below = page.value(3, "")
        lines.extend([f"k{at}:{head}", *below])
    lines.extend(page.between(""))
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


VALUES = st.one_of(
    st.sampled_from(
        ["todo", "Yes", "no", "a, b", "x: y", "#1", "- z", "", " lead", "it's", 'say "hi"', "é 😀", "a\nb", "{q}"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8),
    st.integers(-5, 5000),
    st.booleans(),
)
ENTRIES = st.one_of(VALUES, st.dictionaries(st.sampled_from(["id", "due", "who"]), VALUES, min_size=1))


def collections(data: Any, kind: type, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(data, dict | tuple):
        if isinstance(data, kind):
            yield path
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from collections(value, kind, (*path, key))


@st.composite
def edits(draw: st.DrawFn, data: Any) -> Edit:
    lists = list(collections(data, tuple))
    mappings = list(collections(data, dict))
    leaves = [path for path, value in scalars(data) if value not in ((), {})]
    choice = draw(st.sampled_from(["put", "add", "key", "section", "list"]))
    if choice == "add" and lists:
        return Add(draw(st.sampled_from(lists)), draw(ENTRIES))
    if choice == "put" and leaves:
        return Put(draw(st.sampled_from(leaves)), draw(VALUES))
    path = draw(st.sampled_from(mappings))
    if choice == "section":
        return Put((*path, "new", "inner"), draw(ENTRIES))
    return Add((*path, "new"), draw(ENTRIES)) if choice == "list" else Put((*path, "new"), draw(ENTRIES))


@settings(max_examples=1000)
@given(st.data())
def test_a_thousand_edits_of_awkward_files_keep_every_comment_and_every_unrelated_byte(data: st.DataObject) -> None:
    old = data.draw(pages())
    reading = read_yaml(old)
    assert reading.whole
    assert not reading.problems
    edit = data.draw(edits(reading.data))
    try:
        new = splice(old, edit)
    except CannotSpliceError:
        if old.endswith("\n"):
            raise
        # A text in block style that ends with the file's last line, which has no end of its own.
        reject()
    assert read_yaml(new).data == applied(reading.data, edit)
    assert comments(new) == comments(old)
    if isinstance(edit, Put) and dict(scalars(reading.data)).get(edit.path) is not None:
        assert kept(old, new) >= len(old) - longest_scalar(old, edit)
    else:
        # An addition takes nothing away; where the entry gets a line of its own, its comma stands apart.
        # A list that was empty, `k: []`, loses its brackets and gets a line for each item.
        opened = [old[: match.start()] + old[match.end() :] for match in re.finditer(r" ?\[ *\]", old)]
        assert kept(old, new) == len(old) or any(is_subsequence(text, new) for text in (old, *opened))
    assert new.count("\r\n") == (new.count("\n") if "\r\n" in old else 0)
    assert new.endswith("\n") == old.endswith("\n")


def comments(text: str) -> list[str]:
    return [line[line.index("# c") :].rstrip("\r") for line in text.split("\n") if "# c" in line]


def longest_scalar(text: str, edit: Put) -> int:
    """The replaced value, in characters of the file; block texts are the longest that are generated."""
    place, _ = read_yaml(text).locate(edit.path)
    lines = text.split("\n")[place[0] :]
    first = lines[0][place[1] :]
    return sum(len(line) + 1 for line in lines[:3]) if first.startswith(("|", ">")) else len(first)


def is_subsequence(old: str, new: str) -> bool:
    rest = iter(new)
    return all(character in rest for character in old)


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


@settings(max_examples=1000)
@given(path=st.sampled_from(EXAMPLES), edit=FILE_EDITS)
def test_a_thousand_edits_of_the_examples_change_only_the_lines_concerned(path: Path, edit: Edit) -> None:
    old = path.read_bytes()
    new, partnership = edited(str(path), old, [edit], KNOWN)
    assert isinstance(partnership, Partnership)
    before, after = old.decode().split("\n"), new.decode().split("\n")
    first = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(after))
    last = next((at for at, (one, other) in enumerate(zip(before[::-1], after[::-1], strict=False)) if one != other), 0)
    gone = before[first : len(before) - last]
    came = after[first : len(after) - last]
    assert len(gone) <= 1
    replaced = dict(scalars(read_yaml(old.decode()).data)).get(edit.path, "")
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
        # A new section stands behind those that the format names before it, parted like the others.
        assert new.decode() == ACME.replace(
            "title: A}  # first\n", "title: A}  # first\n\nlaunch: {date: 2026-05-01}\n"
        )
    else:
        assert new.decode() == ACME.replace(line, becomes)


def test_a_list_of_one_letter_at_the_end_of_a_file_is_not_taken_for_an_empty_one() -> None:
    assert splice("k:\n  - x", Add(("k",), "z")) == "k:\n  - x\n  - z"


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
    ended = splice(old.replace("\n", newline), edit)
    assert ended == new.replace("\n", newline)
    assert read_yaml(ended).data == applied(read_yaml(old).data, edit)


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


def test_a_link_is_not_edited(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(ACME)
    (tmp_path / "acme.yaml").symlink_to("real.yaml")
    with pytest.raises(UsageError, match="is a link"):
        edit_file(str(tmp_path / "acme.yaml"), [Put(("stage",), "renew")], NOBODY)
    assert (tmp_path / "real.yaml").read_text() == ACME


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    from partnerkit.store.writing import write_file
    from partnerkit.workspace.editing import fingerprint

    path = tmp_path / "acme.yaml"
    path.write_text(ACME + "# an editor was here\n")
    with pytest.raises(UsageError, match="was changed meanwhile"):
        write_file(path, b"x", replace=True, only_if=fingerprint(ACME.encode()))
    assert path.read_text() == ACME + "# an editor was here\n"
    assert [file.name for file in tmp_path.iterdir()] == ["acme.yaml"]


def test_what_an_editor_saves_while_partnerkit_works_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(ACME)

    def meanwhile(*arguments: Any) -> tuple[bytes, Partnership]:
        path.write_text(ACME + "# saved by an editor\n")
        return edited(*arguments)

    monkeypatch.setattr("partnerkit.workspace.editing.edited", meanwhile)
    with pytest.raises(UsageError, match="was changed meanwhile"):
        edit_file(str(path), [Put(("stage",), "renew")], NOBODY)
    assert path.read_text() == ACME + "# saved by an editor\n"


def test_a_broken_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(ACME + "nonsense: 1\n")
    with pytest.raises(InvalidFilesError, match="has errors and is left as it is"):
        edit_file(str(path), [Put(("stage",), "renew")], NOBODY)
    assert path.read_text() == ACME + "nonsense: 1\n"


def test_an_edit_that_would_break_the_file_is_refused_in_the_users_words() -> None:
    with pytest.raises(InvalidFilesError, match='would have an error: stage: "groww" is not one of') as refused:
        edited("acme.yaml", ACME.encode(), [Put(("stage",), "groww")], NOBODY)
    assert "did you mean `grow`?" in refused.value.help


def test_an_edit_that_would_change_more_than_its_value_is_refused() -> None:
    # The unquoted comma is read on as text, so that replacing what the parser sees would leave its rest behind.
    content = b"name: A\ntype: alliance\npartner: {legal_name: B, does: selling, renting and leasing}\n"
    with pytest.raises(InvalidFilesError, match="would change in more than this"):
        edited("a.yaml", content, [Put(("partner", "does"), "selling")], NOBODY)


def test_a_text_that_keeps_its_last_lines_cannot_be_followed() -> None:
    with pytest.raises(CannotSpliceError, match="would change how that text ends"):
        splice("a: |+\n  x\n\n", Put(("b",), 1))


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(ACME)
    code = (
        "import sys; from partnerkit.workspace.editing import edit_file\n"
        "from partnerkit.workspace.splicing import Add\n"
        "from partnerkit.model.names import Names\n"
        "for at in range(10): edit_file(sys.argv[1], [Add(('tags',), f'{sys.argv[2]}-{at}')], Names())"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(writer)], cwd=ROOT, env=dict(os.environ))
        for writer in range(3)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(read_yaml(path.read_text()).data["tags"]) == 30
