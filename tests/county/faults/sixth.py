"""Faults of IPv6: what opens over IPv4 and not, or not so, over IPv6. All but the names need IPv6 to be seen."""

from __future__ import annotations

from tests.county.dialects.shape import ordered
from tests.county.draft import Book, Column, Site
from tests.county.nouns import Response
from tests.county.outside import plain

SECOND_ADDRESS = "2409:8c00:9999::f004"
SLOW = 0.3
"""Seconds before the first byte: more than twice what IPv4 takes, and more than anybody overlooks."""
_ON_HOME = 6
"""Articles of a column that the home page lists."""


def draw(book: Book) -> None:
    _addresses(book, book.sites["wjj"])
    _doors(book)
    _content(book, book.sites["scjg"])
    _slow(book, book.sites["kfq"])
    _slow_name(book, book.sites["czj"])
    _second(book, book.sites["fgj"])
    _third(book, book.sites["czj"])
    _servers(book)
    _gap(book, book.sites["scjg"])


def _addresses(book: Book, site: Site) -> None:
    why = "两个IPv6地址中第二个没有应答"
    if book.fault(site, "ipv6-home", "dead-address", site.home, why, suspected=True, v6=True):
        site.dns["aaaa"] = ("2409:8c00:9999::4", SECOND_ADDRESS)
        site.v6.closed = (SECOND_ADDRESS,)


def _doors(book: Book) -> None:
    site = book.sites["rsj"]  # speaks TLS (`secure`)
    if book.fault(site, "ipv6-home", "port-443", site.home, "443端口只在IPv4上开放", v6=True):
        site.v6.closed_ports = (443,)
    site = book.sites["wgj"]
    if book.fault(site, "ipv6-home", "closed", site.home, "有AAAA记录，IPv6上没有服务", v6=True):
        site.v6.closed_ports = (80, 443)
    site = book.sites["jtj"]
    if book.fault(site, "ipv6-home", "status", site.home, "经IPv6访问首页报404", v6=True):
        site.v6.files["/"] = plain(404, "404 Not Found")


def _content(book: Book, site: Site) -> None:
    why = "IPv6地址上是一个缺省页面"
    if book.fault(site, "ipv6-content-differs", "text", site.home, why, suspected=True, v6=True):
        site.v6.files["/"] = plain(200, "本服务器运行正常，网站内容尚未发布，请联系管理员配置站点。")


def _slow(book: Book, site: Site) -> None:
    why = "经IPv6的首包时延明显偏大"
    if book.fault(site, "ipv6-latency", "first-byte", site.home, why, suspected=True, v6=True):
        site.v6.pause = SLOW


def _slow_name(book: Book, site: Site) -> None:
    why = "域名服务器答AAAA记录比A记录慢得多"
    if book.fault(site, "ipv6-latency", "dns", site.home, why, suspected=True, v6=True):
        site.dns["pause"] = SLOW


def _second(book: Book, site: Site) -> None:
    """The columns that the home page leads to."""
    if book.fault(site, "ipv6-links", "second", site.home, "首页上的本站链接经IPv6打开的不到九成", v6=True):
        paths = [column.first for column in site.columns if column.nav]
        site.v6.files.update(dict.fromkeys(paths, _gone()))


def _third(book: Book, site: Site) -> None:
    """Every other one of the articles that the home page does not show."""
    if book.fault(site, "ipv6-links", "third", site.home, "二级页面上的本站链接经IPv6打开的不到九成", v6=True):
        older = [path for column in site.columns for path in _below(column)]
        site.v6.files.update(dict.fromkeys(older[::2], _gone()))


def _below(column: Column) -> list[str]:
    """Addresses of the articles of a column that the home page does not show."""
    shown = _ON_HOME if column.slug in ("yw", "tzgg", "zcwj") else 0
    return [article.path for article in ordered(column)[shown:] if not article.gone]


def _gone() -> Response:
    return plain(502, "502 Bad Gateway")


def _servers(book: Book) -> None:
    for key, code, which, why in (
        ("lyj", "delegation-silent", True, "权威域名服务器有IPv6地址，经IPv6都不应答"),
        ("scjg", "delegation-partial", "one", "两台权威域名服务器里一台经IPv6不应答"),
    ):
        site = book.sites[key]
        suspected = code == "delegation-partial"
        if book.fault(site, "ipv6-address", code, site.home, why, label=site.host, suspected=suspected, v6=True):
            site.dns["zone"] = site.host
            site.dns["servers_silent"] = which


def _gap(book: Book, site: Site) -> None:
    url = "http://pic4.example-news.cn/banner.png"
    if book.fault(site, "ipv6-gaps", "no-address", url, "首页图片所在的主机没有AAAA记录"):
        book.outside[url] = plain(200, "图片")
        site.home_extra += f'<img src="{url}" alt="专题横幅" />'
