"""Rows of one kind that are kept a column at a time: a hundred thousand of them take a fraction of the time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import is_, itemgetter
from typing import Any, Generic, NamedTuple, TypeVar, overload

RowT = TypeVar("RowT", bound=NamedTuple)


class ByColumn(Sequence[RowT], Generic[RowT]):
    """Named tuples as one column for each field; a row is only made when it is asked for.

    A field without a column has its default in every row.
    """

    def __init__(self, kind: type[RowT], count: int, columns: Mapping[str, Sequence[Any]]) -> None:
        self.kind, self._count, self._columns = kind, count, dict(columns)

    def column(self, name: str) -> Sequence[Any]:
        """Return what all rows have in a field."""
        if name not in self._columns:
            self._columns[name] = self._late(name)
        return self._columns[name]

    def _late(self, name: str) -> Sequence[Any]:
        """Return a column that has not been asked for before."""
        return [self.kind._field_defaults[name]] * self._count if self._count else []

    def gives(self, name: str) -> bool:
        """Whether rows may have something else than the default in a field."""
        return name in self._columns

    def has(self, name: str) -> bool:
        """Whether any row has something in a field that is empty unless it is given."""
        return self.gives(name) and any(self.column(name))

    def at(self, places: Sequence[int]) -> "ByColumn[RowT]":
        """Return the rows at some places, in their order."""
        return self if list(places) == list(range(self._count)) else _Taken(self, len(places), places)

    def replaced(self, columns: Mapping[str, Sequence[Any]]) -> "ByColumn[RowT]":
        """Return the rows with some other columns."""
        given = {name: self.column(name) for name in self.kind._fields if self.gives(name)}
        return ByColumn(self.kind, self._count, {**given, **columns})

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
        if isinstance(at, int):
            return self.kind._make(self.column(name)[at] for name in self.kind._fields)
        places = range(*at.indices(self._count))
        return self if places == range(self._count) else _Taken(self, len(places), at)


class _Taken(ByColumn[RowT]):
    """Some of the rows of others: a column is only taken when it is asked for."""

    def __init__(self, rows: ByColumn[RowT], count: int, places: Sequence[int] | slice) -> None:
        super().__init__(rows.kind, count, {})
        self._rows, self._places = rows, places

    def gives(self, name: str) -> bool:
        return self._rows.gives(name)

    def _late(self, name: str) -> Sequence[Any]:
        if not self.gives(name):
            return super()._late(name)
        column = self._rows.column(name)
        if isinstance(self._places, slice):
            return column[self._places]
        if isinstance(column, ByColumn):
            return column.at(self._places)
        # One call for all of them is faster by a third.
        return itemgetter(*self._places)(column) if len(self._places) > 1 else [column[place] for place in self._places]


class _Joined(ByColumn[RowT]):
    """The rows of several parts: a column is only put together when it is asked for."""

    def __init__(self, kind: type[RowT], parts: Sequence[ByColumn[RowT]]) -> None:
        super().__init__(kind, sum(map(len, parts)), {})
        self._parts = parts

    def gives(self, name: str) -> bool:
        return any(part.gives(name) for part in self._parts)

    def _late(self, name: str) -> Sequence[Any]:
        if not self.gives(name):
            return super()._late(name)
        columns = [part.column(name) for part in self._parts]
        if all(isinstance(column, ByColumn) for column in columns):
            return joined(columns[0].kind, columns)  # type: ignore[attr-defined,arg-type]  # they are all by column
        return list(chain.from_iterable(columns))


def by_column(kind: type[RowT], rows: Iterable[RowT]) -> ByColumn[RowT]:
    """Return rows as they are kept by column."""
    if isinstance(rows, ByColumn):
        return rows
    rows = list(rows)
    columns = zip(*rows, strict=True) if rows else repeat((), len(kind._fields))
    return ByColumn(kind, len(rows), dict(zip(kind._fields, columns, strict=True)))


def joined(kind: type[RowT], parts: Sequence[ByColumn[RowT]]) -> ByColumn[RowT]:
    """Return the rows of several parts, one after the other."""
    return parts[0] if len(parts) == 1 else _Joined(kind, parts)


def mapped(function: Callable[[Any], Any], column: Sequence[Any]) -> list[Any]:
    """Return what a function makes of each value of a column; it is asked once where all are the very same."""
    if column and all(map(is_, column, repeat(column[0]))):
        return [function(column[0])] * len(column)
    return list(map(function, column))
