"""How an address is asked: redirects and rings, cookies that must be brought back, second tries, and what is told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from checks.facts.doors import asks_who
from checks.model import marks
from checks.model.captures import HISTORY_KEPT, Failure, LinkProbe, Look
from crawler.again import CAUSES, after, throttled
from crawler.answer import Answer, bounded, clean
from crawler.asking import Ask, follow
from crawler.probes.links import ask_links
from crawler.redirects import shown, to_home
from crawler.target import Manners, Network
from tests.crawler.loopback import FAST, HOME, TODAY, Answering, Server, garbage, html, serving, visited

FOREIGN = "http://other.cn/"


def to(place: str, cookie: str = "", status: int = 302) -> Answering:
    headers = {"Location": place} | ({"Set-Cookie": cookie} if cookie else {})
    return lambda request: web.Response(status=status, headers=headers)


async def _asked(server: Server, *urls: str, manners: Manners = FAST) -> dict[str, LinkProbe]:
    kept: list[LinkProbe] = []
    await ask_links(urls, manners, server.network(), kept.append, lambda: datetime.now(UTC))
    return {probe.subject: probe for probe in kept}


async def own_and_foreign(pages: dict[str, str | int | Answering], path: str) -> tuple[LinkProbe, LinkProbe, Server]:
    """The same pages asked as addresses of the site, and as addresses of another host."""
    mine = {"/": html(path), **{f"/{name}": page for name, page in pages.items()}}
    async with serving({**mine, **{f"//other.cn/{name}": page for name, page in pages.items()}}) as server:
        own = (await visited(server.network())).probes[HOME + path]
        foreign = (await _asked(server, FOREIGN + path))[FOREIGN + path]
    return own, foreign, server


def behind_a_cookie(name: str, there: str) -> Answering:
    """Sends everybody round until the cookie is brought back."""

    def answer(request: web.Request) -> web.Response:
        if name in request.cookies:
            return web.Response(text=html(), content_type="text/html")
        return web.Response(status=302, headers={"Location": there, "Set-Cookie": f"{name}=1; Path=/"})

    return answer


async def test_what_is_slow_is_waited_for_as_long_as_the_manners_say() -> None:
    """The library would give up after five seconds."""

    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(5.3)
        return web.Response(text=html(), content_type="text/html")

    async with serving({"//other.cn/slow": answer}) as server:
        probe = (await _asked(server, FOREIGN + "slow", manners=replace(FAST, timeout=9.0)))[FOREIGN + "slow"]
    assert (probe.status, probe.failure) == (200, None)
    assert probe.elapsed > 5.0


@pytest.mark.parametrize("there", ["a.html", "ring.html"])
async def test_a_redirect_to_itself_is_passed_with_its_cookie(there: str) -> None:
    pages = {"a.html": behind_a_cookie("CT6T", there), "ring.html": to("a.html")}
    for probe in (await own_and_foreign(pages, "a.html"))[:2]:
        assert (probe.status, probe.failure, probe.final_url) == (200, None, "")


async def test_a_ring_without_cookies_is_a_loop_at_once() -> None:
    *both, server = await own_and_foreign({"a": to("b"), "b": to("a")}, "a")
    assert {probe.failure for probe in both} == {Failure.REDIRECT_LOOP}
    assert {probe.chain for probe in both} == {(HOME + "b",), (FOREIGN + "b",)}
    assert server.asked.count("GET //other.cn/a") == 1


async def test_a_loop_that_goes_on_with_cookies_is_a_loop_or_the_wall_that_its_cookie_names() -> None:
    for cookie, failure in (("JSESSIONID=1", Failure.REDIRECT_LOOP), ("acw_tc=1", Failure.CHALLENGED)):
        *both, server = await own_and_foreign({"a": to("a", cookie)}, "a")
        assert {probe.failure for probe in both} == {failure}
        assert server.asked.count("GET //other.cn/a") == 4


async def test_cookies_of_one_question_are_not_brought_to_another() -> None:
    brought = []

    def answer(request: web.Request) -> web.Response:
        brought.append(dict(request.cookies))
        return web.Response(text=html(), content_type="text/html", headers={"Set-Cookie": "seen=1; Path=/"})

    async with serving({"//other.cn/a": answer, "//other.cn/b": answer}) as server:
        await _asked(server, FOREIGN + "a", FOREIGN + "b")
    assert brought == [{}, {}]


async def test_a_long_chain_that_ends_well_is_no_loop_and_is_told() -> None:
    pages = {f"{n}": to(f"{n + 1}") for n in range(15)} | {"15": html()}
    own, foreign, _ = await own_and_foreign(pages, "0")
    assert (own.status, own.final_url, foreign.status, foreign.final_url) == (200, HOME + "15", 200, FOREIGN + "15")
    assert own.chain == tuple(f"{HOME}{n}" for n in range(1, 15))
    assert foreign.chain == tuple(f"{FOREIGN}{n}" for n in range(1, 15))


async def test_endless_redirects_end() -> None:
    class Endless(dict):
        def get(self, path: str, default: object = None) -> object:
            number = path.rpartition("/n")[2]
            return to(f"/n{int(number) + 1}") if number.isdigit() else super().get(path, default)

    async with serving({}) as server:
        server.pages = Endless({"/": html("n0", "b.html"), "/b.html": html()})
        kept = await visited(server.network())
        foreign = (await _asked(server, FOREIGN + "n0"))[FOREIGN + "n0"]
    assert (foreign.failure, kept.probes[HOME + "n0"].failure) == (Failure.REDIRECT_LOOP, Failure.REDIRECT_LOOP)
    assert HOME + "b.html" in kept.captures
    assert len(server.asked) < 50


async def test_addresses_that_grow_are_not_followed_for_ever_nor_kept() -> None:
    long = "x" * 3_900
    pages = {f"{n}?{long}": to(f"{n + 1}?{long}") for n in range(1, 5)} | {f"5?{long}": to("end"), "end": html()}
    own, foreign, _ = await own_and_foreign({"0": to(f"1?{long}"), **pages}, "0")
    assert (own.status, foreign.status) == (200, 200)
    assert max(len("".join(probe.chain)) for probe in (own, foreign)) <= 8_000
    own, foreign, _ = await own_and_foreign({"a": to("/b?" + "x" * 5_000)}, "a")
    assert (own.status, foreign.status, own.final_url) == (302, 302, "")


async def test_a_certificate_that_did_not_hold_on_the_way_stays_told() -> None:
    async def once(ask: Ask) -> Answer:
        if ask.url.startswith("https"):
            headers = (("Location", "http://a.cn/y"),)
            return Answer(ask.url, TODAY, ask.url, status=302, headers=headers, marks=(marks.BAD_CERTIFICATE,))
        return Answer(ask.url, TODAY, ask.url, status=200)

    answer = await follow(Ask("https://a.cn/x"), once)
    assert (answer.status, answer.url, answer.marks) == (200, "http://a.cn/y", (marks.BAD_CERTIFICATE,))


async def test_a_location_in_gbk_is_asked_as_its_bytes() -> None:
    raw = b"HTTP/1.1 302 Found\r\nLocation: http://c.cn/" + "公告".encode("gbk") + b"\r\nContent-Length: 0\r\n\r\n"
    async with garbage(raw) as address:
        network = Network(connect_to={"*": address})
        kept: list[LinkProbe] = []
        await ask_links(["http://old.cn/"], FAST, network, kept.append, lambda: datetime.now(UTC))
    assert kept[0].chain == ("http://c.cn/%B9%AB%B8%E6",)
    assert clean([("Location", "http://c.cn/\udcb9\udcab")]) == (("Location", "http://c.cn/%B9%AB"),)
    assert clean([("ETag", "\udcb9"), ("X", "中")]) == (("ETag", "\ufffd"), ("X", "中"))


async def test_a_page_is_asked_by_get_and_a_file_by_head() -> None:
    pdf = lambda request: web.Response(body=b"%PDF" * 100, content_type="application/pdf")  # noqa: E731
    pages = {
        "//other.cn/a": html(),
        "//other.cn/a.png": pdf,
        "//other.cn/lies.jpg": _no_head,
        "//other.cn/gone.png": 404,
    }
    async with serving(pages) as server:
        told = await _asked(server, *(FOREIGN + name for name in ("a", "a.png", "lies.jpg", "gone.png")))
    page, file, lies, gone = (told[FOREIGN + name] for name in ("a", "a.png", "lies.jpg", "gone.png"))
    assert (page.method, page.title, page.size, page.looks, page.history) == ("GET", "页", len(html().encode()), 1, ())
    assert (file.method, file.size, file.looks) == ("HEAD", 400, 1)
    assert (lies.method, lies.status, lies.size, lies.looks) == ("GET", 200, 5, 2)
    assert [(look.method, look.status) for look in lies.history] == [("HEAD", 405), ("GET", 200)]
    assert (gone.method, gone.status, gone.looks) == ("GET", 404, 2)
    assert "HEAD //other.cn/a" not in server.asked
    assert "GET //other.cn/a.png" not in server.asked


def _no_head(request: web.Request) -> web.Response:
    return web.Response(status=405) if request.method == "HEAD" else web.Response(body=b"words")


async def test_a_document_for_download_is_asked_by_get_and_its_first_bytes_are_told() -> None:
    error = lambda request: web.Response(text="<html><title>404</title>", content_type="text/html")  # noqa: E731
    empty = lambda request: web.Response(body=b"", content_type="application/pdf")  # noqa: E731
    good = lambda request: web.Response(body=b"%PDF-1.4" * 9, content_type="application/pdf")  # noqa: E731
    wall = lambda request: web.Response(status=202, body=b"", content_type="application/pdf")  # noqa: E731
    pages = {"//other.cn/a.pdf": error, "//other.cn/b.pdf": empty, "//other.cn/c.pdf": good, "//other.cn/d.pdf": wall}
    async with serving(pages) as server:
        told = await _asked(server, *(FOREIGN + name for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf")))
    found = [told[FOREIGN + name].marks for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf")]
    assert found == [("file:html",), ("file:empty",), (), ()]
    assert {probe.method for probe in told.values()} == {"GET"}


async def test_a_head_that_says_empty_is_not_believed() -> None:
    def says_empty(request: web.Request) -> web.Response:
        if request.method == "HEAD":
            return web.Response(headers={"Content-Length": "0", "Content-Type": "application/pdf"})
        return web.Response(body=b"%PDF-1.4", content_type="application/pdf")

    for probe in (await own_and_foreign({"a.png": says_empty}, "a.png"))[:2]:
        assert (probe.method, probe.size, probe.looks) == ("GET", 8, 2)


async def test_a_file_that_is_empty_does_not_make_the_host_a_liar() -> None:
    empty = lambda request: web.Response(headers={"Content-Length": "0"}, content_type="application/pdf")  # noqa: E731
    pages = {"/": html("a.png", "b.png"), "/a.png": empty, "/b.png": empty}
    async with serving(pages) as server:
        kept = await visited(server.network(), manners=replace(FAST, at_once=1))
    assert {kept.probes[HOME + name].size for name in ("a.png", "b.png")} == {0}
    assert "HEAD /b.png" in server.asked


async def test_own_files_tell_their_size_and_own_pages_their_title() -> None:
    pdf = lambda request: web.Response(body=b"%PDF" * 100, content_type="application/pdf")  # noqa: E731
    async with serving({"/": html("a.png"), "/a.png": pdf}) as server:
        kept = await visited(server.network())
    assert (kept.probes[HOME + "a.png"].method, kept.probes[HOME + "a.png"].size) == ("HEAD", 400)
    assert kept.probes[HOME].title == kept.captures[HOME].probe.title == "页"


async def test_what_failed_in_passing_is_asked_again_and_both_looks_are_told() -> None:
    def mended(request: web.Request, times: list[int] = []) -> web.Response:  # noqa: B006 - counts on purpose
        times.append(1)
        return web.Response(status=500 if len(times) % 2 else 200, text=html(), content_type="text/html")

    for probe in (await own_and_foreign({"a.html": mended}, "a.html"))[:2]:
        assert (probe.status, probe.looks) == (200, 2)
        assert [look.status for look in probe.history] == [500, 200]
        assert probe.history[1].at - probe.history[0].at >= timedelta(seconds=0.9)


@pytest.mark.parametrize("wait", [{"Retry-After": "1"}, {"RateLimit": "limit=1, remaining=0, reset=1"}, {}])
async def test_a_server_that_goes_on_asking_for_time_has_given_no_answer(wait: dict[str, str]) -> None:
    busy = lambda request: web.Response(status=429, headers=wait)  # noqa: E731
    *both, server = await own_and_foreign({"a": busy}, "a")
    for probe in both:
        assert (probe.failure, probe.status, probe.looks) == (Failure.THROTTLED, None, 2)
        assert (marks.THROTTLED in probe.marks) is bool(wait)
        seconds = (probe.history[1].at - probe.history[0].at).total_seconds()
        assert (seconds >= 0.9) is bool(wait)
    assert server.asked.count("GET //other.cn/a") == 2


async def test_a_host_that_only_asks_for_time_is_not_asked_for_everything() -> None:
    class Busy(dict):
        def get(self, path: str, default: object = None) -> object:
            return lambda request: web.Response(status=429, headers={"Retry-After": "0"})

    async with serving({}) as server:
        server.pages = Busy()
        told = await _asked(server, *(f"{FOREIGN}{n}" for n in range(40)), manners=replace(FAST, at_once=1))
    assert {probe.failure for probe in told.values()} == {Failure.THROTTLED}
    assert sum(probe.looks == 0 for probe in told.values()) >= 30


def _answer(**rest: object) -> Answer:
    return Answer("http://a.cn/x", TODAY, "http://a.cn/x", **rest)  # type: ignore[arg-type]


def test_one_table_says_what_is_asked_again() -> None:
    assert after(_answer(failure=Failure.RESET)) == CAUSES[Failure.RESET]
    assert [after(_answer(status=status)).times for status in (200, 404, 429, 500, 503)] == [0, 0, 1, 1, 1]
    assert after(_answer(failure=Failure.NXDOMAIN)).times == 0
    assert after(_answer(status=521, marks=("wall:jiasule",))).times == 0
    assert throttled(_answer(status=503, headers=(("Retry-After", "9"),)))
    assert not throttled(_answer(status=503))
    assert all(again.times <= 2 and again.seconds <= 2 for again in CAUSES.values())


def test_of_many_looks_the_first_and_the_last_are_kept() -> None:
    looks = tuple(Look(TODAY + timedelta(minutes=n)) for n in range(20))
    kept = bounded(looks)
    assert len(kept) == HISTORY_KEPT
    assert (kept[0], kept[-1]) == (looks[0], looks[-1])
    many = _answer(history=looks)
    assert len(many.looked_after(many).told) == HISTORY_KEPT
    assert len(many.probe().history) == HISTORY_KEPT


DOORS = [
    ("https://sso.x.gov.cn/", True),
    ("https://tyrz.gd.gov.cn/pscp/sso/static/", True),
    ("http://www.x.gov.cn/user/login.do?service=1", True),
    ("http://oa.x.gov.cn/cas/login", True),
    ("http://www.cas.cn/", False),
    ("http://cas.ac.cn/zz/index.html", False),
    ("http://sso.cn/", False),
    ("http://www.x.gov.cn/loginfo/a.html", False),
    ("http://www.x.gov.cn/xw/t1_login_guide.html", False),
]


@pytest.mark.parametrize(("url", "door"), DOORS)
def test_doors_are_told_by_whole_words(url: str, door: bool) -> None:
    assert asks_who(url) is door


HOMES = [
    ("http://a.cn/xw/t1.html", "http://a.cn/", True),
    ("http://a.cn/xw/t1.html", "https://www.a.cn/index.html", True),
    ("http://a.cn/t1.html", "http://b.cn/", True),
    ("http://a.cn/?id=7", "http://a.cn/", True),
    ("http://a.cn/zwgk/", "http://a.cn/", True),
    ("http://a.cn/", "https://www.a.cn/", False),
    ("http://a.cn/index.html", "https://a.cn/", False),
    ("http://a.cn/home.html", "http://a.cn/", False),
    ("http://a.cn/xw/t1.html", "https://www.a.cn/xw/t1.html", False),
    ("http://a.cn/zwgk/", "http://zwgk.a.cn/", False),
    ("http://a.cn/zwgk/index.html", "http://zwgk.a.cn/", False),
    ("http://a.cn/xw/t1.html", "http://a.cn/xw/", False),
    ("http://a.cn/xw/t1.html", "http://a.cn/index.php?id=7", False),
]


@pytest.mark.parametrize(("asked", "final", "home"), HOMES)
def test_a_deep_address_that_leads_to_a_home_page(asked: str, final: str, home: bool) -> None:
    assert to_home(asked, final) is home


TITLES = [
    ("用户登录", True),
    ("甘肃省统一身份认证平台", True),
    ("某市政务服务网-登录", True),
    ("统一身份认证平台正式上线", False),
    ("关于调整用户登录方式的通知", False),
]


@pytest.mark.parametrize(("title", "door"), TITLES)
def test_a_title_is_a_door_only_where_redirects_led(title: str, door: bool) -> None:
    led = Answer("http://a.cn/x", TODAY, "http://b.cn/y", status=200)
    assert (marks.LOGIN in shown(led, title).marks) is door
    assert marks.LOGIN not in shown(_answer(status=200), title).marks
    same = Answer("http://a.cn/x", TODAY, "https://www.a.cn/x", status=200)
    assert marks.LOGIN not in shown(same, title).marks


async def test_the_marks_of_redirects_reach_the_probe() -> None:
    door = "<html><title>统一身份认证</title></html>"
    pages = {"t/1.html": to("/"), "t/2.html": to("/user/login.jsp"), "t/3.html": to("/in.html"), "in.html": door}
    pages |= {"user/login.jsp": html(), "t/4.html": html()}
    for name, mark in (("1", marks.TO_HOME), ("2", marks.LOGIN), ("3", marks.LOGIN), ("4", "")):
        both = (await own_and_foreign({**pages, "": html(f"t/{name}.html")}, f"t/{name}.html"))[:2]
        assert {probe.marks for probe in both} == {(mark,) if mark else ()}, name


async def test_the_home_page_to_which_a_link_leads_is_not_marked_for_it() -> None:
    pages = {"/": html("t/1.html", "t/2.html"), "/t/1.html": to("/"), "/t/2.html": to("/in.html"), "/in.html": _door}
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert kept.probes[HOME + "t/1.html"].marks == (marks.TO_HOME,)
    assert kept.probes[HOME + "t/2.html"].marks == (marks.LOGIN,)
    assert kept.captures[HOME + "t/2.html"].probe.marks == (marks.LOGIN,)
    assert (kept.probes[HOME].marks, kept.probes[HOME + "in.html"].marks) == ((), ())


def _door(request: web.Request) -> web.Response:
    return web.Response(text="<html><title>统一身份认证</title></html>", content_type="text/html")
