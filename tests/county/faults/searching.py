"""Searches that are not there, do not work, or do not find what their site shows."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.nouns import Handler
from tests.county.search import box, engine, furnish
from tests.county.street import always, bare, framed

CHECK = "weak-search"


def draw(book: Book) -> None:
    site = book.sites["kfq"]
    if book.fault(site, CHECK, "none", site.home, "首页没有搜索框，也没有通往搜索的链接", suspected=True):
        furnish(site, "", None)
    site = book.sites["whg"]
    if book.fault(site, CHECK, "broken", site.home, "搜索一提交就报 HTTP 500", suspected=True):
        furnish(site, box(), _failing(site))
    site = book.sites["sjj"]
    if book.fault(site, CHECK, "broken", site.home, "无论搜什么都说没有找到", suspected=True):
        furnish(site, box(), always(framed(site, "站内搜索", "<p>没有找到相关结果</p>")))
    site = book.sites["tjj"]
    if book.fault(site, CHECK, "unsorted", site.home, "搜索结果不能排序，也没有分类", suspected=True):
        furnish(site, box(), engine(site, tools=""))
    _forgetful(book, book.sites["dsj"])


def _forgetful(book: Book, site: Site) -> None:
    """An index that lacks two columns of few articles, of which a sample that is drawn by kinds holds all. So many that
    too many are missing also when a third of them was put right."""
    missing = {
        article.path
        for slug in ("ldxx", "bsfw")
        for article in site.column(slug).articles
        if book.fault(site, CHECK, "miss", site.url(article.path), "用完整标题在本站搜索的第一页找不到")
    }
    furnish(site, box(), engine(site, lambda article: article.path not in missing))


def _failing(site: Site) -> Handler:
    """Shows itself, and breaks as soon as it is asked for something."""
    shown = framed(site, "站内搜索", "<p>请输入关键词。</p>")
    broken = bare("500", "<h1>Internal Server Error</h1>", status=500)
    return lambda request: broken if request.query else shown
