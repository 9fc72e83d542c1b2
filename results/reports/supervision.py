"""The figures of 政府网站监管年度报表 (国办函〔2018〕12号, standards.md NB-04): what the ledger knows, and blanks.

The notice names what the form holds (抽查, 安全检查, 开设整合, 找错留言, 假冒网站, 人员培训); 不合格 and 问责 are told
by quarter and for the year. Its layout is not kept here: rows and units are ours (未核实). What the ledger cannot know
is a blank to be filled by hand and says so; it is never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.model.registry import SubjectState
from results.reports.content import Figure, Section, Table, Value, heads
from results.reports.ever_failed import ever_failed, failed_by
from results.reports.period_rows import PeriodRows, ProblemRow, SubjectRow
from results.reports.period_tables import ACCOUNT, NOUNS, SITE
from results.reports.quarter_tables import NO_RUN, Quarter
from results.reports.row_laws import NONE
from results.verdicts import Verdict

BY_HAND, UNKNOWN, LEDGER = "由人工填写", "未知", "台账"
FAKE = "fake-sites"
"""The check that suspects faked sites (GL-02)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the form: `of` is told of a quarter, `whole` of the year; both None: a person fills it in."""

    part: str
    item: str
    unit: str
    of: Callable[[PeriodRows], Value] | None = None
    whole: Value = None
    why: str = ""

    @property
    def by_hand(self) -> bool:
        return self.of is None and self.whole is None


def form_section(given: PeriodRows, quarters: Sequence[Quarter]) -> Section:
    """政府网站监管年度报表, as far as the ledger can fill it in."""
    lines = list(_lines(given, quarters))
    names = " ".join(f"{one.name}:number" for one in quarters)
    rows = tuple(_form(number, line, quarters) for number, line in enumerate(lines, 1))
    table = Table(
        "supervision",
        "政府网站监管年度报表（可用数据）",
        heads(f"序号:number 栏目 项目 计量单位 {names} 全期:number 来源 说明:long"),
        rows,
        note=f"“{BY_HAND}”的，台账里没有，请核实后填写，不是零；“{NO_RUN}”的季度没有数据。报表的正式格式以国办函〔2018〕12号附件为准。",
    )
    blank = sum(line.by_hand for line in lines)
    says = (
        f"《政府网站监管年度报表》（国办函〔2018〕12号）所列内容中，台账里有的已经填好，其余 {blank} 项{BY_HAND}。",
    )
    figures = (
        Figure("台账已填项目", len(lines) - blank, "supervision", "来源", (LEDGER,)),
        Figure(f"{BY_HAND}项目", blank, "supervision", "来源", (BY_HAND,), tone="unsure"),
    )
    return Section("政府网站监管年度报表", says, figures, tables=(table,))


def _form(number: int, line: _Line, quarters: Sequence[Quarter]) -> tuple[Value, ...]:
    source = BY_HAND if line.by_hand else LEDGER
    cells = [_cell(line, one) for one in quarters]
    whole = BY_HAND if line.by_hand else line.whole
    return (number, line.part, line.item, line.unit, *cells, whole, source, line.why)


def _cell(line: _Line, quarter: Quarter) -> Value:
    if line.by_hand:
        return BY_HAND
    if line.of is None:
        return NONE
    return quarter.missing if quarter.rows is None else line.of(quarter.rows)


def _lines(given: PeriodRows, quarters: Sequence[Quarter]) -> Iterator[_Line]:
    yield from _checked(given, quarters)
    yield _Line("抽查", "约谈、书面检查等问责", "人次", why="台账不记问责情况。")
    yield _Line("安全检查", "开展安全检查", "次", why="巡网不做安全检测；暗链、篡改等线索见问题分类。")
    yield _Line("安全检查", "发现并整改安全问题", "个", why="以网信、公安和本单位安全检查的记录为准。")
    yield _Line("开设整合", "期末在册网站", "家", None, len(given.sites), "登记表现在的状态；各季度末的没有留存。")
    yield from _closed(given)
    yield _Line("开设整合", "新开设网站", "家", why="登记表只有现在的状态，没有开设日期。")
    yield _Line("开设整合", "整合迁移网站", "家", why="登记表不记合并和迁移的经过。")
    yield from _citizens(given)
    yield from _fakes(given)
    yield _Line("假冒网站", "处置假冒网站", "个", why="处置由网信、公安部门办理，台账不记结果。")
    yield _Line("人员培训", "举办培训", "次", why="台账不记培训情况。")
    yield _Line("人员培训", "参加培训", "人次", why="台账不记培训情况。")


def _checked(given: PeriodRows, quarters: Sequence[Quarter]) -> Iterator[_Line]:
    ever = {noun: sum(NOUNS[one.row.type] == noun for one in ever_failed(given, quarters)) for noun in (SITE, ACCOUNT)}
    rows_of: Mapping[str, Callable[[PeriodRows], Sequence[SubjectRow]]] = {
        SITE: lambda rows: rows.sites,
        ACCOUNT: lambda rows: rows.accounts,
    }
    for noun, unit in ((SITE, "家"), (ACCOUNT, "个")):
        rows = rows_of[noun]
        for item, count in (("检查", _measured), ("合格", _passed)):
            whole = count(rows(given))
            yield _Line("抽查", f"{item}{noun}", unit, _on(rows, count), whole, "全期按期末情况，同一对象只计一次。")
        why = "季度数含期内已经整改的；全期为曾不合格数，同一对象只计一次。"
        yield _Line("抽查", f"不合格{noun}（经人工确认）", unit, _on(rows, _failed), ever[noun], why)
    told = sum(one.notified for one in given.problems)
    yield _Line("抽查", "下发整改通知的问题", "个", None, told, "期内存在、已经写进整改通知的。")


def _on(
    rows: Callable[[PeriodRows], Sequence[SubjectRow]], count: Callable[[Sequence[SubjectRow]], int]
) -> Callable[[PeriodRows], Value]:
    return lambda given: count(rows(given))


def _measured(rows: Sequence[SubjectRow]) -> int:
    return sum(row.verdict is not Verdict.UNKNOWN for row in rows)


def _passed(rows: Sequence[SubjectRow]) -> int:
    return sum(row.verdict is Verdict.PASSED for row in rows)


def _failed(rows: Sequence[SubjectRow]) -> int:
    return sum(bool(failed_by(row)) for row in rows)


def _closed(given: PeriodRows) -> Iterator[_Line]:
    ended = (SubjectState.CLOSED.value, SubjectState.CANCELLED.value)
    for item, states in (("登记为关停、注销的网站", ended), ("登记为临时下线的网站", (SubjectState.PAUSED.value,))):
        count = sum(one.state in states for one in given.closed)
        yield _Line("开设整合", item, "家", None, count, "登记表现在的状态；何时关停、下线没有登记。")


def _citizens(given: PeriodRows) -> Iterator[_Line]:
    items: Sequence[tuple[str, Callable[[PeriodRows], Value]]] = (
        ("收到留言", lambda rows: rows.complaints.whole.received if rows.complaints else UNKNOWN),
        ("办结留言", lambda rows: rows.complaints.whole.closed if rows.complaints else UNKNOWN),
        ("按期答复留言", lambda rows: rows.complaints.whole.on_time if rows.complaints else UNKNOWN),
        ("超期未答复留言", lambda rows: rows.complaints.whole.overdue if rows.complaints else UNKNOWN),
    )
    for item, count in items:
        why = "" if given.complaints else "没有导入找错留言。"
        yield _Line("找错留言", item, "条", count, count(given), why)


def _fakes(given: PeriodRows) -> Iterator[_Line]:
    found = [one for one in given.problems if _fake(one)]
    why = "从本地区网站的链接里发现的线索，不是全部假冒网站。"
    yield _Line("假冒网站", "疑似假冒网站线索", "条", None, len(found), why)
    yield _Line("假冒网站", "其中经人工确认的", "条", None, sum(one.confirmed for one in found), why)


def _fake(one: ProblemRow) -> bool:
    return one.check == FAKE
