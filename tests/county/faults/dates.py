"""Faults of days that are not true, of copies that contradict each other, and of misspelt names of the own office."""

from __future__ import annotations

from datetime import timedelta

from tests.county.dates import LATE, SLUG, article, repeat
from tests.county.days import back, chinese
from tests.county.documents import number
from tests.county.draft import Article, Book, Site

CHECK, COPIES, NAMES = "backdated-articles", "contradicting-copies", "wrong-unit-names"
NEIGHBOUR = "临海县"


def draw(book: Book) -> None:
    for key in ("mzj", "nyj", "scjg"):
        site, new = article(book, key, "again-new")
        _, old = article(book, key, "again-old")
        if book.fault(site, CHECK, "same-text", site.url(new.path), "四个月前的稿件换了日期重发", suspected=True):
            repeat(old, new)
    for key in ("xfj", "dsj"):
        site, one = article(book, key, "address")
        if book.fault(site, CHECK, "address-date", site.url(one.path), "网址里是半年前的日期", suspected=True):
            one.day = back(book.today, 15)
    _second_night(book)
    _copies(book)
    _names(book)


def _second_night(book: Book) -> None:
    for key in ("xfj", "dsj") if book.night > 1 else ():
        site, one = article(book, key, "late")
        if not _told(book, site, "first-seen", site.url(one.path), "前一夜完整读过栏目，还没有这一篇"):
            site.column(SLUG).articles.remove(one)
    if book.night > 1:
        site = book.sites["nyj"]
        column = site.column(SLUG)
        if not _told(book, site, "burst", site.url(column.first), "一夜之间补了五篇日期不同的稿件"):
            column.articles = [one for one in column.articles if one.kind not in LATE["nyj"]]


def _told(book: Book, site: Site, code: str, url: str, why: str) -> bool:
    return book.fault(site, CHECK, code, url, why, suspected=True, night=2)


def _copies(book: Book) -> None:
    site, copy = article(book, "mzj", "number-copy")
    if _contradicts(book, site, copy, "other-number", "同一份文件两处文号不同"):
        year = (copy.signed or copy.day).year
        copy.fields = {**(copy.fields or {}), "发文字号": number(site, year, 888)}
    site, copy = article(book, "nyj", "day-copy")
    if _contradicts(book, site, copy, "other-date", "同一文号两处成文日期不同"):
        copy.signed = (copy.signed or copy.day) + timedelta(days=3)
        copy.fields = {**(copy.fields or {}), "成文日期": chinese(copy.signed)}
    for key in ("mzj", "nyj"):
        site, copy = article(book, key, "figure-copy")
        if _contradicts(book, site, copy, "other-figures", "同一份文件两处补助金额不同"):
            copy.paragraphs[1] = copy.paragraphs[1].replace("1200元", "2100元")


def _contradicts(book: Book, site: Site, copy: Article, code: str, why: str) -> bool:
    return book.fault(site, COPIES, code, site.url(copy.path), why, suspected=True)


def _names(book: Book) -> None:
    site, one = article(book, "nyj", "misspelt")
    if book.fault(site, NAMES, "misspelt", site.url(one.path), "落款里“农村”写成“农衬”", suspected=True):
        sign(one, "临江县农业农衬局")
    site, one = article(book, "scjg", "misspelt")
    url = site.url(one.path)
    name, word = (NAMES, "misspelt", url), ("imprecise-names", "organ", url)  # one wrong letter, two rules
    if book.fault(site, *name, "来源里“管理”写成“管里”", suspected=True, falls_with=(word,)):
        book.fault(site, *word, "机构名称写错", suspected=True, falls_with=(name,))
        one.source = "临江县市场监督管里局"
    site, one = article(book, "dsj", "elsewhere")
    if book.fault(site, NAMES, "other-place", site.url(one.path), "来源是本单位，落款是邻县的", suspected=True):
        sign(one, f"{NEIGHBOUR}大数据发展管理局")


def sign(one: Article, office: str) -> None:
    """Puts an office and a day under a text."""
    one.extra += f'<p align="right">{office}</p><p align="right">{chinese(one.day)}</p>\n'
