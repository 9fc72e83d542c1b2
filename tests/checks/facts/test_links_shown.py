"""Every way in which a page shows an address, and where in its source that stands."""

from __future__ import annotations

import time

import pytest

from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.spots import find_spots
from checks.model.pages import HINTS, Link

URL = "http://www.a.gov.cn/xw/index.html"
HOST = "http://www.a.gov.cn/"


def links(markup: str, charset: str = "utf-8") -> tuple[Link, ...]:
    return read(parse(URL, markup.encode(charset), f"text/html; charset={charset}")).links


def shown(markup: str) -> set[tuple[str, str]]:
    return {(link.tag, link.url.removeprefix(HOST)) for link in links(markup)}


@pytest.mark.parametrize(
    ("markup", "tag", "urls"),
    [
        ('<a href="/a.html">x</a>', "a", ["a.html"]),
        ('<img src="/a.png" srcset="/b.png 1x, /c,d.png 2x,/e.png">', "img", ["a.png", "b.png", "c,d.png", "e.png"]),
        ('<picture><source srcset="/a.webp"><img src="/b.png"></picture>', "source", ["a.webp"]),
        ('<link rel=preload as=image imagesrcset="/a.png 1x, /b.png 2x">', "link", ["a.png", "b.png"]),
        ('<form action="/so"><input name=q></form>', "form", ["so"]),
        ('<form method=" POST " action="/tj"></form>', "form-post", ["tj"]),
        ('<input type=IMAGE src="/go.gif">', "input", ["go.gif"]),
        ('<table background="/bg.gif"><tr><td>x</td></tr></table>', "background", ["bg.gif"]),
        ('<body background="/bg.gif">x', "background", ["bg.gif"]),
        ("<div style=\"background:URL( '/a.png' )\">x</div>", "style", ["a.png"]),
        ('<style>@import "/a.css";\nb{background:url(/b.png)}</style>', "style", ["a.css", "b.png"]),
        ('<link rel=alternate type="application/rss+xml" href="/rss">', "alternate", ["rss"]),
        (
            '<script type="application/ld+json">{"@context":"http://schema.org","@id":"http://www.a.gov.cn/#x",'
            '"url":"/y","logo":{"url":"http://www.a.gov.cn/l.png"},"image":["/i.png"],"sameAs":"/no"}</script>',
            "json-ld",
            ["", "y", "l.png", "i.png"],
        ),
        ("<div onclick=\"location.href='/a.html'\">x</div>", "script-hint", ["a.html"]),
        (
            "<script>if (m) window.open('/a.html', '_blank');\nlocation = \"/b.html\"</script>",
            "script-hint",
            ["a.html", "b.html"],
        ),
        ("<a href=\"javascript:window.open('/a.html')\">x</a>", "script-hint", ["a.html"]),
    ],
)  # fmt: skip
def test_each_kind_of_link(markup: str, tag: str, urls: list[str]) -> None:
    assert {url for kind, url in shown(markup) if kind == tag} == set(urls)
    assert tag in HINTS or tag in ("a", "img", "source", "link", "input", "background")


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="javascript:void(0)">打印</a><a href="mailto:a@b.cn">信</a><a href="tel:1">拨打</a>',
        '<a href="#top">顶部</a><a href="">更多</a><a ms-attr-href="x">退出</a><a hhref="/no.html">说明</a>',
        "旧网址 http://www.example-news.cn/nothing.html 已停用",
        '<script>var u = "/ajax/" + 7 + ".html"; location.href = "/x/" + u; window.open("/y?" + u);</script>',
        "<script>// location.href = '/old.html';\n/* window.open('/older.html'); */ mylocation = '/no.html';</script>",
        "<script>location.href = 'relative.html'; if (location == '/x') {} location.href='/'.concat(y)</script>",
        '<img src="data:image/gif;base64,R0lG"><div style="background:url(data:image/png;base64,AA)">x</div>',
        "<style>/* a{background:url(/old.png)} */ b{filter:url(#svg)}</style>",
        "<noscript><div style='background:url(/no.png)' onclick=\"location.href='/no.html'\">x</div></noscript>",
        "<!-- <div style='background:url(/no.png)'></div> --><textarea><a href='/no.html'>样例</a></textarea>",
        '<link rel="dns-prefetch" href="//cdn.example.cn"><link rel="preconnect" href="https://fonts.example.cn/">',
        '<form><input type="image"></form><form action=""></form><form action="javascript:go()"></form>',
        '<input type="text" src="/no.gif"><form action="{{ url }}"></form><p style="background:url({{ bg }})">x</p>',
        '<script type="application/ld+json">{"@context":"x","@id":"#me","url":7,"image":{"url":[]}</script>',
        '<script type="application/ld+json">' + "[" * 50_000 + '"@context"</script>',
    ],
)
def test_what_only_looks_like_a_link(markup: str) -> None:
    assert shown(f"<html><body>{markup}</body></html>") == set()


