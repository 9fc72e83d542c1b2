"""`score SITE`: the whole table of a site's score on the screen, or as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from checks.indicators.words import word
from clock.rules import edition_of
from clock.settings import Settings
from results.by_hand import shown_period
from results.ledger import registry
from results.ledger.engine import open_ledger
from results.whole_score import whole_score

Card = Mapping[str, Any]


def tell_score(settings: Settings, out: Console, site: str, *, run: int | None = None, as_json: bool = False) -> None:
    """Tells the score of a site, named by code, home page or name. Raises PersonError."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        named = registry.site_named(registry.load(connection), site)
        card = whole_score(connection, named, edition, run)
    if as_json:
        out.file.write(json.dumps(card, ensure_ascii=False) + "\n")
        return
    _head(out, card)
    _table(
        out, "单项否决", ("条款", "规则", "状态", "确定", "疑似", "已确认", "未查", "达到即否决", "核实"), _vetoes(card)
    )
    _table(
        out,
        _scale(card),
        ("编号", "指标", "由谁判断", "结果", "发现 × 单价", "最多扣", "确定扣", "最多可能扣", "核实"),
        _lines(card),
    )
    _bonus(out, card)
    _table(out, "没有查到的", ("规则", "结果", "已查", "原因"), _unknown(card))
    _table(
        out,
        "待人工检查（用 tasks 查看，用 answer 作答）",
        ("任务", "规则", "检查内容", "周期", "影响得分"),
        _tasks(card),
    )
    _changes(out, card)


def _head(out: Console, card: Card) -> None:
    code = f"（{card['site_code']}）" if card["site_code"] else ""
    out.print(f"{card['site']}{code}，{word('site_kind', card['site_kind'])}，{card['unit']}", markup=False)
    kind = "人工检查" if card["run_kind"] == "by-hand" else "巡查"
    out.print(
        f"第 {card['run']} 次{kind}，{card['at'][:16].replace('T', ' ')}，规则版本 {card['edition']}", markup=False
    )
    out.print(f"得分 {_range(card['low'], card['high'])}（满分 {card['scale']}）", markup=False)
    for sentence in card["says"]:
        out.print(f"· {sentence}", markup=False)


def _scale(card: Card) -> str:
    if card["base"] == card["scale"]:
        return f"扣分指标（满分 {card['base']}）"
    return f"扣分指标（按 {card['base']} 分扣，余下的乘以 {card['scale']}/{card['base']} 折算）"


def _vetoes(card: Card) -> Iterable[Sequence[str]]:
    for one in card["vetoes"]:
        counts = (str(one[name]) for name in ("found", "suspected", "confirmed", "unseen"))
        least = f"{one['at_least']} 处"
        yield (one["code"], one["title"], word("veto", one["state"]), *counts, least, word("grade", one["verified"]))


def _lines(card: Card) -> Iterable[Sequence[str]]:
    for line in card["lines"]:
        found = [_priced(one, "found") for one in line["counted"] if one["found"]]
        found += [f"疑似 {_priced(one, 'suspected')}" for one in line["counted"] if one["suspected"]]
        found += [f"未查 {line['unseen']} 处"] if line["unseen"] else []
        yield (
            " ".join(line["code"]),
            line["title"],
            word("judged", line["judged"]),
            word("status", line["status"]),
            "；".join(found) or "—",
            "不限" if line["cap"] is None else str(line["cap"]),
            str(line["lost"]),
            str(line["may_lose"]),
            word("grade", line["verified"]),
        )


def _priced(one: Card, count: str) -> str:
    price = f" × {one['price']}" if float(one["price"]) else "（不扣分）"
    return f"{one['code']} {one[count]}{price}"


def _bonus(out: Console, card: Card) -> None:
    if not card["bonuses"]:
        return
    gate, total = card["numbers"].get("bonus_gate"), card["numbers"].get("bonus_total")
    _table(out, "加分指标（人工）", ("规则", "加分"), ((one["title"], one["points"]) for one in card["bonuses"]))
    told = f"加分合计 {card['bonus']} 分：{word('bonus', card['bonus_counts'])}"
    if gate and total:
        grades = [word("grade", one["verified"]) for one in (gate, total)]
        told += f"（加分线 {gate['value']} 分，{grades[0]}；满分 {total['value']} 分，{grades[1]}）"
    out.print(told, markup=False)


def _unknown(card: Card) -> Iterable[Sequence[str]]:
    for one in card["unknown"]:
        status = "未测" if one["status"] == "UNKNOWN" else "部分未测"
        yield one["title"], status, f"{one['judged']}/{one['of']}", one["reason"]


def _tasks(card: Card) -> Iterable[Sequence[str]]:
    for one in card["tasks"]:
        bears = "是" if one["rule"] in card["by_hand"] else ""
        yield str(one["id"]), one["rule"], one["title"], shown_period(one["period"]), bears


def _changes(out: Console, card: Card) -> None:
    before = card["before"]
    if before is None:
        out.print("这是第一次评分，没有可比的", markup=False)
        return
    told = f"与第 {before['run']} 次相比：{_range(before['low'], before['high'])} → {_range(card['low'], card['high'])}"
    other = f"（规则版本不同：{before['edition']}）" if before["edition"] != card["edition"] else ""
    out.print(told + other + ("" if card["changes"] else "，各项没有变化"), markup=False)
    rows = ((one["title"], one["before"], one["after"]) for one in card["changes"])
    _table(out, "变化", ("指标", "上次", "这次"), rows)


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}—{high}"


def _table(out: Console, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, left out when it has no rows."""
    table = Table(title=title, title_justify="left")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    if table.row_count:
        out.print(table)
