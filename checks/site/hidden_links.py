"""Links to other hosts that readers cannot see (暗链).

How judged: a link to a host that is neither the site's own nor a public body or well-known service, taken out of sight
by the page itself. `styled`: by a style, a marquee of a line or letters without width; `framed`: a frame of a pixel;
`scripted`: a script writes it, keeps it encoded, or sends readers of search engines there. A style or frame alone is no
fault: there must be words of gambling, porn or forbidden trades in text, host or title of the target, several strange
hosts in one thing hidden as no menu is, or a host of the cheap kind behind the frame. Always suspected: a person looks,
and then it is a veto.
Not counted: menus, tabs, drop-downs, pop-ups, sliders, share buttons and things with a name that scripts may show
(unless the words say otherwise); files of styles, which are not read; scripts, which are not run.
Source: 国办秘函〔2019〕19号 (WV-1), 国办发〔2017〕47号 (GL-37).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts import styles
from checks.facts.excerpts import quoted, standing
from checks.facts.harmful import harm, harmful_host
from checks.facts.hidden import FRAME, MARQUEE
from checks.facts.hosts import registrable, risky
from checks.facts.scripted import ENCODED, REFERRER
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.captures import LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import HiddenLink
from checks.model.urls import host_of, page_key
from checks.model.views import MissingCapture, PageView, SiteView

LOUD = frozenset((MARQUEE, REFERRER, ENCODED))
"""Ways that no honest page uses, even for one link."""
SHOWN = 5


@site_check("hidden-links")
def hidden_links(site: SiteView, rule: Rule) -> Iterator[Said]:
    own = frozenset(registrable(host) for host in site.site.all_hosts)
    titles = site.derived(_titles)
    few, many = rule.param("hosts_in_block"), rule.param("hosts_put_aside")
    hits: list[Finding] = []
    judged = 0
    for page in site.pages():
        judged += 1
        strange = [link for link in page.facts.hidden_links if registrable(host_of(link.url)) not in own]
        if not strange:
            continue
        hosts = Counter(block for block, _ in {(link.block, registrable(host_of(link.url))) for link in strange})
        told: dict[str, list[HiddenLink]] = {}
        for link in strange:
            enough = many if link.how in styles.QUIET else few
            crowded = bool(link.block) and hosts[link.block] >= enough
            if link.how in LOUD or crowded or _harm(link, titles) or _lurks(link):
                told.setdefault(_code(link.how), []).append(link)
        hits += (_finding(code, page, links, titles) for code, links in told.items())
    if not judged:
        yield Gap("没有读到任何页面", site.site.home)
        return
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _titles(site: SiteView) -> Mapping[str, str]:
    """Titles of the targets on other hosts, where they were asked."""
    try:
        return {probe.subject: probe.title for probe in site.probes(LinkProbe) if probe.title}
    except MissingCapture:
        return {}


def _harm(link: HiddenLink, titles: Mapping[str, str]) -> str:
    """What a hidden link is about by its words, "" where these are harmless."""
    said = harm(link.text) or harm(titles.get(link.url, ""))
    return said or ("gambling" if harmful_host(urlsplit(link.url).netloc) else "")


def _lurks(link: HiddenLink) -> bool:
    """A frame of a pixel on a host of the cheap kind. On others it may only count visits."""
    return link.how == FRAME and risky(host_of(link.url))


def _code(how: str) -> str:
    return "framed" if how == FRAME else "scripted" if how.startswith("script-") else "styled"


def _finding(code: str, page: PageView, links: list[HiddenLink], titles: Mapping[str, str]) -> Finding:
    first = next((link for link in links if _harm(link, titles)), links[0])
    hosts = list(dict.fromkeys(host_of(link.url) for link in links))
    harms = [found for link in links if (found := _harm(link, titles))]
    data: dict[str, Value] = {
        "target": first.url[:300],
        "text": quoted(first.text, 60),
        "how": word("hiding", first.how),
        "how_code": first.how,
        "links": len(links),
        "hosts": len(hosts),
        "shown": "、".join(hosts[:SHOWN]),
        "severity": "high" if harms or first.how in LOUD else "medium",
    }
    if harms:
        data["about"] = word("harm", harms[0])
    data |= standing([link for link in page.facts.links if link.url == first.url])
    excerpt = quoted("；".join(f"{link.text} {link.url}" for link in links[:SHOWN]))
    key = (code, page_key(page.url))
    return Finding(code, page.url, key, data, excerpt=excerpt, certainty=Certainty.SUSPECTED)
