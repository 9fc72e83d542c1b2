"""Authoritative servers over IPv6, and hosts that a home page needs, on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from checks.model.captures import DnsProbe, Failure, NameserverProbe
from crawler.brake import Brake
from crawler.probes.outlet import Outlet
from crawler.probes.ways import Subject, ask_ways
from crawler.target import BothWays, Manners, Network
from tests.crawler.both import NOW, needs_six, refusing
from tests.crawler.names import Table, name_server

ZONE, SERVER = "county.gov.cn", "ns1.county.gov.cn"
HOME = "http://10.0.0.1/"  # of no public network: the page itself is not asked
ADDRESS = "2409:8c00::53"
SOA = {(ZONE, "SOA"): ("ns1.county.gov.cn. a.county.gov.cn. 1 1 1 1 1",)}
ZONED = DnsProbe("www.county.gov.cn", NOW, a=("203.0.113.1",), zone=ZONE, nameservers_v6=(SERVER,))


async def told(network: Network, *needed: str, proven: bool | None = True) -> list[NameserverProbe | DnsProbe]:
    async def knock(witnesses: tuple[str, ...]) -> bool | None:
        return proven

    async def at_once(seconds: float) -> None:
        await asyncio.sleep(0)

    outlet = Outlet(network, knock=knock, sleep=at_once)
    ways, manners = BothWays(minutes=0.5), Manners(timeout=1.0)
    subject = Subject(HOME, (ZONED,), needed=needed)
    found = await ask_ways(subject, manners, network, ways, Brake(network), outlet, lambda: datetime.now(UTC))
    assert found is not None
    return [probe for probe in found if isinstance(probe, NameserverProbe | DnsProbe)]


@asynccontextmanager
async def world(told: Table, address: str = ADDRESS) -> AsyncIterator[tuple[Network, str]]:
    """A network whose resolver knows the server's address, and a name server on ::1 that says what is `told`."""
    known: Table = {(SERVER, "AAAA"): (address,), **told}
    async with name_server(known) as names, name_server(told, "::1") as six:
        yield Network({f"{SERVER}:53": {"v6": six}}, (names,), witnesses=("http://w.cn/",)), six


@needs_six
@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        (SOA, None),
        ({}, None),  # NXDOMAIN is an answer
        ({("*", "*"): "SERVFAIL"}, Failure.SERVFAIL),
        ({("*", "*"): "REFUSED"}, Failure.SERVFAIL),
    ],
)
async def test_a_server_that_answers(answers: Table, failure: Failure | None) -> None:
    async with world(answers) as (network, _):
        (probe,) = await told(network)
    assert isinstance(probe, NameserverProbe)
    assert (probe.subject, probe.zone, probe.address, probe.family) == (SERVER, ZONE, ADDRESS, 6)
    assert probe.failure is failure


@needs_six
async def test_an_address_may_be_named_in_its_own_right() -> None:
    async with world(SOA) as (network, six):
        ways = {f"[{ADDRESS}]:53": {"v6": six}, f"{SERVER}:53": {"v6": "[::1]:9"}}
        (probe,) = await told(Network(ways, network.nameservers, witnesses=network.witnesses))
    assert probe.failure is None


@needs_six
@pytest.mark.parametrize(("proven", "failure"), [(True, Failure.REFUSED), (False, Failure.NO_IPV6)])
async def test_a_server_that_is_silent(proven: bool, failure: Failure) -> None:
    async with world(SOA) as (network, _):
        with refusing() as closed:
            silent = Network({f"{SERVER}:53": {"v6": closed}}, network.nameservers, witnesses=network.witnesses)
            (probe,) = await told(silent, proven=proven)
    assert probe.failure is failure


@needs_six
async def test_a_server_that_loses_one_question_has_answered() -> None:
    known: Table = {(SERVER, "AAAA"): (ADDRESS,)}
    async with name_server(known) as names, name_server(SOA, "::1", lost=1) as six:
        (probe,) = await told(Network({f"{SERVER}:53": {"v6": six}}, (names,), witnesses=("http://w.cn/",)))
    assert probe.failure is None


@pytest.mark.parametrize("address", ["fd00::53", "::1", "::ffff:203.0.113.5"])
async def test_a_server_with_an_inner_address_is_not_asked(address: str) -> None:
    async with name_server({(SERVER, "AAAA"): (address,)}) as names:
        assert await told(Network(nameservers=(names,), witnesses=("http://w.cn/",))) == []


async def test_where_connect_to_speaks_of_all_hosts_it_must_name_the_server() -> None:
    async with name_server({(SERVER, "AAAA"): (ADDRESS,)}) as names:
        (probe,) = await told(Network({"*": "127.0.0.1:9"}, (names,), witnesses=("http://w.cn/",)))
    assert probe.failure is Failure.NO_IPV6


async def test_hosts_that_the_home_page_needs() -> None:
    table: Table = {("cdn.cn", "A"): ("203.0.113.9",), ("cdn.cn", "AAAA"): (), ("six.cn", "AAAA"): ("2409::9",)}
    table = {**table, ("six.cn", "A"): (), ("odd.cn", "*"): "SERVFAIL"}
    async with name_server(table) as names:
        found = await told(Network(nameservers=(names,)), "cdn.cn", "six.cn", "odd.cn", "none.cn")
    probes = {probe.subject: probe for probe in found if isinstance(probe, DnsProbe)}
    assert (probes["cdn.cn"].a, probes["cdn.cn"].aaaa, probes["cdn.cn"].aaaa_failure) == (("203.0.113.9",), (), None)
    assert (probes["six.cn"].a, probes["six.cn"].aaaa) == ((), ("2409::9",))
    assert (probes["odd.cn"].failure, probes["odd.cn"].aaaa_failure) == (Failure.SERVFAIL, Failure.SERVFAIL)
    assert probes["none.cn"].failure is Failure.NXDOMAIN
    assert {(probe.zone, probe.nameservers, probe.ns_failure) for probe in probes.values()} == {("", (), None)}
