"""YAML as people and tools may write it: comments at every turn, odd spaces, all kinds of quotes and brackets."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml
from hypothesis import strategies as st

from partnerkit.reading.yaml_reader import Parser
from partnerkit.workspace.editing.edits import Add, By, Edit, Insert, Path, Put, Remove, Reorder

WORDS = (
    "x",
    "two words",
    "'it''s'",
    '"a # b"',
    '"x, {y}"',
    "2026-04-10",
    "7",
    "1.50",
    "true",
    "no",
    '"é😀"',
    "日本",
    "a#b",
    "'- no'",
)
BLOCK_WORDS = (*WORDS, "50% - (c)", "12:30", "a, b", "http://a.b/c#d")


INDEXES = [st.integers(0, max(0, count - 1)) for count in range(20)]


class Page:
    """Writes one mapping; each comment has a number of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0
        self.step = self.one_of(2, 2, 2, 4, 3, 1)

    def one_of(self, *choices: Any) -> Any:
        return choices[self.draw(INDEXES[len(choices)])]

    def comment(self, *gaps: str) -> str:
        if not self.one_of(True, False):
            return ""
        self.count += 1
        return f"{self.one_of(*gaps or (' ', '   '))}# c{self.count} [,{{}}] 'x\" k: v"

    def between(self, indent: str) -> list[str]:
        lines: list[str] = []
        for _ in range(self.one_of(0, 0, 1, 1, 2)):
            if self.one_of(True, False):
                lines.append(self.one_of("", "", indent))
            elif comment := self.comment(""):
                lines.append(self.one_of(indent, indent, indent, indent + " ", "") + comment)
        return lines

    def key(self, at: int) -> str:
        return str(self.one_of(f"k{at}", f"k{at}", f"k{at}", f'"k{at}"', f"'k{at}'"))

    def flow(self, depth: int, indent: str) -> str:
        kind = self.one_of("scalar", "list", "mapping") if depth else "scalar"
        if kind == "scalar":
            return str(self.one_of(*WORDS))
        inner = [self.flow(depth - 1, indent + "  ") for _ in range(self.one_of(0, 1, 2, 3))]
        if kind == "mapping":
            inner = [f"{self.key(at)}: {value}" for at, value in enumerate(inner)]
        opening, closing = "[]" if kind == "list" else "{}"
        layout = self.one_of("plain", "tight", "loose", "lines", "mixed")
        comma = self.one_of("", ",") if inner else ""
        match layout:
            case "lines":
                lines = [opening + self.comment("  ")]
                for at, value in enumerate(inner):
                    if comment := self.comment(""):
                        lines.append(f"{indent}  {comment}")
                    lines.append(f"{indent}  {value}{',' if at < len(inner) - 1 else comma}{self.comment()}")
                return "\n".join([*lines, indent + closing])
            case "mixed":
                gaps = [self.one_of("", f"\n{indent}  ", f"{self.comment()}\n{indent}  ") for _ in inner]
                parts = (gap + value for gap, value in zip(gaps, inner, strict=True))
                return f"{opening}{','.join(parts)}{comma}{self.one_of('', ' ', chr(10) + indent + ' ')}{closing}"
            case "loose":
                return f"{opening} {' , '.join(inner)} {comma} {closing}"
            case _:
                return opening + ("," if layout == "tight" and kind == "list" else ", ").join(inner) + comma + closing

    def value(self, depth: int, indent: str) -> list[str]:
        """The rest of the line after a colon, and the lines below it."""
        kind = self.one_of("flow", "flow", "list", "mapping", "text", "words") if depth else "flow"
        match kind:
            case "flow":
                value = self.flow(depth, indent) if self.one_of(True, False) else self.one_of(*BLOCK_WORDS)
                return f"{self.one_of(' ', ' ', '  ')}{value}{self.comment()}".split("\n")
            case "words":
                first, last = self.one_of(("plain", "words"), ('"quoted # text', 'words"'), ("'it''s", "words'"))
                return [f" {first}", f"{indent} {last}{self.comment()}"]
            case "text":
                header = self.one_of("|", ">") + self.one_of("", "-", "+")
                below = [f"{indent}  line one # no comment", *self.one_of([], [""]), f"{indent}   - k: two"]
                return [f" {header}{self.comment()}", *below]
            case _:
                step = self.one_of(self.step, self.step, 0 if kind == "list" else self.step)
                return [self.comment(), *self.block(kind, depth - 1, indent + " " * step)]

    def block(self, kind: str, depth: int, indent: str) -> list[str]:
        lines: list[str] = []
        for at in range(self.one_of(1, 2, 3)):
            lines.extend(self.between(indent))
            lines.extend(self.entry(at, depth, indent) if kind == "mapping" else self.item(depth, indent))
        return lines

    def entry(self, at: int, depth: int, indent: str) -> list[str]:
        head, *below = self.value(depth, indent)
        return [f"{indent}{self.key(at)}{self.one_of('', '', '', ' ')}:{head}", *below]

    def item(self, depth: int, indent: str) -> list[str]:
        kind = self.one_of("value", "mapping", "mapping", "list", "below") if depth else "value"
        gap = self.one_of(" ", " ", "   ")
        inner = indent + " " + gap
        if kind == "below":
            return [f"{indent}-{self.comment()}", *self.block("mapping", depth - 1, inner)]
        if kind == "value":
            return f"{indent}-{gap}{self.flow(depth, inner)}{self.comment()}".split("\n")
        first, *below = self.entry(0, depth - 1, inner) if kind == "mapping" else self.item(depth - 1, inner)
        rest: list[str] = []
        for at in range(1, self.one_of(1, 2, 3)):
            rest.extend(self.between(inner))
            rest.extend(self.entry(at, depth - 1, inner) if kind == "mapping" else self.item(depth - 1, inner))
        return [f"{indent}-{gap}{first.removeprefix(inner)}", *below, *rest]


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Draw a file that can be read."""
    page = Page(draw)
    lines = [*page.between(""), *page.one_of([], [], [], ["---"]), *page.block("mapping", 3, ""), *page.between("")]
    text: str = "\n".join(lines) + page.one_of("", "\n", "\n", "\n\n")
    return text.replace("\n", "\r\n") if page.one_of(True, False, False) else text


TEXTS = st.sampled_from(
    [
        "todo",
        "Yes",
        "no",
        "a, b",
        "x: y",
        "#1",
        "- z",
        "",
        " lead",
        "it's",
        'say "hi"',
        "é 😀",
        "a\nb",
        "{q}",
        "12",
        "~",
    ]
)
VALUES = st.one_of(
    TEXTS,
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8),
    st.integers(-5, 5000),
    st.booleans(),
    st.decimals(-99, 99, places=2),
    st.dates(),
)
ENTRIES = st.one_of(
    VALUES,
    st.dictionaries(st.sampled_from(["id", "due", "who", "k0"]), VALUES, min_size=1),
    st.lists(VALUES, max_size=2),
    st.fixed_dictionaries({"id": TEXTS, "more": st.lists(st.fixed_dictionaries({"a": VALUES}), max_size=2)}),
)


def places(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """List every value of the data with its path."""
    yield path, data
    if isinstance(data, dict | tuple):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


@st.composite
def additions(draw: st.DrawFn, data: Any) -> Edit:
    """Draw an edit that creates a key or an item."""
    mappings = [path for path, value in places(data) if isinstance(value, dict)]
    lists = [path for path, value in places(data) if isinstance(value, tuple)]
    kind = draw(st.sampled_from(["key", "section", "list", "add", "insert"]))
    if lists and kind in ("add", "insert"):
        path = draw(st.sampled_from(lists))
        item = draw(ENTRIES)
        at = draw(st.one_of(st.integers(0, 3), st.sampled_from([By("k0"), By("due")])))
        return Add(path, item) if kind == "add" else Insert(path, item, at)
    path = draw(st.sampled_from(mappings))
    match kind:
        case "key":
            return Put((*path, "new"), draw(ENTRIES))
        case "section":
            return Put((*path, "new", "inner"), draw(ENTRIES))
        case _:
            return Add((*path, "new"), draw(ENTRIES))


def replacements(data: Any) -> st.SearchStrategy[Edit]:
    """Draw an edit of a single value."""
    leaves = [path for path, value in places(data) if not isinstance(value, dict | tuple)]
    return st.builds(Put, st.sampled_from(leaves), VALUES) if leaves else st.nothing()


def removals(data: Any) -> st.SearchStrategy[Remove]:
    """Draw the removal of a key or an item; one key stays."""
    paths = [path for path, _ in places(data) if len(path) > 1 or (path and len(data) > 1)]
    return st.builds(Remove, st.sampled_from(paths)) if paths else st.nothing()


def reorders(data: Any) -> st.SearchStrategy[Reorder]:
    """Draw a mapping to reorder."""
    return st.builds(Reorder, st.sampled_from([path for path, value in places(data) if isinstance(value, dict)]))


def orders() -> st.SearchStrategy[list[str]]:
    """Draw an order of keys, of which it may know some only."""
    return st.lists(st.sampled_from(["k0", "k1", "k2", "new", "id", "due"]), unique=True)


def comments(text: str) -> list[tuple[int, str]]:
    """Return the comments of a text with their lines: what is between the parser's tokens and starts with a hash."""
    found: list[tuple[int, str]] = []
    at = 0
    for token in yaml.scan(text, Loader=Parser):
        start, end = token.start_mark.index, token.end_mark.index
        found.extend((at + match.start(), match.group()) for match in re.finditer(r"#[^\r\n]*", text[at:start]))
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = text[start:end].partition("\n")[0].rstrip("\r")
            if "#" in header:
                found.append((start + header.index("#"), header[header.index("#") :]))
        at = max(at, end)
    return [(text.count("\n", 0, index), comment) for index, comment in found]


