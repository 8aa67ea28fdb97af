"""Write a draft as a Word document, with Word's own headings, lists, tables, numbers and cross-references."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from partnerkit.countries import prints_on_letter
from partnerkit.drafts import word_design, word_numbering
from partnerkit.drafts.drafting import Draft
from partnerkit.errors import UsageError
from partnerkit.render.escaping import REFERENCE
from partnerkit.render.markup import parse
from partnerkit.render.safe import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_DEEPEST_LIST: Final = 3
_NARROWEST, _WIDEST, _LINE = 8, 44, 60
"""The fewest and the most characters that a table column is taken to need, and how many a page is wide."""

_REFERENCES: Final = re.compile(f"{REFERENCE}([0-9]+(?:\\.[0-9]+)?)")

LARGEST_REFERENCE: Final = 20 * 1024 * 1024
"""Bytes that a company's document may have, and each of its parts in XML once it is unpacked."""

_MOST_UNPACKED: Final = 5 * LARGEST_REFERENCE
_MOST_PARTS: Final = 1_000

_LONGEST_PROPERTY: Final = 255
"""Characters of a property of a document, by its format."""


def render(draft: Draft) -> bytes:
    """Render the whole text: the same bytes for the same draft.

    Raises `UsageError` where python-docx is not installed, and where the reference is no Word document, or one that
    lacks what a draft is written into.
    """
    try:
        import docx
    except ImportError:
        from partnerkit.installation import adding

        raise UsageError("Word files need python-docx", f"install it: {adding('python-docx')}") from None
    reference = _opened(draft.styles)
    try:
        return _written(docx.Document(reference), draft)
    except Exception:  # whatever a document of someone else comes to, it is at fault
        if draft.styles is None:
            raise
        what = "the reference has no page, margins or paragraph styles for a draft"
        raise UsageError(what, "use a document saved by Word") from None


def _written(word: Any, draft: Draft) -> bytes:
    """Write a draft in the place of all that a document holds."""
    for child in list(word.element.body):
        # The last child says how the page is laid out, and belongs to the company's styles.
        if not child.tag.endswith("}sectPr"):
            word.element.body.remove(child)
    if draft.styles is None:
        is_letter = prints_on_letter(draft.country)
        word_design.apply(word, title=draft.title, stamp=draft.stamp, page=draft.page, letter=is_letter)
    word_design.set_language(word, draft.language)
    numbering = None
    if draft.is_contract:
        numbering = word_numbering.Numbering(word, set(_REFERENCES.findall(draft.referring)))
    _Writer(word, {style.name: style for style in word.styles}, numbering).write(parse(draft.referring))
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = draft.title[:_LONGEST_PROPERTY], "", ""
    properties.comments, properties.language = "", draft.language
    properties.created = properties.modified = datetime.combine(draft.today, time())
    properties.revision = 1
    buffer = io.BytesIO()
    word.save(buffer)
    return _same_bytes(buffer.getvalue())


