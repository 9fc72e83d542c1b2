"""The weekly report as content: coverage, verdicts, what is new, open and mended, and what could not be looked at.

What could not be measured is printed as 未测 with its reason and left out of every divisor, and both are said. A veto
is a candidate until a person has confirmed it. Issues that a person dismissed are not in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checks.indicators.words import word
from checks.model.captures import Ended
from checks.model.findings import Status
from checks.model.registry import BEIJING
from results.reports import accounts as of_accounts
from results.reports.account_rows import AccountsPart
from results.reports.content import (
    Bar,
    Figure,
    OutcomeRow,
    Report,
    Section,
    SiteRow,
    Table,
    Value,
    Weekly,
    Whole,
    heads,
)
from results.reports.drawing import drawing
from results.reports.glanced import section as closed_ones
from results.reports.ipv6 import ipv6
from results.reports.pass_rate import pass_rate
from results.reports.problems import DISMISSED, FIXED, details, progress, standing
from results.reports.sums import check_sums
from results.reports.to_mend import to_mend
from results.reports.updates import updates
from results.reports.wording import numeral
from results.verdicts import Verdict, of_site

_COVERAGE = (
    "网站名称 访问结果 访问时间:moment 发现地址:number 已访问:number 读取网页:number 无应答:number "
    "未访问的原因和数量:long 说明:long"
)
_VERDICTS = (
    "序号:number 网站名称 网站标识码:code 主办单位 网址:link 检查结果 单项否决项:long 未整改问题:number "
    "得分（低）:points 得分（高）:points 理由:long 证据:long"
)
_UNSEEN = "网站名称 检查项目 程度 已查:number 未能查到:number 原因:long"


def weekly(given: Weekly, accounts: AccountsPart | None = None) -> Report:
    """The report of a week, its sums checked; `accounts` is None where none is registered. Raises SumsDiffer (a
    PersonError)."""
    names = {site.key for site in given.sites}
    issues = [one for one in given.issues if one.site in names and one.state != DISMISSED]
    given = replace(given, issues=tuple(issues), outcomes=tuple(o for o in given.outcomes if o.site in names))
    report = Report(
        title=f"{given.office}{'政府网站与政务新媒体' if accounts else '政府网站'}周抽查报告",
        period=f"{given.start:%Y年%m月%d日}—{given.end:%Y年%m月%d日}",
        made=f"生成时间 {given.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）；检查依据版本 {given.edition}",
        sections=numbered(_sections(given, accounts)),
    )
    check_sums(report)
    return report


def _sections(given: Weekly, accounts: AccountsPart | None) -> Iterator[Section]:
    """How much was looked at comes first; accounts stand beside sites in each part."""
    if accounts is not None:
        issues = tuple(one for one in accounts.issues if one.state != DISMISSED)
        accounts = replace(accounts, issues=issues)
    yield _coverage(given)
    if accounts is not None:
        yield of_accounts.coverage(accounts)
    yield _verdicts(given)
    if accounts is not None:
        yield of_accounts.verdicts(accounts, given)
    yield standing("网站问题与整改情况", given.issues, given)
    if accounts is not None:
        yield of_accounts.problems(accounts, given)
        yield updates(accounts)
    yield to_mend(given, accounts or AccountsPart())
    yield details(given)
    yield _unseen(given)
    if accounts is not None:
        yield of_accounts.unseen(accounts)
    yield from (ipv6(given), drawing(given), closed_ones(given))


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with 一、二、三 … before their titles."""
    return tuple(replace(one, title=f"{numeral(number)}、{one.title}") for number, one in enumerate(sections, 1))


def _coverage(given: Weekly) -> Section:
    rows = tuple(_coverage_row(site) for site in given.sites)
    table = Table("coverage", "各网站访问情况", heads(_COVERAGE), rows)
    whole = word("ended", Ended.COMPLETE)
    done = sum(row[1] == whole for row in rows)
    total = len(rows)
    return Section(
        "网站检查范围与覆盖情况",
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
    said = [(site, *of_site(site, given.pass_mark)) for site in given.sites]
    counts = {kind: sum(one is kind for _, one, _ in said) for kind in Verdict}
    found = {
        site.key: sum(i.site == site.key and progress(i, given) != FIXED for i in given.issues) for site in given.sites
    }
    rows = tuple(_verdict_row(number, *one, found[one[0].key]) for number, one in enumerate(said, 1))
    table = Table(
        "verdicts",
        "网站检查情况表",
        heads(_VERDICTS),
        rows,
        note="得分是区间：没有查到的项目可能扣分也可能不扣分。单项否决在人工确认之前只是候选。",
    )
    tones = {Verdict.PASSED: "good", Verdict.FAILED: "bad", Verdict.CANDIDATE: "bad", Verdict.UNKNOWN: "unsure"}
    return Section(
        "网站检查结论",
        ("“合格”只表示机器检查和已作答的人工检查没有触发单项否决；没有作答的人工检查项目不在其内。",),
        figures=tuple(
            Figure(str(kind), counts[kind], "verdicts", "检查结果", (str(kind),), tone=tones[kind]) for kind in Verdict
        ),
        shares=(pass_rate("合格率", counts, "网站"),),
        wholes=(Whole("抽查网站", len(said), tuple((str(kind), counts[kind]) for kind in Verdict)),),
        tables=(table,),
    )


def _verdict_row(number: int, site: SiteRow, kind: Verdict, why: str, found: int) -> tuple[Value, ...]:
    low, high = (site.score.low, site.score.high) if site.score else (None, None)
    vetoes = "、".join(veto.title for veto in site.vetoes)
    told = (number, site.name, site.code, site.unit, site.home, str(kind), vetoes, found)
    return (*told, low, high, why, "\n".join(one for one in (site.visit, site.warc) if one))


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
        heads(_UNSEEN),
        tuple(rows),
        empty="所有项目都已查到",
        group="网站名称",
    )
    none, part = sum(row[2] == "未测" for row in rows), sum(row[2] == "部分未测" for row in rows)
    return Section(
        "网站未测项目",
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
