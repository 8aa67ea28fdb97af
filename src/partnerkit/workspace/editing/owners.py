"""Which entry of a file a comment is about, and how an entry is written there."""

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from partnerkit.reading.yaml_reader import Parser
from partnerkit.workspace.editing.edits import CannotEditError, Path
from partnerkit.workspace.editing.layout import Block, BlockEntry, Text, comments_in, is_block


class Written:
    """A text that can be read, with its entries where they are."""

    def __init__(self, text: str) -> None:
        self.text = Text(text)
        self.root: Any = yaml.compose(text, Loader=Parser) if text.strip() else None

    def comments(self) -> Iterator[tuple[Path, int, str]]:
        """Yield every comment with where it starts and the path of the entry that it is about."""
        for index, comment in comments_in(self.text.text) if self.root is not None else ():
            yield self._owner(index), index, comment.rstrip()

    def lines_of(self, path: Path) -> tuple[str, ...]:
        """Return the lines of an entry with its comments, without what indents all of them; none within brackets."""
        block = self.block(path[:-1])
        entry = None if block is None else self._entry(block, path[-1])
        if block is None or entry is None:
            return ()
        above = self.text[entry.lead : self.text.line_start(entry.start)] if entry.lead < entry.start else ""
        lines = [*above.splitlines(), *(" " * block.column + self.text[entry.start : entry.end]).splitlines()]
        return tuple(line[min(block.column, len(line) - len(line.lstrip(" "))) :] for line in lines)

    def lead_of(self, path: Path) -> tuple[int, int] | None:
        """Return where the lines of an entry start, and the column; of the innermost one that has lines of its own."""
        for depth in range(len(path), 0, -1):
            block = self.block(path[: depth - 1])
            entry = None if block is None else self._entry(block, path[depth - 1])
            if block is not None and entry is not None and self.text.starts_line(entry.start):
                return entry.lead, block.column
        return None

    def block(self, path: Path) -> Block | None:
        """Return the collection at a path, where it has lines of its own."""
        node = self.root
        for part in path:
            node = _value(node, part)
        return Block(self.text, node) if node is not None and is_block(node) else None

    def _owner(self, index: int) -> Path:
        path: Path = ()
        while (block := self.block(path)) is not None:
            part = self._part_at(block, index)
            if part is None:
                break
            path = (*path, part)
        return path

    def _part_at(self, block: Block, index: int) -> str | int | None:
        """Return the entry of a block that a place is in, or else the one that follows; None where none does."""
        for at, part in enumerate(_parts(block.node)):
            try:
                if index < block.end(at):
                    return part
            except CannotEditError:
                return None
        return None

    def _entry(self, block: Block, part: str | int) -> BlockEntry | None:
        try:
            return block.entry(_parts(block.node).index(part))
        except (CannotEditError, ValueError):
            return None


def _parts(node: Any) -> Sequence[str | int]:
    if isinstance(node, yaml.MappingNode):
        return [key.value for key, _ in node.value]
    return range(len(node.value))


def _value(node: Any, part: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    return None
