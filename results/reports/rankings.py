"""Who stands where: groups of sites or of accounts by their pass rate, with ties, and with what stands on few.

One rule for all rankings of a report: the greatest rate first, ties share a place (1, 1, 3), and a group in which
nothing was measured has none (—).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from checks.indicators.words import word
from checks.model.registry import Level
from results.reports.charts import Chart, Drawn, Series
from results.reports.content import Table, Value, heads
from results.reports.period_rows import SubjectRow
from results.reports.period_tables import verdict_counts
from results.reports.row_laws import NONE, RowRank, RowRate, RowSum
from results.reports.sums import PLACES, percent, ranks
from results.verdicts import Verdict

SMALL = 5
"""A group with fewer subjects in its rate is marked: one of them moves it by twenty points or more. Our own choice."""
RATE, PLACE = "合格率（%）", "位次"
UNSAID = "未填写"
_NUMBERS = "总数 检查数 合格数 不合格数 待确认数 未测数"
_NOTE = (
    "合格率＝合格数÷（合格数＋不合格数），未测和待人工确认的不计入。位次按表中四舍五入后的合格率从高到低排，相同的并列同一位次，"
    "其后的位次顺延（1、1、3）；没有可计算合格率的不排位次（—）。"
)


def by_level(row: SubjectRow) -> str:
    """行政级别 in Chinese."""
    return word("level", row.level) if row.level in list(Level) else row.level or UNSAID


def by_kind(row: SubjectRow) -> str:
    """网站类型, or the platform of an account."""
    return row.kind or UNSAID


def ranking(
    id: str,
    title: str,
    head: str,
    rows: Iterable[SubjectRow],
    group: Callable[[SubjectRow], str],
    *,
    small: int = SMALL,
) -> Table:
    """One row for each group, the best first, who has no place last. `head` is the title of the column of groups;
    groups with fewer than `small` subjects in their rate are marked."""
    groups: defaultdict[str, list[SubjectRow]] = defaultdict(list)
    for row in rows:
        groups[group(row)].append(row)
    told = [_row(name, some, small) for name, some in groups.items()]
    rated = 1 + len(_NUMBERS.split())
    places = ranks([value if isinstance(value := cells[rated], Decimal) else None for cells in told])
    ordered = sorted(zip(told, places, strict=True), key=lambda one: (one[1] is None, one[1] or 0, str(one[0][0])))
    titles = " ".join(f"{one}:number" for one in _NUMBERS.split())
    return Table(
        id,
        title,
        heads(f"{head} {titles} {RATE}:points {PLACE}:number 说明"),
        tuple((*cells[:-1], NONE if place is None else place, cells[-1]) for cells, place in ordered),
        empty="没有登记",
        note=f"{_NOTE}检查得出合格或不合格的不足 {small} 个的，个别对象就会使合格率大幅变动，已在说明中标出。",
        laws=_LAWS,
    )


_LAWS: tuple[RowSum | RowRate | RowRank, ...] = (
    RowSum("总数", ("检查数", "未测数")),
    RowSum("检查数", ("合格数", "不合格数", "待确认数")),
    RowRate(RATE, ("合格数",), ("合格数", "不合格数"), PLACES),
    RowRank(PLACE, RATE),
)


def _row(name: str, some: Sequence[SubjectRow], small: int) -> tuple[Value, ...]:
    """Its cells without the place."""
    counts = verdict_counts(some)
    passed, failed = counts[Verdict.PASSED], counts[Verdict.FAILED]
    unknown, rate = counts[Verdict.UNKNOWN], percent(passed, passed + failed)
    measured = passed + failed
    why = "没有得出合格或不合格的结论，不排位次" if not measured else f"数量少于 {small} 个" if measured < small else ""
    numbers = (len(some), len(some) - unknown, passed, failed, counts[Verdict.CANDIDATE], unknown)
    return (name, *numbers, NONE if rate is None else rate, why)


def rank_chart(table: Table, title: str) -> Chart:
    """The groups of a ranking in the order of their places."""
    rate = table.column(RATE)
    shown = [(str(row[0]), value) for row in table.rows if isinstance(value := row[rate], Decimal)]
    series = (Series("合格率", tuple(value for _, value in shown)),)
    labels = tuple(name for name, _ in shown)
    return Chart(f"{table.id}-places", title, Drawn.BARS, labels, series, "%", table.id, "没有可计算合格率的不画。")
