"""Where a value is in a file, for findings on what it says and not on how it is written."""

from functools import cached_property
from typing import Any, NamedTuple

from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import Reading, read_yaml


class Spot(NamedTuple):
    """A line and a column, counted from 1, and the line itself."""

    line: int
    column: int
    source: str


class Places:
    """Finds values in a file that was read.

    The places of values are not kept with a portfolio, since most answers never ask for them.
    """

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._reading = reading

    @classmethod
    def of(cls, content: bytes) -> "Places":
        """Read the bytes of a file to find values in it."""
        text = decode(content)[0]
        return cls(text, read_yaml(text))

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def find(self, path: tuple[str | int, ...], *, key: bool = False) -> Spot:
        """Return the place of the value at `path`, or of what the file has of the way to it.

        With `key`, and for a mapping or a list, it is the place of the key.
        """
        (line, column), _ = self._reading.locate(path, key=key or _is_container(self._reading.data, path))
        source = self._lines[line].removesuffix("\r") if line < len(self._lines) else ""
        return Spot(line + 1, column + 1, source)


class Opened(NamedTuple):
    """A file whose text is at hand: its path, and where the values in it are."""

    path: str
    places: Places


def _is_container(data: Any, path: tuple[str | int, ...]) -> bool:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            # What the file lacks is left out, as `Reading.locate` does.
            continue
    return isinstance(data, dict | tuple)
