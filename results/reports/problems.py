"""The sections on what is wrong: how issues stand in the period, and each of them with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from checks.indicators.words import word
from checks.model.registry import BEIJING
from results.reports.content import Figure, IssueRow, Section, Table, Value, Weekly, Whole, heads

NEW, OPEN, AGAIN, FIXED = "新发现", "未整改", "再次出现", "已整改"
DISMISSED = "dismissed"
_BY_CHECK = f"检查项目 {NEW}:number {AGAIN}:number {OPEN}:number {FIXED}:number 合计:number"
EVIDENCE = (
    "检查项目 类别 把握 问题:long 问题网址:link 所在网页:link 怎样整改:long 页面摘录:long "
    "首次发现:moment 最近看到:moment 规则编号 依据核实 访问记录 网页存档"
)
_ISSUES = f"网站名称 编号:evidence 状态 {EVIDENCE}"
SUSPECTED = "“疑似”须人工确认后才算问题。“依据核实”说明规则的数字核对到什么程度。"
_LINKS = "网站名称 编号:evidence 状态 链接:link 链接文字 所在网页:link 位置 为什么 检查经过:long 怎样整改:long"


def progress(issue: IssueRow, given: Weekly) -> str:
    """Where an issue stands in the period: new, open, back again, mended.

    New is what was first seen in it. That no later run could look does not keep an old one new.
    """
    if issue.state == "fixed":
        return FIXED
    if issue.state == "reopened":
        return AGAIN
    if issue.first_seen is None:
        return NEW if issue.state == "new" else OPEN
    return NEW if issue.first_seen.astimezone(BEIJING).date() >= given.start else OPEN


def standing(title: str, issues: Iterable[IssueRow], given: Weekly, prefix: str = "") -> Section:
    """How the issues stand in the period, by check. They are in detail in the table `<prefix>issues`."""
    kinds = (NEW, AGAIN, OPEN, FIXED)
    stands = [(issue, progress(issue, given)) for issue in issues]
    checks = dict(sorted({(issue.check, issue.title) for issue, _ in stands}))
    found = Counter((issue.check, stand) for issue, stand in stands)
    counted = {check: [found[check, kind] for kind in kinds] for check in checks}
    rows: list[tuple[Value, ...]] = [(checks[check], *numbers, sum(numbers)) for check, numbers in counted.items()]
    noun = "新媒体问题" if prefix else "问题"
    table = Table(
        f"{prefix}by-check",
        f"{noun}按检查项目汇总" if prefix else "按检查项目汇总",
        heads(_BY_CHECK),
        tuple(rows),
        empty="没有发现问题",
    )
    counts = Counter(stand for _, stand in stands)
    tones = {NEW: "bad", AGAIN: "bad", OPEN: "bad", FIXED: "good"}
    suspected = sum(issue.certainty == "suspected" for issue, _ in stands)
    sure = (("机器确定", len(stands) - suspected), ("疑似，待人工确认", suspected))
    return Section(
        title,
        figures=tuple(Figure(k, counts[k], f"{prefix}issues", "状态", (k,), tone=tones[k]) for k in kinds),
        wholes=(
            Whole(f"全部{noun}", len(stands), tuple((kind, counts[kind]) for kind in kinds)),
            Whole(f"全部{noun}", len(stands), sure),
            *(
                Whole(checks[check], sum(n), tuple(zip(kinds, n, strict=True)), quiet=True)
                for check, n in counted.items()
            ),
        ),
        tables=(table,),
    )


def details(given: Weekly) -> Section:
    """Every issue of a site with its evidence, and every faulty link in full."""
    names = {site.key: site.name for site in given.sites}
    order = {site.key: number for number, site in enumerate(given.sites)}
    rows = []
    for issue in sorted(given.issues, key=lambda i: (order[i.site], i.check, i.number)):
        rows.append((names[issue.site], issue.number, progress(issue, given), *issue_cells(issue)))
    table = Table(
        "issues",
        "各网站问题明细",
        heads(_ISSUES),
        tuple(rows),
        empty="没有发现问题",
        group="网站名称",
        note=SUSPECTED,
    )
    figures = (Figure("问题", len(rows), "issues"),)
    return Section("各网站问题明细", figures=figures, tables=(table, _links(given, names, order)))


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
        heads(_LINKS),
        tuple(rows),
        empty="没有发现有问题的链接",
        group="网站名称",
        note="“检查经过”逐次写明时间（北京时间）、方法和服务器的应答；防护设备拦截、限速、我方网络不通的一律不计。",
    )


def issue_cells(issue: IssueRow) -> tuple[Value, ...]:
    """An issue under the heads `EVIDENCE`."""
    judged = (issue.title, word("kind", issue.kind), word("certainty", issue.certainty), issue.says)
    seen = (issue.url, issue.found_on, issue.fix, issue.excerpt, issue.first_seen, issue.last_seen)
    return (*judged, *seen, " ".join(issue.indicator), word("grade", issue.grade), issue.visit, issue.warc)
