"""Sites that are only glanced at, and what is asked of the names of those that are visited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from checks.facts.domains import made_up
from checks.model.captures import Coverage, DnsProbe, Ended, Failure, HttpProbe
from checks.model.registry import Site, SiteKind, SubjectState
from crawler.glance import glance
from crawler.target import Network, Target
from crawler.visit import visit
from tests.crawler.loopback import FAST, HOME, HOST, TODAY, Answering, Kept, Server, garbage, html, serving
from tests.crawler.names import Table, name_server

BARE = "county.gov.cn"
LSJ = "lsj.county.gov.cn"
CLOSED = Site("县粮食局", "http://lsj.county.gov.cn/", "县粮食局", state=SubjectState.CLOSED)
PORTAL = Site("县政府", HOME, "县政府办", kind=SiteKind.PORTAL)
Pages = Mapping[str, str | int | Answering]


def here(*names: str) -> dict[tuple[str, str], tuple[str, ...] | str]:
    """Names with an IPv4 address and nothing else."""
    return {(name, "A"): ("110.10.10.7",) for name in names} | {(name, "*"): () for name in names}


async def looked(site: Site, pages: Pages, names: Table, way: str = "") -> tuple[Kept, Server]:
    """What is kept of a site, and the server that was asked; `way` is another one for all its names."""
    kept = Kept()
    async with serving(pages) as server, name_server(names) as resolver:
        network = Network({"*": way or server.address}, (resolver,))
        look = visit if site.state is SubjectState.NORMAL else glance
        kept.coverage = await look(Target(site, TODAY, manners=FAST, network=network, catch=kept))
    return kept, server


def doors(kept: Kept) -> list[HttpProbe]:
    return [thing for thing in kept.things if isinstance(thing, HttpProbe)]


def looks(kept: Kept) -> list[tuple[str, bool]]:
    return [(t.subject, bool(t.a or t.aaaa)) for t in kept.things if isinstance(t, DnsProbe)]


def to(place: str) -> Answering:
    return lambda request: web.Response(status=302, headers={"Location": place})


async def test_a_closed_site_is_asked_its_names_and_its_door_and_nothing_else() -> None:
    pages = {"//lsj.county.gov.cn/": html("/a.html", text="网站标识码 3300000001 临江县粮食局欢迎您")}
    kept, server = await looked(CLOSED, pages, here(LSJ))
    assert server.asked == ["GET //lsj.county.gov.cn/"]  # neither robots.txt nor a link
    (door,) = doors(kept)
    assert (door.subject, door.status, door.title, door.family, door.final_url) == (CLOSED.home, 200, "页", 0, "")
    assert "欢迎您" in door.text
    assert "code:3300000001" in door.marks
    assert sorted(looks(kept)) == sorted([(LSJ, True), (made_up(LSJ), False)])
    assert kept.coverage == Coverage(known=1, asked=1)


async def test_a_name_that_is_gone_has_no_door() -> None:
    kept, server = await looked(CLOSED, {}, {})
    assert (server.asked, doors(kept)) == ([], [])
    assert kept.coverage == Coverage(known=1, asked=0)
    assert {t.failure for t in kept.things if isinstance(t, DnsProbe)} == {Failure.NXDOMAIN}


async def test_redirects_and_pages_that_send_on_are_followed_as_far_as_a_visitor_gets() -> None:
    sends_on = '<meta http-equiv="refresh" content="0;url=http://fgj.county.gov.cn/">'
    pages = {
        "//lsj.county.gov.cn/": to("/index.html"),
        "//lsj.county.gov.cn/index.html": sends_on,
        "//fgj.county.gov.cn/": html().replace("页", "县发展和改革局"),
    }
    kept, _ = await looked(CLOSED, pages, here(LSJ))
    (door,) = doors(kept)
    assert (door.final_url, door.title) == ("http://fgj.county.gov.cn/", "县发展和改革局")


async def test_each_registered_name_is_asked_once_and_numbers_are_not() -> None:
    site = replace(CLOSED, hosts=("b.county.gov.cn", "b.county.gov.cn:8080", "110.10.10.9"))
    kept, server = await looked(site, {}, here(LSJ, "b.county.gov.cn"))
    assert sorted(server.asked) == ["GET //b.county.gov.cn/", "GET //lsj.county.gov.cn/"]
    assert {door.status for door in doors(kept)} == {404}
    assert kept.coverage == Coverage(known=2, asked=2)


async def test_where_http_does_not_answer_https_is_tried_and_the_failure_kept() -> None:
    async with garbage(b"\x00\x01 no http \r\n\r\n") as way:
        kept, _ = await looked(CLOSED, {}, here(LSJ), way)
    (door,) = doors(kept)
    assert (door.subject, door.status, door.failure) == (CLOSED.home, None, Failure.BAD_RESPONSE)


async def test_our_own_network_ends_a_glance_without_a_word_on_the_site() -> None:
    kept = Kept()
    async with name_server(here(LSJ)) as resolver:
        network = Network({"*": "127.0.0.1:1"}, (resolver,), witnesses=("http://witness.cn/",), patience_minutes=0)
        coverage = await glance(Target(CLOSED, TODAY, manners=FAST, network=network, catch=kept))
    assert coverage.ended is Ended.OUR_NETWORK
    assert [door.failure for door in doors(kept)] == [Failure.OUR_NETWORK]


async def test_the_bare_name_of_a_portal_is_asked_once_where_it_opens() -> None:
    names = here(HOST, BARE)
    kept, server = await looked(PORTAL, {"/": html(), f"//{BARE}/": to(HOME)}, names)
    assert server.asked.count(f"GET //{BARE}/") == 1
    (door,) = doors(kept)
    assert (door.subject, door.final_url, door.status) == (f"http://{BARE}/", HOME, 200)
    assert sorted(looks(kept)) == [(BARE, True), (HOST, True)]


async def test_a_bare_name_without_an_address_or_a_page_is_asked_twice() -> None:
    kept, _ = await looked(PORTAL, {"/": html()}, here(HOST) | {(BARE, "*"): ()})
    assert looks(kept).count((BARE, False)) == 2
    assert doors(kept) == []
    kept, _ = await looked(PORTAL, {"/": html(), f"//{BARE}/": 404}, here(HOST, BARE))
    assert [(door.subject, door.status) for door in doors(kept)] == [(f"http://{BARE}/", 404)] * 2


async def test_a_department_has_no_bare_name_and_further_hosts_are_asked_once() -> None:
    site = Site("县财政局", HOME, "县财政局", kind=SiteKind.DEPARTMENT, hosts=("b.gov.cn",))
    kept, _ = await looked(site, {"/": html()}, here(HOST, "b.gov.cn"))
    assert [(door.subject, door.status) for door in doors(kept)] == [("http://b.gov.cn/", 404)]
    assert sorted(looks(kept)) == [("b.gov.cn", True), (HOST, True)]


async def test_a_home_page_that_leads_to_a_stranger_is_looked_at_twice_and_a_plain_outage_not() -> None:
    site = replace(PORTAL, kind=SiteKind.OTHER)
    pages = {"/": to("http://other.gov.cn/"), "//other.gov.cn/": html().replace("页", "市政府")}
    kept, _ = await looked(site, pages, here(HOST))
    assert kept.coverage.ended is Ended.HOME_FAILED
    assert [(door.final_url, door.title) for door in doors(kept)] == [("http://other.gov.cn/", "市政府")] * 2
    kept, _ = await looked(site, {"/": 500}, here(HOST))
    assert [door.status for door in doors(kept)] == [500]
    assert looks(kept) == [(HOST, True)]


async def test_a_home_whose_name_is_gone_is_looked_up_twice() -> None:
    async with garbage(b"") as way:
        kept, _ = await looked(replace(PORTAL, kind=SiteKind.OTHER), {}, {}, way)
    assert kept.coverage.ended is Ended.HOME_FAILED
    assert looks(kept) == [(HOST, False)] * 2
    assert doors(kept) == []
