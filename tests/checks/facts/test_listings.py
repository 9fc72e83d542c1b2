"""Sitemaps, feeds and style sheets: what they list, and how little a hostile one costs."""

from __future__ import annotations

import gzip
import time

import pytest

from checks.facts.listings import LIMIT, MOST, read_listing, unpacked
from checks.facts.sheets import read_sheet
from checks.model.pages import PageKind

URL = "http://a.gov.cn/x/list.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = HEAD + (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n<url><loc> http://a.gov.cn/1.html </loc></url>\n'
    "<url><loc>/2.html</loc></url><url><loc>ftp://a.gov.cn/</loc></url></urlset>"
)
BOMB = (
    '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    + ']><urlset><url><loc>http://a.gov.cn/&a8;</loc></url><link href="&a8;"/></urlset>'
)


def listed(body: str | bytes) -> list[tuple[str, str, int]]:
    facts = read_listing(URL, body.encode() if isinstance(body, str) else body)
    assert facts.kind is PageKind.FILE
    return [(link.url.removeprefix("http://a.gov.cn/"), link.tag, link.line) for link in facts.links]


def test_a_sitemap() -> None:
    assert listed(SITEMAP) == [("1.html", "sitemap", 3), ("2.html", "sitemap", 4)]
    assert listed(gzip.compress(SITEMAP.encode())) == listed(SITEMAP)


def test_an_index_leads_to_sitemaps() -> None:
    index = f"{HEAD}<sitemapindex><sitemap><loc>http://a.gov.cn/s1.xml</loc></sitemap></sitemapindex>"
    assert listed(index) == [("s1.xml", "alternate", 2)]


def test_feeds() -> None:
    rss = (
        "<rss><channel><link>http://a.gov.cn/</link><item><title>x</title><link>http://a.gov.cn/1.html</link>"
        '<enclosure url="http://a.gov.cn/1.mp3"/></item></channel></rss>'
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/self"/><entry><link href="/1.html"/>'
        '<link rel="edit" href="/no"/></entry></feed>'
    )
    assert listed(rss) == [("1.html", "feed", 1), ("1.mp3", "feed", 1)]
    assert listed(atom) == [("1.html", "feed", 1)]


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"\0" * 100, b"<html><a href='/x'>x</a></html>", b"\x1f\x8bnonsense", b"<urlset><url><loc>"),
        *(BOMB.encode(), (HEAD + BOMB).encode("utf-16"), b"<a>" * 100_000),
        b'<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>',
    ],
)
def test_what_lists_nothing(body: bytes) -> None:
    started = time.process_time()
    assert listed(body) == []
    assert time.process_time() - started < 1.0


def test_what_is_cut_off_lists_what_was_read() -> None:
    assert listed(SITEMAP[: SITEMAP.index("/2.html")]) == [("1.html", "sitemap", 3)]


@pytest.mark.parametrize("urls", ["http://a.gov.cn/{n}.html", "http://a.gov.cn/1.html"])
def test_a_million_addresses_are_a_few_thousand(urls: str) -> None:
    body = ("<urlset>" + "".join(f"<url><loc>{urls.format(n=n)}</loc></url>" for n in range(1_000_000))).encode()
    started = time.process_time()
    assert len(listed(gzip.compress(body, 1))) == (MOST if "{n}" in urls else 1)
    assert time.process_time() - started < 3.0


def test_what_unpacks_without_end_is_cut() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 200_000_000, 9)
    assert len(bomb) < 300_000
    assert len(unpacked(bomb)) == LIMIT


def test_a_style_sheet() -> None:
    css = (
        "/* url(no.png) */\nbody{background:url(../a.png)}\n"
        "@import url('b.css');@import \"c.css\"; .x{src:url(d.eot?#ie)}"
    )
    facts = read_sheet("http://a.gov.cn/css/x.css", css.encode("gb18030"), "text/css")
    assert [(link.url.removeprefix("http://a.gov.cn/"), link.tag, link.line, link.column) for link in facts.links] == [
        *(
            ("a.png", "css", 2, 21),
            ("css/b.css", "css", 3, 14),
            ("css/c.css", "css", 3, 31),
            ("css/d.eot", "css", 3, 50),
        ),
    ]
    assert facts.kind is PageKind.FILE
