"""Tables on sites and accounts that papers of a period share: what may be said of each, and what stands against it.

合格率 is 合格 in per cent of 合格 and 不合格. Who is 未测 and who waits for a person (不合格候选) is in neither, and
both are told: what nobody confirmed lowers no rate, and what nobody measured raises none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checks.indicators.rule import Kind
from checks.model.findings import SubjectType
from results.reports.content import Figure, Share, Table, Value, Whole, heads
from results.reports.pass_rate import pass_rate
from results.reports.period_rows import PeriodRows, ProblemRow, Progress, SubjectRow
from results.reports.phrases import short_reason
from results.reports.row_laws import RowSum
from results.verdicts import Verdict, VetoRow

SITE, ACCOUNT = "网站", "账号"
NOUNS = {SubjectType.SITE: SITE, SubjectType.ACCOUNT: ACCOUNT}
SAID = 3
"""So many problems are named in the row of a subject; the others are in the table of problems."""
NUMBERED = 10
"""So many evidence numbers stand in one cell."""
_TOLD = "问题数:number 已确认:number 待确认:number 已整改:number 未整改:number 提示:number"
_SITES = (
    "序号:number 网站名称 网站标识码:code 主办单位 所属地区 网址:link 检查结果 单项否决项:long 得分（低）:points "
    f"得分（高）:points {_TOLD} 主要问题:long 问题网址:link 证据编号 整改期限 整改情况 理由:long 证据:long"
)
_ACCOUNTS = (
    "序号:number 主办单位 所属地区 账号名称 平台 是否认证备案:long 最后更新时间:moment 距检查日天数:number "
    f"本期发布条数:number 互动功能 检查结果 单项否决项:long {_TOLD} 主要问题:long 问题网址:link 证据编号 "
    "整改期限 整改情况 理由:long 证据:long 账号主页:link"
)
_SITES_ON_PAPER = (
    "序号 网站名称 网站标识码 主办单位 检查结果 单项否决项 得分（低） 得分（高） 主要问题 证据编号 "
    "整改期限 整改情况 理由"
)
_ACCOUNTS_ON_PAPER = (
    "序号 主办单位 账号名称 平台 是否认证备案 最后更新时间 距检查日天数 本期发布条数 互动功能 检查结果 "
    "主要问题 证据编号 理由"
)
"""Both as the annexes of real bulletins have them (standards.md 13.3)."""
_UNMEASURED = "对象类别 名称 主办单位 所属地区 未测原因 说明:long"
_LAWS = (RowSum("问题数", ("已确认", "待确认")), RowSum("问题数", ("已整改", "未整改")))
_PROBLEMS_NOTE = "“问题数”不含提示；“待确认”是机器发现、还没有人工确认的；“未整改”含新发现和再次出现的。"


@dataclass(frozen=True, slots=True)
class Against:
    """What stood against a subject in the period. `told` are its problems, hints apart."""

    told: tuple[ProblemRow, ...] = ()
    hints: int = 0

    @property
    def confirmed(self) -> int:
        return sum(one.confirmed for one in self.told)

    @property
    def standing(self) -> tuple[ProblemRow, ...]:
        """Those not mended: what a person confirmed first, vetoes before others, then by their numbers."""
        left = (one for one in self.told if one.progress is not Progress.MENDED)
        return tuple(sorted(left, key=lambda one: (not one.confirmed, gravity(one.kind), one.number)))

    @property
    def due(self) -> date | None:
        """The first day until which something of it is to be mended."""
        return min((one.due for one in self.standing if one.due), default=None)


_GRAVITY = {str(kind): place for place, kind in enumerate(Kind)}


def gravity(kind: str) -> int:
    """Vetoes first, hints last."""
    return _GRAVITY.get(kind, len(_GRAVITY))


def group_of(row: SubjectRow) -> str:
    """Its region; where it has none the unit of the second level, and where that is not known its own unit."""
    return row.region or row.branch or row.unit


def against(given: PeriodRows) -> Mapping[str, Against]:
    """What stood against each subject, by its key."""
    found: defaultdict[str, list[ProblemRow]] = defaultdict(list)
    for one in given.problems:
        found[one.subject].append(one)
    return {
        key: Against(tuple(one for one in some if one.kind != Kind.HINT), sum(one.kind == Kind.HINT for one in some))
        for key, some in found.items()
    }


def in_order(rows: Iterable[SubjectRow]) -> list[SubjectRow]:
    """By region, unit and name."""
    return sorted(rows, key=lambda row: (group_of(row), row.unit, row.name, row.key))


def site_table(given: PeriodRows) -> Table:
    """网站检查情况表: one row for each site."""
    found = against(given)
    rows = tuple(
        _site(number, row, found.get(row.key, Against())) for number, row in enumerate(in_order(given.sites), 1)
    )
    note = f"得分是区间：没有查到的项目可能扣分也可能不扣分。单项否决在人工确认之前只是候选。{_PROBLEMS_NOTE}"
    return Table(
        "sites",
        "网站检查情况表",
        heads(_SITES),
        rows,
        empty="没有登记网站",
        note=note,
        laws=_LAWS,
        paper=tuple(_SITES_ON_PAPER.split()),
    )


def _site(number: int, row: SubjectRow, found: Against) -> tuple[Value, ...]:
    low, high = (row.score.low, row.score.high) if row.score else (None, None)
    named = (number, row.name, row.code, row.unit, row.region, row.home, str(row.verdict), vetoes_of(row.vetoes))
    return (*named, low, high, *_counts(found), *_more(row, found))


def account_table(given: PeriodRows) -> Table:
    """新媒体检查情况表: one row for each account."""
    found = against(given)
    rows = tuple(
        _account(number, row, found.get(row.key, Against())) for number, row in enumerate(in_order(given.accounts), 1)
    )
    note = (
        "空白的天数和条数表示不知道，不表示没有。“互动功能”由人工核查，没有核查的为未测。“是否认证备案”依据台账："
        f"在册即已备案。{_PROBLEMS_NOTE}"
    )
    return Table(
        "accounts",
        "新媒体检查情况表",
        heads(_ACCOUNTS),
        rows,
        empty="没有登记账号",
        note=note,
        laws=_LAWS,
        paper=tuple(_ACCOUNTS_ON_PAPER.split()),
    )


def _account(number: int, row: SubjectRow, found: Against) -> tuple[Value, ...]:
    filed = f"在册，认证主体：{row.verified_as}" if row.verified_as else "在册，认证主体未登记"
    talks = "未测" if row.interaction is None else _INTERACTION.get(row.interaction.name, "未测")
    named = (number, row.unit, row.region, row.name, row.kind, filed, row.newest, row.days, row.posts, talks)
    return (*named, str(row.verdict), vetoes_of(row.vetoes), *_counts(found), *_more(row, found), row.home)


_INTERACTION = {"PASS": "有", "FAIL": "没有", "REVIEW": "待人工确认", "NOT_APPLICABLE": "不适用"}


def vetoes_of(vetoes: Sequence[VetoRow]) -> str:
    """Their titles; those that nobody confirmed say so."""
    return "、".join(one.title if one.confirmed else f"{one.title}（待人工确认）" for one in vetoes)


def _counts(found: Against) -> tuple[Value, ...]:
    left = len(found.standing)
    total, sure = len(found.told), found.confirmed
    return (total, sure, total - sure, total - left, left, found.hints)


def _more(row: SubjectRow, found: Against) -> tuple[Value, ...]:
    left = found.standing
    said = [one.says if one.confirmed else f"（待人工确认）{one.says}" for one in left[:SAID]]
    if len(left) > SAID:
        said.append("……其余见问题明细")
    due = f"{found.due:%Y-%m-%d}" if found.due else ""
    files = "\n".join(one for one in (row.visit, row.warc) if one)
    first = left[0].url if left else ""
    return ("\n".join(said), first, numbers_of(left), due, _mended(row, found), row.why, files)


def numbers_of(problems: Sequence[ProblemRow]) -> str:
    """Their evidence numbers, as many as a cell takes."""
    told = "、".join(str(one.number) for one in problems[:NUMBERED])
    return f"{told}……" if len(problems) > NUMBERED else told


def _mended(row: SubjectRow, found: Against) -> str:
    if not found.told:
        return str(Verdict.UNKNOWN) if row.verdict is Verdict.UNKNOWN else "没有发现问题"
    left = len(found.standing)
    return "全部整改" if not left else "未整改" if left == len(found.told) else "部分整改"


def verdict_counts(rows: Iterable[SubjectRow]) -> Mapping[Verdict, int]:
    """How many rows have each verdict; 0 for those that none has."""
    found = Counter(row.verdict for row in rows)
    return {kind: found[kind] for kind in Verdict}


def pass_share(label: str, rows: Sequence[SubjectRow], noun: str) -> Share:
    """合格率 of some subjects."""
    return pass_rate(label, verdict_counts(rows), noun)


def verdict_figures(noun: str, rows: Sequence[SubjectRow], table: str) -> tuple[tuple[Figure, ...], tuple[Whole, ...]]:
    """总数, 检查数 and each verdict as figures counted from the table, and how they add up."""
    counts = verdict_counts(rows)
    looked = {kind: counts[kind] for kind in Verdict if kind is not Verdict.UNKNOWN}
    figures = (
        Figure(f"{noun}总数", len(rows), table),
        Figure(f"{noun}检查数", sum(looked.values()), table, "检查结果", tuple(map(str, looked))),
        *(Figure(f"{noun}{_LABELS[k]}", counts[k], table, "检查结果", (str(k),), tone=_TONES[k]) for k in Verdict),
    )
    unknown = counts[Verdict.UNKNOWN]
    wholes = (
        Whole(f"{noun}总数", len(rows), (("检查数", len(rows) - unknown), ("未测", unknown))),
        Whole(f"{noun}检查数", sum(looked.values()), tuple((str(kind), number) for kind, number in looked.items())),
    )
    return figures, wholes


_LABELS = {
    Verdict.PASSED: "合格数",
    Verdict.FAILED: "不合格数",
    Verdict.CANDIDATE: "待确认数",
    Verdict.UNKNOWN: "未测数",
}
_TONES = {Verdict.PASSED: "good", Verdict.FAILED: "bad", Verdict.CANDIDATE: "unsure", Verdict.UNKNOWN: "unsure"}


def unmeasured_table(given: PeriodRows) -> Table:
    """Every subject that is 未测, and why."""
    rows = tuple(_unmeasured(given))
    note = "未测不等于合格，也不等于不合格，不计入合格率的分母。"
    return Table("unmeasured", "未测对象及原因", heads(_UNMEASURED), rows, empty="没有", note=note, brief=50)


def _unmeasured(given: PeriodRows) -> Iterator[tuple[Value, ...]]:
    for row in (*in_order(given.sites), *in_order(given.accounts)):
        if row.verdict is Verdict.UNKNOWN:
            name = row.name if row.type is SubjectType.SITE else f"{row.name}（{row.kind}）"
            yield (NOUNS[row.type], name, row.unit, row.region, short_reason(row.why), row.why)


def platform_table(given: PeriodRows) -> Table:
    """Accounts by platform, the most first."""
    by: defaultdict[str, list[SubjectRow]] = defaultdict(list)
    for row in given.accounts:
        by[row.kind or "平台未登记"].append(row)
    rows: list[tuple[Value, ...]] = []
    for kind, some in sorted(by.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        counts = verdict_counts(some)
        rows.append((kind, len(some), *(counts[one] for one in Verdict)))
    titles = " ".join(f"{verdict}:number" for verdict in Verdict)
    laws = (RowSum("账号总数", tuple(map(str, Verdict))),)
    return Table("platforms", "账号按平台汇总", heads(f"平台 账号总数:number {titles}"), tuple(rows), laws=laws)
