"""Sites beside the accounts of their units: policies of last week, and boxes that ask to follow the unit's accounts."""

from __future__ import annotations

from random import Random

from tests.county.draft import Article, Book, Site
from tests.county.plan import draw_article
from tests.county.prose import Writer

FRESH = {"wgj": "乡村旅游管理办法", "dsj": "公共数据开放办法", "xfj": "信访事项督办办法", "jtj": "农村公路养护办法"}
"""Sites that published a policy of their own last week, and what it is called."""
AGE = 8
"""Days ago: within what is looked at, and longer ago than what is allowed."""
_SERIAL = 850


def furnish(book: Book) -> None:
    """Before articles have addresses: one more document on each of the sites of `FRESH`."""
    for key, name in FRESH.items():
        site = book.sites[key]
        writer = Writer(Random(f"{book.seed}/{key}/beside"))
        article = draw_article(book, site, site.column("zcwj"), writer, _SERIAL, AGE)
        article.title = f"{site.unit}关于印发《{name}》的通知"
        article.fields = {**(article.fields or {}), "标题": article.title}
        article.used, article.path = True, f"/zcwj/beside{_SERIAL}.html"  # whatever else is mended
        site.column("zcwj").articles.append(article)


def fresh(site: Site) -> Article:
    """The document that `furnish` added to a site."""
    return next(one for one in site.column("zcwj").articles if one.path.endswith(f"beside{_SERIAL}.html"))


def follow(site: Site, *words: str) -> None:
    """A box on the home page that asks to follow these accounts."""
    lines = "".join(f'<li><img src="/images/banner.png" alt="二维码" /><p>{word}</p></li>' for word in words)
    site.home_extra += f'<div class="follow"><h3>关注我们</h3><ul>{lines}</ul></div>'


def icon(number: str) -> str:
    """A link to an account on Weibo, which the reader is told that he leaves by."""
    return f'<a href="http://weibo.com/u/{number}" onclick="return leave(this)">官方微博</a>'
