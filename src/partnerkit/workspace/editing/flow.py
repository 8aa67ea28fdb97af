"""Change lists and mappings in brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from partnerkit.workspace.editing.edits import CannotEditError
from partnerkit.workspace.editing.layout import Cut, Text, has_comment

_UP_TO_A_COMMA = re.compile(r"(?:[ \r\n]|#[^\r\n]*+)*+,")


@dataclass(frozen=True, slots=True)
class FlowEntry:
    """One entry between brackets."""

    start: int
    end: int
    comma: int | None
    """Where the comma behind it is."""
    starts_line: bool
    lead: int
    """Where the comment lines directly above start; without them, where its line starts, if nothing is before it."""
    ends_line: bool
    """Whether its comma is directly behind it, and nothing but a comment behind that."""
    tail: int
    """Where its line ends, if nothing but its comma and a comment are behind it."""

    @property
    def behind(self) -> int:
        """Where it ends with its comma."""
        return self.end if self.comma is None else self.comma + 1

    @property
    def has_own_lines(self) -> bool:
        """Whether it shares no line with another or with a bracket."""
        return self.starts_line and self.ends_line


def new_part(text: Text, node: yaml.CollectionNode, index: int, new: str) -> Iterator[Cut]:
    """Insert an entry, on a line of its own where the others have theirs."""
    parts = parts_of(text, node)
    if index < len(parts):
        part = parts[index]
        if part.starts_line:
            yield part.lead, part.lead, f"{' ' * text.column(part.start)}{new},{text.newline}"
        else:
            yield part.start, part.start, f"{new}, "
    elif parts:
        yield from _new_last_part(text, parts, new)
    else:
        inside = node.start_mark.index + 1
        yield inside, inside, new + (" " if text[inside : inside + 1] == "#" else "")


def remove_part(text: Text, node: yaml.CollectionNode, index: int) -> Iterator[Cut]:
    """Remove an entry and one comma; with lines of its own, it takes its comments along."""
    parts = parts_of(text, node)
    part, before = parts[index], parts[index - 1] if index else None
    following = parts[index + 1] if index + 1 < len(parts) else None
    # The last entry has no comma to give; the one before it has.
    comma = before.comma if before and not following and part.comma is None else None
    if part.has_own_lines:
        if comma is not None:
            yield comma, comma + 1, ""
        yield text.line_above(part.lead), part.tail, ""
    elif following and not text[part.behind : following.start].strip(" "):
        yield part.start, following.start, ""
    elif before and part.comma is not None and not text[before.behind : part.start].strip(" \r\n"):
        yield before.behind, part.behind, ""
    elif before and comma is not None and not has_comment(text[before.end : part.start]):
        yield before.end, part.end, ""
    else:
        if comma is not None:
            yield comma, comma + 1, ""
        between_spaces = text[part.start - 1 : part.start] == text[part.behind : part.behind + 1] == " "
        yield part.start, part.behind + between_spaces, ""


def arrange_parts(text: Text, node: yaml.CollectionNode, order: Sequence[int]) -> Iterator[Cut]:
    """Bring the entries into an order; with lines of their own, they take their comments along."""
    parts = parts_of(text, node)
    own_lines = all(part.has_own_lines for part in parts)
    if not own_lines and has_comment(_outside(text, node, parts)):
        raise CannotEditError("it has comments in brackets that may belong to more than one key")
    for place, index in zip(parts, order, strict=True):
        part = parts[index]
        if own_lines:
            yield place.lead, text.line_start(place.start), text[part.lead : text.line_start(part.start)]
        yield place.start, place.end, text[part.start : part.end]
        if own_lines:
            yield place.behind, place.tail, text[part.behind : part.tail]


def parts_of(text: Text, node: yaml.CollectionNode) -> list[FlowEntry]:
    """Return the entries between the brackets of a value."""
    parts: list[FlowEntry] = []
    after, close = node.start_mark.index, node.end_mark.index - 1
    for start, end in _spans(node):
        match = _UP_TO_A_COMMA.match(text.text, end, close)
        comma = match.end() - 1 if match else None
        behind = end if comma is None else comma + 1
        starts_line = text.starts_line(start)
        lead = text.comments_above(start, after) if starts_line else start
        tail = text.line_end(behind)
        ends_line = tail is not None and not text[end:behind].strip(" ,")
        parts.append(FlowEntry(start, end, comma, starts_line, lead, ends_line, behind if tail is None else tail))
        after = behind
    return parts


def _spans(node: yaml.CollectionNode) -> list[tuple[int, int]]:
    """Return where each entry starts and ends.

    In `{purpose: Co-sell, resale and attribution}` a key without a colon is the rest of the text before it.
    """
    spans: list[tuple[int, int]] = []
    for entry in node.value:
        first, last = entry if isinstance(node, yaml.MappingNode) else (entry, entry)
        start, end = first.start_mark.index, last.end_mark.index
        if spans and last.start_mark.index == end:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _new_last_part(text: Text, parts: Sequence[FlowEntry], new: str) -> Iterator[Cut]:
    last = parts[-1]
    if parts[0].starts_line and (line_end := text.line_end(last.behind)) is not None:
        if last.comma is None:
            yield last.end, last.end, ","
        own_line = text.newline + " " * text.column(parts[0].start) + new
        yield line_end, line_end, own_line + ("" if last.comma is None else ",")
    elif last.comma is None:
        yield last.end, last.end, f", {new}"
    else:
        yield last.behind, last.behind, f" {new},"


def _outside(text: Text, node: yaml.CollectionNode, parts: Sequence[FlowEntry]) -> str:
    """Return what is between the brackets beside the entries."""
    starts = [*(part.start for part in parts), node.end_mark.index]
    ends = [node.start_mark.index, *(part.end for part in parts)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
