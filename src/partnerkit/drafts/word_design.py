"""The design of a Word file that takes no company's styles: paper, type, tables' color, header and footer."""

import re
from collections.abc import Sequence
from typing import Any, Final

FONT: Final = "Calibri"
INK: Final = "1F2937"
GRAY: Final = "6B7280"
LINE: Final = "C9CED6"
SHADE: Final = "F3F4F6"
NOTE: Final = "Note"
"""The style of a remark beside the text, such as a drafting note: all of them can be selected, and deleted, at once."""


def apply(word: Any, *, title: str, stamp: str, page: str, letter: bool) -> None:
    """Give an empty document its design.

    `stamp` is what the header of each page says, `page` how its footer numbers it, `letter` the US paper.
    """
    _lay_out(word, letter=letter)
    _set_type(word)
    _add_note(word)
    for section in word.sections:
        if stamp:
            _write_header(section.header.paragraphs[0], stamp)
        _write_footer(
            section.footer.paragraphs[0], title, page, section.page_width - section.left_margin - section.right_margin
        )


def set_language(word: Any, tag: str) -> None:
    """State the language of the text, by which Word checks spelling and hyphenates."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if "Normal" not in word.styles:
        return
    properties = word.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    for stated in properties.findall(qn("w:lang")):
        properties.remove(stated)
    properties.insert_element_before(language, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _lay_out(word: Any, *, letter: bool) -> None:
    from docx.shared import Mm

    for section in word.sections:
        section.page_width, section.page_height = (Mm(215.9), Mm(279.4)) if letter else (Mm(210), Mm(297))
        side = Mm(25.4) if letter else Mm(25)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = side


def _set_type(word: Any) -> None:
    from docx.shared import Pt

    _set_font(word.styles["Normal"], 10.5)
    text = word.styles["Normal"].paragraph_format
    text.space_before, text.space_after, text.line_spacing, text.widow_control = Pt(0), Pt(6), 1.1, True
    for name, size, before, after in (
        ("Heading 1", 20, 12, 12),
        ("Heading 2", 13, 16, 6),
        ("Heading 3", 11, 12, 4),
        ("Heading 4", 10.5, 10, 4),
    ):
        style = word.styles[name]
        _set_font(style, size, bold=True)
        heading = style.paragraph_format
        heading.space_before, heading.space_after, heading.keep_with_next = Pt(before), Pt(after), True
        heading.keep_together = True


def _set_font(style: Any, size: float, *, bold: bool | None = None) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(INK)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A font of the theme would win over the name.
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), FONT)


def _add_note(word: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm, Pt

    style = word.styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = word.styles["Normal"], True
    style.font.size = Pt(9)
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Mm(4)
    properties = style.element.get_or_add_pPr()
    border = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8" w:color="{LINE}"/></w:pBdr>'
    properties.insert_element_before(parse_xml(border), *_AFTER_BORDERS)
    shading = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SHADE}"/>'
    properties.insert_element_before(parse_xml(shading), *_AFTER_BORDERS[1:])


_AFTER_BORDERS: Final = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
"""What follows the borders of a paragraph in its properties, as the format orders them."""


def _write_header(paragraph: Any, stamp: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(stamp)
    run.bold = True
    _gray(run)


def _write_footer(paragraph: Any, title: str, page: str, width: int) -> None:
    """Write the title at the left and the page at the right."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Emu

    # The style of a footer has tabs of its own, for a page of another width.
    paragraph.style = "Normal"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{title}\t")
    for part in re.split(r"(\{pages?\})", page):
        match part:
            case "{page}":
                add_field(paragraph, "PAGE", "1")
            case "{pages}":
                add_field(paragraph, "NUMPAGES", "1")
            case _:
                paragraph.add_run(part)
    for run in paragraph.runs:
        _gray(run)


def _gray(run: Any) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(GRAY)


def draw_cell(cell: Any, paragraph: Any, *, is_line: bool) -> None:
    """Give the text of a cell room; one to write on is as high as handwriting."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.shared import Mm

    paragraph.paragraph_format.space_before = Mm(7) if is_line else Mm(1)
    paragraph.paragraph_format.space_after = Mm(1)
    if is_line:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM


def draw_lines(table: Any, *, is_form: bool) -> None:
    """Draw gray lines around the cells of a table, or one to write on under each label of a form."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    sides = ("bottom", "insideH") if is_form else ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    drawing = parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>")
    table._tbl.tblPr.insert_element_before(drawing, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def add_field(paragraph: Any, instruction: str, shown: str) -> Sequence[Any]:
    """Add a field of Word's, which shows a text until it is worked out again; return the runs that it is made of."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    runs = [paragraph.add_run(text) for text in ("", "", "", shown, "")]
    for run, kind in ((runs[0], "begin"), (runs[2], "separate"), (runs[4], "end")):
        character = OxmlElement("w:fldChar")
        character.set(qn("w:fldCharType"), kind)
        run._r.append(character)
    field = OxmlElement("w:instrText")
    field.set(qn("xml:space"), "preserve")
    field.text = f" {instruction} "
    runs[1]._r.append(field)
    return runs
