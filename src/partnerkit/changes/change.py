"""What a change is, as a value: where, of which kind and class, and what was there before and after."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from partnerkit.model.identity import Identity
from partnerkit.model.marks import ChangeClass

ChangeKind: TypeAlias = Literal["changed", "added", "removed", "renamed"]

CLASSES: tuple[ChangeClass, ...] = tuple(reversed(get_args(ChangeClass)))
"""The classes of change, the heaviest first."""


class ListItem(NamedTuple):
    """An item of a list on the way to a change, by the keys that it was known by before.

    `number` tells items apart that agree in all of these, and `label` is what it is called now. `said` is what a
    sentence calls it if that is more.
    """

    identity: Identity
    number: int
    label: str
    said: str = ""


class Entry(NamedTuple):
    """An entry of a mapping whose keys are the user's own, by its key before; `label` is its key now."""

    key: str
    label: str


Place: TypeAlias = tuple[str | ListItem | Entry, ...]
"""The way to a change: keys of the format, and between them items of lists and entries of mappings."""


class Change(NamedTuple):
    """One change of a file, as plain data; what was added has no `old` value, and what was removed no `new` one.

    A list whose order counts, and a mapping, may be `changed` as a whole: then these are its items or its keys in their
    order. What is `renamed` has the identities that it was and is known by. What is added where order counts has the
    place `at` which it is.
    """

    place: Place
    kind: ChangeKind
    change: ChangeClass
    old: Any
    new: Any
    at: int | None = None

    @property
    def key(self) -> str:
        """The key that changed, as documentation writes it: `plan.due`, `buckets.enable.status`."""
        return ".".join(part if isinstance(part, str) else part.label for part in self.place if not _is_item(part))

    @property
    def keys(self) -> str:
        """The keys of the format alone, without the names of entries: `plan.due`, `buckets.status`."""
        return ".".join(part for part in self.place if isinstance(part, str))

    @property
    def item(self) -> str | None:
        """What the item of a list or the entry of a mapping is called that changed, or that holds what changed."""
        return next((part.label for part in reversed(self.place) if not isinstance(part, str)), None)

    @property
    def path(self) -> str:
        """The place in one text: `plan[training].due`."""
        text = ""
        for part in self.place:
            if isinstance(part, ListItem):
                text += f"[{part.label}]"
            else:
                text += ("." if text else "") + (part if isinstance(part, str) else part.label)
        return text


def _is_item(part: object) -> bool:
    return isinstance(part, ListItem)


def heaviest(classes: Sequence[ChangeClass]) -> ChangeClass | None:
    """Return the heaviest class of some; None where there are none."""
    return min(classes, key=CLASSES.index, default=None)


def counted(classes: Sequence[ChangeClass]) -> Mapping[ChangeClass, int]:
    """Count the changes of each class, the heaviest first."""
    return {change: classes.count(change) for change in CLASSES}
