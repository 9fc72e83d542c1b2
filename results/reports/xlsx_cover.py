"""The first sheet of a workbook: what it is of, what is in no sum, the figures, and where their rows stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from results.reports.content import Report, Section, Table
from results.reports.wording import shown

COVER = "概要"
_COLOURS = {"good": ("#E2F0D9", "#2F6B1F"), "bad": ("#FBE3E0", "#9C1C12"), "unsure": ("#FFF2CC", "#7A5B00")}
_HIGHEST = 400
"""Points of a row; a sheet takes 409 and no more."""
Formats = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """The sheet of rows `first` to before `last` of a table."""

    name: str
    table: Table
    first: int
    last: int


def formats(book: Any) -> Formats:
    """How cells look, by name."""
    plain = {"font_name": "宋体", "font_size": 11, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    dark = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
    made = {
        "title": {"font_name": "黑体", "font_size": 18, "bold": True},
        "section": {"font_name": "黑体", "font_size": 13, "bold": True, "font_color": "#1F4E79"},
        "say": {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top"},
        "warn": {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top", "bg_color": "#FFF2CC"},
        "head": {**plain, **dark},
        "text": {**plain, "text_wrap": True, "num_format": "@"},
        "quoted": {**plain, "text_wrap": True, "num_format": "@", "quote_prefix": True},
        "link": {**plain, "text_wrap": True, "font_color": "#0563C1", "underline": 1},
        "number": {**plain, "num_format": "0"},
        "points": {**plain, "num_format": "0.00"},
        "any number": {**plain, "num_format": "General"},
    }
    tones = {tone: {"bg_color": back, "font_color": fore} for tone, (back, fore) in _COLOURS.items()}
    return {name: book.add_format(look) for name, look in {**made, **tones}.items()}


def page(sheet: Any, *, landscape: bool, wide: bool = False) -> None:
    """How a sheet is printed: as wide as the paper, with its number below."""
    sheet.set_paper(8 if wide else 9)  # A3, A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    if landscape:
        sheet.set_landscape()


def cover(book: Any, report: Report, sheets: Sequence[Part], looks: Formats, limited: Sequence[str]) -> None:
    """The cover. `limited` says what the workbook could not take."""
    sheet = book.add_worksheet(COVER)
    sheet.hide_gridlines(2)
    for column, width in enumerate((30, 14, 62)):
        sheet.set_column(column, column, width)
    page(sheet, landscape=False)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, shown(report.title), looks["title"])
    sheet.write_string(1, 0, shown(report.period))
    sheet.write_string(2, 0, shown(report.made))
    row = 4
    for title, told in (("没有计入统计的内容", report.left_out), ("本工作簿放不下的内容", limited)):
        if told:
            sheet.write_string(row, 0, title, looks["section"])
            row = _says(sheet, told, row + 1, looks["warn"]) + 1
    names: dict[str, list[str]] = {}
    for one in sheets:
        names.setdefault(one.table.id, []).append(one.name)
    for section in report.sections:
        sheet.write_string(row, 0, shown(section.title), looks["section"])
        row = _section(sheet, section, row + 1, looks, names) + 1


def _says(sheet: Any, sentences: Sequence[str], row: int, look: Any) -> int:
    for sentence in sentences:
        text = shown(sentence)
        sheet.set_row(row, min(16 * (1 + len(text) // 52), _HIGHEST))
        sheet.merge_range(row, 0, row, 2, "", look)
        sheet.write_string(row, 0, text, look)
        row += 1
    return row


def _section(sheet: Any, section: Section, row: int, looks: Formats, names: Mapping[str, Sequence[str]]) -> int:
    row = _says(sheet, section.says, row, looks["say"])
    for figure in (one for one in section.figures if not one.quiet):
        sheet.write_string(row, 0, shown(figure.label), looks["text"])
        sheet.write_number(row, 1, figure.value, looks["number"])
        row += 1
    for share in section.shares:
        sheet.write_string(row, 0, shown(share.label), looks["text"])
        sheet.write_string(row, 1, "—" if share.shown is None else f"{share.shown}%", looks["text"])
        left = f"；另有 {share.left_out} 个未计入（{share.why}）" if share.left_out else ""
        told = f"{share.part} ÷ {share.of}，四舍五入到 {share.places} 位小数{left}"
        sheet.write_string(row, 2, told, looks["say"])
        row += 1
    for table in section.tables:
        for name in names[table.id]:
            sheet.write_url(row, 0, f"internal:'{name}'!A1", looks["link"], f"明细见工作表：{name}")
            row += 1
    return row
