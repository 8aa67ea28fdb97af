"""What a data package says of tables (Data Package, version 1, which tools for version 2 read too).

Each table is a resource with the types of its columns, its primary key and its foreign keys. Beside what the standard
has words for, a column has a `unit`, and in `path` the key of the file that its values are under.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from partnerkit.documents import FieldKind, Value
from partnerkit.results import IfGiven
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.export import ExportedTable, all_shapes
from partnerkit.tables.shapes import TableShape


class TableResource(NamedTuple):
    """A table: where it is, or its rows, and what they are."""

    profile: str
    name: str
    description: str
    schema: Mapping[str, Any]
    path: IfGiven[str | None] = None
    format: IfGiven[str | None] = None
    encoding: IfGiven[str | None] = None
    data: IfGiven[Sequence[Mapping[str, Value]] | None] = None


class DataPackage(NamedTuple):
    """Tables that belong together; with `--format json` their rows are in it."""

    profile: str
    name: str
    title: str
    resources: tuple[TableResource, ...]


_TYPES: Final[Mapping[FieldKind, str]] = {
    "text": "string",
    "whole": "integer",
    "number": "number",
    "money": "number",
    "percent": "number",
    "date": "date",
    "month": "yearmonth",
    "flag": "boolean",
    "done": "string",
}

_DONE: Final = "true|false|[0-9]{4}-[0-9]{2}-[0-9]{2}"


def package_of(tables: Sequence[ExportedTable], currency: str, ending: str | None = None) -> DataPackage:
    """Return the package of some tables, which are files with an `ending` (`.csv`), or in it if there is none.

    `currency` is that of amounts whose table has none.
    """
    rows = {table.shape.name: table for table in tables}
    resources = []
    for table in tables:
        shape = table.shape
        resource = TableResource("tabular-data-resource", shape.name, shape.description, _schema(table, rows, currency))
        if ending is None:
            titles = [column.name for column in shape.all]
            data = tuple(dict(zip(titles, row, strict=True)) for row in table.rows)
            resources.append(resource._replace(data=data))
        else:
            path = f"{shape.name}{ending}"
            encoding = "utf-8" if ending == ".csv" else None
            resources.append(resource._replace(path=path, format=ending.removeprefix("."), encoding=encoding))
    return DataPackage("tabular-data-package", "partnerkit-export", "Partnerships", tuple(resources))


def _schema(table: ExportedTable, tables: Mapping[str, ExportedTable], currency: str) -> Mapping[str, Any]:
    shape = table.shape
    keys = [column.name for column in shape.keys]
    money = "currency" if any(column.name == "currency" for column in shape.columns) else ""
    foreign = [
        {"fields": fields, "reference": {"resource": "" if name == shape.name else name, "fields": others}}
        for fields, name, others in references_of(shape)
        if name in tables and _resolves(table, fields, tables[name], others)
    ]
    return {
        "fields": [_field(shape, column, money, currency) for column in shape.all],
        "primaryKey": keys,
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(shape: TableShape, column: TableColumn, money: str, currency: str) -> dict[str, Any]:
    address = shape.address_of(column)
    limits: dict[str, Any] = {"required": True} if column in shape.keys else {}
    if column.choices and column.kind == "text":
        limits["enum"] = list(column.choices)
    if column.kind == "done":
        limits["pattern"] = _DONE
    limits |= {
        name: limit for name, limit in (("minimum", column.lowest), ("maximum", column.highest)) if limit is not None
    }
    unit = column.unit
    if column.kind == "money":
        unit = f"the currency in `{money}`" if money else currency
    return {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description,
        **({"unit": unit} if unit else {}),
        **({"path": address} if address else {}),
        **({"constraints": limits} if limits else {}),
    }


def references_of(shape: TableShape) -> Iterator[tuple[list[str], str, list[str]]]:
    """Yield the columns of a table that name a row of another one, that table, and its columns."""
    keys = {each.name: [key.name for key in each.keys] for each in all_shapes()}
    if shape.above:
        yield keys[shape.above], shape.above, keys[shape.above]
    for column in shape.all:
        if column.refers_to:
            *above, last = keys[column.refers_to]
            yield [*above, column.name], column.refers_to, [*above, last]


def _resolves(table: ExportedTable, fields: Sequence[str], other: ExportedTable, others: Sequence[str]) -> bool:
    """Whether every value has its row: an export of some partnerships may name others."""
    known = set(_values(other, others))
    return all(values in known for values in _values(table, fields) if None not in values)


def _values(table: ExportedTable, fields: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    places = [[column.name for column in table.shape.all].index(field) for field in fields]
    return (tuple(row[place] for place in places) for row in table.rows)
