"""What a key says of itself: what a change of it is, who may see it, what identifies its items, how it turns around.

    rate: Percentage | None = BOTH.commercial(None, description="The share, with its sign.")
    side: Side = OURS.assessment(turned=SIDES, description="Whose people were encouraged.")
    plan: tuple[PlanItem, ...] = branch((), items=known_by("id"), description="What is to be done.")

Every key that holds a value is a field of `BOTH` or of `OURS`, by the class of its changes; one that holds further keys
is as they are. A list says that its items are known by some of their keys, or are a set or a sequence; the items of a
mapping are known by their keys. A key that the other side would write in another way says how.

Every command imports the models, so this costs next to nothing: annotations would take as long as a tenth of them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, TypeVar, overload

from pydantic import Field
from pydantic.fields import FieldInfo

ChangeClass: TypeAlias = Literal["editorial", "assessment", "commitment", "commercial"]
"""What a change is, from the lightest to the heaviest.

A commercial change moves money or a contract, a commitment what one side relies on the other for, an assessment how
things are judged to be, and an editorial one how they are called and described.
"""

Audience: TypeAlias = Literal["both", "ours"]
"""Who may see a key: both sides, or our side alone."""

Value = TypeVar("Value")


class Items:
    """What the items of a list are known by: some of their keys, or without any themselves; and whether order counts.

    Items that agree in all of these keys are distinguished by their order. A list that is `stated` says something even
    when it is empty, unlike one that is left out. Items that are kept `as_written` have an order for their readers, the
    strongest argument first, although another order is no change.
    """

    def __init__(
        self, keys: tuple[str, ...] = (), *, ordered: bool = False, stated: bool = False, as_written: bool = False
    ) -> None:
        self.keys: Final = keys
        self.ordered: Final = ordered
        self.stated: Final = stated
        self.as_written: Final = as_written or ordered or not keys


def known_by(*keys: str, as_written: bool = False) -> Items:
    """Return what the items of a list are that are known by some of their keys."""
    return Items(keys, as_written=as_written)


SET: Final = Items()
"""Each item is known by itself, and order does not count."""

STATED_SET: Final = Items(stated=True)
"""The same, and an empty list says that there are none."""

SEQUENCE: Final = Items(ordered=True)
"""Each item is known by itself, or in a mapping by its key, and order counts."""


class Turned:
    """What the other side writes in the place of a key: the `key` beside it, or other `words` as its value.

    With neither, the key is one side's own view, and the other side has nothing in its place.
    """

    def __init__(self, key: str = "", words: Mapping[str, str] = MappingProxyType({})) -> None:
        self.key: Final = key
        self.words: Final = words


SIDES: Final = Turned(words=MappingProxyType({"us": "them", "them": "us"}))
POSITIONS: Final = Turned(words=MappingProxyType({"upstream": "downstream", "downstream": "upstream"}))
ONE_SIDED: Final = Turned()


class Marks:
    """All that a key says of itself; what it does not say is None."""

    def __init__(
        self,
        classification: "Classification | None" = None,
        items: Items | None = None,
        turned: Turned | None = None,
    ) -> None:
        self.classification: Final = classification
        self.items: Final = items
        self.turned: Final = turned


class Classification:
    """What a change of a key is, and who may see it; called, it makes the field of such a key, as `Field` does."""

    def __init__(self, change: ChangeClass, audience: Audience) -> None:
        self.change: Final = change
        self.audience: Final = audience

    @overload
    def __call__(
        self, default: Value, *, items: Items | None = None, turned: Turned | None = None, **field: Any
    ) -> Value: ...
    @overload
    def __call__(self, *, items: Items | None = None, turned: Turned | None = None, **field: Any) -> Any: ...
    def __call__(
        self, default: Any = ..., *, items: Items | None = None, turned: Turned | None = None, **field: Any
    ) -> Any:
        """Make the field of a key."""
        return _marked(Marks(self, items, turned), default, field)


_MARKS: Final[dict[type, dict[str, Marks]]] = {}


def branch(default: Value, *, items: Items | None = None, turned: Turned | None = None, **field: Any) -> Value:
    """Make the field of a key that holds further keys, which classify it."""
    marked: Value = _marked(Marks(None, items, turned), default, field)
    return marked


def _marked(marks: Marks, default: Any, field: dict[str, Any]) -> Any:
    info = Field(default, **field)
    info.metadata.append(marks)
    return info


def take_marks(section: type) -> None:
    """Take the marks off the fields of a section that is being made, and keep them for `marks_of`."""
    _MARKS[section] = {
        name: info.metadata.pop()
        for name, info in vars(section).items()
        if type(info) is FieldInfo and info.metadata and type(info.metadata[-1]) is Marks
    }


def marks_of(section: type) -> dict[str, Marks]:
    """Return what the fields of a section say of themselves, by their names."""
    return {name: marks for model in reversed(section.__mro__) for name, marks in _MARKS.get(model, {}).items()}


class _SeenBy:
    """The classes of change of what an audience may see."""

    def __init__(self, audience: Audience) -> None:
        self.commercial: Final = Classification("commercial", audience)
        self.commitment: Final = Classification("commitment", audience)
        self.assessment: Final = Classification("assessment", audience)
        self.editorial: Final = Classification("editorial", audience)


BOTH: Final = _SeenBy("both")
"""Both sides may see the key."""

OURS: Final = _SeenBy("ours")
"""Our side alone may see the key; also where that is in doubt."""
