"""Texts that announce annexes (附件：1.… 2.…, 见附件) of which their page shows nothing.

How judged: `missing`: neither a file, a link by the name of an annex or such as 下载, nor the annex itself below the
text. Always suspected: an annex may stand on another page.
Not counted: annexes that the text says are left out, sent otherwise or not public; lists, home pages, the further pages
of a text. Pages that a script fills, whose annexes a script opens, that go on elsewhere, or that hold frames or
pictures, for one of them may be the annex: could not look.
Source: GL-38 与 GF-09 的推论（附件可下载）。
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import page_check
from checks.facts.annexes import announced, framed, led_to, stands_below
from checks.facts.excerpts import quoted
from checks.facts.proper import is_continuation, is_proper
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageFacts, PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_ARTICLES = (PageKind.ARTICLE, PageKind.OTHER)


@page_check("missing-attachments", absence=True)
def missing_attachments(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
    facts = page.facts
    if "附" not in facts.text or facts.kind not in _ARTICLES or is_continuation(page) or not is_proper(page):
        return
    told = announced(facts.text)
    if told is None:
        return
    if led_to(told, facts) or stands_below(told):
        yield Looked()
    elif reason := _blind(facts):
        yield Gap(reason, page.url)
    else:
        yield Looked()
        data = {"title": quoted(facts.heading, 100), "names": quoted("、".join(told.titles), 100)}
        yield Finding("missing", page.url, (page_key(page.url),), data, certainty=Certainty.SUSPECTED)


def _blind(facts: PageFacts) -> str:
    """Why the annexes may be there unseen, "" when they may not."""
    if facts.scripted or facts.unfollowed:
        return "附件可能由脚本打开"
    if framed(facts):
        return "附件可能在框架里"
    if facts.paging is not None and facts.paging.pages > 1:
        return "正文分页，后面的页没有一起读"
    return "附件可能是图片" if facts.images else ""
