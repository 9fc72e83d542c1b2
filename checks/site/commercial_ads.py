"""Pages that show advertisements, or lead to them.

How judged: by the addresses a page takes things from or links to. `network`: a script, frame or picture of a network
that sells advertising (the list is in the edition). `sale`: a link through the counter of a shop that pays for
customers. All are suspected: whether something is an advertisement is seen by a person.
Not counted: statistics, maps, sharing and video services; pictures the site serves itself, whatever they show; links
that only machines meet; stubs, interface answers, framed fragments, error messages.
Source: 国办发〔2017〕47号 (GL-23).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.proper import proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said
from checks.model.pages import HINTS
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView


@site_check("commercial-ads")
def commercial_ads(site: SiteView, rule: Rule) -> Iterator[Said]:
    sold = {"network": tuple(rule.param("networks")), "sale": tuple(rule.param("sales"))}
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        judged += 1
        hits += _shown(page, sold)
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _shown(page: PageView, sold: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    """One finding for each host that sells, at most: a page that shows ten banners of one network has one fault."""
    told: set[str] = set()
    for link in page.facts.links:
        host = urlsplit(link.url).hostname or ""
        if link.tag in HINTS or host in told:
            continue
        for code, hosts in sold.items():
            if any(f".{host}".endswith(f".{seller}") for seller in hosts):
                told.add(host)
                yield _finding(code, page, host, link.url)


def _finding(code: str, page: PageView, host: str, url: str) -> Finding:
    data = {"shown": host, "target": url[:200]}
    key = (code, host, page_key(page.url))
    return Finding(code, page.url, key, data, excerpt=quoted(url), certainty=Certainty.SUSPECTED)
