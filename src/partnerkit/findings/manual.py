"""The manual that every finding code has: what it finds, why that hurts, and how to fix it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent

from partnerkit.findings import Severity
from partnerkit.phrasing import did_you_mean


@dataclass(frozen=True, slots=True)
class Example:
    """A small folder, by file name; the last file is the one that the finding is about.

    `at` is the line and column of the finding, counted from 1. `shown` replaces the files in the manual if they
    are too large to read, or not text at all.
    """

    files: Mapping[str, str | bytes]
    at: tuple[int, int] | None = None
    shown: str = ""

    @property
    def text(self) -> str:
        """The example as readers see it: several files under their names, with a caret below the finding."""
        if self.shown:
            return self.shown
        texts = {name: _text(content) for name, content in self.files.items()}
        if self.at is not None:
            *_, last = texts
            texts[last] = _pointed_at(texts[last], *self.at)
        if len(texts) == 1:
            return next(iter(texts.values()))
        return "\n\n".join(f"# {name}\n{text}" for name, text in texts.items())


@dataclass(frozen=True, slots=True)
class Manual:
    """What a finding code means.

    `name` is the bad thing in kebab-case, and `title` says in a sentence what is wrong. `finds` describes what is
    reported, and `hurts` why that is bad. Every manual is tested: checking `bad` must find this code at the place
    that the example gives, and checking `good` must find nothing.
    """

    code: str
    name: str
    severity: Severity
    title: str
    finds: str
    hurts: str
    bad: Example
    good: Example


def meant(word: str, manuals: Sequence[Manual]) -> str:
    """Return a question for the manual with a similar name or code, or an empty text; codes must be very similar."""
    named = did_you_mean(word, [manual.name for manual in manuals])
    return named or did_you_mean(word, [manual.code for manual in manuals], cutoff=0.9)


def partnership(text: str, at: tuple[int, int] | None = None) -> Example:
    """Return an example of a partnership file."""
    return Example({"acme.yaml": dedent(text)}, at)


def workspace(text: str, at: tuple[int, int] | None = None) -> Example:
    """Return an example of a workspace file."""
    return Example({"partnerkit.yaml": dedent(text)}, at)


def _text(content: str | bytes) -> str:
    text = content.decode("utf-8", errors="backslashreplace") if isinstance(content, bytes) else content
    return text.rstrip("\n")


def _pointed_at(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:line], f"{' ' * (column - 1)}^", *lines[line:]])
