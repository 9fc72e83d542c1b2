"""Accounts that sites show and that are as they should be; policies that the accounts of the unit do carry."""

from __future__ import annotations

from tests.county import accounts as media
from tests.county.beside import follow, fresh, icon
from tests.county.draft import Book
from tests.county.faults.registered import fed, shown, weibo
from tests.county.outside import plain

_BUTTON = "http://service.weibo.com/share/share.php?url=x"
_SHARE = f'<p class="share"><a href="{_BUTTON}" onclick="return leave(this)">微博</a></p>'


def draw(book: Book) -> None:
    _shown(book)
    _papers(book)


def _shown(book: Book) -> None:
    check = "unlisted-accounts"
    kept = next(one for one in book.accounts if one.platform == "新浪微博" and one.name == "临江发布")
    book.outside[f"http://weibo.com/u/{kept.number}"] = plain(200, "临江发布")
    book.outside[_BUTTON] = plain(200, "分享")
    for name, key, words, why in (
        ("by-its-number", "kfq", ("微信公众号：临江发布", icon(kept.number)), "县里的微博，以平台账号ID登记"),
        ("national-account", "jyj", ("微信公众号：临江教育", "新浪微博：国务院客户端"), "各网站都展示的全国性账号"),
        ("caption-alone", "czj", ("微信公众号：临江财政", "官方微博"), "只写了平台，没有写是哪个账号"),
        ("whose-is-it", "mzj", ("微信公众号：临江民政", "新浪微博：老槐树下"), "看不出是哪个单位的，不能断定"),
        ("share-button", "lyj", ("微信公众号：临江发布",), "分享按钮不是账号"),
    ):
        site = book.sites[key]
        follow(site, *words)
        site.home_extra += _SHARE if name == "share-button" else ""
        book.miss(name, site, site.home, why, check)


def _papers(book: Book) -> None:
    check, day = "unsynchronised-posts", book.today
    site = book.sites["xfj"]
    paper = fresh(site)
    one = weibo(book, site.unit, "临江信访")
    said = {7: "《信访事项督办办法》来了，一图看懂"}
    media.lay(book, one.url, shown(day, one, (1, 5, 7, 40), texts=said))
    book.miss("by-its-name", one, site.url(paper.path), "第二天以简称发布", check)
    site = book.sites["jtj"]
    paper = fresh(site)
    first = fed(book, site.unit, "临江交通运输")
    one = weibo(book, site.unit, first.name)
    media.lay(book, one.url, shown(day, one, (1, 5, 6, 40), texts={6: paper.title}))
    book.miss("by-another-account", first, site.url(paper.path), "单位的另一个账号发布了", check)
