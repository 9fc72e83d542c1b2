"""Our own network fails in mid-visit: nothing of that stretch is told of the site."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from aiohttp import web

from checks.model.captures import DnsProbe, Ended, Failure, LinkProbe
from checks.model.registry import Site
from crawler.brake import Brake, Pause
from crawler.probes.links import ask_links
from crawler.target import Network, Target
from crawler.visit import visit
from tests.crawler.loopback import FAST, HOME, HOST, TODAY, Kept, html, serving
from tests.crawler.names import name_server
from tests.crawler.wire import Wire, wired

PAGES = 40
LONG, SHORT = 0.5, 0.01  # minutes of patience


async def hasty(seconds: float) -> None:
    """A brake need not wait for seconds on loopback."""
    await asyncio.sleep(seconds / 20)


def site(at: int, happens: Callable[[], None]) -> dict[str, Callable[[web.Request], web.Response] | str]:
    """A home page and `PAGES` pages; when the page number `at` is asked for the first time, something happens."""
    seen: set[str] = set()

    def page(request: web.Request) -> web.Response:
        if request.path == f"/{at}.html" and request.path not in seen:
            seen.add(request.path)
            happens()
        return web.Response(text=html("/"), content_type="text/html", charset="utf-8")

    return {"/": html(*(f"{n}.html" for n in range(PAGES))), **{f"/{n}.html": page for n in range(PAGES)}}


async def visited(network: Network, told: list[Pause]) -> Kept:
    kept = Kept()
    brake = Brake(network, told.append, sleep=hasty)
    target = Target(Site("县政府", HOME, "县政府办"), TODAY, (), FAST, network, kept, brake=brake)
    kept.coverage = await visit(target)
    return kept


async def test_a_visit_waits_for_our_network_and_then_ends_whole() -> None:
    wires: list[Wire] = []

    def cut() -> None:
        wires[0].cut()
        later.append(asyncio.ensure_future(mended()))

    async def mended() -> None:
        await asyncio.sleep(0.6)
        await wires[0].mend()

    later: list[asyncio.Task[None]] = []
    told: list[Pause] = []
    async with (
        name_server({}) as names,
        serving(site(11, cut)) as server,
        wired(server.address, names, LONG) as (wire, network),
    ):
        wires.append(wire)
        kept = await visited(network, told)
    assert later[0].done()
    assert [probe for probe in kept.probes.values() if probe.failure or probe.status != 200] == []
    assert {probe.looks for probe in kept.probes.values()} == {1}  # the stretch counts for nothing
    assert len(kept.captures) == PAGES + 1
    assert (kept.coverage.ended, kept.coverage.failed) == (Ended.COMPLETE, 0)
    assert [(pause.ended is None, pause.over) for pause in told] == [(True, False), (False, False)]
    assert kept.coverage.detail == f"本机网络不通，{told[1].span} 暂停"


async def test_a_visit_that_our_network_cuts_off_says_so_and_blames_nobody() -> None:
    wires: list[Wire] = []
    told: list[Pause] = []
    async with (
        name_server({}) as names,
        serving(site(11, lambda: wires[0].cut())) as server,
        wired(server.address, names, SHORT) as (wire, network),
    ):
        wires.append(wire)
        kept = await visited(network, told)
    assert kept.coverage.ended is Ended.OUR_NETWORK
    assert kept.coverage.detail == f"本机网络不通，访问中断；本机网络不通，{told[1].span} 暂停"
    assert {probe.failure for probe in kept.probes.values()} <= {None, Failure.OUR_NETWORK, Failure.BUDGET}
    assert told[-1].over


async def test_a_network_that_is_down_at_first_costs_a_visit_nothing_but_time() -> None:
    async with (
        name_server({(HOST, "A"): ("1.1.1.1",), (HOST, "AAAA"): ("2606:4700::1",)}) as names,
        serving(site(0, lambda: None)) as server,
        wired(server.address, names, LONG) as (wire, network),
    ):
        wire.cut()
        going = asyncio.ensure_future(visited(network, []))
        await asyncio.sleep(6.5)  # longer than a name server is waited for
        await wire.mend()
        kept = await going
    named = next(thing for thing in kept.things if isinstance(thing, DnsProbe))
    assert (named.failure, named.a) == (None, ("1.1.1.1",))
    assert (kept.coverage.ended, kept.coverage.failed) == (Ended.COMPLETE, 0)


async def test_links_wait_too_and_what_is_cut_off_is_counted() -> None:
    urls = [f"http://site{n}.cn/{m}" for n in range(6) for m in range(6)]

    async def links(network: Network) -> tuple[int, list[LinkProbe]]:
        kept: list[LinkProbe] = []
        brake = Brake(network, sleep=hasty)
        return await ask_links(urls, FAST, network, kept.append, lambda: datetime.now(UTC), brake=brake), kept

    pages = {f"//site{n}.cn/{m}": 200 for n in range(6) for m in range(6)}
    async with name_server({}) as names, serving(pages) as server, wired(server.address, names, SHORT) as (wire, short):
        long = wire.network("127.0.0.1:9", LONG)
        wire.cut()
        cut, kept = await links(short)
        assert cut == len(kept) == len(urls)
        assert {probe.failure for probe in kept} == {Failure.OUR_NETWORK}
        going = asyncio.ensure_future(links(long))
        await asyncio.sleep(0.3)
        await wire.mend()
        cut, kept = await going
    assert cut == 0
    assert {(probe.status, probe.looks) for probe in kept} == {(200, 1)}
