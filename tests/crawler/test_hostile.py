"""Servers that mean harm, or know no better: each costs bounded time and memory, and the visit goes on."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.model import marks
from checks.model.captures import Ended, Failure, LinkProbe
from crawler.probes.links import ask_links
from tests.crawler.hostile import Hostile, Script, answer, saying, self_signed
from tests.crawler.loopback import FAST, HOME, HOST, Kept, garbage, html, visited

MANNERS = replace(FAST, timeout=1.0, page_bytes=2_000_000)
MEGABYTE = 1_000_000
CHUNK = b"a" * 65_536
GOOD = html(text="好").encode()
FOREIGN = "http://other.cn"


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """Whatever the server says, a question costs few seconds and little memory."""
    tracemalloc.start()
    began = time.monotonic()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < 20
    assert peak < 40 * MEGABYTE


async def both(script: Script, path: str = "/bad") -> tuple[LinkProbe, LinkProbe, Hostile, Kept]:
    """The path asked as an address of the site and as one of another host; the site has a good page behind it."""
    home = Script(answer(html(path, "/good.html").encode()))
    async with saying({"/": home, path: script, "/good.html": Script(answer(GOOD))}) as hostile:
        network = hostile.network()
        kept = await visited(network, manners=MANNERS, full=True)
        foreign: list[LinkProbe] = []
        await ask_links([FOREIGN + path], MANNERS, network, foreign.append, lambda: datetime.now(UTC))
    assert HOME + "good.html" in kept.captures
    assert kept.coverage.ended is Ended.COMPLETE
    return kept.probes[HOME.rstrip("/") + path], foreign[0], hostile, kept


async def test_a_body_of_300_megabytes_is_not_read_whole() -> None:
    announced = Script(answer(b"", length=300 * MEGABYTE), CHUNK, 4_600)
    own, foreign, hostile, _ = await both(announced)
    assert (own.failure, foreign.failure, foreign.status) == (Failure.TOO_LARGE, None, 200)
    assert foreign.size == 300 * MEGABYTE
    assert hostile.sent["/bad"] < 40 * MEGABYTE  # what lies in the buffers of three connections


async def test_a_stream_without_end_is_not_read_whole() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    own, foreign, hostile, _ = await both(Script(head, b"10000\r\n" + CHUNK + b"\r\n", 4_600))
    assert (own.failure, foreign.status, foreign.size) == (Failure.TOO_LARGE, 200, -1)
    assert hostile.sent["/bad"] < 40 * MEGABYTE


async def test_a_picture_of_300_megabytes_is_only_looked_at() -> None:
    announced = Script(answer(b"", kind=b"image/jpeg", length=300 * MEGABYTE), CHUNK, 4_600)
    own, foreign, hostile, _ = await both(announced, "/bad.jpg")
    assert {(probe.status, probe.size, probe.method) for probe in (own, foreign)} == {(200, 300 * MEGABYTE, "HEAD")}
    assert hostile.sent["/bad.jpg"] < MEGABYTE


async def test_of_a_document_of_300_megabytes_only_the_beginning_is_read() -> None:
    announced = Script(answer(b"", kind=b"application/zip", length=300 * MEGABYTE), CHUNK, 4_600)
    own, foreign, hostile, _ = await both(announced, "/bad.zip")
    assert {(probe.status, probe.size, probe.method) for probe in (own, foreign)} == {(200, 300 * MEGABYTE, "GET")}
    assert hostile.sent["/bad.zip"] < 40 * MEGABYTE


async def test_a_gzip_bomb() -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 100 * MEGABYTE, 1)
    tracemalloc.reset_peak()  # the bomb itself
    own, foreign, _, _ = await both(Script(answer(bomb, b"Content-Encoding: gzip")))
    assert (own.failure, foreign.status) == (Failure.TOO_LARGE, 200)


async def test_a_slow_drip_ends_with_the_time_out() -> None:
    drip = Script(answer(b"", length=1_000), b"a", 1_000, 0.1)
    began = time.monotonic()
    own, foreign, _, kept = await both(drip)
    assert {own.failure, foreign.failure} == {Failure.TIMEOUT}
    assert (own.looks, foreign.looks) == (2, 2)
    assert time.monotonic() - began < 9
    assert kept.coverage.failed == 1


@pytest.mark.parametrize("header", [b"X: " + b"a" * 100_000, b"Location: /" + b"a" * 100_000])
async def test_a_header_of_100_kilobytes(header: bytes) -> None:
    own, foreign, _, _ = await both(Script(answer(GOOD, header)))
    assert {own.failure, foreign.failure} == {Failure.BAD_RESPONSE}


async def test_a_thousand_headers() -> None:
    own, foreign, _, _ = await both(Script(answer(GOOD, *(b"X-%d: a" % n for n in range(1_000)))))
    assert {own.failure, foreign.failure} == {Failure.BAD_RESPONSE}


async def test_a_thousand_cookies() -> None:
    cookies = [b"Set-Cookie: c%d=" % n + b"a" * 1_000 for n in range(1_000)]
    own, foreign, _, _ = await both(Script(answer(GOOD, *cookies)))
    assert {own.failure, foreign.failure} == {Failure.BAD_RESPONSE}


async def test_cookies_at_every_answer_do_not_pile_up() -> None:
    def flood(n: int, there: bytes) -> Script:
        cookies = [b"Set-Cookie: c%d_%d=" % (n, k) + b"a" * 500 for k in range(100)]
        return Script(answer(b"", b"Location: " + there, *cookies, status=b"302 Found"))

    scripts = {f"/n{n}": flood(n, b"/n%d" % (n + 1)) for n in range(15)}
    scripts |= {"/n15": Script(answer(GOOD)), "/": Script(answer(html("/n0").encode()))}
    async with saying(scripts) as hostile:
        network = hostile.network()
        kept = await visited(network, manners=MANNERS, full=True)
        foreign: list[LinkProbe] = []
        await ask_links([FOREIGN + "/n0"], MANNERS, network, foreign.append, lambda: datetime.now(UTC))
    assert (kept.probes[HOME + "n0"].status, foreign[0].status) == (200, 200)
    assert max(map(len, hostile.heads)) < 10_000


@pytest.mark.parametrize(
    ("head", "failure"),
    [(b"\x15\x03\x01\x00\x02\x02\x28", {Failure.TLS}), (b"HTTP/1.1 400 Bad\r\n\r\n", {Failure.TLS, Failure.RESET})],
)
async def test_a_tls_greeting_answered_with_garbage(head: bytes, failure: set[Failure]) -> None:
    secure = f"https://{HOST}/bad"
    home = Script(answer(html(secure, "/good.html").encode()))
    async with garbage(head) as rubbish, saying({"/": home, "/good.html": Script(answer(GOOD))}) as hostile:
        network = hostile.network(**{f"{HOST}:443": rubbish, "other.cn:443": rubbish})
        kept = await visited(network, manners=MANNERS, full=True)
        foreign: list[LinkProbe] = []
        await ask_links(["https://other.cn/"], MANNERS, network, foreign.append, lambda: datetime.now(UTC))
    assert {kept.probes[secure].failure, foreign[0].failure} <= failure
    assert HOME + "good.html" in kept.captures


async def test_a_certificate_of_ones_own(tmp_path: Path) -> None:
    secure = f"https://{HOST}/secure.html"
    home = Script(answer(html(secure, "/good.html").encode()))
    context = self_signed(tmp_path, HOST)
    async with (
        saying({"/secure.html": Script(answer(GOOD)), "/": Script(answer(GOOD))}, context) as tls,
        saying({"/": home, "/good.html": Script(answer(GOOD))}) as hostile,
    ):
        network = hostile.network(**{f"{HOST}:443": tls.address, "other.cn:443": tls.address})
        kept = await visited(network, manners=MANNERS, full=True)
        foreign: list[LinkProbe] = []
        await ask_links(["https://other.cn/"], MANNERS, network, foreign.append, lambda: datetime.now(UTC))
    own = kept.probes[secure]
    assert (own.status, marks.BAD_CERTIFICATE in own.marks) == (200, True)
    assert foreign[0].failure is Failure.BAD_CERTIFICATE
    assert {secure, HOME + "good.html"} <= set(kept.captures)


async def test_a_body_shorter_than_announced() -> None:
    own, foreign, _, _ = await both(Script(answer(GOOD, length=len(GOOD) + 500)))
    assert (own.failure, foreign.status, foreign.title) == (Failure.BAD_RESPONSE, 200, "页")
    gone, elsewhere, _, _ = await both(Script(answer(GOOD, length=len(GOOD) + 500, status=b"404 Not Found")))
    assert (gone.status, elsewhere.status) == (404, 404)
    other, _, _, _ = await both(Script(answer(b"GIF89a", kind=b"image/gif", length=500)))
    assert (other.status, other.size) == (200, 500)


async def test_a_body_longer_than_announced() -> None:
    own, foreign, _, _ = await both(Script(answer(GOOD + b"<p>" + b"x" * 5_000, length=len(GOOD))))
    assert {own.failure, foreign.failure} == {Failure.BAD_RESPONSE}  # what follows is no HTTP


async def test_types_that_lie() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(5_000)
    own, foreign, _, kept = await both(Script(answer(picture)))
    assert (own.status, foreign.status, HOME + "bad" in kept.captures) == (200, 200, False)
    own, foreign, _, kept = await both(Script(answer(GOOD, kind=b"application/octet-stream")))
    assert (own.status, foreign.status, HOME + "bad" in kept.captures) == (200, 200, False)
    own, foreign, _, kept = await both(Script(answer(GOOD, kind=b"text/html; \xff\xfe")))
    assert (own.status, foreign.status, foreign.title) == (200, 200, "页")
    assert own.content_type == foreign.content_type == "text/html; \ufffd\ufffd"
