"""A partnership while tables of it are taken back: what its file says now, and what it said when they were written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from partnerkit.documents import Value
from partnerkit.imports.files import PartnershipFile, PartnershipFiles
from partnerkit.imports.target import ImportTarget
from partnerkit.model.partnership import Partnership
from partnerkit.reading.loader import load_partnership
from partnerkit.render.safe import visible
from partnerkit.tables.rows import Row, rows_of
from partnerkit.tables.shapes import TableShape
from partnerkit.tables.steps import Inside
from partnerkit.workspace.origins import blob_of

RowsByKey = Mapping[tuple[Value, ...], Row]


Recover: TypeAlias = Callable[[str], bytes | None]
"""Returns a content by what git calls it; None if git does not know it."""


class PartnershipState:
    """A partnership: `is_lost` is what it was, where its file has changed and git has not kept what it held.

    Without a version, it is taken not to have changed.
    """

    def __init__(self, stem: str, file: PartnershipFile, now: Partnership, then: Partnership | None, currency: str):
        self.stem, self.file, self.currency = stem, file, currency
        self.has_changed = then is not now
        self.is_lost = then is None
        self._versions = {"now": now, "then": now if then is None else then}
        self._rows: dict[tuple[str, str], RowsByKey] = {}

    @classmethod
    def of(
        cls,
        stem: str,
        target: ImportTarget,
        files: PartnershipFiles,
        versions: Mapping[str, str],
        recover: Recover,
    ) -> "PartnershipState | None":
        """Return a partnership that could be read; None for any other."""
        now = target.portfolio.partnerships.get(stem)
        content = None if now is None else target.read(target.paths[stem])
        file = None if content is None else files.of(stem)
        if now is None or content is None or file is None:
            return None
        version = versions.get(stem, "")
        then = now if version in ("", blob_of(content)) else _recovered(version, recover)
        return cls(stem, file, now, then, target.workspace.currency)

    @property
    def knows_then(self) -> bool:
        """Whether what the file said then is known."""
        return not self.is_lost

    @property
    def data(self) -> Any:
        """What the file holds, as plain data."""
        return self.file.data

    @property
    def current(self) -> Partnership:
        """The partnership with all edits so far."""
        return self.file.partnership or self._versions["now"]

    def now(self, shape: TableShape) -> RowsByKey:
        """Return the rows that the file has in a table, by their keys, before any edit."""
        return self._indexed(shape, "now")

    def then(self, shape: TableShape) -> RowsByKey:
        """Return the rows that it had when the table was written."""
        return self._indexed(shape, "then")

    def _indexed(self, shape: TableShape, version: str) -> RowsByKey:
        key = (shape.name, version)
        if key not in self._rows:
            self._rows[key] = rows_by_key(shape, self.stem, self._versions[version], self.currency)
        return self._rows[key]


def _recovered(version: str, recover: Recover) -> Partnership | None:
    content = recover(version)
    return None if content is None else load_partnership(version, content, None).model


def rows_by_key(shape: TableShape, stem: str, partnership: Partnership, currency: str) -> RowsByKey:
    """Return the rows of a table by their keys; a section that is left out is a row without a value."""
    found = {known_as(row.keys): row for row in rows_of(shape, stem, partnership, currency)}
    if not found and all(isinstance(step, Inside) for step in shape.steps):
        path = tuple(step.key for step in shape.steps if isinstance(step, Inside))
        found = {(stem,): Row((stem,), (None,) * len(shape.columns), path)}
    return found


def known_as(keys: Sequence[Value]) -> tuple[Value, ...]:
    """Return keys as a table shows them."""
    return tuple(visible(key) if isinstance(key, str) else key for key in keys)
