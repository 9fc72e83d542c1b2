"""Two questions about names beside the site's own: do the authoritative servers that have an IPv6 address answer there,
and have the hosts whose pictures and scripts the home page needs an IPv6 address at all?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial

from checks.model.captures import DnsProbe, Failure, NameserverProbe
from crawler.brake import DOUBTFUL
from crawler.network import Address, literal, named, public_six
from crawler.probes.dns import Names, Records, ask_server, probe_addresses
from crawler.probes.errand import CutOff, Errand, OverSix
from crawler.target import Network

MOST_ZONES, MOST_SERVERS, MOST_ADDRESSES = 5, 8, 2
"""Zones of one site, servers of one zone, addresses of one server that are asked."""
_AT_ONCE = 8


async def ask_nameservers(errand: Errand, answers: Iterable[DnsProbe]) -> None:
    """Each server of the site's zones that has public IPv6 addresses is asked there. Raises CutOff."""
    names = Names(errand.network.nameservers)
    zones: dict[str, tuple[str, ...]] = {}
    for probe in answers:
        if probe.zone and probe.nameservers_v6:
            zones.setdefault(probe.zone, probe.nameservers_v6)
    servers = [(zone, one) for zone, of in list(zones.items())[:MOST_ZONES] for one in of[:MOST_SERVERS]]
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(zone: str, server: str) -> None:
        async with room:
            for address in public(await names.ask(server, "AAAA"))[:MOST_ADDRESSES]:
                await _ask(errand, zone, server, address)

    async with asyncio.TaskGroup() as group:
        for zone, server in servers:
            group.create_task(one(zone, server))


def public(found: Records) -> list[Address]:
    """Those IPv6 addresses that are of the public internet: no others are ever asked."""
    spelt = [literal(text) for text in found] if isinstance(found, tuple) else []
    return [address for address in spelt if address is not None and public_six(address)]


async def _at_once() -> None:
    """These are other machines than the site's: its pace is not theirs."""


async def _ask(errand: Errand, zone: str, server: str, address: Address) -> None:
    asked = NameserverProbe(server, zone, str(address), errand.now())
    spot = _spot(errand.network, server, address)
    if spot is None:
        return errand.keep(_failed(asked, Failure.NO_IPV6))
    if errand.over:
        return errand.keep(_failed(asked, Failure.BUDGET))
    six = OverSix(errand, site=False)

    async def question() -> NameserverProbe:
        return _failed(asked, await ask_server(zone, *spot))

    answer = await six.ask(server, question, lambda said: _silent(said.failure), _at_once)
    errand.keep(answer or _failed(asked, Failure.NO_IPV6), six)


def _failed(asked: NameserverProbe, failure: Failure | None) -> NameserverProbe:
    return NameserverProbe(asked.subject, asked.zone, asked.address, asked.asked_at, failure=failure)


def _silent(failure: Failure | None) -> Failure | None:
    """A server that refuses to speak of the zone has been heard."""
    return None if failure is Failure.SERVFAIL else failure


def _spot(network: Network, server: str, address: Address) -> tuple[str, int] | None:
    """Where the server is reached, None where `connect_to` speaks of everything but leaves that open: its entries for
    whole hosts and for all of them are about HTTP."""
    told = network.connect_to
    entry = told.get(f"[{address}]:53") or told.get(f"{server}:53") or told.get(str(address))
    if entry is None:
        return None if "*" in told else (str(address), 53)
    return next(((str(there), at) for there, at in named(entry, 53) if there.version == 6), None)


async def ask_hosts(errand: Errand, hosts: Iterable[str]) -> None:
    """A and AAAA of other hosts. Raises CutOff."""
    names, room = Names(errand.network.nameservers), asyncio.Semaphore(_AT_ONCE)

    async def one(host: str) -> None:
        async with room:
            if errand.over:
                return errand.keep(DnsProbe(host, errand.now(), failure=Failure.BUDGET, aaaa_failure=Failure.BUDGET))
            question = partial(probe_addresses, host, names, errand.now())
            probe = await errand.brake.ask(host, question, _doubt, proves=False)
            if probe is None:
                raise CutOff
            errand.keep(probe)

    async with asyncio.TaskGroup() as group:
        for host in hosts:
            group.create_task(one(host))


def _doubt(probe: DnsProbe) -> Failure | None:
    return next((why for why in (probe.failure, probe.aaaa_failure) if why in DOUBTFUL), None)
