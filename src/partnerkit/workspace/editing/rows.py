"""Give items of a list lines of their own, and write one on a single line."""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from partnerkit.workspace.editing.edits import CannotEditError
from partnerkit.workspace.editing.flow import parts_of
from partnerkit.workspace.editing.layout import Block, Cut, Text, comments_in, has_comment, is_flow
from partnerkit.workspace.editing.values import scalar

_PLAIN: Final = re.compile(r"[^\s,\[\]{}#:'\"&*!|>%@`-][^,\[\]{}#:\n]*|-[0-9][^,\[\]{}#:\n]*")


def open_list(text: Text, outer: yaml.Node, opening: int, node: Any) -> Iterator[Cut]:
    """Turn a list in brackets into one with lines, behind the colon that ends at `opening`."""
    if not is_flow(node) or is_flow(outer) or not node.value:
        raise CannotEditError("it's not a list in brackets that can be split into lines")
    end = node.end_mark.index
    line_end = text.line_end(end)
    if line_end is None:
        raise CannotEditError("there is something after its bracket")
    parts = parts_of(text, node)
    indent = " " * (outer.start_mark.column + 2)
    own_lines = all(part.has_own_lines for part in parts)
    outside = text[node.start_mark.index + 1 : parts[0].lead] + text[parts[-1].tail : end - 1]
    inside = text[node.start_mark.index : end]
    if has_comment(outside) or (not own_lines and comments_in(inside)):
        raise CannotEditError("it has comments in brackets that may belong to more than one item")
    lines = []
    for part in parts:
        above = text[part.lead : text.line_start(part.start)] if own_lines else ""
        lines += [indent + line.strip() for line in above.splitlines()]
        behind = text[part.behind : part.tail] if own_lines else ""
        lines.append(f"{indent}- {text[part.start : part.end]}{behind}")
    yield opening, end, ""
    yield line_end, line_end, "".join(text.newline + line for line in lines)


def flatten(block: Block, index: Any, node: Any) -> Iterator[Cut]:
    """Write an item that has a line for each key on a single line, with its comments above; a single one behind."""
    text, entry = block.text, block.entry(index)
    if not isinstance(node, yaml.MappingNode) or not all(isinstance(value, yaml.ScalarNode) for _, value in node.value):
        raise CannotEditError("it contains more than single values")
    if is_flow(node) and "\n" not in text[node.start_mark.index : node.end_mark.index]:
        return
    row = ", ".join(f"{scalar(key.value, flow=True)}: {_written(text, value)}" for key, value in node.value)
    body = text[entry.start : entry.end]
    indent = " " * block.column
    # As a separate text, so only its own comments are found.
    comments = [comment.rstrip() for _, comment in comments_in(indent + body)]
    behind = f"  {comments[0]}" if len(comments) == 1 else ""
    above = "" if behind else "".join(f"{comment}{text.newline}{indent}" for comment in comments)
    yield entry.start, entry.end, f"{above}- {{{row}}}{behind}"


def _written(text: Text, node: yaml.ScalarNode) -> str:
    """Return a single value as the file writes it, where it may be in brackets as it is; else in quotes."""
    written = text[node.start_mark.index : node.end_mark.index]
    if node.style in ("'", '"') and "\n" not in written:
        return written
    return written if _PLAIN.fullmatch(written) else scalar(node.value, flow=True)
