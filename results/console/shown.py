"""How values stand on a page: moments in Beijing, words in Chinese, and what was fetched as text and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from checks.indicators.words import word
from results.console import lists
from results.ledger.audit import Entry
from results.ledger.runs import Run
from results.months import published_told
from results.reports.html import TONES, pointed
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
}
_LISTS = {"role": "role", "why": "refusal"}


def put(app: Flask) -> None:
    """Gives the templates their filters."""
    app.jinja_env.filters.update(
        shown=shown,
        link=link,
        pointed=pointed,
        word=lambda value, kind: word(kind, str(value)),
        tone=lambda value: TONES.get(str(value), ""),
        whom=whom,
        told=told,
        said=lists.said,
        points=lists.points,
        verdict=lists.verdict_word,
        lasted=lasted,
        published=published_told,
        why_unread=_why_unread,
        category=lambda value: word("category", value) if value else "",
    )


def whom(entry: Entry) -> str:
    """What an entry of the audit log was about: the name of a user."""
    kind, _, rest = entry.object.partition(":")
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
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    return word(_LISTS[name], str(value)) if name in _LISTS else str(value) or "无"