def lines_of(text: str, path: Path) -> tuple[int, int, bool]:
    """Return the first and the last line of an entry with its comments, and whether it is in a block.

    Its comments are the lines directly above that are indented no deeper, except at the top of the file, and those
    below that are indented deeper, up to the next other line.
    """
    outer, key, node = _entry(text, path)
    lines = text.split("\n")
    first, last = (key or node).start_mark.line, text[: _end(text, node)].rstrip().count("\n")
    if outer.flow_style:
        while re.match(r" *#", lines[first - 1]):
            first -= 1
        return first, last, False
    column = outer.start_mark.column
    while not key and not lines[first][column:].startswith("-"):
        first -= 1
    above = first
    while above and not lines[first][:column].strip() and re.match(rf" {{0,{column}}}#", lines[above - 1]):
        above -= 1
    for line in range(last + 1, len(lines)):
        if re.match(rf" {{{column + 1},}}#", lines[line]):
            last = line
        elif lines[line].strip():
            break
    return above or first, last, True


def span_of(text: str, path: Path, *, key: bool = False) -> tuple[int, int]:
    """Return where a value starts, or its key, and where it ends."""
    _, name, node = _entry(text, path)
    return (name if key and name else node).start_mark.index, _end(text, node)


def is_subsequence(old: str, new: str) -> bool:
    """Whether nothing of a text is taken away by another."""
    rest = iter(new)
    return all(character in rest for character in old)


def _entry(text: str, path: Path) -> tuple[Any, Any, Any]:
    """Return the collection that an entry is in, its key where it has one, and its value."""
    outer: Any = None
    key: Any = None
    node = _composed(text)
    for part in path:
        outer = node
        if isinstance(part, int):
            key, node = None, node.value[part]
        else:
            key, node = next(pair for pair in node.value if pair[0].value == part)
    return outer, key, node


@lru_cache(1)
def _composed(text: str) -> Any:
    return yaml.compose(text, Loader=Parser)


def _end(text: str, node: Any) -> int:
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        node = node.value[-1] if isinstance(node, yaml.SequenceNode) else node.value[-1][1]
    start, end = node.start_mark.index, node.end_mark.index
    keeps_last_lines = text[start : start + 2] in ("|+", ">+")
    return end if keeps_last_lines else len(text[:end].rstrip())
