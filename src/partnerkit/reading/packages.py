"""Tables in a JSON file: a data package that has the rows of its tables in it, as `export --format json` writes it."""

import json
from decimal import Decimal
from typing import Any, Final

from partnerkit.reading.tables import Cell, NoTableError, Sheet

_EXPORT_AGAIN: Final = "export it again, and change only values"


def is_package(start: bytes) -> bool:
    """Whether a file may be a data package, by how it starts."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and b'"tabular-data-package"' in text


def read_package(path: str, content: bytes) -> dict[str, Sheet]:
    """Return the tables of a data package by their names; their lines are the numbers of their rows.

    Raises `NoTableError` where a file is something else.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refused)
        return {str(table["name"]): _sheet(path, table) for table in data["resources"]}
    except UnicodeDecodeError:
        raise NoTableError(f"{path} is not UTF-8 text", _EXPORT_AGAIN) from None
    except json.JSONDecodeError as error:
        raise NoTableError(f"{path}: line {error.lineno} is not JSON: {error.msg}", _EXPORT_AGAIN) from None
    except (KeyError, TypeError, ValueError, ArithmeticError, RecursionError):
        raise NoTableError(f"{path} is JSON, but not tables that `export` wrote", _EXPORT_AGAIN) from None


def _sheet(path: str, table: Any) -> Sheet:
    """Return a table; a value that isn't there is null, so that a row with some keys alone removes nothing."""
    if "data" not in table:
        raise NoTableError(f"{path} only describes tables that are in other files", "name the folder that they are in")
    titles = tuple(str(field["name"]) for field in table["schema"]["fields"])
    for number, row in enumerate(table["data"], 1):
        if missing := [title for title in titles if title not in dict(row)]:
            where = f"{path}: row {number} of `{table['name']}` has no `{missing[0]}`"
            raise NoTableError(where, "keep every key in every row, with null for no value")
    rows = tuple(tuple(_cell(row[title]) for title in titles) for row in table["data"])
    return Sheet(titles, rows, tuple(range(1, len(rows) + 1)))


def _cell(value: Any) -> Cell:
    match value:
        case None | bool() | int() | Decimal():
            return value
        case str():
            return value or None
        case _:
            raise TypeError


def _refused(_word: str) -> None:
    raise ValueError
