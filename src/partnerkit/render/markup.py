"""Read the Markdown of a finished draft: one dialect for every output, without HTML of its own."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def parse(markdown: str) -> "Sequence[Token]":
    """Parse Markdown into the tokens of markdown-it."""
    return parser().parse(markdown)


def parse_as_the_least_careful_reader(markdown: str) -> "Sequence[Token]":
    """Parse Markdown as those programs do that let HTML and every link through: what they would act on is escaped."""
    return _parser(careful=False).parse(markdown)


def parser() -> "MarkdownIt":
    """Return the parser: CommonMark with tables and strikethrough; HTML and other links are shown as text."""
    return _parser(careful=True)


def may_be_linked(address: str) -> bool:
    """Whether a link may lead to an address: into the web, to a mailbox, or into the same text."""
    scheme = _SCHEME.match(address.strip())
    return scheme is None or scheme[0].lower() in _LINKED


_SCHEME: Final = re.compile(r"[^/?#]*:")
_LINKED: Final = ("http:", "https:", "mailto:")


@cache
def _parser(*, careful: bool) -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": not careful}).enable(["table", "strikethrough"])
    reach: Callable[[str], bool] = may_be_linked if careful else _anywhere
    parser.validateLink = reach  # type: ignore[method-assign, assignment]  # as its manual says
    return parser


def _anywhere(_: str) -> bool:
    return True
