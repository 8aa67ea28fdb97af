"""Where in a file a value stands, for findings on what it says and not on how it is written."""

from dataclasses import dataclass
from typing import Any

from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import Reading, read_yaml


@dataclass(frozen=True, slots=True)
class Spot:
    """A line and a column, counted from 1, and the line as it stands there."""

    line: int
    column: int
    source: str


class Places:
    """Finds values in the bytes of a file that was loaded before.

    The places of values are not kept with a portfolio, since most answers never ask for them.
    """

    def __init__(self, content: bytes) -> None:
        text = decode(content)[0]
        self._lines = text.split("\n")
        self._reading: Reading = read_yaml(text)

    def find(self, path: tuple[str | int, ...], *, key: bool = False) -> Spot:
        """Return the place of the value at `path`, or of what the file has of the way to it.

        With `key`, and for a mapping or a list, it is the place of the key.
        """
        (line, column), _ = self._reading.locate(path, key=key or _is_container(self._reading.data, path))
        source = self._lines[line].removesuffix("\r") if line < len(self._lines) else ""
        return Spot(line + 1, column + 1, source)


def _is_container(data: Any, path: tuple[str | int, ...]) -> bool:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            # What the file lacks is left out, as `Reading.locate` does.
            continue
    return isinstance(data, dict | tuple)
