"""Articles taken from others that do not say from whom.

How judged: `labelled`: the label ContentSource names one of the media of the edition, and the page shows neither a
source (来源：…) nor that name, nor any of the words by which texts name one (`params.words`). `titled`: the title says
that it is a repost (（转载）), and the page shows neither a source nor such words. Suspected only.
Not counted: articles that nothing says are taken from others; media that stand in the name of the site's own office.
Could not look: a script may write the source.
Source: 国办发〔2017〕47号 附件《网页设计规范》 (GL-34).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.labelled import values_of
from checks.facts.proper import is_continuation, proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.layout import Byline
from checks.model.pages import PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

SCRIPTED = "来源可能由脚本写入"
_REPOST = re.compile(r"[（(【\[〔]\s{0,2}转\s?[载发]?\s{0,2}[）)】\]〕]")


@site_check("unsourced-reposts")
def unsourced_reposts(site: SiteView, rule: Rule) -> Iterator[Said]:
    hits: list[Finding] = []
    judged = 0
    media = [name for name in rule.param("media") if name not in site.site.name + site.site.unit]
    for page in proper_pages(site):
        if page.facts.kind is not PageKind.ARTICLE or is_continuation(page) or not (told := _repost(page, media)):
            continue
        code, named, byline = *told, page.facts.byline or Byline()
        silent = not byline.source and not _named(page, named, rule.param("words"))
        if silent and (byline.written or page.facts.scripted):
            yield Gap(SCRIPTED, page.url)
            continue
        judged += 1
        if silent:
            hits.append(_finding(code, page, named))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _repost(page: PageView, media: list[str]) -> tuple[str, str] | None:
    """(code, whom the label names) of an article that is said to be taken from others, None of any other."""
    for value in values_of(page, "ContentSource"):
        if any(name in value for name in media):
            return "labelled", value.strip()
    return ("titled", "") if _REPOST.search(page.facts.heading) else None


def _named(page: PageView, named: str, words: list[str]) -> bool:
    """Does the page show the name that its label gives, or any word by which texts name one?"""
    text = page.facts.text
    return bool(named and named in text) or any(word in text for word in words)


def _finding(code: str, page: PageView, named: str) -> Finding:
    data = {"shown": quoted(named, 60), "title": quoted(page.facts.heading, 100)}
    key = (code, page_key(page.url))
    return Finding(
        code, page.url, key, data, excerpt=quoted(named or page.facts.heading, 100), certainty=Certainty.SUSPECTED
    )
