"""Lists that a script writes or an interface fills: shown like any other, and asked anew on every visit."""

from __future__ import annotations

from aiohttp import web

from checks.model.pages import Capture, PageFacts, Place
from checks.model.registry import Site
from checks.model.views import GatheredSite, PageView
from tests.crawler.loopback import HOME, TODAY, Kept, html, serving, visited

ROW = '{"title":"第%d号通知","url":"/c/%d.shtml","publishedTime":1788652800000}'
STORE = """<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2"></a>
]]></nextgroup><recordset>%s</recordset><totalrecord>%d</totalrecord><totalpage>4</totalpage></datastore></script>"""
RECORD = (
    '<record><![CDATA[<li><a href="/art/%d.html" title="关于第%d号事项的通知">关于</a>'
    "<span>2026-09-05</span></li>]]></record>"
)


class Remembered:
    """What a visit kept, as the memory of the next."""

    def __init__(self, kept: Kept) -> None:
        self._captures = kept.captures

    def _of(self, url: str) -> Capture | None:
        return self._captures.get(url)

    def validators(self, url: str) -> tuple[str, str] | None:
        seen = self._of(url)
        return (seen.page.etag, "") if seen and seen.page.etag else None

    def digest(self, url: str) -> str | None:
        seen = self._of(url)
        return seen.page.digest if seen else None

    def facts(self, url: str) -> PageFacts | None:
        seen = self._of(url)
        return seen.facts if seen else None

    def file(self, url: str) -> None:
        return None


def steady(text: str) -> object:
    """A page whose bytes and ETag never change."""

    def answer(request: web.Request) -> web.Response:
        same = request.headers.get("If-None-Match") == '"same"'
        return web.Response(
            status=304 if same else 200,
            text=None if same else text,
            headers={"ETag": '"same"'},
            content_type="text/html",
        )

    return answer


def listed(kept: Kept) -> dict[str, list[str]]:
    """Titles of the entries by the column they belong to."""
    found: dict[str, list[str]] = {}
    for capture in kept.captures.values():
        for item in capture.facts.items:
            found.setdefault(capture.page.paged_from or capture.page.url, []).append(item.title)
    return found


async def test_the_list_of_an_interface_is_asked_again_behind_a_page_that_did_not_change() -> None:
    rows = [1, 2]

    def api(request: web.Request) -> web.Response:
        text = '{"data":{"page":1,"rows":9,"total":%d,"results":[%s]}}'
        made = ",".join(ROW % (n, n) for n in rows)
        return web.Response(text=text % (len(rows), made), content_type="application/json")

    shell = (
        "<p>通知公告栏目，请稍候，正在读取本栏目的信息列表内容。</p><script>load('/searchList/ab?_pageSize=9')</script>"
    )
    pages = {"/": html("col/"), "/col/": steady(shell), "/searchList/ab?_pageSize=9&_isJson=true&page=1": api}
    pages |= {f"/c/{n}.shtml": html() for n in (1, 2, 3)}
    async with serving(pages) as server:
        first = await visited(server.network())
        second = await visited(server.network(), memory=Remembered(first))
        rows.append(3)
        third = await visited(server.network(), memory=Remembered(second))
    assert listed(first) == {HOME + "col/": ["第1号通知", "第2号通知"]}
    assert listed(second) == listed(first)
    assert listed(third) == {HOME + "col/": ["第1号通知", "第2号通知", "第3号通知"]}
    assert HOME + "c/3.shtml" in third.captures


async def test_the_rest_of_a_store_is_asked_again_behind_a_page_that_did_not_change() -> None:
    first_part, total = RECORD % (1, 1), 3

    def rest(request: web.Request) -> web.Response:
        made = "".join(RECORD % (n, n) for n in range(2, total + 1))
        return web.Response(text=STORE % (made, total), content_type="text/xml")

    class Proxy(dict):
        def get(self, path: str, default: object = None) -> object:
            return rest if "dataproxy.jsp" in path else super().get(path, default)

    async with serving({}) as server:
        server.pages = Proxy(
            {
                "/": html("col/"),
                "/col/": steady(f"<p>{'本栏目公开通知公告，请按需查阅。' * 60}</p>" + STORE % (first_part, total)),
            }
        )
        first = await visited(server.network())
        second = await visited(server.network(), memory=Remembered(first))
    assert [title[2:5] for title in listed(first)[HOME + "col/"]] == ["第1号", "第2号", "第3号"]
    assert listed(second) == listed(first)


