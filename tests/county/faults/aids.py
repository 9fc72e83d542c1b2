"""Faults towards the old and the disabled: no way in, a version that lures and lacks, a home page that shuts out."""

from __future__ import annotations

from tests.county.aids import VERSION, show, without_way_in
from tests.county.draft import Book

_SHUT_OUT = (
    # site, code, what the home page shows, whether a person must look
    ("jyj", "images", '<img src="/images/banner.png" /><img src="/images/map.png" />' * 4, False),
    ("nyj", "fields", '<form action="#"><input name="word" /></form>', True),
    ("zrzy", "sound", "<audio autoplay></audio>", True),
    ("fgj", "contrast", '<p style="color:#bbb;background:#fff">临江发改</p>', True),
    ("wjj", "repeated-ids", '<p id="news">要闻</p><p id="news">公告</p>', False),
)


def draw(book: Book) -> None:
    for key in ("mzj", "tjj"):
        site = book.sites[key]
        if book.fault(site, "missing-elderly-version", "missing", site.home, "首页没有适老版入口", suspected=True):
            without_way_in(site)
    for key, code, markup, doubtful in _SHUT_OUT:
        site = book.sites[key]
        if book.fault(site, "inaccessible-pages", code, site.home, f"首页无障碍缺陷：{code}", suspected=doubtful):
            site.home_extra += markup
    site = book.sites["rsj"]
    version = site.url(VERSION)
    lures = book.fault(site, "elderly-traps", "lure", version, "适老版有诱导下载的按键", suspected=True)
    lacks = book.fault(site, "elderly-tools", "tool", version, "适老版没有语音阅读", suspected=True)
    more = '<p><a href="#app" id="app">立即下载客户端</a></p>' if lures else ""
    show(book, site, "大字 ".join(f'<a href="#u{w}" id="u{w}">{w}</a>' for w in _tools(lacks)), more)


def _tools(lacks: bool) -> tuple[str, ...]:
    return ("大字", "高对比", "文字版", "大鼠标", *(() if lacks else ("语音朗读",)))
