"""Links of the site that open over IPv4 and not over IPv6, as a share.

How judged: a sample of the links that the home page shows (`second`, 二级链接) and of those that such pages show
(`third`, 三级链接), each asked over IPv6, and over IPv4 as well where that fails. The share of those that do over IPv6
among those that open over IPv4 is below `params.second_share`, `params.third_share`; what reaches it exactly passes.
Not counted: links that are dead over IPv4 too, walls, logins, brakes. A host without public IPv6 address, or whose home
page does not open over IPv6 at all, is told by ipv6-address or ipv6-home, and not twice.
Could not look: fewer than `params.least` links that could be judged, no proven way out over IPv6.
Source: 国家 IPv6 发展监测平台 (V6-06, V6-07).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from checks.catalog import site_check
from checks.facts import families
from checks.facts.families import State
from checks.facts.ipv6 import home_records
from checks.indicators.edition import Rule
from checks.model.captures import DnsProbe, HttpProbe
from checks.model.findings import Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import SiteView

LEVELS = {2: "second", 3: "third"}
TOLD = 5
TOO_FEW = "能判断的链接太少"
DEAD_BOTH = "经 IPv4 也打不开，不计入"


@site_check("ipv6-links", needs=[DnsProbe, HttpProbe])
def ipv6_links(site: SiteView, rule: Rule) -> Iterator[Said]:
    records = home_records(site)
    if records is None:
        return
    if records.gap:
        yield Gap(records.gap, site.site.home)
        return
    over6 = [families.state(way.v6) for way in families.home_ways(site)]
    if over6 and all(state in (State.SHUT, State.ERROR) for state in over6):
        return
    for level, code in LEVELS.items():
        yield from _level(site, rule, level, code)


def _level(site: SiteView, rule: Rule, level: int, code: str) -> Iterator[Said]:
    sample: dict[str, dict[int, list[HttpProbe]]] = {}
    for probe in site.probes(HttpProbe):
        if probe.level == level and probe.family in (4, 6):
            sample.setdefault(probe.subject, {4: [], 6: []})[probe.family].append(probe)
    opened, failed = 0, dict[str, list[HttpProbe]]()
    left_out: list[Gap] = []
    for url, answers in sample.items():
        over4, over6 = families.state(answers[4]), families.state(answers[6])
        if over6 is State.OPENS:
            opened += 1
        elif over6 in (State.UNCLEAR, State.UNASKED):
            left_out.append(Gap(families.why(answers[6]), url))
        elif over4 is State.OPENS:
            failed[url] = answers[6]
        else:
            unclear = over4 in (State.UNCLEAR, State.UNASKED)
            left_out.append(Gap(families.why(answers[4]) if unclear else DEAD_BOTH, url))
    judged = opened + len(failed)
    yield from left_out
    if judged < rule.param("least"):
        # Said of the home page, too: what was found there before is not mended by links that could not be judged.
        yield from [Gap(TOO_FEW, site.site.home, max(judged, 1))] if sample else []
        return
    yield Looked(judged)
    share, limit = Fraction(opened, judged), Fraction(str(rule.param(f"{code}_share")))
    if share < limit:
        data: dict[str, Value] = {"judged": judged, "failed": len(failed), "sample": len(sample)}
        yield _finding(site, code, {**data, "share": _percent(share), "limit": _percent(limit)}, failed)


def _finding(site: SiteView, code: str, data: dict[str, Value], failed: Mapping[str, Sequence[HttpProbe]]) -> Finding:
    named = sorted(failed, key=page_key)[:TOLD]
    data |= {"examples": "、".join(named[:3]), "reason": families.told(one for url in named for one in failed[url])}
    return Finding(code, site.site.home, (code,), data, excerpt="；".join(named)[:200])


def _percent(share: Fraction) -> str:
    """Cut off, not rounded: what stays below a limit must not look as if it reached it."""
    return f"{(Decimal(share.numerator * 1_000 // share.denominator) / 10).normalize():f}%"
