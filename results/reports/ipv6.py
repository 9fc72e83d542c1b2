"""The section on IPv6: the scorecard of each site in one row, and how many sites meet each indicator."""

from __future__ import annotations

from results.reports.content import Figure, Head, Section, Shape, Table, Value, Weekly, Whole
from results.scorecard import INDICATORS, Answer, Mark

TITLE = "IPv6 支持情况"
_TONES = {Answer.GOOD: "good", Answer.BAD: "bad", Answer.UNSURE: "unsure"}


def column(code: str, title: str) -> str:
    return f"{code} {title}"


def ipv6(given: Weekly) -> Section:
    """“未测” and “不适用” are told as such: no share is made of them."""
    named = [(site, marks) for site in given.sites if (marks := given.cards.get(site.key))]
    rows = tuple(_row(site.name, site.code, marks) for site, marks in named)
    heads = (Head("网站名称"), Head("网站标识码", Shape.CODE), *(Head(column(*one)) for one in INDICATORS))
    long = Head("测得的数值", Shape.LONG), Head("说明", Shape.LONG)
    table = Table(
        "ipv6",
        "各网站 IPv6 支持情况",
        (*heads, *long),
        rows,
        empty="没有检查",
        note="“不达标”由机器确定或经人工确认；“待确认”须人工确认；没有 IPv6 出口时，经 IPv6 的各项一律为“未测”。",
    )
    kinds = tuple(Answer)
    counts = {
        code: [sum(mark.answer is kind for _, marks in named for mark in marks if mark.code == code) for kind in kinds]
        for code, _ in INDICATORS
    }
    sums: list[tuple[Value, ...]] = [
        (column(code, title), *counts[code], sum(counts[code])) for code, title in INDICATORS if named
    ]
    numbers = (Head(str(kind), Shape.NUMBER) for kind in (*kinds, "合计"))
    by_code = Table("ipv6-sums", "IPv6 各项指标汇总", (Head("指标"), *numbers), tuple(sums), empty="没有检查")
    first = column(*INDICATORS[0])
    return Section(
        TITLE,
        ("按国家 IPv6 发展监测平台的指标（V6-01 至 V6-08）列出，每项写明测得的数值；没有测到的不推断。",),
        figures=tuple(
            Figure(
                f"{first}：{kind}", counts[INDICATORS[0][0]][kinds.index(kind)], "ipv6", first, (str(kind),), tone=tone
            )
            for kind, tone in _TONES.items()
        ),
        wholes=tuple(
            Whole(column(code, title), len(named), tuple(zip(map(str, kinds), counts[code], strict=True)), quiet=True)
            for code, title in INDICATORS
        ),
        tables=(by_code, table),
    )


def _row(name: str, code: str, marks: tuple[Mark, ...]) -> tuple[Value, ...]:
    values = "\n".join(f"{mark.code} {mark.value}" for mark in marks if mark.value)
    codes: dict[str, list[str]] = {}
    for mark in marks:
        if mark.why:
            codes.setdefault(mark.why, []).append(mark.code)
    reasons = "\n".join(f"{'、'.join(found)} {why}" for why, found in codes.items())
    return (name, code, *(str(mark.answer) for mark in marks), values, reasons)
