"""Tables that `export` wrote, as they come back: a CSV or Parquet file, an Excel or JSON file, or a folder of files."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from partnerkit.errors import UsageError, refusals
from partnerkit.imports.exported_cells import TableForm
from partnerkit.imports.reading import MAX_BYTES, read_file
from partnerkit.phrasing import did_you_mean, listed, some
from partnerkit.reading.packages import is_package, read_package
from partnerkit.reading.tables import NoTableError, Sheet, is_workbook, read_sheets, text_of
from partnerkit.tables.columns import KEY
from partnerkit.tables.computed import COMPUTED, DEALS
from partnerkit.tables.export import all_shapes
from partnerkit.tables.shapes import TableShape

_FILES: Final = "files"
"""The table that says which content of which file each partnership was read from."""

_PACKAGE: Final = "datapackage.json"
_INDEX: Final = ("tables", "columns")
"""Sheets that say what is in the others."""

_START: Final = 4096
"""Bytes in which the title of the first column of a CSV file is."""

_SHEET_NAME: Final = 31
"""Characters that Excel takes in the name of a sheet."""


class ExportedTables(NamedTuple):
    """Tables by their names.

    `versions` is what git calls the content that each partnership's file had, by stem, and `deals_versions` that of its
    deals: empty if it had none. `others` are sheets and files that are no tables of an export.
    """

    tables: Mapping[str, Sheet]
    versions: Mapping[str, str]
    form: TableForm = "csv"
    others: tuple[str, ...] = ()
    deals_versions: Mapping[str, str] = MappingProxyType({})


def exported_tables(path: str, sheet: str | None = None) -> ExportedTables | None:
    """Return the tables in a file or folder that `export` wrote; None where something else did.

    Raises `UsageError` where there is none, and `NoTableError` where one cannot be read.
    """
    if os.path.isdir(path):
        return _of_folder(path)
    if not os.path.isfile(path):
        return None
    with refusals(f"{path} cannot be read"), open(path, "rb") as file:
        start = file.read(_START)
    if is_workbook(start):
        return _of_workbook(path, sheet)
    if is_package(start):
        return _of_package(path)
    if (KEY.encode() not in start and not start.startswith(b"PAR1")) or os.path.getsize(path) > MAX_BYTES:
        return None
    found = read_file(path, _is_header)
    shape = _shape_of(Path(path).stem, found.titles)
    if shape is None:
        return None
    beside = os.path.join(os.path.dirname(path), f"{_FILES}{os.path.splitext(path)[1]}")
    files = read_file(beside, _is_header) if shape.name != _FILES and os.path.isfile(beside) else None
    return _tables({shape.name: found}, files, "parquet" if start.startswith(b"PAR1") else "csv")


def _of_folder(path: str) -> ExportedTables:
    with refusals(f"{path} cannot be read"):
        names = sorted(os.listdir(path))
    if _PACKAGE not in names:
        raise UsageError(f"{path} is a folder that `export` did not write", "name a file in it")
    tables: dict[str, Sheet] = {}
    others = []
    form: TableForm = "parquet" if any(name.endswith(".parquet") for name in names) else "csv"
    for name in names:
        stem, ending = os.path.splitext(name)
        if ending == f".{form}":
            found = read_file(os.path.join(path, name), _is_header)
            shape = _named(stem, found.titles)
            if shape is None:
                others.append(name)
            else:
                tables[shape.name] = found
    return _tables(tables, tables.get(_FILES), form, tuple(others))


def _of_package(path: str) -> ExportedTables:
    with refusals(f"{path} cannot be read"):
        if os.path.getsize(path) > MAX_BYTES:
            raise NoTableError(f"{path} has more than {MAX_BYTES // 1024 // 1024} MB", "export only some tables")
        content = Path(path).read_bytes()
    found = read_package(path, content)
    shapes = {name: shape for name, sheet in found.items() if (shape := _named(name, sheet.titles)) is not None}
    others = tuple(name for name in found if name not in shapes)
    return _tables({shape.name: found[name] for name, shape in shapes.items()}, found.get(_FILES), "json", others)


def _of_workbook(path: str, asked: str | None) -> ExportedTables | None:
    with refusals(f"{path} cannot be read"):
        if os.path.getsize(path) > MAX_BYTES:
            return None
        content = Path(path).read_bytes()
    found = read_sheets(path, content, lambda name: any(_is_called(shape, name) for shape in all_shapes()), _is_header)
    sheets = {name: sheet for name, sheet in found.items() if sheet is not None}
    shapes = {name: shape for name, sheet in sheets.items() if (shape := _named(name, sheet.titles)) is not None}
    if not any(_is_exact(shape, sheets[name].titles) for name, shape in shapes.items()):
        return None
    tables = {shape.name: sheets[name] for name, shape in shapes.items() if asked in (None, name)}
    if not tables:
        help = did_you_mean(asked or "", shapes) or f"there are {some(tuple(shapes))}"
        raise UsageError(f"{path} has no sheet `{asked}` with a table of an export", help)
    files = next((sheets[name] for name, shape in shapes.items() if shape.name == _FILES), None)
    others = tuple(name for name in found if name not in shapes and name not in _INDEX)
    return _tables(tables, files, "xlsx", others)


def _tables(
    tables: Mapping[str, Sheet], files: Sheet | None, form: TableForm, others: tuple[str, ...] = ()
) -> ExportedTables:
    return ExportedTables(tables, _versions(files, "version"), form, others, _versions(files, "deals_version"))


def _versions(files: Sheet | None, title: str) -> dict[str, str]:
    """Return what the table of files says; without it, what is there now is what was exported."""
    if files is None or not {"partnership", title} <= {*files.titles}:
        return {}
    stem, version = files.titles.index("partnership"), files.titles.index(title)
    return {text_of(row[stem]): text_of(row[version]) for row in files.rows}


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a row holds the titles of a table of an export."""
    return any(_keys(shape) <= {*cells} and len(_titles(shape) & {*cells}) > 1 for shape in all_shapes())


def _named(name: str, titles: Sequence[str]) -> TableShape | None:
    """Return the table that a sheet or file of an export is called after, if its keys are there."""
    return next((shape for shape in all_shapes() if _is_called(shape, name) and _keys(shape) <= {*titles}), None)


def _is_called(shape: TableShape, name: str) -> bool:
    return shape.name[:_SHEET_NAME] == name[:_SHEET_NAME]


def _shape_of(stem: str, titles: Sequence[str]) -> TableShape | None:
    """Return the table that a file alone holds: one all of whose columns it has, since other tables have some of them.

    Tables of values that are worked out are not meant, as no one changes them.
    """
    computed = {each.shape.name for each in COMPUTED} - {DEALS.name}
    fitting = [shape for shape in all_shapes() if _is_exact(shape, titles) and shape.name not in computed]
    named = [shape for shape in fitting if stem.startswith(shape.name)]
    if len(fitting) > 1 and not named:
        names = listed([f"{shape.name}.csv" for shape in fitting], "or")
        raise UsageError(f"{stem} may be one of several tables", f"call the file {names}")
    return max(named or fitting, key=lambda shape: len(shape.name), default=None)


def _is_exact(shape: TableShape, titles: Sequence[str]) -> bool:
    return _titles(shape) <= {*titles}


@cache
def _keys(shape: TableShape) -> frozenset[str]:
    return frozenset(column.name for column in shape.keys)


@cache
def _titles(shape: TableShape) -> frozenset[str]:
    return frozenset(column.name for column in shape.all)
