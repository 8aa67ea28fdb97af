"""Where in a file a value stands, for findings on what it says and not on how it is written."""

from dataclasses import dataclass, field
from typing import Any

from partnerkit.store.files import read_bytes
from partnerkit.store.source import decode, line_of
from partnerkit.store.yaml_reader import Problem, Reading, read_yaml


@dataclass(frozen=True, slots=True)
class Spot:
    """A line and a column, counted from 1, and the line as it stands there."""

    line: int
    column: int
    source: str


@dataclass(slots=True)
class Places:
    """Finds values in files, reading each file once more when it is first asked about."""

    _read: dict[str, tuple[str, Reading]] = field(default_factory=dict)

    def find(self, file: str, path: tuple[str | int, ...], *, key: bool = False) -> Spot:
        """Answer the place of the value at `path`, or of what the file has of the way to it.

        With `key`, and for a mapping or a list, it is the place of the key. Of a file that can no longer be read it
        is the first line.
        """
        if file not in self._read:
            self._read[file] = _reading(file)
        text, reading = self._read[file]
        (line, column), _ = reading.locate(path, key=key or _is_container(reading.data, path))
        return Spot(line + 1, column + 1, line_of(text, line))


def _reading(file: str) -> tuple[str, Reading]:
    content = read_bytes(file)
    text = "" if isinstance(content, Problem) else decode(content)[0]
    return text, read_yaml(text)


def _is_container(data: Any, path: tuple[str | int, ...]) -> bool:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            # What the file lacks is left out, as `Reading.locate` does.
            continue
    return isinstance(data, dict | tuple)
