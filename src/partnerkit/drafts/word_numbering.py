"""The numbers of a contract as Word's own: Word counts clauses, paragraphs and items, and fields refer to them."""

from collections.abc import Set as AbstractSet
from typing import Any, Final, NamedTuple

from partnerkit.drafts.contract import letter
from partnerkit.drafts.word_design import add_field

_TEXT: Final = 720
_ITEM: Final = 1287
"""Where the text of a paragraph and of an item starts, in twentieths of a point."""

INDENT: Final = _TEXT * 635
"""The former in the unit of python-docx."""

_CLAUSES: Final = (
    ("decimal", "%1.", _TEXT, _TEXT),
    ("decimal", "%1.%2", _TEXT, _TEXT),
    ("lowerLetter", "(%3)", _ITEM, 567),
)
_RECITALS: Final = (("upperLetter", "(%1)", _TEXT, _TEXT),)
"""Of each level: how Word writes its number, what is around it, where its text starts and how far the number hangs."""


class Number(NamedTuple):
    """A number that a text starts with: its words, its level, and what others call it."""

    lead: str
    level: int
    name: str
    is_recital: bool = False


class Numbering:
    """Counts along with a contract, so only a text with the next number counts as numbered."""

    def __init__(self, word: Any, referred: AbstractSet[str]) -> None:
        self._clauses = _add_numbering(word, _CLAUSES)
        self._recitals = _add_numbering(word, _RECITALS)
        self._bookmarks = {name: at for at, name in enumerate(sorted(referred), start=1)}
        self._clause = self._paragraph = self._item = 0

    def read(self, text: str, *, is_heading: bool) -> Number | None:
        """Return the number that a text starts with, and count on; None for one that has no number.

        A heading without one ends the clause before it.
        """
        number = self._next(text, is_heading=is_heading)
        if number is None:
            if is_heading:
                self._paragraph = self._item = 0
        elif is_heading:
            self._clause, self._paragraph, self._item = self._clause + 1, 0, 0
        elif number.level == 1:
            self._paragraph, self._item = self._paragraph + 1, 0
        else:
            self._item += 1
        return number

    def _next(self, text: str, *, is_heading: bool) -> Number | None:
        item = letter(self._item + 1)
        if is_heading:
            candidates = [Number(f"{self._clause + 1}. ", 0, f"{self._clause + 1}")]
        elif self._clause == 0:
            candidates = [Number(f"({item.upper()}) ", 0, "", is_recital=True)]
        else:
            name = f"{self._clause}.{self._paragraph + 1}"
            candidates = [Number(f"{name} ", 1, name), Number(f"({item}) ", 2, "")]
        return next((number for number in candidates if text.startswith(number.lead)), None)

    @property
    def is_inside(self) -> bool:
        """Whether a paragraph that has no number belongs to one that has."""
        return self._paragraph > 0

    def start(self, paragraph: Any, number: Number) -> None:
        """Let Word count an empty paragraph, and open the bookmark by which others refer to it."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = number.level
        properties.get_or_add_numId().val = self._recitals if number.is_recital else self._clauses
        if number.name in self._bookmarks:
            paragraph._p.append(_bookmark("bookmarkStart", self._bookmarks[number.name], number.name))

    def finish(self, paragraph: Any, number: Number) -> None:
        """Close the bookmark behind the text."""
        if number.name in self._bookmarks:
            paragraph._p.append(_bookmark("bookmarkEnd", self._bookmarks[number.name], ""))

    def indent(self, paragraph: Any) -> None:
        """Set a paragraph without a number under the text of the one that it belongs to."""
        from docx.shared import Twips

        paragraph.paragraph_format.left_indent = Twips(_TEXT)

    def refer(self, paragraph: Any, name: str) -> None:
        """Refer to a clause or a paragraph by a field that shows its number."""
        add_field(paragraph, rf"REF {_called(name)} \r \h", name)


def indent_table(table: Any) -> None:
    """Set a table under the text of the paragraph that it belongs to."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    indent = parse_xml(f'<w:tblInd {nsdecls("w")} w:w="{_TEXT}" w:type="dxa"/>')
    table._tbl.tblPr.insert_element_before(indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _called(name: str) -> str:
    return f"_Ref{''.join(f'{int(part):04}' for part in name.split('.'))}"


def _bookmark(kind: str, at: int, name: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(f"w:{kind}")
    mark.set(qn("w:id"), str(at))
    if name:
        mark.set(qn("w:name"), _called(name))
    return mark


def _add_numbering(word: Any, levels: tuple[tuple[str, str, int, int], ...]) -> int:
    """Add a numbering of several levels, and return by what number a paragraph names it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    numbering = _numbering_of(word)
    taken = [int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))]
    added = max(taken, default=-1) + 1
    described = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{around}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for at, (format, around, left, hanging) in enumerate(levels)
    )
    abstract = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{added}"><w:multiLevelType w:val="multilevel"/>'
        f"{described}</w:abstractNum>"
    )
    first = numbering.find(qn("w:num"))
    element = parse_xml(abstract)
    if first is None:
        numbering.append(element)
    else:
        first.addprevious(element)
    number: int = numbering.add_num(added).numId
    return number


def _numbering_of(word: Any) -> Any:
    """Return the numberings of a document, which a reference may lack."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.parts.numbering import NumberingPart

    try:
        return word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, word.part.package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return empty
