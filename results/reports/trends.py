"""How it went month by month: pass rates, how much was measured, what was found, mended and came back.

A month is told by its last run that was counted: how all that was registered stood then, as it was known and decided
then. So its numbers may differ from those of a report of that month made later, and the report says so. A month without
a run is a gap, and is named: nothing is known of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.rule import Kind
from checks.model.registry import BEIJING
from results.ledger import month_flows
from results.ledger.month_flows import Flow
from results.reports.charts import Chart, Drawn, Series
from results.reports.content import Figure, Section, Share, Table, Value, heads
from results.reports.period_rows import PeriodRows, RunRow
from results.reports.period_tables import ACCOUNT, SITE
from results.reports.periods import Period
from results.reports.row_laws import NONE, RowRate, RowSum
from results.reports.sums import PLACES, percent, share
from results.verdicts import Verdict

NO_RUN, NOT_COUNTED = "没有检查", "有检查，没有留下汇总"
FOUND, MENDED, AGAIN, STANDING = "新发现问题", "已整改问题", "再次出现问题", "月末未整改问题"
_FLOWS = (FOUND, MENDED, AGAIN, STANDING)
_MEASURED = tuple(one for one in Verdict if one is not Verdict.UNKNOWN)
_NOTE = (
    "合格率和测出率取各月最后一次检查结束时全部在册对象的结论，以当时已作出的人工确认为准，因此可能与之后重新生成的月检查、"
    "季通报不同；问题数不含提示，也不含现已排除的。测出率＝得出结论（合格、不合格、待确认）的÷总数。"
)


def month_flows_of(connection: Connection, period: Period, edition: Edition) -> tuple[Flow, ...]:
    """How problems came and went in each month of a period; hints are no problems."""
    hints = [rule.id for rule in edition.rules.values() if rule.kind is Kind.HINT]
    return tuple(month_flows.flows(connection, period.months[0], period.months[-1], without=hints))


def trends(given: PeriodRows) -> Section:
    """The months of the period that have begun, as a table and as pictures."""
    table = month_table(given)
    says = ["断开处没有检查或没有得出结论，不是零。", *_gaps(table)]
    figures = [Figure("统计月数", len(table.rows), "months"), _total("各月检查次数合计", table, "检查次数")]
    figures += [_total(f"各月{title}合计", table, title) for title in _FLOWS[:3]]
    return Section(
        "逐月趋势",
        tuple(says),
        figures=tuple(figures),
        shares=tuple(first_and_last(table)),
        tables=(table,),
        charts=tuple(_charts(table)) if table.rows else (),
    )


def month_table(given: PeriodRows) -> Table:
    """One row for each month that has begun."""
    today = given.made_at.astimezone(BEIJING)
    begun = [month for month in given.period.months if month <= today.year * 100 + today.month]
    flows = {one.month: one for one in given.months}
    runs = {month: [run for run in given.runs if _month(run) == month] for month in begun}
    rows = tuple(_row(month, runs[month], flows.get(month)) for month in begun)
    laws: list[RowSum | RowRate] = []
    for noun in (SITE, ACCOUNT):
        parts = {verdict: f"{noun}{verdict}" for verdict in Verdict}
        passed, failed = parts[Verdict.PASSED], parts[Verdict.FAILED]
        laws.append(RowSum(f"{noun}总数", tuple(parts.values())))
        laws.append(RowRate(_rate(noun), (passed,), (passed, failed), PLACES))
        laws.append(RowRate(_known(noun), tuple(parts[one] for one in _MEASURED), (f"{noun}总数",), PLACES))
    return Table("months", "各月检查情况", heads(_HEADS), rows, empty="没有已开始的月份", note=_NOTE, laws=tuple(laws))


def _rate(noun: str) -> str:
    return f"{noun}合格率（%）"


def _known(noun: str) -> str:
    return f"{noun}测出率（%）"


def _titles(noun: str) -> str:
    verdicts = " ".join(f"{noun}{verdict}:number" for verdict in Verdict)
    return f"{noun}总数:number {verdicts} {_rate(noun)}:points {_known(noun)}:points"


_HEADS = (
    f"月份:code 检查次数:number 月末批次:number {_titles(SITE)} {_titles(ACCOUNT)} "
    f"{' '.join(f'{title}:number' for title in _FLOWS)} 说明"
)


def _month(run: RunRow) -> int:
    day = run.started.astimezone(BEIJING)
    return day.year * 100 + day.month


def _row(month: int, runs: Sequence[RunRow], flow: Flow | None) -> tuple[Value, ...]:
    counted = [run for run in runs if any(run.sites.values()) or any(run.accounts.values())]
    last = max(counted, key=lambda run: (run.started, run.number), default=None)
    why = NO_RUN if not runs else NOT_COUNTED if last is None else ""
    told: list[Value] = [f"{month // 100}年{month % 100}月", len(runs), last.number if last else None]
    for counts in (last.sites, last.accounts) if last else ({}, {}):
        told += _stood(counts)
    seen = flow is not None and bool(runs)
    flows = (flow.found, flow.mended, flow.again, flow.standing) if flow and seen else (None,) * len(_FLOWS)
    return (*told, *flows, why)


def _stood(counts: Mapping[Verdict, int]) -> list[Value]:
    if not any(counts.values()):
        return [None, *(None for _ in Verdict), NONE, NONE]
    number = {one: counts.get(one, 0) for one in Verdict}
    total = sum(number.values())
    passed = percent(number[Verdict.PASSED], number[Verdict.PASSED] + number[Verdict.FAILED])
    known = percent(sum(number[one] for one in _MEASURED), total)
    return [total, *number.values(), *(NONE if rate is None else rate for rate in (passed, known))]


def _total(label: str, table: Table, title: str) -> Figure:
    index = table.column(title)
    value = sum(cell for row in table.rows if isinstance(cell := row[index], int))
    return Figure(label, value, table.id, title, total=True)


def _gaps(table: Table) -> Collection[str]:
    """Which months are missing, by why."""
    why = table.column("说明")
    told = []
    for said in (NO_RUN, NOT_COUNTED):
        if months := [str(row[0]) for row in table.rows if row[why] == said]:
            told.append(f"{said}的月份：{'、'.join(months)}。")
    return told


def first_and_last(table: Table) -> list[Share]:
    """The pass rates of the first and of the last month that has one, of sites and of accounts; their labels begin with
    the month. One alone is no trend."""
    found = []
    for noun in (SITE, ACCOUNT):
        titles = (f"{noun}{Verdict.PASSED}", f"{noun}{Verdict.FAILED}")
        rated = [row for row in table.rows if row[table.column(_rate(noun))] != NONE]
        for row in (rated[0], rated[-1]) if len(rated) > 1 else ():
            passed, failed = (_whole(row[table.column(title)]) for title in titles)
            found.append(share(f"{row[0]}{noun}合格率", passed, passed + failed))
    return found


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _charts(table: Table) -> list[Chart]:
    labels = tuple(str(row[0]).partition("年")[2] for row in table.rows)
    both = (SITE, ACCOUNT)

    def drawn(id: str, title: str, names: Sequence[tuple[str, str, str]], unit: str) -> Chart:
        series = tuple(Series(name, _values(table, column), tone) for name, column, tone in names)
        return Chart(id, title, Drawn.LINE, labels, series, unit, table.id, "断开处为没有检查或没有得出结论的月份。")

    flows = ((FOUND, FOUND, "bad"), (MENDED, MENDED, "good"), (AGAIN, AGAIN, "unsure"))
    return [
        drawn("months-pass", "各月合格率", [(noun, _rate(noun), "") for noun in both], "%"),
        drawn("months-measured", "各月测出率", [(noun, _known(noun), "") for noun in both], "%"),
        drawn("months-flow", "各月新发现、已整改和再次出现的问题", flows, "个"),
        drawn("months-standing", "各月末未整改的问题", [(STANDING, STANDING, "bad")], "个"),
    ]


def _values(table: Table, title: str) -> tuple[int | Decimal | None, ...]:
    index = table.column(title)
    return tuple(cell if isinstance(cell := row[index], int | Decimal) else None for row in table.rows)
