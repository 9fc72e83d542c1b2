"""The weekly report as content: coverage, verdicts, what is new, open and mended, and what could not be looked at.

What could not be measured is printed as 未测 with its reason and left out of every divisor, and both are said. A veto
is a candidate until a person has confirmed it. Issues that a person dismissed are not in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from checks.indicators.words import word
from checks.model.captures import Ended
from checks.model.findings import Status
from checks.model.registry import BEIJING
from results.reports.content import (
    Bar,
    Figure,
    Head,
    IssueRow,
    OutcomeRow,
    Report,
    Section,
    Shape,
    SiteRow,
    Table,
    Value,
    Verdict,
    Weekly,
    Whole,
)
from results.reports.drawing import drawing
from results.reports.glanced import section as closed_ones
from results.reports.ipv6 import ipv6
from results.reports.sums import check_sums, share

NEW, OPEN, AGAIN, FIXED = "新发现", "未整改", "再次出现", "已整改"
DISMISSED = "dismissed"
_COVERAGE = (
    "网站名称 访问结果 访问时间:moment 发现地址:number 已访问:number 读取网页:number 无应答:number "
    "未访问的原因和数量:long 说明:long"
)
_VERDICTS = (
    "序号:number 网站名称 网站标识码:code 主办单位 网址:link 检查结果 单项否决项:long 未整改问题:number "
    "得分（低）:points 得分（高）:points 理由:long 证据:long"
)
_BY_CHECK = f"检查项目 {NEW}:number {AGAIN}:number {OPEN}:number {FIXED}:number 合计:number"
_ISSUES = (
    "网站名称 编号:number 状态 检查项目 类别 把握 问题:long 问题网址:link 所在网页:link 怎样整改:long 页面摘录:long "
    "首次发现:moment 最近看到:moment 规则编号 依据核实 访问记录 网页存档"
)
_LINKS = "网站名称 编号:number 状态 链接:link 链接文字 所在网页:link 位置 为什么 检查经过:long 怎样整改:long"
_UNSEEN = "网站名称 检查项目 程度 已查:number 未能查到:number 原因:long"


def weekly(given: Weekly) -> Report:
    """The report of a week, its sums checked. Raises SumsDiffer (a PersonError)."""
    names = {site.key for site in given.sites}
    issues = [one for one in given.issues if one.site in names and one.state != DISMISSED]
    given = replace(given, issues=tuple(issues), outcomes=tuple(o for o in given.outcomes if o.site in names))
    sections = [_coverage(given), _verdicts(given), _progress(given), _details(given), _unseen(given)]
    sections += [ipv6(given), drawing(given), closed_ones(given)]
    report = Report(
        title=f"{given.office}政府网站周抽查报告",
        period=f"{given.start:%Y年%m月%d日}—{given.end:%Y年%m月%d日}",
        made=f"生成时间 {given.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）；检查依据版本 {given.edition}",
        sections=tuple(sections),
    )
    check_sums(report)
    return report


def verdict(site: SiteRow, pass_mark: Decimal | None) -> tuple[Verdict, str]:
    """What may be said of a site, and why. In doubt it is 未测, never 合格 and never 不合格."""
    if site.unknown or not site.ended or site.ended in (Ended.HOME_FAILED, Ended.OUR_NETWORK):
        ended = word("ended", site.ended) if site.ended else "没有访问"
        return Verdict.UNKNOWN, site.unknown or site.detail or ended
    if confirmed := [veto.title for veto in site.vetoes if veto.confirmed]:
        return Verdict.FAILED, f"经人工确认触发单项否决：{'、'.join(confirmed)}"
    if site.vetoes:
        return Verdict.CANDIDATE, f"可能触发单项否决，待人工确认：{'、'.join(veto.title for veto in site.vetoes)}"
    if site.unseen:
        return Verdict.UNKNOWN, f"单项否决项未能查全：{'、'.join(site.unseen)}"
    if pass_mark is not None and site.score is not None:
        if site.score.high < pass_mark:
            return Verdict.CANDIDATE, f"得分最高 {site.score.high}，低于 {pass_mark} 分，待人工复核"
        if site.score.low < pass_mark:
            return Verdict.UNKNOWN, f"得分区间 {site.score.low}—{site.score.high} 跨过 {pass_mark} 分，尚有项目未测"
    if site.ended != Ended.COMPLETE:
        return Verdict.UNKNOWN, f"访问没有完成（{word('ended', site.ended)}），已访问的部分没有触发单项否决"
    return Verdict.PASSED, f"预警：{'、'.join(site.warned)}" if site.warned else ""


def progress(issue: IssueRow, given: Weekly) -> str:
    """Where an issue stands in the period: new, open, back again, mended."""
    if issue.state == "fixed":
        return FIXED
    if issue.state == "reopened":
        return AGAIN
    first = issue.first_seen.astimezone(BEIJING).date() if issue.first_seen else None
    return NEW if issue.state == "new" or (first is not None and first >= given.start) else OPEN


def _coverage(given: Weekly) -> Section:
    rows = tuple(_coverage_row(site) for site in given.sites)
    table = Table("coverage", "各网站访问情况", _heads(_COVERAGE), rows)
    whole = word("ended", Ended.COMPLETE)
    done = sum(row[1] == whole for row in rows)
    total = len(rows)
    return Section(
        "一、检查范围与覆盖情况",
        ("下列结论只对已访问的部分有效；未访问、无应答的内容没有下结论。",),
        figures=(
            Figure("抽查网站", total, "coverage"),
            Figure("访问完整", done, "coverage", "访问结果", (whole,), tone="good"),
            Figure("读取网页", sum(site.pages for site in given.sites), "coverage", "读取网页", total=True),
        ),
        wholes=(Whole("抽查网站", total, ((whole, done), ("未完整访问或没有访问", total - done))),),
        bars=tuple(
            Bar(site.name, site.asked - site.failed, max(site.known, site.asked), str(row[1]))
            for site, row in zip(given.sites, rows, strict=True)
        ),
        tables=(table,),
    )


def _coverage_row(site: SiteRow) -> tuple[Value, ...]:
    skipped = "、".join(f"{word('skipped', why)} {count}" for why, count in site.skipped.items() if count)
    ended = word("ended", site.ended) if site.ended else "没有访问"
    told = (site.name, ended, site.visited_at, site.known, site.asked, site.pages, site.failed)
    return (*told, skipped, site.unknown or site.detail)


def _verdicts(given: Weekly) -> Section:
    said = [(site, *verdict(site, given.pass_mark)) for site in given.sites]
    counts = {kind: sum(one is kind for _, one, _ in said) for kind in Verdict}
    found = {
        site.key: sum(i.site == site.key and progress(i, given) != FIXED for i in given.issues) for site in given.sites
    }
    rows = tuple(_verdict_row(number, *one, found[one[0].key]) for number, one in enumerate(said, 1))
    table = Table(
        "verdicts",
        "网站检查情况表",
        _heads(_VERDICTS),
        rows,
        note="得分是区间：没有查到的项目可能扣分也可能不扣分。单项否决在人工确认之前只是候选。",
    )
    unknown = counts[Verdict.UNKNOWN]
    measured = len(said) - unknown
    tones = {Verdict.PASSED: "good", Verdict.FAILED: "bad", Verdict.CANDIDATE: "bad", Verdict.UNKNOWN: "unsure"}
    return Section(
        "二、检查结论",
        ("“合格”只表示机器检查和已作答的人工检查没有触发单项否决；没有作答的人工检查项目不在其内。",),
        figures=tuple(
            Figure(str(kind), counts[kind], "verdicts", "检查结果", (str(kind),), tone=tones[kind]) for kind in Verdict
        ),
        shares=(share("合格率", counts[Verdict.PASSED], measured, left_out=unknown, why="未测的网站不计入分母"),),
        wholes=(Whole("抽查网站", len(said), tuple((str(kind), counts[kind]) for kind in Verdict)),),
        tables=(table,),
    )


def _verdict_row(number: int, site: SiteRow, kind: Verdict, why: str, found: int) -> tuple[Value, ...]:
    low, high = (site.score.low, site.score.high) if site.score else (None, None)
    vetoes = "、".join(veto.title for veto in site.vetoes)
    told = (number, site.name, site.code, site.unit, site.home, str(kind), vetoes, found)
    return (*told, low, high, why, "\n".join(one for one in (site.visit, site.warc) if one))


def _progress(given: Weekly) -> Section:
    kinds = (NEW, AGAIN, OPEN, FIXED)
    stands = [(issue, progress(issue, given)) for issue in given.issues]
    checks = dict(sorted({(issue.check, issue.title) for issue, _ in stands}))
    counted = {check: [sum(i.check == check and stand == k for i, stand in stands) for k in kinds] for check in checks}
    rows: list[tuple[Value, ...]] = [(checks[check], *numbers, sum(numbers)) for check, numbers in counted.items()]
    table = Table(
        "by-check",
        "按检查项目汇总",
        _heads(_BY_CHECK),
        tuple(rows),
        empty="没有发现问题",
    )
    counts = {kind: sum(stand == kind for _, stand in stands) for kind in kinds}
    tones = {NEW: "bad", AGAIN: "bad", OPEN: "bad", FIXED: "good"}
    suspected = sum(issue.certainty == "suspected" for issue, _ in stands)
    return Section(
        "三、问题与整改情况",
        figures=tuple(Figure(k, counts[k], "issues", "状态", (k,), tone=tones[k]) for k in kinds),
        wholes=(
            Whole("全部问题", len(stands), tuple(counts.items())),
            Whole("全部问题", len(stands), (("机器确定", len(stands) - suspected), ("疑似，待人工确认", suspected))),
            *(
                Whole(checks[check], sum(n), tuple(zip(kinds, n, strict=True)), quiet=True)
                for check, n in counted.items()
            ),
        ),
        tables=(table,),
    )


def _details(given: Weekly) -> Section:
    names = {site.key: site.name for site in given.sites}
    order = {site.key: number for number, site in enumerate(given.sites)}
    rows = []
    for issue in sorted(given.issues, key=lambda i: (order[i.site], i.check, i.number)):
        rows.append((names[issue.site], issue.number, progress(issue, given), *_issue_row(issue)))
    table = Table(
        "issues",
        "各网站问题明细",
        _heads(_ISSUES),
        tuple(rows),
        empty="没有发现问题",
        group="网站名称",
        note="“疑似”须人工确认后才算问题。“依据核实”说明规则的数字核对到什么程度。",
    )
    figures = (Figure("问题", len(rows), "issues"),)
    return Section("四、各网站问题明细", figures=figures, tables=(table, _links(given, names, order)))


def _links(given: Weekly, names: Mapping[str, str], order: Mapping[str, int]) -> Table:
    """For each faulty link: where it stands, why it is at fault, what was tried and when, what to do."""
    rows: list[tuple[Value, ...]] = []
    for issue in sorted(given.issues, key=lambda i: (order[i.site], i.number)):
        if (told := issue.link) is not None and (stand := progress(issue, given)) != FIXED:
            spot = "\n".join(part for part in (told.spot, told.shown) if part)
            head = (names[issue.site], issue.number, f"{stand}，{word('certainty', issue.certainty)}")
            rows.append((*head, told.target, told.text, told.page, spot, told.why, told.tried, told.remedy))
    return Table(
        "links",
        "问题链接明细",
        _heads(_LINKS),
        tuple(rows),
        empty="没有发现有问题的链接",
        group="网站名称",
        note="“检查经过”逐次写明时间（北京时间）、方法和服务器的应答；防护设备拦截、限速、我方网络不通的一律不计。",
    )


def _issue_row(issue: IssueRow) -> tuple[Value, ...]:
    judged = (issue.title, word("kind", issue.kind), word("certainty", issue.certainty), issue.says)
    seen = (issue.url, issue.found_on, issue.fix, issue.excerpt, issue.first_seen, issue.last_seen)
    return (*judged, *seen, " ".join(issue.indicator), word("grade", issue.grade), issue.visit, issue.warc)


def _unseen(given: Weekly) -> Section:
    names = {site.key: site.name for site in given.sites}
    rows = []
    for outcome in _sorted(given.outcomes, given.sites):
        partly = outcome.status is not Status.NOT_APPLICABLE and outcome.judged < outcome.of
        if outcome.status is Status.UNKNOWN or partly:
            status = "未测" if outcome.status is Status.UNKNOWN else "部分未测"
            rows.append(
                (
                    names[outcome.site],
                    outcome.title,
                    status,
                    outcome.judged,
                    outcome.of - outcome.judged,
                    outcome.reason or "没有记下原因",
                )
            )
    table = Table(
        "unseen",
        "未测项目及原因",
        _heads(_UNSEEN),
        tuple(rows),
        empty="所有项目都已查到",
        group="网站名称",
    )
    none, part = sum(row[2] == "未测" for row in rows), sum(row[2] == "部分未测" for row in rows)
    return Section(
        "五、未测项目",
        ("未测不等于合格，也不等于有问题。",),
        figures=(
            Figure("完全未测", none, "unseen", "程度", ("未测",), tone="unsure"),
            Figure("部分未测", part, "unseen", "程度", ("部分未测",), tone="unsure"),
        ),
        wholes=(Whole("未测项目", len(rows), (("完全未测", none), ("部分未测", part))),),
        tables=(table,),
    )


def _sorted(outcomes: Iterable[OutcomeRow], sites: Sequence[SiteRow]) -> list[OutcomeRow]:
    order = {site.key: number for number, site in enumerate(sites)}
    return sorted(outcomes, key=lambda outcome: (order[outcome.site], outcome.check))


def _heads(titles: str) -> tuple[Head, ...]:
    """Heads from `title` or `title:shape`, separated by blanks."""
    parts = (title.partition(":") for title in titles.split())
    return tuple(Head(title, Shape(shape) if shape else Shape.TEXT) for title, _, shape in parts)
