"""The page about what may be said of a link, written from the verdict table itself (`python -m checks docs`)."""

from __future__ import annotations

from checks.indicators.words import word
from checks.model.findings import Certainty
from checks.model.verdicts import TABLE, Reason, Row

_HEAD = """# 链接判定表

本页由 `make docs` 从程序里的判定表生成，请不要手工修改。

每个链接只按这一张表判定：从上到下，第一条符合的就是结论。“可计”一栏空白的，一律不计为问题：被防护设备拦截、被限速、
我方网络不通、没有访问到的，都属于“无法判断”。“复看”一栏写“是”的，要隔一段时间（`manners.second_look_minutes`）再看一次，
结果相同才下结论，在那之前是“{once}”。“疑似”须人工确认后才算问题。

| 序号 | 理由 | 结论 | 含义 | 可计 | 复看 | 怎么办 |
|---|---|---|---|---|---|---|
"""


def verdict_manual() -> str:
    """docs/links.md: a line for each row of the table, in its order."""
    lines = [_line(number, row) for number, row in enumerate(TABLE, 1)]
    return _HEAD.format(once=word("reason", Reason.SEEN_ONCE)) + "\n".join(lines) + "\n"


def _line(number: int, row: Row) -> str:
    counts = {Certainty.CERTAIN: "是", Certainty.SUSPECTED: "疑似", None: ""}[row.certainty]
    cells = (
        str(number),
        f"`{row.reason}`",
        word("verdict", row.verdict),
        word("reason", row.reason),
        counts,
        "是" if row.twice else "",
        word("remedy", row.reason) if row.reason not in (Reason.ANSWERED, Reason.TOO_LARGE) else "",
    )
    return f"| {' | '.join(cells)} |"
