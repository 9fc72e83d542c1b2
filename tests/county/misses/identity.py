"""Names, filing numbers and frames in the spellings that honest sites use."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.outside import plain


def draw(book: Book) -> None:
    _names(book)
    _numbers(book)
    _codes(book)
    _domains(book)
    _shown(book)


def _names(book: Book) -> None:
    for key, name, title, head, why in (
        ("portal", "name-in-title", "中国·临江——临江县人民政府门户网站", "临江县人民政府网", "标题里有登记的名称"),
        ("czj", "name-with-kind", "临江县财政局网站-首页", "临江县财政局门户网站", "只差网站的叫法"),
        ("nyj", "name-is-picture", "", "", "头部名称是图片，没有文字：不能说它不对"),
    ):
        site = book.sites[key]
        site.home_title, site.head = title, head
        book.miss(name, site, site.home, why, "site-name-differs")
    site = book.sites["zrzy"]
    article = book.take(site, "yw")
    article.head = ""
    book.miss("head-is-picture", site, site.url(article.path), "本页头部名称是图片，与首页无从比较", "uneven-frame")


def _numbers(book: Book) -> None:
    for key, element, shown, why in (
        ("jyj", "icp", "浙ICP备 19990003号-7", "同一备案的另一个网站序号，中间有空格"),
        ("zrzy", "sponsor", "主办单位：中共临江县委、临江县自然资源局", "主办单位写得更全"),
        ("rsj", "police", "浙公网安备　33999902000009号", "同一备案号，中间有全角空格"),
    ):
        site = book.sites[key]
        article = book.take(site, "yw")
        article.foot[element] = shown
        for check in ("uneven-frame", "faulty-filing-numbers"):
            book.miss(f"other-{element}", site, site.url(article.path), why, check)


def _codes(book: Book) -> None:
    for site in book.sites.values():
        if site.code.startswith("339999") and not site.wire:
            why = "区划代码表里没有这个区划，不能说它不对"
            book.miss("unknown-division", site, site.home, why, "malformed-site-code")


def _domains(book: Book) -> None:
    for key, name, url, why in (
        ("czj", "省政务服务网", "http://zwfw.zhe.gov.cn/linjiang/", "导航里的办事大厅在上级政府网站上"),
        ("jyj", "教育资源云", "http://www.linjiangxian-ziyuan.cn/", "导航里的链接，名称不是栏目"),
    ):
        site = book.sites[key]
        act = "" if ".gov.cn" in url else ' onclick="return confirm(this.title)" title="您将离开本网站"'
        site.nav_extra += f'<li><a href="{url}"{act}>{name}</a></li>'
        book.outside[url] = plain(200, name)
        book.miss("nav-leads-outside", site, url, why, "foreign-column-hosts")
    site = book.sites["zrzy"]
    article = book.take(site, "yw")
    article.metas["SiteDomain"] = f"{site.host}，临江县自然资源局.政务"
    for check in ("site-labels", "chinese-domain"):
        book.miss("two-domains", site, site.url(article.path), "SiteDomain写了英文和中文两个域名", check)


def _shown(book: Book) -> None:
    for key, name, title, line, why in (
        ("portal", "map-with-number", "临江县交通图", "审图号：浙S（2023）99号", "地图写了审图号"),
        ("zrzy", "plan-of-works", "城东片区规划图", "批后公布", "规划图不是地图"),
    ):
        site = book.sites[key]
        article = book.take(site, "yw")
        article.title, article.paragraphs = title, [line]
        article.extra += '<p><img src="/images/banner.png" alt="图" /></p>'
        book.miss(name, site, site.url(article.path), why, "unnumbered-maps")
    site = book.sites["czj"]
    article = book.take(site, "yw")
    url = "http://shop.example-street.cn/linjiang/"
    article.extra += f'<p>扶贫产品见<a href="{url}">展销馆</a>。</p>'
    book.outside[url] = plain(200, "展销馆")
    book.miss("shop-without-counter", site, site.url(article.path), "普通的网店链接，不是推广", "commercial-ads")
