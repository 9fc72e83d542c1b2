"""Home pages that are clearly slower over IPv6 than over IPv4.

How judged: medians over the rounds of one scheme, good answers only, asked over both families at the same moments.
`dns` (the name lookup), `connect`, `first-byte`: IPv6 takes more than `params.ratio` longer, (v6 − v4) / v4, and by
more than `params.floor` seconds. Always suspected: the way from one place is not the way of all readers.
Not counted: answers while our own machine stood still; a page that redirects elsewhere over one of the families.
Could not look: fewer than `params.rounds` good answers over one family.
Source: 国家 IPv6 发展监测平台 (V6-08).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts import families
from checks.facts.ipv6 import home_records
from checks.indicators.edition import Rule
from checks.model.captures import DnsProbe, HttpProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.views import SiteView
from checks.model.worth import good, typical

PHASES = {"dns": "dns", "connect": "connect", "first-byte": "first_byte"}
TOO_FEW = "经 IPv4、IPv6 打开首页的次数不够"


@site_check("ipv6-latency", needs=[DnsProbe, HttpProbe])
def ipv6_latency(site: SiteView, rule: Rule) -> Iterator[Said]:
    records = home_records(site)
    if records is None or not (records.v4 or records.gap):
        return
    if records.gap:
        yield Gap(records.gap, site.site.home)
        return
    ways = families.home_ways(site)
    for way in ways:
        over4, over6 = good(way.v4), good(way.v6)
        if min(len(over4), len(over6)) < rule.param("rounds"):
            continue
        if {probe.final_url for probe in over4} != {probe.final_url for probe in over6}:
            continue
        for code, phase in PHASES.items():
            yield from _phase(site, rule, code, typical(over4, phase), typical(over6, phase))
        return
    yield Gap(families.blocked(ways) or TOO_FEW, site.site.home)


def _phase(site: SiteView, rule: Rule, code: str, over4: tuple[float, int], over6: tuple[float, int]) -> Iterator[Said]:
    (slow, times6), (fast, times4) = over6, over4
    if min(times4, times6) < rule.param("rounds"):
        yield Gap(TOO_FEW, site.site.home)
        return
    yield Looked()
    more = slow - fast
    if more > rule.param("ratio") * fast and more > rule.param("floor"):
        data: dict[str, Value] = {
            "v4": f"{fast:.3f}",
            "v6": f"{slow:.3f}",
            "ratio": f"{more / fast:.1f}" if fast > 0 else "",
            "times": min(times4, times6),
        }
        shown = f"IPv4 {data['v4']} 秒，IPv6 {data['v6']} 秒"
        yield Finding(code, site.site.home, (code,), data, excerpt=shown, certainty=Certainty.SUSPECTED)
