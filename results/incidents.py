"""What is said of a source that failed for many accounts at once, and what is to be done: a matter of ours."""

from __future__ import annotations

from checks.indicators.words import word
from checks.model.posts import Incident
from results.ledger.incidents import IncidentRow

_LISTS = ("source-reason", "account-reason", "failure")
_FROZEN, _ANY = "frozen", "any"


def incident_says(one: Incident | IncidentRow) -> str:
    """What an incident was, in Chinese."""
    return f"{one.source}（{one.host}）{incident_reason(one)}；这是来源的问题，本次不对这些账号作判断"


def incident_reason(one: Incident | IncidentRow) -> str:
    """For how many accounts the source failed, and why."""
    if not one.reasons:
        return f"{one.of} 个账号同时没有任何新内容"
    reasons = "、".join(f"{_any_word(reason)} {count}" for reason, count in one.reasons)
    return f"有 {one.failed}/{one.of} 个账号读取失败：{reasons}"


def incident_advice(one: Incident | IncidentRow) -> str:
    """What is to be done of it, by its most frequent reason."""
    reason = one.reasons[0][0] if one.reasons else _FROZEN
    said = word("source-remedy", reason)
    return said if said != reason else word("source-remedy", _ANY)


def _any_word(value: str) -> str:
    return next((said for name in _LISTS if (said := word(name, value)) != value), value)
