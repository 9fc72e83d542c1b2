"""Pages that show advertisements, or lead to them.

How judged: by the addresses a page takes things from or links to. `network`: a script, frame or picture of a network
that sells advertising (the list is in the edition). `sale`: a link through the counter of a shop that pays for
customers. All are suspected: whether something is an advertisement is seen by a person.
Not counted: statistics, maps, sharing and video services; pictures the site serves itself, whatever they show; links
that only machines meet; stubs, interface answers, framed fragments, error messages.
Source: 国办发〔2017〕47号 (GL-23).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.proper import proper_pages
from checks.facts.shown_links import links_of
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said
from checks.model.pages import HINTS
from checks.model.urls import host_of, page_key
from checks.model.views import PageView, SiteView

_REMEMBERED = 16_384
"""About so many addresses are looked up once."""


@site_check("commercial-ads")
def commercial_ads(site: SiteView, rule: Rule) -> Iterator[Said]:
    sold = dict.fromkeys(rule.param("sales"), "sale") | dict.fromkeys(rule.param("networks"), "network")
    hits: list[Finding] = []
    judged = 0
    own = site.site.all_hosts
    honest: set[str] = set()  # addresses of hosts that sell nothing: the same stand on every page
    for page in proper_pages(site):
        judged += 1
        strange = set(page.derived(links_of).urls) - honest
        if any(_sells(host.partition(":")[0], sold) for host in set(map(host_of, strange)) - own):
            hits += _shown(page, sold, own)
        elif len(honest) < _REMEMBERED:
            honest |= strange
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _shown(page: PageView, sold: Mapping[str, str], own: frozenset[str]) -> Iterator[Finding]:
    """One finding for each host that sells, at most: a page that shows ten banners of one network has one fault."""
    told: set[str] = set(own)
    for link in page.facts.links:
        host = host_of(link.url)
        if host in told or link.tag in HINTS:
            continue
        told.add(host)
        if code := _sells(host.partition(":")[0], sold):
            yield _finding(code, page, host.partition(":")[0], link.url)


def _sells(host: str, sold: Mapping[str, str]) -> str:
    """What a host sells, itself or as part of one that does; "" for nothing."""
    while host:
        if host in sold:
            return sold[host]
        host = host.partition(".")[2]
    return ""


def _finding(code: str, page: PageView, host: str, url: str) -> Finding:
    data = {"shown": host, "target": url[:200]}
    key = (code, host, page_key(page.url))
    return Finding(code, page.url, key, data, excerpt=quoted(url), certainty=Certainty.SUSPECTED)
