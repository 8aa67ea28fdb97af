"""Render tables for programs as Parquet, by an embedded engine that keeps their types and every digit."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from partnerkit.documents import FieldKind, Grid, Value
from partnerkit.errors import UsageError, refusals
from partnerkit.installation import adding
from partnerkit.phrasing import number
from partnerkit.results import Recorded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES: Final[dict[FieldKind, str]] = {
    "text": "VARCHAR",
    "month": "VARCHAR",
    "done": "VARCHAR",
    "whole": "BIGINT",
    "date": "DATE",
    "flag": "BOOLEAN",
}
_DIGITS: Final = 38
"""Digits that a decimal number of Parquet can have."""

_FRACTION: Final = 9
"""Digits behind the point, unless a value has more: the type of a column then does not follow from its values."""


def render(grids: Sequence[Grid], at: Recorded | None = None) -> dict[str, bytes]:
    """Render each table, by its name: the same bytes for the same tables. The metadata of each names the commit.

    Raises `UsageError` where DuckDB is not installed, with the command that installs it.
    """
    with _engine() as engine, refusals("Parquet cannot be written"), tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "table.parquet")
        options = "format parquet"
        if at is not None:
            options += f", kv_metadata {{commit: '{at.commit}', commit_date: '{at.date}'}}"
        found = {}
        for grid in grids:
            _fill(engine, grid)
            engine.execute(f"copy made to '{path.replace(chr(39), chr(39) * 2)}' ({options})")  # ours
            with open(path, "rb") as file:
                found[grid.name] = file.read()
        return found


@contextmanager
def _engine() -> "Iterator[DuckDBPyConnection]":
    try:
        import duckdb
    except ImportError:
        raise UsageError("Parquet needs DuckDB", f"install it: {adding('duckdb')}") from None
    connection = duckdb.connect(
        config={"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    try:
        yield connection
    finally:
        connection.close()


def _fill(engine: "DuckDBPyConnection", grid: Grid) -> None:
    """Create the table `made` with the rows of a table; texts are cast, so that no number passes through a float."""
    columns = list(zip(*grid.rows, strict=True)) or [()] * len(grid.columns)
    types = [_type(column.kind, values) for column, values in zip(grid.columns, columns, strict=True)]
    casts = ", ".join(
        f'cast(unnest(?::varchar[]) as {type}) as "{column.name}"'
        for column, type in zip(grid.columns, types, strict=True)
    )
    texts = [[None if value is None else _text(value) for value in values] for values in columns]
    engine.execute(f"create or replace table made as select {casts}", texts)


def _type(kind: FieldKind, values: Sequence[Value]) -> str:
    if kind in _TYPES:
        return _TYPES[kind]
    fraction, whole = _FRACTION, 1
    for value in values:
        if isinstance(value, Decimal) and value:
            _, digits, exponent = value.normalize().as_tuple()
            assert isinstance(exponent, int)  # files hold no NaN
            fraction, whole = max(fraction, -exponent), max(whole, len(digits) + exponent)
    return f"DECIMAL({_DIGITS}, {fraction})" if whole + fraction <= _DIGITS else "VARCHAR"


def _text(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return number(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
