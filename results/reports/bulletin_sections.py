"""The sections behind the letter of a bulletin: tables, figures, sums and pictures. Every number of the letter is here.

Figures that the letter tells bear the names of its fields (`phrases.FIELDS`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from checks.indicators.rule import Kind
from checks.indicators.words import word
from checks.model.findings import SubjectType
from results.reports import period_charts as charts
from results.reports import period_tables as subjects
from results.reports import problem_tables as problems
from results.reports import progress_tables as progress
from results.reports.content import Figure, Section, Table, Value, Whole, heads
from results.reports.glanced import closed
from results.reports.period_rows import PeriodRows, Progress, SubjectRow
from results.reports.period_tables import NOUNS
from results.reports.phrases import OfficeWords
from results.reports.problem_tables import Named
from results.reports.publications import publications
from results.reports.region_table import region_sums, region_table
from results.reports.row_laws import RowSum
from results.reports.sums import number

_COVERAGE = "对象类别 总数:number 至少检查到一次:number 没有检查到:number"
_RUNS = "批次:number 检查类型 开始时间:moment 结束时间:moment"
PROBLEM_WORDS = tuple(word("kind", kind) for kind in Kind if kind is not Kind.HINT)
"""Words for the kinds of rules whose issues are problems."""
_HINT = word("kind", Kind.HINT)
_TONES = {Progress.NEW: "bad", Progress.AGAIN: "bad", Progress.OPEN: "bad", Progress.MENDED: "good"}


def sections(given: PeriodRows, found: Sequence[Named], words: OfficeWords) -> Iterator[Section]:
    """How much was looked at comes first, what could not be looked at last. `found` are all `named` problems."""
    yield coverage(given)
    yield verdicts(given, SubjectType.SITE)
    yield verdicts(given, SubjectType.ACCOUNT)
    yield regions(given)
    yield by_kind(found)
    yield details(found)
    yield named_lists(given)
    yield mended(given)
    yield messages(given)
    yield checked(given)
    yield fresh(given, words)
    if (published := publications(given)).tables:
        yield published
    yield unseen(given)
    yield closed(given.closed)


def _both(given: PeriodRows) -> tuple[tuple[str, tuple[SubjectRow, ...]], ...]:
    return ((NOUNS[SubjectType.SITE], given.sites), (NOUNS[SubjectType.ACCOUNT], given.accounts))


def coverage(given: PeriodRows) -> Section:
    """How often was looked, and at how many."""
    runs: tuple[tuple[Value, ...], ...] = tuple(
        (one.number, word("run-kind", one.kind), one.started, one.ended)
        for one in sorted(given.runs, key=lambda one: (one.started, one.number))
    )
    seen = [(noun, len(rows), sum(row.looked > 0 for row in rows)) for noun, rows in _both(given)]
    told: tuple[tuple[Value, ...], ...] = tuple((noun, total, looked, total - looked) for noun, total, looked in seen)
    weeks = charts.week_table(given)
    laws = (RowSum("总数", ("至少检查到一次", "没有检查到")),)
    return Section(
        "检查范围与覆盖情况",
        ("下列结论只对检查到的内容有效；没有检查到的不下结论。",),
        figures=(
            Figure("检查轮次", len(runs), "runs"),
            *(
                Figure(f"{noun}看过数", looked, "coverage", "至少检查到一次", total=True, within=(("对象类别", noun),))
                for noun, _, looked in seen
            ),
        ),
        tables=(
            Table("coverage", "检查覆盖情况", heads(_COVERAGE), told, laws=laws),
            weeks,
            Table("runs", "各次检查", heads(_RUNS), runs, empty="没有检查", brief=30),
        ),
        charts=(charts.rate_chart(weeks),) if weeks.rows else (),
    )


def verdicts(given: PeriodRows, kind: SubjectType) -> Section:
    """合格 says only what was looked at."""
    noun, sites = NOUNS[kind], kind is SubjectType.SITE
    rows = given.sites if sites else given.accounts
    table = subjects.site_table(given) if sites else subjects.account_table(given)
    figures, wholes = subjects.verdict_figures(noun, rows, table.id)
    platforms = () if sites else (subjects.platform_table(given),)
    parts = (
        Whole("账号总数", len(rows), tuple((str(row[0]), number(row[1])) for row in one.rows), quiet=True)
        for one in platforms
    )
    return Section(
        "政府网站检查情况" if sites else "政务新媒体检查情况",
        ("“合格”只表示机器检查和已作答的人工检查没有触发单项否决；没有作答的人工检查项目不在其内。",),
        figures=(
            *figures,
            *(Figure("各平台账号合计", len(rows), one.id, "账号总数", total=True, quiet=True) for one in platforms),
            *(Figure("平台数", len(one.rows), one.id, quiet=True) for one in platforms),
        ),
        shares=(subjects.pass_share(f"{noun}合格率", rows, noun),),
        wholes=(*wholes, *parts),
        tables=(*platforms, table),
    )


def regions(given: PeriodRows) -> Section:
    """The regions by their place."""
    table = region_table(given)
    figures, wholes = region_sums(given, table)
    drawn = (charts.region_chart(table),) if table.rows else ()
    return Section("地区汇总与位次", figures=figures, wholes=wholes, tables=(table,), charts=drawn)


def by_kind(given: Sequence[Named], *, listed: bool = True) -> Section:
    """The problems by what is checked. `listed`: the report has the table of problems too, and the two must agree."""
    table = problems.kind_table(given)
    titles = ("通报问题", "通报对象", "待确认问题")
    told = ("通报问题数", "待确认问题数")
    figures = [
        Figure(f"{noun}{label}", _total(table, noun, label[:-1]), "kinds", label[:-1], total=True, within=_of(noun))
        for noun in NOUNS.values()
        for label in told
    ]
    again = (
        Figure(f"{row[1]}：{row[0]}", number(row[4]), "problems", within=_row(row), quiet=True)
        for row in (table.rows if listed else ())
    )
    each = (
        Figure(f"{row[1]}：{row[0]}：{title}", value, "kinds", title, total=True, within=_row(row), quiet=True)
        for row in table.rows
        for title in titles
        if (value := number(row[table.column(title)]))
    )
    drawn = (charts.kind_chart(table),) if table.rows else ()
    return Section(
        "问题分类",
        ("通报只列经人工确认的问题；机器发现、还没有人工确认的，只列数目。提示不是问题。",),
        figures=(*figures, *again, *each),
        tables=(table,),
        charts=drawn,
    )


def _of(noun: str) -> tuple[tuple[str, str], ...]:
    return (("对象类别", noun),)


def _row(row: tuple[Value, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((title, str(value)) for title, value in zip(("检查项目", "对象类别", "类别"), row, strict=False))


def _total(table: Table, noun: str, title: str) -> int:
    index, whose = table.column(title), table.column("对象类别")
    return sum(number(row[index]) for row in table.rows if row[whose] == noun)


def details(given: Sequence[Named]) -> Section:
    """Every problem, and how all of them stand."""
    table = problems.problem_table(given)
    found = Counter(
        (NOUNS[one.subject.type], one.problem.progress if one.problem.kind != Kind.HINT else _HINT) for one in given
    )
    figures, wholes = [Figure("问题和提示", len(table.rows), "problems")], []
    for noun in NOUNS.values():
        for stand in Progress:
            within = (*_of(noun), ("进展", str(stand)))
            label, count = f"{noun}{stand}问题数", found[noun, stand]
            figures.append(Figure(label, count, "problems", "类别", PROBLEM_WORDS, tone=_TONES[stand], within=within))
        figures.append(Figure(f"{noun}提示数", found[noun, _HINT], "problems", "类别", (_HINT,), within=_of(noun)))
        parts = tuple((str(stand), found[noun, stand]) for stand in Progress)
        total = sum(count for _, count in parts)
        figures.append(Figure(f"{noun}问题数", total, "problems", "类别", PROBLEM_WORDS, within=_of(noun)))
        wholes.append(Whole(f"{noun}问题数", total, parts))
    return Section("问题明细", figures=tuple(figures), wholes=tuple(wholes), tables=(table,))


def named_lists(given: PeriodRows) -> Section:
    """Who is 不合格, who may be, and who was."""
    tables = (problems.failed_table(given), problems.candidate_table(given), problems.once_table(given))
    titles = ("不合格", "不合格候选（待人工确认）", "曾不合格")
    figures = [Figure(title, len(one.rows), one.id) for title, one in zip(titles, tables, strict=True)]
    for noun, rows in _both(given):
        once = sum(problems.was_failed(row) for row in rows)
        figures.append(Figure(f"{noun}曾不合格数", once, "once", within=_of(noun)))
    says = ("单项否决经人工确认后才是不合格；候选单列，不是不合格。",)
    return Section("不合格名单", says, figures=tuple(figures), tables=tables)


def mended(given: PeriodRows) -> Section:
    """What became of notices, and of those that were 不合格 before."""
    figures, shares = progress.rectified_figures(given)
    return Section(
        "上次问题整改情况",
        figures=(*figures, *progress.change_figures(given)),
        shares=shares,
        tables=(progress.rectified_table(given), progress.change_table(given)),
    )


def messages(given: PeriodRows) -> Section:
    """What citizens told, and how quickly they were answered."""
    figures, shares, wholes = progress.message_figures(given)
    tables = progress.message_tables(given)
    says = () if tables else ("没有找错留言的数据。",)
    return Section("我为政府网站找错", says, figures=figures, shares=shares, wholes=wholes, tables=tables)


def checked(given: PeriodRows) -> Section:
    """How each check came out."""
    table = progress.checked_table(given)
    figures = (
        Figure(f"{row[1]}（{row[3]}）：{title}", number(value), "checked", title, total=True, within=within, quiet=True)
        for row in table.rows
        if row[2] != progress.OTHER
        for within in [(("检查编号", str(row[0])), ("对象类别", str(row[3])))]
        for title, value in zip(progress.RESULTS, row[4:], strict=False)
    )
    says = () if table.rows else ("没有各检查项目的数据。",)
    return Section("各检查项目结果", says, figures=tuple(figures), tables=(table,))


def fresh(given: PeriodRows, words: OfficeWords) -> Section:
    """How fresh the columns of the sites are."""
    table = charts.fresh_table(given)
    drawn = (charts.fresh_chart(given, words.drawn),) if table.rows else ()
    return Section(
        "栏目更新情况", figures=(Figure("栏目类别", len(table.rows), "freshness"),), tables=(table,), charts=drawn
    )


def unseen(given: PeriodRows) -> Section:
    """What was not measured, and why."""
    table = subjects.unmeasured_table(given)
    reasons = Counter((str(row[0]), str(row[4])) for row in table.rows)
    figures = tuple(_reasons(reasons.items()))
    return Section(
        "未测对象和项目",
        ("未测不等于合格，也不等于有问题。",),
        figures=(
            Figure("未测对象", len(table.rows), "unmeasured", tone="unsure"),
            *figures,
            *progress.unseen_figures(given),
        ),
        tables=(table, progress.unseen_table(given)),
    )


def _reasons(counted: Iterable[tuple[tuple[str, str], int]]) -> Iterator[Figure]:
    for (noun, why), count in counted:
        within = (("对象类别", noun), ("未测原因", why))
        yield Figure(f"{noun}未测：{why}", count, "unmeasured", within=within, quiet=True)
