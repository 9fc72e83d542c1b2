"""The sheet of records: what persons saw of accounts that no program can read. All or nothing, as every sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from checks.model.posts import AccountReason, Record
from checks.model.registry import Account
from results.intake import cells
from results.intake.faults import CellFault, SheetErrors
from results.intake.filled import Form, filled_rows
from results.intake.headers import Field, match
from results.intake.moments import cell_of, moment
from results.intake.rows import PLATFORMS, Row
from results.masking import mask

WHAT = "人工核查记录表"
NEVER = frozenset(("无", "没有", "从未发布", "没有内容"))
FOUND: Mapping[str, AccountReason | None] = {
    **dict.fromkeys(("正常",), None),
    **dict.fromkeys(("注销", "已注销"), AccountReason.CANCELLED),
    **dict.fromkeys(("封禁", "被封禁", "封号"), AccountReason.BANNED),
    **dict.fromkeys(("受限",), AccountReason.RESTRICTED),
    **dict.fromkeys(("改名", "已改名"), AccountReason.RENAMED),
    **dict.fromkeys(("迁移", "已迁移"), AccountReason.MOVED),
    **dict.fromkeys(("下架", "已下架"), AccountReason.TAKEN_DOWN),
    **dict.fromkeys(("查无此号", "不存在", "搜不到"), AccountReason.NOT_FOUND),
}
FIELDS: Sequence[Field] = (
    Field("platform", "平台", ("平台名称", "新媒体类型", "所属平台"), True),
    Field("name", "账号名称", ("新媒体名称", "账号", "名称"), True),
    Field("platform_id", "平台账号ID", ("平台ID", "账号ID", "公众号ghid")),
    Field("newest", "最近更新日期", ("最近一条日期", "检查时更新日期", "最后更新日期"), note="从未发布的写“无”"),
    Field("found", "账号情况", ("异常情况",), note="正常、注销、封禁、受限、改名、迁移、下架、查无此号"),
    Field("screenshot", "截图", ("截图文件名", "截图留证"), note="截图的文件名；没有截图的不作判断"),
    Field("who", "核查人", ("检查人",)),
    Field("looked_at", "核查时间", ("核查日期", "检查时间", "检查日期")),
    Field("title", "最近一条标题", ("标题",)),
    Field("remark", "备注", ("说明",)),
)
_FORM = Form(
    lambda line: match(FIELDS, line),
    "前几行里应有表头「平台」「账号名称」「最近更新日期」「核查人」「核查时间」「截图」",
    "请填写后再读",
)


def read_records(path: Path, accounts: Sequence[Account]) -> Mapping[str, Record]:
    """The newest record of each account by its key. A row names its account by platform and id, or platform and name.

    Raises SheetErrors with every bad row; then nothing of the sheet may be used.
    """
    try:
        rows = list(filled_rows(path, _FORM))
    except SheetErrors as error:
        raise SheetErrors(error.errors, WHAT) from error
    found: dict[str, Record] = {}
    for row in rows:
        record = _record(row)
        key = _account(row, record, accounts)
        if row.errors or record.looked_at is None:
            continue
        before = found.get(key)
        if before is None or before.looked_at is None or before.looked_at <= record.looked_at:
            found[key] = record
    if errors := [error for row in rows for error in row.errors]:
        raise SheetErrors(errors, WHAT)
    return found


def _record(row: Row) -> Record:
    """The record of a row; what is wrong with it is noted in the row."""
    never = _written(row, "newest") in NEVER
    newest, day_only = (None, True) if never else moment(row, "newest")
    looked, _ = moment(row, "looked_at")
    record = Record(
        platform=row.read("platform", lambda v: PLATFORMS.get(v.casefold(), cells.line(v)), "", needed=True),
        name=row.text("name", needed=True),
        platform_id=row.text("platform_id"),
        newest=newest,
        day_only=day_only,
        never=never,
        found=row.read("found", lambda v: cells.choice(v, FOUND, None), None),
        screenshot=row.text("screenshot"),
        who=row.text("who", needed=True),
        looked_at=looked,
        title=mask(row.text("title")),
        remark=mask(row.text("remark")),
    )
    if row.errors:
        return record
    if looked is None:
        row.fault("looked_at", CellFault("没有填写核查时间", "例：2026-09-01 或 2026-09-01 10:30"))
    elif newest is not None and newest.date() > looked.date():
        row.fault("newest", CellFault("最近更新日期晚于核查时间", "请核对两个日期"))
    elif newest is None and not never and record.found is None:
        row.fault("newest", CellFault("没有填写最近更新日期", "请填写日期；从未发布的写“无”；账号异常的填写“账号情况”"))
    return record


def _account(row: Row, record: Record, accounts: Sequence[Account]) -> str:
    """The key of the account that a row means, "" and a fault where it means none or several."""
    if row.errors:
        return ""
    of_platform = [one for one in accounts if one.platform == record.platform]
    found = [one for one in of_platform if record.platform_id and one.platform_id == record.platform_id]
    found = found or [one for one in of_platform if not record.platform_id and one.name == record.name]
    if len(found) == 1:
        return found[0].key
    named = record.platform_id or record.name
    if found:
        problem = f"{record.platform}上有 {len(found)} 个账号叫“{named[:60]}”"
        row.fault("name", CellFault(problem, "请填写平台账号ID"))
    else:
        row.fault("name", CellFault(f"没有登记过{record.platform}账号“{named[:60]}”", "请核对，或先导入账号表"))
    return ""


def _written(row: Row, name: str) -> str:
    cell = cell_of(row, name)
    return " ".join(unicodedata.normalize("NFKC", cell).split()) if isinstance(cell, str) else ""
