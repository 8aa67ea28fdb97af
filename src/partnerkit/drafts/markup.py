"""Read the Markdown of a finished draft: one dialect for every output, without HTML of its own."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def parse(markdown: str) -> "Sequence[Token]":
    """Parse Markdown into the tokens of markdown-it."""
    return parser().parse(markdown)


@cache
def parser() -> "MarkdownIt":
    """Build the parser: CommonMark with tables and strikethrough, HTML shown as text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