def spots(markup: str, charset: str = "utf-8") -> list[tuple[int, int]]:
    return [(link.line, link.column) for link in links(markup, charset)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p>\n<a href="/a.html">甲</a>', [(2, 10)]),
        ("<p>中文，<a href='/a.html'>甲</a>\r\n<a href=/b.html>乙</a>", [(1, 16), (2, 9)]),
        ('<p><a href="/a?x=1&amp;y=2">甲</a>\n<a href="/a?x=1&z=2">乙</a>', [(1, 13), (2, 10)]),
        ('<a href="/">首页</a>\n<a title="/x" href="/x.html">甲</a> <a href="/x">乙</a>', [(1, 10), (2, 21), (2, 45)]),
        ('<!-- <a href="/a.html">旧</a>\n -->\n<a href="/a.html">新</a>', [(3, 10)]),
        ('<a href="  /a.html ">甲</a>', [(1, 12)]),
        ('<a href="/a&#46;html">甲</a>\n<a href="/b.html">乙</a>', [(0, 0), (2, 10)]),
        ("<script>document.write('<a href=\"/a.html\">x</a>')</script>\n<a href='/b.html'>x</a>", [(2, 10), (1, 34)]),
        ('<div onclick="location.href=\'/b.html\'">x</div>\n<a href="/a.html">x</a>', [(2, 10), (1, 30)]),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_where_a_link_stands(markup: str, expected: list[tuple[int, int]], charset: str) -> None:
    assert spots(f"{markup}<p>县政府通知公告，各有关单位请认真执行，有关事项通知如下。</p>", charset) == expected


def test_looking_for_places_is_linear() -> None:
    """Thousands of addresses that are not in the text as written cost no more than a few walks over it."""
    text = '<a href="/x' * 100_000
    started = time.process_time()
    found = find_spots(text, [f"/x{n}" for n in range(5_000)])
    assert set(found) == {(0, 0)}
    half = "a" * 50
    hostile = f'<a href="{half}&#98;{half}">' * 5_000  # an alignment of each costs half its length
    assert set(find_spots(hostile, [f"{half}b{half}"] * 5_000)) == {(0, 0)}
    assert time.process_time() - started < 1.0


def test_a_page_that_writes_ampersands_as_entities_keeps_its_places() -> None:
    """Also far from each other, and in turn with such that do not."""
    rows = "".join(f'<a href="/a?x={n}&amp;y=1">x</a>{"字" * 500}\n' for n in range(300))
    mixed = "".join(f'<a href="/b?x={n}&y=1">x</a>\n' for n in range(300))
    assert [line for line, _ in spots(rows + mixed)] == list(range(1, 601))


def test_a_fragment_is_kept_and_is_no_part_of_the_address() -> None:
    (link,) = links('<a href="/a.html#b%20c">x</a>')
    assert (link.url, link.fragment) == (HOST + "a.html", "b%20c")


def test_style_without_end_is_read_in_time() -> None:
    started = time.process_time()
    links("<style>" + "/*" * 200_000 + "</style>" + "<style>" + "url(" * 100_000 + "</style>")
    links("<script>" + "location=" * 6_000 + "</script>" + '<div onclick="' + "window.open(" * 400 + '">x</div>')
    assert time.process_time() - started < 2.0
