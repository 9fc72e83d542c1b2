"""Articles that do not show when they were published, or only the day.

How judged: what a reader sees, whatever metas and addresses say. `missing`: an article (told by its labels or by a
date in its address) shows no date at all; `day-only`: the date behind its label (发布时间：…) has no time of day, and
none stands elsewhere on the page. Both are suspected: only absence tells.
Not counted: policy documents with a day of publication of their own (document-elements); letters, guides, duties,
leaders and overviews, which are no news; a date without label; seconds, slashes, 年月日.
Could not look: a script may write the date, its label stands there without it, or another date is shown.
Source: 国办发〔2017〕47号 附件《网页设计规范》, 国办秘函〔2019〕19号 (GL-33).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts import dates
from checks.facts.excerpts import quoted
from checks.facts.labelled import filled, values_of
from checks.facts.proper import is_continuation, proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.lexicon.columns import category_of
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import DateSource, PageFacts, PageKind
from checks.model.registry import BEIJING
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

SCRIPTED = "发布时间可能由脚本写入"
OTHER_DATE = "页面上有日期，但没有写明是发布时间"
_LABELLED = (DateSource.LABEL, DateSource.SCRIPT)
_SHOWN = (*_LABELLED, DateSource.BARE)
_STANDING = frozenset(("overview", "functions", "leaders", "interaction", "services"))
_EMPTY_LABEL = re.compile(r"(?:时\s?间|日\s?期)\s{0,3}[:：](?!\s{0,3}\d)")
_FOREIGN = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?,?\s{1,2}(?:\d{1,2}(?!\d)|(?:19|20)\d\d)"
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d(?=\s?[\u0400-\u1fff\uac00-\ud7af])",
    re.IGNORECASE,
)
"""Days as pages in English and in the languages of minorities write them."""
_SHORT = 8  # letters: a longer title is no name of a column, whatever words it has
_HEAD, _TAIL = 400, 200  # characters of the main text where dates stand


@site_check("undated-articles")
def undated_articles(site: SiteView, rule: Rule) -> Iterator[Said]:
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        if not _owes_date(page):
            continue
        shown = [seen for seen in page.facts.dates if seen.source in _SHOWN]
        if not shown and (why := _unsure(page.facts)):
            yield Gap(why, page.url)
            continue
        judged += 1
        if not shown:
            hits.append(_finding("missing", page, ""))
        elif shown[0].source in _LABELLED and not _shows_time(page.facts):
            hits.append(_finding("day-only", page, shown[0].raw))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _owes_date(page: PageView) -> bool:
    facts = page.facts
    if facts.kind is not PageKind.ARTICLE or is_continuation(page) or facts.document is not None:
        return False
    title = facts.heading if len(facts.heading) <= _SHORT else ""
    if any(category_of(name) in _STANDING for name in (title, *(crumb.text for crumb in facts.crumbs))):
        return False
    labelled = any(filled(label, value) for label in ("ArticleTitle", "PubDate") for value in values_of(page, label))
    return labelled or bool(facts.dates)


def _unsure(facts: PageFacts) -> str:
    """Why a page without a date may show one all the same, "" when nothing speaks for it."""
    written = facts.byline is not None and facts.byline.written
    if facts.scripted or written or _EMPTY_LABEL.search(facts.text[:_HEAD]):
        return SCRIPTED
    ends = f"{facts.text[:_HEAD]}\n{facts.text[-_TAIL:]}"
    ways = (dates.DAY, dates.CHINESE_DAY, dates.MONTH_DAY, _FOREIGN)
    return OTHER_DATE if any(way.search(ends) for way in ways) else ""


def _shows_time(facts: PageFacts) -> bool:
    """Does any date of the page that is seen have a time of day, on the day of publication?"""
    labelled = [seen for seen in facts.dates if seen.source in _SHOWN]
    if any(seen.exact for seen in labelled):
        return True
    days: set[date] = {seen.value.astimezone(BEIJING).date() for seen in labelled}
    told = (dates.from_match(found) for found in dates.DAY.finditer(facts.text))
    return any(moment is not None and moment[1] and moment[0].date() in days for moment in told)


def _finding(code: str, page: PageView, shown: str) -> Finding:
    data = {"shown": quoted(shown, 60), "title": quoted(page.facts.heading, 100)}
    excerpt = quoted(shown or page.facts.heading, 100)
    key = (code, page_key(page.url))
    return Finding(code, page.url, key, data, excerpt=excerpt, certainty=Certainty.SUSPECTED)
