"""Domains that cannot be reached over IPv6, judged by what the name servers say.

How judged: for each host of the site. `none`: it has addresses but no AAAA record. `not-public`: none of its AAAA
addresses is a public one (private, link-local, documentation, v4-mapped or tunnel addresses are not). Once for a zone:
`delegation`: no authoritative server of it has an AAAA record; `delegation-silent`: those that have one were asked over
IPv6 and none answered; `delegation-partial`: some answered and some did not (suspected: one is enough to be found).
Not counted: a question without an answer, a name without any address and addresses that our own network has made up
(NAT64): could not look. Hosts that are bare addresses have no records. A server that answers and refuses (it may know
us not) is not silent; without a proven way out over IPv6 nothing is said of any server.
Source: 国家 IPv6 发展监测平台 (V6-01, V6-04), 国办秘函〔2019〕19号 (WD-406).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.ipv6 import NOT_ASKED as NAME_NOT_ASKED
from checks.facts.ipv6 import asked, home_host, named, records
from checks.indicators.edition import Rule
from checks.model.captures import DnsProbe, Failure, NameserverProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.views import MissingCapture, SiteView

NOT_ASKED = "本次没有经 IPv6 询问域名服务器"
_SILENT = frozenset({Failure.TIMEOUT, Failure.REFUSED, Failure.RESET, Failure.UNREACHABLE})


@site_check("ipv6-address", needs=[DnsProbe])
def ipv6_address(site: SiteView, rule: Rule) -> Iterator[Said]:
    answers = asked(site)
    zones: set[str] = set()
    for host in _hosts(site):
        probe = answers.get(host)
        if probe is None or probe.failure:
            yield Gap(probe.failure if probe and probe.failure else NAME_NOT_ASKED, site.site.door(host))
            continue
        yield from _addresses(site, probe, host)
        zone = (probe.zone or host).lower().rstrip(".")
        if zone not in zones:
            zones.add(zone)
            yield from _delegation(site, probe, host, zone)


def _hosts(site: SiteView) -> list[str]:
    """The hosts of the site that are names, that of the home page first."""
    home = home_host(site)
    return sorted(named(site.site.all_hosts), key=lambda host: (host != home, host))


def _addresses(site: SiteView, probe: DnsProbe, host: str) -> Iterator[Said]:
    told = records(host, probe)
    if told.gap:
        yield Gap(told.gap, site.site.door(host))
        return
    yield Looked()
    if not told.v6:
        yield _finding("none", site, host)
    elif not told.public:
        yield _finding("not-public", site, host, "、".join(told.v6[:5]))


def _delegation(site: SiteView, probe: DnsProbe, host: str, zone: str) -> Iterator[Said]:
    if probe.ns_failure or not probe.nameservers:
        yield Gap(probe.ns_failure or Failure.NO_NAMESERVER, site.site.door(host))
        return
    yield Looked()
    if not probe.nameservers_v6:
        yield _finding("delegation", site, host, nameservers="、".join(probe.nameservers[:5]))
        return
    yield from _answering(site, probe, host, zone)


def _answering(site: SiteView, probe: DnsProbe, host: str, zone: str) -> Iterator[Said]:
    """Whether the servers that have an IPv6 address answer there; each may have several."""
    heard: dict[str, list[Failure | None]] = {}
    for answer in _nameservers(site):
        if answer.family == 6 and answer.zone.lower().rstrip(".") == zone:
            heard.setdefault(answer.subject.lower().rstrip("."), []).append(answer.failure)
    silent = sorted(name for name, failures in heard.items() if _SILENT.issuperset(failures))
    answered = [name for name, failures in heard.items() if None in failures]
    unclear = [failure for failures in heard.values() for failure in failures if failure and failure not in _SILENT]
    ours = [failure for failure in unclear if failure is not Failure.SERVFAIL]
    if not heard or ours or not (silent or answered):
        yield Gap((ours or unclear or [NOT_ASKED])[0], site.site.door(host))
        return
    yield Looked()
    if not silent:
        return
    everyone = {name.lower().rstrip(".") for name in probe.nameservers_v6} <= set(silent)
    code = "delegation-partial" if answered else "delegation-silent"
    certainty = Certainty.CERTAIN if everyone else Certainty.SUSPECTED
    yield _finding(code, site, host, nameservers="、".join(silent[:5]), certainty=certainty)


def _nameservers(site: SiteView) -> list[NameserverProbe]:
    try:
        return list(site.probes(NameserverProbe))
    except MissingCapture:
        return []


def _finding(
    code: str,
    site: SiteView,
    host: str,
    shown: str = "",
    nameservers: str = "",
    certainty: Certainty = Certainty.CERTAIN,
) -> Finding:
    data = {"host": host, "shown": shown, "nameservers": nameservers}
    excerpt = (shown or nameservers)[:200]
    return Finding(code, site.site.door(host), (code, host), data, excerpt=excerpt, certainty=certainty)
