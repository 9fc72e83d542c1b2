"""Made-up addresses: how they are made, beside which pages they are asked, and that they are no part of the site."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import web

from checks.facts.soft_pages import soft_pages
from checks.facts.target import Shown, read_target
from checks.model import marks
from checks.model.captures import Ended, Failure, LinkProbe, SiblingProbe
from checks.model.registry import Site
from checks.model.urls import directory, normalise
from checks.model.verdicts import Judgement, Reason, Verdict, decide
from checks.model.views import GatheredSite, PageView
from crawler.answer import Answer
from crawler.made_up import made_up
from crawler.probes.siblings import MOST, ForeignSiblings
from tests.crawler.loopback import FAST, HOME, HOST, Answering, Kept, html, serving, visited

GONE = "抱歉，您访问的页面不存在或已被删除！"
GOOD = "县图书馆自本月起延长开放时间，每天开放到晚上九点，欢迎广大读者前来阅读。" * 4


def page(text: str, title: str = "县政府", more: str = "") -> str:
    return f"<html><head><title>{title}</title>{more}</head><body><p>{text}</p></body></html>"


def to(place: str) -> Answering:
    return lambda request: web.Response(status=302, headers={"Location": place})


def siblings(kept: Kept) -> list[SiblingProbe]:
    return [thing for thing in kept.things if isinstance(thing, SiblingProbe)]


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("http://a.cn/xw/202609/t20260905_1.html", "http://a.cn/xw/202609/t20260905_#########.html"),
        ("http://a.cn/info.jsp?id=7", "http://a.cn/info.jsp?id=#########"),
        ("http://a.cn/show.php?catid=3&newsid=44", "http://a.cn/show.php?catid=3&newsid=#########"),
        ("http://a.cn/v.php?siteid=123456&id=7", "http://a.cn/v.php?siteid=123456&id=#########"),
        ("http://a.cn/content/post_123456789012.html", "http://a.cn/content/post_############.html"),
        ("http://a.cn/art/2026/1/2/art_12_345.html", "http://a.cn/art/2026/1/2/art_12_#########.html"),
        ("http://a.cn/x/0123456789abcdef0123456789abcdef.html", "http://a.cn/x/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.html"),
        ("http://a.cn/xxgk/about.shtml", "http://a.cn/xxgk/aaaaaaaaaa.shtml"),
        ("http://a.cn/xxgk/", "http://a.cn/xxgk/aaaaaaaaaa"),
        ("http://a.cn/", "http://a.cn/aaaaaaaaaa"),
        ("http://a.cn/%E6%96%B0%E9%97%BB.html", "http://a.cn/aaaaaaaaaa.html"),
        ("http://a.cn/about.html?v=1", "http://a.cn/aaaaaaaaaa.html?v=1"),
        ("http://a.cn/list?name=xinwen", "http://a.cn/list?name=aaaaaaaaaa"),
    ],
)
def test_a_made_up_address_has_the_shape_of_the_real_one(url: str, shape: str) -> None:
    made = made_up(url)
    assert made != url
    assert len(made) == len(shape)
    kinds = {
        "#": str.isdecimal,
        "x": lambda c: c in "0123456789abcdef",
        "a": lambda c: c.isalpha() and c not in "aeiou",
    }
    start = next(at for at in range(len(shape)) if shape[at:].startswith(("####", "xxxx", "aaaa")))
    for ours, wanted in zip(made[start:], shape[start:], strict=True):
        assert ours == wanted or kinds[wanted](ours), made
    assert made[:start] == shape[:start]
    assert made_up(url) == made == normalise(made)
    assert directory(made) == directory(url) or "?v=" in url
    assert made_up(url.replace("a.cn", "b.cn")) != made.replace("a.cn", "b.cn")


@pytest.mark.parametrize(
    "url",
    [
        "http://a.cn/delete.do?id=3",
        "http://a.cn/a.do?method=logout",
        "http://a.cn/admin/deleteUser?id=2",
        "http://a.cn/form?act=submit&id=1",
        "http://a.cn/vote/7",
        "http://a.cn/x.jsp?do=%64elete",
        "http://a.cn/hits.aspx?id=1",
    ],
)
def test_what_may_do_something_is_never_made_up(url: str) -> None:
    assert made_up(url) == ""


async def test_beside_a_page_under_suspicion_one_made_up_address_of_its_directory_is_asked() -> None:
    pages = {
        "/": page(GOOD, more='<link href="s.css">') + html("xw/1.html", "xw/2.html", "xw/3.html", "gk/1.html"),
        "/xw/1.html": page(GONE),
        "/xw/2.html": page(GONE),
        "/xw/3.html": page(GOOD),
        "/gk/1.html": page(GOOD),
        "/xw/" + made_up(HOME + "xw/1.html").rpartition("/")[2]: page(GONE),
        "/xw/" + made_up(HOME + "xw/2.html").rpartition("/")[2]: page(GONE),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
        alone = await visited(server.network(), manners=replace(FAST, siblings=0))
    (sibling,) = siblings(kept)
    assert sibling.subject in (made_up(HOME + "xw/1.html"), made_up(HOME + "xw/2.html"))
    assert sibling.directory == f"{HOST}/xw/*.html"
    assert (sibling.status, sibling.failure, sibling.title, sibling.text) == (200, None, "县政府", GONE)
    assert sibling.marks == (marks.WORDS,)
    assert sibling.subject not in kept.probes
    assert sibling.subject not in kept.captures
    assert siblings(alone) == []
    assert kept.coverage == alone.coverage


async def test_beside_good_pages_nothing_is_asked() -> None:
    pages = {"/": page(GOOD) + html("xw/1.html", "none.html", "index.html"), "/xw/1.html": page(GOOD + "县医院")}
    async with serving({**pages, "/index.html": to("/")}) as server:
        kept = await visited(server.network())
    assert siblings(kept) == []
    assert set(server.asked) == {f"GET /{name}" for name in ("robots.txt", "", "xw/1.html", "none.html", "index.html")}


async def test_what_leads_home_or_to_a_page_of_errors_is_under_suspicion() -> None:
    jump = '<html><body><script>location.href="/";</script></body></html>'
    home = page(GOOD).replace("</body>", html(*(f"{name}/1.html" for name in "abcdef")) + "</body>")
    pages: dict[str, str | int | Answering] = {"/": home, "/index.html": home, "/a/1.html": to("/"), "/b/1.html": jump}
    pages |= {"/c/1.html": to("/index.html"), "/d/1.html": page(GOOD + "县医院")}
    pages |= {"/e/1.html": to("/error/"), "/f/1.html": to("/error/"), "/error/": page(GONE)}
    pages["/" + made_up(HOME + "b/1.html").removeprefix(HOME)] = to("/sso/login")
    async with serving({**pages, "/sso/login": page(GOOD)}) as server:
        kept = await visited(server.network())
    told = {sibling.directory: sibling for sibling in siblings(kept)}
    assert set(told) == {f"{HOST}/{name}/*.html" for name in "abcef"}
    assert told[f"{HOST}/b/*.html"].final_url == HOME + "sso/login"
    assert told[f"{HOST}/b/*.html"].marks == (marks.LOGIN,)


async def test_no_more_are_asked_than_manners_allow_and_the_home_pages_directory_comes_first() -> None:
    links = [f"{name}/1.html" for name in "abcdef"]
    pages = {
        "/": page(GOOD) + html(*links, "last"),
        "/last": page(GONE),
        **{f"/{link}": page(GONE) for link in links},
    }
    async with serving(pages) as server:
        kept = await visited(server.network(), manners=replace(FAST, siblings=3, at_once=1))
    assert [sibling.directory for sibling in siblings(kept)] == [f"{HOST}/*", f"{HOST}/a/*.html", f"{HOST}/b/*.html"]


async def test_robots_and_a_silent_site_are_respected() -> None:
    async def silence(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(3)
        return web.Response()

    links = [f"{name}/1.html" for name in "abcdefgh"]
    pages: dict[str, str | int | Answering] = {"/": page(GOOD) + html(*links)}
    pages |= {f"/{link}": page(GONE) for link in links}
    pages |= {made_up(HOME + link).removeprefix(HOME.rstrip("/")): silence for link in links}
    rules = f"User-agent: *\nDisallow: {made_up(HOME + links[0]).removeprefix(HOME.rstrip('/'))}\n"
    pages["/robots.txt"] = lambda request: web.Response(text=rules, content_type="text/plain")
    async with serving(pages) as server:
        kept = await visited(server.network(), manners=replace(FAST, timeout=0.2, at_once=1))
    assert [sibling.failure for sibling in siblings(kept)] == [Failure.ROBOTS, *[Failure.TIMEOUT] * 3]
    assert kept.coverage.complete


async def test_a_visit_that_was_stopped_asks_nothing_more() -> None:
    more = [f"{n}.html" for n in range(9)]
    pages = {"/": page(GOOD) + html("a.html", "b.html", *more), "/a.html": page(GONE), "/b.html": page("长" * 20_000)}
    async with serving({**pages, **{f"/{name}": page(GOOD) for name in more}}) as server:
        kept = await visited(server.network(), manners=replace(FAST, bytes=50_000, at_once=1))
        whole = await visited(server.network())
    assert (kept.coverage.ended, siblings(kept)) == (Ended.BYTES, [])
    assert len(siblings(whole)) == 1


async def test_a_time_out_is_no_end_from_outside() -> None:
    async def silence(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(1)
        return web.Response()

    async with serving({"/": html("a.html"), "/a.html": silence}) as server:
        kept = await visited(server.network(), manners=replace(FAST, timeout=0.2))
    assert kept.probes[HOME + "a.html"].failure is Failure.TIMEOUT


SHELL = '<html><head><title>政务公开</title></head><body><div id="app"></div><script>new Vue({})</script></body></html>'
KINDS: dict[str, tuple[Verdict, Reason]] = {
    "a/1.html": (Verdict.SOFT_404, Reason.SAME_AS_MADE_UP),  # says so, as does the made-up one
    "b/1.html": (Verdict.SOFT_404, Reason.SAYS_NOT_FOUND),  # says so; the made-up one is 404
    "c/1.html": (Verdict.SOFT_404, Reason.SAME_AS_MADE_UP),  # led home, as is the made-up one
    "d/1.html": (Verdict.SOFT_404, Reason.TO_HOME),  # led home
    "e/1.html": (Verdict.SOFT_404, Reason.SAME_AS_MADE_UP),  # shows the home page, as does the made-up one
    "f/1.html": (Verdict.SOFT_404, Reason.SAME_AS_MADE_UP),  # led to /error/, as is the made-up one
    "g/1.html": (Verdict.UNVERIFIABLE, Reason.ONE_SHELL),  # a shell, as the made-up one
    "h/1.html": (Verdict.OK, Reason.ANSWERED),  # a shell; the made-up one is 404
    "i/1.html": (Verdict.UNVERIFIABLE, Reason.SAME_TITLE),  # says so; the made-up one has its title and another text
    "j/1.html": (Verdict.UNVERIFIABLE, Reason.MADE_UP_LEADS_HERE),  # says so, and the made-up one leads to it
    "k/1.html": (Verdict.OK, Reason.ANSWERED),  # a good page, though the made-up one shows a page of its title
    "l.jsp?id=7": (Verdict.SOFT_404, Reason.SAME_AS_MADE_UP),  # an unknown number, one as the other
}


def twelve() -> dict[str, str | int | Answering]:
    def of(name: str) -> str:
        return made_up(HOME + name).removeprefix(HOME.rstrip("/"))

    links = "".join(f'<p><a href="/{name}">第{n}则</a></p>' for n, name in enumerate(KINDS))
    home = page(GOOD).replace("</body>", f"{links}</body>")
    return {
        "/": home,
        "/a/1.html": page(GONE, "404"),
        of("a/1.html"): page(GONE, "404"),
        "/b/1.html": page(GONE, "404"),
        "/c/1.html": to("/"),
        of("c/1.html"): to("/"),
        "/d/1.html": to("/"),
        "/e/1.html": home,
        of("e/1.html"): home,
        "/f/1.html": to("/error/"),
        of("f/1.html"): to("/error/"),
        "/error/": page("您请求的页面不存在"),
        "/g/1.html": SHELL,
        of("g/1.html"): SHELL,
        "/h/1.html": SHELL,
        "/i/1.html": page(GONE),
        of("i/1.html"): page("欢迎访问本网站，请从栏目导航中选择您要查看的内容。" * 3),
        "/j/1.html": page(GONE),
        of("j/1.html"): to("/j/1.html"),
        "/k/1.html": page(GOOD + "县医院"),
        of("k/1.html"): page(GOOD + "县医院"),
        "/l.jsp?id=7": page("参数错误", "提示"),
        of("l.jsp?id=7"): page("参数错误", "提示"),
    }


async def test_twelve_kinds_of_pages_that_answer_200() -> None:
    async with serving(twelve()) as server:
        kept = await visited(server.network())
    views = tuple(PageView(capture.page, capture.facts) for capture in kept.captures.values())
    answers = {LinkProbe: list(kept.probes.values()), SiblingProbe: siblings(kept)}
    site = GatheredSite(Site("县政府", HOME, "县政府办"), datetime(2026, 11, 20, tzinfo=UTC), views, answers)
    soft = soft_pages(site)
    said: dict[str, Judgement] = {}
    for name in KINDS:
        probe = replace(kept.probes[HOME + name], rounds=2)
        said[name] = decide(soft.marked(probe, site.places(HOME + name)))
    assert {name: (judgement.verdict, judgement.reason) for name, judgement in said.items()} == KINDS
    assert not [name for name in kept.probes if name in {sibling.subject for sibling in siblings(kept)}]
    assert f"{HOST}/k/*.html" not in {sibling.directory for sibling in siblings(kept)}


def foreign(name: str, status: int = 200, final: str = "") -> LinkProbe:
    return LinkProbe(f"http://f.cn/{name}", datetime(2026, 11, 20, tzinfo=UTC), status, final_url=final)


async def test_a_foreign_page_that_says_so_is_held_beside_a_made_up_address_once_a_directory() -> None:
    asked: list[str] = []
    body = page(GONE, "404").encode()

    async def get(url: str) -> Answer:
        asked.append(url)
        await asyncio.sleep(0)
        return Answer(url, datetime(2026, 11, 20, tzinfo=UTC), url, status=200, body=body, content_type="text/html")

    beside, shown = ForeignSiblings(get), read_target("http://f.cn/a/1.html", body)
    both = await asyncio.gather(*(beside.compared(foreign(f"a/{n}.html"), shown) for n in range(3)))
    assert [probe.marks for probe in both] == [("sibling:same",)] * 3
    assert asked == [made_up("http://f.cn/a/0.html")]
    good = foreign("b/1.html")
    assert await beside.compared(good, Shown("页", (), "正文")) is good
    lost = foreign("b/1.html", 404)
    assert await beside.compared(lost, shown) is lost
    acting = foreign("delete.do?id=3")
    assert await beside.compared(acting, shown) is acting
    for n in range(20):
        await beside.compared(foreign(f"d{'x' * n}/1.html"), shown)
    assert len(asked) == MOST


async def test_a_foreign_host_that_does_not_answer_the_made_up_address_tells_nothing() -> None:
    async def get(url: str) -> Answer:
        return Answer(url, datetime(2026, 11, 20, tzinfo=UTC), url, failure=Failure.TIMEOUT)

    probe = foreign("a/1.html")
    assert await ForeignSiblings(get).compared(probe, Shown("404", (marks.WORDS,), GONE)) == probe
