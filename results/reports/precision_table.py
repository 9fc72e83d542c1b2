"""How far the monitor itself can be trusted: what persons said of what each check found (`results.precision`)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from checks.indicators.words import word
from results.precision import Precision, Standing
from results.reports.content import Figure, Section, Table, Value, heads
from results.reports.period_rows import PeriodRows
from results.reports.row_laws import NONE, RowRate, RowSum
from results.reports.sums import PLACES, percent, share

SAYS = (
    "准确率是人工看过的问题中确认属实的比例：准确率＝确认÷（确认＋排除）。同一条问题以第一次人工判断为准。",
    "它不说明机器漏掉了多少问题；没有人判断过的检查项不在表中。人工先看哪些问题不是随机的，所以它也不是全部发现的准确率。",
    "区间表示在 95% 的把握下真实准确率所在的范围（威尔逊区间），判断的条数越少，区间越宽。",
    "判断够多而准确率低于要求的检查项，其后的发现一律只算疑似，不单独导致扣分和否决，直到准确率回升或者由人恢复。",
)
_HEADS = (
    "检查项目 检查编号:code 确认:number 排除:number 合计:number 准确率（%）:points 区间下限（%）:points "
    "区间上限（%）:points 应不低于（%）:points 现状"
)


def precision_section(given: PeriodRows) -> Section:
    """One row for each check of which persons decided anything, the least precise first."""
    some = [one for one in given.precision if not one.code]
    names = titles(given)
    rows = sorted((_row(one, names.get(one.check, one.check)) for one in some), key=_worst)
    laws = (RowSum("合计", ("确认", "排除")), RowRate("准确率（%）", ("确认",), ("确认", "排除"), PLACES))
    note = "累计的人工判断。“现状”按最近的判断定，最近的不够多时按恢复以来全部的判断定。"
    table = Table(
        "precision", "各检查项准确率", heads(_HEADS), tuple(rows), empty="还没有人工判断", note=note, laws=laws
    )
    confirmed, dismissed = sum(one.ever.confirmed for one in some), sum(one.ever.dismissed for one in some)
    fallen = word("standing", Standing.FALLEN)
    figures = (
        Figure("有人工判断的检查项", len(rows), "precision"),
        Figure("人工确认的问题", confirmed, "precision", "确认", total=True, tone="good"),
        Figure("人工排除的问题", dismissed, "precision", "排除", total=True),
        Figure("降为疑似的检查项", sum(row[-1] == fallen for row in rows), "precision", "现状", (fallen,), tone="bad"),
    )
    rate = share("机器检查准确率", confirmed, confirmed + dismissed)
    return Section("巡网自身的准确率", SAYS, figures, (rate,), tables=(table,))


def titles(given: PeriodRows) -> Mapping[str, str]:
    """What checks are called."""
    found = {one.check: one.title for one in given.problems}
    return found | {one.check: one.title for one in given.checked}


def _row(one: Precision, title: str) -> tuple[Value, ...]:
    decided, rate = one.ever, percent(one.ever.confirmed, one.ever.total)
    low, high = decided.interval or (None, None)
    told = (
        decided.confirmed,
        decided.dismissed,
        decided.total,
        NONE if rate is None else rate,
        _share(low),
        _share(high),
    )
    return (title, one.check, *told, _share(float(one.demand.least)), word("standing", one.standing))


def _share(value: float | None) -> Value:
    """A share of 1 in per cent, with the places of the report."""
    if value is None:
        return NONE
    return (Decimal(str(value)) * 100).quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)


def _worst(row: tuple[Value, ...]) -> tuple[bool, Decimal, str]:
    rate = row[5]
    return not isinstance(rate, Decimal), rate if isinstance(rate, Decimal) else Decimal(0), str(row[1])