def _opened(reference: bytes | None) -> io.BytesIO | None:
    if reference is None:
        return None
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(reference)) as package:
            parts = package.infolist()
        sizes = [part.file_size for part in parts]
        xml = [part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
        if len(parts) > _MOST_PARTS or sum(sizes) > _MOST_UNPACKED or sum(xml) > LARGEST_REFERENCE:
            raise _TooLargeError
        docx.Document(io.BytesIO(reference))
    except _TooLargeError:
        raise UsageError("the reference is too large when unpacked", "use one with styles but no text") from None
    except Exception:  # a damaged file can come to anything in those that read it
        raise UsageError("the reference is not a Word document (.docx)", "save it from Word as .docx") from None
    return io.BytesIO(reference)


class _TooLargeError(Exception):
    """A document unpacks to more than any that holds a company's styles."""


def _same_bytes(package: bytes) -> bytes:
    """Pack a document again without the time at which it was packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run of text looks."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""


@dataclass(slots=True)
class _Writer:
    """Walks the tokens of a draft and writes each block in the style that Word has for it."""

    word: Any
    styles: dict[str, Any]
    numbering: word_numbering.Numbering | None = None
    lists: list[tuple[str, Any]] = field(default_factory=list)
    quoted: bool = False

    def write(self, tokens: "Sequence[Token]") -> None:
        at = 0
        while at < len(tokens):
            at = self._block(tokens, at) + 1

    def _block(self, tokens: "Sequence[Token]", at: int) -> int:
        """Write the block that begins at `at`, or enter it; answer where to go on."""
        token = tokens[at]
        match token.type:
            case "heading_open":
                self._block_of_text(f"Heading {token.tag[1]}", tokens[at + 1])
                return at + 2
            case "paragraph_open":
                is_before_table = at + 3 < len(tokens) and tokens[at + 3].type == "table_open"
                self._block_of_text(self._style(), tokens[at + 1], keeps=is_before_table)
                return at + 2
            case "bullet_list_open":
                self.lists.append(("List Bullet", None))
            case "ordered_list_open":
                self.lists.append(("List Number", self._new_numbering()))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "blockquote_open" | "blockquote_close":
                self.quoted = token.nesting == 1
            case "table_open":
                end = next(index for index in range(at, len(tokens)) if tokens[index].type == "table_close")
                self._table(tokens[at:end])
                return end
            case "fence" | "code_block":
                paragraph = self._paragraph(None)
                self._run(paragraph, token.content.rstrip("\n"), _Look(code=True))
            case "hr":
                self._paragraph(None)
        return at

    def _style(self) -> str | None:
        if self.lists:
            name, _ = self.lists[-1]
            depth = min(len(self.lists), _DEEPEST_LIST)
            return name if depth == 1 else f"{name} {depth}"
        if self.quoted:
            return word_design.NOTE if word_design.NOTE in self.styles else "Intense Quote"
        return None

    def _block_of_text(self, style: str | None, token: "Token", *, keeps: bool = False) -> None:
        """Write a heading or a paragraph; in a contract, Word counts what the text numbers."""
        paragraph = self._paragraph(style)
        # What announces a list or a table stays on its page.
        paragraph.paragraph_format.keep_with_next = keeps or token.content.rstrip("*_").endswith(":") or None
        if self.numbering is None or self.lists:
            self._text(paragraph, token)
            return
        is_heading = style is not None and style.startswith("Heading")
        number = None if self.quoted else self.numbering.read(token.content, is_heading=is_heading)
        if number is None:
            if self.numbering.is_inside:
                self.numbering.indent(paragraph)
            self._text(paragraph, token)
            return
        self.numbering.start(paragraph, number)
        self._text(paragraph, token, without=number.lead)
        self.numbering.finish(paragraph, number)

    def _paragraph(self, style: str | None) -> Any:
        paragraph = self._add_paragraph()
        known = self.styles.get(style or "")
        if known is not None:
            paragraph._p.style = known.style_id
        if self.lists and self.lists[-1][1] is not None and known is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = self.lists[-1][1]
            properties.get_or_add_ilvl().val = 0
        return paragraph

    def _add_paragraph(self) -> Any:
        """Add a paragraph at the end; python-docx would look for it among all that there are, each time."""
        body = self.word.element.body
        # What is last says how the page is laid out.
        layout = body[-1] if len(body) and body[-1].tag.endswith("}sectPr") else None
        if layout is None:
            return self.word.add_paragraph()
        from docx.oxml import OxmlElement
        from docx.text.paragraph import Paragraph

        element: Any = OxmlElement("w:p")
        layout.addprevious(element)
        return Paragraph(element, self.word._body)

    def _new_numbering(self) -> Any:
        """Begin a numbered list at 1: Word would go on where the last one ended."""
        style = self.styles.get("List Number")
        numbered = style.element.pPr.numPr if style is not None and style.element.pPr is not None else None
        if numbered is None or numbered.numId is None:
            return None
        numbering = self.word.part.numbering_part.element
        abstract = numbering.num_having_numId(numbered.numId.val).abstractNumId.val
        added = numbering.add_num(abstract)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        return added.numId

    def _text(self, paragraph: Any, token: "Token", look: _Look | None = None, without: str = "") -> None:
        """Write a piece of inline Markdown, `without` the number that it starts with."""
        for text, run_look in _runs(token, look or _Look()):
            rest = text.removeprefix(without)
            without = ""
            # Every second part is the number of a clause that the text refers to.
            for at, part in enumerate(_REFERENCES.split(rest)):
                if at % 2 and self.numbering is not None:
                    self.numbering.refer(paragraph, part)
                else:
                    self._run(paragraph, part, run_look)

    def _run(self, paragraph: Any, text: str, look: _Look) -> None:
        if not text:
            return
        run = paragraph.add_run(visible(text))
        run.bold, run.italic = look.bold or None, look.italic or None
        run.font.strike = look.strike or None
        if look.code:
            run.font.name = "Consolas"
        if look.link:
            self._link(paragraph, run, look.link)

    def _link(self, paragraph: Any, run: Any, target: str) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        run.font.color.rgb, run.font.underline = RGBColor(0x05, 0x50, 0xAE), True
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(run._r)
        paragraph._p.append(link)

    def _table(self, tokens: "Sequence[Token]") -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement

        from partnerkit.drafts.plain_text import rows

        cells = rows(tokens)
        is_form = _is_form(cells)
        table = self.word.add_table(rows=len(cells), cols=len(cells[0]))
        is_inside = self.numbering is not None and self.numbering.is_inside
        table.autofit = False
        widths = self._widths(cells, less=word_numbering.INDENT if is_inside else 0)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        if not is_form and "Table Grid" in self.styles:
            table.style = self.styles["Table Grid"]
        is_right = [str(token.attrGet("style") or "").endswith("right") for token in tokens if token.type == "th_open"]
        for row, inlines in zip(table.rows, cells, strict=True):
            # No row is divided between two pages.
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, inline, width, right in zip(row.cells, inlines, widths, is_right, strict=True):
                cell.width = width
                [paragraph] = cell.paragraphs
                self._text(paragraph, inline, _Look(bold=inlines is cells[0]))
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else None
                # A form is kept on one page, and so are the heading of a table and its first row.
                paragraph.paragraph_format.keep_with_next = (inlines is cells[0] or is_form) or None
                word_design.draw_cell(cell, paragraph, is_line=is_form and inlines is not cells[0])
        # A table that runs over a page repeats its heading there.
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        word_design.draw_lines(table, is_form=is_form)
        if is_inside:
            word_numbering.indent_table(table)
        self._add_paragraph()

    def _widths(self, cells: "Sequence[Sequence[Token]]", *, less: int) -> list[int]:
        """Give each column the width of its longest word, and share the rest as their texts ask for it."""
        section = self.word.sections[-1]
        width = section.page_width - section.left_margin - section.right_margin - less
        columns = [[row[at].content for row in cells] for at in range(len(cells[0]))]
        words = [
            3 + min(_WIDEST, max(len(word) for text in column for word in (text.split() or [""]))) for column in columns
        ]
        beyond = [
            max(0, min(_WIDEST, max(map(len, column))) - word) for column, word in zip(columns, words, strict=True)
        ]
        rest = max(0, _LINE - sum(words)) / max(1, sum(beyond))
        asked = [max(_NARROWEST, word + rest * more) for word, more in zip(words, beyond, strict=True)]
        return [int(width * each / sum(asked)) for each in asked]


def _is_form(cells: "Sequence[Sequence[Token]]") -> bool:
    """Return whether a table is there to be filled in: below its heading, every cell is a label."""
    return len(cells) > 1 and all(inline.content.endswith(":") for row in cells[1:] for inline in row)


def _runs(token: "Token", look: _Look) -> Iterator[tuple[str, _Look]]:
    """Yield the text of inline Markdown in pieces of one look."""
    looks = [look]
    for child in token.children or ():
        match child.type:
            case "strong_open":
                looks.append(replace(looks[-1], bold=True))
            case "em_open":
                looks.append(replace(looks[-1], italic=True))
            case "s_open":
                looks.append(replace(looks[-1], strike=True))
            case "link_open":
                looks.append(replace(looks[-1], link=str(child.attrGet("href") or "")))
            case "strong_close" | "em_close" | "s_close" | "link_close":
                looks.pop()
            case "softbreak":
                yield " ", looks[-1]
            case "hardbreak":
                yield "\n", looks[-1]
            case "code_inline":
                yield child.content, replace(looks[-1], code=True)
            case _:
                yield child.content, looks[-1]
