"""A sheet to fill in, as a workbook: marked headers, notes on them, lists of what is allowed. No cell is a formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from results.errors import PersonError
from results.intake.headers import Field

_ROWS_CHECKED = 5000
_LONGEST_LIST = 255
"""Excel keeps at most so many characters of a list in place."""


def _plain(field: Field) -> int:
    return max(12, 2 * len(field.title) + 4)


@dataclass(frozen=True, slots=True)
class Blank:
    """One sheet: its columns, the rows that stand in it already (texts, in the order of the columns), their widths."""

    name: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[str]] = ()
    width: Callable[[Field], int] = _plain


def write_blank(path: Path, sheets: Sequence[Blank], explained: Sequence[str]) -> None:
    """Writes the workbook with a sheet 填表说明, whole or not at all. Raises PersonError."""
    part = path.with_name(path.name + ".part")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(part, options) as book:
            formats = {
                "needed": book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1}),
                "free": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1}),
                "text": book.add_format({"num_format": "@"}),
            }
            for blank in sheets:
                _sheet(book, blank, formats)
            notes = book.add_worksheet("填表说明")
            notes.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
            for number, sentence in enumerate(explained):
                notes.write_string(number, 0, sentence)
        part.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        part.unlink(missing_ok=True)
        raise PersonError(f"写不了 {path}（{error}）；请检查文件夹权限，或先关闭已打开的同名文件") from error


def _sheet(book: Any, blank: Blank, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(blank.name)
    sheet.freeze_panes(1, 0)
    for index, field in enumerate(blank.fields):
        title = f"★{field.title}" if field.needed else field.title
        sheet.write_string(0, index, title, formats["needed" if field.needed else "free"])
        sheet.set_column(index, index, blank.width(field), formats["text"])
        if field.note:
            sheet.write_comment(0, index, field.note, {"x_scale": 1.6, "y_scale": 0.8})
        if field.choices and len(",".join(field.choices)) <= _LONGEST_LIST:
            choices = {"validate": "list", "source": list(field.choices), "error_type": "warning", "ignore_blank": True}
            sheet.data_validation(1, index, _ROWS_CHECKED, index, choices)
    for number, row in enumerate(blank.rows, 1):
        for index, value in enumerate(row):
            sheet.write_string(number, index, value, formats["text"])
