"""Links to a place of their own page that the page does not have.

How judged: a link `#name` of a page leads nowhere when no element of that page is called so, neither by id nor by name.
Always suspected, and never priced: a script from elsewhere may know the name.
Not counted: `#`, `#top` and their like; addresses of scripts (`#/…`, `#!…`); links with a handler or data for a script;
names that a script of the page itself mentions; places of other pages; at most twenty on one page.
Source: 国办发〔2017〕47号 (GL-37).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import Link
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

UNSEEN = "页面内容由脚本生成"


@site_check("broken-fragments")
def broken_fragments(site: SiteView, rule: Rule) -> Iterator[Said]:
    hits: dict[tuple[str, ...], Finding] = {}
    judged = 0
    for page in site.pages():
        if page.facts.scripted and page.facts.broken_anchors:
            yield Gap(UNSEEN, page.url)
            continue
        judged += 1
        for link in page.facts.broken_anchors:
            found = _finding(page, link)
            hits.setdefault(found.key, found)
    yield Looked(judged)
    shared, pages = rule.param("sitewide_share"), rule.param("sitewide_pages")
    yield from spread(hits.values(), judged, shared, pages, site.site.home)


def _finding(page: PageView, link: Link) -> Finding:
    data: dict[str, str | int] = {"fragment": link.fragment, "text": quoted(link.text, 100), "shown": link.fragment}
    if link.line:
        data |= {"line": link.line, "column": link.column}
    return Finding(
        "missing",
        page.url,
        (link.fragment, page_key(page.url)),
        data,
        excerpt=quoted(link.text),
        certainty=Certainty.SUSPECTED,
    )
