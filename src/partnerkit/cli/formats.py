"""The one table of formats: what each is called, what it is given, and which module writes it.

To add a format, write `render` in a module of its own and add its line here; nothing else knows of it.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from partnerkit.errors import UsageError
from partnerkit.phrasing import listed

Input: TypeAlias = Literal["document", "sheets", "grids", "result", "findings", "events", "draft", "changes"]
"""What a format is given: a document, or its tables as sheets; tables for programs as grids; or anything else."""


class Format(NamedTuple):
    """One way to write an answer.

    A file with one of the `endings` selects it; the first is the usual one. What is read on a `screen` is written to
    fit its width and its colors; a `page` has space for more than one view of the same thing. One of `tables` has one
    table in a file; it starts with `mark` in a file, which programs on Windows know UTF-8 by. The lines of one of
    `commands` are those that CI acts on. A `binary` one is bytes, which only a file takes. One that `names_commit` says
    itself which commit an answer is from; beside the others that is said on standard error.
    """

    name: str
    takes: Input
    module: str
    endings: tuple[str, ...] = ()
    screen: bool = False
    page: bool = False
    tables: bool = False
    mark: str = ""
    commands: bool = False
    binary: bool = False
    names_commit: bool = True

    @property
    def render(self) -> Callable[..., Any]:
        """The function that writes it, imported now."""
        render: Callable[..., Any] = import_module(f"partnerkit.{self.module}").render
        return render

    @property
    def render_tables(self) -> Callable[..., Any]:
        """The function that writes the tables of an answer apart, by name."""
        render: Callable[..., Any] = import_module(f"partnerkit.{self.module}").tables
        return render


FORMATS: Final = (
    Format("terminal", "findings", "render.findings", (".txt",), screen=True),
    Format("terminal", "document", "render.terminal", (".txt",), screen=True),
    Format("markdown", "changes", "changes.comment", (".md",)),
    Format("markdown", "document", "render.markdown", (".md",), page=True),
    Format("html", "document", "render.html", (".html", ".htm"), page=True),
    Format("csv", "document", "render.csv", (".csv",), tables=True, mark="\ufeff"),
    Format("xlsx", "sheets", "render.xlsx", (".xlsx",), binary=True),
    Format("csv", "grids", "render.grid_csv", (".csv",), mark="\ufeff", names_commit=False),
    Format("xlsx", "grids", "render.grid_xlsx", (".xlsx",), binary=True),
    Format("parquet", "grids", "render.grid_parquet", (".parquet",), binary=True),
    Format("json", "result", "render.json", (".json",)),
    Format("ics", "events", "render.icalendar", (".ics",)),
    Format("github", "findings", "render.github", commands=True),
    Format("sarif", "findings", "render.sarif", (".sarif", ".sarif.json")),
    Format("junit", "findings", "render.junit", (".xml",)),
    Format("gitlab", "findings", "render.gitlab", names_commit=False),
    Format("markdown", "draft", "drafts.markdown", (".md",), names_commit=False),
    Format("text", "draft", "drafts.plain_text", (".txt",), names_commit=False),
    Format("html", "draft", "drafts.page", (".html", ".htm"), names_commit=False),
    Format("docx", "draft", "drafts.word", (".docx",), names_commit=False),
    Format("eml", "draft", "drafts.mail", (".eml",), names_commit=False),
)


def formats_for(gives: Sequence[Input]) -> Mapping[str, Format]:
    """Return the formats of what a command gives, by name: first the one that is used if none is asked for."""
    first = [format for format in FORMATS if format.takes in gives[:1]][:1]
    formats: dict[str, Format] = {}
    for format in (*first, *FORMATS):
        if format.takes in gives:
            formats.setdefault(format.name, format)
    return formats


_ENDINGS: Final = frozenset(
    {
        *(ending for format in FORMATS for ending in format.endings),
        *(".doc", ".odp", ".ods", ".odt", ".pdf", ".png", ".ppt", ".pptx", ".rtf", ".svg", ".xls", ".zip"),
    }
)
"""The endings of files that a program opens in a way of its own."""


def format_of(path: str, formats: Mapping[str, Format]) -> Format:
    """Return the format for the ending of a file; the first for a name without an ending that says what is in it.

    Raises `UsageError` for the ending of something else: its program would open the file and find no such thing in it.
    """
    name = path.lower()
    asked = [(ending, format) for format in formats.values() for ending in format.endings if name.endswith(ending)]
    if asked:
        return max(asked, key=lambda pair: len(pair[0]))[1]
    other = os.path.splitext(name)[1]
    if other in _ENDINGS and not os.path.isdir(path):
        known = [ending for format in formats.values() for ending in format.endings[:1]]
        raise UsageError(
            f"{path}: this answer can't be written as {other}",
            f"it can be as {listed(known, 'or')}; with --format the file may have any name",
        )
    return next(iter(formats.values()))
