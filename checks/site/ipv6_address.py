"""Domains that cannot be reached over IPv6, judged by what the name servers say.

How judged: for each host of the site. `none`: it has addresses but no AAAA record. `not-public`: none of its AAAA
addresses is a public one (private, link-local, documentation, v4-mapped or tunnel addresses are not). `delegation`:
no authoritative server of its zone has an AAAA record; said once for a zone.
Not counted: a question without an answer, a name without any address and addresses that our own network has made up
(NAT64): could not look. Hosts that are bare addresses have no records.
Source: 国家 IPv6 发展监测平台 (V6-01, V6-04), 国办秘函〔2019〕19号 (WD-406).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from checks.catalog import site_check
from checks.indicators.edition import Rule
from checks.model.captures import DnsProbe, Failure
from checks.model.findings import Finding, Gap, Looked, Said
from checks.model.views import SiteView

_UNICAST = ipaddress.IPv6Network("2000::/3")
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")  # RFC 9637, newer than the standard library's list
_MADE_UP = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: our resolver's translation of a v4 address
NO_ADDRESS = "域名没有任何地址记录"
TRANSLATED = "本机网络使用 NAT64，无法判断"
NOT_ASKED = "本次没有查询该域名"


@site_check("ipv6-address", needs=[DnsProbe])
def ipv6_address(site: SiteView, rule: Rule) -> Iterator[Said]:
    answers = {probe.subject.lower().rstrip("."): probe for probe in site.probes(DnsProbe)}
    zones: set[str] = set()
    for host in _hosts(site):
        probe = answers.get(host)
        if probe is None or probe.failure:
            yield Gap(probe.failure if probe and probe.failure else NOT_ASKED, host)
            continue
        yield from _addresses(site, probe, host)
        zone = probe.zone or host
        if zone not in zones:
            zones.add(zone)
            yield from _delegation(site, probe, host)


def _hosts(site: SiteView) -> list[str]:
    """The hosts of the site that are names, that of the home page first."""
    home, *_ = _named([site.site.home.partition("://")[2].partition("/")[0]]) or [""]
    return sorted(_named(site.site.all_hosts), key=lambda host: (host != home, host))


def _named(hosts: list[str] | frozenset[str]) -> list[str]:
    names = {host.lower().partition(":")[0].rstrip(".") for host in hosts}
    return [name for name in names if name.strip("[") and not name.replace(".", "").isdigit()]


def _addresses(site: SiteView, probe: DnsProbe, host: str) -> Iterator[Said]:
    if probe.aaaa_failure:
        yield Gap(probe.aaaa_failure, host)
        return
    read = [address for text in probe.aaaa if (address := _read(text))]
    if not (read or probe.a) or (probe.aaaa and not read):
        yield Gap(Failure.BAD_RESPONSE if probe.aaaa else NO_ADDRESS, host)
    elif read and all(address in _MADE_UP for address in read):
        yield Gap(TRANSLATED, host)
    else:
        yield Looked()
        if not read:
            yield _finding("none", site, host)
        elif not any(map(_public, read)):
            yield _finding("not-public", site, host, "、".join(map(str, read[:5])))


def _read(text: str) -> ipaddress.IPv6Address | None:
    try:
        return ipaddress.IPv6Address(text.strip())
    except ValueError:
        return None


def _public(address: ipaddress.IPv6Address) -> bool:
    """A global unicast address that the world can route to, no tunnel to a v4 one that it cannot."""
    if address not in _UNICAST or address in _DOCUMENTATION or not address.is_global:
        return False
    return address.sixtofour is None or address.sixtofour.is_global


def _delegation(site: SiteView, probe: DnsProbe, host: str) -> Iterator[Said]:
    if probe.ns_failure or not probe.nameservers:
        yield Gap(probe.ns_failure or Failure.NO_NAMESERVER, host)
        return
    yield Looked()
    if not probe.nameservers_v6:
        yield _finding("delegation", site, host, nameservers="、".join(probe.nameservers[:5]))


def _finding(code: str, site: SiteView, host: str, shown: str = "", nameservers: str = "") -> Finding:
    data = {"host": host, "shown": shown, "nameservers": nameservers}
    return Finding(code, site.site.home, (code, host), data, excerpt=(shown or nameservers)[:200])
