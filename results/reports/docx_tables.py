"""Tables of a report in a document of Word: rows as xml at once, since a library that makes cell after cell takes
minutes for some thousand rows.

Columns are as wide as what stands in them; where that is wider than the page, long texts give way first, and the type
becomes smaller. The heads stand on every page again, and a row may break over two pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from xml.sax.saxutils import escape

from docx.document import Document as Paper
from docx.oxml.parser import parse_xml

from results.reports.content import Head, Shape, Table, Value
from results.reports.official_paper import Style
from results.reports.wording import line, shown

MOST = 500
"""Rows of a table in a document; nobody reads more in one, and the workbook has them all."""
_MEASURED = 300
"""Rows that the widths are taken from."""
_PADDING = 120
"""Twentieths of a point at both sides of a cell together."""
_SIZES = (10.5, 9.0, 8.0)
"""Points: 五号, 小五, and less where even that is too wide."""
_WIDEST = {Shape.LONG: 26.0, Shape.LINK: 17.0, Shape.TEXT: 13.0, Shape.MOMENT: 5.5}
"""Characters (of the width of a 汉字) after which a cell goes on in the next line."""
_LEAST = {Shape.LONG: 12.0, Shape.LINK: 7.0, Shape.TEXT: 4.0}
_MIDDLE = (Shape.NUMBER, Shape.POINTS, Shape.CODE, Shape.MOMENT, Shape.EVIDENCE)
_PORTRAIT = 1.15
"""A table that is wider than the page by this factor is laid on its side."""
_GIVES = 1.3
"""Long texts give way by this factor before the type becomes smaller."""
_TALL = 300
"""A row with a text longer than this may break over two pages; others stay whole."""
_AT_ONCE = 200
"""Rows that become part of the table together, so that its xml is never in memory as a whole."""
_LETTER = 0.53
"""The width of a letter or a figure, in that of a 汉字."""
_WORD = re.compile(r"[\x21-\x7e]+")
_NUMBERS = re.compile(r"(?<=[0-9]、)(?=[0-9])")
"""LibreOffice breaks 666、667 within the numbers unless it is shown where else."""
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class Laid:
    """How a table is laid on a page: widths of its columns in twentieths of a point, size of its type in points."""

    widths: tuple[int, ...]
    points: float


@dataclass(frozen=True, slots=True)
class _Opened:
    """What stands before the text of a cell, and how many letters or figures the column takes in a line. Between the
    two is the place for how words break."""

    before: str
    behind: str
    room: int


def on_paper(table: Table) -> Table:
    """The table with the columns that stand on paper."""
    if not table.paper:
        return table
    places = [table.column(title) for title in table.paper]
    rows = tuple(tuple(row[place] for place in places) for row in islice(table.rows, kept(table)))
    return replace(table, heads=tuple(table.heads[place] for place in places), rows=rows)


def elsewhere(table: Table) -> str:
    """What of a table stands in the workbook only, as a sentence; "" for nothing."""
    rows, columns = len(table.rows) - kept(table), len(table.heads) - len(table.paper or table.heads)
    told = [f"其余 {rows} 行"] if rows else []
    if columns:
        left = [head.title for head in table.heads if head.title not in table.paper]
        told.append(f"{'、'.join(left)}等 {columns} 列" if columns > 1 else f"“{left[0]}”一列")
    return f"{'和'.join(told)}见本报告的工作簿（xlsx）中的“{line(table.title)}”。" if told else ""


def kept(table: Table) -> int:
    """How many rows of a table stand in a document."""
    return min(len(table.rows), table.brief or MOST, MOST)


def lies(table: Table, usable: int) -> bool:
    """Whether a table is too wide for a page whose lines have `usable` twentieths of a point."""
    return sum(_natural(table, _SIZES[0])) > usable * _PORTRAIT


def add_table(paper: Paper, table: Table, usable: int) -> None:
    """The table behind what is there. Its rows beyond `kept` are left to whoever writes the note."""
    laid = lay(table, usable)
    styles = {style: paper.styles[style.value].style_id for style in (Style.CELL, Style.MIDDLE, Style.HEAD)}
    made = parse_xml("".join(_head(table, laid, styles)))
    rows = _rows(table, laid, styles)
    while some := "".join(islice(rows, _AT_ONCE)):
        made.extend(list(parse_xml(f"<w:tbl {_SPACE}>{some}</w:tbl>")))
    paper.element.body._insert_tbl(made)


def lay(table: Table, usable: int) -> Laid:
    """Widths that come to `usable` together."""
    for points in _SIZES:
        natural = _natural(table, points)
        if sum(natural) <= usable * _GIVES:
            break
    least = [min(wide, _least(head, points)) for wide, head in zip(natural, table.heads, strict=True)]
    if sum(natural) > usable:
        spare, wanted = usable - sum(least), sum(natural) - sum(least)
        share = max(spare, 0) / wanted if wanted else 0
        widths = [low + (wide - low) * share for low, wide in zip(least, natural, strict=True)]
    else:
        widths = [float(wide) for wide in natural]
    factor = usable / (sum(widths) or 1)
    return Laid(tuple(max(1, int(one * factor)) for one in widths), points)


def _least(head: Head, points: float) -> float:
    return _LEAST[head.shape] * points * 20 + _PADDING if head.shape in _LEAST else float("inf")


def _natural(table: Table, points: float) -> list[float]:
    """How wide each column would like to be."""
    found = []
    for place, head in enumerate(table.heads):
        longest = max((_wide(shown(row[place])) for row in islice(table.rows, _MEASURED)), default=0.0)
        title = _wide(head.title)
        wide = max(min(longest, _WIDEST.get(head.shape, 22.0)), min(title, 4.0) if title > 4 else title)
        found.append((wide + 0.3) * points * 20 + _PADDING)
    return found


def _wide(text: str) -> float:
    """The width of the longest line of a text, in the width of a 汉字."""
    return max((sum(1.0 if c > "\u2e7f" else _LETTER for c in part) for part in text[:200].split("\n")), default=0.0)


def _head(table: Table, laid: Laid, styles: Mapping[Style, str]) -> Iterator[str]:
    yield f'<w:tbl {_SPACE}><w:tblPr><w:tblW w:w="{sum(laid.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
    yield f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
    yield f'<w:left w:w="{_PADDING // 2}" w:type="dxa"/><w:right w:w="{_PADDING // 2}" w:type="dxa"/></w:tblCellMar>'
    yield "</w:tblPr><w:tblGrid>"
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in laid.widths)
    yield "</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    opened = [_opened(width, styles[Style.HEAD], laid.points) for width in laid.widths]
    yield _cells([head.title for head in table.heads], opened)
    yield "</w:tr></w:tbl>"


def _rows(table: Table, laid: Laid, styles: Mapping[Style, str]) -> Iterator[str]:
    """Each row as xml."""
    middle = [Style.MIDDLE if head.shape in _MIDDLE else Style.CELL for head in table.heads]
    opened = [_opened(width, styles[one], laid.points) for width, one in zip(laid.widths, middle, strict=True)]
    for row in islice(table.rows, kept(table)):
        whole = all(len(value) <= _TALL for value in row if isinstance(value, str))
        yield f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{_cells(row, opened)}</w:tr>"


def _opened(width: int, style: str, points: float) -> _Opened:
    size = int(points * 2)
    before = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{escape(style, {chr(34): "&quot;"})}"/>'
    )
    room = int((width - _PADDING) / (points * 20 * _LETTER))
    return _Opened(before, f'</w:pPr><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr>', room)


def _cells(values: Sequence[Value], opened: Sequence[_Opened]) -> str:
    return "".join(_cell(shown(value), one) for value, one in zip(values, opened, strict=True))


def _cell(text: str, opened: _Opened) -> str:
    """Words and numbers stay whole where the column has room for each of them; an address breaks anywhere."""
    text = _NUMBERS.sub("\u200b", text)
    whole = "<w:wordWrap/>" if all(len(one) <= opened.room for one in _WORD.findall(text)) else ""
    return f"{opened.before}{whole}{opened.behind}{_text(text)}</w:r></w:p></w:tc>"


def _text(text: str) -> str:
    parts = escape(text).replace("\t", " ").split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
