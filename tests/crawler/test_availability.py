"""One round over loopback: what is measured, what is marked, how it is spaced."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import ssl
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import web

from checks.model.captures import Failure, HttpProbe
from crawler.probes.availability import ask_homes
from crawler.probes.home import Pace
from crawler.probes.witness import Watch
from crawler.target import Network
from tests.crawler.loopback import HOME, HOST, garbage, html, serving
from tests.crawler.names import Table, name_server

BEGAN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
AT_ONCE = Pace(spread=0.0, gap=0.0, seconds=2.0, witness_every=0.05)


async def asked(network: Network, *homes: str, pace: Pace = AT_ONCE) -> tuple[dict[str, HttpProbe], Watch]:
    kept: dict[str, HttpProbe] = {}
    watch = await ask_homes(homes, pace, network, lambda p: kept.update({p.subject: p}), began=BEGAN, seed=1)
    return kept, watch


async def answer(network: Network, home: str = HOME, pace: Pace = AT_ONCE) -> HttpProbe:
    return (await asked(network, home, pace=pace))[0][home]


async def slowly(request: web.Request) -> web.StreamResponse:
    """The head after 0.15 s, the last byte 0.2 s later."""
    await asyncio.sleep(0.15)
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(b"<html>" + b"x" * 1_000)
    await asyncio.sleep(0.2)
    await response.write(b"</html>")
    return response


async def test_the_whole_document_is_measured_in_phases() -> None:
    async with serving({"/": slowly}) as server:
        probe = await answer(server.network())
    assert (probe.status, probe.failure, probe.size, probe.family, probe.marks) == (200, None, 1_013, 0, ())
    phases = probe.phases
    assert phases.first_byte is not None
    assert phases.whole is not None
    assert phases.dns is not None
    assert phases.connect is not None
    assert 0.15 <= phases.first_byte < 0.33
    assert phases.whole >= 0.35
    assert phases.tls is None
    assert BEGAN <= probe.asked_at < BEGAN + timedelta(seconds=1)


async def test_an_answer_that_takes_too_long_is_given_up() -> None:
    async with serving({"/": slowly}) as server:
        probe = await answer(server.network(), pace=Pace(spread=0, gap=0, seconds=0.25))
    assert (probe.status, probe.failure) == (None, Failure.TIMEOUT)
    assert probe.phases.whole is not None
    assert 0.25 <= probe.phases.whole < 0.5


async def test_a_round_that_runs_out_of_time_blames_nobody() -> None:
    async with serving({"/": slowly}) as server:
        probe = await answer(server.network(), pace=Pace(spread=0, gap=0, seconds=2, longest=0.2))
    assert probe.failure is Failure.BUDGET


@pytest.mark.parametrize("status", [404, 500, 503])
async def test_a_status_is_an_answer(status: int) -> None:
    async with serving({"/": status}) as server:
        assert (await answer(server.network())).status == status


def throttled(request: web.Request) -> web.Response:
    return web.Response(status=503, headers={"Retry-After": "60"})


def with_cookie(request: web.Request) -> web.Response:
    """Sets a cookie and leads back to itself, as some products do."""
    if "seen" in request.cookies:
        return web.Response(text=html(), content_type="text/html")
    return web.Response(status=302, headers={"Location": "/", "Set-Cookie": "seen=1; Path=/"})


def packed(request: web.Request) -> web.Response:
    body = gzip.compress("<title>网站升级</title>".encode())
    return web.Response(body=body, headers={"Content-Encoding": "gzip"}, content_type="text/html")


def endless(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": request.raw_path + "x"})


async def broken_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "5000"})
    await response.prepare(request)
    await response.write(b"<html>" + b"x" * 2_000)
    assert request.transport is not None
    request.transport.close()
    return response


@pytest.mark.parametrize(
    ("page", "status", "failure", "marks"),
    [
        (throttled, None, Failure.THROTTLED, ()),
        (with_cookie, 200, None, ()),
        (packed, 200, None, ("maintenance",)),
        ("<html>系统维护中，请稍后访问</html>", 200, None, ("maintenance",)),
        (html(*map(str, range(5)), text="我县完成供水系统维护"), 200, None, ()),
        (lambda _: web.Response(text=" \n "), 200, None, ("empty",)),
        (broken_off, 200, None, ("cut",)),
        ("x" * 3_000, 200, None, ("cut",)),
        ("<script>var arg1='" + "A1" * 20 + "';</script>", 200, None, ("wall:aliyun",)),
    ],
)
async def test_what_came_is_marked(
    page: object, status: int | None, failure: Failure | None, marks: tuple[str, ...]
) -> None:
    async with serving({"/": page}) as server:  # type: ignore[dict-item]
        probe = await answer(server.network(), pace=Pace(spread=0, gap=0, seconds=2, page_bytes=2_500))
    assert (probe.status, probe.failure, probe.marks) == (status, failure, marks)


async def test_redirects_are_followed_and_end() -> None:
    lead = lambda _: web.Response(status=302, headers={"Location": "/new/"})  # noqa: E731
    async with serving({"/": lead, "/new/": "新首页"}) as server:
        probe = await answer(server.network())
        assert (probe.status, probe.final_url) == (200, HOME + "new/")
    async with serving({path: endless for path in ("/", *("/" + "x" * n for n in range(1, 30)))}) as server:
        assert (await answer(server.network())).failure is Failure.REDIRECT_LOOP
        assert len(server.asked) < 15


async def test_what_is_no_http() -> None:
    async with garbage(b"\x00\x01\x02 what") as address:
        assert (await answer(Network(connect_to={"*": address}))).failure is Failure.BAD_RESPONSE
    gone = await answer(Network(connect_to={"*": "127.0.0.1:1"}))
    assert (gone.failure, gone.phases.first_byte) == (Failure.REFUSED, None)
    assert (await answer(Network(), "http://[bad/")).failure is Failure.BAD_ADDRESS
    assert (await answer(Network(), "ftp://www.county.gov.cn/")).failure is Failure.BAD_ADDRESS


@pytest.mark.parametrize(
    ("table", "failure"),
    [
        ({}, Failure.NXDOMAIN),
        ({("*", "*"): "SERVFAIL"}, Failure.SERVFAIL),
        ({(HOST, "A"): ("10.1.2.3",), (HOST, "*"): ()}, Failure.PRIVATE_ADDRESS),
        ({(HOST, "A"): ("127.0.0.1",), (HOST, "*"): ()}, Failure.PRIVATE_ADDRESS),
    ],
)
async def test_a_resolver_that_denies_or_lies(table: Table, failure: Failure) -> None:
    async with name_server(table) as names:
        assert (await answer(Network(nameservers=(names,)))).failure is failure


async def test_a_resolver_that_is_down() -> None:
    assert (await answer(Network(nameservers=("127.0.0.1:1",)))).failure is Failure.NO_NAMESERVER


async def test_a_forced_family_has_no_other_way() -> None:
    async with serving({"/": "页"}) as server:
        only_v4 = Network(connect_to={"*": {"v4": server.address}})
        assert (await answer(only_v4, pace=Pace(spread=0, gap=0, family=4))).status == 200
        six = await answer(only_v4, pace=Pace(spread=0, gap=0, family=6))
    assert (six.failure, six.family) == (Failure.NO_IPV6, 6)  # what is left out is our own way


@asynccontextmanager
async def secure(folder: Path) -> AsyncIterator[str]:
    """A server whose certificate nobody signed; its address."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=other.example"]
    subprocess.run(made, check=True, capture_output=True, timeout=30)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    async def page(request: web.BaseRequest) -> web.Response:
        return web.Response(text="页")

    runner = web.ServerRunner(web.Server(page), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        yield f"127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_a_certificate_that_does_not_hold_is_noted_and_no_failure(tmp_path: Path) -> None:
    home = "https://www.county.gov.cn/"
    async with secure(tmp_path) as address:
        probe = await answer(Network(connect_to={"*": address}), home)
    assert (probe.status, probe.failure, probe.marks) == (200, None, ("bad-certificate",))
    assert probe.phases.tls is not None
    assert probe.phases.connect is not None
    assert 0 < probe.phases.tls < 1


async def test_hosts_and_addresses_are_given_a_pause() -> None:
    moments: dict[str, list[float]] = {}

    def note(request: web.Request) -> web.Response:
        moments.setdefault(request.host, []).append(time.monotonic())
        return web.Response(text="页")

    hosts = [f"s{n}.county.gov.cn" for n in range(3)]
    homes = [f"http://{hosts[0]}/", f"http://{hosts[0]}/two/", f"http://{hosts[1]}/", f"http://{hosts[2]}/"]
    pages = {"//" + home.removeprefix("http://"): note for home in homes}
    async with serving(pages) as server:
        kept, _ = await asked(server.network(), *homes, pace=Pace(spread=0, gap=0.15, seconds=2))
    assert {probe.status for probe in kept.values()} == {200}
    times = sorted(moment for found in moments.values() for moment in found)
    # All four stand at one address, so every two are apart, whatever their host.
    assert all(later - earlier > 0.12 for earlier, later in pairwise(times))
    # Waiting for a turn is not slowness of the site.
    assert all((probe.phases.whole or 9) < 0.12 for probe in kept.values())


async def test_no_more_than_so_many_at_once() -> None:
    under_way, most = 0, 0

    async def busy(request: web.Request) -> web.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.05)
        under_way -= 1
        return web.Response(text="页")

    homes = [f"http://s{n}.county.gov.cn/" for n in range(12)]
    async with serving({"//" + home.removeprefix("http://"): busy for home in homes}) as server:
        await asked(server.network(), *homes, pace=Pace(spread=0, gap=0, at_once=3))
    assert most == 3


