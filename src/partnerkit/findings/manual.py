"""The manual that every finding code carries: what it finds, why that hurts, and how it is put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent

from partnerkit.findings import Severity
from partnerkit.phrasing import did_you_mean


@dataclass(frozen=True, slots=True)
class Example:
    """A small folder, by file name; the last file is the one that the finding is about.

    `at` is the line and column of the finding, counted from 1. `shown` stands in for the files where they
    are too large to read, or no text at all.
    """

    files: Mapping[str, str | bytes]
    at: tuple[int, int] | None = None
    shown: str = ""

    @property
    def text(self) -> str:
        """The example as a reader sees it: several files under their names, with a caret below the finding."""
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

    `name` says the bad thing in kebab-case, `title` says in a sentence what is wrong; `finds` tells what is
    looked at, `hurts` why it is no good. Every manual proves itself: a test checks `bad` and finds this code
    where the example says, and finds nothing in `good`.
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
    """Ask for the manual whose name or code is near, or answer nothing; another digit makes quite another code."""
    named = did_you_mean(word, [manual.name for manual in manuals])
    return named or did_you_mean(word, [manual.code for manual in manuals], cutoff=0.9)


def partnership(text: str, at: tuple[int, int] | None = None) -> Example:
    """Give an example of a partnership file."""
    return Example({"acme.yaml": dedent(text)}, at)


def workspace(text: str, at: tuple[int, int] | None = None) -> Example:
    """Give an example of a workspace file."""
    return Example({"partnerkit.yaml": dedent(text)}, at)


def _text(content: str | bytes) -> str:
    text = content.decode("utf-8", errors="backslashreplace") if isinstance(content, bytes) else content
    return text.rstrip("\n")


def _pointed_at(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:line], f"{' ' * (column - 1)}^", *lines[line:]])
