"""A report as a workbook: a cover with the figures, then one sheet a table. Nothing in it is ever a formula."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from results.errors import PersonError
from results.reports.content import Head, Report, Section, Shape, Table, Value
from results.reports.sums import check_sums
from results.reports.wording import link, shown, starts_formula

_LINKS = 60_000  # Excel keeps at most 65,530 links in one sheet
_WIDTHS = {
    Shape.TEXT: 16,
    Shape.LINK: 30,
    Shape.NUMBER: 10,
    Shape.EVIDENCE: 10,
    Shape.CODE: 13,
    Shape.POINTS: 12,
    Shape.MOMENT: 17,
    Shape.LONG: 36,
}
_NARROW = {
    "网站名称": 24,
    "账号名称": 24,
    "主办单位": 24,
    "序号": 6,
    "编号": 8,
    "状态": 10,
    "类别": 10,
    "把握": 10,
    "检查结果": 12,
}
_COLOURS = {
    "good": ("#E2F0D9", "#2F6B1F", ("合格", "已整改", "完整", "达标")),
    "bad": ("#FBE3E0", "#9C1C12", ("不合格", "不合格候选", "新发现", "再次出现", "不达标", "已超期")),
    "unsure": (
        "#FFF2CC",
        "#7A5B00",
        (
            "未测",
            "部分未测",
            "疑似",
            "没有访问",
            "首页无法读取",
            "待确认",
            "将超期",
            "无法核查",
            "账号异常",
            "没有读取",
        ),
    ),
}
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": False,
}
Formats = dict[str, Any]


def write_xlsx(report: Report, path: Path) -> Path:
    """Writes the workbook, whole or not at all, and returns its path. Raises PersonError, also SumsDiffer."""
    check_sums(report)
    part = path.with_suffix(".part")
    try:
        with xlsxwriter.Workbook(part, _OPTIONS) as book:
            book.set_properties({"title": report.title, "subject": report.period, "author": "巡网"})
            formats = _formats(book)
            _cover(book, report, formats)
            for table in report.tables:
                _sheet(book, table, formats)
        os.replace(part, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise PersonError(f"写不了报告 {path}（{error}）；请检查权限和磁盘空间，或先关闭已打开的同名文件") from error
    return path


def _formats(book: Any) -> Formats:
    plain = {"font_name": "宋体", "font_size": 11, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    made = {
        "title": book.add_format({"font_name": "黑体", "font_size": 18, "bold": True}),
        "section": book.add_format({"font_name": "黑体", "font_size": 13, "bold": True, "font_color": "#1F4E79"}),
        "say": book.add_format({"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top"}),
        "head": book.add_format(
            {
                **plain,
                "bold": True,
                "bg_color": "#1F4E79",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        "text": book.add_format({**plain, "text_wrap": True, "num_format": "@"}),
        "quoted": book.add_format({**plain, "text_wrap": True, "num_format": "@", "quote_prefix": True}),
        "link": book.add_format({**plain, "text_wrap": True, "font_color": "#0563C1", "underline": 1}),
        "number": book.add_format({**plain, "num_format": "0"}),
        "points": book.add_format({**plain, "num_format": "0.00"}),
    }
    for tone, (back, fore, _) in _COLOURS.items():
        made[tone] = book.add_format({"bg_color": back, "font_color": fore})
    return made


def _cover(book: Any, report: Report, formats: Formats) -> None:
    sheet = book.add_worksheet("概要")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 62)
    _page(sheet, landscape=False)
    sheet.write_string(0, 0, shown(report.title), formats["title"])
    sheet.set_row(0, 28)
    sheet.write_string(1, 0, shown(report.period))
    sheet.write_string(2, 0, shown(report.made))
    row = 4
    for section in report.sections:
        sheet.write_string(row, 0, section.title, formats["section"])
        row = _section(sheet, section, row + 1, formats) + 1


def _section(sheet: Any, section: Section, row: int, formats: Formats) -> int:
    for sentence in section.says:
        sheet.merge_range(row, 0, row, 2, "", formats["say"])
        sheet.write_string(row, 0, shown(sentence), formats["say"])
        sheet.set_row(row, 16 * (1 + len(sentence) // 52))
        row += 1
    for figure in (one for one in section.figures if not one.quiet):
        sheet.write_string(row, 0, figure.label, formats["text"])
        sheet.write_number(row, 1, figure.value, formats["number"])
        row += 1
    for share in section.shares:
        sheet.write_string(row, 0, share.label, formats["text"])
        sheet.write_string(row, 1, "—" if share.shown is None else f"{share.shown}%", formats["text"])
        left = f"；另有 {share.left_out} 个未计入（{share.why}）" if share.left_out else ""
        sheet.write_string(row, 2, f"{share.part} ÷ {share.of}，四舍五入到 {share.places} 位小数{left}", formats["say"])
        row += 1
    for table in section.tables:
        name = _name(table.title)
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats["link"], f"明细见工作表：{name}")
        row += 1
    return row


def _sheet(book: Any, table: Table, formats: Formats) -> None:
    sheet = book.add_worksheet(_name(table.title))
    _page(sheet, landscape=True, wide=len(table.heads) > 10)
    sheet.freeze_panes(1, 2 if len(table.heads) > 6 else 1)
    sheet.repeat_rows(0)
    sheet.set_row(0, 32)
    for index, head in enumerate(table.heads):
        sheet.set_column(index, index, _width(head))
        sheet.write_string(0, index, head.title, formats["head"])
    links = 0
    widths = [_width(head) for head in table.heads]
    for number, row in enumerate(table.rows, 1):
        sheet.set_row(number, _height(row, widths))
        for index, (value, head) in enumerate(zip(row, table.heads, strict=True)):
            links += _cell(sheet, number, index, value, head.shape, formats, links)
    last = len(table.rows)
    if not last:
        sheet.write_string(1, 0, table.empty)
    else:
        sheet.autofilter(0, 0, last, len(table.heads) - 1)
        _coloured(sheet, table, formats, last)
    if table.note:
        sheet.write_string(last + 2, 0, table.note)


def _cell(sheet: Any, row: int, column: int, value: Value, shape: Shape, formats: Formats, links: int) -> int:
    """Writes a cell and returns how many links it took."""
    if shape in (Shape.NUMBER, Shape.POINTS, Shape.EVIDENCE) and isinstance(value, int | Decimal):
        sheet.write_number(row, column, value, formats["points" if shape is Shape.POINTS else "number"])
        return 0
    text = shown(value)
    if shape is Shape.LINK and links < _LINKS and (address := link(text)):
        sheet.write_url(row, column, address, formats["link"], address)
        return 1
    sheet.write_string(row, column, text, formats["quoted" if starts_formula(text) else "text"])
    return 0


def _coloured(sheet: Any, table: Table, formats: Formats, last: int) -> None:
    for index, head in enumerate(table.heads):
        if head.title not in ("检查结果", "状态", "程度", "把握", "访问结果", "读取结果") and not head.title.startswith(
            "V6-"
        ):
            continue
        for tone, (_, _, words) in _COLOURS.items():
            for word in words:
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": formats[tone]}
                sheet.conditional_format(1, index, last, index, rule)


def _width(head: Head) -> int:
    return _NARROW.get(head.title, _WIDTHS[head.shape])


def _height(row: tuple[Value, ...], widths: list[int]) -> float:
    """Height in points that shows all of a row: WPS and LibreOffice do not do so by themselves."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        parts = shown(value).split("\n")
        lines = max(lines, sum(1 + (len(p) + sum(c > "\u2e7f" for c in p)) // max(1, width - 1) for p in parts))
    return min(15.0 * lines + 3, 400.0)


def _page(sheet: Any, landscape: bool, wide: bool = False) -> None:
    sheet.set_paper(8 if wide else 9)  # A3, A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    if landscape:
        sheet.set_landscape()


def _name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31]
