"""Where things are in a text: the end of a value, the lines of an entry, and the comments that belong to it."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from partnerkit.reading.yaml_reader import Parser
from partnerkit.workspace.editing.edits import CannotEditError

Cut: TypeAlias = tuple[int, int, str]
"""From where to where something is taken out, and what is put in its place."""

_REST_OF_LINE = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?(?=\r?\n|$)")
_COMMENT = re.compile(r"#[^\r\n]*")
_COMMENT_LINE = re.compile(r" *+#")
_BLOCK_TEXT: Final = frozenset({"|", ">"})


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, with what is to know about its lines."""

    text: str

    def __getitem__(self, part: slice) -> str:
        return self.text[part]

    @property
    def newline(self) -> str:
        """What ends a line."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def line_start(self, index: int) -> int:
        """Return where the line of `index` starts."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int | None:
        """Return the end of the line where nothing but a comment follows `index` on it, else None."""
        match = _REST_OF_LINE.match(self.text, index)
        return match.end() if match else None

    def line_above(self, index: int) -> int:
        """Return where the line above that of `index` ends."""
        end = self.line_start(index) - 1
        return end - (self.text[end - 1 : end] == "\r")

    def line_below(self, index: int) -> int:
        """Return where the line below that of `index` starts."""
        return self.text.index("\n", index) + 1

    def without_spaces(self, index: int) -> int:
        """Return where the spaces before `index` start."""
        return len(self.text[:index].rstrip(" "))

    def starts_line(self, index: int) -> bool:
        """Whether nothing but space is before `index` on its line."""
        return not self.text[self.line_start(index) : index].strip(" ")

    def column(self, index: int) -> int:
        """Return how many characters are before `index` on its line."""
        return index - self.line_start(index)

    def comments_above(self, index: int, after: int, deepest: int | None = None) -> int:
        """Return where the comment lines directly above `index` start, of those below `after`.

        Comments that are indented deeper than `deepest` do not count, nor do those at the top of the file, which are
        about the file.
        """
        first = line = self.line_start(index)
        while line > 0 and (above := self.line_start(line - 1)) > after:
            comment = _COMMENT_LINE.match(self.text, above)
            if comment is None or (deepest is not None and comment.end() - 1 - above > deepest):
                return line
            line = above
        return first if line == 0 else line


def comments_in(text: str) -> list[tuple[int, str]]:
    """Return the comments of a text that can be read, each with where it starts: what parts the parser's tokens."""
    found: list[tuple[int, str]] = []
    at = 0
    for token in yaml.scan(text, Loader=Parser):
        start, end = token.start_mark.index, token.end_mark.index
        found.extend((match.start(), match.group()) for match in _COMMENT.finditer(text, at, start))
        if isinstance(token, yaml.ScalarToken) and token.style in _BLOCK_TEXT:
            header_end = start + len(text[start:end].partition("\n")[0])
            found.extend((match.start(), match.group()) for match in _COMMENT.finditer(text, start, header_end))
        at = max(at, end)
    return found


def is_flow(node: yaml.Node) -> bool:
    """Whether a value is a list or a mapping in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def is_block(node: yaml.Node) -> bool:
    """Whether a value is a list or a mapping with lines of its own."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def is_block_text(node: yaml.Node) -> bool:
    """Whether a value is a text below a `|` or `>`."""
    return isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_TEXT


def block_header(text: Text, node: yaml.Node) -> str:
    """Return the rest of the line on which a block text starts: `|-  # a comment`."""
    return text[node.start_mark.index :].partition("\n")[0].rstrip("\r")


def ends_with_newline(text: Text, node: yaml.Node) -> bool:
    """Whether the newline behind a value belongs to it, as with a `|` or `>` text that does not say `|-`."""
    return is_block_text(node) and "-" not in block_header(text, node).partition(" ")[0]


def last_leaf(node: yaml.Node) -> yaml.Node:
    """Return the value that ends where a value ends: the last line of a block may be that of an inner one."""
    while is_block(node):
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return node


def end_of(text: Text, node: yaml.Node) -> int:
    """Return where the last character of a value is: a block's own mark is behind comments and empty lines."""
    leaf = last_leaf(node)
    end: int = leaf.end_mark.index
    if not is_block_text(leaf):
        return end
    if "+" in block_header(text, leaf).partition(" ")[0] and text[:end].endswith("\n"):
        return text.line_above(end)
    return len(text[:end].rstrip(" \r\n"))


@dataclass(frozen=True, slots=True)
class BlockEntry:
    """One entry of a block: a key with its value, or an item of a list with its dash."""

    start: int
    """Where its key or its dash is."""
    lead: int
    """Where the comment lines directly above start; without them, where its line starts."""
    end: int
    """The end of its last line, of the comment behind it or of the deeper comments below."""
    value: yaml.Node


@dataclass(frozen=True, slots=True)
class Block:
    """A list or a mapping with lines of its own."""

    text: Text
    node: yaml.CollectionNode

    @property
    def column(self) -> int:
        """The column of its keys or dashes."""
        column: int = self.node.start_mark.column
        return column

    @property
    def is_compact(self) -> bool:
        """Whether its first entry shares the line of a dash, as in `- id: a`."""
        return not self.text.starts_line(self.node.start_mark.index)

    def entry(self, index: int) -> BlockEntry:
        """Return where an entry is, with the comments that belong to it."""
        start = self._start(index)
        value = self._value(index)
        after = -1 if index == 0 else self.end(index - 1)
        lead = self.text.comments_above(start, after, self.column) if self.text.starts_line(start) else start
        return BlockEntry(start, lead, self.end(index), value)

    def end(self, index: int) -> int:
        """Return the end of the last line of an entry."""
        end = self.text.line_end(end_of(self.text, self._value(index)))
        if end is None:
            raise _unusual_layout()
        deeper = rf"(?:(?:\r?\n *+(?=\r?\n))*+\r?\n {{{self.column + 1},}}#[^\r\n]*+)*+"
        match = re.compile(deeper).match(self.text.text, end)
        return match.end() if match else end

    def is_parted(self, index: int) -> bool:
        """Whether an empty line is between an entry and the one before it."""
        if not 0 < index < len(self.node.value):
            return False
        return has_empty_line(self.text[self.end(index - 1) : self.entry(index).lead])

    def _value(self, index: int) -> yaml.Node:
        entry = self.node.value[index]
        value: yaml.Node = entry[1] if isinstance(self.node, yaml.MappingNode) else entry
        return value

    def _start(self, index: int) -> int:
        """Return where the key or the dash of an entry is; a key may have a `?` before it."""
        if index == 0:
            start: int = self.node.start_mark.index
            return start
        is_mapping = isinstance(self.node, yaml.MappingNode)
        at: int = (self.node.value[index][0] if is_mapping else self.node.value[index]).start_mark.index
        if is_mapping and self.text.column(at) == self.column:
            return at
        first = self.end(index - 1)
        while (line := self.text.line_start(at)) > first:
            if self.text.text.startswith("?" if is_mapping else "-", line + self.column):
                return line + self.column
            at = line - 1
        raise _unusual_layout()


def _unusual_layout() -> CannotEditError:
    return CannotEditError("its lines are laid out in a way that partnerkit can't edit")


def has_empty_line(gap: str) -> bool:
    """Whether what is between two entries holds an empty line."""
    return re.search(r"\n *\r?\n", gap) is not None


def has_comment(gap: str) -> bool:
    """Whether what is between two values holds a comment."""
    return "#" in gap
