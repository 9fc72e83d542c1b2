"""Home pages that open over IPv4 and not over IPv6.

How judged: the home page is asked several times over each family at the same moments, by http and by https. `closed`:
it opens over IPv4 and over IPv6 at no time. `port-80`, `port-443`: one of both schemes opens over IPv4 and not over
IPv6, while the other does. `status`: over IPv6 each answer is an error (4xx, 5xx), over IPv4 the page comes.
`dead-address`: of several IPv6 addresses one does not answer; each is named. A host without A record is judged over
IPv6 alone. Certain when every answer of `params.rounds` or more says so and IPv4 never failed; else suspected.
Not counted: a host without public IPv6 address (ipv6-address says it), a page that opens sometimes (ipv6-unsteady).
Could not look: walls, 403, 429, 503, a page that does not open over IPv4 either, no proven way out over IPv6.
Source: 国家 IPv6 发展监测平台 (V6-02); ports and single addresses as in Internet.nl.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.catalog import site_check
from checks.facts import families
from checks.facts.families import State, Ways
from checks.facts.ipv6 import home_records
from checks.indicators.edition import Rule
from checks.model.captures import DnsProbe, HttpProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.views import SiteView
from checks.model.worth import Worth, good, worth

PORTS = (80, 443)


@site_check("ipv6-home", needs=[DnsProbe, HttpProbe])
def ipv6_home(site: SiteView, rule: Rule) -> Iterator[Said]:
    records = home_records(site)
    if records is None:
        return
    if records.gap:
        yield Gap(records.gap, site.site.home)
        return
    ways, addresses = families.home_ways(site), families.home_addresses(site)
    decided: list[tuple[Ways, State]] = []
    for place, way in enumerate(ways[:1] if not records.v4 else ways):
        over4, over6 = families.state(way.v4), families.state((*way.v6, *_opened(addresses, way)))
        if records.v4 and over4 is not State.OPENS:
            # The other scheme is not owed; the registered one that fails over IPv4 too is no fault of IPv6.
            if not place or over4 is State.UNCLEAR:
                yield Gap(families.why(way.v4), site.site.home)
        elif over6 in (State.UNCLEAR, State.UNASKED):
            yield Gap(families.why(way.v6), site.site.home)
        else:
            yield Looked()
            decided.append((way, over6))
    if not ways:
        yield Gap(families.NOT_ASKED, site.site.home)
    yield from _schemes(site, rule, decided)
    yield from _addresses(site, addresses)


def _opened(addresses: Mapping[str, list[HttpProbe]], way: Ways) -> list[HttpProbe]:
    """Where one address does not answer, readers come in by another: good answers of single addresses count."""
    answers = [probe for answers in addresses.values() for probe in answers if probe.subject == way.url]
    return good(answers)


def _schemes(site: SiteView, rule: Rule, decided: list[tuple[Ways, State]]) -> Iterator[Said]:
    """At most one finding: what keeps readers out most."""
    opens = any(over6 is State.OPENS for _, over6 in decided)
    way, over6 = next(((way, over6) for way, over6 in decided if over6 is not State.OPENS), (None, State.OPENS))
    if way is None:
        return
    code = "status" if over6 is State.ERROR else "closed"
    sure = families.steady(way.v4) and min(len(way.v4), len(way.v6)) >= rule.param("rounds")
    if over6 is State.SHUT and opens and way.port in PORTS:
        code = f"port-{way.port}"
        # Where somebody took the connection, it may be a redirect that leads nowhere.
        sure = sure and all(map(families.unopened, way.v6))
    v4 = "可以打开" if way.v4 else ""
    data: dict[str, Value] = {"address": way.url, "port": way.port, "times": len(way.v6), "v4": v4}
    yield _finding(site, code, (code,), sure, families.told(way.v6), data)


def _addresses(site: SiteView, heard: Mapping[str, list[HttpProbe]]) -> Iterator[Said]:
    """Single addresses, where there are several and at least one of them answers."""
    worths = {address: {worth(answer) for answer in answers} for address, answers in heard.items()}
    alive = [address for address, found in worths.items() if found & {Worth.GOOD, Worth.ERROR}]
    if not alive:
        return
    for address, found in worths.items():
        if address not in alive and Worth.UNCLEAR in found:
            yield Gap(families.why(heard[address]), site.site.home)
            continue
        yield Looked()
        if address in alive:
            continue
        data: dict[str, Value] = {"address": address, "others": "、".join(sorted(alive)[:5])}
        sure, reason = len(heard[address]) > 1, families.told(heard[address])
        yield _finding(site, "dead-address", ("dead-address", address), sure, reason, data)


def _finding(
    site: SiteView, code: str, key: tuple[str, ...], sure: bool, reason: str, data: Mapping[str, Value]
) -> Finding:
    certainty = Certainty.CERTAIN if sure else Certainty.SUSPECTED
    return Finding(code, site.site.home, key, {**data, "reason": reason}, excerpt=reason[:200], certainty=certainty)
