"""Faults of how documents are numbered and how long they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.county.days import back, chinese
from tests.county.draft import Article, Book, Site

_NUMBERS: tuple[tuple[str, str, Callable[[str], str], str], ...] = (
    # site, code, how it is written, why
    ("fgj", "brackets", lambda n: n.replace("〔", "[").replace("〕", "]"), "年份用的是方括号"),
    ("scjg", "brackets", lambda n: n.replace("〔", "（").replace("〕", "）"), "年份用的是圆括号"),
    ("mzj", "brackets", lambda n: n.replace("〔", "【").replace("〕", "】"), "年份用的是【】"),
    ("fgj", "ordinal", lambda n: n.replace("〕", "〕第"), "编号前多了“第”"),
    ("scjg", "ordinal", lambda n: n.replace("〕", "〕第"), "编号前多了“第”"),
    ("fgj", "zeros", lambda n: n.replace("〕", "〕00"), "编号前补了零"),
    ("fgj", "year", lambda n: n.replace("〕", "年〕"), "括号里多了“年”"),
    ("scjg", "zeros", lambda n: n.replace("〕", "〕0"), "编号前补了零"),
)


def draw(book: Book) -> None:
    for key, code, change, why in _NUMBERS:
        _number(book, book.sites[key], code, change, why)
    _without_year(book, book.sites["fgj"])
    for state in ("已废止", "已失效"):
        _listed(book, book.sites["fgj"], state)
    for _ in range(2):
        _begun(book, book.sites["fgj"])
    _terms(book, book.sites["fgj"])


def _field(article: Article, label: str, value: str) -> None:
    article.fields = {**(article.fields or {}), label: value}


def _number(book: Book, site: Site, code: str, change: Callable[[str], str], why: str) -> None:
    article = book.take(site, "zcwj")
    url = site.url(article.path)
    if book.fault(site, "malformed-numbers", code, url, why):
        _field(article, "发文字号", change((article.fields or {})["发文字号"]))
    for check in ("document-elements", "date-logic"):
        book.miss(f"number-{code}", site, url, "文号写法不规范，文号是有的", check)


def _without_year(book: Book, site: Site) -> None:
    article = book.take(site, "zcwj")
    if book.fault(site, "malformed-numbers", "year", site.url(article.path), "文号里没有年份", suspected=True):
        number = (article.fields or {})["发文字号"]
        _field(article, "发文字号", number.partition("〔")[0].replace("规", "发") + number.partition("〕")[2])


def _listed(book: Book, site: Site, state: str) -> None:
    """The interface that fills the list says that it holds no more, the page that it does."""
    article = book.take(site, "zcwj")
    why = f"目录接口列为{state}，页面仍标有效"
    if book.fault(site, "repealed-but-valid", "listed", site.url(article.path), why, suspected=True):
        article.over = state


def _begun(book: Book, site: Site) -> None:
    article = book.take(site, "zcwj")
    why = "标着尚未施行，施行日期已过"
    if book.fault(site, "validity-label", "begun", site.url(article.path), why, suspected=True):
        _field(article, "有效性", "尚未施行")


def _terms(book: Book, site: Site) -> None:
    """Terms that are over, each said in another way; all count from days before the page was published."""
    for words, why in (
        ("本办法自{start}起试行，试行期一年。", "试行一年已满"),
        ("本办法有效期自{start}起至{last}止。", "有效期的最后一天已过"),
        ("本办法自印发之日起30个工作日后施行，有效期6个月。", "按工作日起算的有效期已满"),
    ):
        article = book.take(site, "zcwj")
        if book.fault(site, "expired-but-valid", "expired", site.url(article.path), f"{why}，仍标有效"):
            written = article.signed or article.day
            days = {"start": chinese(written), "last": chinese(back(book.today, 30))}
            article.paragraphs[-1] = f"第五条　{words.format(**days)}"
            assert written + timedelta(days=370) < book.today
