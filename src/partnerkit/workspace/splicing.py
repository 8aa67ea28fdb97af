"""Change one thing in the text of a YAML file and leave every other character as it is.

The text is composed only to learn where things stand; the change is made by cutting and inserting at the
parser's marks, so that comments, order, quoting, spacing and line endings stay.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

import yaml

from partnerkit.phrasing import number
from partnerkit.reading.yaml_reader import Parser, read_yaml

Path: TypeAlias = "tuple[str | int, ...]"
Value: TypeAlias = "str | int | Decimal | bool | date | Sequence[Value] | Mapping[str, Value]"


@dataclass(frozen=True, slots=True)
class Put:
    """Give what stands at `path` a value; a key that is missing is added, with the sections around it."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Add:
    """Add an item to the end of the list at `path`; a list that is missing is begun."""

    path: Path
    item: Value


Edit: TypeAlias = "Put | Add"


class CannotSpliceError(Exception):
    """This text cannot take this edit."""


_Cut: TypeAlias = tuple[int, int, str]
"""From where to where something is taken out, and what is put in its place."""

_PLAIN = re.compile(r"[^\W_](?:[\w ./()%+&;@'’–—€$*=<>!?-]|,(?! )|:(?! ))*", re.UNICODE)
_LOOKS_LIKE_A_BOOLEAN: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
_BLOCK_TEXT: Final = frozenset({"|", ">"})
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)")


def splice(text: str, edit: Edit, order: Sequence[str] = ()) -> str:
    """Return `text` with the edit made.

    `order` lists the top-level keys in the order of the format: a new one goes behind those before it.
    Raises `CannotSpliceError` where the text has no place for the edit.
    """
    root = yaml.compose(text, Loader=Parser)
    if not isinstance(root, yaml.MappingNode):
        raise CannotSpliceError("this file does not hold `key: value` lines")
    # The cuts come in the order of the text; the last is made first, so that the marks before it hold.
    for start, end, new in reversed(list(_cuts(_Text(text), root, edit, order))):
        text = text[:start] + new + text[end:]
    return text


def applied(data: Any, edit: Edit) -> Any:
    """Return plain data, as reading gives it, with the edit made."""
    path, rest = edit.path[:1], edit.path[1:]
    if not path:
        return (*(data or ()), plain(edit.item)) if isinstance(edit, Add) else plain(edit.value)
    inner = Add(rest, edit.item) if isinstance(edit, Add) else Put(rest, edit.value)
    [part] = path
    if isinstance(part, int):
        return (*data[:part], applied(data[part], inner), *data[part + 1 :])
    mapping = data or {}
    return {**mapping, part: applied(mapping.get(part), inner)}


def plain(value: Value) -> Any:
    """Return a value as reading the file gives it back."""
    match value:
        case bool() | str() | int():
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else value
        case Mapping():
            return {key: plain(inner) for key, inner in value.items()}
        case _:
            return tuple(plain(inner) for inner in value)


@dataclass(frozen=True, slots=True)
class _Text:
    text: str

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def end_of_line(self, index: int) -> int | None:
        """The end of the line where nothing but a comment follows `index` on it, else None."""
        match = _REST_OF_LINE.match(self.text, index)
        return match.end() if match else None

    def begins_line(self, index: int) -> bool:
        """Whether nothing but space stands before `index` on its line."""
        return not self.text[self.text.rfind("\n", 0, index) + 1 : index].strip(" ")

    def column(self, index: int) -> int:
        return index - (self.text.rfind("\n", 0, index) + 1)


def _cuts(text: _Text, node: yaml.Node, edit: Edit, order: Sequence[str]) -> Iterator[_Cut]:
    """Walk down the path as far as the file goes, then say what to take out and to put in."""
    flow = False
    column = 0
    for depth, part in enumerate(edit.path):
        flow = flow or _is_flow(node)
        column = node.start_mark.column
        inner = _child(node, part)
        if inner is None:
            if not isinstance(part, str) or not isinstance(node, yaml.MappingNode):
                raise CannotSpliceError(f"there is no `{part}` to change")
            yield from _add_key(text, node, part, _nested(edit, depth + 1), order if depth == 0 else ())
            return
        node = inner
    if isinstance(edit, Put):
        yield from _replace(text, node, edit.value, flow=flow)
    elif isinstance(node, yaml.SequenceNode):
        if not flow and edit.path and isinstance(edit.path[-1], str) and _is_empty(text, node):
            yield from _open_list(text, node, edit.item, " " * (column + 2))
        else:
            yield from _add_item(text, node, edit.item)
    else:
        raise CannotSpliceError("there is no list to add to")


