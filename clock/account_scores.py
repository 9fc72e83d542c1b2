"""The verdict on an account on the screen: vetoes with their states, what was read, what is not known, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console

from checks.indicators.words import word
from clock.score_tables import Card, print_changes, print_run, print_table, print_tasks, print_unknown, print_vetoes


def print_account(out: Console, card: Card) -> None:
    main = "，主账号" if card["main"] else ""
    registered = word("state", card["registered"])
    out.print(f"{card['account']}（{card['platform']}{main}），{card['unit']}，登记状态：{registered}", markup=False)
    print_run(out, card)
    for sentence in card["says"]:
        out.print(f"· {sentence}", markup=False)
    print_vetoes(out, card)
    print_table(out, "最近一次读取（证据）", ("项目", "内容"), _read(card["reading"]))
    checks = ((one["title"], word("status", one["status"]), str(one["findings"] or "")) for one in card["checks"])
    print_table(out, "各项检查", ("规则", "结果", "发现"), checks)
    print_unknown(out, card)
    print_tasks(out, card, "尚未作答")
    print_changes(out, card)


def shown_count(count: Mapping[str, Any] | None, bound: str) -> str:
    """A number of a line, `bound` where it is a lower bound; 未知 where it is not known."""
    if count is None:
        return "未知"
    return bound.format(count["value"]) if count["at_least"] else str(count["value"])


def _read(reading: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """What was read, through what and when; nothing where nothing is kept."""
    if reading is None:
        return
    why = f"：{reading['says']}" if reading["says"] else ""
    yield "结果", f"{word('reading', reading['state'])}{why}"
    if reading["doubt"]:
        yield "存疑", f"{reading['doubt']}；没看到更新的内容不等于没有更新"
    yield "读取方式", f"{reading['source']}（{reading['host'] or '没有访问'}）"
    yield "读取时间", _minute(reading["asked_at"])
    if reading["synced_at"]:
        yield "网关取数时间", _minute(reading["synced_at"])
    if reading["newest"]:
        days = "" if reading["days"] is None else f"，距读取 {reading['days']} 天"
        yield (
            "最近一条",
            f"{_minute(reading['newest'])}{days}：{reading['newest_title']} {reading['newest_url']}".strip(),
        )
    elif reading["seen"]:
        yield "看到的最新一条", f"{_minute(reading['seen'])}（只供参考，不作结论）"
    else:
        yield "最近一条", "未知"
    yield f"近 {reading['post_days']} 天发布", shown_count(reading["posts"], "至少 {} 条")
    yield "关注人数", shown_count(reading["followers"], "{} 以上")
    yield "认证信息", reading["verified_as"] or "未知"
    yield "记录文件", f"{reading['visit']}（第 {reading['run']} 次巡查）"


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")
