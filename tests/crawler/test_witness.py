"""Who counts as a witness, and what else is true only as long as our own network works."""

from __future__ import annotations

import asyncio
import time

import pytest

from checks.model.captures import Ended, Failure
from crawler.failures import NoWay
from crawler.network import Resolver
from crawler.probes.witness import network_works
from crawler.tally import Tally
from crawler.target import Manners, Network
from tests.crawler.loopback import garbage, serving
from tests.crawler.names import name_server


async def test_a_witness_must_answer_in_http_unless_a_port_alone_is_named() -> None:
    async with serving({}) as server, garbage(b"\x00" * 9) as mute:
        assert await network_works(Network({"*": server.address}, witnesses=("http://witness.cn/",)))
        assert await network_works(Network({"*": server.address}, witnesses=("witness.cn",)))
        assert await network_works(Network({"*": mute}, witnesses=("http://witness.cn/",))) is False
        assert await network_works(Network(witnesses=(mute,)))
        assert await network_works(Network({"*": server.address}, witnesses=("https://witness.cn/",))) is False


async def test_one_witness_is_enough_and_none_tells_nothing() -> None:
    async with serving({}) as server:
        ways = {"a.cn": "127.0.0.1:9", "b.cn": server.address}
        assert await network_works(Network(ways, witnesses=("http://a.cn/", "http://b.cn/")))
        assert await network_works(Network(ways, witnesses=("http://a.cn/", "http://c.cn:port/"))) is False
        assert await network_works(Network(ways)) is None


async def test_a_name_that_failed_is_asked_again_once_our_network_is_back() -> None:
    mended = float("-inf")
    table: dict[tuple[str, str], tuple[str, ...] | str] = {("*", "*"): "SERVFAIL"}
    async with name_server(table) as names:
        resolver = Resolver(Network(nameservers=(names,)), mended_at=lambda: mended)
        with pytest.raises(NoWay):
            await resolver.resolve("site.cn", 80)
        table[("site.cn", "A")] = ("1.1.1.1",)
        with pytest.raises(NoWay) as remembered:
            await resolver.resolve("site.cn", 80)
        assert remembered.value.failure is Failure.SERVFAIL
        mended = time.monotonic()
        assert [spot["host"] for spot in await resolver.resolve("site.cn", 80)] == ["1.1.1.1"]


async def test_a_pause_spends_no_budget_and_no_other_end_outweighs_it() -> None:
    tally = Tally(Manners(minutes=0.001), paused=lambda: 60.0)
    await asyncio.sleep(0.1)
    assert tally.overspent() is None
    tally.paused = lambda: 0.0
    assert tally.overspent() is Ended.MINUTES
    tally.end(Ended.PAGES, "页面数预算用完")
    tally.end(Ended.OUR_NETWORK, "本机网络不通，访问中断")
    tally.end(Ended.HOME_FAILED, "首页未能读取")
    assert (tally.ended, tally.detail) == (Ended.OUR_NETWORK, "本机网络不通，访问中断")
