"""The sheet of messages of 我为政府网站找错 to messages, all or nothing. Its columns: standards.md 8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from checks.model.registry import BEIJING
from results.intake import cells
from results.intake.blank import Blank
from results.intake.faults import CellFault, SheetErrors
from results.intake.filled import Form, filled_rows
from results.intake.headers import Field, match
from results.intake.moments import moment
from results.intake.rows import Row
from results.ledger.complaints import Complaint
from results.masking import mask, mask_address
from results.sealing import Seal, Sender

WHAT = "找错留言表"
PLATFORM = "我为政府网站找错"
LONGEST = 4_000
FIELDS: Sequence[Field] = (
    Field("number", "留言编号", ("编号", "序列号", "留言号"), note="留空则按内容编号"),
    Field("source", "来源", ("来源平台", "渠道"), note=f"留空为{PLATFORM}"),
    Field("url", "问题网址", ("网址", "问题页面", "问题链接", "页面地址"), True),
    Field("category", "问题类别", ("类别", "问题类型", "留言类别")),
    Field("text", "留言内容", ("内容", "问题描述", "留言"), True),
    Field("received", "收到时间", ("转办时间", "接收时间", "留言时间", "提交时间"), True, "例：2026-09-01 10:30"),
    Field("unit", "责任单位", ("主办单位", "承办单位", "办理单位")),
    Field("due", "答复期限", ("办理期限", "截止日期", "期限"), note="平台写明了期限的才填"),
    Field("name", "留言人", ("姓名", "网民", "网民姓名")),
    Field("phone", "联系电话", ("电话", "手机", "手机号")),
    Field("email", "电子邮箱", ("邮箱", "邮件")),
)
BLANK = Blank(WHAT, FIELDS)
EXPLAINED = (
    "一、每行一条留言。带 ★ 的列必填；列的先后可以调整。",
    "二、同一来源、同一编号的留言只导入一次，以后再导入保持原样；没有编号的按网址、内容和日期识别。",
    "三、答复期限留空时按规则从收到之日起算工作日；平台写明了期限的照填。",
    "四、留言人、电话、邮箱加密保存，清单和导出中打码；内容、网址、编号里的个人号码打码后保存。",
    "五、导入时如有一行不合格，全部内容都不会导入，程序会列出每一处的工作表、行、列和改法。",
)
_FORM = Form(
    lambda line: match(FIELDS, line),
    "前几行里应有表头「问题网址」「留言内容」「收到时间」",
    "请填写后再导入；空表可用 complaints template 得到",
)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The categories that the edition knows, and the one of what is none of them."""

    known: tuple[str, ...]
    other: str = "其他"


def read_complaints(path: Path, kinds: Kinds, seal: Seal, now: datetime) -> tuple[Complaint, ...]:
    """The messages of a sheet, without deadlines and site; personal numbers masked, senders sealed.

    A message without a number gets one of its content, so that it is taken in once. Raises SheetErrors with every bad
    row; then nothing of the sheet may be used.
    """
    try:
        rows = list(filled_rows(path, _FORM))
    except SheetErrors as error:
        raise SheetErrors(error.errors, WHAT) from error
    named: Mapping[str, str] = {kind: kind for kind in kinds.known}
    seen: dict[tuple[str, str], Row] = {}
    read = [_complaint(row, named, kinds.other, seal, now, seen) for row in rows]
    if errors := [error for row in rows for error in row.errors]:
        raise SheetErrors(errors, WHAT)
    return tuple(read)


def private(number: str, seal: Seal) -> str:
    """The number of a message with personal numbers masked. What was masked is marked, so that two of them stay two."""
    shown = mask(number)
    return number if shown == number else f"{shown}#{seal.mark(number)}"


def numbered(url: str, text: str, received: datetime) -> str:
    """The number of a message that has none: of its address, its words and its day."""
    day = received.astimezone(BEIJING).date()
    return f"无编号-{sha256(f'{url}|{text}|{day}'.encode()).hexdigest()[:12]}"


def _complaint(
    row: Row, named: Mapping[str, str], other: str, seal: Seal, now: datetime, seen: dict[tuple[str, str], Row]
) -> Complaint:
    """The message of a row; what is wrong with it is noted in the row."""
    received = _received(row, now)
    url = mask_address(row.read("url", cells.address, "", needed=True))
    text = mask(row.read("text", _words, "", needed=True))
    due = row.day("due")
    if due is not None and received is not None and due < received.astimezone(BEIJING).date():
        row.fault("due", CellFault("答复期限早于收到时间", "请核对两个日期"))
    sender = Sender(row.text("name"), row.text("phone"), row.text("email"))
    number = private(row.text("number"), seal) or (numbered(url, text, received) if received else "")
    source = row.text("source") or PLATFORM
    if not row.errors and (source, number) in seen:
        row.fault("number", CellFault(f"与{seen[source, number].place}重复", "请只留一行"))
    seen[source, number] = row
    return Complaint(
        source=source,
        number=number,
        url=url,
        category=row.read("category", lambda value: cells.choice(value, named, other), other),
        text=text,
        received=received or datetime.min.replace(tzinfo=UTC),
        unit=row.text("unit"),
        answer_due=due,
        sender=seal.close(sender),
    )


def _received(row: Row, now: datetime) -> datetime | None:
    at, day_only = moment(row, "received")
    if at is None:
        if not row.errors:
            row.fault("received", CellFault("没有填写", "例：2026-09-01 10:30"))
    elif at > now and (not day_only or at.date() > now.astimezone(BEIJING).date()):
        row.fault("received", CellFault(f"{at:%Y-%m-%d %H:%M} 还没有到", "请核对日期"))
    return at


def _words(value: str) -> str:
    if len(value) > LONGEST:
        raise CellFault(f"内容有 {len(value)} 个字，太长", f"最多 {LONGEST} 个字")
    return value
