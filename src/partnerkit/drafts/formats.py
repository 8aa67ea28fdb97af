"""The formats of a draft: by which endings a file asks for each, and how it is written."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.drafts import mail, page, plain_text, word
from partnerkit.drafts.drafting import Draft

Name: TypeAlias = Literal["markdown", "text", "html", "docx", "eml"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the endings of its files, the usual one first, and what makes the bytes.

    `write` is given the draft, the day, and a file whose styles a Word file takes.
    """

    endings: tuple[str, ...]
    write: Callable[[Draft, date, bytes | None], bytes]


FORMATS: Final[Mapping[Name, Format]] = {
    "markdown": Format((".md",), lambda draft, _today, _reference: f"{draft.whole}\n".encode()),
    "text": Format((".txt",), lambda draft, _today, _reference: plain_text.render(draft.whole).encode()),
    "html": Format((".html", ".htm"), lambda draft, _today, _reference: page.render(draft.title, draft.whole).encode()),
    "docx": Format((".docx",), word.document),
    "eml": Format((".eml",), lambda draft, today, _reference: mail.message(draft, today)),
}


def format_of(path: str) -> Name:
    """Tell the format that the ending of a path asks for; Markdown where it is none of these."""
    ending = os.path.splitext(path)[1].lower()
    return next((name for name, format in FORMATS.items() if ending in format.endings), "markdown")
