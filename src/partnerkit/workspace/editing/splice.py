"""Make one step in the text of a YAML file and leave every other character as it is.

The text is composed only to learn where things are; the change is made by cutting and inserting at the parser's
marks, so comments, order, quoting, spacing and line endings stay.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import yaml

from partnerkit.reading.yaml_reader import Parser
from partnerkit.workspace.editing import block, flow, rows
from partnerkit.workspace.editing.edits import (
    Arrange,
    CannotEditError,
    Flatten,
    New,
    Open,
    Path,
    Remove,
    Rename,
    Replace,
    Step,
    Value,
)
from partnerkit.workspace.editing.layout import Block, Cut, Text, block_header, end_of, is_block, is_block_text, is_flow
from partnerkit.workspace.editing.values import inline, is_section, item_lines, scalar, value_lines

_COMMENT = re.compile(r"(?:^|[\s,\[\]{}])#")


def splice(text: str, step: Step) -> str:
    """Return `text` after a step.

    Raises `CannotEditError` where the text has no place for it.
    """
    return _cut(text, list(_cuts(Text(text), _composed(text), step)))


def splice_all(text: str, steps: Sequence[Step]) -> tuple[str, list[Step]]:
    """Return `text` after steps that do not touch each other, and those of them that it had a place for.

    Raises `CannotEditError` where they do touch each other.
    """
    root = _composed(text)
    made: list[Step] = []
    cuts: list[Cut] = []
    for step in steps:
        try:
            cuts += list(_cuts(Text(text), root, step))
        except CannotEditError:
            continue
        made.append(step)
    cuts.sort(key=lambda cut: cut[:2])
    if any(before[1] > after[0] for before, after in pairwise(cuts)):
        raise CannotEditError("these changes overlap")
    return _cut(text, cuts), made


def _cut(text: str, cuts: Sequence[Cut]) -> str:
    # The cuts come in the order of the text; the last is made first, so the marks before it stay valid.
    for start, end, new in reversed(cuts):
        text = text[:start] + new + text[end:]
    return text


def _composed(text: str) -> Any:
    return yaml.compose(text, Loader=Parser)


def _cuts(text: Text, root: Any, step: Step) -> Iterator[Cut]:
    match step:
        case Replace(path, value):
            return _replace(text, _nodes(root, path), path, value)
        case New(path, index, value, lines):
            return _create(text, _nodes(root, path[:-1]), path[-1], index, value, lines)
        case Remove(path):
            return _remove(text, _nodes(root, path[:-1]), path)
        case Rename(path, name):
            nodes = _nodes(root, path[:-1])
            key, _ = _pairs(nodes[-1])[_index(nodes[-1], path[-1])]
            new = scalar(name, flow=any(map(is_flow, nodes)), quote=_quote(key))
            return iter([(key.start_mark.index, key.end_mark.index, new)])
        case Arrange(path, keys):
            node = _nodes(root, path)[-1]
            order = [_index(node, key) for key in keys]
            return flow.arrange_parts(text, node, order) if is_flow(node) else block.arrange(Block(text, node), order)
        case Open(path):
            nodes = _nodes(root, path)
            return rows.open_list(text, nodes[-2], _opening(text, nodes, path), nodes[-1])
        case Flatten(path):
            *_, outer, node = _nodes(root, path)
            return rows.flatten(Block(text, outer), path[-1], node)


def _nodes(root: Any, path: Path) -> list[Any]:
    """Return the value of the file and those on the way to `path`."""
    nodes: list[Any] = [root]
    for part in path:
        node = nodes[-1]
        nodes.append(node.value[part] if isinstance(part, int) else _pairs(node)[_index(node, part)][1])
    return nodes


def _index(node: Any, part: str | int) -> int:
    return part if isinstance(part, int) else [key.value for key, _ in _pairs(node)].index(part)


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    """Return keys with their values; a key without one is the rest of a text before it, as reading has it."""
    return [(key, value) for key, value in node.value if value.start_mark.index < value.end_mark.index]


def _replace(text: Text, nodes: Sequence[Any], path: Path, value: Value) -> Iterator[Cut]:
    node = nodes[-1]
    start, end = node.start_mark.index, end_of(text, node)
    in_flow = any(is_flow(outer) for outer in nodes[:-1])
    new = inline(value) if is_section(value) else scalar(value, flow=in_flow, quote=_quote(node))
    if is_block_text(node):
        # What is behind the `|` is a comment and stays.
        header = block_header(text, node)
        yield start, start + len(header.partition(" ")[0]), new
        yield start + len(header), end, ""
        return
    if is_block(node):
        start = _opening(text, nodes, path)
        indent = " " * nodes[-2].start_mark.column
        lines = value_lines(value, indent) if isinstance(nodes[-2], yaml.MappingNode) else [f" {new}"]
        new = text.newline.join(lines)
    if not isinstance(node, yaml.ScalarNode) and _COMMENT.search(text[start:end]):
        raise CannotEditError("the old value has comments that would be lost")
    yield start, end, new


def _quote(node: yaml.Node) -> str | None:
    return node.style if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"') else None


def _create(
    text: Text, nodes: Sequence[Any], part: str | int, index: int, value: Value, lines: Sequence[str]
) -> Iterator[Cut]:
    node = nodes[-1]
    key = part if isinstance(part, str) else None
    if is_block(node):
        return block.new_entry(Block(text, node), index, key, value, lines)
    if key is None and len(nodes) > 1 and is_block(nodes[-2]) and _may_open(text, nodes[-2], node):
        return _open_list(text, node, value, " " * (nodes[-2].start_mark.column + 2))
    return flow.new_part(text, node, index, inline(value) if key is None else f"{inline(key)}: {inline(value)}")


def _may_open(text: Text, outer: yaml.Node, node: yaml.Node) -> bool:
    """Whether the list of a key is nothing but its brackets, with nothing behind them on their line but a comment."""
    start, end = node.start_mark.index, node.end_mark.index
    is_empty = isinstance(outer, yaml.MappingNode) and not text[start + 1 : end - 1].strip(" ")
    return is_empty and text.line_end(end) is not None


def _open_list(text: Text, node: yaml.Node, item: Value, indent: str) -> Iterator[Cut]:
    """Turn `plan: []` into a list with a line for each item."""
    start, end = node.start_mark.index, node.end_mark.index
    yield text.without_spaces(start), end, ""
    line_end = text.line_end(end)
    assert line_end is not None
    yield line_end, line_end, "".join(text.newline + line for line in item_lines(item, indent))


def _remove(text: Text, nodes: Sequence[Any], path: Path) -> Iterator[Cut]:
    node = nodes[-1]
    index = _index(node, path[-1])
    if is_flow(node):
        return flow.remove_part(text, node, index)
    if len(node.value) > 1:
        return block.remove_entry(Block(text, node), index)
    return block.remove_only_entry(Block(text, node), _opening(text, nodes, path[:-1]))


def _opening(text: Text, nodes: Sequence[Any], path: Path) -> int:
    """Return the place behind the colon or the dash of a value that has lines of its own."""
    outer, index = nodes[-2], _index(nodes[-2], path[-1])
    if isinstance(outer, yaml.SequenceNode):
        return Block(text, outer).entry(index).start + 1
    colon = re.compile(" *+:").match(text.text, outer.value[index][0].end_mark.index)
    if colon is None:
        raise CannotEditError("its key is written with a `?`")
    return colon.end()
