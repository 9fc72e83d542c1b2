"""Paper of the authorities by GB/T 9704-2012 (standards.md 10): its page, its type, its levels and its page numbers.

22 lines a page and 28 characters a line: 225 mm in 22 lines of exactly 28.95 pt, 156 mm in 28 characters of 15.75 pt,
that is 16 pt drawn together by a quarter of a point. Both are said by the styles, so that every program lays it out
alike, without the grid that some do not know.

The types that the standard names belong to firms and are not on every machine: each carries the name of what stands
in for it (`FALLBACKS`), and no type is put into the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml import etree

TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
"""Margins in mm: what they leave of A4 is 156 × 225 mm."""
LINE = Pt(28.95)
BODY, TITLE, NUMBER = Pt(16), Pt(22), Pt(14)
"""3号, 2号 and 4号."""
_DRAWN_TOGETHER = -5
"""Twentieths of a point, at each character of the text."""
_TWO = Pt(2 * 15.75)
"""Two characters of the text."""
_FOUR = Pt(4 * 15.75)
_NUMBER_BELOW = Mm(25.5)
"""From the edge of the paper to the line of the page number, so that its dashes are 7 mm below the text."""
FALLBACKS: Mapping[str, str] = {
    "方正小标宋简体": "宋体",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
"""A type of the standard → the one that stands in for it where it is not there."""
_LATIN = "Times New Roman"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""What a browser is told that such a paper is."""


class Style(StrEnum):
    """What a paragraph is; by these names a clerk finds them in his program too."""

    TITLE = "公文标题"
    MARK = "公文发文字号"
    RECEIVER = "公文主送机关"
    TEXT = "公文正文"
    FIRST = "公文一级标题"  # 一、
    SECOND = "公文二级标题"  # （一）
    ADDRESS = "公文网址"  # may break anywhere
    SIGNATURE = "公文署名"


def blank() -> Paper:
    """A paper with nothing on it."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(15), _NUMBER_BELOW
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    _name_fallbacks(paper)
    _normal(paper)
    _styles(paper)
    _number_pages(paper)
    return paper


def write(paper: Paper, style: Style, text: str = "") -> None:
    """A paragraph behind the others; a line without text is left free."""
    paper.add_paragraph(text, style=style.value)


def _normal(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    _type(normal, "仿宋_GB2312", BODY)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(_DRAWN_TOGETHER))
    normal.element.get_or_add_rPr().append(spacing)
    shape = normal.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    shape.widow_control = False  # it would leave the last of the 22 lines free


def _styles(paper: Paper) -> None:
    _style(paper, Style.TITLE, "方正小标宋简体", TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
    _style(paper, Style.MARK, align=WD_ALIGN_PARAGRAPH.CENTER)
    _style(paper, Style.RECEIVER)
    _style(paper, Style.TEXT, indent=True)
    _style(paper, Style.FIRST, "黑体", indent=True)
    _style(paper, Style.SECOND, "楷体_GB2312", indent=True)
    _style(paper, Style.ADDRESS, indent=True, align=WD_ALIGN_PARAGRAPH.LEFT)
    for style in (Style.TEXT, Style.ADDRESS):
        _off(paper.styles[style.value], "w:wordWrap")  # an address has no blanks to break at
    signature = _style(paper, Style.SIGNATURE, align=WD_ALIGN_PARAGRAPH.RIGHT)
    signature.paragraph_format.right_indent = _FOUR
    for style in (Style.FIRST, Style.SECOND):
        paper.styles[style.value].paragraph_format.keep_with_next = True


def _style(
    paper: Paper,
    style: Style,
    family: str = "仿宋_GB2312",
    size: Pt = BODY,
    *,
    indent: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
) -> ParagraphStyle:
    made: ParagraphStyle = paper.styles.add_style(style.value, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = paper.styles["Normal"]
    _type(made, family, size)
    made.paragraph_format.alignment = align
    if indent:
        made.paragraph_format.first_line_indent = _TWO
    # Punctuation at the end of a line stays within the 156 mm.
    _off(made, "w:overflowPunct")
    return made


def _type(style: Any, family: str, size: Pt) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _LATIN, size, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), family)


def _off(style: Any, name: str) -> None:
    """Switches off what is on by default; in the order that the schema wants."""
    properties = style.element.get_or_add_pPr()
    one = OxmlElement(name)
    one.set(qn("w:val"), "0")
    later = ("w:overflowPunct", "w:spacing", "w:ind", "w:jc")
    behind = [tag for tag in later if tag != name]
    for child in properties:
        if child.tag in {qn(tag) for tag in behind}:
            child.addprevious(one)
            return
    properties.append(one)


def _number_pages(paper: Paper) -> None:
    """— 1 —: right on odd pages, left on even ones, one character from the edge."""
    paper.settings.odd_and_even_pages_header_footer = True
    section = paper.sections[0]
    one_character = Pt(14)
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        line = footer.paragraphs[0]
        line.style = paper.styles["Normal"]
        shape = line.paragraph_format
        shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, NUMBER
        if right:
            shape.right_indent = one_character
        else:
            shape.left_indent = one_character
        for text in ("— ", None, " —"):
            run = line.add_run(text or "")
            run.font.size, run.font.name = NUMBER, "宋体"
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
            if text is None:
                _page_field(run)


def _page_field(run: Any) -> None:
    for kind in ("begin", None, "end"):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = " PAGE "
        run._r.append(mark)


def _name_fallbacks(paper: Paper) -> None:
    """In the table of types that the file carries, where programs look for what stands in for a type."""
    (part,) = (one for one in paper.part.package.iter_parts() if one.partname == "/word/fontTable.xml")
    table = parse_xml(part.blob)
    for name, instead in FALLBACKS.items():
        font, other = OxmlElement("w:font"), OxmlElement("w:altName")
        font.set(qn("w:name"), name)
        other.set(qn("w:val"), instead)
        font.append(other)
        for there in table.findall(qn("w:font")):
            if there.get(qn("w:name")) == name:
                table.remove(there)
        table.append(font)
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
