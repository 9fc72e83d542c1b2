"""A visit from its home page to its stated end: scope, order, budgets, redirects, memory, and hostile servers."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace

from aiohttp import web

from checks.facts.file_parts import BROKEN
from checks.model.captures import Ended, Failure
from checks.model.pages import PageFacts
from crawler.target import Network
from tests.crawler.loopback import FAST, HOME, HOST, Kept, garbage, html, serving, visited
from tests.crawler.names import name_server


async def test_own_addresses_are_asked_once_each_and_foreign_ones_never() -> None:
    pages = {
        "/": html("a.html", "/a.html", "a.html#x", "http://other.gov.cn/x", "gone.html", "f.pdf", "javascript:;"),
        "/a.html": '<img src="p.png"><link rel="stylesheet" href="s.css"><script src="s.js"></script>'
        '<iframe src="f.html">',
        "/f.html": html("/"),
        "/f.pdf": lambda r: web.Response(body=b"%PDF", content_type="application/pdf"),
        "/p.png": lambda r: web.Response(body=b"png", content_type="image/png"),
        "/s.css": 200,
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    statuses = {url.removeprefix(HOME): probe.status for url, probe in kept.probes.items()}
    assert statuses == {
        **{"": 200, "a.html": 200, "f.html": 200, "f.pdf": 200, "p.png": 200, "s.css": 200},
        **{"gone.html": 404, "s.js": 404},
    }
    assert set(kept.captures) == {HOME, HOME + "a.html", HOME + "f.html", HOME + "f.pdf"}
    assert kept.captures[HOME + "f.pdf"].facts.unread == BROKEN
    assert kept.coverage.ended is Ended.COMPLETE
    assert (kept.coverage.known, kept.coverage.asked, kept.coverage.pages) == (8, 8, 3)
    assert "GET /f.pdf" in server.asked
    assert "HEAD /f.pdf" not in server.asked  # opened, to see where it leads
    assert not [path for path in server.asked if "other.gov.cn" in path]
    assert server.asked.count("GET /a.html") == 1


async def test_further_registered_hosts_belong_to_the_site() -> None:
    pages = {"/": html("http://b.gov.cn/x.html"), "//b.gov.cn/x.html": html("/y.html"), "//b.gov.cn/y.html": html()}
    async with serving(pages) as server:
        kept = await visited(server.network(), hosts=("b.gov.cn",))
    assert set(kept.captures) == {HOME, "http://b.gov.cn/x.html", "http://b.gov.cn/y.html"}


async def test_a_head_that_lies_is_asked_again_with_get() -> None:
    def refuses_head(request: web.Request) -> web.Response:
        return web.Response(status=404 if request.method == "HEAD" else 200, body=b"x", content_type="image/png")

    async with serving({"/": '<img src="p.png">', "/p.png": refuses_head}) as server:
        kept = await visited(server.network())
    probe = kept.probes[HOME + "p.png"]
    assert (probe.status, probe.method, probe.looks) == (200, "GET", 2)


async def test_the_budget_of_pages_is_a_stated_end_and_what_it_cost_is_told() -> None:
    async with serving({"/": html(*(f"{n}.html" for n in range(10)))}) as server:
        kept = await visited(server.network(), manners=replace(FAST, pages=4))
    assert kept.coverage.ended is Ended.PAGES
    assert kept.coverage.skipped["budget"] == 7
    assert not kept.coverage.complete
    assert sum(path.startswith("GET /") and "robots" not in path for path in server.asked) == 4


async def test_the_budget_of_bytes_ends_the_visit() -> None:
    pages = {f"/{n}.html": html(text="长" * 20_000) for n in range(20)}
    async with serving({"/": html(*(f"{n}.html" for n in range(20))), **pages}) as server:
        kept = await visited(server.network(), manners=replace(FAST, bytes=150_000, at_once=1))
    assert kept.coverage.ended is Ended.BYTES
    assert kept.coverage.asked < 6
    assert Failure.BUDGET in {probe.failure for probe in kept.probes.values()}


async def test_the_budget_of_minutes_ends_the_visit() -> None:
    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(0.15)
        return web.Response(text=html(), content_type="text/html")

    async with serving(
        {"/": html(*(f"{n}.html" for n in range(9))), **{f"/{n}.html": slow for n in range(9)}}
    ) as server:
        kept = await visited(server.network(), manners=replace(FAST, minutes=0.005, at_once=1))
    assert kept.coverage.ended is Ended.MINUTES
    assert 1 < kept.coverage.asked < 9


async def test_robots_is_obeyed_unless_the_owner_authorised_everything() -> None:
    robots = "User-agent: *\nDisallow: /inner/\n"
    many = [f"b{n}.html" for n in range(20)]
    pages = {"/": html("inner/a.html", *many), "/inner/a.html": html(), **{f"/{name}": html() for name in many}}
    pages["/robots.txt"] = lambda r: web.Response(text=robots, content_type="text/plain")
    async with serving(pages) as server:
        obeyed = await visited(server.network())
        whole = await visited(server.network(), full=True)
    assert obeyed.coverage.skipped == {"robots": 1}
    assert obeyed.probes[HOME + "inner/a.html"].failure is Failure.ROBOTS
    assert obeyed.coverage.complete
    assert HOME + "inner/a.html" in whole.captures


async def test_redirects_inside_are_followed_and_outside_recorded_only() -> None:
    def to(place: str) -> object:
        return lambda r: web.Response(status=302, headers={"Location": place})

    pages = {
        "/": html("in", "out", "loop"),
        "/in": to("/b.html"),
        "/b.html": html(),
        "/out": to("http://x.com/"),
        "/loop": to("/loop"),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    inside, outside = kept.probes[HOME + "in"], kept.probes[HOME + "out"]
    assert (inside.status, inside.final_url) == (200, HOME + "b.html")
    assert kept.probes[HOME + "b.html"].status == 200
    assert (outside.status, outside.final_url) == (302, "http://x.com/")
    assert kept.probes[HOME + "loop"].failure is Failure.REDIRECT_LOOP
    assert not [path for path in server.asked if "x.com" in path]


async def test_a_home_that_moves_to_its_www_name_is_the_same_site() -> None:
    pages = {
        "//county.gov.cn/": lambda r: web.Response(status=301, headers={"Location": HOME}),
        "/": html("a.html"),
        "/a.html": html(),
    }
    async with serving(pages) as server:
        kept = await visited(server.network(), home="http://county.gov.cn/", columns=(HOME + "a.html",))
    assert HOME + "a.html" in kept.captures
    assert kept.coverage.ended is Ended.COMPLETE


async def test_a_home_that_moves_elsewhere_has_failed() -> None:
    async with serving({"/": lambda r: web.Response(status=301, headers={"Location": "http://evil.com/"})}) as server:
        kept = await visited(server.network())
    assert kept.coverage.ended is Ended.HOME_FAILED
    assert "evil.com" in kept.coverage.detail
    assert not kept.captures


async def test_a_meta_refresh_is_followed() -> None:
    stub = '<html><head><meta http-equiv="refresh" content="0;URL=./new/"></head></html>'
    async with serving({"/": stub, "/new/": html("a.html"), "/new/a.html": html()}) as server:
        kept = await visited(server.network())
    assert HOME + "new/a.html" in kept.captures
    assert kept.captures[HOME + "new/"].page.depth == 0


class LastTime:
    """A memory of one page."""

    def __init__(self, url: str, etag: str, digest: str, facts: PageFacts) -> None:
        self._url, self._etag, self._digest, self._facts = url, etag, digest, facts

    def validators(self, url: str) -> tuple[str, str] | None:
        return (self._etag, "") if url == self._url and self._etag else None

    def digest(self, url: str) -> str | None:
        return self._digest if url == self._url else None

    def facts(self, url: str) -> PageFacts | None:
        return self._facts if url == self._url else None

    def file(self, url: str) -> None:
        return None


async def _two_visits(etag: str, scripted: bool = False) -> tuple[Kept, list[int]]:
    sent: list[int] = []

    def page(request: web.Request) -> web.Response:
        same = bool(etag) and request.headers.get("If-None-Match") == etag
        sent.append(304 if same else 200)
        text = None if same else html("b.html")
        return web.Response(
            status=sent[-1], text=text, headers={"ETag": etag} if etag else {}, content_type="text/html"
        )

    async with serving({"/": html("a.html"), "/a.html": page, "/b.html": html()}) as server:
        first = (await visited(server.network())).captures[HOME + "a.html"]
        memory = LastTime(HOME + "a.html", etag, first.page.digest, replace(first.facts, scripted=scripted))
        return await visited(server.network(), memory=memory), sent


async def test_a_304_hands_the_facts_on() -> None:
    second, sent = await _two_visits('"v1"')
    capture = second.captures[HOME + "a.html"]
    assert sent == [200, 304]
    assert (capture.page.changed, capture.page.status, capture.body, capture.page.etag) == (False, 200, b"", '"v1"')
    assert capture.page.digest
    assert HOME + "b.html" in second.captures
    assert second.coverage.unchanged == 1


async def test_the_same_bytes_are_unchanged_too() -> None:
    second, sent = await _two_visits("")
    assert sent == [200, 200]
    assert second.captures[HOME + "a.html"].page.changed is False


async def test_a_page_that_a_script_fills_is_never_asked_conditionally() -> None:
    _, sent = await _two_visits('"v1"', scripted=True)
    assert sent == [200, 200]


async def test_an_unreachable_home_is_a_failure() -> None:
    async with name_server({}) as names:
        kept = await visited(Network(connect_to={"*": "127.0.0.1:9"}, nameservers=(names,)))
    assert kept.coverage.ended is Ended.HOME_FAILED
    assert kept.probes[HOME].failure is Failure.REFUSED
    assert kept.probes[HOME].looks == 2


async def test_a_page_that_hangs_has_timed_out() -> None:
    async def hangs(request: web.Request) -> web.Response:
        await asyncio.sleep(10)
        return web.Response()

    async with serving({"/": html("a.html"), "/a.html": hangs}) as server:
        kept = await visited(server.network(), manners=replace(FAST, timeout=0.3))
    assert (kept.probes[HOME + "a.html"].failure, kept.probes[HOME + "a.html"].looks) == (Failure.TIMEOUT, 2)


async def test_our_own_dead_network_is_not_the_sites_fault() -> None:
    async with name_server({}) as names:
        network = Network({"*": "127.0.0.1:9"}, (names,), witnesses=("http://witness.cn/",), patience_minutes=0.001)
        assert (await visited(network)).coverage.ended is Ended.OUR_NETWORK


async def test_garbage_is_a_failure() -> None:
    async with garbage(b"\x00\xff" * 50) as address, name_server({}) as names:
        kept = await visited(Network(connect_to={"*": address}, nameservers=(names,)))
    assert kept.probes[HOME].failure in (Failure.BAD_RESPONSE, Failure.RESET)
    assert kept.coverage.ended is Ended.HOME_FAILED


async def test_a_gzip_bomb_is_bounded_and_gzip_unasked_is_read() -> None:
    def packed(body: bytes, missing: int = 0) -> object:
        headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
        whole = gzip.compress(body)
        return lambda r: web.Response(body=whole[: len(whole) - missing], headers=headers)

    bomb, good, cut = packed(b"<p>" + b"a" * 50_000_000), packed(html().encode()), packed(html("z").encode(), 12)
    async with serving({"/": html("bomb", "good", "cut"), "/bomb": bomb, "/good": good, "/cut": cut}) as server:
        kept = await visited(server.network(), manners=replace(FAST, page_bytes=1_000_000))
    assert kept.probes[HOME + "bomb"].failure is Failure.TOO_LARGE
    assert kept.probes[HOME + "cut"].failure is Failure.BAD_RESPONSE
    assert HOME + "good" in kept.captures


async def test_files_under_an_html_type_and_other_charsets_break_nothing() -> None:
    pages = {
        "/": html("pdf", "gb", "empty"),
        "/pdf": lambda r: web.Response(body=b"%PDF-1.4 ...", content_type="text/html"),
        "/gb": lambda r: web.Response(
            body="<p>县政府通知公告".encode("gb18030"), headers={"Content-Type": "text/html; charset=utf-8"}
        ),
        "/empty": "",
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert HOME + "pdf" not in kept.captures
    assert kept.probes[HOME + "pdf"].status == 200
    assert "通知公告" in kept.captures[HOME + "gb"].facts.text
    assert HOME + "empty" in kept.captures


async def test_a_wall_is_marked_and_is_no_page() -> None:
    wall = '<html><head><meta id="x" content="y" r="m"><script>$_ts=window["$_ts"]</script></head></html>'
    async with serving(
        {"/": html("w"), "/w": lambda r: web.Response(status=412, text=wall, content_type="text/html")}
    ) as server:
        kept = await visited(server.network())
    assert kept.probes[HOME + "w"].marks == ("wall:ruishu",)
    assert HOME + "w" not in kept.captures


async def test_a_calendar_is_cut() -> None:
    def month(request: web.Request) -> web.Response:
        n = int(request.query.get("m", "0"))
        return web.Response(text=html(f"/cal?m={n + 1}", text=f"第{n}月 无活动"), content_type="text/html")

    class Calendar(dict):
        def get(self, path: str, default: object = None) -> object:
            return month if path.startswith("/cal") else super().get(path, default)

    async with serving({}) as server:
        server.pages = Calendar({"/": html("/cal?m=0")})
        kept = await visited(server.network())
    assert kept.coverage.skipped["trap"] >= 1
    assert kept.coverage.pages < 60
    assert kept.coverage.ended is Ended.COMPLETE


async def test_a_long_honest_list_is_not_cut() -> None:
    count = 2_000
    pages: dict = {"/": html(*(f"l_{n}.html" for n in range(20)))}
    for n in range(20):
        pages[f"/l_{n}.html"] = html(*(f"info_{k}.html" for k in range(n * 100, n * 100 + 100)), text=f"列表{n}")
    for k in range(count):
        pages[f"/info_{k}.html"] = html(
            f"info_{(k + 1) % count}.html", text=f"关于第{chr(0x4E00 + k)}号事项{chr(0x5E00 + k)}的通知"
        )
    async with serving(pages) as server:
        kept = await visited(server.network(), manners=replace(FAST, at_once=16))
    assert kept.coverage.skipped == {}
    assert kept.coverage.pages == count + 21


async def test_many_visits_share_one_loop() -> None:
    pages = {"/": html("a.html"), "/a.html": html()}
    for n in range(6):
        pages |= {f"//s{n}.gov.cn/": html("a.html"), f"//s{n}.gov.cn/a.html": html()}
    async with serving(pages) as server:
        many = await asyncio.gather(*(visited(server.network(), home=f"http://s{n}.gov.cn/") for n in range(6)))
    assert [kept.coverage.pages for kept in many] == [2] * 6
    assert [set(kept.captures) for kept in many] == [
        {f"http://s{n}.gov.cn/", f"http://s{n}.gov.cn/a.html"} for n in range(6)
    ]


async def test_a_cancelled_visit_says_so() -> None:
    async def never(request: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    async with serving({"/": html("a.html"), "/a.html": never}) as server:
        task = asyncio.ensure_future(visited(server.network(), manners=replace(FAST, timeout=1.0)))
        await asyncio.sleep(0.5)
        task.cancel()
        kept = await task
    assert kept.coverage.ended is Ended.CANCELLED
    assert HOME in kept.captures


async def test_the_pages_of_a_list_counted_down_continue_its_first() -> None:
    def listing(number: int, *links: str) -> str:
        following, last = links
        bar = f'<span class="p_pages"><a href="{following}">下页</a><a href="{last}">尾页</a></span>'
        return (
            html(f"/info/1/{number}.htm") + f'<div class="page">共25条 <span class="p_t">{number}/3</span>{bar}</div>'
        )

    pages = {
        "/": html("tzgg.htm"),
        "/tzgg.htm": listing(1, "tzgg/2.htm", "tzgg/1.htm"),
        "/tzgg/2.htm": listing(2, "1.htm", "1.htm"),
        "/tzgg/1.htm": listing(3, "1.htm", "1.htm"),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    first = f"http://{HOST}/tzgg.htm"
    assert kept.captures[first].page.paged_from == ""
    assert {kept.captures[HOME + f"tzgg/{n}.htm"].page.paged_from for n in (1, 2)} == {first}


async def test_a_page_that_only_a_script_names_is_no_dead_link() -> None:
    async with serving(
        {"/": '<script>createPageHTML(3, 0, "index", "html")</script>', "/index_1.html": html()}
    ) as server:
        kept = await visited(server.network())
    assert kept.captures[HOME + "index_1.html"].page.paged_from == HOME
    assert HOME + "index_2.html" not in kept.probes
    assert kept.coverage.skipped == {"paging": 1}


async def test_a_list_filled_by_an_interface_is_kept_as_pages_of_its_column() -> None:
    row = '{"title":"通知","url":"/c/%d.shtml","publishedTime":1788652800000}'
    rows = '{"data":{"page":%d,"rows":1,"total":2,"results":[' + row + "]}}"

    def api(request: web.Request) -> web.Response:
        page = int(request.query["page"])
        return web.Response(text=rows % (page, page), content_type="application/json")

    pages = {
        "/": html("col/"),
        "/col/": "<script>load('/searchList/abc123?_pageSize=15')</script>",
        "/searchList/abc123?_pageSize=15&_isJson=true&page=1": api,
        "/searchList/abc123?_pageSize=15&_isJson=true&page=2": api,
        "/c/1.shtml": html(),
        "/c/2.shtml": html(),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    parts = [c for c in kept.captures.values() if c.page.paged_from == HOME + "col/"]
    assert [item.title for c in parts for item in c.facts.items] == ["通知", "通知"]
    assert {HOME + "c/1.shtml", HOME + "c/2.shtml"} <= set(kept.captures)
