"""Write a partnership file in a standard order, so additions by two people land in different places.

Keys follow the order of the format, buckets and criteria that of the workspace, and the items of a list are sorted by
what identifies them; those of one day keep their order, which is that of the day. An item has a line of its own, and
one of `results` has all its values on it. Comments move with what they are about.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

from partnerkit.findings import Finding
from partnerkit.model.identity import sort_key
from partnerkit.model.names import Names
from partnerkit.reading.loader import load_partnership, unreadable
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.store.tree import DISK
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.editing.address import items_at
from partnerkit.workspace.editing.edits import Arrange, CannotEditError, Flatten, Open, Path, Step
from partnerkit.workspace.editing.files import encoded_like, keys_of_the_format, rewrite, stepped_all, text_after
from partnerkit.workspace.editing.layout import comments_in

_ROWS: Final[frozenset[Path]] = frozenset({("results",)})
"""The lists whose items have all their values on one line."""


class CanonicalOrder:
    """What order a file is written in; `Names` are those of its workspace."""

    def __init__(self, known: Names) -> None:
        self.known = known
        self.own: dict[Path, Sequence[str]] = {("buckets",): known.buckets, ("fit",): known.criteria}

    def keys(self, path: Path) -> Sequence[str]:
        """Return the keys of a mapping in their order."""
        return self.own.get(path) or keys_of_the_format(path)

    def is_sorted(self, path: Path) -> bool:
        """Whether the items of a list are sorted, and have lines of their own."""
        return not items_at(path).as_written

    def is_row(self, path: Path) -> bool:
        """Whether an item of the list at a path is written on one line."""
        return path in _ROWS

    def sort_key(self, item: Any, path: Path) -> tuple[Any, ...]:
        """Return what the items of a list are sorted by."""
        return sort_key(item, items_at(path))


class Formatted(NamedTuple):
    """The bytes of a file before and after, which are the same where `findings` say why it cannot be formatted."""

    before: bytes
    after: bytes
    findings: tuple[Finding, ...] = ()


def format_file(path: str, layout: CanonicalOrder, *, write: bool = True) -> Formatted:
    """Put a file into order; one that cannot be read is left as it is, with the findings that say why."""
    content = read_contents(path, DISK)
    if isinstance(content, Finding):
        return Formatted(b"", b"", (content,))
    findings: list[Finding] = []

    def in_order(content: bytes) -> bytes:
        loaded = load_partnership(path, content, layout.known)
        text, problems, _ = decode(content)
        if problems or read_yaml(text).problems or loaded.places is None:
            findings.extend(finding for finding in loaded.findings if finding.severity == "error")
            return content
        try:
            return encoded_like(content, formatted(text, layout))
        except CannotEditError as error:
            findings.append(unreadable(path, f"this can't be put in order: {error}", "put it in order by hand"))
            return content

    before, after = rewrite(path, in_order, write=write)
    return Formatted(before, after, tuple(findings))


def formatted(text: str, layout: CanonicalOrder) -> str:
    """Return a text that can be read as `fmt` writes it: the same data, the same comments, in another order.

    What has a layout that cannot be rearranged safely stays as it is. Raises `CannotEditError` where comments would
    be lost.
    """
    reading = read_yaml(text)
    new = text
    level: list[Path] = [()]
    while level:
        for steps in _steps(level, layout):
            wanted = steps(reading.data)
            if wanted:
                new, reading = stepped_all(new, reading, wanted)
        level = [path for outer in level for path in _below(reading.data, outer)]
    if not new.endswith("\n"):
        with suppress(CannotEditError):
            new, reading = text_after(new + ("\r\n" if "\r\n" in new else "\n"), reading.data)
    before, after = (Counter(comment.rstrip() for _, comment in comments_in(each)) for each in (text, new))
    if before != after:
        raise CannotEditError("a comment would be lost")
    return new


def _steps(level: Sequence[Path], layout: CanonicalOrder) -> list[Callable[[Any], list[Step]]]:
    """Return what is done to the collections at some paths, none of which is in another, one thing after the other."""

    def sorted_lists(data: Any) -> list[tuple[Path, tuple[Any, ...]]]:
        inside = [(path, _at(data, path)) for path in level if layout.is_sorted(path)]
        return [
            (path, items)
            for path, items in inside
            if isinstance(items, tuple) and items and all(isinstance(item, dict) for item in items)
        ]

    def lines(data: Any) -> list[Step]:
        return [Open(path) for path, _ in sorted_lists(data)]

    def order(data: Any) -> list[Step]:
        steps: list[Step] = []
        for path in level:
            mapping = _at(data, path)
            if isinstance(mapping, dict):
                keys = tuple(dict.fromkeys([*(key for key in layout.keys(path) if key in mapping), *mapping]))
                if keys != tuple(mapping):
                    steps.append(Arrange(path, keys))
        for path, items in sorted_lists(data):
            at = tuple(sorted(range(len(items)), key=lambda index: layout.sort_key(items[index], path)))
            if at != tuple(range(len(items))):
                steps.append(Arrange(path, at))
        return steps

    def rows(data: Any) -> list[Step]:
        return [
            Flatten((*path, index))
            for path, items in sorted_lists(data)
            if layout.is_row(path)
            for index in range(len(items))
        ]

    return [lines, order, rows]


def _below(data: Any, path: Path) -> Iterator[Path]:
    """Yield the paths of the collections directly within another."""
    outer = _at(data, path)
    for part, inner in outer.items() if isinstance(outer, dict) else enumerate(outer):
        if isinstance(inner, dict | tuple):
            yield (*path, part)


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data
