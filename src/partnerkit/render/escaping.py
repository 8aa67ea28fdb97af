"""Write values into Markdown so that they come out as the very characters they are, in answers and in drafts.

A text of an answer is escaped outright, for a reader on a code host. In a draft, which people go on to edit, a value is
first marked where a backslash might be needed. When the whole document is there, each of its blocks is read both ways:
where Markdown reads it alike without the backslashes, they are left out.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from partnerkit.render.safe import one_line, visible

if TYPE_CHECKING:
    from markdown_it.token import Token

MARK: Final = "\ufdd0"
"""Marks a character that may need a backslash: a code point that is not a character and is removed from values."""

END: Final = "\ufdd1"
"""Marks the end of a value that ends a sentence itself; it is removed from values too."""

REFERENCE: Final = "\ufdd2"
"""Marks the number of a clause that a contract refers to, for formats that turn it into a link."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&@!])")
_LINE_START = re.compile(r"^([^\S\n]*)([-+=]|[0-9]+[.)])", re.MULTILINE)
# What GitHub makes links, mentions and pictures of beside Markdown: https://, www., @name, #12, GH-12 and :smile:.
_NO_MARKUP = re.compile(r":(?=//)|(?<=\bwww)(?=\.)|\\@(?=\w)|\\#(?=[0-9])|\bGH(?=-[0-9])|:(?=[\w+-]+:)", re.IGNORECASE)

_SECOND_STOP = re.compile(rf"{END}([*_]*)\.(?!\.)")
_SPECIAL_IN_VALUES = re.compile(r"([\\`*\[\]<>|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?[A-Za-z0-9]+;)|!(?=\[))")
_START = re.compile(r"^ ?(#+|[-+]|=+|[0-9]+(?=[.)]))(?=\s|$|[.)]|[-=])")
_MOST_TRIED: Final = 30
_LONGEST_TRIED: Final = 20_000


def escape(text: str) -> str:
    """Write text so that Markdown shows it and does nothing else with it."""
    escaped = _NO_MARKUP.sub(_apart, _SPECIAL.sub(r"\\\1", visible(text)))
    return _LINE_START.sub(lambda match: match.group(1) + _defused(match.group(2)), escaped)


def _apart(match: re.Match[str]) -> str:
    """An empty comment behind the character, which shows as nothing and joins nothing."""
    return f"{match.group().removeprefix(chr(92))}<!-- -->"


def _defused(start: str) -> str:
    return f"{start[:-1]}\\{start[-1]}"


def mark(text: str) -> str:
    """Mark a value, on one line, wherever Markdown could take it for more than text."""
    line = one_line(text)
    inner = line.strip()
    before, after = " " if line[:1].isspace() else "", " " if inner and line[-1:].isspace() else ""
    marked = _SPECIAL_IN_VALUES.sub(rf"{MARK}\1", f"{before}{inner}{after}")
    start = _START.match(marked)
    if start is None:
        return marked
    at = start.end() if start.group(1).isdigit() else start.start(1)
    return f"{marked[:at]}{MARK}{marked[at:]}"


def settle(document: str) -> str:
    """Turn the marks of a finished document into backslashes where they are needed, and into nothing elsewhere.

    The full stop that a template puts behind a value that has one is left out.
    """
    document = _SECOND_STOP.sub(r"\1", document).replace(END, "")
    if MARK not in document:
        return document
    blocks = document.split("\n\n")
    return "\n\n".join(_settle(block) if MARK in block else block for block in blocks)


def _settle(block: str) -> str:
    from partnerkit.render.markup import parse_as_the_least_careful_reader as parse

    bare, escaped = block.replace(MARK, ""), block.replace(MARK, "\\")
    # Beside what Markdown itself reads, some places take `$...$` for mathematics.
    if bare.count("$") > 1 or len(bare) > _LONGEST_TRIED:
        return escaped
    meant = _told(parse(escaped))
    if _told(parse(bare)) == meant:
        return bare
    if block.count(MARK) > _MOST_TRIED:
        return escaped
    # One after the other, so each that stays is needed even with the others gone; the first stays the longest,
    # since a reader knows `\\<script>` for what it is.
    while (at := block.rfind(MARK)) >= 0:
        before, after = block[:at], block[at + 1 :]
        without = _told(parse(f"{before}{after}".replace(MARK, "\\")))
        block = f"{before}{after}" if without == meant else f"{before}\\{after}"
    return block


def _told(tokens: "Sequence[Token]") -> list[tuple[str, str]]:
    """What a reader sees: the kinds of block and inline, and their text in a row."""
    told: list[tuple[str, str]] = []
    for token in tokens:
        for part in token.children if token.children is not None else (token,):
            kind = "text" if part.type == "text_special" else part.type
            if told and kind == told[-1][0] == "text":
                told[-1] = ("text", told[-1][1] + part.content)
            else:
                told.append((kind, part.content))
    return told
