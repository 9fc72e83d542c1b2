"""The form of records of persons: a workbook with the accounts to look at, which `accounts record` reads back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checks.model.registry import Account
from results.intake.blank import Blank, write_blank
from results.intake.headers import Field
from results.intake.records import FIELDS

_COLUMNS = (*FIELDS, Field("unit", "主办单位"), Field("home", "账号主页地址"))
"""The last two help to find an account; they are not read back."""
_WIDE = {"name": 28, "platform_id": 28, "screenshot": 28, "title": 36, "remark": 36, "unit": 36, "home": 36}
_EXPLAINED = (
    "一、每行是一个要人去看的账号，单位和主页地址帮助找到它；平台、账号名称、平台账号ID 不要改动，其余填看到的。",
    "二、最近更新日期写最近一条内容的日期，例：2026-09-01 或 2026-09-01 10:30；从未发布过内容的写“无”。",
    "三、账号注销、封禁、受限、改名、迁移、下架或查无此号的，写在“账号情况”；一切正常的可以不写。",
    "四、核查人、核查时间必填。没有截图的记录不能说明账号没有更新或者异常。",
    "五、暂时没有看的留空，导入时会跳过。有一行不对，整张表都不会导入；重复导入不会改变结果。",
)


def write_form(path: Path, accounts: Sequence[Account]) -> None:
    """Writes the workbook with a row for each of `accounts`, whole or not at all. Raises PersonError."""
    rows = [[str(getattr(one, field.id, "")) for field in _COLUMNS] for one in accounts]
    write_blank(path, [Blank("人工核查记录", _COLUMNS, rows, lambda field: _WIDE.get(field.id, 14))], _EXPLAINED)
