"""One site over both families, on loopback: what is asked, what is kept, and what a failure is taken for."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from aiohttp import web

from checks.model import marks
from checks.model.captures import DnsProbe, Failure, HttpProbe
from crawler.brake import HOSTS, Brake
from crawler.probes.outlet import Outlet
from crawler.probes.samples import Sampled
from crawler.target import BothWays, Manners, Network
from tests.crawler.both import NOW, SIX, WITNESS, both, dns, needs_six
from tests.crawler.loopback import HOME, HOST, Answering, html, serving
from tests.crawler.names import name_server

pytestmark = needs_six
HTTPS = f"https://{HOST}/"
PAGE = html("/a.html", text="欢迎")
Cell = tuple[str, int, str]


def told(probes: list[HttpProbe]) -> Counter[Cell]:
    """How often what came, by address (the scheme), family and outcome."""
    return Counter((p.subject.partition(":")[0], p.family, str(p.failure or p.status)) for p in probes)


def rounds(probes: list[HttpProbe], family: int) -> list[HttpProbe]:
    return [p for p in probes if (p.subject, p.family, p.address, p.level) == (HOME, family, "", 1)]


async def test_the_families_take_turns_and_each_has_its_phases_title_and_text() -> None:
    async with both({"/": PAGE}) as site:
        probes = await site.http()
    turns = [p.family for p in probes if p.subject == HOME and not p.address]
    assert turns == [6, 4] * 3
    for family in (4, 6):
        good = rounds(probes, family)
        assert [p.status for p in good] == [200] * 3
        assert [p.title for p in good] == ["页", "页", ""]
        assert [p.text for p in good] == ["页 欢迎 /a.html 的链接", "页 欢迎 /a.html 的链接", ""]
        assert all(None not in (p.phases.connect, p.phases.first_byte, p.phases.whole) for p in good)
        assert all(p.size == len(PAGE.encode()) for p in good)
    # 443 is closed on both: two looks are enough.
    assert told(probes)["https", 4, "refused"] == told(probes)["https", 6, "refused"] == 2


async def test_names_are_asked_afresh_for_each_family() -> None:
    table = {(HOST, "A"): ("203.0.113.1",), (HOST, "AAAA"): SIX}
    async with both({"/": PAGE}) as site, name_server(table, late={"AAAA": 0.1}) as slow:
        network = replace(site.network(), nameservers=(slow,))
        site.network = lambda: network  # type: ignore[method-assign]
        probes = await site.http()
    spans = {family: [p.phases.dns or 0.0 for p in rounds(probes, family)] for family in (4, 6)}
    assert all(0 < span < 0.1 for span in spans[4])
    assert all(span >= 0.1 for span in spans[6])
    assert len(spans[4]) == len(spans[6]) == 3


async def test_without_an_answer_of_the_name_servers_there_is_no_time_to_tell() -> None:
    async with both({"/": PAGE}, names={(HOST, "*"): "SERVFAIL"}) as site:
        assert {p.phases.dns for p in rounds(await site.http(), 6)} == {None}


async def test_hsts_and_where_it_led_are_kept() -> None:
    def there(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/new/"})

    def new(request: web.Request) -> web.Response:
        return web.Response(text="新", content_type="text/html", headers={"Strict-Transport-Security": "max-age=9"})

    async with both({"/": there, "/new/": new}) as site:
        first = rounds(await site.http(), 6)[0]
    assert (first.final_url, first.hsts, first.text) == (HOME + "new/", "max-age=9", "新")


async def test_rounds_are_apart_and_one_is_asked_at_a_time() -> None:
    moments: list[float] = []

    def note(request: web.Request) -> web.Response:
        moments.append(time.monotonic())
        return web.Response(text="页")

    async with both({"/": note}) as site:
        manners = Manners(seconds_between=0.05, timeout=2.0)
        await site.http(ways=BothWays(rounds=2, round_seconds=0.3), manners=manners)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert min(gaps) > 0.03  # begins are 0.05 apart, arrivals a little more or less
    assert sum(gap > 0.29 for gap in gaps) == 1


async def test_a_site_without_ipv6_is_asked_over_ipv4_alone() -> None:
    async with both({"/": PAGE}, six={}) as site:
        probes = await site.http(dns("", a=("203.0.113.1",)), sample=(Sampled(HOME + "a.html", 2),))
    assert {p.family for p in probes} == {4}
    assert told(probes) == {("http", 4, "200"): 1, ("https", 4, "refused"): 2}
    assert site.six.asked == []


async def test_a_site_without_ipv4_is_asked_over_ipv6_alone() -> None:
    async with both({}, six={"/": PAGE, "/a.html": PAGE}) as site:
        probes = await site.http(dns(a=()), sample=(Sampled(HOME + "a.html", 2), Sampled(HOME + "b.html", 2)))
    assert {p.family for p in probes} == {6}
    assert [p.status for p in rounds(probes, 6)] == [200] * 3
    assert {p.subject: p.status for p in probes if p.level == 2} == {HOME + "a.html": 200, HOME + "b.html": 404}
    assert [path for path in site.four.asked if "witness" not in path] == []


@pytest.mark.parametrize(
    "address", ["fd00::1", "::ffff:8.8.8.8", "::1", "fe80::1", "2001:db8::1", "3fff::1", "64:ff9b::808:808"]
)
async def test_an_inner_address_is_never_asked(address: str) -> None:
    async with both({"/": PAGE}) as site:
        site.told = {f"[{address}]:80": {"v6": site.six.address}}
        probes = await site.http(dns(address))
        assert {p.family for p in probes} == {4}
        mixed = await site.http(dns(address, *SIX))
    assert {p.address for p in mixed} == {"", *SIX}


async def test_every_address_is_asked_by_itself_where_it_is_reached() -> None:
    second = "2409:8c00::2"
    async with both({"/": PAGE}) as site, serving({"/": 500}, "::1") as other:
        site.told = {f"[{second}]:80": {"v6": other.address}, "2409:8c00::3": {"v6": site.closed_v6}}
        probes = await site.http(dns(*SIX, second, "2409:8c00::3"))
        alone = {(p.address, p.status, p.failure) for p in probes if p.address}
        assert alone == {(SIX[0], 200, None), (second, 500, None), ("2409:8c00::3", None, Failure.REFUSED)}
        assert other.asked == ["GET /"]
    assert [p.status for p in rounds(probes, 6)] == [200] * 3


async def test_of_many_addresses_only_some_are_asked() -> None:
    async with both({"/": PAGE}) as site:
        probes = await site.http(dns(*(f"2409:8c00::{n:x}" for n in range(1, 30))))
    assert len([p for p in probes if p.address]) == 8


async def test_a_family_that_is_closed_fails_in_every_round() -> None:
    async with both({"/": PAGE}) as site:
        site.told = {HOST: {"v4": site.four.address, "v6": site.closed_v6}}
        probes = await site.http()
    assert told(probes)["http", 4, "200"] == 3
    assert [p.failure for p in rounds(probes, 6)] == [Failure.REFUSED] * 3
    assert [p.failure for p in probes if p.address] == [Failure.REFUSED]


async def test_a_site_that_is_silent_over_ipv6_is_not_asked_for_its_whole_sample() -> None:
    sample = tuple(Sampled(f"{HOME}{n}.html", 2 + n % 2) for n in range(100))
    async with both({"/": PAGE, **{f"/{n}.html": PAGE for n in range(100)}}) as site:
        site.told = {HOST: {"v4": site.four.address, "v6": site.closed_v6}}
        deep = [p for p in await site.http(sample=sample) if p.level > 1]
    assert Counter((p.level, p.family, p.failure) for p in deep) == {
        **{(level, 6, Failure.REFUSED): 10 for level in (2, 3)},
        **{(level, 4, None): 10 for level in (2, 3)},
    }


async def test_what_connect_to_leaves_out_is_our_own_way() -> None:
    async with both({"/": PAGE}) as site:
        site.told = {HOST: {"v4": site.four.address}}
        probes = await site.http()
    assert {p.failure for p in probes if p.family == 6 and p.subject == HOME} == {Failure.NO_IPV6}


async def test_without_a_way_out_nothing_is_asked_over_it() -> None:
    async with both({"/": PAGE, "/a.html": PAGE}) as site:
        site.told = {"witness.cn": {"v4": site.four.address, "v6": site.closed_v6}}
        probes = await site.http(sample=(Sampled(HOME + "a.html", 2),))
    assert site.six.asked == []
    six = [p for p in probes if p.family == 6]
    assert {p.failure for p in six} == {Failure.NO_IPV6}
    assert {(p.level, bool(p.address)) for p in six} == {(1, False), (1, True), (2, False)}
    assert told(probes)["http", 4, "200"] == 3


async def test_without_witnesses_an_answer_is_an_answer_and_a_failure_is_none() -> None:
    async with both({"/": PAGE}, six={"/": PAGE}) as site:
        network = site.network()
        site.network = lambda: type(network)(network.connect_to, network.nameservers)  # type: ignore[method-assign]
        probes = await site.http(dns(*SIX, "2409:8c00::2"))
        assert [p.status for p in rounds(probes, 6)] == [200] * 3
        assert {p.failure for p in probes if p.subject == HTTPS and p.family == 6} == {Failure.NO_IPV6}


async def test_where_nobody_can_prove_the_way_out_a_few_failures_are_enough() -> None:
    async def gone(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    pages = {"/": PAGE, **{f"/{n}.html": PAGE for n in range(20)}}
    sample = tuple(Sampled(f"{HOME}{n}.html", 2) for n in range(20))
    async with both(pages, six=dict.fromkeys(pages, gone)) as site:
        network = site.network()
        site.network = lambda: Network(network.connect_to, network.nameservers)  # type: ignore[method-assign]
        probes = await site.http(sample=sample)
        assert set(site.six.asked) == {"GET /"}
        assert len(site.six.asked) <= 4  # two rounds, each tried twice by aiohttp
    assert {p.failure for p in probes if p.family == 6} == {Failure.NO_IPV6}


async def test_a_witness_that_is_lost_midway_makes_no_fault() -> None:
    """The way out goes after the first answer: what failed since was not looked at."""
    asked: list[str] = []

    def once(request: web.Request) -> web.Response:
        asked.append(request.path)
        if len(asked) > 1:
            return gone(request)
        return web.Response(text="页")

    def gone(request: web.Request) -> web.Response:
        if asked and request.transport is not None:
            request.transport.abort()
        return web.Response(text="新闻")

    sample = tuple(Sampled(f"{HOME}{n}.html", 2) for n in range(20))
    pages = {f"/{n}.html": "页" for n in range(20)}
    async with both({"/": PAGE, **pages}, six={"/": once, WITNESS: gone, **dict.fromkeys(pages, gone)}) as site:
        probes = await site.http(sample=sample)
    assert [p.status or p.failure for p in rounds(probes, 6)] == [200, Failure.NO_IPV6, Failure.NO_IPV6]
    assert {p.failure for p in probes if p.level == 2 and p.family == 6} == {Failure.NO_IPV6}
    assert [p.status for p in rounds(probes, 4)] == [200] * 3


def refusing_from(number: int, answer: Answering) -> tuple[Answering, list[int]]:
    asked: list[int] = []

    def page(request: web.Request) -> web.StreamResponse:
        asked.append(1)
        return answer(request) if len(asked) >= number else web.Response(text=PAGE, content_type="text/html")  # type: ignore[return-value]

    return page, asked


async def test_who_refuses_the_second_question_has_answered_the_first() -> None:
    page, asked = refusing_from(2, lambda _: web.Response(status=403, text="no", content_type="text/html"))
    async with both({"/": PAGE}, six={"/": page}) as site:
        probes = await site.http(ways=BothWays(rounds=9, round_seconds=0.0))
    over_six = rounds(probes, 6)
    assert over_six[0].status == 200
    assert {(p.status, p.marks) for p in over_six[1:]} == {(403, (marks.THROTTLED,))}
    assert len(asked) < 9  # it was left in peace


async def test_who_refuses_in_passing_is_asked_again() -> None:
    page, asked = refusing_from(99, lambda _: web.Response())
    busy = iter([429])

    def passing(request: web.Request) -> web.StreamResponse:
        status = next(busy, 200)
        return web.Response(status=429) if status == 429 else page(request)  # type: ignore[return-value]

    async with both({"/": PAGE}, six={"/": passing}) as site:
        probes = await site.http()
    assert [(p.status, p.marks) for p in rounds(probes, 6)] == [(200, ())] * 3
    assert len(asked) == 4  # three rounds and one address


async def test_a_family_that_never_answered_well_is_told_as_it_is() -> None:
    async with both({"/": PAGE}, six={"/": 403}) as site:
        probes = await site.http()
    assert {(p.status, p.marks) for p in rounds(probes, 6)} == {(403, ())}


async def test_pages_are_asked_over_ipv6_and_over_ipv4_only_where_they_failed() -> None:
    async def hangs_up(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    pages = {"/": PAGE, "/good.html": PAGE, "/six.html": PAGE, "/both.html": 404, "/file.pdf": "%PDF"}
    six = {**pages, "/six.html": 500, "/both.html": hangs_up}
    sample = (Sampled(HOME + "good.html", 2), Sampled(HOME + "file.pdf", 3))
    sample += (Sampled(HOME + "six.html", 2), Sampled(HOME + "both.html", 3))
    async with both(pages, six=six) as site:
        probes = await site.http(sample=sample)
        asked = Counter(line.rpartition(" ")[2] for line in site.six.asked)
    found = sorted(
        (p.subject.removeprefix(HOME), p.family, p.level, str(p.failure or p.status)) for p in probes if p.level > 1
    )
    assert found == [
        ("both.html", 4, 3, "404"),
        ("both.html", 6, 3, "reset"),
        ("file.pdf", 6, 3, "200"),
        ("good.html", 6, 2, "200"),
        ("six.html", 4, 2, "200"),
        ("six.html", 6, 2, "500"),
    ]
    assert asked["/good.html"] == 1
    assert asked["/six.html"] == 4  # HEAD and GET, and both a second time before it stands


async def test_a_page_that_failed_in_passing_is_no_failure() -> None:
    states = iter([500, 500])
    page = lambda _: web.Response(status=next(states, 200), text="x")  # noqa: E731
    async with both({"/": PAGE, "/a.html": PAGE}, six={"/": PAGE, "/a.html": page}) as site:
        probes = await site.http(sample=(Sampled(HOME + "a.html", 2),))
    assert [(p.family, p.status) for p in probes if p.level == 2] == [(4, 200), (6, 200)]


async def test_redirects_out_of_the_domain_are_not_followed() -> None:
    out = lambda _: web.Response(status=302, headers={"Location": "http://elsewhere.cn/"})  # noqa: E731
    async with both({"/": PAGE, "/a.html": out}) as site:
        probes = await site.http(sample=(Sampled(HOME + "a.html", 2),))
    (probe,) = [p for p in probes if p.level == 2]
    assert (probe.status, probe.failure, probe.final_url) == (302, None, "http://elsewhere.cn/")


async def test_time_is_bounded_and_what_was_left_is_told() -> None:
    async def slowly(request: web.Request) -> web.Response:
        await asyncio.sleep(0.25)
        return web.Response(text="页")

    sample = tuple(Sampled(f"{HOME}{n}.html", 2) for n in range(30))
    async with both({"/": slowly}) as site:
        began = time.monotonic()
        probes = await site.http(sample=sample, ways=BothWays(rounds=3, round_seconds=0.0, minutes=0.01))
        assert time.monotonic() - began < 6
    assert {p.failure for p in probes if p.level == 2} == {Failure.BUDGET}
    assert len([p for p in probes if p.level == 2]) == 30


async def test_a_hostile_server_is_bounded() -> None:
    """An endless body is cut off, a slow drip is given up."""
    taken = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal taken
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(4_000):
            await response.write(b"<p>x</p>" * 2_000)
            taken += 16_000
        return response

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x")
            await asyncio.sleep(0.05)
        return response

    manners = Manners(seconds_between=0.0, timeout=0.5, page_bytes=200_000)
    async with both({"/": PAGE, "/a.html": PAGE}, six={"/": endless, "/a.html": drip}) as site:
        probes = await site.http(manners=manners, ways=BothWays(rounds=2, round_seconds=0.0))
        assert {(p.status, p.marks) for p in rounds(probes, 6)} == {(200, (marks.CUT,))}
        assert all(len(p.text) <= 20_000 for p in probes)
        assert taken < 3 * 10_000_000
    async with both({"/": PAGE}, six={"/": drip}) as site:
        probes = await site.http(manners=manners, ways=BothWays(rounds=2, round_seconds=0.0))
    assert {p.failure for p in rounds(probes, 6)} == {Failure.TIMEOUT}


async def test_a_resolver_that_lies_is_not_followed() -> None:
    """The name servers gave public addresses; when the page is asked, a resolver leads inside."""
    table = {(HOST, "A"): ("10.1.2.3",), (HOST, "AAAA"): ("fd00::7",)}
    async with both({"/": PAGE}, names=table) as site:
        network = site.network()
        ways = {name: way for name, way in network.connect_to.items() if not name.startswith(HOST)}
        ways["2409:8c00::1"] = {"v6": site.six.address}
        site.network = lambda: type(network)(ways, network.nameservers, witnesses=network.witnesses)  # type: ignore[method-assign]
        probes = await site.http()
    assert {p.failure for p in probes} == {Failure.PRIVATE_ADDRESS}
    assert [line for line in site.six.asked if "witness" not in line] == []


async def test_a_resolver_that_is_down_makes_no_fault() -> None:
    async with both({"/": PAGE}) as site:
        network = site.network()
        ways = {name: way for name, way in network.connect_to.items() if not name.startswith(HOST)}
        site.network = lambda: type(network)(ways, ("127.0.0.1:9",), witnesses=network.witnesses)  # type: ignore[method-assign]
        lost = DnsProbe(HOST, NOW, failure=Failure.NO_NAMESERVER, aaaa_failure=Failure.NO_NAMESERVER)
        probes = await site.http(lost)
    assert {(p.family, p.failure) for p in probes} == {(4, Failure.NO_NAMESERVER)}


async def test_what_our_own_network_cut_off_is_told_nothing_of() -> None:
    async with both({"/": PAGE}) as site:
        gone = {"v4": site.closed, "v6": site.closed_v6}
        site.told = {HOST: gone, "witness.cn": gone}
        assert await site.ask() is None


async def test_a_brake_that_is_out_of_patience_ends_it() -> None:
    async with both({"/": PAGE}) as site:
        site.told = {"witness.cn": site.closed}
        site.brake = Brake(site.network())
        assert not await site.brake.ready()
        assert await site.ask(sample=(Sampled(HOME + "a.html", 2),)) is None
    assert site.four.asked == []


async def test_a_healthy_site_costs_little() -> None:
    pages = {"/": PAGE, **{f"/{n}.html": PAGE for n in range(200)}}
    sample = tuple(Sampled(f"{HOME}{n}.html", 2 + n % 2) for n in range(200))
    async with both(pages) as site:
        began = time.monotonic()
        probes = await site.http(sample=sample, ways=BothWays(round_seconds=0.0))
        spent = time.monotonic() - began
    assert {p.status for p in probes if p.level > 1} == {200}
    assert spent < 8.0, f"{spent:.1f} s"


async def test_without_witnesses_five_sites_that_answered_stand_in_for_them() -> None:
    """Once they have, what fails over IPv6 is believed, as long as one of them still answers."""
    hosts = [f"s{n}.county.gov.cn" for n in range(HOSTS)]
    pages = {f"//{host}/": PAGE for host in hosts}
    async with both({"/": PAGE}, six=pages) as site:
        way = {host: {"v4": site.four.address, "v6": site.six.address} for host in hosts}
        ways = {**site.network().connect_to, **way, HOST: {"v4": site.four.address, "v6": site.closed_v6}}
        network = Network(ways, (site.four.names,))
        site.network = lambda: network  # type: ignore[method-assign]
        site.outlet = Outlet(network)
        before = rounds(await site.http(), 6)
        for host in hosts:
            site.outlet.heard(f"http://{host}/", time.monotonic())
        after = rounds(await site.http(), 6)
        assert "HEAD //s4.county.gov.cn/" in site.six.asked
    assert {p.failure for p in before} == {Failure.NO_IPV6}
    assert {p.failure for p in after} == {Failure.REFUSED}
