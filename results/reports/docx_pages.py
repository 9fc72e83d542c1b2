"""Pages of a document of Word behind its first text: a new page, upright or on its side, with the same page numbers.

A page on its side is the upright one turned: what was at its left, where papers are bound, is at its top.
"""

from __future__ import annotations

from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt

from results.reports.official_paper import BOTTOM, LEFT, RIGHT, TOP

_LEAST_BELOW = Mm(7)
"""From the edge of the paper to the page number."""


def usable(paper: Paper, *, lying: bool = False) -> int:
    """The length of a line in twentieths of a point, on the last page or, `lying`, on the same page on its side."""
    section = paper.sections[-1]
    turned = lying != _lies(section)
    if turned:
        left, right, width = section.bottom_margin, section.top_margin, section.page_height
    else:
        left, right, width = section.left_margin, section.right_margin, section.page_width
    # A template that says nothing of its page has the one of the standard.
    told = (width or (Mm(297) if lying else Mm(210))) - (left or Mm(LEFT)) - (right or Mm(RIGHT))
    return int(Length(max(told, Mm(60))).twips)


def lies_now(paper: Paper) -> bool:
    """Whether the last page lies on its side."""
    return _lies(paper.sections[-1])


def new_page(paper: Paper, *, lying: bool = False) -> None:
    """What comes next stands on a new page."""
    section = paper.add_section()
    _tidy(paper)
    if lying != _lies(section):
        _turn(section)


def _lies(section: Section) -> bool:
    return section.orientation == WD_ORIENT.LANDSCAPE


def _turn(section: Section) -> None:
    below = (section.bottom_margin or Mm(BOTTOM)) - (section.footer_distance or Mm(BOTTOM))
    top, bottom = section.top_margin or Mm(TOP), section.bottom_margin or Mm(BOTTOM)
    left, right = section.left_margin or Mm(LEFT), section.right_margin or Mm(RIGHT)
    width, height = section.page_width or Mm(210), section.page_height or Mm(297)
    section.page_width, section.page_height = height, width
    if _lies(section):
        section.orientation = WD_ORIENT.PORTRAIT
        sides = (right, left, top, bottom)
    else:
        section.orientation = WD_ORIENT.LANDSCAPE
        sides = (left, right, bottom, top)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = sides
    section.footer_distance = Length(max(sides[1] - below, _LEAST_BELOW))


def _tidy(paper: Paper) -> None:
    """The end of a section is said by a paragraph: by the last one that is there, or, behind a table, by one that takes
    no room, so that a full page is not followed by an empty one."""
    marks = paper.element.body.xpath("./w:p[w:pPr/w:sectPr]")
    mark = marks[-1]
    last = mark.getprevious()
    if last is not None and last.tag == qn("w:p") and not last.xpath("./w:pPr/w:sectPr"):
        last.get_or_add_pPr().append(mark.pPr.find(qn("w:sectPr")))
        paper.element.body.remove(mark)
        return
    shape = paper.paragraphs[-1].paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(1)
