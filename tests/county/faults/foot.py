"""Faults of the foot: an element of GL-21 that is not there, on one page or on the whole site."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.faults.columns import EMPTY

_ON_PAGES = (
    ("portal", "site-code"),
    ("portal", "icp"),
    ("czj", "police"),
    ("jyj", "party-mark"),
    ("wjj", "find-error"),
    ("zrzy", "sponsor"),
    ("nyj", "contact"),
    ("scjg", "sitemap"),
    ("rsj", "police"),
    ("fgj", "icp"),
)
_ON_SITES = (
    ("kfq", "police"),
    ("kfq", "sitemap"),
    ("sjj", "site-code"),
    ("sjj", "party-mark"),
    ("whg", "find-error"),
    ("whg", "icp"),
    ("tjj", "contact"),
    ("tjj", "sponsor"),
    ("mzj", "police"),
)
_OTHERS = (("mzj", "3399990004"), ("czj", "3399990099"))


def draw(book: Book) -> None:
    for key, element in _ON_PAGES:
        site = book.sites[key]
        article = book.take(site, "yw" if any((key, "xczx") == (k, slug) for k, slug, _ in EMPTY) else "xczx")
        if _missing(book, site, element, site.url(article.path), "本页"):
            article.foot[element] = None
    for key, element in _ON_SITES:
        site = book.sites[key]
        if _missing(book, site, element, site.home, "全站"):
            site.foot[element] = None
    for key, code in _OTHERS:
        site = book.sites[key]
        article = book.take(site, "yw")
        why = f"底部标识码{code}不是登记的{site.code}"
        if book.fault(site, "footer-identity", "site-code-differs", site.url(article.path), why):
            article.foot["site-code"] = f"网站标识码：{code}"
    for key in ("wjj", "lyj"):
        site = book.sites[key]
        article = book.take(site, "yw")
        url = site.url(article.path)
        if book.fault(site, "footer-identity", "find-error-code", url, "找错入口没有带标识码", suspected=True):
            article.foot["find-error"] = '<a href="http://pucha.kaipuyun.cn/exposure/jiucuo.html">我为政府网站找错</a>'


def _missing(book: Book, site: Site, element: str, url: str, where: str) -> bool:
    return book.fault(
        site, "footer-identity", element, url, f"{where}底部没有{element}", suspected=element == "sitemap"
    )
