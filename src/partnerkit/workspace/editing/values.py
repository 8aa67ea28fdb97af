"""Write values as YAML: plain where every reader takes them alike, in quotes elsewhere."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.phrasing import number
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.edits import CannotEditError, Value

_PLAIN = re.compile(r"[^\W_](?:[\w ./()%+&;@'’–—€$*=<>!?-]|,(?! )|:(?! ))*", re.UNICODE)
_LOOKS_LIKE_A_BOOLEAN: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
_SURROGATE: Final = "[\ud800-\udfff]"


def is_section(value: Value) -> bool:
    """Whether a value is a list or a mapping."""
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str)


def key_lines(key: str, value: Value, indent: str) -> list[str]:
    """Return the lines of a new key: a list of mappings has a line for each, a mapping of plain values stays on one."""
    head, *below = value_lines(value, indent)
    return [f"{indent}{inline(key)}:{head}", *below]


def value_lines(value: Value, indent: str) -> list[str]:
    """Return what follows the colon of a key at `indent`: the rest of its line, and the lines below."""
    if isinstance(value, Mapping) and any(is_section(inner) for inner in value.values()):
        return ["", *(line for key, inner in value.items() for line in key_lines(key, inner, indent + "  "))]
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(item, Mapping) for item in value):
        return ["", *(line for item in value for line in item_lines(item, indent + "  "))]
    return [f" {inline(value) if is_section(value) else scalar(value, flow=False)}"]


def item_lines(item: Value, indent: str, *, spread: bool = False) -> list[str]:
    """Return the lines of a new item of a list; where a mapping is to be `spread`, each of its keys has a line."""
    if spread and isinstance(item, Mapping) and item:
        lines = [line for key, value in item.items() for line in key_lines(key, value, indent + "  ")]
        return [f"{indent}- {lines[0].lstrip(' ')}", *lines[1:]]
    return [f"{indent}- {inline(item) if is_section(item) else scalar(item, flow=False)}"]


def inline(value: Value) -> str:
    """Write a value as it may appear in brackets, lists and mappings included."""
    match value:
        case Mapping():
            return f"{{{', '.join(f'{inline(key)}: {inline(inner)}' for key, inner in value.items())}}}"
        case Sequence() if not isinstance(value, str):
            return f"[{', '.join(inline(inner) for inner in value)}]"
        case _:
            return scalar(value, flow=True)


def scalar(value: Value, *, flow: bool, quote: str | None = None) -> str:
    """Write a single value, in the quotes given where it is text."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return number(value)
        case date():
            return f"{quote or ''}{value.isoformat()}{quote or ''}"
        case _:
            return _text(str(value), flow=flow, quote=quote)


def _text(value: str, *, flow: bool, quote: str | None) -> str:
    if re.search(_SURROGATE, value):
        raise CannotEditError("the new text has half a character in it, which can't be saved")
    if quote == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if quote is None and _is_plain(value, flow=flow):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_plain(value: str, *, flow: bool) -> bool:
    """Whether a text needs no quotes: it is read back as itself, here and by readers of older YAML."""
    if value.lower() in _LOOKS_LIKE_A_BOOLEAN or " #" in value or value.endswith((" ", ":")):
        return False
    if not _PLAIN.fullmatch(value) and (flow or not _PLAIN.fullmatch(value.replace(", ", " "))):
        return False
    return read_yaml(f"[{value}]" if flow else f"a: {value}").data in ((value,), {"a": value})
