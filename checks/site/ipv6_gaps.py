"""Home pages that open over IPv6 and take pictures, scripts or frames from hosts that cannot be reached there (天窗).

How judged: each other host from which the home page takes pictures, scripts, style sheets or frames, by its name
records. `no-address`: it has an A record and no AAAA record. Said once for a host, with an example.
Not counted: a site without public IPv6 address of its own; hosts that the official text itself prescribes
(`params.prescribed`: the office cannot mend these); hosts that are bare addresses.
Could not look: a question without an answer, a name without any address, an address that our own network made up.
Source: 国家 IPv6 发展监测平台 (V6-02: the whole page has to open); the idea is Internet.nl's (issue 518).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.ipv6 import asked, home_host, home_records, named, records
from checks.indicators.edition import Rule
from checks.model.captures import DnsProbe
from checks.model.findings import Finding, Gap, Looked, Said, Value
from checks.model.views import PageView, SiteView

TAGS = frozenset(("img", "script", "iframe", "frame"))
UNREAD = "首页没有读到"


@site_check("ipv6-gaps", needs=[DnsProbe])
def ipv6_gaps(site: SiteView, rule: Rule) -> Iterator[Said]:
    own = home_records(site)
    if own is None:
        return
    if own.gap or site.home is None:
        yield Gap(own.gap or UNREAD, site.site.home)
        return
    answers, prescribed = asked(site), tuple(rule.param("prescribed"))
    resources = {
        host: urls
        for host, urls in _resources(site, site.home).items()
        if host not in prescribed and not host.endswith(tuple(f".{name}" for name in prescribed))
    }
    if not resources:
        yield Looked()  # the page was read and takes nothing from anybody: that is well, and mends what was not
    for host, urls in resources.items():
        told = records(host, answers.get(host))
        if told.gap:
            yield Gap(told.gap, urls[0])
            continue
        yield Looked()
        if not told.v6:
            data: dict[str, Value] = {"host": host, "example": urls[0], "count": len(urls)}
            yield Finding("no-address", urls[0], ("host", host), data, found_on=site.site.home, excerpt=urls[0][:200])


def _resources(site: SiteView, home: PageView) -> dict[str, list[str]]:
    """Host → what the home page takes from it, in the order of the page; without the hosts of the site itself."""
    own = {*named(site.site.all_hosts), home_host(site), *named([urlsplit(home.page.final_url or home.url).netloc])}
    found: dict[str, list[str]] = {}
    for link in home.facts.links:
        parts = urlsplit(link.url)
        if link.tag not in TAGS and not (link.tag == "link" and parts.path.lower().endswith(".css")):
            continue
        for host in named([parts.netloc]):
            if host not in own:
                found.setdefault(host, []).append(link.url)
    return found
