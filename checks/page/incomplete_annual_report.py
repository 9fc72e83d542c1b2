"""A yearly report on the disclosure of information without one of the parts that its form has.

How judged: reports of `since` and later whose parts can be told (at least `least_parts` of the six). `part`: neither a
heading nor another short line has the words of that part (`part_words`, in the order of `parts`; | parts words of
which one is enough). `overview`: the text of the first part has none of the words for one of the five matters that it
should cover (`overview_words`).
All are suspected: only words are missing, a person reads the report.
Not counted: reports of before the form; the figures (inconsistent-annual-figures).
Could not look: a report that is an attachment, a picture or on another site, so that its parts cannot be told.
Source: 国办公开办函〔2021〕30号 (YB-02, YB-03).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import page_check
from checks.indicators.edition import Rule
from checks.model.annual import AnnualKind, AnnualReport
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

UNREAD = "年报正文不在网页上（附件或图片）"
NO_OVERVIEW = "看不出总体情况部分的正文"
_LINE = 60
"""Characters of the longest line that may be a heading."""


@page_check("incomplete-annual-report")
def incomplete_annual_report(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
    report = page.facts.annual
    if report is None or report.kind is not AnnualKind.REPORT or report.year < rule.param("since"):
        return
    lines = [*report.headings, *(line for line in page.facts.text.splitlines() if len(line) <= _LINE)]
    missing = _missing(lines, rule, "part")
    if len(rule.param("parts")) - len(missing) < rule.param("least_parts") or len(report.headings) < 2:
        yield Gap(UNREAD, page.url)
        return
    yield Looked()
    if missing:
        yield _finding("part", page, report, missing)
    if len(report.overview) < rule.param("least_overview"):
        yield Gap(NO_OVERVIEW, page.url)
    elif missing := _missing([report.overview], rule, "overview"):
        yield _finding("overview", page, report, missing)


def _missing(lines: list[str], rule: Rule, of: str) -> list[str]:
    """Names of `…parts` for which no line has one of the words of `…words`."""
    names = rule.param("parts" if of == "part" else "overview_parts")
    asked = zip(names, rule.param(f"{of}_words"), strict=True)
    plain = ["".join(line.split()) for line in lines]
    return [name for name, words in asked if not any(word in line for line in plain for word in words.split("|"))]


def _finding(code: str, page: PageView, report: AnnualReport, missing: list[str]) -> Finding:
    data: dict[str, Value] = {
        "year": report.year,
        "unit": report.unit,
        "missing": "、".join(missing),
        "count": len(missing),
    }
    return Finding(code, page.url, (code, page_key(page.url)), data, certainty=Certainty.SUSPECTED)
