"""Rows of any list as csv or as a workbook, written one after the other: one way for commands and for the console.

Nothing in them is ever a formula, and nothing deceives a reader (`wording.shown`). A list may end in a note: how many
rows were left out is known only when the last one was written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from results.errors import PersonError
from results.reports.sheets import safe
from results.reports.wording import shown, starts_formula

Line = Mapping[str, Any]
Column = tuple[str, Callable[[Line], str]]
WIDE = frozenset(
    ("问题", "页面摘录", "地址", "所在页面", "整改办法", "理由", "内容", "问题网址", "查看", "说明", "反馈")
)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
BOM = "\ufeff"
"""By which Excel knows UTF-8."""


def nothing() -> str:
    """The note of a list that holds all there is."""
    return ""


def csv_text(found: Iterable[Line], columns: Sequence[Column], note: Callable[[], str] = nothing) -> Iterator[str]:
    """The rows as csv, piece by piece; `note` is asked when all are written."""
    yield BOM + _row([name for name, _ in columns])
    for line in found:
        yield _row([safe(shown(cell(line))) for _, cell in columns])
    if told := note():
        yield _row([safe(shown(told))])


def write_workbook(
    found: Iterable[Line],
    columns: Sequence[Column],
    output: Path | IO[bytes],
    title: str,
    note: Callable[[], str] = nothing,
) -> None:
    """The rows as a workbook of one sheet, in constant memory. Raises PersonError."""
    try:
        with Workbook(output, _OPTIONS) as book:
            _sheet(book, found, columns, title, note)
    except (OSError, FileCreateError) as error:
        raise PersonError(f"写不了文件 {output}：{error}；请检查磁盘空间和权限，或关闭正在打开它的程序") from error


def _sheet(book: Any, found: Iterable[Line], columns: Sequence[Column], title: str, note: Callable[[], str]) -> None:
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bg_color": "#D9E1F2"})
    text = book.add_format({"num_format": "@", "valign": "top"})
    quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
    sheet.freeze_panes(1, 0)
    for number, (name, _) in enumerate(columns):
        sheet.set_column(number, number, 60 if name in WIDE else 16)
        sheet.write_string(0, number, name, head)
    count = 0
    for count, line in enumerate(found, start=1):
        for number, (_, cell) in enumerate(columns):
            told = shown(cell(line))
            sheet.write_string(count, number, told, quoted if starts_formula(told) else text)
    sheet.autofilter(0, 0, count, len(columns) - 1)
    if told := note():
        sheet.write_string(count + 2, 0, shown(told))


def _row(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
