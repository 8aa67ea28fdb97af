"""What a table said when it was last imported, as far as the files said the same: `imports/NAME.last.csv`.

A value of a file that still is what the table said then is the table's, and follows it. Any other value is what people
wrote, and stays. Nothing is in it that is not in the files too.
"""

import csv
import io
from collections.abc import Mapping
from typing import Final

from partnerkit.errors import InvalidFilesError
from partnerkit.render.safe import guarded, unguarded

_TITLES: Final = ("record", "key", "value")


class LastImport:
    """The values that a table and the files agreed in, by the record they are of and their key.

    A record is a partnership, `acme`, or something of it: `acme/people.jo`, `acme/deals.D-17`. Raises
    `InvalidFilesError` for a file that holds anything else.
    """

    def __init__(self, path: str, content: bytes | None) -> None:
        self.path = path
        self.before = content
        self._said: dict[str, dict[str, str]] = {}
        self._agreed: dict[str, dict[str, str]] = {}
        if content is None:
            return
        try:
            titles, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
            if tuple(titles) != _TITLES:
                raise ValueError
            for record, key, value in rows:
                self._said.setdefault(unguarded(record), {})[key] = unguarded(value)
        except (ValueError, csv.Error):
            help = "get it back from git, or delete it: then values of the table replace those of the files once more"
            raise InvalidFilesError(f"{path} is not what an import has written", help) from None

    def of(self, record: str) -> Mapping[str, str]:
        """Return what the table said of a record last time, by key; nothing if it wasn't imported."""
        return self._said.get(record, {})

    def agree(self, record: str, values: Mapping[str, str]) -> None:
        """Note the values that the table and the files agree in now."""
        if values:
            self._agreed.setdefault(record, {}).update(values)

    @property
    def after(self) -> bytes:
        """The bytes of the file with all that was noted."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(_TITLES)
        for record in sorted({**self._said, **self._agreed}):
            values = {**self._said.get(record, {}), **self._agreed.get(record, {})}
            writer.writerows((guarded(record), key, guarded(value)) for key, value in sorted(values.items()))
        return buffer.getvalue().encode()

    def was_removed(self, record: str) -> tuple[str, str]:
        """Return how it is said that a record of the table was removed from the files, and how it comes back."""
        return (
            "it was removed here since the last import",
            f"to import it again, delete the lines of {record} in {self.path}",
        )
