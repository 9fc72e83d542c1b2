"""The form of records of persons: a workbook with the accounts to look at, which `accounts record` reads back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from checks.model.registry import Account
from results.errors import PersonError
from results.intake.headers import Field
from results.intake.records import FIELDS

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MORE = ("主办单位", "账号主页地址")
"""What helps to find an account; not read back."""
_WIDE = {"name": 28, "platform_id": 28, "screenshot": 28, "title": 36, "remark": 36}
_ROWS_CHECKED = 5000
_EXPLAINED = (
    "一、每行是一个要人去看的账号。打开账号，把看到的填在蓝色表头的各列，平台、账号名称、平台账号ID 不要改动。",
    "二、最近更新日期写最近一条内容的日期，例：2026-09-01 或 2026-09-01 10:30；从未发布过内容的写“无”。",
    "三、账号注销、封禁、受限、改名、迁移、下架或查无此号的，写在“账号情况”；一切正常的可以不写。",
    "四、核查人、核查时间必填。没有截图的记录不能说明账号没有更新或者异常。",
    "五、暂时没有看的留空，导入时会跳过。有一行不对，整张表都不会导入；重复导入不会改变结果。",
)


def write_form(path: Path, accounts: Sequence[Account]) -> None:
    """Writes the workbook with a row for each of `accounts`, whole or not at all. Raises PersonError."""
    part = path.with_name(path.name + ".part")
    try:
        part.touch()  # before the temporary files are made that would stay open if this failed
        with xlsxwriter.Workbook(part, _OPTIONS) as book:
            _sheet(book, accounts)
            notes = book.add_worksheet("填表说明")
            notes.set_column(0, 0, 110)
            for number, sentence in enumerate(_EXPLAINED):
                notes.write_string(number, 0, sentence)
        part.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        part.unlink(missing_ok=True)
        raise PersonError(f"写不了 {path}（{error}）；请检查文件夹权限，或先关闭已打开的同名文件") from error


def _sheet(book: Any, accounts: Sequence[Account]) -> None:
    sheet = book.add_worksheet("人工核查记录")
    given = book.add_format({"bold": True, "bg_color": "#D9D9D9", "border": 1})
    fill = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 3)
    for index, field in enumerate(FIELDS):
        known = hasattr(Account, field.id)
        sheet.write_string(0, index, field.title, given if known else fill)
        sheet.set_column(index, index, _WIDE.get(field.id, 14), text)
        _explain(sheet, index, field)
    for index, title in enumerate(_MORE, len(FIELDS)):
        sheet.write_string(0, index, title, given)
        sheet.set_column(index, index, 36, text)
    for number, one in enumerate(accounts, 1):
        told = [str(getattr(one, field.id, "")) for field in FIELDS]
        for index, value in enumerate((*told, one.unit, one.home)):
            sheet.write_string(number, index, value, text)


def _explain(sheet: Any, index: int, field: Field) -> None:
    if field.note:
        sheet.write_comment(0, index, field.note, {"x_scale": 1.6, "y_scale": 0.8})
    if field.choices:
        choices = {"validate": "list", "source": list(field.choices), "error_type": "warning", "ignore_blank": True}
        sheet.data_validation(1, index, _ROWS_CHECKED, index, choices)
