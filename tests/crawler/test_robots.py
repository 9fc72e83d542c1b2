"""robots.txt by RFC 9309: what its absence, its silence and its rules mean for a visit."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from aiohttp import web

from checks.indicators.words import detail_of, word
from checks.model.captures import Ended, Failure
from crawler.pace import LONGEST_DELAY, Pace
from tests.crawler.loopback import FAST, HOME, Answering, Kept, html, serving, visited

SITE = {"/": html("a.html", "p.png", "http://b.gov.cn/x.html"), "/a.html": html(), "//b.gov.cn/x.html": html()}
ROBOTS = "GET /robots.txt"


def rules(text: str) -> Answering:
    return lambda request: web.Response(text=f"User-agent: *\n{text}\n", content_type="text/plain")


def hangs_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def once(first: int | Answering, then: int | Answering) -> Answering:
    """Answers the first request otherwise than the later ones."""
    asked: list[str] = []

    def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        now = first if len(asked) == 1 else then
        made = web.Response(status=now) if isinstance(now, int) else now(request)
        assert isinstance(made, web.StreamResponse)
        return made

    return answer


async def visit_with(robots: int | Answering, **more: object) -> tuple[Kept, list[str]]:
    async with serving({**SITE, "/robots.txt": robots}) as server:
        return await visited(server.network(), hosts=("b.gov.cn",), **more), server.asked  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429])
async def test_a_server_that_refuses_robots_txt_allows_everything(status: int) -> None:
    kept, _ = await visit_with(status)
    assert set(kept.captures) == {HOME, HOME + "a.html", "http://b.gov.cn/x.html"}
    assert kept.coverage.complete


@pytest.mark.parametrize(
    ("robots", "detail"),
    [
        (500, "robots.txt 无法读取（HTTP 500），只看了首页"),
        (503, "robots.txt 无法读取（HTTP 503），只看了首页"),
        (hangs_up, f"robots.txt 无法读取，只看了首页（{word('failure', Failure.RESET)}）"),
    ],
)
async def test_where_robots_txt_cannot_be_read_the_home_page_alone_is(robots: int | Answering, detail: str) -> None:
    kept, asked = await visit_with(robots)
    assert set(kept.captures) == {HOME}
    assert (kept.coverage.ended, kept.coverage.complete) == (Ended.ROBOTS, False)
    assert detail_of(kept.coverage) == detail
    assert word("ended", Ended.ROBOTS) == "robots.txt 无法读取，只看了首页"
    assert set(asked) == {"GET /", "GET //b.gov.cn/robots.txt", ROBOTS}
    assert asked.count(ROBOTS) == (2 if isinstance(robots, int) else 4)  # the client asks again after a hang-up
    assert kept.coverage.skipped == {"robots": 3}
    assert {url for url, probe in kept.probes.items() if probe.failure is Failure.ROBOTS} == {
        HOME + "a.html",
        HOME + "p.png",
        "http://b.gov.cn/x.html",
    }


@pytest.mark.parametrize("way", [{"full": True}, {"manners": replace(FAST, obey_robots=False)}])
async def test_who_need_not_obey_does_not_ask(way: dict[str, object]) -> None:
    kept, asked = await visit_with(500, **way)
    assert HOME + "a.html" in kept.captures
    assert kept.coverage.ended is Ended.COMPLETE
    assert ROBOTS not in asked


@pytest.mark.parametrize("first", [502, hangs_up])
async def test_one_bad_moment_of_robots_txt_is_forgiven(first: int | Answering) -> None:
    kept, asked = await visit_with(once(first, rules("Disallow: /a.html")))
    assert kept.coverage.ended is Ended.COMPLETE
    assert kept.probes[HOME + "a.html"].failure is Failure.ROBOTS
    assert "http://b.gov.cn/x.html" in kept.captures
    assert asked.count(ROBOTS) == 2


async def test_a_site_that_answers_nothing_has_a_home_that_failed() -> None:
    async with serving({"/": 500, "/robots.txt": 500}) as server:
        kept = await visited(server.network())
    assert kept.coverage.ended is Ended.HOME_FAILED


async def test_a_further_host_without_readable_robots_txt_is_left_out_alone() -> None:
    async with serving({**SITE, "//b.gov.cn/robots.txt": 500}) as server:
        kept = await visited(server.network(), hosts=("b.gov.cn",))
    assert set(kept.captures) == {HOME, HOME + "a.html"}
    assert kept.probes["http://b.gov.cn/x.html"].failure is Failure.ROBOTS
    assert (kept.coverage.ended, kept.coverage.complete) == (Ended.COMPLETE, False)


async def test_the_page_to_which_the_home_page_refreshes_is_the_home_page() -> None:
    stub = '<html><head><meta http-equiv="refresh" content="0;URL=./new/"></head></html>'
    async with serving({"/": stub, "/new/": html("/a.html"), "/robots.txt": 500}) as server:
        kept = await visited(server.network())
    assert set(kept.captures) == {HOME, HOME + "new/"}
    assert kept.coverage.ended is Ended.ROBOTS


@pytest.mark.parametrize(
    ("robots", "ended", "read"),
    [(500, Ended.ROBOTS, {HOME}), (rules("Disallow: /"), Ended.HOME_FAILED, set()), (404, Ended.COMPLETE, None)],
)
async def test_the_www_name_to_which_a_home_moves_has_its_own_robots_txt(
    robots: int | Answering, ended: Ended, read: set[str] | None
) -> None:
    moved = {"//county.gov.cn/": lambda r: web.Response(status=301, headers={"Location": HOME})}
    async with serving({**moved, "/": html("a.html"), "/a.html": html(), "/robots.txt": robots}) as server:
        kept = await visited(server.network(), home="http://county.gov.cn/")
    assert kept.coverage.ended is ended
    assert set(kept.captures) == ({HOME, HOME + "a.html"} if read is None else read)


async def test_an_interface_that_robots_txt_forbids_is_not_asked() -> None:
    pages = {"/": html("col/"), "/col/": "<script>load('/searchList/abc123?_pageSize=15')</script>"}
    async with serving({**pages, "/robots.txt": rules("Disallow: /searchList/")}) as server:
        kept = await visited(server.network())
    assert not [path for path in server.asked if "searchList" in path]
    assert kept.coverage.skipped == {"robots": 1}


async def test_a_crawl_delay_slows_the_visit() -> None:
    began = time.monotonic()
    _, asked = await visit_with(rules("Crawl-delay: 0.2"), manners=replace(FAST, siblings=0))
    assert len(asked) == 7
    assert time.monotonic() - began >= 5 * 0.2


def test_a_crawl_delay_is_bounded_and_makes_nothing_faster() -> None:
    paces = {}
    for own, asked in ((0.25, 3.0), (0.25, 86_400.0), (0.25, 0.01), (30.0, 86_400.0), (0.25, -5.0)):
        pace = Pace(own)
        pace.at_least(asked)
        paces[own, asked] = pace.gap
    assert list(paces.values()) == [3.0, LONGEST_DELAY, 0.25, 30.0, 0.25]
    assert LONGEST_DELAY == 10.0


async def test_the_pause_asked_for_holds_from_the_next_request_on() -> None:
    now, slept = 100.0, []

    async def sleep(seconds: float) -> None:
        nonlocal now
        slept.append(seconds)
        now += seconds

    pace = Pace(0.5, clock=lambda: now, sleep=sleep)
    await pace.turn()
    pace.at_least(4.0)
    await pace.turn()
    await pace.turn()
    assert slept == [4.0, 4.0]
