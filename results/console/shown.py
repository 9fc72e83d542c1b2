"""How values stand on a page: moments in Beijing, words in Chinese, and what was fetched as text and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from checks.indicators.words import word
from results.ledger.audit import Entry
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
    "token": "令牌",
    "until": "有效期到",
    "form": "格式",
    "asked": "条件",
    "reason": "理由",
    "confirmed": "确认",
    "dismissed": "排除",
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
        percent=lambda share: f"{float(share):.0%}",
        told=told,
    )


def whom(entry: Entry) -> str:
    """What an entry of the audit log was about: the name of a user."""
    kind, _, rest = entry.object.partition(":")
    return rest.partition(":")[2] if kind == "user" else entry.object


def told(values: Mapping[str, Any]) -> str:
    """What an entry says that something was, or has become."""
    return "；".join(f"{_NAMES.get(name, name)}：{_value(name, value)}" for name, value in values.items())


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    return word(_LISTS[name], str(value)) if name in _LISTS else str(value) or "无"
