"""Honest pages that look gaudy, floating, undated or taken from others, and are not."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.layout import FLOAT, LEAD, NOTICE, PDF, coloured, offered, spare
from tests.county.outside import plain


def draw(book: Book) -> None:
    _homes(book)
    _articles(book)
    _files(book)


def _homes(book: Book) -> None:
    halted = '<marquee onmouseover="this.stop()" onmouseout="this.start()">欢迎访问本站</marquee>'
    warned = LEAD.format(act="") + NOTICE
    for key, name, check, markup, why in (
        ("czj", "three-colours", "too-many-colours", coloured("#c00", "#06c", "#0a3"), "三种色调，不多"),
        ("rsj", "shades", "too-many-colours", coloured("#c00", "#d11", "#e22", "#900", "#f33"), "同一色调的深浅"),
        ("mzj", "closes", "floating-windows", FLOAT.format(close="<span>×</span>"), "飘窗有关闭按钮"),
        ("kfq", "halts", "floating-windows", halted, "鼠标移上去就停"),
        ("dsj", "warned", "missing-leave-notice", warned, "离开本站时有提示"),
    ):
        site = book.sites[key]
        site.home_extra += markup
        book.miss(name, site, site.home, why, check)
    book.outside["http://www.linjiang-wenlv.com/"] = plain(200, "临江文旅")
    book.secured.add("www.linjiang-wenlv.com")


def _articles(book: Book) -> None:
    for key, name, source, extra, why in (
        ("czj", "source-shown", "新华网", "", "转载注明了来源"),
        ("mzj", "source-below", "", "<p>（来源：新华网）</p>", "来源写在文末"),
        ("nyj", "telegram", "", "<p>据新华网电</p>", "正文写了出处"),
    ):
        site = book.sites[key]
        article = spare(book, site)
        article.source, article.metas["ContentSource"] = source, "新华网"
        article.extra += extra
        book.miss(name, site, site.url(article.path), why, "unsourced-reposts")
    site = book.sites["scjg"]
    article = spare(book, site)
    article.shown_day = f"{article.day.year}年{article.day.month}月{article.day.day}日 {article.clock}"
    book.miss("date-in-words", site, site.url(article.path), "年月日写法，有时分", "undated-articles")


def _files(book: Book) -> None:
    for key, name, text, why in (
        ("zrzy", "P020261101221234567890.pdf", "附件：办事指南.pdf", "编号只在地址里，链接文字看得懂"),
        ("scjg", "20261101.pdf", "20261101.pdf", "名称是日期"),
    ):
        site = book.sites[key]
        article = spare(book, site)
        path = f"/fujian/{name}"
        article.extra += offered(path, text)
        site.files[path] = PDF
        book.miss("file-name", site, site.url(path), why, "broken-attachments")
