"""What the score of a site and the verdict on an account show alike: the run, vetoes, the unknown, tasks, changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.indicators.words import word
from results.by_hand import shown_period

Card = Mapping[str, Any]
_VETOES = ("条款", "规则", "状态", "确定", "疑似", "已确认", "未查", "达到即否决", "核实")


def print_run(out: Console, card: Card) -> None:
    """Of which run a card is, and when that was."""
    kind = "人工检查" if card["run_kind"] == "by-hand" else "巡查"
    at = card["at"][:16].replace("T", " ")
    out.print(f"第 {card['run']} 次{kind}，{at}，规则版本 {card['edition']}", markup=False)


def print_vetoes(out: Console, card: Card) -> None:
    rows = []
    for one in card["vetoes"]:
        counts = [str(one[name]) for name in ("found", "suspected", "confirmed", "unseen")]
        state, grade = word("veto", one["state"]), word("grade", one["verified"])
        rows.append((one["code"], one["title"], state, *counts, f"{one['at_least']} 处", grade))
    print_table(out, "单项否决", _VETOES, rows)


def print_unknown(out: Console, card: Card) -> None:
    rows = []
    for one in card["unknown"]:
        status = "未测" if one["status"] == "UNKNOWN" else "部分未测"
        rows.append((one["title"], status, f"{one['judged']}/{one['of']}", one["reason"]))
    print_table(out, "没有查到的", ("规则", "结果", "已查", "原因"), rows)


def print_tasks(out: Console, card: Card, bears: str) -> None:
    """`bears` says what a task that waits bears on."""
    rows = []
    for one in card["tasks"]:
        marked = "是" if one["rule"] in card["by_hand"] else ""
        rows.append((str(one["id"]), one["rule"], one["title"], shown_period(one["period"]), marked))
    heads = ("任务", "规则", "检查内容", "周期", bears)
    print_table(out, "待人工检查（用 tasks 查看，用 answer 作答）", heads, rows)


def print_changes(out: Console, card: Card, told: str = "") -> None:
    """What is other than before; `told` is what is to be said of the whole."""
    before = card["before"]
    if before is None:
        out.print("这是第一次评分，没有可比的", markup=False)
        return
    other = f"（规则版本不同：{before['edition']}）" if before["edition"] != card["edition"] else ""
    end = "" if card["changes"] else "，各项没有变化"
    out.print(f"与第 {before['run']} 次相比{told}{other}{end}", markup=False)
    rows = ((one["title"], one["before"], one["after"]) for one in card["changes"])
    print_table(out, "变化", ("指标", "上次", "这次"), rows)


def print_table(out: Console, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, left out when it has no rows."""
    table = Table(title=title, title_justify="left")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    if table.row_count:
        out.print(table)
