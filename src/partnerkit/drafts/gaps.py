"""A value that a file lacks: it shows as a TODO that says what is missing, and remembers where it belongs."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

_INDEX: Final = re.compile(r"\[[0-9]+\]")


@dataclass(frozen=True, slots=True)
class Missing:
    """One value that a draft would have shown: the key it belongs to, and what it is."""

    path: str
    what: str


def without_numbers(path: str) -> str:
    """Return a path without the numbers of lists: the key that it leads to."""
    return _INDEX.sub("", path)


class Gaps:
    """Keeps which missing values a draft shows, each once, in the order in which it does.

    Drafts that are filled from the same data share it, one after the other: each begins with its own wording, which
    says for a key, written without the numbers of lists, what is missing.
    """

    def __init__(self) -> None:
        self.begin({})

    def begin(self, wording: Mapping[str, str]) -> None:
        """Forget what the draft before this one showed."""
        self._wording = wording
        self._shown: dict[str, Missing] = {}

    def words(self, path: str, otherwise: str) -> str:
        """Return what is missing at `path`."""
        return self._wording.get(without_numbers(path), otherwise)

    def note(self, path: str, what: str) -> None:
        """Remember that a missing value was shown."""
        self._shown.setdefault(path, Missing(path, what))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The missing values shown so far."""
        return tuple(self._shown.values())


Inside: TypeAlias = Callable[[], Mapping[str, Any]]


class Gap:
    """A placeholder for a missing value: false, shown as `[TODO: what]`, and the same for every key inside it.

    What is there, but in another language, is missing too: the TODO shows that `original`. `inside` makes the gaps for
    the keys that it could have, once a template looks there.

    A loop over it comes by once, with the gap itself, so a missing list leaves a TODO and no hole. What
    templates may touch has no leading underscore; what Python needs has one, which the sandbox refuses.
    """

    __slots__ = ("_gaps", "_known", "_make", "_original", "_path", "_what")

    def __init__(self, gaps: Gaps, path: str, what: str, inside: Inside = dict, original: str = "") -> None:
        self._gaps = gaps
        self._original = original
        self._path = path
        self._what = what
        self._make = inside
        self._known: Mapping[str, Any] | None = None

    @property
    def _inside(self) -> Mapping[str, Any]:
        if self._known is None:
            self._known = self._make()
        return self._known

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        words = self._gaps.words(self._path, self._what)
        if self._original:
            words = f"{words} ({self._original})"
        self._gaps.note(self._path, words)
        return f"[TODO: {words}]"

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)

    def __iter__(self) -> Iterator["Gap"]:
        yield self

    def __getitem__(self, key: object) -> Any:
        if isinstance(key, int):
            return self
        if isinstance(key, str) and key in self._inside:
            return self._inside[key]
        raise KeyError(key)


def is_there(gap: Gap) -> bool:
    """Return whether the file has a value in the place of a gap, in another language than the draft."""
    return bool(gap._original)


def is_gap(value: object) -> bool:
    """Return whether a value is missing."""
    return isinstance(value, Gap)
