"""What is told of one faulty link, to a web office on the screen and to an inspector in a report: where it stands, what
was tried and when, why it is at fault, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checks.model.verdicts import Reason

_FROM_ADDRESS = frozenset((Reason.BAD_ADDRESS, Reason.LOCAL_FILE, Reason.INNER_ADDRESS))
_BY_ITSELF = "没有访问：从地址本身就能判断"
_BY_ANOTHER = "没有单独访问：同一主机的其他地址访问过，没有应答"


@dataclass(frozen=True, slots=True)
class LinkDetail:
    """`spot` is line and column in the source of `page`, "" where not known; `shown` says how many pages show it."""

    target: str
    text: str
    page: str
    spot: str
    shown: str
    why: str
    tried: str
    remedy: str


def link_detail(url: str, found_on: str, data: Mapping[str, Any], fix: str) -> LinkDetail | None:
    """The details of a finding about a link; None for a finding about anything else."""
    if "reason_code" not in data or "tried" not in data:
        return None
    spot = f"第 {data['line']} 行第 {data['column']} 列" if data.get("line") else ""
    pages, links = int(data.get("pages", 1)), int(data.get("links", 1))
    shown = f"共 {pages} 个页面" if pages > 1 else ""
    if data.get("where"):
        shown = f"公用{data['where']}，{shown}" if shown else f"公用{data['where']}"
    if links > 1:
        shown = f"同一主机的 {links} 个链接" + (f"，{shown}" if shown else "")
    why = str(data.get("reason", ""))
    if data.get("final"):
        why = f"{why}（跳转到 {data['final']}）"
    unasked = _BY_ITSELF if data["reason_code"] in _FROM_ADDRESS else _BY_ANOTHER
    tried = str(data["tried"]) or unasked
    remedy = str(data.get("remedy") or fix)  # the one for this reason; `fix` speaks of all that the check finds
    return LinkDetail(url, str(data.get("text", "")), found_on, spot, shown, why, tried, remedy)
