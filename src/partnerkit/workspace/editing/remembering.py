"""Write what a command is to remember into the workspace file: the keys that differ, and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any

from partnerkit.errors import InvalidFilesError
from partnerkit.model.shape import keys_at
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_workspace
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.edits import CannotEditError, Edit, Path, Put
from partnerkit.workspace.editing.files import changed, encoded_like


def remembered(path: str, content: bytes, place: Path, values: Mapping[str, Any]) -> bytes:
    """Return the bytes of a workspace file in which what is at `place` has these values; other keys there stay.

    Raises `InvalidFilesError` where the file cannot take them.
    """
    text, _, _ = decode(content)
    reading = read_yaml(text)
    if reading.data is None:
        # Comments alone, or nothing at all: there is no mapping yet to add a key to.
        text = f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}format: 1\n"
        reading = read_yaml(text)
    try:
        for edit in _edits(reading.data, place, values):
            text, reading = changed(text, reading, edit, lambda inside: keys_at(Workspace, inside))
    except CannotEditError as error:
        raise InvalidFilesError(f"{path} is left as it is: {error}", "add `imports` by hand") from error
    after = encoded_like(content, text)
    loaded = load_workspace(path, after)
    if loaded.model is None:
        raise InvalidFilesError(f"{path} would have an error: {loaded.findings[0].message}", loaded.findings[0].help)
    return after


def _edits(data: Any, place: Path, values: Mapping[str, Any]) -> Iterator[Edit]:
    present = data
    for part in place:
        present = present.get(part) if isinstance(present, dict) else None
    if present is None:
        yield Put(place, values)
        return
    for key, value in values.items():
        inside = present.get(key)
        if isinstance(value, Mapping) and isinstance(inside, dict):
            yield from _edits(data, (*place, key), value)
        elif inside != value:
            yield Put((*place, key), value)
