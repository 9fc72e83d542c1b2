"""Faults of policy documents: fields left empty, validity not said or out of date, dates that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.county.days import back, chinese
from tests.county.documents import number
from tests.county.draft import Article, Book, Site

_ELEMENTS = (
    # site, element, "empty" = the label without a value, "absent" = no label
    ("portal", "number", "empty"),
    ("portal", "text", "empty"),
    ("czj", "number", "absent"),
    ("czj", "written", "empty"),
    ("jyj", "text", "empty"),
    ("wjj", "number", "empty"),
    ("wjj", "written", "absent"),
    ("zrzy", "written", "empty"),
    ("mzj", "number", "absent"),
    ("nyj", "text", "empty"),
    ("rsj", "number", "empty"),
    ("fgj", "written", "empty"),
    ("portal", "published", "empty"),
    ("mzj", "published", "empty"),
    ("portal", "title", "empty"),
    ("czj", "title", "empty"),
)
_LABELS = {"title": "标题", "number": "发文字号", "written": "成文日期", "published": "发布日期"}
_VALIDITY = (
    ("portal", "missing", ""),
    ("jyj", "missing", None),
    ("wjj", "missing", ""),
    ("zrzy", "missing", None),
    ("rsj", "missing", ""),
    ("portal", "value", "见正文"),
    ("czj", "value", "是"),
    ("nyj", "value", "长期"),
    ("fgj", "value", "主动公开"),
)


def draw(book: Book) -> None:
    for key, element, how in _ELEMENTS:
        _element(book, book.sites[key], element, how)
    for key, code, value in _VALIDITY:
        _validity(book, book.sites[key], code, value)
    for key in ("czj", "jyj", "zrzy", "mzj", "nyj", "scjg"):
        _old(book, book.sites[key])
    for n, key in enumerate(("portal", "wjj", "rsj", "fgj")):
        _until(book, book.sites[key], 1 + 20 * n)
    for key in ("czj", "zrzy", "nyj"):
        _written(
            book,
            book.sites[key],
            "published-before-written",
            "成文日期晚于发布日期",
            lambda a: a.day + timedelta(days=10),
        )
    for key in ("portal", "mzj", "fgj"):
        _year(book, book.sites[key])
    for key in ("jyj", "scjg", "rsj"):
        _twice(book, book.sites[key])
    for key in ("wjj", "fgj"):
        _tomorrow(book, book.sites[key])


def _field(article: Article, label: str, value: str | None) -> None:
    fields = dict(article.fields or {})
    if value is None:
        fields.pop(label)
    else:
        fields[label] = value
    article.fields = fields


def _element(book: Book, site: Site, element: str, how: str) -> None:
    article = book.take(site, "zcwj")
    if not book.fault(site, "document-elements", element, site.url(article.path), f"文件要素{element}没有值"):
        return
    if element == "text":
        article.paragraphs, article.signed = [], None
        return
    _field(article, _LABELS[element], None if how == "absent" else "")
    if element == "written":
        article.signed = None
        article.paragraphs[-1] = f"第五条　本办法自{chinese(article.day)}起施行，有效期5年。"
    elif element == "published":
        article.shown_day = "-"
    elif element == "title":
        article.shown_title = "-"


def _validity(book: Book, site: Site, code: str, value: str | None) -> None:
    article = book.take(site, "zcwj")
    why = "规范性文件没有标注有效性" if code == "missing" else f"有效性写的是“{value}”"
    if book.fault(site, "validity-label", code, site.url(article.path), why):
        if code == "missing":  # a text that names its own term would leave room for doubt
            article.paragraphs[-1] = "第五条　本办法自印发之日起施行。"
        _field(article, "有效性", value)


def _old(book: Book, site: Site) -> None:
    """Six years old, good for five, and still called valid."""
    article = next(a for a in site.column("zcwj").articles if (book.today - a.day).days > 2000)
    if book.fault(site, "expired-but-valid", "expired", site.url(article.path), "有效期5年已满，仍标有效"):
        _field(article, "有效性", "有效")


def _until(book: Book, site: Site, days: int) -> None:
    article = book.take(site, "zcwj")
    last = back(book.today, days)
    if book.fault(
        site, "expired-but-valid", "expired", site.url(article.path), f"有效期至{last.isoformat()}，仍标有效"
    ):
        article.paragraphs[-1] = f"第五条　本办法自印发之日起施行，有效期至{chinese(last)}。"


def _written(book: Book, site: Site, code: str, why: str, choose: Callable[[Article], date]) -> None:
    article = book.take(site, "zcwj")
    if book.fault(site, "date-logic", code, site.url(article.path), why):
        _rewrite(site, article, choose(article))


def _rewrite(site: Site, article: Article, written: date) -> None:
    article.signed = written
    _field(article, "成文日期", chinese(written))
    serial = int((article.fields or {})["发文字号"].partition("〕")[2].removesuffix("号"))
    _field(article, "发文字号", number(site, written.year, serial))


def _year(book: Book, site: Site) -> None:
    article = book.take(site, "zcwj")
    written = article.signed or article.day
    if book.fault(site, "date-logic", "number-year", site.url(article.path), "文号年份比成文日期早两年"):
        _field(article, "发文字号", number(site, written.year - 2, 77))


def _twice(book: Book, site: Site) -> None:
    """Two documents of different title under one number: the later published of the two is named."""
    older, newer = book.take(site, "zcwj"), book.take(site, "zcwj")
    if book.fault(site, "date-logic", "same-number", site.url(newer.path), "与另一份文件同号", suspected=True):
        _rewrite(site, newer, older.signed or older.day)
        _field(newer, "发文字号", (older.fields or {})["发文字号"])


def _tomorrow(book: Book, site: Site) -> None:
    """Written in days to come; a page that is published already was then published before it was written, too."""
    article = book.take(site, "zcwj")
    written = book.today + timedelta(days=25)
    url = site.url(article.path)
    future, before = (("date-logic", code, url) for code in ("written-in-future", "published-before-written"))
    if book.fault(site, *future, "成文日期在未来", falls_with=(before,)):
        _rewrite(site, article, written)
        book.fault(site, *before, "成文日期晚于发布日期", falls_with=(future,))
