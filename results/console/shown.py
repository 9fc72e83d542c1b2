"""How values stand on a page: moments in Beijing, words in Chinese, and what was fetched as text and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from checks.indicators.words import word
from results.console import lists
from results.ledger.audit import Entry
from results.ledger.runs import Run
from results.masking import mask, mask_address
from results.months import published_told
from results.reports.html import pointed
from results.reports.tones import TONES
from results.reports.wording import link, shown

_NAMES = {
    "person": "姓名",
    "role": "角色",
    "whole": "全部单位",
    "units": "单位",
    "active": "可以登录",
    "failures": "连续失败次数",
    "locked_until": "锁定到",
    "why": "原因",
    "record": "存档记录",
    "url": "网址",
    "issue_state": "状态",
    "assigned": "指派给",
    "text": "内容",
    "into": "并入问题",
    "dismissal": "范围",
    "others": "一并排除的其他问题",
    "token": "令牌",
    "until": "有效期到",
    "form": "格式",
    "asked": "条件",
    "confirmed": "确认",
    "dismissed": "排除",
    "what": "操作",
    "stage": "状态",
    "truth": "结论",
    "reason": "理由",
    "unit": "责任单位",
    "category": "类别",
    "issue": "关联问题",
    "note": "核实情况",
    "mended": "整改情况",
    "answer": "答复",
    "urged": "催办次数",
    "file": "文件",
    "made": "新留言",
    "known": "以前导入过",
    "said": "答案",
    "faults": "处数",
    "code": "情形",
    "urls": "网址",
    "remark": "说明",
    "points": "加分",
    "notice_state": "通知状态",
    "due": "期限",
    "reminded": "催办次数",
    "issues": "问题数",
    "address": "邮箱",
    "message_state": "消息状态",
}
_LISTS = {
    "role": "role",
    "why": "refusal",
    "what": "handling",
    "stage": "complaint",
    "truth": "truth",
    "said": "answer",
    "notice_state": "notice",
    "message_state": "message",
    "issue_state": "issue",
    "dismissal": "dismissal",
}
_OBJECTS = {
    "issue": "问题",
    "complaint": "找错留言",
    "complaints": "找错留言",
    "task": "人工检查任务",
    "notice": "整改通知",
    "message": "消息",
    "mail": "单位",
}


def put(app: Flask) -> None:
    """Gives the templates their filters."""
    app.jinja_env.filters.update(
        shown=shown,
        link=link,
        pointed=pointed,
        word=lambda value, kind: word(kind, str(value)),
        tone=lambda value: TONES.get(str(value), ""),
        unnumbered=unnumbered,
        whom=whom,
        percent=lambda share: f"{float(share):.0%}",
        told=told,
        said=lists.said,
        points=lists.points,
        verdict=lists.verdict_word,
        lasted=lasted,
        published=published_told,
        why_unread=_why_unread,
        category=lambda value: word("category", value) if value else "",
    )


def unnumbered(text: str) -> str:
    """The address or the number of a message with personal numbers masked, as what is stored since is already."""
    return mask_address(text) if text.startswith(("http://", "https://")) else mask(text)


def whom(entry: Entry) -> str:
    """What an entry of the audit log was about: the name of a user, or the kind and the number of another thing."""
    kind, _, rest = entry.object.partition(":")
    if kind in _OBJECTS:
        return f"{_OBJECTS[kind]} {rest}".strip()
    return rest.partition(":")[2] if kind == "user" else entry.object


def told(values: Mapping[str, Any]) -> str:
    """What an entry says that something was, or has become."""
    return "；".join(f"{_NAMES.get(name, name)}：{_value(name, value)}" for name, value in values.items())


def lasted(run: Run) -> str:
    """How long a run took, in Chinese; "" while it goes on."""
    if run.ended is None:
        return ""
    hours, minutes = divmod(int((run.ended - run.started).total_seconds()) // 60, 60)
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分" if minutes else "不到 1 分钟"


def _why_unread(reason: str) -> str:
    """Why an account could not be read, by the code of an incident."""
    kinds = ("account-reason", "source-reason", "failure")
    return next((text for kind in kinds if (text := word(kind, reason)) != reason), reason)


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None:
        return "无"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    return word(_LISTS[name], str(value)) if name in _LISTS else str(value) or "无"
