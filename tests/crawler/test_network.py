"""Names, the guard at the resolver, the pace, and the links probe."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from aiohttp import web

from checks.model.captures import Failure, LinkProbe
from crawler.failures import NoWay
from crawler.network import Resolver, inner
from crawler.pace import Pace
from crawler.probes.dns import Names, probe_host
from crawler.probes.links import ask_links
from crawler.target import Network
from tests.crawler.loopback import FAST, HOME, TODAY, html, serving, visited
from tests.crawler.names import name_server


async def _refused(resolver: Resolver, host: str, port: int = 80) -> Failure | None:
    try:
        await resolver.resolve(host, port)
    except NoWay as no_way:
        return no_way.failure
    return None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "0.0.0.0",
    ],
)
def test_inner_addresses_are_known_in_every_dress(address: str) -> None:
    assert inner(ip_address(address))


def test_public_addresses_are_not_inner() -> None:
    assert not inner(ip_address("114.114.114.114"))
    assert not inner(ip_address("2400:3200::1"))


async def test_the_guard_stands_at_the_resolver() -> None:
    table = {("evil.cn", "A"): ("127.0.0.1",), ("office.gov.cn", "A"): ("10.0.0.5",), ("office.gov.cn", "AAAA"): ()}
    async with name_server({**table, ("evil.cn", "AAAA"): ()}) as server:
        network = Network(nameservers=(server,))
        stranger, own = Resolver(network), Resolver(network, ["office.gov.cn", "10.0.0.9:8080", "evil.cn"])
        for host in ("evil.cn", "127.0.0.1", "2130706433", "10.0.0.9", "office.gov.cn"):
            assert await _refused(stranger, host) is Failure.PRIVATE_ADDRESS
        assert await _refused(own, "office.gov.cn") is None
        assert await _refused(own, "10.0.0.9", 8080) is None
        assert await _refused(own, "10.0.0.9", 22) is Failure.PRIVATE_ADDRESS
        assert await _refused(own, "evil.cn") is Failure.PRIVATE_ADDRESS  # a registered name proves no loopback
    starred = Resolver(Network(connect_to={"*": "127.0.0.1:8800"}))
    assert (await starred.resolve("any.cn", 80))[0]["port"] == 8800
    assert await _refused(starred, "192.168.0.1") is Failure.PRIVATE_ADDRESS


async def test_a_redirect_to_an_inner_address_is_not_followed() -> None:
    pages = {
        "/": html("http://10.0.0.1/x", "r"),
        "/r": lambda r: web.Response(status=302, headers={"Location": "http://10.0.0.1/"}),
    }
    async with serving(pages) as server:
        kept = await visited(server.network(), hosts=("10.0.0.2",))
    assert kept.probes[HOME + "r"].status == 302
    assert "http://10.0.0.1/x" not in kept.probes


async def test_families_of_connect_to() -> None:
    resolver = Resolver(Network(connect_to={"a.cn:80": {"v6": "[::1]:81"}}))
    told = (await resolver.resolve("a.cn", 80))[0]
    assert (told["host"], told["port"]) == ("::1", 81)


async def test_dns_failures_are_kept_apart_and_the_zone_is_found() -> None:
    table = {
        ("www.x.gov.cn", "A"): ("1.2.3.4",),
        ("www.x.gov.cn", "AAAA"): "SERVFAIL",
        ("www.x.gov.cn", "NS"): (),
        ("x.gov.cn", "NS"): ("ns1.x.gov.cn.", "ns2.x.gov.cn."),
        ("ns1.x.gov.cn", "AAAA"): ("2400::1",),
        ("ns2.x.gov.cn", "AAAA"): (),
        ("dead.gov.cn", "*"): "SERVFAIL",
    }
    async with name_server(table) as server:
        names = Names([server])
        good = await probe_host("www.x.gov.cn", names, TODAY)
        gone = await probe_host("gone.gov.cn", names, TODAY)
        dead = await probe_host("dead.gov.cn", names, TODAY)
    assert (good.a, good.aaaa, good.failure, good.aaaa_failure) == (("1.2.3.4",), (), None, Failure.SERVFAIL)
    assert (good.zone, good.nameservers) == ("x.gov.cn", ("ns1.x.gov.cn", "ns2.x.gov.cn"))
    assert (good.nameservers_v6, good.ns_failure) == (("ns1.x.gov.cn",), None)
    assert gone.failure is Failure.NXDOMAIN
    assert dead.failure is Failure.SERVFAIL


async def test_the_pace_spaces_requests_and_slows_down_when_told() -> None:
    now, slept = [100.0], []

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds, 2))
        now[0] += seconds

    pace = Pace(0.25, lambda: now[0], sleep)
    await pace.turn()
    await pace.turn()
    assert slept == [0.25]
    pace.answered(429, 0.1, 7.0)
    await pace.turn()
    assert slept[-1] == 7.0
    assert pace.gap == 0.5
    pace.answered(503, 0.1, 99999.0)
    await pace.turn()
    assert slept[-1] == 120.0
    for _ in range(30):
        pace.answered(200, 0.1)
    assert pace.gap == 0.25


async def _links(server_network: Network, *urls: str) -> dict[str, LinkProbe]:
    kept: list[LinkProbe] = []
    await ask_links(urls, FAST, server_network, kept.append, lambda: datetime.now(UTC))
    assert len(kept) == len(set(urls))
    return {probe.subject: probe for probe in kept}


async def test_links_of_other_hosts_are_asked_once_each() -> None:
    def refuses_head(request: web.Request) -> web.Response:
        return web.Response(status=405 if request.method == "HEAD" else 200)

    wall = '<script>document.cookie="__jsl_clearance_s=1"</script>'
    pages = {
        "//a.cn/ok": html(),
        "//a.cn/get": refuses_head,
        "//b.cn/moved": lambda r: web.Response(status=301, headers={"Location": "http://a.cn/ok"}),
        "//b.cn/loop": lambda r: web.Response(status=302, headers={"Location": "/loop"}),
        "//c.cn/wall": lambda r: web.Response(status=521, text=wall),
    }
    urls = (
        "http://a.cn/ok",
        "http://a.cn/get",
        "http://a.cn/gone",
        "http://b.cn/moved",
        "http://b.cn/loop",
        "http://c.cn/wall",
    )
    async with serving(pages) as server:
        told = await _links(server.network(), *urls, "http://10.0.0.1/", "http://a.cn/ok")
    assert [told[url].status for url in urls] == [200, 200, 404, 200, None, 521]
    assert told["http://b.cn/moved"].final_url == "http://a.cn/ok"
    assert told["http://b.cn/loop"].failure is Failure.REDIRECT_LOOP
    assert told["http://c.cn/wall"].marks == ("wall:jiasule",)
    assert told["http://10.0.0.1/"].failure is Failure.PRIVATE_ADDRESS
    assert server.asked.count("GET //a.cn/ok") == 2  # once for itself, once at the end of a redirect
    assert "HEAD //a.cn/ok" not in server.asked


async def test_failures_of_links_are_told_apart() -> None:
    async with name_server({("gone.cn", "*"): "NXDOMAIN", ("dead.cn", "*"): "SERVFAIL"}) as names:
        network = Network(connect_to={"closed.cn": "127.0.0.1:9"}, nameservers=(names,))
        told = await _links(network, "http://gone.cn/", "http://dead.cn/", "http://closed.cn/", "http://%zz/")
    assert told["http://gone.cn/"].failure is Failure.NXDOMAIN
    assert told["http://dead.cn/"].failure is Failure.SERVFAIL
    assert told["http://closed.cn/"].failure is Failure.REFUSED
    assert told["http://%zz/"].failure is Failure.BAD_ADDRESS


async def test_a_silent_host_is_not_asked_for_everything() -> None:
    network = Network(connect_to={"*": "127.0.0.1:9"})
    told = await _links(network, *(f"http://closed.cn/{n}" for n in range(40)))
    assert {probe.failure for probe in told.values()} == {Failure.REFUSED}
    assert sum(probe.looks == 0 for probe in told.values()) >= 30


async def test_one_address_of_a_host_is_reached_where_it_is_named() -> None:
    ways = {"[2409::1]:80": "[::1]:81", "2409::2": {"v6": "[::1]:82"}, "a.cn": {"v4": "127.0.0.1:83", "v6": "[::1]:84"}}
    resolver = Resolver(Network(connect_to={**ways, "b.cn": "127.0.0.1:85"}))

    async def spot(host: str, port: int, address: str) -> tuple[str, int]:
        (found,) = await resolver.resolve(host, port, socket.AF_INET6, address)
        return found["host"], found["port"]

    assert await spot("a.cn", 80, "2409::1") == ("::1", 81)
    assert await spot("a.cn", 443, "2409::1") == ("::1", 84)  # its own entry is for another port: that of its host
    assert await spot("a.cn", 443, "2409::2") == ("::1", 82)
    assert await spot("a.cn", 80, "2409::3") == ("::1", 84)
    assert await spot("c.cn", 80, "2409::4") == ("2409::4", 80)
    with pytest.raises(NoWay) as left_out:
        await spot("b.cn", 80, "2409::5")
    assert left_out.value.failure is Failure.NO_IPV6


@pytest.mark.parametrize(
    "address", ["fd00::1", "::1", "fe80::1", "::ffff:10.0.0.1", "2002:a00:1::1", "10.0.0.1", "what"]
)
async def test_an_address_that_is_of_no_public_network_is_refused(address: str) -> None:
    resolver = Resolver(Network(connect_to={"a.cn": {"v4": "127.0.0.1:83", "v6": "[::1]:84"}}))
    with pytest.raises(NoWay) as refused:
        await resolver.resolve("a.cn", 80, socket.AF_INET6, address)
    assert refused.value.failure in (Failure.PRIVATE_ADDRESS, Failure.BAD_ADDRESS)


async def test_over_ipv6_no_address_leads_over_ipv4() -> None:
    table = {("a.cn", "A"): ("8.8.4.4",), ("a.cn", "AAAA"): ("::ffff:8.8.8.8", "2409::1"), ("b.cn", "A"): ("8.8.4.4",)}
    async with name_server({**table, ("b.cn", "AAAA"): ("::ffff:8.8.8.8",)}) as names:
        resolver = Resolver(Network(nameservers=(names,)))
        assert [spot["host"] for spot in await resolver.resolve("a.cn", 80, socket.AF_INET6)] == ["2409::1"]
        with pytest.raises(NoWay) as none:
            await resolver.resolve("b.cn", 80, socket.AF_INET6)
    assert none.value.failure is Failure.UNREACHABLE