async def test_a_round_is_spread_and_its_order_comes_from_the_seed() -> None:
    homes = [f"http://s{n}.county.gov.cn/" for n in range(6)]
    async with serving({"//" + home.removeprefix("http://"): "页" for home in homes}) as server:
        orders = []
        for _ in range(2):
            began = time.monotonic()
            kept, _ = await asked(server.network(), *homes, pace=Pace(spread=0.6, gap=0))
            assert time.monotonic() - began >= 0.5
            orders.append(sorted(kept, key=lambda home: kept[home].asked_at))
            server.asked.clear()
    assert orders[0] == orders[1] != homes


async def test_what_no_witness_vouches_for_is_marked() -> None:
    async with serving({"/": "页"}) as server:
        there = Network(connect_to={"www.county.gov.cn:80": server.address}, witnesses=(server.address,))
        kept, watch = await asked(there, HOME)
        assert (kept[HOME].marks, watch.vouches, watch.never) == ((), True, False)
        nobody = Network(connect_to=there.connect_to, witnesses=("127.0.0.1:1",))
        kept, watch = await asked(nobody, HOME)
    assert (kept[HOME].marks, watch.vouches, watch.never) == (("unwitnessed",), True, True)


async def test_a_stretch_without_witness_spoils_only_what_lies_in_it() -> None:
    async with serving({"/": "页"}) as server:
        async with Watch(Network(witnesses=(server.address,)), 0.05) as watch:
            await asyncio.sleep(0.2)
            good = time.monotonic()
        assert not watch.failed(good - 0.05, good)
        gone = Watch(Network(witnesses=("127.0.0.1:1",)), 0.05)
        async with gone:
            await asyncio.sleep(0.1)
    assert gone.failed(time.monotonic() - 0.05, time.monotonic())
    assert gone.never


async def test_what_was_asked_while_our_machine_stood_still_is_marked() -> None:
    def stuck(request: web.Request) -> web.Response:
        time.sleep(1.4)  # the loop of the prober is this one
        return web.Response(text="页")

    async with serving({"/": stuck}) as server:
        probe = await answer(server.network(), pace=Pace(spread=0, gap=0, seconds=5))
    assert probe.marks == ("stalled",)
