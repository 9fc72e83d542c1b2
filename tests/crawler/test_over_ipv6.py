"""A round that asks over IPv6 as well: whom it asks, and when its answers are believed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp import web

from checks.model.captures import Failure, HttpProbe
from crawler.probes.availability import ask_homes
from crawler.probes.home import Pace
from crawler.target import Network
from tests.crawler.loopback import serving

BEGAN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
AT_ONCE = Pace(spread=0.0, gap=0.0, seconds=2.0, witness_every=0.05)
HOMES = tuple(f"http://s{n}.county.gov.cn/" for n in range(6))
PAGES = {"//" + home.removeprefix("http://"): "页" for home in HOMES}
NOBODY = "[::1]:1"


@asynccontextmanager
async def over_six() -> AsyncIterator[tuple[str, list[str]]]:
    """A server on the IPv6 loopback that answers any host but s5 (502): its address, and the hosts it was asked for."""
    asked: list[str] = []

    async def page(request: web.BaseRequest) -> web.Response:
        asked.append(request.headers["Host"])
        return web.Response(status=502 if asked[-1].startswith("s5.") else 200, text="页")

    runner = web.ServerRunner(web.Server(page), shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "::1", 0).start()
    except OSError as error:
        await runner.cleanup()
        pytest.skip(f"this machine has no IPv6 loopback: {error}")
    try:
        yield f"[::1]:{runner.addresses[0][1]}", asked
    finally:
        await runner.cleanup()


async def asked(network: Network, *homes: str, pace: Pace = AT_ONCE, over_ipv6: bool = True) -> dict[str, HttpProbe]:
    """What was kept over IPv6, by host; each home was asked any way, too."""
    kept: list[HttpProbe] = []
    await ask_homes(homes, pace, network, kept.append, began=BEGAN, seed=1, over_ipv6=over_ipv6)
    assert sorted(probe.subject for probe in kept if not probe.family) == sorted(homes)
    assert {probe.family for probe in kept} <= {0, 6}
    return {probe.subject.split("/")[2].partition(".")[0]: probe for probe in kept if probe.family}


def ways(v4: str, v6: str, *only_v4: str) -> Mapping[str, Mapping[str, str]]:
    return {"*": {"v4": v4, "v6": v6}, **{host: {"v4": v4} for host in only_v4}}


async def test_only_a_name_that_leads_somewhere_over_ipv6_is_asked_over_it() -> None:
    async with serving(PAGES) as four, over_six() as (six, hosts):
        network = Network(connect_to=ways(four.address, six, "s1.county.gov.cn"), witnesses=(six,))
        found = await asked(network, *HOMES[:2], HOMES[5])
        assert {host: (probe.status, probe.failure, probe.marks) for host, probe in found.items()} == {
            "s0": (200, None, ()),
            "s5": (502, None, ()),
        }
        assert all(probe.phases.whole for probe in found.values())
        assert {host for host in hosts if host.startswith("s")} == {"s0.county.gov.cn", "s5.county.gov.cn"}
        hosts.clear()
        assert await asked(network, *HOMES[:2], over_ipv6=False) == {}
        assert hosts == []


async def test_while_no_witness_answers_over_ipv6_nobody_is_asked_over_it() -> None:
    async with serving(PAGES) as four:
        network = Network(connect_to=ways(four.address, NOBODY), witnesses=(four.address, NOBODY))
        found = await asked(network, HOMES[0])
    assert {(probe.status, probe.failure, probe.phases.whole) for probe in found.values()} == {
        (None, Failure.NO_IPV6, None)
    }


@pytest.mark.parametrize(("count", "marks"), [(5, ()), (4, ("unproven",))])
async def test_without_witnesses_five_hosts_must_have_answered(count: int, marks: tuple[str, ...]) -> None:
    async with serving(PAGES) as four, over_six() as (six, _):
        network = Network(connect_to=ways(four.address, six))
        found = await asked(network, *HOMES[:count])
    assert [probe.marks for probe in found.values()] == [marks] * count


async def test_one_that_fails_among_those_that_answer_is_believed() -> None:
    async with serving(PAGES) as four, over_six() as (six, _):
        broken = {"s2.county.gov.cn": {"v4": four.address, "v6": NOBODY}}
        found = await asked(Network(connect_to={**ways(four.address, six), **broken}), *HOMES)
    assert (found["s2"].failure, found["s2"].marks) == (Failure.REFUSED, ())


async def test_both_families_keep_one_pace() -> None:
    """A page asked over both is asked at least a gap apart, for both ways lead to one host."""
    async with serving(PAGES) as four, over_six() as (six, _):
        network = Network(connect_to=ways(four.address, six), witnesses=(six,))
        kept: list[HttpProbe] = []
        pace = Pace(spread=0.0, gap=0.3, seconds=2.0, witness_every=60)
        await ask_homes(HOMES[:1], pace, network, kept.append, began=BEGAN, seed=1, over_ipv6=True)
    first, second = sorted(kept, key=lambda probe: probe.asked_at)
    assert (first.family, second.family) == (0, 6)
    assert (second.asked_at - first.asked_at).total_seconds() > 0.25


@pytest.mark.parametrize("over_ipv6", [True, False])
@pytest.mark.parametrize(("proven", "found"), [(True, ()), (False, ("unproven",))])
async def test_a_home_with_ipv6_alone_is_not_accused_of_our_want(
    over_ipv6: bool, proven: bool, found: tuple[str, ...]
) -> None:
    """It refuses over IPv6; whether that is its own fault, only a witness over IPv6 can tell."""
    async with over_six() as (v6, _):
        witness = {"v6": v6} if proven else {"v6": NOBODY}
        network = Network({"s0.county.gov.cn": {"v6": NOBODY}, "w.cn": witness}, witnesses=("http://w.cn/",))
        kept: list[HttpProbe] = []
        await ask_homes(HOMES[:1], AT_ONCE, network, kept.append, began=BEGAN, seed=1, over_ipv6=over_ipv6)
    (probe,) = (probe for probe in kept if not probe.family)
    assert probe.failure is Failure.REFUSED
    assert tuple(mark for mark in probe.marks if mark == "unproven") == found
