"""A report as a workbook: a cover with the figures, a sheet a table, charts. Nothing in it is ever a formula.

Rows are written to the disk one by one: a workbook of sixty thousand rows takes no more memory than one of sixty.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from results.errors import PersonError
from results.reports.chart_xlsx import CHARTS, add_charts
from results.reports.content import Head, Report, Shape, Table, Value
from results.reports.sums import check_sums
from results.reports.tones import TONES
from results.reports.wording import evidence, link, shown, starts_formula
from results.reports.xlsx_book import Book, Cell, Sheet
from results.reports.xlsx_cover import COVER, Formats, Part, cover, formats, page

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
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}
_LOOKED = 300
"""Rows of a column that are looked at for words that are shown in colour."""
_NUMBERS = (Shape.NUMBER, Shape.POINTS, Shape.EVIDENCE)
_NUMBER = (int, Decimal)
_LETTERS = re.compile("[\x00-\u2e7f]+")
"""What is half as wide as a 汉字."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sheet holds: Excel takes 1,048,576 rows and 65,530 links."""

    rows: int = 1_000_000
    links: int = 60_000


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a sheet: how many of its first cells are links, and how numbers look in it, None for no numbers."""

    width: int
    shape: Shape
    linked: int
    figures: Any


def _column(head: Head, linked: int, looks: Formats) -> _Column:
    figures = looks["points" if head.shape is Shape.POINTS else "number"] if head.shape in _NUMBERS else None
    return _Column(_NARROW.get(head.title, _WIDTHS[head.shape]), head.shape, linked, figures)


def write_xlsx(report: Report, path: Path, console: str = "", limits: Limits | None = None) -> Path:
    """Writes the workbook, whole or not at all, and returns its path. `console`: the address of the console as readers
    know it, where evidence numbers lead to. Raises PersonError, also SumsDiffer."""
    check_sums(report)
    part = path.with_suffix(".part")
    try:
        put_xlsx(report, part, console, limits)
        os.replace(part, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise PersonError(f"写不了报告 {path}（{error}）；请检查权限和磁盘空间，或先关闭已打开的同名文件") from error
    return path


def put_xlsx(report: Report, path: Path, console: str = "", limits: Limits | None = None) -> None:
    """Writes the workbook of a report whose sums were checked. Raises OSError and FileCreateError."""
    limits = limits or Limits()
    parts = list(_parts(report, limits.rows))
    charts = [chart for section in report.sections for chart in section.charts]
    # Opened before anything else: a folder that may not be written costs no work and leaves no rows behind.
    with (
        path.open("wb") as file,
        TemporaryDirectory(prefix="xunwang-") as rows,
        Book(file, {**_OPTIONS, "tmpdir": rows}) as book,
    ):
        book.set_properties({"title": shown(report.title, 250), "subject": shown(report.period, 250)})
        looks = formats(book)
        cover(book, report, parts, looks, list(_limited(report, console, limits)))
        for part in parts:
            _sheet(book, part, looks, console, limits.links)
        add_charts(book, charts, looks)


def _parts(report: Report, most: int) -> Iterator[Part]:
    """Every table as one sheet, or several where it has more rows than one takes."""
    taken = {COVER, *CHARTS}
    for table in report.tables:
        for first in range(0, max(len(table.rows), 1), most):
            name = _name(table.title, taken)
            taken.add(name.casefold())
            yield Part(name, table, first, min(first + most, len(table.rows)))


def _name(title: str, taken: set[str]) -> str:
    """A name that no other sheet has: at most 31 characters, without those that Excel does not take."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", shown(title)).strip() or "表"
    name, number = plain[:31], 2
    while name.casefold() in taken:
        tail = f"（{number}）"
        name, number = plain[: 31 - len(tail)] + tail, number + 1
    return name


def _limited(report: Report, console: str, limits: Limits) -> Iterator[str]:
    """What Excel does not take, in words."""
    for table in report.tables:
        if len(table.rows) > limits.rows:
            yield f"“{table.title}”有 {len(table.rows)} 行，超过一张工作表的上限，分在几张工作表里。"
        here = min(len(table.rows), limits.rows)
        left = sum(here - count for count in _linked(table, here, console, limits.links).values())
        if left:
            yield f"“{table.title}”的链接超过一张工作表的上限，有 {left} 个只写成文字，可以复制后打开。"


