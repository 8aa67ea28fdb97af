"""Change lists and mappings that have lines of their own."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import yaml

from partnerkit.workspace.editing.edits import CannotEditError, Value
from partnerkit.workspace.editing.layout import (
    Block,
    BlockEntry,
    Cut,
    Text,
    ends_with_newline,
    has_comment,
    has_empty_line,
    is_block,
    last_leaf,
)
from partnerkit.workspace.editing.values import is_section, item_lines, key_lines


def new_entry(block: Block, index: int, key: str | None, value: Value, written: Sequence[str] = ()) -> Iterator[Cut]:
    """Insert a key, or an item where `key` is None, with an empty line before it where its neighbors have one.

    Its lines may be `written` already, but for what indents all of them.
    """
    text, indent, last = block.text, " " * block.column, len(block.node.value) - 1
    # A list whose last item has a line for each key goes on like that.
    spread = isinstance(block.node.value[-1], yaml.MappingNode) and is_block(block.node.value[-1])
    lines = item_lines(value, indent, spread=spread) if key is None else key_lines(key, value, indent)
    if written:
        lines = [indent + line if line else line for line in written]
    new = text.newline.join(lines)
    parted = block.is_parted(max(1, min(index, last)))
    if index:
        before = block.entry(index - 1)
        _check_that_lines_may_follow(text, before)
        gap = text.newline * (2 if parted and (is_section(value) or is_block(before.value)) else 1)
        yield before.end, before.end, gap + new
        return
    first = block.entry(0)
    gap = text.newline * (2 if parted and is_section(value) else 1)
    if block.is_compact:
        yield first.start, first.start, new.removeprefix(indent) + gap + indent
    else:
        yield first.lead, first.lead, new + gap


def remove_entry(block: Block, index: int) -> Iterator[Cut]:
    """Remove one of several entries with its comments."""
    text, entry = block.text, block.entry(index)
    if index == len(block.node.value) - 1:
        yield _end_of_what_stays(block, index), entry.end, ""
    elif index or not block.is_compact:
        yield _with_one_gap(block, index)
    else:
        following = block.entry(1)
        if has_comment(text[entry.end : following.start]):
            # The dash keeps a line of its own, above the comment.
            yield text.without_spaces(entry.start), entry.end, ""
        else:
            yield entry.start, following.start, ""


def remove_only_entry(block: Block, opening: int) -> Iterator[Cut]:
    """Leave empty brackets behind the colon or the dash that ends at `opening`."""
    entry = block.entry(0)
    empty = "{}" if isinstance(block.node, yaml.MappingNode) else "[]"
    if block.is_compact:
        yield entry.start, entry.end, empty
    else:
        yield opening, opening, f" {empty}"
        yield block.text.line_above(entry.lead), entry.end, ""


def arrange(block: Block, order: Sequence[int]) -> Iterator[Cut]:
    """Bring the entries into an order.

    The comments that belong to an entry and the empty lines above it move along; other comments stay where they are,
    between the entries that come to be there.
    """
    text = block.text
    entries = [block.entry(index) for index in range(len(order))]
    if order[-1] != len(order) - 1:
        _check_that_lines_may_follow(text, entries[-1])
    gaps = [text[before.end : entry.lead] for before, entry in pairwise(entries)]
    # Nothing is above the first; it takes what was above the one that takes its place.
    above = [gaps[order[0] - 1] if order[0] else "", *gaps]
    new = _lines_of(block, entries[order[0]], first=True)
    for there, index in zip(gaps, order[1:], strict=True):
        new += there if has_comment(there) else _empty_lines(text, above[index])
        new += _lines_of(block, entries[index])
    first = entries[0]
    start = text.without_spaces(first.start) if new.startswith(text.newline) else first.lead
    yield start, entries[-1].end, new


def _lines_of(block: Block, entry: BlockEntry, *, first: bool = False) -> str:
    """Return an entry with the comments above it, as it is written on lines of its own or behind a dash."""
    text = block.text
    comments, body = text[entry.lead : text.line_start(entry.start)], text[entry.start : entry.end]
    if not (first and block.is_compact):
        return comments + " " * block.column + body
    # The dash keeps a line of its own, above the comment.
    return text.newline + comments + " " * block.column + body if comments else body


def _empty_lines(text: Text, gap: str) -> str:
    """Return what parts an entry from the one above, without the comments that stay where they are."""
    return text.newline * 2 if has_comment(gap) else gap


def _check_that_lines_may_follow(text: Text, entry: BlockEntry) -> None:
    leaf = last_leaf(entry.value)
    at_the_end = leaf.end_mark.index == len(text.text) and not text.text.endswith("\n")
    if at_the_end and ends_with_newline(text, leaf):
        raise CannotEditError(
            "a `|` or `>` text ends the file without a newline, and a line below it would change how that text ends"
        )


def _end_of_what_stays(block: Block, last: int) -> int:
    """Return where to start removing the last entry, so other comments above it stay."""
    text, before, entry = block.text, block.entry(last - 1), block.entry(last)
    above = text[before.end : entry.lead]
    if has_comment(above):
        return before.end + len(above.rstrip(" \r\n"))
    if ends_with_newline(text, last_leaf(before.value)) and entry.end == len(text.text):
        # The file is to end with the newline of that text.
        return text.line_below(before.end)
    return before.end


def _with_one_gap(block: Block, index: int) -> Cut:
    """Return what to remove before another entry, so other comments and an empty line stay."""
    text, entry, following = block.text, block.entry(index), block.entry(index + 1)
    below = text[entry.end : following.lead]
    if index:
        before = block.entry(index - 1).end
        above = text[before : entry.lead]
        if not has_comment(above) and (has_empty_line(below) or not has_empty_line(above)):
            return before, entry.end, ""
    return entry.lead, text.line_below(entry.end) if has_comment(below) else following.lead, ""
