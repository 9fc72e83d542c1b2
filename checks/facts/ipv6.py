"""What name servers say of the IPv6 addresses of a host: which of them the world can reach, and why it cannot be told.

Source: RFC 4291 (2000::/3 is global unicast), RFC 3849 and RFC 9637 (documentation), RFC 6052 (NAT64), RFC 3056 (6to4).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from checks.model.captures import DnsProbe, Failure
from checks.model.urls import host_of
from checks.model.views import SiteView

_UNICAST = ipaddress.IPv6Network("2000::/3")
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")  # RFC 9637, newer than the standard library's list
_MADE_UP = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: our resolver's translation of a v4 address
NO_ADDRESS = "域名没有任何地址记录"
TRANSLATED = "本机网络使用 NAT64，无法判断"
NOT_ASKED = "本次没有查询该域名"


@dataclass(frozen=True, slots=True)
class Records:
    """The addresses of `host`: `v4` as given, `v6` what of it is an address at all, `public` what the world reaches.
    `gap` says why nothing can be said of its IPv6 addresses (a failure, or words in Chinese), "" when it can."""

    host: str
    v4: tuple[str, ...] = ()
    v6: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    gap: str = ""


def records(host: str, probe: DnsProbe | None) -> Records:
    """What `probe` says of `host`; None where it was not asked."""
    if probe is None or probe.failure:
        return Records(host, gap=probe.failure if probe and probe.failure else NOT_ASKED)
    if probe.aaaa_failure:
        return Records(host, probe.a, gap=probe.aaaa_failure)
    read = tuple(address for text in probe.aaaa if (address := _read(text)))
    gap = ""
    if not (read or probe.a) or (probe.aaaa and not read):
        gap = Failure.BAD_RESPONSE.value if probe.aaaa else NO_ADDRESS
    elif read and all(address in _MADE_UP for address in read):
        gap = TRANSLATED
    return Records(host, probe.a, tuple(map(str, read)), tuple(str(one) for one in read if _public(one)), gap)


def asked(site: SiteView) -> dict[str, DnsProbe]:
    """What was asked, by host in lower case. Raises MissingCapture."""
    return site.derived(_asked)


def _asked(site: SiteView) -> dict[str, DnsProbe]:
    return {probe.subject.lower().rstrip("."): probe for probe in site.probes(DnsProbe)}


def home_host(site: SiteView) -> str:
    """The host of the home page without port, "" where it is a bare address and has no records."""
    return next(iter(named([host_of(site.site.home)])), "")


def home_records(site: SiteView) -> Records | None:
    """The addresses of the host of the home page; None where there is nothing to ask over IPv6: a bare address, or no
    address that the world reaches (which the rule on addresses says, once)."""
    host = home_host(site)
    if not host:
        return None
    told = records(host, asked(site).get(host))
    return told if told.gap or told.public else None


def named(hosts: list[str] | frozenset[str]) -> list[str]:
    """Those of `hosts` that are names, in lower case and without port."""
    names = (host.lower().partition(":")[0].rstrip(".") for host in hosts)
    return [name for name in names if name.strip("[") and not name.replace(".", "").isdigit()]


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
