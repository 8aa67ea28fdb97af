"""The embedded engine that joins account lists: DuckDB, which is an extra, with bounds on what it may use."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from partnerkit.errors import UsageError
from partnerkit.installation import adding

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEMORY: Final = "1400MB"
"""What the engine keeps in memory; what is more goes to a temporary folder."""

_BATCH: Final = 50_000


class Engine:
    """A database in memory that is gone when it is closed; it reads nothing but the files that it is given."""

    def __init__(self, connection: "DuckDBPyConnection") -> None:
        self._connection: Final = connection

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """Run a statement."""
        self._connection.execute(statement, list(values))

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self._connection.execute(query, list(values)).fetchall()

    def row(self, query: str, values: Sequence[object] = ()) -> tuple[Any, ...]:
        """Return the first row of a query, which has one."""
        row = self._connection.execute(query, list(values)).fetchone()
        assert row is not None
        return row

    def batches(self, query: str) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a query, many at a time."""
        cursor = self._connection.execute(query)
        while batch := cursor.fetchmany(_BATCH):
            yield batch

    def create(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
        """Create a table of texts."""
        typed = ", ".join(f'"{column}" varchar' for column in columns)
        self.run(f"create table {table} ({typed})")
        insert = f"insert into {table} select {', '.join('unnest(?::varchar[])' for _ in columns)}"
        for batch in _batches(rows):
            self.run(insert, [list(column) for column in zip(*batch, strict=True)])


def literal(text: str) -> str:
    """Write a text in a statement."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _batches(rows: Iterable[Sequence[str | None]]) -> Iterator[list[Sequence[str | None]]]:
    batch: list[Sequence[str | None]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def open_engine() -> Iterator[Engine]:
    """Open the engine. Raises `UsageError` with the command that installs what is missing."""
    try:
        import duckdb
        import publicsuffixlist  # noqa: F401  # so that both are missed at once
    except ImportError:
        packages = "duckdb publicsuffixlist"
        raise UsageError("account lists need DuckDB", f"install it: {adding(packages)}") from None
    folder = tempfile.mkdtemp(prefix="partnerkit-")
    connection = duckdb.connect(
        config={
            "memory_limit": _MEMORY,
            "temp_directory": folder,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        connection.execute("set enable_progress_bar = false")
        yield Engine(connection)
    finally:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)
