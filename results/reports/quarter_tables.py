"""The quarters of a half or a year beside each other: how all stood at the end of each, and what became of messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from results.reports.content import Figure, Section, Table, Value, Whole, heads
from results.reports.period_rows import PeriodRows, SubjectRow
from results.reports.period_tables import ACCOUNT, SITE, verdict_counts
from results.reports.periods import Period, Span, holding
from results.reports.row_laws import NONE, RowRate, RowSum
from results.reports.sums import PLACES, percent
from results.verdicts import Verdict

NO_RUN = "没有检查"
_COUNTS = "总数 检查数 合格数 不合格数 待确认数 未测数"


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the year; `rows` None: nothing was looked at in it, or it has not begun."""

    period: Period
    rows: PeriodRows | None

    @property
    def name(self) -> str:
        return self.period.name.partition("年")[2]


def quarters_of(given: PeriodRows, parts: Sequence[PeriodRows]) -> tuple[Quarter, ...]:
    """Every quarter of the period, in order."""
    known = {part.period: part for part in parts}
    first = holding(Span.QUARTER, given.period.start)
    found = [first]
    while found[-1].after().start <= given.period.end:
        found.append(found[-1].after())
    return tuple(Quarter(one, known.get(one)) for one in found)


def quarter_section(given: PeriodRows, quarters: Sequence[Quarter]) -> Section:
    """Each quarter beside the others."""
    table = quarter_table(quarters)
    says = [f"{one.period.name}{NO_RUN}，表中空白，不是零。" for one in quarters if one.rows is None]
    figures = [Figure("季度数", len(table.rows), "quarters", quiet=True)]
    for noun in (SITE, ACCOUNT):
        for title in ("检查数", "不合格数"):
            index = table.column(f"{noun}{title}")
            total = sum(value for row in table.rows if isinstance(value := row[index], int))
            figures.append(Figure(f"各季度{noun}{title}合计", total, "quarters", f"{noun}{title}", total=True))
    wholes = tuple(_messages(given, quarters))
    return Section("各季度检查情况", tuple(says), tuple(figures), wholes=wholes, tables=(table,))


def quarter_table(quarters: Sequence[Quarter]) -> Table:
    """One row for each quarter: how all stood at its end, and what became of messages."""
    titles = " ".join(
        " ".join(f"{noun}{title}:number" for title in _COUNTS.split()) + f" {noun}合格率（%）:points"
        for noun in (SITE, ACCOUNT)
    )
    told = "找错留言数:number 办结数:number 应答复数:number 按期答复数:number 按期答复率（%）:points 说明"
    laws: list[RowSum | RowRate] = [RowRate("按期答复率（%）", ("按期答复数",), ("应答复数",), PLACES)]
    for noun in (SITE, ACCOUNT):
        of = {title: f"{noun}{title}" for title in _COUNTS.split()}
        laws.append(RowSum(of["总数"], (of["检查数"], of["未测数"])))
        laws.append(RowSum(of["检查数"], (of["合格数"], of["不合格数"], of["待确认数"])))
        laws.append(RowRate(f"{noun}合格率（%）", (of["合格数"],), (of["合格数"], of["不合格数"]), PLACES))
    note = "各季度按期末情况统计，期末以后才作出的人工确认也计入；合计为家次，同一对象每季度各计一次。"
    rows = tuple(_quarter(one) for one in quarters)
    return Table("quarters", "各季度检查情况", heads(f"季度 {titles} {told}"), rows, note=note, laws=tuple(laws))


def _quarter(one: Quarter) -> tuple[Value, ...]:
    if one.rows is None:
        blank: tuple[Value, ...] = (*(None,) * len(_COUNTS.split()), NONE)
        return (one.period.name, *blank, *blank, None, None, None, None, NONE, NO_RUN)
    rows = one.rows
    why = "尚未结束" if rows.unfinished else ""
    if rows.complaints is None:
        return (one.period.name, *_stand(rows.sites), *_stand(rows.accounts), None, None, None, None, NONE, why)
    whole = rows.complaints.whole
    due = whole.answered + whole.overdue
    rate = percent(whole.on_time, due)
    cited = (whole.received, whole.closed, due, whole.on_time, NONE if rate is None else rate)
    return (one.period.name, *_stand(rows.sites), *_stand(rows.accounts), *cited, why)


def _stand(rows: Sequence[SubjectRow]) -> tuple[Value, ...]:
    counts = verdict_counts(rows)
    passed, failed, unknown = (counts[one] for one in (Verdict.PASSED, Verdict.FAILED, Verdict.UNKNOWN))
    rate = percent(passed, passed + failed)
    numbers = (len(rows), len(rows) - unknown, passed, failed, counts[Verdict.CANDIDATE], unknown)
    return (*numbers, NONE if rate is None else rate)


def _messages(given: PeriodRows, quarters: Sequence[Quarter]) -> Iterator[Whole]:
    """The messages of the quarters are those of the year, where every quarter is known."""
    told = [(one.period.name, one.rows.complaints) for one in quarters if one.rows and one.rows.complaints]
    if given.complaints is not None and len(told) == len(quarters):
        parts = tuple((name, counted.whole.received) for name, counted in told)
        yield Whole("找错留言数（各季度合计）", given.complaints.whole.received, parts)