def _nested(edit: Edit, depth: int) -> Value:
    """The value of a new key, which holds what the rest of the path names."""
    value: Value = [edit.item] if isinstance(edit, Add) else edit.value
    for part in reversed(edit.path[depth:]):
        if not isinstance(part, str):
            raise CannotSpliceError(f"there is no item {part} to change")
        value = {part: value}
    return value


def _child(node: yaml.Node, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
        item: yaml.Node = node.value[part]
        return item
    return None


def _is_flow(node: yaml.Node) -> bool:
    return bool(getattr(node, "flow_style", False))


def _replace(text: _Text, node: yaml.Node, value: Value, *, flow: bool) -> Iterator[_Cut]:
    if not isinstance(node, yaml.ScalarNode) or (isinstance(value, Mapping | Sequence) and not isinstance(value, str)):
        raise CannotSpliceError("only a single value is replaced, never a list or a mapping")
    start, end = node.start_mark.index, _end(text, node)
    new = _scalar(value, flow=flow, style=node.style if node.style in ("'", '"') else None)
    if node.style in _BLOCK_TEXT:
        # What stands behind the `|` is a comment and stays.
        header = _header(text, node)
        yield start, start + len(header.partition(" ")[0]), new
        yield start + len(header), end, ""
    else:
        yield start, end, new


def _add_key(text: _Text, node: yaml.MappingNode, key: str, value: Value, order: Sequence[str]) -> Iterator[_Cut]:
    name = _scalar(key, flow=True)
    if _is_flow(node):
        yield from _into_flow(text, node, f"{name}: {_flow(value)}")
        return
    before = _neighbour(node, key, order)
    indent = " " * node.start_mark.column
    lines = _block(name, value, indent)
    if order and _has_sections(value) and _is_airy(text, node):
        lines.insert(0, "")
    yield from _after(text, before, lines)


def _neighbour(node: yaml.MappingNode, key: str, order: Sequence[str]) -> yaml.Node:
    """The value that a new key goes behind: that of the last key which the format names before it, else the last."""
    earlier = set(order[: order.index(key)]) if key in order else set()
    values = [value for name, value in node.value if name.value in earlier] or [value for _, value in node.value]
    last: yaml.Node = values[-1]
    return last


def _has_sections(value: Value) -> bool:
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str)


def _is_airy(text: _Text, node: yaml.MappingNode) -> bool:
    """Whether empty lines part the sections of a file."""
    return any(re.search(r"\n[ ]*\r?\n[^\n]*$", text.text[: key.start_mark.index]) for key, _ in node.value[1:])


def _add_item(text: _Text, node: yaml.SequenceNode, item: Value) -> Iterator[_Cut]:
    if _is_flow(node):
        yield from _into_flow(text, node, _flow(item))
        return
    column = node.start_mark.column
    last = node.value[-1]
    opened = isinstance(last, yaml.MappingNode) and not _is_flow(last) and isinstance(item, Mapping)
    yield from _after(text, last, _item(item, " " * column, flow=not opened))


def _is_empty(text: _Text, node: yaml.SequenceNode) -> bool:
    """Whether a list is nothing but its brackets, with nothing behind them on their line but a comment."""
    if node.value or not _is_flow(node):
        return False
    start, end = node.start_mark.index, node.end_mark.index
    return not text.text[start + 1 : end - 1].strip(" ") and text.end_of_line(end) is not None


def _open_list(text: _Text, node: yaml.SequenceNode, item: Value, indent: str) -> Iterator[_Cut]:
    """Turn `plan: []` into a list with a line for each item."""
    start, end = node.start_mark.index, node.end_mark.index
    yield start - (text.text[start - 1] == " "), end, ""
    line_end = text.end_of_line(end)
    assert line_end is not None
    yield line_end, line_end, "".join(text.newline + line for line in _item(item, indent, flow=True))


def _after(text: _Text, node: yaml.Node, lines: Sequence[str]) -> Iterator[_Cut]:
    """Put lines below the line on which a value of the block style ends."""
    end = _end(text, node)
    place = text.end_of_line(end)
    if place is None:
        raise CannotSpliceError("something follows on the line after which this belongs")
    yield place, place, "".join(text.newline + line for line in lines)


