"""Rows of one kind that are kept a column at a time: a hundred thousand of them take a fraction of the time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Generic, NamedTuple, TypeVar, overload

RowT = TypeVar("RowT", bound=NamedTuple)


class ByColumn(Sequence[RowT], Generic[RowT]):
    """Named tuples as one column for each field; a row is only made when it is asked for.

    A field without a column has its default in every row.
    """

    def __init__(self, kind: type[RowT], count: int, columns: Mapping[str, Sequence[Any]]) -> None:
        self.kind, self._count, self._columns = kind, count, columns

    def column(self, name: str) -> Sequence[Any]:
        """Return what all rows have in a field."""
        found = self._columns.get(name)
        return [self.kind._field_defaults.get(name)] * self._count if found is None else found

    def has(self, name: str) -> bool:
        """Whether any row has something in a field that is empty unless it is given."""
        return name in self._columns and any(self._columns[name])

    def replaced(self, columns: Mapping[str, Sequence[Any]]) -> "ByColumn[RowT]":
        """Return the rows with some other columns."""
        return ByColumn(self.kind, self._count, {**self._columns, **columns})

    def at(self, places: Sequence[int]) -> "ByColumn[RowT]":
        """Return the rows at some places, in their order."""
        columns = {
            name: column.at(places) if isinstance(column, ByColumn) else list(map(column.__getitem__, places))
            for name, column in self._columns.items()
        }
        return ByColumn(self.kind, len(places), columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByColumn) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of every sequence that compares by what is in it

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[RowT]:
        # As `_make` does, without a call of Python for each row.
        return map(tuple.__new__, repeat(self.kind), zip(*map(self.column, self.kind._fields), strict=True))

    @overload
    def __getitem__(self, at: int) -> RowT: ...
    @overload
    def __getitem__(self, at: slice) -> "ByColumn[RowT]": ...
    def __getitem__(self, at: int | slice) -> "RowT | ByColumn[RowT]":
        if isinstance(at, slice):
            if at.indices(self._count) == (0, self._count, 1):
                return self
            count = len(range(*at.indices(self._count)))
            return ByColumn(self.kind, count, {name: column[at] for name, column in self._columns.items()})
        if not -self._count <= at < self._count:
            raise IndexError(at)
        return self.kind._make(self.column(name)[at] for name in self.kind._fields)


def by_column(kind: type[RowT], rows: Iterable[RowT]) -> ByColumn[RowT]:
    """Return rows as they are kept by column."""
    if isinstance(rows, ByColumn):
        return rows
    rows = list(rows)
    return ByColumn(kind, len(rows), dict(zip(kind._fields, zip(*rows, strict=True), strict=True)) if rows else {})


def joined(kind: type[RowT], parts: Sequence[ByColumn[RowT]]) -> ByColumn[RowT]:
    """Return the rows of several parts, one after the other."""
    if len(parts) < 2:
        return parts[0] if parts else ByColumn(kind, 0, {})
    columns = {name: [each for part in parts for each in part.column(name)] for name in kind._fields}
    return ByColumn(kind, sum(map(len, parts)), columns)
