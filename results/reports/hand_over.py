"""One page of one site to hand over: who it is, how it stands, the gravest problems with their evidence numbers, what
to do by when and how to answer. A sheet for a meeting or a call, not a notice: it sets no deadline of its own.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.registry import BEIJING, Site
from results.ledger import notices
from results.ledger.issues import STANDING
from results.ledger.notices import OPEN
from results.reports.content import IssueRow
from results.reports.gather import Week, gather_latest, issue_rows
from results.reports.notice_paper import Letterhead
from results.reports.official_paper import Style, blank, write
from results.reports.site_sheet import SiteSheet, sheets
from results.reports.wording import shown

_TABLE, _LINE = Pt(10.5), Pt(15)
_CHARACTER = 10.5 * 25.4 / 72
"""Width of a Chinese character of the tables, in mm; others are half as wide."""
_IDENTITY = (26, 130)
_PROBLEMS = (16, 22, 66, 52)
"""Widths of columns in mm; 156 together."""
_PADDING = 4.0
"""What the borders of a cell take of its width, in mm."""
_ROOM = 26
"""Lines of the tables that one page has for both of them beside the title and what stands below."""
_LONGEST = 110
_KINDS = ("veto", "deduct", "bonus", "hint")
_SURE = ("confirmed", "notified")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The nearest deadline of an open notice of the unit, and its number."""

    number: str
    due: date


def hand_over(
    connection: Connection, site: Site, moment: datetime, edition: Edition, folder: Path, head: Letterhead
) -> bytes:
    """The page of a site as its newest visit, its newest answers and its open notices leave it at `moment` (aware).
    `folder` is what relative names of visit files stand in."""
    given = gather_latest(connection, site, moment, edition, folder)
    week = Week(office="", start=given.start, end=given.end, made_at=moment)
    found = tuple(one for one in issue_rows(connection, [site.key], week, edition) if one.state in STANDING)
    (sheet,) = sheets(connection, replace(given, issues=found), [site], edition, folder)
    nearest = next((one for one in notices.query(connection, states=OPEN, units=[site.unit]) if one.due), None)
    deadline = Deadline(nearest.number, nearest.due) if nearest and nearest.due else None
    return hand_over_paper(sheet, head, moment.astimezone(BEIJING).date(), deadline)


def hand_over_paper(sheet: SiteSheet, head: Letterhead, made: date, deadline: Deadline | None = None) -> bytes:
    """The page as a document of Word. `made` is a day in Beijing."""
    paper = blank()
    write(paper, Style.TITLE, "政府网站检查情况单")
    identity = _identity(sheet)
    _table(paper, _IDENTITY, identity)
    lines = sum(_height(row, _IDENTITY) for row in identity)
    rows, left = _problems(sheet.issues, _ROOM - lines)
    write(paper, Style.FIRST, f"存在的问题（{_counted(sheet.issues)}）")
    if rows:
        _table(paper, _PROBLEMS, [("编号", "情况", "问题", "网址"), *rows])
    if left:
        _small(paper, f"其余{left}个见控制台的网站页，或由 issues 命令导出的清单。")
    for text in _demands(sheet, head, deadline):
        _small(paper, text)
    write(paper, Style.SIGNATURE, shown(head.office) or "（检查单位署名）")
    write(paper, Style.SIGNATURE, f"{made.year}年{made.month}月{made.day}日")
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _identity(sheet: SiteSheet) -> list[tuple[str, ...]]:
    row = sheet.row
    score = f"；得分 {row.score.low}—{row.score.high}（没有查到的项目可能扣分，也可能不扣）" if row.score else ""
    ended = word("ended", row.ended) if row.ended else "没有访问"
    seen = row.visited_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if row.visited_at else "没有"
    coverage = f"{ended}；发现地址 {row.known} 个，访问 {row.asked} 个，无应答 {row.failed} 个"
    return [
        ("主办单位", _cut(row.unit)),
        ("网站", _cut(f"{row.name}（{row.code or '没有标识码'}）")),
        ("网址", _cut(row.home)),
        ("最近检查", f"{seen}（北京时间）；{coverage}"),
        ("检查结论", _cut("，".join(filter(None, [sheet.verdict.value, sheet.why])) + score)),
        ("没有查到", f"{len(sheet.unseen)} 项没有查到或没有查全，不等于合格" if sheet.unseen else "无"),
    ]


def _counted(issues: Sequence[IssueRow]) -> str:
    if not issues:
        return "没有未整改的问题"
    sure = sum(one.state in _SURE for one in issues)
    return f"{len(issues)}个未整改，其中{sure}个已经人工确认"


def _problems(issues: Sequence[IssueRow], room: int) -> tuple[list[tuple[str, ...]], int]:
    """The gravest that fit into so many lines, what persons confirmed first, and how many are left."""
    rows: list[tuple[str, ...]] = []
    room -= 1  # the heads
    for one in sorted(issues, key=lambda i: (i.state not in _SURE, i.certainty == "suspected", _rank(i), i.number)):
        sure = "已确认" if one.state in _SURE else f"待确认（{word('certainty', one.certainty)}）"
        row = (str(one.number), sure, _cut(f"{one.title}：{one.says}"), _cut(one.found_on or one.url))
        room -= _height(row, _PROBLEMS)
        if room < 0:
            break
        rows.append(row)
    return rows, len(issues) - len(rows)


def _rank(one: IssueRow) -> int:
    return _KINDS.index(one.kind) if one.kind in _KINDS else len(_KINDS)


def _demands(sheet: SiteSheet, head: Letterhead, deadline: Deadline | None) -> list[str]:
    if not sheet.issues:
        return []
    by = f"已列入整改通知{deadline.number}的，请于{_day(deadline.due)}前整改并反馈" if deadline else "请核实后尽快整改"
    told = [f"{by}；待确认的问题请先自查，确有其事的一并整改，有异议的请说明理由。"]
    contact = f"，或联系{_cut(head.contact)}" if head.contact else ""
    told.append(f"反馈时请写明编号，可登录巡网控制台填写{contact}。整改后的情况以下一次巡查为准。")
    return told


def _table(paper: Paper, widths: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
    table = paper.add_table(rows=0, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in rows:
        cells = table.add_row().cells
        for cell, width, text in zip(cells, widths, row, strict=True):
            cell.width = Mm(width)
            _fill(cell.paragraphs[0], text)


def _small(paper: Paper, text: str) -> None:
    _fill(paper.add_paragraph(style=Style.TEXT.value), text)


def _fill(paragraph: Any, text: str) -> None:
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
    wrap = OxmlElement("w:wordWrap")  # an address may break anywhere
    wrap.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(wrap, "w:overflowPunct", "w:spacing", "w:ind", "w:jc", "w:rPr")
    run = paragraph.add_run(text)
    run.font.size = _TABLE


def _height(row: Sequence[str], widths: Sequence[int]) -> int:
    """Lines that a row takes: those of its longest cell."""
    return max(
        math.ceil(max(_width(text), 1) / ((width - _PADDING) / _CHARACTER))
        for text, width in zip(row, widths, strict=True)
    )


def _width(text: str) -> float:
    """In Chinese characters; letters and figures are taken a little wider than they are."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


def _cut(text: str) -> str:
    said = " ".join(shown(text).split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
