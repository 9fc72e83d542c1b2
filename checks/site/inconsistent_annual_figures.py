"""Figures of a yearly report that do not agree.

How judged: only tables of the official form, and only where every figure of an equation was read as a whole number.
`balance`: in a column of table three, 本年新收 and 上年结转 together are not （七）总计 and 结转下年度 together.
`results`: the ways in which requests were answered do not add up to （七）总计. `rows`: those who asked do not add
up to 总计. `reviews`: a group of table four does not add up to its 总计. These are certain. `carried-over`: 上年结转
is not what the report of the year before left open. `blank`: an empty cell in table two.
Suspected only: `carried-over` (offices merge and split, reports are corrected) and `blank`.
Not counted: empty cells and strokes in tables three and four (unknown, not nought); several reports of one office and
year that say different things; reports of before `since`.
Could not look: a report without such a table, or with one that was not understood.
Source: 国办公开办函〔2021〕30号 (YB-04, YB-05, YB-06).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.catalog import site_check
from checks.facts.annual_figures import Sum, of_part, sums
from checks.facts.annual_reports import Paper, papers_seen
from checks.indicators.edition import Rule
from checks.model.annual import AnnualKind, AnnualReport, Part
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.registry import SiteKind
from checks.model.urls import page_key
from checks.model.views import SiteView

NO_TABLE = "年报页面上没有可读的申请情况表（附件、图片或其他格式）"
BLANKS = "表格中有空格或不是数字的格子，没有核算"
Read = tuple[Paper, AnnualReport]


@site_check("inconsistent-annual-figures")
def inconsistent_annual_figures(site: SiteView, rule: Rule) -> Iterator[Said]:
    since, results = rule.param("since"), rule.param("result_rows")
    by_year: dict[tuple[str, int], list[Read]] = {}
    for paper in site.derived(papers_seen).all:
        report = paper.report
        if report is None or report.kind is not AnnualKind.REPORT or paper.named.year < since:
            continue
        by_year.setdefault((report.unit, paper.named.year), []).append((paper, report))
        yield from _judged(paper, report, list(sums(report, results)))
    for (unit, year), papers in by_year.items():
        if not unit and site.site.kind is SiteKind.PORTAL:
            continue  # reports of several offices, for all one knows
        yield from _carried(papers, by_year.get((unit, year - 1), []))


def _judged(paper: Paper, report: AnnualReport, equations: list[Sum]) -> Iterator[Said]:
    known = [equation for equation in equations if equation.known]
    if report.blank_figures:
        yield _finding("blank", paper, {"shown": "、".join(report.blank_figures)}, Certainty.SUSPECTED)
    if not known:
        yield Gap(NO_TABLE if not report.requests else BLANKS, paper.url)
        return
    yield Looked()
    if len(known) < len(equations):
        yield Gap(BLANKS, paper.url)
    for code in dict.fromkeys(equation.code for equation in known if equation.wrong):
        wrong = [equation for equation in known if equation.wrong and equation.code == code]
        first = wrong[0]
        data: dict[str, Value] = {
            "what": first.what,
            "left": first.left or 0,
            "right": first.right or 0,
            "count": len(wrong),
        }
        yield _finding(code, paper, data, Certainty.CERTAIN)


def _carried(papers: list[Read], before: list[Read]) -> Iterator[Finding]:
    """The report of a year against that of the year before, where each says one thing."""
    carried = {of_part(report, Part.CARRIED) for _, report in papers}
    left = {of_part(report, Part.OPEN) for _, report in before}
    if len(carried) != 1 or len(left) != 1:
        return
    now, then = carried.pop(), left.pop()
    if now is not None and then is not None and now != then:
        data: dict[str, Value] = {"left": then, "right": now, "before": before[0][0].url}
        yield _finding("carried-over", papers[0][0], data, Certainty.SUSPECTED)


def _finding(code: str, paper: Paper, data: Mapping[str, Value], certainty: Certainty) -> Finding:
    told: dict[str, Value] = {"year": paper.named.year, "unit": paper.named.unit, **data}
    return Finding(code, paper.url, (code, page_key(paper.url)), told, certainty=certainty)
