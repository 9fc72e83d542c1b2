"""Accounts that sites show and nobody registered, or gave up; policies that no account of the unit carries."""

from __future__ import annotations

from tests.county import accounts as media
from tests.county.beside import follow, fresh, icon
from tests.county.draft import Book
from tests.county.faults.registered import shown, weibo
from tests.county.outside import plain

STRANGER = "990001"


def draw(book: Book) -> None:
    _shown(book)
    _papers(book)


def _shown(book: Book) -> None:
    """Beside each of them stands an account that is registered: who mends one fault is still looked at."""
    check = "unlisted-accounts"
    for key, registered, said, code, why in (
        ("tjj", "微信公众号：临江统计", "新浪微博：临江统计", "unlisted", "首页请人关注的微博没有登记过"),
        ("zrzy", "微信公众号：临江发布", "抖音号：临江资源", "unlisted", "首页请人关注的抖音号没有登记过"),
        ("portal", "微信公众号：临江发布", "新浪微博：临江盐务", "given-up", "首页还在请人关注早已注销的微博"),
    ):
        site = book.sites[key]
        drawn = book.fault(site, check, code, site.home, why, suspected=True)
        follow(site, registered, *((said,) if drawn else ()))
    site = book.sites["sjj"]
    book.outside[f"http://weibo.com/u/{STRANGER}"] = plain(200, "微博")
    drawn = book.fault(site, check, "unlisted", site.home, "页面底部的微博链接没有登记过", suspected=True)
    follow(site, "微信公众号：临江审计", *((icon(STRANGER),) if drawn else ()))


def _papers(book: Book) -> None:
    check = "unsynchronised-posts"
    for key, name, code, why in (
        ("wgj", "临江文旅", "missing", "网站八天前发布的办法，微博一直没有发"),
        ("dsj", "临江大数据", "late", "网站八天前发布的办法，微博隔了六天才发"),
    ):
        site = book.sites[key]
        paper = fresh(site)
        one = weibo(book, site.unit, name)
        drawn = book.fault(one, check, code, site.url(paper.path), why, suspected=True)
        texts = {7: f"【新政】{paper.title}"} if not drawn else {2: paper.title} if code == "late" else {}
        media.lay(book, one.url, shown(book.today, one, (1, 2, 5, 7, 40), texts=texts))
