"""The names of the county: A, AAAA, CNAME, NS and SOA records, and the answers of a server in trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from tests.county.county import County
from tests.county.draft import Site
from tests.county.line import Line
from tests.county.outside import MUTE, TROUBLED

ZONES = ("linjiangxian.gov.cn", "linjiangxiansjj.gov.cn", "linjiangxianwhg.cn")
PUBLIC_V6 = "2409:8c00:9999::{n:x}"
PUBLIC_V4 = "203.0.113.{n}"
_TTL = 60
WITHOUT_V6 = frozenset(("pic4.example-news.cn", "dcs.conac.cn", "bszs.conac.cn", "pucha.kaipuyun.cn"))
"""Hosts of the world that have no IPv6 address."""


class Zone(asyncio.DatagramProtocol):
    """Answers every question about the county's names by UDP; what it does not know is NXDOMAIN."""

    def __init__(self, county: County, line: Line) -> None:
        self._county, self._line = county, line
        self._transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        if self._line.down:
            return
        try:
            question = dns.message.from_wire(data)
        except dns.exception.DNSException:
            return
        said = answer(self._county, question).to_wire()
        asyncio.get_running_loop().call_later(pause(self._county, question), self._transport.sendto, said, addr)


def pause(county: County, question: dns.message.Message) -> float:
    """Seconds before the reply: some name servers take their time over IPv6 addresses."""
    asked = question.question[0]
    name = asked.name.to_text(omit_final_dot=True).lower()
    site = next((s for s in county.sites if s.host == name), None)
    slow = site is not None and asked.rdtype == dns.rdatatype.AAAA
    return float(str(site.dns.get("pause", 0.0))) if site is not None and slow else 0.0


def answer(county: County, question: dns.message.Message) -> dns.message.Message:
    """The reply to one question."""
    reply = dns.message.make_response(question)
    reply.flags |= dns.flags.RA | dns.flags.AA
    asked = question.question[0]
    name = asked.name.to_text(omit_final_dot=True).lower()
    kind = dns.rdatatype.to_text(asked.rdtype)
    site = next((s for s in county.sites if s.host == name), None)
    if name == TROUBLED or (site is not None and site.dns.get("failure") == "servfail"):
        reply.set_rcode(dns.rcode.SERVFAIL)
        return reply
    if not _known(county, name):
        reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply
    if site is not None and "alias" in site.dns and kind in ("A", "AAAA", "CNAME"):
        alias = str(site.dns["alias"])
        reply.answer.append(dns.rrset.from_text(name + ".", _TTL, "IN", "CNAME", alias + "."))
        name = alias
    values = list(_values(county, site, name, kind))
    if values:
        reply.answer.append(dns.rrset.from_text(name + ".", _TTL, "IN", kind, *values))
    return reply


def _known(county: County, name: str) -> bool:
    aliases = {str(s.dns["alias"]) for s in county.sites if "alias" in s.dns}
    return name in {*county.hosts, *ZONES, *servers(county), *aliases, "gov.cn", "cn", MUTE}


def silent(county: County) -> frozenset[str]:
    """Name servers that have an IPv6 address and do not answer there."""
    zones = {zone: site.dns.get("servers_silent") for zone, site in _delegated(county).items()}
    both = {f"ns{n}.{zone}" for zone, which in zones.items() if which is True for n in (1, 2)}
    return frozenset(both | {f"ns1.{zone}" for zone, which in zones.items() if which == "one"})


def servers(county: County) -> set[str]:
    """The names of all name servers."""
    return {f"ns{n}.{zone}" for zone in (*ZONES, *_delegated(county)) for n in (1, 2)}


def _delegated(county: County) -> dict[str, Site]:
    return {str(s.dns["zone"]): s for s in county.sites if "zone" in s.dns}


def _values(county: County, site: Site | None, name: str, kind: str) -> Iterator[str]:
    number = next((n for n, s in enumerate(county.sites, 1) if s is site), 99)
    if kind == "NS" and (name in ZONES or name in _delegated(county)):
        yield from (f"ns{n}.{name}." for n in (1, 2))
    elif kind == "SOA" and (name in ZONES or name in _delegated(county)):
        yield f"ns1.{name}. admin.{name}. 1 3600 600 86400 60"
    elif kind == "A" and site is not None and not site.dns.get("a", True):
        return
    elif kind == "A" and name not in ("gov.cn", "cn", MUTE) and (name not in ZONES or name in county.hosts):
        yield PUBLIC_V4.format(n=number)
    elif kind == "AAAA" and name.startswith(("ns1.", "ns2.")):
        owner = _delegated(county).get(name.partition(".")[2])
        has = True if owner is None else owner.dns.get("servers_v6", True)
        if has is True or (has == "one" and name.startswith("ns1.")):
            yield PUBLIC_V6.format(n=0xA000 + number)
    elif kind == "AAAA" and site is not None:
        addresses = site.dns.get("aaaa", (PUBLIC_V6.format(n=number),))
        if isinstance(addresses, tuple):
            yield from map(str, addresses)
    elif kind == "AAAA" and name.endswith(ZONES) and name not in ZONES:
        yield PUBLIC_V6.format(n=0xB000)  # what stands behind an alias
    elif kind == "AAAA" and name in county.hosts and name not in WITHOUT_V6:
        yield PUBLIC_V6.format(n=0xC000)
