"""Style sheets, sitemaps, feeds and attachments of a site: read for where they lead, and never taken for pages."""

from __future__ import annotations

import asyncio
import gzip
import signal
from dataclasses import replace

from aiohttp import web

from checks.facts.file_parts import BROKE_OFF, BROKEN, LOCKED, TIMED_OUT, UNKNOWN, UNPACKER
from checks.model.captures import Failure
from checks.model.marks import FILE
from checks.model.pages import Link, PageKind
from crawler.frontier import Entry, Frontier, Rank, Want
from crawler.opener import Opened, Opener
from tests.checks.facts.test_attachments import office, pdf
from tests.county.attachments import pdf as county_pdf
from tests.county.attachments import table
from tests.crawler.loopback import FAST, HOME, Answering, Kept, html, serving, visited

RULES = b"User-agent: *\nDisallow: /no/\nSitemap: /index.xml\nSitemap: http://www.county.gov.cn/i.xml"
DOCX = office("word/_rels/document.xml.rels", f"{HOME}from-docx.html")


def file(body: bytes, kind: str = "application/octet-stream", **headers: str) -> Answering:
    return lambda request: web.Response(body=body, content_type=kind, headers=headers)


def led(kept: Kept, path: str) -> list[tuple[str, str]]:
    facts = kept.captures[HOME + path].facts
    assert facts.kind is PageKind.FILE
    return [(link.url.removeprefix(HOME), link.tag) for link in facts.links]


def statuses(kept: Kept) -> dict[str, int | None]:
    return {url.removeprefix(HOME): probe.status for url, probe in kept.probes.items()}


