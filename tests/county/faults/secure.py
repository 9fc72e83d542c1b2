"""Faults of encryption: certificates that browsers warn of, doors without lock, and what is loaded past the lock."""

from __future__ import annotations

from tests.county.attachments import pdf, served
from tests.county.draft import Book, Site, Tls
from tests.county.street import show

OLD = "xfj"
"""The site whose home page is read over https, badly."""
_CERTIFICATES = (
    ("tjj", "expired", "证书已过期，没有页面链到https"),
    ("jyj", "incomplete", "缺中间证书"),
    ("nyj", "self-signed", "自己签发的证书"),
    ("rsj", "not-yet", "证书还没有生效"),
)
_MET = (("mzj", "expired", "证书已过期，页面链到https"), ("kfq", "wrong-name", "证书写的是别的域名"))
_IN_ORDER = Tls("good", back=True)
"""How a site speaks TLS whose certificate was mended: nobody reads it over https."""


def draw(book: Book) -> None:
    for key, code, why in _CERTIFICATES:
        site = book.sites[key]
        site.tls = _IN_ORDER
        if book.fault(site, "bad-certificate", code, site.home, why, suspected=True):
            site.tls = Tls(code)
    for key, code, why in _MET:
        site = book.sites[key]
        site.tls = _IN_ORDER
        if book.fault(site, "bad-certificate", code, site.home, why):
            site.tls = Tls(code)
            # An attachment: over https the whole site would be read a second time.
            site.home_extra += f'<a href="https://{site.host}/files/safe.pdf">网上申报须知</a>'
            site.files["/files/safe.pdf"] = served(pdf(), "pdf")
    _doors(book)
    _old(book, book.sites[OLD])


def _doors(book: Book) -> None:
    """To open these doors is to move the site to https: nobody does that overnight."""
    site = book.sites["zrzy"]
    book.fault(site, "weak-https", "no-redirect", site.home, "https能打开，http没有转过去", lasting=True)
    site.tls = Tls("good")
    site = book.sites["fgj"]
    book.fault(site, "weak-https", "no-https", site.home, "443端口不开", lasting=True)
    site.tls = Tls(closed=True)
    site = book.sites["sjj"]
    why = "443端口上是别的网站的证书"
    book.fault(site, "weak-https", "no-https", site.home, why, suspected=True, lasting=True)
    site.tls = Tls("wrong-name")


def _old(book: Book, site: Site) -> None:
    if book.fault(site, "bad-certificate", "expiring", site.home, "证书还有20天到期"):
        site.tls.certificate = "expiring"
    if book.fault(site, "weak-https", "no-hsts", site.home, "https站点没有HSTS"):
        site.tls.hsts = ""
    if book.fault(site, "weak-https", "old-accepted", site.home, "还接受TLS 1.0和1.1"):
        site.tls.old = True
    mixed = (
        (
            "active",
            "http://dcs.conac.cn/js/12/999/0000/CA129990021.js",
            '<script src="{url}"></script>',
            "脚本经http引用",
        ),
        ("passive", f"http://{site.host}/images/banner.png", '<img src="{url}" alt="现场" />', "本站图片写成http"),
    )
    for code, url, markup, why in mixed:
        drawn = book.fault(site, "mixed-content", code, url, why, suspected=True)
        show(book, site, markup.format(url=url), drawn=drawn)
