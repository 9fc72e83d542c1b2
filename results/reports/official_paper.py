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
BODY, TITLE, NUMBER, CELL = Pt(16), Pt(22), Pt(14), Pt(10.5)
"""3号, 2号, 4号 and 5号."""
_DRAWN_TOGETHER = -5
"""Twentieths of a point, at each character of the text."""
ONE, _TWO, FOUR = Pt(15.75), Pt(2 * 15.75), Pt(4 * 15.75)
"""Characters of the text."""
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
    ANNEX = "公文附件序号"  # 附件1
    CELL = "公文表格"
    MIDDLE = "公文表格居中"
    HEAD = "公文表头"
    NOTE = "公文表注"
    PICTURE = "公文图"


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
    add_styles(paper)
    _number_pages(paper)
    return paper


def write(paper: Paper, style: Style, text: str = "") -> None:
    """A paragraph behind the others; a line without text is left free."""
    paper.add_paragraph(text, style=style.value)


def _normal(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    _type(normal, "仿宋_GB2312", BODY)
    _draw_together(normal, _DRAWN_TOGETHER)
    _lines(normal)
    normal.paragraph_format.widow_control = False  # it would leave the last of the 22 lines free
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")  # else another country's forms of 汉字 and of punctuation may stand in
    normal.element.get_or_add_rPr().append(language)


def add_styles(paper: Paper) -> None:
    """The styles that a paper does not have yet; those that an office has changed in its own template stay so."""
    there = {one.name for one in paper.styles}
    for style in Style:
        if style.value not in there:
            _style(paper, style, *_STYLES[style])


_MIDDLE, _LEFT, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
_STYLES: Mapping[Style, tuple[str, Pt, WD_ALIGN_PARAGRAPH, bool]] = {
    Style.TITLE: ("方正小标宋简体", TITLE, _MIDDLE, False),
    Style.MARK: ("仿宋_GB2312", BODY, _MIDDLE, False),
    Style.RECEIVER: ("仿宋_GB2312", BODY, _BOTH, False),
    Style.TEXT: ("仿宋_GB2312", BODY, _BOTH, True),
    Style.FIRST: ("黑体", BODY, _BOTH, True),
    Style.SECOND: ("楷体_GB2312", BODY, _BOTH, True),
    Style.ADDRESS: ("仿宋_GB2312", BODY, _LEFT, True),
    Style.SIGNATURE: ("仿宋_GB2312", BODY, WD_ALIGN_PARAGRAPH.RIGHT, False),
    Style.ANNEX: ("黑体", BODY, _LEFT, False),
    Style.CELL: ("仿宋_GB2312", CELL, _LEFT, False),
    Style.MIDDLE: ("仿宋_GB2312", CELL, _MIDDLE, False),
    Style.HEAD: ("黑体", CELL, _MIDDLE, False),
    Style.NOTE: ("仿宋_GB2312", CELL, _LEFT, False),
    Style.PICTURE: ("仿宋_GB2312", CELL, _MIDDLE, False),
}
"""Type, size, alignment, and whether the first line begins two characters in."""
_ONE_LINE = frozenset((Style.CELL, Style.MIDDLE, Style.HEAD, Style.NOTE, Style.PICTURE))
"""Lines as high as what stands in them: a picture in a line of exactly 28.95 pt would be cut off."""
_WITH_NEXT = frozenset((Style.FIRST, Style.SECOND, Style.ANNEX))


def _style(paper: Paper, style: Style, family: str, size: Pt, align: WD_ALIGN_PARAGRAPH, indent: bool) -> None:
    made: ParagraphStyle = paper.styles.add_style(style.value, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = paper.styles["Normal"]
    _type(made, family, size)
    shape = made.paragraph_format
    shape.alignment = align
    shape.first_line_indent = _TWO if indent else Pt(0)
    if style in _ONE_LINE:
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing = 1.0
        _draw_together(made, 0)
    else:
        _lines(made)
        _draw_together(made, _DRAWN_TOGETHER)
    if style in _WITH_NEXT:
        shape.keep_with_next = True
    if style is Style.SIGNATURE:
        shape.right_indent = FOUR
    # Punctuation at the end of a line stays within the 156 mm; an address has no blanks to break at.
    _off(made, "w:overflowPunct")
    if style in (Style.TEXT, Style.ADDRESS, Style.CELL):
        _off(made, "w:wordWrap")


def _lines(style: Any) -> None:
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def _draw_together(style: Any, by: int) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(by))
    properties = style.element.get_or_add_rPr()
    later = [child for child in properties if child.tag in {qn(tag) for tag in _AFTER_SPACING}]
    if later:
        later[0].addprevious(spacing)
    else:
        properties.append(spacing)


_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:lang")
"""In the order that the schema wants."""


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
