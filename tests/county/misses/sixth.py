"""What looks like a fault of IPv6 and is none."""

from __future__ import annotations

import re

from tests.county.draft import Book, Site
from tests.county.outside import plain

BRISK = 0.02
"""Seconds before the first byte, and before an AAAA record: many times what IPv4 takes here, and nobody notices."""


def draw(book: Book) -> None:
    _counted(book, book.sites["portal"])
    _refusing(book, book.sites["lyj"])
    _few(book, book.sites["czj"])
    _alone(book, book.sites["tyj"])
    _with_address(book, book.sites["fgj"])


def _counted(book: Book, site: Site) -> None:
    """A counter, a clock and the state of a form differ with every look."""
    site.home_extra += (
        '<form><input type="hidden" name="__VIEWSTATE" value="dDwtMTIzNDU2Nzg5MDEyMzQ1Njc4OTA=" />'
        "<p>您是第0012345位访问者，现在是2026年11月20日 08:00:01，会话：4f1d2c3b4a5968778695a4b3c2d1e0f9</p></form>"
    )
    site.v6.altered = _other_numbers
    why = "计数、时钟、随机串和隐藏的表单状态每次不同"
    book.miss("passing-content", site, site.home, why, "ipv6-content-differs")
    site.v6.pause = BRISK
    site.dns["pause"] = BRISK
    book.miss("a-little-slower", site, site.home, "经IPv6慢几十毫秒，读者觉察不出", "ipv6-latency")


def _other_numbers(body: bytes) -> bytes:
    body = body.replace(b"dDwtMTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", b"dDwtOTg3NjU0MzIxMDk4NzY1NDMyMTA=")
    body = body.replace(b"4f1d2c3b4a5968778695a4b3c2d1e0f9", b"0a9b8c7d6e5f4433221100ffeeddccbb")
    return re.sub(rb"0012345|08:00:01", lambda found: found[0][::-1], body)


def _refusing(book: Book, site: Site) -> None:
    site.v6.refuses_within = 5.0
    why = "经IPv6短时间内第二次访问就答403：不能判断，不是两边不同"
    for check in ("ipv6-home", "ipv6-content-differs", "ipv6-links"):
        book.miss("refused-when-asked-again", site, site.home, why, check)


def _few(book: Book, site: Site) -> None:
    path = next(column.first for column in site.columns if column.nav)
    site.v6.files[path] = plain(502, "502 Bad Gateway")
    why = "首页上的本站链接只有一个经IPv6打不开，不到一成"
    book.miss("one-link-of-many", site, site.home, why, "ipv6-links", "second")


def _alone(book: Book, site: Site) -> None:
    site.dns["a"] = False
    for check in ("ipv6-home", "ipv6-address", "ipv6-content-differs", "ipv6-latency"):
        book.miss("ipv6-alone", site, site.home, "只有IPv6地址，没有IPv4地址", check)


def _with_address(book: Book, site: Site) -> None:
    url = "http://pic6.example-news.cn/banner.png"
    book.outside[url] = plain(200, "图片")
    site.home_extra += f'<img src="{url}" alt="专题横幅" />'
    book.miss("resource-with-ipv6", site, url, "首页图片所在的主机有AAAA记录", "ipv6-gaps")
    book.miss("prescribed-resource", site, site.home, "按规定引用的主机没有AAAA记录，网站自身无法整改", "ipv6-gaps")