async def test_the_directory_of_gkmlpt_is_asked_again_behind_a_shell_that_did_not_change() -> None:
    posts = [1, 2]

    def api(request: web.Request) -> web.Response:
        row = '{"title":"第%d号办法","date":1,"display_publish_time":1788652800,"url":"/gkmlpt/content/1/post_%d.html"}'
        made = ",".join(row % (n, n) for n in posts)
        text = f'{{"total":{len(posts)},"articles":[{made}]}}'
        return web.Response(text=text, content_type="application/json")

    shell = "<p>政府信息公开目录，请稍候，正在读取目录的内容。</p><script>window._CONFIG = {SID:'755001'}</script>"
    pages = {"/": html("gkmlpt/index"), "/gkmlpt/index": steady(shell), "/gkmlpt/api/all/0?page=1&sid=755001": api}
    pages |= {f"/gkmlpt/content/1/post_{n}.html": html() for n in (1, 2, 3)}
    async with serving(pages) as server:
        first = await visited(server.network())
        second = await visited(server.network(), memory=Remembered(first))
        posts.append(3)
        third = await visited(server.network(), memory=Remembered(second))
    assert listed(first) == {HOME + "gkmlpt/index": ["第1号办法", "第2号办法"]}
    assert listed(second) == listed(first)
    assert listed(third) == {HOME + "gkmlpt/index": ["第1号办法", "第2号办法", "第3号办法"]}
    assert HOME + "gkmlpt/content/1/post_3.html" in third.captures


async def test_what_only_a_script_or_an_interface_lists_is_a_link_of_the_site() -> None:
    script = "<script>var u='./gone.html'; var t='关于防汛的通知'; document.write('<li>'+u+t)</script>"
    reply = '{"data":{"page":1,"rows":9,"total":1,"results":[%s]}}' % (ROW % (7, 7))
    pages = {
        "/": html("trs/", "col/"),
        "/trs/": script,
        "/col/": "<script>load('/searchList/ab?_pageSize=9')</script>",
        "/searchList/ab?_pageSize=9&_isJson=true&page=1": lambda r: web.Response(
            text=reply, content_type="application/json"
        ),
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    views = tuple(PageView(capture.page, capture.facts) for capture in kept.captures.values())
    site = GatheredSite(Site("县政府", HOME, "县政府办"), TODAY, views)
    for url, title in ((HOME + "trs/gone.html", "关于防汛的通知"), (HOME + "c/7.shtml", "第7号通知")):
        assert kept.probes[url].status == 404
        assert (site.places(url).count, site.places(url).text, site.places(url).tag) == (1, title, "a")
    given = [link for link in kept.captures[HOME + "trs/"].facts.links if link.url.endswith("gone.html")]
    assert [link.place for link in given] == [Place.LIST]


async def test_a_dead_entry_of_an_interface_is_shown_by_its_column() -> None:
    """Also where the interface calls its answer html, and where the column shows the entry itself."""
    rows = ",".join(ROW % (n, n) for n in (7, 8))
    reply = '{"data":{"page":1,"rows":9,"total":2,"results":[' + rows + "]}}"
    pages = {
        "/": html("col/"),
        "/col/": html("/c/8.shtml") + "<script>load('/searchList/ab?_pageSize=9')</script>",
        "/searchList/ab?_pageSize=9&_isJson=true&page=1": reply,
    }
    async with serving(pages) as server:
        kept = await visited(server.network())
    views = tuple(PageView(capture.page, capture.facts) for capture in kept.captures.values())
    site = GatheredSite(Site("县政府", HOME, "县政府办"), TODAY, views)
    for n in (7, 8):
        assert kept.probes[HOME + f"c/{n}.shtml"].status == 404
        assert site.places(HOME + f"c/{n}.shtml").pages == (HOME + "col/",)
        assert site.places(HOME + f"c/{n}.shtml").count == 1
