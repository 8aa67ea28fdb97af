"""The file of a table: CSV, Excel or Parquet, with the titles of merged cells joined to those below."""

import os
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from pathlib import Path
from typing import Final

from partnerkit.errors import UsageError, refusals
from partnerkit.phrasing import grouped
from partnerkit.reading.tables import MAX_COLUMNS, Cell, IsHeader, NoTableError, Sheet, is_workbook, read_table, text_of

MAX_BYTES: Final = 128 * 1024 * 1024
MAX_ROWS: Final = 200_000
"""Rows that a plan has steps for."""


def read_file(path: str, is_header: IsHeader, sheet: str | None = None) -> Sheet:
    """Return the table in a file.

    Raises `UsageError` where there is no such file or what reads it is missing, `NoTableError` where it holds no table.
    """
    if not os.path.isfile(path):
        raise UsageError(f"{path} is not a file" if os.path.lexists(path) else f"{path} does not exist")
    with refusals(f"{path} cannot be read"):
        if os.path.getsize(path) > MAX_BYTES:
            raise NoTableError(f"{path} has more than {MAX_BYTES // 1024 // 1024} MB", "export only the rows you need")
        content = Path(path).read_bytes()
    if sheet is not None and not is_workbook(content):
        raise UsageError(f"{path} is not an Excel file, so it has no sheets", "leave --sheet out")
    table = _of_parquet(path) if content.startswith(b"PAR1") else read_table(path, content, is_header, sheet)
    table = _with_groups(table, is_header)
    if sheet is None and not is_header(table.titles):
        # Titles in two rows, of which neither is known by itself, may be on another sheet.
        others = (_with_groups(read_table(path, content, is_header, name), is_header) for name in table.others)
        table = next((other for other in others if is_header(other.titles)), table)
    if len(table.rows) > MAX_ROWS:
        raise NoTableError(f"{path} has more than {grouped(MAX_ROWS)} rows", "export only the rows you need")
    return table


def _with_groups(table: Sheet, is_header: IsHeader) -> Sheet:
    """Return a table whose titles are in two rows, `Deal` over `Title` and `Value`, with `Deal - Title`."""
    if is_header(table.titles) or not table.rows:
        return table
    candidates: list[tuple[Sequence[Cell], Sequence[Cell], int]] = [(table.titles, table.rows[0], 1)]
    if table.above:
        candidates.append((table.above[-1], table.titles, 0))
    for groups, titles, rows in candidates:
        joined = _joined(groups, titles)
        if is_header(joined):
            return table._replace(titles=joined, rows=table.rows[rows:], lines=table.lines[rows:])
    return table


def _joined(groups: Sequence[Cell], titles: Sequence[Cell]) -> tuple[str, ...]:
    """Join titles with those of the merged cells above them, of which only the first holds any."""
    group, joined = "", []
    for at, title in enumerate(titles):
        group = (text_of(groups[at]).strip() if at < len(groups) else "") or group
        text = text_of(title).strip()
        joined.append(f"{group} - {text}" if group and text and group != text else text or group)
    return tuple(joined)


def _of_parquet(path: str) -> Sheet:
    from partnerkit.accounts.engine import open_engine
    from partnerkit.accounts.lists import literal_path

    with open_engine() as engine:
        import duckdb

        try:
            titles = [row[0] for row in engine.rows("describe select * from read_parquet(?)", [literal_path(path)])]
            if len(titles) > MAX_COLUMNS:
                raise NoTableError(f"{path} has more than {grouped(MAX_COLUMNS)} columns", "export only those you need")
            found = engine.rows("select * from read_parquet(?) limit ?", [literal_path(path), MAX_ROWS + 1])
            rows = tuple(tuple(map(_cell, row)) for row in found)
        except duckdb.Error as error:
            raise NoTableError(f"{path} is not a Parquet file that can be read", "export it again") from error
    return Sheet(tuple(titles), rows, tuple(range(1, len(rows) + 1)))


def _cell(value: object) -> Cell:
    match value:
        case None | bool() | int() | Decimal():
            return value
        case datetime():
            return value.date()
        case date():
            return value
        case float():
            # What has no number is NaN in the tables of data frames.
            return None if isnan(value) else int(value) if value.is_integer() else Decimal(repr(value))
        case _:
            return str(value) or None