def _into_flow(text: _Text, node: yaml.Node, new: str) -> Iterator[_Cut]:
    """Put an entry before the closing bracket, on a line of its own where the others have theirs."""
    start, end = node.start_mark.index, node.end_mark.index
    parts = _parts(node)
    if not parts:
        gap = " " if text.text[start + 1] == "#" else ""
        yield start + 1, start + 1, new + gap
        return
    first, last = parts[-1]
    behind = _end(text, last)
    comma = _comma(text.text, behind, end - 1)
    line_end = text.end_of_line(behind if comma is None else comma + 1)
    if text.begins_line(first.start_mark.index) and line_end is not None:
        if comma is None:
            yield behind, behind, ","
        own_line = text.newline + " " * text.column(first.start_mark.index) + new
        yield line_end, line_end, own_line + ("" if comma is None else ",")
    elif comma is None:
        yield behind, behind, f", {new}"
    else:
        yield comma + 1, comma + 1, f" {new},"


def _parts(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """The first and the last node of each entry of a collection."""
    if isinstance(node, yaml.MappingNode):
        return [(key, value) for key, value in node.value]
    return [(item, item) for item in node.value]


def _comma(text: str, start: int, end: int) -> int | None:
    """The comma after the last entry, which stands outside comments."""
    match = re.compile(r"(?:[ \r\n]|#[^\r\n]*+)*+,").match(text, start, end)
    return match.end() - 1 if match else None


def _end(text: _Text, node: yaml.Node) -> int:
    """Where the last character of a value stands: a block style's own mark is behind comments and empty lines."""
    while not _is_flow(node) and _parts(node) if isinstance(node, yaml.CollectionNode) else False:
        node = _parts(node)[-1][1]
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_TEXT:
        indicator = _header(text, node).partition(" ")[0]
        if "+" in indicator or (end == len(text.text) and "-" not in indicator and not text.text.endswith("\n")):
            raise CannotSpliceError(
                "a `|` or `>` text stands above, and a line put below it would change how that text ends"
            )
        end = len(text.text[:end].rstrip(" \r\n"))
    return end


def _header(text: _Text, node: yaml.Node) -> str:
    """The rest of the line on which a block text begins: `|-  # a comment`."""
    return text.text[node.start_mark.index :].partition("\n")[0].rstrip("\r")


def _block(name: str, value: Value, indent: str) -> list[str]:
    """The lines of a new key: a list has a line for each item, a mapping stays on one."""
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(item, Mapping) for item in value):
        return [f"{indent}{name}:", *(line for item in value for line in _item(item, indent + "  ", flow=True))]
    if isinstance(value, Mapping) and any(_has_sections(inner) for inner in value.values()):
        inside = [_block(_scalar(key, flow=True), inner, indent + "  ") for key, inner in value.items()]
        return [f"{indent}{name}:", *(line for lines in inside for line in lines)]
    return [f"{indent}{name}: {_flow(value) if _has_sections(value) else _scalar(value, flow=False)}"]


def _item(item: Value, indent: str, *, flow: bool) -> list[str]:
    if flow or not isinstance(item, Mapping):
        return [f"{indent}- {_flow(item) if _has_sections(item) else _scalar(item, flow=False)}"]
    lines = [line for key, value in item.items() for line in _block(_scalar(key, flow=True), value, indent + "  ")]
    return [f"{indent}- {lines[0].lstrip(' ')}", *lines[1:]]


def _flow(value: Value) -> str:
    match value:
        case str():
            return _scalar(value, flow=True)
        case Mapping():
            inside = ", ".join(f"{_scalar(key, flow=True)}: {_flow(inner)}" for key, inner in value.items())
            return f"{{{inside}}}"
        case Sequence():
            return f"[{', '.join(_flow(inner) for inner in value)}]"
        case _:
            return _scalar(value, flow=True)


def _scalar(value: Value, *, flow: bool, style: str | None = None) -> str:
    """Write a single value: plain where every reader of YAML takes it alike, else in quotes."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return number(value)
        case date():
            return value.isoformat() if style is None else f"{style}{value.isoformat()}{style}"
        case str():
            return _words(value, flow=flow, style=style)
        case _:
            raise CannotSpliceError("a list or a mapping stands where a single value belongs")


def _words(value: str, *, flow: bool, style: str | None) -> str:
    if style == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if style is None and _is_plain(value, flow=flow):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_plain(value: str, *, flow: bool) -> bool:
    """Whether a text needs no quotes: it is read back as itself, here and by readers of older YAML."""
    if value.lower() in _LOOKS_LIKE_A_BOOLEAN or " #" in value or value.endswith((" ", ":")):
        return False
    if not _PLAIN.fullmatch(value) and (flow or not _PLAIN.fullmatch(value.replace(", ", " "))):
        return False
    return read_yaml(f"[{value}]" if flow else f"a: {value}").data in ((value,), {"a": value})
