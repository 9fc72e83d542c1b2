"""Sites whose encryption is in order, and what only looks as if it were not."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.misses.walls import SITE as WALLED
from tests.county.street import hang

GOOD = "dsj"


def draw(book: Book) -> None:
    site = book.sites[GOOD]
    site.tls.certificate = "renewed"
    book.secured.add("dcs.conac.cn")
    book.miss("short-certificate", site, site.home, "90天的证书还有25天，由程序自动更换", "bad-certificate")
    book.miss("https-in-order", site, site.home, "http转到https，有HSTS，不接受旧版协议", "weak-https")
    script = "http://dcs.conac.cn/js/12/999/0000/CA129990020.js"
    kept = "//dcs.conac.cn/js/12/999/0000/CA129990022.js"
    for name, url, markup, why in (
        ("http-link", "http://www.example-news.cn/zt.html", '<a href="{url}">专题</a>', "链接不是引用"),
        ("no-scheme-script", f"https:{kept}", f'<script src="{kept}"></script>', "没有写协议的地址随页面走https"),
        ("script-in-comment", f"{script}?v=1", '<!-- <script src="{url}"></script> -->', "注释里的脚本"),
    ):
        hang(book, site, markup.format(url=url))
        book.miss(name, site, url, why, "mixed-content")
    article = book.take(site, "yw", newest=True)
    article.script += '<meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests" />'
    article.extra += f'<script src="{script}"></script>'
    book.miss("upgraded-page", site, script, "页面要求浏览器改用https", "mixed-content")
    other = book.sites["sjj"]
    book.miss(
        "certificate-of-a-neighbour", other, other.home, "没有页面链到https，证书是同机别的网站的", "bad-certificate"
    )
    walled = book.sites[WALLED]
    book.miss("no-tls-behind-443", walled, walled.home, "443端口一握手就断开，看不出有没有https", "weak-https")