async def test_style_sheets_lead_to_pictures_and_sheets() -> None:
    pages = {
        "/": '<link rel="stylesheet" href="/c/a.css"><link rel="stylesheet" href="http://b.gov.cn/b.css">',
        "/c/a.css": file(b"@import 'b.css';body{background:url(../gone.png)}", "text/css"),
        "/c/b.css": file(b"\na{background:url(there.png)}", "text/css"),
        "/c/there.png": file(b"png", "image/png"),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert led(kept, "c/a.css") == [("c/b.css", "css"), ("gone.png", "css")]
    assert kept.captures[HOME + "c/b.css"].facts.links == (Link(HOME + "c/there.png", "", "css", line=2, column=18),)
    assert statuses(kept) == {"": 200, "c/a.css": 200, "c/b.css": 200, "c/there.png": 200, "gone.png": 404}
    assert kept.captures[HOME + "c/a.css"].body == b""
    assert kept.coverage.pages == 1


async def test_sheets_that_import_each_other_without_end_end() -> None:
    def sheet(request: web.Request) -> web.Response:
        number = int(request.path.strip("/.cs"))
        return web.Response(text=f"@import '/{number + 1}.css';", content_type="text/css")

    pages = {"/": '<link rel="stylesheet" href="/1.css">', **{f"/{n}.css": sheet for n in range(1, 40)}}
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert len(statuses(kept)) < 10


async def test_what_is_called_a_sheet_and_is_a_page_leads_nowhere() -> None:
    pages = {"/": '<link rel="stylesheet" href="/a.css">', "/a.css": "<style>b{background:url(/x.png)}</style>"}
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert statuses(kept) == {"": 200, "a.css": 200}
    assert HOME + "a.css" not in kept.captures


async def test_sitemaps_of_robots_and_of_links_one_index_deep() -> None:
    index = "<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>"
    deeper = "<sitemapindex><sitemap><loc>/s3.xml</loc></sitemap></sitemapindex>"
    listed = "".join(f"<url><loc>/{name}.html</loc></url>" for name in ("only-here", "a", "gone"))
    pages: dict[str, str | int | Answering] = {
        "/": html("a.html", "/sitemap.xml"),
        "/a.html": html(),
        "/only-here.html": html("/not-followed.html"),
        "/robots.txt": file(RULES, "text/plain"),
        "/sitemap.xml": file(gzip.compress(f"<urlset>{listed}</urlset>".encode()), "application/xml"),
        "/i.xml": file(index.encode(), "text/xml"),
        "/s3.xml": file(b"<urlset><url><loc>/too-deep.html</loc></url></urlset>", "text/xml"),
        "/s1.xml": file(deeper.encode(), "text/xml"),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert led(kept, "sitemap.xml") == [("only-here.html", "sitemap"), ("a.html", "sitemap"), ("gone.html", "sitemap")]
    assert led(kept, "s1.xml") == [("s3.xml", "alternate")]
    assert statuses(kept)["gone.html"] == 404
    assert statuses(kept)["only-here.html"] == 200
    assert HOME + "only-here.html" not in kept.captures  # looked at, and no page that readers come to
    assert "not-followed.html" not in statuses(kept)
    assert kept.coverage.pages == 2
    assert "too-deep.html" not in statuses(kept)


async def test_feeds_are_read_and_bombs_are_not() -> None:
    bomb = '<!DOCTYPE l [<!ENTITY a "/x.html">]><rss><channel><item><link>&a;</link></item></channel></rss>'
    pages = {
        "/": '<link rel=alternate type="application/rss+xml" href="/rss"><a href="/sitemap_2.xml">x</a>',
        "/rss": file(b"<rss><channel><item><link>/new.html</link></item></channel></rss>", "application/rss+xml"),
        "/sitemap_2.xml": file(bomb.encode(), "text/xml"),
        "/new.html": html(),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert led(kept, "rss") == [("new.html", "feed")]
    assert statuses(kept) == {"": 200, "rss": 200, "sitemap_2.xml": 200, "new.html": 200}


async def test_a_hint_is_looked_at_last_and_a_link_to_it_is_still_followed() -> None:
    pages = {
        "/": '<form action="/so"></form><form method=post action="/tj"></form><a href="a.html">x</a>'
        "<script>window.open('/by-script.html')</script>",
        "/a.html": html("/so"),
        "/so": html("/found.html"),
        "/found.html": html(),
        "/tj": 405,
        "/by-script.html": html("/never.html"),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert HOME + "so" in kept.captures
    assert HOME + "by-script.html" not in kept.captures
    assert statuses(kept) == {"": 200, "a.html": 200, "so": 200, "found.html": 200, "tj": 405, "by-script.html": 200}
    assert not [asked for asked in server.asked if asked.startswith("POST")]
    assert server.asked.index("GET /found.html") < server.asked.index("HEAD /tj")


def test_hints_are_bounded_and_give_way() -> None:
    frontier = Frontier()
    for n in range(6_000):
        frontier.later(Entry(f"http://a.cn/{n}", Want.THING, Rank.HINT))
    assert len(frontier) == 5_000
    assert frontier.take(hints=False) is None
    assert frontier.new("http://a.cn/0")
    taken = frontier.take()
    assert taken is not None
    assert taken.url == "http://a.cn/1"
    assert not frontier.new("http://a.cn/1")
    assert len(list(frontier.drain("budget"))) == 4_998
    assert len(frontier) == 0


async def test_robots_holds_for_hints() -> None:
    pages = {
        "/": '<form action="/no/so"></form>',
        "/robots.txt": file(b"User-agent: *\nDisallow: /no/", "text/plain"),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    assert kept.probes[HOME + "no/so"].failure is Failure.ROBOTS
    assert kept.coverage.skipped == {"robots": 1}


async def test_headers_lead_too() -> None:
    def home(request: web.Request) -> web.Response:
        led = '</a.css>; rel=preload; as=style, <http://cdn.cn/>; rel="preconnect", </b.png>;rel=icon'
        return web.Response(text=html(), content_type="text/html", headers={"Link": led})

    async with serving({"/": home, "/b.png": 200}) as server:
        kept = await visited(server.network())
    assert statuses(kept) == {"": 200, "a.css": 404, "b.png": 200}
    assert {link.tag for link in kept.captures[HOME].facts.links} == {"header"}


ATTACHMENTS = {
    "a.docx": file(DOCX),
    "b.pdf": file(pdf(f"{HOME}from-pdf.html"), "application/pdf"),
    "empty.pdf": file(b""),
    "page.pdf": "<html><title>页面不存在</title></html>",
    "gone.pdf": 404,
    "broken.xlsx": file(DOCX[:200]),
    "large.zip": file(b"PK\x03\x04" + bytes(2_000_000)),
    "garbage.pdf": file(b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R" * 2_000),
    "error.doc": "<html><title>页面不存在</title><body>页面不存在</body></html>",
}
ATTACHED = {"/": html(*ATTACHMENTS), **{f"/{name}": page for name, page in ATTACHMENTS.items()}}


def marked(kept: Kept) -> dict[str, tuple[str, ...]]:
    return {url.removeprefix(HOME): probe.marks for url, probe in kept.probes.items() if probe.marks}


async def test_attachments_are_opened() -> None:
    async with serving({**ATTACHED, "/from-pdf.html": html()}) as server:
        kept = await visited(server.network(), manners=replace(FAST, attachment_bytes=100_000))
    assert led(kept, "a.docx") == [("from-docx.html", "attachment")]
    assert led(kept, "b.pdf") == [("from-pdf.html", "attachment")]
    assert {path: status for path, status in statuses(kept).items() if status != 200} == {
        **{"gone.pdf": 404, "from-docx.html": 404},
    }
    assert marked(kept) == {
        **{"empty.pdf": (FILE + "empty",), "page.pdf": (FILE + "html",), "error.doc": (FILE + "html",)},
        **{"broken.xlsx": (FILE + "broken",), "garbage.pdf": (FILE + "broken",)},
    }
    assert kept.coverage.pages == 1
    assert kept.coverage.complete


async def test_what_attachments_say_is_kept_or_why_it_is_not() -> None:
    number = "11010519500101032X"
    rows = [["姓名", "身份证号"], ["张三", number]]
    files = {
        **{
            f"{kind}.{kind}": table(kind, rows)
            for kind in ("xlsx", "et", "docx", "wps", "pdf", "ofd", "csv", "rtf", "zip")
        },
        **{
            "locked.pdf": county_pdf(locked=True),
            "a.rar": b"Rar!\x1a\x07\0",
            "a.7z": b"7z\xbc\xaf",
            "cut.xlsx": DOCX[:200],
        },
        "large.txt": b"a\n" * 60_000,
    }
    pages = {"/": html(*files, "page.txt", "gone.csv"), **{f"/{name}": file(body) for name, body in files.items()}}
    async with serving({**pages, "/page.txt": "<html><title>x</title></html>"}) as server:
        kept = await visited(server.network(), manners=replace(FAST, attachment_bytes=100_000), salt=b"a salt")
    facts = {path.removeprefix(HOME): capture.facts for path, capture in kept.captures.items()}
    read = {name: facts[name] for name in files if not facts[name].unread}
    assert set(read) == {name for name in files if name.partition(".")[0] == name.partition(".")[2]}
    assert all("张三" in said.text and number not in repr(said) for said in read.values())
    assert all(said.personal_count == 1 and said.personal[0].digest for said in read.values())
    assert {name: said.unread for name, said in facts.items() if said.unread} == {
        **{"locked.pdf": LOCKED, "a.rar": UNPACKER, "a.7z": UNKNOWN, "cut.xlsx": BROKEN},
        **{"large.txt": "文件太大，超过0.1兆字节，没有打开", "page.txt": "打开是网页，没有读"},
    }
    assert marked(kept) == {"cut.xlsx": (FILE + "broken",)}
    assert kept.probes[HOME + "gone.csv"].status == 404
    assert kept.coverage.pages == 1


async def test_beyond_the_limit_only_the_beginning_is_looked_at() -> None:
    async with serving(ATTACHED) as server:
        kept = await visited(server.network(), manners=replace(FAST, attachments=0))
    assert set(kept.captures) == {HOME}
    assert marked(kept) == {
        **{"empty.pdf": (FILE + "empty",), "page.pdf": (FILE + "html",), "error.doc": (FILE + "html",)},
    }
    assert kept.coverage.bytes < 1_000_000  # of a large file what came at once


async def test_a_file_that_breaks_off_still_has_its_status() -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "50000"})
        await answer.prepare(request)
        await answer.write(b"%PDF-1.4")
        await asyncio.sleep(5)
        return answer

    async with serving({"/": html("a.pdf"), "/a.pdf": slow}) as server:
        kept = await visited(server.network(), manners=replace(FAST, timeout=0.6))
    assert statuses(kept)["a.pdf"] == 200
    assert marked(kept) == {}


async def test_a_reader_that_hangs_is_ended_and_the_next_file_is_read() -> None:
    opener = Opener(seconds=0.0)
    assert await opener.open("docx", DOCX) == Opened(unread=TIMED_OUT)
    opener = Opener()
    first = await opener.open("docx", DOCX)
    (process,) = (reader._process for reader in opener._idle)
    assert process is not None
    process.kill()
    await process.wait()
    assert await opener.open("docx", DOCX) == Opened(unread=BROKE_OFF)
    assert await opener.open("docx", DOCX) == first
    assert first.links == (f"{HOME}from-docx.html",)
    await opener.close()
    assert opener._idle == []


async def test_visits_share_the_process_of_the_opener_they_are_given() -> None:
    opener = Opener()
    pages = {"/": html("a.docx"), "/a.docx": file(DOCX), "/from-docx.html": html()}
    async with serving(pages) as server:
        for _ in range(2):
            kept = await visited(server.network(), opener=opener)
            assert led(kept, "a.docx") == [("from-docx.html", "attachment")]
    assert [reader.count for reader in opener._idle] == [2]
    await opener.close()


async def test_a_file_that_hangs_holds_up_no_other_visit() -> None:
    opener = Opener()
    first = await opener.open("docx", DOCX)
    (process,) = (reader._process for reader in opener._idle)
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    hanging = asyncio.ensure_future(opener.open("docx", DOCX))
    await asyncio.sleep(0)
    assert await opener.open("docx", DOCX) == first
    assert not hanging.done()
    process.kill()
    assert await hanging == Opened(unread=BROKE_OFF)
    await opener.close()
