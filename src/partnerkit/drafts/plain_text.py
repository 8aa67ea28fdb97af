"""Write a draft as plain text, to be pasted anywhere."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from partnerkit.drafts.drafting import Draft
from partnerkit.render.markup import parse

if TYPE_CHECKING:
    from markdown_it.token import Token

_WIDTH: Final = 100


def render(draft: Draft) -> bytes:
    """Render the whole text, subject line included."""
    return plain(draft.markdown).encode()


def plain(markdown: str) -> str:
    """Turn Markdown into text: headings underlined, lists and tables kept, and no mark of its own."""
    return "\n\n".join(_blocks(parse(markdown))) + "\n"


def inline(token: "Token") -> str:
    """The text of a piece of inline Markdown; a link shows where it leads when its words do not."""
    text, target = "", ""
    for child in token.children or ():
        match child.type:
            case "softbreak" | "hardbreak":
                text += "\n" if child.type == "hardbreak" else " "
            case "link_open":
                target = str(child.attrGet("href") or "")
                start = len(text)
            case "link_close":
                text += "" if text[start:] in (target, target.removeprefix("mailto:")) else f" ({target})"
            case _:
                text += child.content
    return text


def _blocks(tokens: "Sequence[Token]") -> Iterator[str]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        match token.type:
            case "heading_open":
                text = inline(tokens[at + 1])
                yield (
                    f"{text}\n{('=' if token.tag == 'h1' else '-') * len(text)}" if token.tag in ("h1", "h2") else text
                )
            case "paragraph_open":
                yield inline(tokens[at + 1])
            case "bullet_list_open" | "ordered_list_open":
                yield "\n".join(_list(tokens[at + 1 : end], ordered=token.type.startswith("ordered")))
            case "blockquote_open":
                inner = "\n\n".join(_blocks(tokens[at + 1 : end]))
                yield "\n".join(f"| {line}".rstrip() for line in inner.split("\n"))
            case "table_open":
                yield _table(tokens[at + 1 : end])
            case "hr":
                yield "-" * 20
            case "fence" | "code_block":
                yield token.content.rstrip("\n")
        at = end + 1


def _end(tokens: "Sequence[Token]", at: int) -> int:
    """Find where a block ends that begins at `at`."""
    if tokens[at].nesting != 1:
        return at
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _list(tokens: "Sequence[Token]", *, ordered: bool) -> Iterator[str]:
    at = number = 0
    while at < len(tokens):
        end = _end(tokens, at)
        number += 1
        sign = f"{number}. " if ordered else "- "
        tight = "\n".join(_blocks(tokens[at + 1 : end])).split("\n")
        yield sign + f"\n{' ' * len(sign)}".join(tight)
        at = end + 1


def rows(tokens: "Sequence[Token]") -> list[list["Token"]]:
    """The cells of a table, row by row, the heading first."""
    table: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            table.append([])
        elif token.type == "inline":
            table[-1].append(token)
    return table


def _table(tokens: "Sequence[Token]") -> str:
    from partnerkit.documents import Column, Document, Table
    from partnerkit.render.layout import lay_out

    heading, *body = [[inline(cell) for cell in row] for row in rows(tokens)]
    columns = [Column(title, wide=True) for title in heading]
    lines = lay_out(Document("", [Table(columns, body)]), _WIDTH)
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines)
