"""Merge what two branches made of a file: by the keys of the format and the identity of items, never by lines.

The result is our text with their changes made in it, one step after the other, each read again. An item that was added
comes with its lines and comments, and comments that either side wrote are kept. What both sides changed in different
ways is a conflict: the text is made twice, with our values and with theirs, and where the two differ both are shown
between git's markers.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from partnerkit.model.identity import WrittenIdentity, identities, labels, sort_key
from partnerkit.model.marks import Items
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.address import items_at
from partnerkit.workspace.editing.edits import (
    CannotEditError,
    New,
    Path,
    Remove,
    Replace,
    Step,
    index_of_key,
)
from partnerkit.workspace.editing.files import keys_of_the_format, stepped, text_after
from partnerkit.workspace.editing.owners import Written

Side: TypeAlias = Literal["ours", "theirs"]
Name: TypeAlias = tuple[WrittenIdentity, int, str]
"""What an item is found by in three lists: its identity, how many before it have the same, and whose it is."""

MISSING: Final = object()


class Disputed(NamedTuple):
    """A value that both sides changed in different ways, by its address; None where a side removed it."""

    address: str
    ours: Any
    theirs: Any


class Merge(NamedTuple):
    """A merged text, with markers where there are conflicts."""

    text: str
    conflicts: tuple[Disputed, ...]


def merge(base: str, ours: str, theirs: str, names: tuple[str, str] = ("ours", "theirs")) -> Merge:
    """Merge three texts that can be read; `names` are what the markers of a conflict call the two sides.

    Raises `CannotEditError` where a change has no place in our text.
    """
    newline = "\r\n" if "\r\n" in ours else "\n"
    mine = _merged(base, ours, theirs, "ours")
    if not mine.conflicts:
        return Merge(mine.text, ())
    other = _merged(base, ours, theirs, "theirs")
    return Merge(_with_markers(mine.text, other.text, names, newline), tuple(mine.conflicts))


def _with_markers(ours: str, theirs: str, names: tuple[str, str], newline: str) -> str:
    mine, other = ours.splitlines(), theirs.splitlines()
    lines: list[str] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += mine[start:end]
        else:
            markers = f"<<<<<<< {names[0]}", "=======", f">>>>>>> {names[1]}"
            lines += [markers[0], *mine[start:end], markers[1], *other[other_start:other_end], markers[2]]
    return newline.join([*lines, ""])


def _merged(base: str, ours: str, theirs: str, side: Side) -> "_Merging":
    merging = _Merging(ours, theirs, side)
    before = read_yaml(base).data if base.strip() else {}
    merging.value((), (), before, read_yaml(ours).data, read_yaml(theirs).data)
    merging.keep_comments(base, ours, theirs)
    return merging


class _Merging:
    """Our text on its way to the merged one; a conflict is settled for one of the sides, and noted."""

    def __init__(self, ours: str, theirs: str, side: Side) -> None:
        self.text = ours
        self.reading = read_yaml(ours)
        self.theirs = Written(theirs)
        self.side = side
        self.conflicts: list[Disputed] = []

    def value(self, path: Path, there: Path, base: Any, ours: Any, theirs: Any) -> None:
        """Merge what is at `path` in our text, and `there` in theirs."""
        if _same(ours, theirs) or _same(base, theirs):
            return
        if isinstance(ours, dict) and isinstance(theirs, dict):
            self.mapping(path, there, base if isinstance(base, dict) else {}, ours, theirs)
        elif isinstance(ours, tuple) and isinstance(theirs, tuple):
            self.items(path, there, base if isinstance(base, tuple) else (), ours, theirs)
        elif _same(base, ours) or self.settle(path, ours, theirs):
            self.replace(path, theirs)

    def mapping(self, path: Path, there: Path, base: Any, ours: Any, theirs: Any) -> None:
        for key in [*(key for key in theirs if key not in ours), *ours]:
            self.entry((*path, key), (*there, key), *(each.get(key, MISSING) for each in (base, ours, theirs)))

    def entry(self, path: Path, there: Path, base: Any, ours: Any, theirs: Any) -> None:
        """Merge a key that may be missing on any side."""
        if ours is MISSING:
            if base is MISSING or (not _same(base, theirs) and self.settle(path, ours, theirs)):
                keys = [*self.at(path[:-1])]
                index = index_of_key(keys, str(path[-1]), keys_of_the_format(path[:-1]))
                self.create(path, index, theirs, there)
        elif theirs is MISSING:
            if base is not MISSING and (_same(base, ours) or self.settle(path, ours, theirs)):
                self.remove(path)
        else:
            self.value(path, there, base, ours, theirs)

    def items(self, path: Path, there: Path, base: Any, ours: Any, theirs: Any) -> None:
        items = items_at(path)
        if items.ordered and not (_is_within(base, ours) and _is_within(base, theirs)):
            if _same(base, ours) or self.settle(path, ours, theirs):
                self.replace(path, theirs)
            return
        before, mine, other = _named_apart(base, ours, theirs, items)
        present = list(mine)
        # Additions come before removals, so no list is empty in between and loses its lines.
        for name, number in other.items():
            if name in mine:
                continue
            item = theirs[number]
            known = name in before
            if known and _same(base[before[name]], item):
                continue
            index = self.place(path, item, name, list(other), present, before)
            if known and not self.settle((*path, index), MISSING, item, label=labels(theirs, items)[number]):
                continue
            self.create((*path, index), index, item, (*there, number))
            present.insert(index, name)
        for name in mine:
            at = (*path, present.index(name))
            if name in other:
                self.value(at, (*there, other[name]), _get(before, base, name), ours[mine[name]], theirs[other[name]])
            elif name in before and (
                _same(base[before[name]], ours[mine[name]]) or self.settle(at, ours[mine[name]], MISSING)
            ):
                self.remove(at)
                present.remove(name)

    def place(
        self,
        path: Path,
        item: Any,
        name: Name,
        theirs: Sequence[Name],
        present: Sequence[Name],
        before: Container[Name],
    ) -> int:
        """Return the place for an item that they added: sorted in a sorted list, else after the one before it there."""
        items, current = items_at(path), self.at(path)
        keys = [sort_key(each, items) for each in current]
        if not items.as_written and keys == sorted(keys):
            return bisect_right(keys, sort_key(item, items))
        at = theirs.index(name)
        index = max((present.index(other) + 1 for other in theirs[:at] if other in present), default=0)
        while index < len(present) and present[index] not in before and present[index] not in theirs:
            index += 1
        return index

    def settle(self, path: Path, ours: Any, theirs: Any, label: str = "") -> bool:
        """Note a conflict, and say whether it is settled for their side."""
        address = f"{self.address(path[:-1])}.{label}" if label else self.address(path)
        self.conflicts.append(Disputed(address, *(None if each is MISSING else each for each in (ours, theirs))))
        return self.side == "theirs"

    def address(self, path: Path) -> str:
        parts = []
        for depth, part in enumerate(path):
            items = self.at(path[:depth])
            parts.append(labels(items, items_at(path[:depth]))[part] if isinstance(part, int) else part)
        return ".".join(parts)

    def at(self, path: Path) -> Any:
        data = self.reading.data
        for part in path:
            data = data[part]
        return data

    def step(self, step: Step) -> None:
        self.text, self.reading = stepped(self.text, self.reading, step)

    def replace(self, path: Path, value: Any) -> None:
        try:
            self.step(Replace(path, value))
        except CannotEditError:
            # The old value contains comments, or has a layout that leaves no place: write the entry again.
            index = list(self.at(path[:-1])).index(path[-1]) if isinstance(path[-1], str) else path[-1]
            self.remove(path)
            self.create(path, index, value, ())

    def remove(self, path: Path) -> None:
        if len(path) == 1 and len(self.reading.data) == 1:
            raise CannotEditError("the file would be empty")
        self.step(Remove(path))

    def create(self, path: Path, index: int, value: Any, there: Path) -> None:
        """Create an entry, with the lines that it has in their text where that is possible."""
        lines = self.theirs.lines_of(there) if there else ()
        if lines:
            with suppress(CannotEditError):
                self.step(New(path, index, value, lines))
                return
        self.step(New(path, index, value))

    def keep_comments(self, base: str, ours: str, theirs: str) -> None:
        """Write the comments that either side wrote and the merged text lacks: in place of an old one, or above.

        A comment that one side has rewritten is the other's old one, about the same entry.
        """
        old, *new = ([*self.comments_of(text)] for text in (base, ours, theirs))
        said = Counter(comment for _, comment in old)
        wanted = [Counter(comment for _, comment in found) - said for found in new]
        missing = (wanted[0] | wanted[1]) - (Counter(comment for _, _, comment in Written(self.text).comments()) - said)
        for found in new:
            gone = Counter(old) - Counter(found)
            for owner, comment in found:
                if missing[comment]:
                    missing[comment] -= 1
                    rewritten = next((each for each in gone if each[0] == owner), None)
                    if rewritten is not None:
                        del gone[rewritten]
                    self.write_comment(comment, owner, rewritten and rewritten[1])

    def comments_of(self, text: str) -> Iterator[tuple[Path, str]]:
        """Yield the comments of a text with the path in the merged text of what they are about."""
        data = read_yaml(text).data
        for path, _, comment in Written(text).comments():
            yield self.translated(path, data), comment

    def translated(self, path: Path, data: Any) -> Path:
        """Return the path in the merged text of what is at a path in another; as much of it as is there."""
        here: Path = ()
        current = self.reading.data
        for depth, part in enumerate(path):
            if isinstance(data, tuple) and isinstance(current, tuple) and isinstance(part, int):
                items = items_at(path[:depth])
                name, names = identities(data, items)[part], identities(current, items)
                if name not in names:
                    break
                here = (*here, names.index(name))
                data, current = data[part], current[names.index(name)]
            elif isinstance(data, dict) and isinstance(current, dict) and part in current:
                here = (*here, part)
                data, current = data[part], current[part]
            else:
                break
        return here

    def write_comment(self, comment: str, path: Path, rewritten: str | None) -> None:
        newline = "\r\n" if "\r\n" in self.text else "\n"
        written = Written(self.text)
        for owner, at, old in written.comments():
            if rewritten == old and owner == path:
                text = self.text[:at] + comment + self.text[at + len(old) :]
                self.text, self.reading = text_after(text, self.reading.data)
                return
        place = written.lead_of(path)
        if place is not None:
            at, column = place
            with suppress(CannotEditError):
                line = f"{' ' * column}{comment}{newline}"
                self.text, self.reading = text_after(self.text[:at] + line + self.text[at:], self.reading.data)
                return
        end = "" if self.text.endswith("\n") or not self.text else newline
        self.text, self.reading = text_after(f"{self.text}{end}{comment}{newline}", self.reading.data)


def _named_apart(base: Any, ours: Any, theirs: Any, items: Items) -> tuple[dict[Name, int], ...]:
    """Return the items of three lists by their names: items with one name are one.

    What both sides log is not one: two calls on one day are two, if they are not the very same.
    """
    before, mine, other = (_names(each, items) for each in (base, ours, theirs))
    if items.keys[:1] != ("date",) or len(items.keys) < 2:
        return before, mine, other
    shared = [
        ours[number] for name, number in mine.items() if name in other and _same(ours[number], theirs[other[name]])
    ]

    def own(names: dict[Name, int], given: Any, side: Side) -> dict[Name, int]:
        return {
            name if name in before or given[number] in shared else (*name[:2], side): number
            for name, number in names.items()
        }

    return before, own(mine, ours, "ours"), own(other, theirs, "theirs")


def _names(given: Any, items: Items) -> dict[Name, int]:
    return {(*identity, ""): number for number, identity in enumerate(identities(given, items))}


def _get(numbers: dict[Name, int], given: Any, name: Name) -> Any:
    return given[numbers[name]] if name in numbers else MISSING


def _is_within(base: Any, other: Any) -> bool:
    """Whether all items of a list are in another one, in the same order."""
    rest = iter(map(repr, other))
    return all(repr(item) in rest for item in base)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same; the order of keys does not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)
