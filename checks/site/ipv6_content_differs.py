"""Home pages that show something else over IPv6 than over IPv4.

How judged: good answers of one scheme over both families. `elsewhere`: redirects lead to another host. `text`: the
visible texts are more than `params.distance` apart (Indel distance; numbers, times, nonces and blanks left out).
`title`: the texts are alike, the titles are not. One finding, the first of these; always suspected: a person sees at a
glance what it is. How far answers of one family are apart among each other is taken off: a page that changes with
every look says nothing of the family.
Not counted: a host without public IPv6 address. Could not look: no good answer on one side (ipv6-home says why), a
document that was not read to its end, a notice of maintenance, next to no text on both sides (a script fills it).
Source: 国家 IPv6 发展监测平台 (V6-05); the limit is that of Internet.nl.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.catalog import site_check
from checks.facts import families
from checks.facts.families import Ways
from checks.facts.ipv6 import home_records
from checks.facts.likeness import apart, lasting, restless
from checks.indicators.edition import Rule
from checks.model import marks
from checks.model.captures import DnsProbe, HttpProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import host_of
from checks.model.views import SiteView
from checks.model.worth import good

COMPARED = 3
"""So many texts of each side are compared."""
SCRIPTED = "内容由脚本填充，不能比对"
NO_PAIR = "没有同时经 IPv4、IPv6 取得完整的首页"
ONE_FAMILY = "域名只有 IPv6 地址，无从比对"


@site_check("ipv6-content-differs", needs=[DnsProbe, HttpProbe])
def ipv6_content_differs(site: SiteView, rule: Rule) -> Iterator[Said]:
    records = home_records(site)
    if records is None or not (records.v4 or records.gap):
        return
    if records.gap:
        yield Gap(records.gap, site.site.home)
        return
    ways = families.home_ways(site)
    for way in ways:
        over4, over6 = _whole(way.v4), _whole(way.v6)
        if over4 and over6:
            yield from _compared(site, rule, way, over4, over6)
            return
    yield Gap(families.blocked(ways) or NO_PAIR, site.site.home)


def _whole(probes: Sequence[HttpProbe]) -> list[HttpProbe]:
    """Good answers whose document was read to its end and is no notice; one without a byte counts too."""
    return [
        probe
        for probe in good(probes)
        if probe.failure is None and not {marks.CUT, marks.MAINTENANCE} & set(probe.marks)
    ]


def _compared(site: SiteView, rule: Rule, way: Ways, over4: list[HttpProbe], over6: list[HttpProbe]) -> Iterator[Said]:
    ends4, ends6 = _ends(way, over4), _ends(way, over6)
    data = {"address": way.url, "v4": "、".join(ends4[:3]), "v6": "、".join(ends6[:3])}
    if not set(ends4) & set(ends6):
        yield Looked()
        yield _finding(site, "elsewhere", data)
        return
    texts4, texts6 = _texts(over4), _texts(over6)
    if not (texts4 and texts6) or max(map(len, (*texts4, *texts6))) < rule.param("least"):
        yield Gap(SCRIPTED, site.site.home)
        return
    yield Looked()
    titles4, titles6 = _titles(over4), _titles(over6)
    shown = {"address": way.url, "v4": "、".join(titles4[:3]), "v6": "、".join(titles6[:3])}
    distance = apart(texts4, texts6) - max(restless(texts4), restless(texts6))
    if distance > rule.param("distance"):
        share = {"share": f"{int(distance * 100)}%"}
        yield _finding(site, "text", {**shown, **share}, f"{texts4[0][:90]} ／ {texts6[0][:90]}")
    elif len(titles4) == len(titles6) == 1 and lasting(titles4[0]) != lasting(titles6[0]):
        yield _finding(site, "title", shown)


def _ends(way: Ways, probes: list[HttpProbe]) -> list[str]:
    return list(dict.fromkeys(host_of(probe.final_url or way.url).partition(":")[0] for probe in probes))


def _texts(probes: list[HttpProbe]) -> list[str]:
    told = [lasting(probe.text) for probe in probes if probe.text or marks.EMPTY in probe.marks]
    return told[:COMPARED]


def _titles(probes: list[HttpProbe]) -> list[str]:
    return list(dict.fromkeys(probe.title for probe in probes if probe.title))


def _finding(site: SiteView, code: str, data: dict[str, str], excerpt: str = "") -> Finding:
    shown = excerpt or f"{data['v4']} ／ {data['v6']}"
    return Finding(code, site.site.home, (code,), data, excerpt=shown[:200], certainty=Certainty.SUSPECTED)
