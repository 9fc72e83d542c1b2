"""Tables on what is wrong in a period: each problem with its evidence number, their sums by kind, and who is 不合格.

What nobody confirmed stands as 待人工确认; candidates have a list of their own and are never on that of the failed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from checks.indicators.rule import Kind
from checks.indicators.words import word
from checks.model.findings import SubjectType
from results.reports.content import Table, Value, heads
from results.reports.period_rows import PeriodRows, ProblemRow, Progress, SubjectRow
from results.reports.period_tables import NOUNS, gravity, in_order, numbers_of
from results.reports.row_laws import RowSum
from results.verdicts import Verdict

CONFIRMED, CERTAIN, SUSPECTED = "已确认", "机器确定，待人工确认", "疑似，待人工确认"
_PROBLEMS = (
    "编号:evidence 对象类别 对象 主办单位 所属地区 检查项目 类别 规则编号 问题描述:long 问题网址:link "
    "所在网页:link 确认情况 进展 发现时间:moment 最近看到:moment 整改时间:moment 整改期限 复核人 "
    "怎样整改:long 依据核实 访问记录 网页存档"
)
_ON_PAPER = "编号 对象 主办单位 检查项目 规则编号 问题描述 问题网址 确认情况 进展 发现时间 复核人"
_KINDS = (
    "检查项目 对象类别 类别 涉及对象:number 问题数:number 已确认:number 机器确定:number 疑似:number "
    + " ".join(f"{one}:number" for one in Progress)
    + " 通报问题:number 通报对象:number 待确认问题:number"
)
_VERDICTS = "序号:number 对象类别 名称 主办单位 所属地区 单项否决项:long 证据编号 网址:link 理由:long"
_ONCE = "序号:number 对象类别 名称 主办单位 所属地区 曾触发的单项否决项:long 期末检查结果"
LISTED = 100
"""So many problems are shown where a person reads a page; all of them are in the workbook."""


@dataclass(frozen=True, slots=True)
class Named:
    """A problem and whose it is."""

    problem: ProblemRow
    subject: SubjectRow

    @property
    def told(self) -> bool:
        """May a letter name it as a fault? A person confirmed it, it is no hint, and it is not mended."""
        one = self.problem
        return one.confirmed and one.kind != Kind.HINT and one.progress is not Progress.MENDED

    @property
    def waiting(self) -> bool:
        """It is not mended, no hint, and nobody confirmed it yet."""
        one = self.problem
        return not one.confirmed and one.kind != Kind.HINT and one.progress is not Progress.MENDED

    @property
    def sure(self) -> str:
        """How sure it is: a person said so, the machine is, or nobody."""
        return CONFIRMED if self.problem.confirmed else SUSPECTED if self.problem.suspected else CERTAIN


def named(given: PeriodRows) -> list[Named]:
    """Every problem of a subject of the period: sites first, the gravest first, then by kind, region, unit, name."""
    rows = enumerate(in_order((*given.sites, *given.accounts)))  # far fewer than problems: names are compared once
    whose = {row.key: (place, row) for place, row in rows}
    placed = []
    for one in given.problems:
        if one.subject in whose:
            place, row = whose[one.subject]
            kind = (row.type is not SubjectType.SITE, gravity(one.kind), one.check)
            placed.append((*kind, place, one.number, Named(one, row)))
    placed.sort(key=itemgetter(0, 1, 2, 3, 4))
    return [one for *_, one in placed]


def strangers(given: PeriodRows) -> int:
    """How many problems are of subjects that were no longer registered at the end of the period."""
    keys = {row.key for row in (*given.sites, *given.accounts)}
    return sum(one.subject not in keys for one in given.problems)


def problem_table(given: Sequence[Named]) -> Table:
    """问题明细: every problem with its evidence number, and where its evidence lies; as `named` orders them.

    What a letter tells comes first, and all of it stands where a person reads a page."""
    found = sorted(given, key=lambda one: not one.told)
    rows, told = tuple(map(_problem, found)), sum(one.told for one in found)
    note = (
        "“编号”即证据编号，凭编号可在巡网控制台查看证据。“待人工确认”的问题在确认之前不作为通报依据；“提示”不是问题。"
    )
    return Table(
        "problems",
        "问题明细",
        heads(_PROBLEMS),
        rows,
        empty="没有发现问题",
        note=note,
        brief=max(LISTED, told),
        paper=tuple(_ON_PAPER.split()),
    )


def _problem(given: Named) -> tuple[Value, ...]:
    one, row = given.problem, given.subject
    due = f"{one.due:%Y-%m-%d}" if one.due else ""
    whose = (one.number, NOUNS[row.type], called(row), row.unit, row.region)
    judged = (one.title, word("kind", one.kind), " ".join(one.indicator), one.says, one.url, one.found_on)
    seen = (given.sure, str(one.progress), one.first_seen, one.last_seen, one.mended, due, one.by)
    return (*whose, *judged, *seen, one.fix, word("grade", one.grade), one.visit, one.warc)


def called(row: SubjectRow) -> str:
    """The name of a subject; that of an account with its platform."""
    return row.name if row.type is SubjectType.SITE or not row.kind else f"{row.name}（{row.kind}）"


def kind_table(given: Sequence[Named]) -> Table:
    """问题分类汇总: how many problems of each kind, of how many subjects, how they stand; as `named` orders them."""
    rows = tuple(_kind(some) for some in by_kind(given).values())
    laws = (
        RowSum("问题数", ("已确认", "机器确定", "疑似")),
        RowSum("问题数", tuple(map(str, Progress))),
    )
    note = "“通报问题”经人工确认、还没有整改；“待确认问题”还没有人工确认、还没有整改；提示两者都不是。"
    return Table("kinds", "问题分类汇总", heads(_KINDS), rows, empty="没有发现问题", note=note, laws=laws)


def by_kind(given: Iterable[Named]) -> Mapping[tuple[str, str, str], list[Named]]:
    """The problems by the noun of their subjects, what is checked and the word for its kind, ordered as `named`."""
    by: defaultdict[tuple[str, str, str], list[Named]] = defaultdict(list)
    for one in given:
        by[NOUNS[one.subject.type], one.problem.title, word("kind", one.problem.kind)].append(one)
    return by


def _kind(some: list[Named]) -> tuple[Value, ...]:
    first = some[0]
    sure = [sum(one.sure == said for one in some) for said in (CONFIRMED, CERTAIN, SUSPECTED)]
    stand = [sum(one.problem.progress is progress for one in some) for progress in Progress]
    told = [one for one in some if one.told]
    kind = (first.problem.title, NOUNS[first.subject.type], word("kind", first.problem.kind))
    last = (len(told), len(_subjects(told)), sum(one.waiting for one in some))
    return (*kind, len(_subjects(some)), len(some), *sure, *stand, *last)


def _subjects(some: Iterable[Named]) -> set[str]:
    return {one.subject.key for one in some}


def failed_table(given: PeriodRows) -> Table:
    """不合格名单: of whom a person confirmed a veto that stands at the end of the period."""
    rows = tuple(_listed(given, Verdict.FAILED))
    note = "列入名单的单项否决均经人工确认。"
    return Table("failed", "不合格名单", heads(_VERDICTS), rows, empty="没有不合格的网站和账号", note=note)


def candidate_table(given: PeriodRows) -> Table:
    """待人工确认名单: who may be 不合格, and nobody confirmed it. It says nothing against them."""
    rows = tuple(_listed(given, Verdict.CANDIDATE))
    note = "以下对象待人工确认，确认之前不是不合格，不作为通报依据。"
    title = "不合格候选（待人工确认）名单"
    return Table("candidates", title, heads(_VERDICTS), rows, empty="没有待人工确认的候选", note=note)


def _listed(given: PeriodRows, verdict: Verdict) -> Iterator[tuple[Value, ...]]:
    evidence = _vetoes(given, confirmed=verdict is Verdict.FAILED)
    rows = (row for row in (*in_order(given.sites), *in_order(given.accounts)) if row.verdict is verdict)
    for number, row in enumerate(rows, 1):
        vetoes = [one.title for one in row.vetoes if one.confirmed is (verdict is Verdict.FAILED)]
        found = evidence.get(row.key, [])
        named = (number, NOUNS[row.type], called(row), row.unit, row.region)
        yield (*named, "、".join(vetoes), numbers_of(found), row.home, row.why)


def _vetoes(given: PeriodRows, *, confirmed: bool) -> Mapping[str, list[ProblemRow]]:
    """The problems that a veto counts and that stand, by subject."""
    found: defaultdict[str, list[ProblemRow]] = defaultdict(list)
    for one in given.problems:
        if one.kind == Kind.VETO and one.confirmed is confirmed and one.progress is not Progress.MENDED:
            found[one.subject].append(one)
    return found


def once_table(given: PeriodRows) -> Table:
    """曾不合格: of whom a person confirmed a veto in the period, and who is not 不合格 at its end."""
    rows = (row for row in (*in_order(given.sites), *in_order(given.accounts)) if was_failed(row))
    told = tuple(
        (number, NOUNS[row.type], called(row), row.unit, row.region, "、".join(row.once), str(row.verdict))
        for number, row in enumerate(rows, 1)
    )
    note = "期内曾经人工确认触发单项否决，期末已不再是不合格的。"
    return Table("once", "曾不合格名单", heads(_ONCE), told, empty="没有", note=note)


def was_failed(row: SubjectRow) -> bool:
    """It was 不合格 in the period, and is not at its end."""
    return bool(row.once) and row.verdict is not Verdict.FAILED
