"""All that is known of one unit: its sites and its accounts, what is wrong with both, what nobody could look at.

What could not be measured is 未测 with its reason; a veto is a candidate until a person has confirmed it; what the
registry calls closed, paused or given up is not judged. Of the units below only counts are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from checks.indicators.words import word
from checks.model.findings import Status
from checks.model.posts import Count
from checks.model.registry import BEIJING, GLANCED, Level, SubjectState, Unit
from results.advice import Figures
from results.by_hand import shown_period
from results.reports.account_rows import AccountRow, state_word
from results.reports.content import Figure, IssueRow, Report, Section, SiteRow, Table, Value, Weekly, Whole, heads
from results.reports.problems import AGAIN, DISMISSED, EVIDENCE, NEW, OPEN, SUSPECTED, issue_cells, progress, standing
from results.reports.sums import check_sums
from results.verdicts import Verdict, of_account, of_site

NOT_JUDGED = "不评判"
LEFT = (NEW, OPEN, AGAIN)
_TONES = {Verdict.PASSED: "good", Verdict.FAILED: "bad", Verdict.CANDIDATE: "bad", Verdict.UNKNOWN: "unsure"}
_ORDER = [*map(str, (Verdict.FAILED, Verdict.CANDIDATE, Verdict.UNKNOWN, Verdict.PASSED)), NOT_JUDGED]
_SITES = "网站名称 网站标识码:code 检查结果 得分 未整改问题:number 访问结果 已访问 访问时间:moment 理由:long 网址:link"
_ACCOUNTS = (
    "账号名称 平台 检查结果 最后更新 距读取天数:number 近{days}天发布 关注人数 未整改问题:number 读取结果 "
    "读取时间:moment 理由:long 账号主页:link"
)
_ISSUES = f"对象 编号:evidence 状态 {EVIDENCE}"
_UNSEEN = "对象 检查项目 程度 已查:number 未能查到:number 原因:long"
_TASKS = "编号:number 对象 检查内容 规则 周期 查看:link"
_BELOW = "下级单位 单位数:number 网站:number 账号:number 未整改问题:number"


Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account of the unit; `figures` are None where nothing that was read is kept."""

    row: AccountRow
    figures: Figures | None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A question to a person that nobody answered. `look` is an address to open, "" = none."""

    number: int
    subject: str
    rule: str
    title: str
    period: str
    look: str


@dataclass(frozen=True, slots=True)
class Below:
    """A unit right below: so many units are in its branch, itself among them, with so many sites, accounts and issues
    that stand."""

    name: str
    units: int
    sites: int
    accounts: int
    issues: int


@dataclass(frozen=True, slots=True)
class UnitPart:
    """What the page of a unit is built from. In `given`, issues and outcomes are of sites and accounts alike; `states`
    are the registered states by key. `days` are those in which posts are counted."""

    unit: Unit
    given: Weekly
    days: int
    accounts: tuple[AccountLine, ...] = ()
    states: Mapping[str, SubjectState] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    below: tuple[Below, ...] = ()

    @property
    def issues(self) -> list[IssueRow]:
        """Those that no person dismissed, of sites before accounts."""
        order = {key: number for number, key in enumerate(self.names)}
        told = (one for one in self.given.issues if one.state != DISMISSED and one.site in order)
        return sorted(told, key=lambda one: (order[one.site], one.check, one.number))

    @property
    def names(self) -> dict[str, str]:
        """What each site and account is called, by its key; sites first."""
        sites = {site.key: f"网站“{site.name}”" for site in self.given.sites}
        return sites | {one.row.key: f"{one.row.platform}“{one.row.name}”" for one in self.accounts}

    def site_verdict(self, site: SiteRow) -> tuple[str, str]:
        """What may be said of a site, and why."""
        if self.states.get(site.key) in GLANCED:
            return NOT_JUDGED, site.unknown
        kind, why = of_site(site, self.given.pass_mark)
        return str(kind), why

    def account_verdict(self, line: AccountLine) -> tuple[str, str]:
        """What may be said of an account, and why."""
        if self.states.get(line.row.key) is not SubjectState.NORMAL:
            return NOT_JUDGED, line.row.reason
        kind, why = of_account(line.row)
        if line.figures is not None and not line.figures.read and kind is Verdict.UNKNOWN:
            why = f"{state_word(line.row)}：{line.figures.why}"
        return str(kind), why


def unit_report(part: UnitPart) -> Report:
    """The page of a unit as content, its sums checked. Raises SumsDiffer (a PersonError)."""
    given = part.given
    report = Report(
        title=part.unit.name,
        period="政府网站与政务新媒体情况",
        made=f"生成时间 {given.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）；检查依据版本 {given.edition}",
        sections=(_summary(part), _sites(part), _accounts(part), _problems(part), _unseen(part), *_rest(part)),
    )
    check_sums(report)
    return report


def _summary(part: UnitPart) -> Section:
    unit, left = part.unit, sum(_left(part).values())
    level = word("level", unit.level) if unit.level is not Level.UNKNOWN else ""
    named = (("主管（上级）单位", unit.parent), ("行政级别", level), ("所属地区", unit.region))
    told = "；".join(f"{name}：{value}" for name, value in named if value)
    period = f"{part.given.start:%Y年%m月%d日}—{part.given.end:%Y年%m月%d日}"
    says = (
        told,
        f"网站和账号各取最近一次巡查的结果；“新发现”“已整改”指 {period} 以内。",
        "“合格”只表示机器检查和已作答的人工检查没有触发单项否决；单项否决在人工确认之前只是候选。",
    )
    return Section(
        "一、概况",
        tuple(filter(None, says)),
        figures=(
            Figure("网站", len(part.given.sites), "sites"),
            Figure("政务新媒体账号", len(part.accounts), "accounts"),
            Figure("未整改问题", left, "issues", "状态", LEFT, tone="bad" if left else "good"),
            Figure("待人工检查", len(part.tasks), "tasks", tone="unsure" if part.tasks else ""),
        ),
    )


def _left(part: UnitPart) -> Counter[str]:
    """How many issues stand, by the key of the site or account."""
    return Counter(one.site for one in part.issues if progress(one, part.given) in LEFT)


def _sites(part: UnitPart) -> Section:
    left, said = _left(part), _gravest((site, *part.site_verdict(site)) for site in part.given.sites)
    rows = tuple(_site_row(site, kind, why, left[site.key]) for site, kind, why in said)
    note = "得分是区间：没有查到的项目可能扣分也可能不扣分。" if rows else ""
    table = Table("sites", "网站情况表", heads(_SITES), rows, empty="台账里没有本单位的网站", note=note)
    return _judged("二、网站", Counter(kind for _, kind, _ in said), table)


def _gravest(said: Iterable[tuple[Subject, str, str]]) -> list[tuple[Subject, str, str]]:
    """What needs a person comes first; otherwise in the order of the registry."""
    return sorted(said, key=lambda one: _ORDER.index(one[1]))


def _site_row(site: SiteRow, kind: str, why: str, left: int) -> tuple[Value, ...]:
    score = f"{site.score.low}—{site.score.high}" if site.score else "—"
    ended = word("ended", site.ended) if site.ended else "没有访问"
    reach = f"{site.asked}/{site.known}" + (f"，无应答 {site.failed}" if site.failed else "")
    return (site.name, site.code, kind, score, left, ended, reach, site.visited_at, why, site.home)


def _accounts(part: UnitPart) -> Section:
    left, said = _left(part), _gravest((line, *part.account_verdict(line)) for line in part.accounts)
    rows = tuple(_account_row(line, kind, why, left[line.row.key]) for line, kind, why in said)
    titles = heads(_ACCOUNTS.format(days=part.days))
    note = "无法核查的没有读到，不能说没有更新。“至少”“以上”是下限，“未知”不是 0。天数算到读取时。" if rows else ""
    table = Table("accounts", "新媒体情况表", titles, rows, empty="台账里没有本单位的账号", note=note)
    return _judged("三、政务新媒体", Counter(kind for _, kind, _ in said), table)


def _account_row(line: AccountLine, kind: str, why: str, left: int) -> tuple[Value, ...]:
    row, seen = line.row, line.figures
    name = f"{row.name}（主账号）" if line.main else row.name
    newest = seen.newest.moment if seen and seen.newest else None
    day = f"{newest.astimezone(BEIJING):%Y-%m-%d}" if newest else "从未发布" if seen and seen.empty else "未知"
    used = (day, seen.silent if seen else None, _count(seen.month if seen else None, "至少 {}"))
    followers = _count(seen.followers if seen else None, "{} 以上")
    asked = seen.asked_at if seen else None
    return (name, row.platform, kind, *used, followers, left, state_word(row), asked, why, row.home)


def _count(count: Count | None, bound: str) -> str:
    if count is None:
        return "未知"
    return bound.format(count.value) if count.at_least else str(count.value)


def _judged(title: str, counts: Mapping[str, int], table: Table) -> Section:
    """What is said of sites or of accounts, counted; no row of noughts where there are none."""
    kinds = [(str(kind), _TONES[kind]) for kind in Verdict] + [(NOT_JUDGED, "")]
    figures = tuple(
        Figure(kind, counts.get(kind, 0), table.id, "检查结果", (kind,), tone=tone)
        for kind, tone in kinds
        if table.rows and (kind != NOT_JUDGED or counts.get(kind))
    )
    whole = Whole(table.title, len(table.rows), tuple(counts.items()), quiet=True)
    return Section(title, figures=figures, wholes=(whole,), tables=(table,))


def _problems(part: UnitPart) -> Section:
    """Counted by check, then each with its evidence, site by site and account by account."""
    names, section = part.names, standing("四、问题与整改情况", part.issues, part.given)
    rows = tuple((names[o.site], o.number, progress(o, part.given), *issue_cells(o)) for o in part.issues)
    table = Table("issues", "问题明细", heads(_ISSUES), rows, empty="没有发现问题", group="对象", note=SUSPECTED)
    return replace(section, tables=(*section.tables, table) if rows else (table,))


def _unseen(part: UnitPart) -> Section:
    names = part.names
    rows = tuple(
        (
            names[one.site],
            one.title,
            "未测" if one.status is Status.UNKNOWN else "部分未测",
            one.judged,
            one.of - one.judged,
            one.reason,
        )
        for one in part.given.outcomes
    )
    table = Table("unseen", "未测项目及原因", heads(_UNSEEN), rows, empty="所有项目都已查到", group="对象")
    return Section("五、没有查到的", ("未测不等于合格，也不等于有问题。",), tables=(table,))


def _rest(part: UnitPart) -> Iterator[Section]:
    names = part.names
    asked = tuple((o.number, names[o.subject], o.title, o.rule, shown_period(o.period), o.look) for o in part.tasks)
    how = "用 python schedule.py answer 编号 结论 --who 姓名 作答，或用 tasks --export 导出成表。"
    table = Table(
        "tasks", "尚未作答的任务", heads(_TASKS), asked, empty="没有尚未作答的任务", note=how if asked else ""
    )
    yield Section("六、待人工检查", tables=(table,))
    if part.below:
        rows = tuple((one.name, one.units, one.sites, one.accounts, one.issues) for one in part.below)
        totals = ("单位数", "网站", "账号", "未整改问题")
        sums = (sum(column) for column in zip(*(row[1:] for row in rows), strict=True))
        figures = tuple(Figure(t, n, "below", t, total=True) for t, n in zip(totals, sums, strict=True))
        told = ("每行含该单位以下的各级单位；只列数目。",)
        yield Section("七、下级单位", told, figures, tables=(Table("below", "下级单位", heads(_BELOW), rows),))
