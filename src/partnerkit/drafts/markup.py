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


def parse_with_html(markdown: str) -> "Sequence[Token]":
    """Parse Markdown as those programs do that let HTML through: what they would take for HTML must be escaped."""
    return _parser(html=True).parse(markdown)


def parser() -> "MarkdownIt":
    """Return the parser: CommonMark with tables and strikethrough, HTML shown as text."""
    return _parser(html=False)


@cache
def _parser(*, html: bool) -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"])