def _linked(table: Table, count: int, console: str, most: int) -> dict[int, int]:
    """Index of a column → how many of its cells are links: evidence first, since only from there the way goes on."""
    found = {}
    for shape in (Shape.EVIDENCE, Shape.LINK):
        for index, head in enumerate(table.heads):
            if head.shape is shape and (console or shape is Shape.LINK):
                found[index] = min(count, most)
                most -= found[index]
    return found


def _sheet(book: Any, part: Part, looks: Formats, console: str, most: int) -> None:
    table, count = part.table, part.last - part.first
    sheet = book.add_worksheet(part.name)
    page(sheet, landscape=True, wide=len(table.heads) > 10)
    sheet.freeze_panes(1, 2 if len(table.heads) > 6 else 1)
    sheet.repeat_rows(0)
    sheet.set_default_row(18)
    sheet.set_row(0, 32)
    linked = _linked(table, count, console, most)
    columns = [_column(head, linked.get(index, 0), looks) for index, head in enumerate(table.heads)]
    for index, (head, column) in enumerate(zip(table.heads, columns, strict=True)):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, head.title, looks["head"])
    for number in range(1, count + 1):
        _row(sheet, number, table.rows[part.first + number - 1], columns, looks, console)
    if count:
        sheet.autofilter(0, 0, count, len(table.heads) - 1)
        _coloured(sheet, part, looks)
    else:
        sheet.write_string(1, 0, shown(table.empty))
    if table.note:
        sheet.write_string(count + 2, 0, shown(table.note))


def _row(
    sheet: Sheet, number: int, row: Sequence[Value], columns: Sequence[_Column], looks: Formats, console: str
) -> None:
    texts = [shown(value) for value in row]
    if (high := _height(texts, columns)) > 18:
        sheet.set_row(number, high)
    cells: list[Cell | None] = []
    plain, quoted = looks["text"], looks["quoted"]
    for index, (value, text, column) in enumerate(zip(row, texts, columns, strict=True)):
        figure = value if column.figures is not None and isinstance(value, _NUMBER) else None
        if number <= column.linked and (to := _address(value, text, column.shape, console)):
            sheet.write_url(number, index, to, looks["link"], text)
            # As a number it sorts as one, and is a link all the same.
            cells.append(None if figure is None else (figure, looks["link"]))
        elif figure is not None:
            cells.append((figure, column.figures))
        else:
            cells.append((text, quoted if starts_formula(text) else plain))
    sheet.put_row(number, cells)


def _address(value: Value, text: str, shape: Shape, console: str) -> str:
    return evidence(console, value) if shape is Shape.EVIDENCE else link(text)


def _coloured(sheet: Any, part: Part, looks: Formats) -> None:
    """Colours for the columns whose words have one; by rules, so that what a person types is coloured too."""
    rows = part.table.rows[part.first : min(part.last, part.first + _LOOKED)]
    last = part.last - part.first
    for index, head in enumerate(part.table.heads):
        if head.shape is Shape.TEXT and any(row[index] in TONES for row in rows):
            for word, tone in TONES.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": looks[tone]}
                sheet.conditional_format(1, index, last, index, rule)


def _height(texts: Sequence[str], columns: Sequence[_Column]) -> float:
    """Height in points that shows all of a row: WPS and LibreOffice do not do so by themselves."""
    lines = 1
    for text, column in zip(texts, columns, strict=True):
        if (2 * len(text) >= column.width or "\n" in text) and (more := _lines(text, column.width)) > lines:
            lines = more
    return min(15.0 * lines + 3, 400.0)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, where a 汉字 is as wide as two letters."""
    room = max(1, width - 1)
    if "\n" in text:
        return sum(_lines(one, width) for one in text.split("\n"))
    return 1 + (len(text) if text.isascii() else len(text) + len(_LETTERS.sub("", text))) // room
