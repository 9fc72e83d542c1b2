"""月检查: the monthly check as content. How much was looked at comes first; then what may be said of each site and
account, what changed since last month, what each unit has to mend, and what persons still have to look at.

Its tables are those of the bulletin, so that a month and its quarter tell the same in the same words; those of a month
alone stand here. It names what nobody confirmed too, and says so: it is read in the office, and no letter is sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checks.indicators.rule import Kind
from checks.indicators.words import word
from checks.model.findings import SubjectType
from checks.model.registry import BEIJING
from results.reports import bulletin_sections as shared
from results.reports.build import numbered
from results.reports.content import Figure, Report, Section, Table, Value, Whole, heads
from results.reports.glanced import closed
from results.reports.period_rows import PeriodRows, Progress, SubjectRow
from results.reports.period_tables import NOUNS, in_order
from results.reports.phrases import OfficeWords
from results.reports.problem_tables import CONFIRMED, Named, called, named
from results.reports.publications import publications
from results.reports.row_laws import RowSum
from results.reports.sums import check_sums
from results.verdicts import Verdict

SHOWN = 200
"""So many rows of a long list are shown where a person reads a page; all of them are in the workbook."""
BEFORE = "上月没有检查"
_NOW = tuple(f"本月{one}" for one in Verdict)
_COMPARED = " ".join(("对象类别 上月结果", *(f"{one}:number" for one in _NOW), "合计:number"))
_MOVED = "对象类别 名称 主办单位 所属地区 上月结果 本月结果 单项否决项:long 理由:long"
_TO_MEND = (
    "主办单位 对象类别 对象 检查项目 类别 进展 确认情况 问题描述:long 问题网址:link 整改期限 怎样整改:long 编号:number"
)
_TASKS = "规则 人工检查项目 已作答:number 待作答:number 合计:number"


def monthly(given: PeriodRows) -> Report:
    """The report of a month, its sums checked. Raises SumsDiffer (a PersonError)."""
    made = given.made_at.astimezone(BEIJING)
    until = f"（月份未结束，截至{made:%Y年%m月%d日}）" if given.unfinished else ""
    period = given.period
    report = Report(
        title=f"{given.office}{period.name}政府网站与政务新媒体月检查报告",
        period=f"{period.start:%Y年%m月%d日}—{period.end:%Y年%m月%d日}{until}",
        made=f"生成时间 {made:%Y-%m-%d %H:%M}（北京时间）；检查依据版本 {'、'.join(given.editions)}",
        sections=numbered(_sections(given)),
        left_out=given.left_out,
    )
    check_sums(report)
    return report


def _sections(given: PeriodRows) -> Iterator[Section]:
    found = named(given)
    yield shared.coverage(given)
    yield shared.verdicts(given, SubjectType.SITE)
    yield shared.verdicts(given, SubjectType.ACCOUNT)
    yield _compared(given)
    yield shared.mended(given)
    yield shared.by_kind(found)
    yield _to_mend(found)
    yield _tasks(given)
    yield shared.messages(given)
    yield shared.named_lists(given)
    yield shared.details(found)
    yield shared.checked(given)
    yield shared.fresh(given, OfficeWords())
    if (published := publications(given)).tables:
        yield published
    yield shared.unseen(given)
    yield closed(given.closed)


def _compared(given: PeriodRows) -> Section:
    """How each stood last month and how it stands now: sums, then by name whoever came out otherwise."""
    sums = Table(
        "compared",
        "上月与本月检查结果对照",
        heads(_COMPARED),
        tuple(_pairs(given)),
        empty="没有登记网站和账号",
        note=f"每行是上月的一种结果，各列是这些对象本月的结果；“{BEFORE}”也包括上月以后登记的。",
        laws=(RowSum("合计", _NOW),),
    )
    moved = tuple(_moved(row) for row in _all(given) if row.earlier not in (None, row.verdict))
    return Section(
        "与上月比较",
        figures=(
            Figure("结果有变化的对象", len(moved), "moved"),
            *(
                Figure(f"对照的{noun}", len(rows), "compared", "合计", total=True, within=(("对象类别", noun),))
                for noun, rows in ((NOUNS[SubjectType.SITE], given.sites), (NOUNS[SubjectType.ACCOUNT], given.accounts))
            ),
        ),
        tables=(sums, Table("moved", "结果有变化的对象", heads(_MOVED), moved, empty="没有变化", brief=SHOWN)),
    )


def _all(given: PeriodRows) -> tuple[SubjectRow, ...]:
    return (*in_order(given.sites), *in_order(given.accounts))


def _pairs(given: PeriodRows) -> Iterator[tuple[Value, ...]]:
    for kind, rows in ((SubjectType.SITE, given.sites), (SubjectType.ACCOUNT, given.accounts)):
        found = Counter((row.earlier, row.verdict) for row in rows)
        for earlier in (*Verdict, None):
            now = [found[earlier, one] for one in Verdict]
            if sum(now):
                yield (NOUNS[kind], BEFORE if earlier is None else str(earlier), *now, sum(now))


def _moved(row: SubjectRow) -> tuple[Value, ...]:
    vetoes = "、".join(one.title for one in row.vetoes)
    return (NOUNS[row.type], called(row), row.unit, row.region, str(row.earlier), str(row.verdict), vetoes, row.why)


def _to_mend(given: Sequence[Named]) -> Section:
    """What each unit has to mend, its sites and accounts together; what nobody confirmed says so."""
    left = [one for one in given if one.problem.progress is not Progress.MENDED and one.problem.kind != Kind.HINT]
    left.sort(key=lambda one: one.subject.unit)
    table = Table(
        "to-mend",
        "按单位整改清单",
        heads(_TO_MEND),
        tuple(map(_owed, left)),
        empty="没有要整改的问题",
        group="主办单位",
        note="“待人工确认”的问题，请单位先核实；提示不在其内。编号与问题明细一致。",
        brief=SHOWN,
    )
    units = len({one.subject.unit for one in left})
    sure = sum(one.told for one in left)
    parts = tuple((noun, sum(NOUNS[one.subject.type] == noun for one in left)) for noun in NOUNS.values())
    return Section(
        "按单位整改清单",
        (f"涉及 {units} 个单位。",) if left else (),
        figures=(
            Figure("待整改", len(left), "to-mend"),
            *(Figure(f"{noun}待整改", count, "to-mend", "对象类别", (noun,)) for noun, count in parts),
            Figure("待整改已确认", sure, "to-mend", "确认情况", (CONFIRMED,)),
        ),
        wholes=(
            Whole("待整改", len(left), parts),
            Whole("待整改", len(left), (("已确认", sure), ("待人工确认", len(left) - sure))),
        ),
        tables=(table,),
    )


def _owed(one: Named) -> tuple[Value, ...]:
    problem, row = one.problem, one.subject
    due = f"{problem.due:%Y-%m-%d}" if problem.due else ""
    whose = (row.unit, NOUNS[row.type], called(row), problem.title, word("kind", problem.kind))
    return (*whose, str(problem.progress), one.sure, problem.says, problem.url, due, problem.fix, problem.number)


def _tasks(given: PeriodRows) -> Section:
    """What only a person can judge: answered, and still open."""
    rows = tuple((one.rule, one.title, one.answered, one.open, one.answered + one.open) for one in given.tasks)
    table = Table(
        "tasks",
        "人工检查完成情况",
        heads(_TASKS),
        rows,
        empty="没有人工检查任务",
        note="没有作答的项目没有下结论，不计入合格，也不计入问题。",
        laws=(RowSum("合计", ("已作答", "待作答")),),
    )
    done, left = sum(one.answered for one in given.tasks), sum(one.open for one in given.tasks)
    return Section(
        "人工检查",
        figures=(
            Figure("人工检查任务", done + left, "tasks", "合计", total=True),
            Figure("已作答", done, "tasks", "已作答", total=True, tone="good"),
            Figure("待作答", left, "tasks", "待作答", total=True, tone="unsure"),
        ),
        wholes=(Whole("人工检查任务", done + left, (("已作答", done), ("待作答", left))),),
        tables=(table,),
    )
