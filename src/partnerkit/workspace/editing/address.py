"""From the words of a command line to edits of one file: `plan.training.due=2026-05-01`.

A key is written as in the messages of `validate`, with dots between its parts. An item of a list is addressed by what
identifies it: `plan.training`, `results.2026-03`, `tags.retail`. Several keys are joined by slashes, as many as it
takes: `outreach.touches.2026-01-12/cold`. Items that agree in all of them are numbered: `...#2`. Where order counts,
use a number in brackets: `outreach.benefits[0]`. A part in double quotes may contain dots: `kpis."v1.0
users".target`. Paths as `diff` writes them mean the same: `plan[training].due`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from partnerkit.errors import UsageError
from partnerkit.model.classification import marks_at
from partnerkit.model.identity import labels
from partnerkit.model.marks import SEQUENCE, Items
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import annotations_at, is_list, is_mapping, models_in, types_at
from partnerkit.phrasing import did_you_mean, listed
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.edits import (
    Add,
    By,
    CannotEditError,
    Edit,
    Insert,
    Order,
    Path,
    Put,
    Remove,
    applied,
    step_of,
)

Sign: TypeAlias = Literal["=", "+=", "remove"]

_PART: Final = re.compile(
    r"""\.?(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|\[(?P<item>[^\]]*)\]|(?P<plain>[^."\[\]=+][^.\[\]=]*?(?=\+?=|[.\[]|$)))"""
)
_INDEX: Final = re.compile("[0-9]{1,6}")
_INDEXED: Final = re.compile(r"(.*?)(\[[0-9]{1,6}\])", re.DOTALL)
_ORDINAL: Final = re.compile(r"#[0-9]+$")
_MOST_NAMED: Final = 8


class Wanted(NamedTuple):
    """What one word of a command line means: a key with its value, an item to add, or something to remove."""

    parts: tuple[str | int, ...]
    sign: Sign
    value: str = ""
    word: str = ""


def assignment(word: str) -> Wanted:
    """Read `KEY=VALUE` or `KEY+=VALUE`. Raise `UsageError` for anything else."""
    parts, rest = _parts_of(word)
    sign: Sign = "+=" if rest.startswith("+=") else "="
    if not parts or not rest.startswith(sign):
        raise UsageError(f"`{word}` is not KEY=VALUE", "name a key and its value: plan.training.due=2026-05-01")
    value = rest.removeprefix(sign)
    if not value.strip():
        key = word[: len(word) - len(rest)]
        raise UsageError(f"`{word}` has no value", f"--remove {key} removes the key")
    return Wanted(parts, sign, value, word)


def removal(word: str) -> Wanted:
    """Read the KEY of something to remove."""
    parts, rest = _parts_of(word)
    if not parts or rest:
        raise UsageError(f"`{word}` is not a key", "name a key, such as plan.training.note")
    return Wanted(parts, "remove", word=word)


def edits_for(data: Any, wanted: Iterable[Wanted], order: Order) -> list[Edit]:
    """Return the edits for some assignments, one after another, in a file with this `data`.

    Raises `UsageError` where an address names no item, or more than one.
    """
    edits: list[Edit] = []
    for each in wanted:
        path = locate(data, each)
        edit = _edit(path, each)
        try:
            data = applied(data, step_of(data, edit, order))
        except CannotEditError as error:
            raise UsageError(f"`{each.word}` can't be done: {error}") from error
        edits.append(edit)
    return edits


def _edit(path: Path, each: Wanted) -> Edit:
    if each.sign == "remove":
        return Remove(path)
    if each.sign == "=":
        return Put(path, typed(each.value, path))
    if not any(map(is_list, annotations_at(Partnership, path))):
        raise UsageError(f"`{each.word}` adds to a list, and this is not one", "use = to replace a value")
    item = typed(each.value, (*path, 0))
    keys = items_at(path).keys
    return Insert(path, item, By("date")) if keys[:1] == ("date",) else Add(path, item)


def dotted_address(parts: Iterable[str]) -> str:
    """Return the address of keys and items, in double quotes where they have a character that an address has."""
    return ".".join(_quoted(part) for part in parts)


def _quoted(part: str) -> str:
    word, index = (found[1], found[2]) if (found := _INDEXED.fullmatch(part)) else (part, "")
    if not word or re.search(r'[."=+\[\]]', word) is None:
        return part
    escaped = re.sub(r'(["\\])', r"\\\1", word)
    return f'"{escaped}"{index}'


def locate(data: Any, each: Wanted) -> Path:
    """Return the path of what an assignment names; keys may be missing, items of lists may not."""
    path: Path = ()
    for part in each.parts:
        inside = _inside(data, path)
        if isinstance(inside, tuple) or (inside is None and _is_list_only(path)):
            path = (*path, _index(inside or (), part, path, each))
        elif isinstance(part, int):
            raise UsageError(f"`{each.word}`: there is no list before [{part}]")
        else:
            path = (*path, part)
    return path


def items_at(path: Path) -> Items:
    """Return what the items of the list at a path of a partnership are known by."""
    return marks_at(Partnership, path).items or SEQUENCE


def typed(word: str, path: Path) -> Any:
    """Return what a word means as the value at a path: text where the model takes text, else what a file would say."""
    types = types_at(Partnership, path)
    read = _as_yaml(word)
    may_be_text = str in types
    if isinstance(read, dict | tuple):
        may_be_text &= not any(is_list(each) or is_mapping(each) or models_in(each) for each in types)
    return word if read is None or may_be_text else read


def _as_yaml(word: str) -> Any:
    """Return what a word is as the value of a key in a file; None where it is none."""
    _, problems, _ = decode(word.encode("utf-8", errors="surrogatepass"))
    reading = read_yaml(f"k: {word}") if not problems else None
    if reading is None or reading.problems or not isinstance(reading.data, dict) or reading.data.keys() != {"k"}:
        return None
    return reading.data["k"]


def _parts_of(word: str) -> tuple[tuple[str | int, ...], str]:
    """Return the parts of an address, and what follows them."""
    parts: list[str | int] = []
    at = 0
    while match := _PART.match(word, at):
        has_dot = word.startswith(".", at)
        if has_dot != (at > 0 and match["item"] is None):
            break
        if match["item"] is not None:
            parts.append(int(match["item"]) if _INDEX.fullmatch(match["item"]) else match["item"])
        elif match["quoted"] is not None:
            parts.append(re.sub(r"\\(.)", r"\1", match["quoted"]))
        else:
            parts.append(match["plain"])
        at = match.end()
    return tuple(parts), word[at:]


def _inside(data: Any, path: Path) -> Any:
    """Return what is at a path; None where there is nothing."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, tuple) and isinstance(part, int):
            data = data[part]
        else:
            return None
    return data


def _is_list_only(path: Path) -> bool:
    kinds = annotations_at(Partnership, path)
    return bool(kinds) and all(map(is_list, kinds))


def _index(given: Sequence[Any], part: str | int, path: Path, each: Wanted) -> int:
    """Return which item of a list is meant."""
    items = items_at(path)
    names = labels(given, items)
    if isinstance(part, int):
        if part >= len(given):
            raise UsageError(f"`{each.word}`: the list has {len(given)} items, counted from [0]")
        return part
    matches = (
        [at for at, name in enumerate(names) if name == part]
        or [at for at, name in enumerate(names) if f"{_ORDINAL.sub('', name)}/".startswith(f"{part}/")]
        or [at for at, name in enumerate(names) if _words(name, items) == _words(part, items)]
    )
    if not matches:
        there = f"there are {_named(names)}" if names else "the list is empty"
        help = did_you_mean(part, names) or there
        raise UsageError(f"`{each.word}`: there is no item `{part}` in the list", f"{help}; `+=` adds an item")
    if len(matches) > 1:
        raise UsageError(
            f"`{each.word}`: several items are called `{part}`", f"they are {_named([names[at] for at in matches])}"
        )
    return matches[0]


def _words(name: str, items: Items) -> list[str]:
    """Return the words of a name as `diff` writes it too: `referrals by 2026-12-31` is `referrals/2026-12-31`."""
    return [word for word in re.split("[ /]", name) if word not in items.keys]


def _named(names: Sequence[str]) -> str:
    shown = [f"`{name}`" for name in names[:_MOST_NAMED]]
    rest = len(names) - len(shown)
    return listed([*shown, f"{rest} more"] if rest else shown)
