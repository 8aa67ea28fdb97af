"""The keys that columns may hold, for each kind of row, and how a cell is read for each of them."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args, get_origin

from partnerkit.accounts.places import country_code
from partnerkit.imports.cells import (
    CellError,
    Habits,
    boolean_in,
    count_in,
    day_in,
    month_in,
    number_in,
    text_in,
    whole_text_in,
)
from partnerkit.model.classification import keys_below
from partnerkit.model.deal import Deal, DealStatus, Motion
from partnerkit.model.imports import ImportKind
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import annotations_at, is_list, is_mapping, models_in, types_at
from partnerkit.model.values import IDENTIFIER
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import did_you_mean, listed
from partnerkit.reading.tables import Cell
from partnerkit.shell import quoted

Path: TypeAlias = "tuple[str | int, ...]"
Value: TypeAlias = "str | int | Decimal | bool | date | tuple[str, ...]"
Reading: TypeAlias = Literal[
    "text",
    "line",
    "id",
    "choice",
    "day",
    "month",
    "number",
    "count",
    "boolean",
    "list",
    "country",
    "website",
    "currency",
    "person",
]
"""How the cells of a column are read."""

PARTNERSHIP: Final = "partnership"
"""The key of a column that names the partnership which a row is about."""

WITHIN: Final[Mapping[ImportKind, Path]] = {
    "partners": (),
    "people": ("people", "_"),
    "results": ("results", 0),
}
"""Where the keys of a row are in the file of a partnership; deals have files of their own."""

_STARTS: Final[Mapping[ImportKind, str]] = {"people": "people.*.", "results": "results[]."}

KEYS_TO_KNOW_BY: Final[Mapping[ImportKind, tuple[str, ...]]] = {
    "partners": ("name", "partner.website", "partner.legal_name", PARTNERSHIP),
    "people": ("email", "name", "person"),
    "deals": ("deal",),
    "results": ("month",),
}
"""The keys that a row and what it updates may have to agree in; the first is the usual one."""

_BESIDE: Final[Mapping[ImportKind, tuple[str, ...]]] = {
    "partners": (PARTNERSHIP, "account", "ours", "theirs"),
    "people": (PARTNERSHIP, "person", "first_name", "last_name"),
    "deals": (PARTNERSHIP,),
    "results": (PARTNERSHIP, "date", "status"),
}
"""Keys of rows that no file has under this name: a name in parts, or what is counted or added up."""

_COUNTED: Final = ("customers",)
"""The populations of shared accounts that count; what people call the others is up to them."""

_DEALS: Final[Mapping[str, Reading]] = {
    **dict.fromkeys(("deal", "refunds"), "id"),
    **dict.fromkeys(("date", "paid", "registered", "protected_until"), "day"),
    **dict.fromkeys(("amount", "list_price", "discount", "cost", "units"), "number"),
    "currency": "currency",
    "status": "choice",
    "motion": "choice",
}
_DEAL_CHOICES: Final = {"status": get_args(DealStatus), "motion": get_args(Motion)}
_BY_NAME: Final[Mapping[str, Reading]] = {
    "website": "website",
    "country": "country",
    "currency": "currency",
    "month": "month",
    "owner": "person",
    "date": "day",
    PARTNERSHIP: "line",
    "person": "line",
}


class ImportedKey(NamedTuple):
    """A key that a column may hold: where it is in a file, how its cells are read, and the words that it may have."""

    name: str
    path: Path
    reading: Reading
    choices: tuple[str, ...] = ()


@cache
def keys_of(rows: ImportKind) -> Mapping[str, ImportedKey]:
    """Return the keys that a column may hold where rows are of one kind."""
    beside = {name: ImportedKey(name, (), _BY_NAME.get(name, "line")) for name in _BESIDE[rows]}
    for side in ("ours", "theirs"):
        if side in beside:
            beside[side] = ImportedKey(side, (), "choice", _COUNTED)
    if "status" in beside:
        beside["status"] = ImportedKey("status", (), "choice", _DEAL_CHOICES["status"])
    if rows == "deals":
        names = [field.removesuffix("_") for field in Deal._fields if field != "row"]
        fields = [ImportedKey(name, (), _DEALS.get(name, "line"), _DEAL_CHOICES.get(name, ())) for name in names]
        return {**beside, **{field.name: field for field in fields}}
    within = WITHIN[rows]
    start = _STARTS.get(rows, "")
    plain = (
        path.removeprefix(start)
        for path, field, _ in keys_below(Partnership)
        if path.startswith(start) and not models_in(field.annotation) and not is_mapping(field.annotation)
    )
    keys = [_key(name, within) for name in plain if not re.search(r"[\[*]", name) and name != "format"]
    return {**beside, **{key.name: key for key in keys}}


def _key(name: str, within: Path) -> ImportedKey:
    path = (*within, *name.split("."))
    kinds = annotations_at(Partnership, path)
    choices = tuple(word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind))
    return ImportedKey(name, path, _reading(path, kinds, choices), tuple(map(str, choices)))


def _reading(path: Path, kinds: list[object], choices: tuple[Any, ...]) -> Reading:
    types = types_at(Partnership, path)
    if (known := _BY_NAME.get(str(path[-1]))) is not None:
        return known
    if choices:
        return "choice"
    if any(map(is_list, kinds)):
        return "list"
    if date in types:
        return "day"
    if bool in types:
        return "boolean"
    return "number" if Decimal in types else "count" if int in types else "text"


# --- From a cell to a value -------------------------------------------------------------------------------------------


def value_in(cell: Cell, key: ImportedKey, habits: Habits, workspace: Workspace) -> "Value | None":
    """Return what a cell means as the value of a key; None for an empty one. Raises `CellError`."""
    match key.reading:
        case "day":
            return day_in(cell, habits)
        case "month":
            return month_in(cell, habits)
        case "number" | "count":
            percent = isinstance(cell, str) and cell.strip().endswith("%")
            read = count_in if key.reading == "count" else number_in
            return text_in(cell) if percent else read(cell, habits)
        case "boolean":
            return boolean_in(cell)
        case "id":
            return _in_one_line(whole_text_in(cell))
        case "text":
            return text_in(cell)
    text = _in_one_line(text_in(cell))
    if text is None:
        return None
    match key.reading:
        case "choice":
            return _choice(text, key)
        case "list":
            return tuple(dict.fromkeys(part for each in re.split("[;,|]", text) if (part := each.strip()))) or None
        case "country":
            return country_code(text) or text
        case "website":
            return text if "://" in text or "." not in text else f"https://{text}"
        case "currency":
            return text.upper()
        case "person":
            return _colleague(text, workspace)
        case _:
            return text


def _in_one_line(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _choice(text: str, key: ImportedKey) -> str:
    words = {word.casefold(): word for word in key.choices}
    folded = text.casefold()
    for spelling in (folded, "-".join(folded.replace("_", " ").split())):
        if spelling in words:
            return words[spelling]
    if key.choices == _COUNTED:
        option = f"--value {quoted(f'{key.name}:{text}=customers')}"
        raise CellError(f'"{text}" may or may not be customers', f"{option} counts its accounts, and =skip doesn't")
    meant = did_you_mean(text, key.choices) or f"use {listed(key.choices, 'or')}"
    raise CellError(f'"{text}" is not a {key.name}', _or_say(meant, key.name, text))


def _colleague(text: str, workspace: Workspace) -> str:
    """Return the short name of one of our people, by that, their name or their email address."""
    folded = text.casefold()
    for short, person in workspace.people.items():
        if folded in (short, person.name.casefold(), (person.email or "").casefold()):
            return short
    if IDENTIFIER.match(text) is not None:
        return text  # a file may have our people of its own, and says so itself where it does not
    names = [person.name for person in workspace.people.values()]
    meant = did_you_mean(text, names) or "add them to `people` in partnerkit.yaml"
    raise CellError(f'"{text}" is not one of our people', _or_say(meant, "owner", text))


def _or_say(meant: str, key: str, word: str) -> str:
    """Return what fixes a word that isn't in a list: another word, or its meaning for this table."""
    option = f"--value {quoted(f'{key}:{word}=...')}"
    return f"{meant}{'' if meant.endswith('?') else ';'} {option} says what it means, and =ignore leaves it out"


# --- Values that mean the same ----------------------------------------------------------------------------------------


def same_value(key: ImportedKey, written: object, value: object) -> bool:
    """Whether a value of a file means what a cell says, both as plain data: then it stays as it is written."""
    if key.reading == "website" and isinstance(written, str) and isinstance(value, str):
        return host_of(written) == host_of(value)
    if isinstance(written, tuple) and isinstance(value, tuple):
        return sorted(map(str, written)) == sorted(map(str, value))
    if isinstance(written, str) and isinstance(value, str):
        return " ".join(written.split()) == " ".join(value.split())
    return type(written) is not bool and written == value if type(value) is not bool else written is value


def host_of(address: str) -> str:
    """Return the host of a web address as it is compared: without `www.`; empty where there is none."""
    host = re.split(r"[/?#]", address.strip().casefold().rpartition("://")[2])[0].partition(":")[0]
    host = host.removeprefix("www.").strip(".")
    return host if "." in host else ""
