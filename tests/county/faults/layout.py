"""Home pages that shout, float and make one wait; articles without date or source; files that nobody opens."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.layout import CEB, FLOAT, LEAD, PDF, SLOW, coloured, offered, spare
from tests.county.outside import plain


def draw(book: Book) -> None:
    _homes(book)
    _dates(book)
    _sources(book)
    _files(book)


def _homes(book: Book) -> None:
    for key, check, code, markup, why in (
        ("nyj", "too-many-colours", "many", coloured("#c00", "#06c", "#0a3", "#f80"), "首页用了红、蓝、绿、橙四种色调"),
        ("whg", "floating-windows", "no-close", FLOAT.format(close=""), "飘窗没有关闭按钮"),
        ("sjj", "floating-windows", "marquee", "<marquee>欢迎访问本站</marquee>", "滚动文字停不下来"),
        ("tjj", "floating-windows", "blinking", "<p><blink>最新</blink></p>", "文字不停闪烁"),
        ("whg", "missing-leave-notice", "silent", LEAD.format(act=""), "链接到企业网站，没有离开提示"),
    ):
        site = book.sites[key]
        if book.fault(site, check, code, site.home, why, suspected=True):
            site.home_extra += markup
    book.outside["http://www.linjiang-wenlv.com/"] = plain(200, "临江文旅")
    site = book.sites["tyj"]  # asked over IPv6 alone, and more than once
    if book.fault(site, "slow-pages", "home", site.home, f"首页每次都要等 {SLOW} 秒", suspected=True, v6=True):
        site.pause = SLOW


def _dates(book: Book) -> None:
    for key, code, why in (
        ("mzj", "missing", "稿件不显示发布时间"),
        ("sjj", "missing", "稿件不显示发布时间"),
        ("zrzy", "day-only", "发布时间只有日期"),
    ):
        site = book.sites[key]
        article = spare(book, site)
        if book.fault(site, "undated-articles", code, site.url(article.path), why, suspected=True):
            article.shown_day = "-" if code == "missing" else article.day.isoformat()


def _sources(book: Book) -> None:
    for key in ("fgj", "scjg"):
        site = book.sites[key]
        article = spare(book, site)
        why = "标签写明来自新华网，页面上没有来源"
        if book.fault(site, "unsourced-reposts", "labelled", site.url(article.path), why, suspected=True):
            article.source, article.metas["ContentSource"] = "", "新华网"
    site = book.sites["jyj"]
    article = spare(book, site)
    why = "标题写明转载，页面上没有来源"
    if book.fault(site, "unsourced-reposts", "titled", site.url(article.path), why, suspected=True):
        article.source, article.metas["ContentSource"] = "", site.unit
        article.title += "（转载）"


def _files(book: Book) -> None:
    for key, code, name, text, why in (
        ("czj", "odd-format", "biaoge.ceb", "附件：预算表", "附件是要专门程序才能打开的格式"),
        ("rsj", "unreadable-name", "P020261101331234567890.pdf", "P020261101331234567890.pdf", "附件名称只是一串编号"),
        ("nyj", "unreadable-name", "fujian.pdf", "锟斤拷锟斤拷.pdf", "附件名称是乱码"),
    ):
        site = book.sites[key]
        article = spare(book, site)
        path = f"/fujian/{name}"
        if book.fault(site, "broken-attachments", code, site.url(path), why, suspected=True):
            article.extra += offered(path, text)
            site.files[path] = CEB if name.endswith(".ceb") else PDF
