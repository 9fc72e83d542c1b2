"""The sheet of records: what persons saw of accounts that no program can read. All or nothing, as every sheet."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from checks.model.posts import AccountReason, Record
from checks.model.registry import Account
from results.intake import cells
from results.intake.faults import CellFault, SheetError, SheetErrors
from results.intake.filled import Form, filled_rows
from results.intake.headers import Field, match
from results.intake.moments import cell_of, moment
from results.intake.rows import PLATFORMS, Row
from results.masking import mask

WHAT = "人工核查记录表"
NEVER = frozenset(("无", "没有", "从未发布", "没有内容"))
_FOUND = ("正常", "注销", "封禁", "受限", "改名", "迁移", "下架", "查无此号")
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
    Field(
        "found", "账号情况", ("异常情况",), note="正常、注销、封禁、受限、改名、迁移、下架、查无此号", choices=_FOUND
    ),
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
_SEEN = ("newest", "found", "screenshot", "who", "looked_at", "title", "remark")
"""What a person fills in, once the account stands there."""
_HINTS = 20
"""For so many unknown accounts it is told what is near: each is compared with all that are registered."""
_SIGNS = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True, slots=True)
class Noted:
    """What a sheet holds: records by the key of their account, in its order, and how many rows nobody filled in."""

    records: tuple[tuple[str, Record], ...]
    blank: int


def read_sheet(path: Path, accounts: Sequence[Account], latest: datetime | None = None) -> Noted:
    """All records of a sheet. A row names its account by platform and id, or platform and name; one in which nothing
    but the account stands was not filled in. Nobody can have looked after `latest` (aware) where that is given: such a
    record would count for newer than all that come after it.

    Raises SheetErrors with every bad row; then nothing of the sheet may be used.
    """
    try:
        rows = list(filled_rows(path, _FORM))
    except SheetErrors as error:
        raise SheetErrors(error.errors, WHAT) from error
    filled = [row for row in rows if any(str(cell_of(row, name)).strip() for name in _SEEN)]
    if not filled:
        raise SheetErrors([SheetError(path.name, "", 0, "", "没有填写任何记录", "请填写后再导入")], WHAT)
    by_id, by_name = _indexed(accounts)
    found, unknown = [], 0
    for row in filled:
        record = _record(row, latest)
        key = _account(row, record, by_id, by_name, hint=unknown < _HINTS)
        unknown += not key
        found.append((key, record))
    if errors := [error for row in filled for error in row.errors]:
        raise SheetErrors(errors, WHAT)
    return Noted(tuple(found), len(rows) - len(filled))


def read_records(path: Path, accounts: Sequence[Account]) -> Mapping[str, Record]:
    """The newest record of each account by its key. Raises SheetErrors as `read_sheet` does."""
    found: dict[str, Record] = {}
    for key, record in read_sheet(path, accounts).records:
        before = found.get(key)
        if before is None or before.looked_at is None or not record.looked_at or before.looked_at <= record.looked_at:
            found[key] = record
    return found


def _record(row: Row, latest: datetime | None) -> Record:
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
    elif latest is not None and looked > latest:
        row.fault("looked_at", CellFault("核查时间还没有到", "请核对年月日"))
    elif newest is not None and newest.date() > looked.date():
        row.fault("newest", CellFault("最近更新日期晚于核查时间", "请核对两个日期"))
    elif newest is None and not never and record.found is None:
        row.fault("newest", CellFault("没有填写最近更新日期", "请填写日期；从未发布的写“无”；账号异常的填写“账号情况”"))
    return record


_Named = Mapping[tuple[str, str], Sequence[Account]]
"""(platform, folded id or name) → the accounts that have it."""


def _indexed(accounts: Sequence[Account]) -> tuple[_Named, _Named]:
    by_id: dict[tuple[str, str], list[Account]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for one in accounts:
        if one.platform_id:
            by_id[one.platform, _id(one.platform_id)].append(one)
        by_name[one.platform, _folded(one.name)].append(one)
    return by_id, by_name


def _account(row: Row, record: Record, by_id: _Named, by_name: _Named, *, hint: bool) -> str:
    """The key of the account that a row means, "" and a fault where it means none or several."""
    if row.errors:
        return ""
    identity, name = _id(record.platform_id), _folded(record.name)
    found = by_id.get((record.platform, identity), ()) if identity else by_name.get((record.platform, name), ())
    if not found:  # an id that the registry does not have yet
        found = [one for one in by_name.get((record.platform, name), ()) if not one.platform_id]
    others = [one for one in by_name.get((record.platform, name), ()) if one not in found]
    if found and others and all(_folded(one.name) != name for one in found):
        problem = f"平台账号ID“{record.platform_id[:60]}”是“{found[0].name}”的，不是“{record.name[:60]}”的"
        row.fault("platform_id", CellFault(problem, "请核对账号名称和平台账号ID"))
        return ""
    exact = [one for one in found if record.platform_id in ("", one.platform_id) and one.name == record.name]
    if len(exact) == 1 or len(found) == 1:
        return (exact if len(exact) == 1 else found)[0].key
    named = record.platform_id or record.name
    if found:
        problem = f"{record.platform}上有 {len(found)} 个账号叫“{named[:60]}”"
        row.fault("name", CellFault(problem, "请填写平台账号ID"))
    else:
        near = _near(record, by_name) if hint else ""
        row.fault("name", CellFault(f"没有登记过{record.platform}账号“{named[:60]}”{near}", "请核对，或先导入账号表"))
    return ""


def _near(record: Record, by_name: _Named) -> str:
    """Accounts of the platform whose name is like that of the record, with their ids."""
    of_platform = {name: found for (platform, name), found in by_name.items() if platform == record.platform}
    near = [one for name in get_close_matches(_folded(record.name), of_platform, 3) for one in of_platform[name]]
    told = "、".join(f"{one.name}（{one.platform_id or '没有平台账号ID'}）" for one in near[:3])
    return f"，相近的有 {told}" if told else ""


def _id(text: str) -> str:
    """An id as it is compared: its signs belong to it."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _folded(text: str) -> str:
    """A name as it is compared: width, case, blanks and signs make no difference."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _written(row: Row, name: str) -> str:
    cell = cell_of(row, name)
    return " ".join(unicodedata.normalize("NFKC", cell).split()) if isinstance(cell, str) else ""
