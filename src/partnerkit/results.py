"""What results have in common: the commit they are from, and which of their fields go into JSON."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Final, NamedTuple, TypeAlias, TypeVar, get_type_hints

ValueT = TypeVar("ValueT")


class Recorded(NamedTuple):
    """The commit that an answer is read from, and its day."""

    commit: str
    date: date

    @property
    def sentence(self) -> str:
        """What answers for people say of it."""
        return f"As recorded in commit {self.commit[:12]} of {self.date}."


class Authored(NamedTuple):
    """A commit as a log shows it: its day, who wrote it, and the first line of its message."""

    commit: str
    date: date
    author: str
    message: str


class _Mark(Enum):
    INTERNAL = "internal"
    IF_GIVEN = "if given"


Internal: TypeAlias = Annotated[ValueT, _Mark.INTERNAL]
"""A field that only the document needs: JSON leaves it out."""

IfGiven: TypeAlias = Annotated[ValueT, _Mark.IF_GIVEN]
"""A field that JSON leaves out when it is None."""


def is_result(value: object) -> bool:
    """Whether a value has fields: a named tuple or a dataclass."""
    return hasattr(value, "_fields") or hasattr(value, "__dataclass_fields__")


def reported(result: object) -> dict[str, object]:
    """Return the fields of a result that go into JSON, in their order; `from_` is called `from` there."""
    fields = ((name, mark, getattr(result, name)) for name, mark in _fields(type(result)).items())
    return {name.removesuffix("_"): value for name, mark, value in fields if mark is None or value is not None}


def reported_names(kind: type) -> dict[str, str] | None:
    """Return what the fields of a class that go into JSON are called there; None if that depends on their values."""
    if not is_result(kind) or any(_fields(kind).values()):
        return None
    return {name: name.removesuffix("_") for name in _fields(kind)}


def reported_types(kind: type) -> dict[str, tuple[object, bool]]:
    """Return the type of each field that goes into JSON, by its name there, and whether it always does."""
    hints = get_type_hints(kind, include_extras=True)
    return {name.removesuffix("_"): (hints[name], mark is None) for name, mark in _fields(kind).items()}


_FIELDS: Final[dict[type, Mapping[str, _Mark | None]]] = {}


def _fields(kind: type) -> Mapping[str, _Mark | None]:
    """Return the fields of a class that may go into JSON, and the mark of each."""
    if kind not in _FIELDS:
        marks = {name: _mark_of(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}
        _FIELDS[kind] = {name: mark for name, mark in marks.items() if mark is not _Mark.INTERNAL}
    return _FIELDS[kind]


def _mark_of(hint: object) -> _Mark | None:
    extras = getattr(hint, "__metadata__", ())
    return next((extra for extra in extras if isinstance(extra, _Mark)), None)
