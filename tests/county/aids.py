"""What the county does for the old and the disabled: a way in on every home page, on some a version of their own."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.frame import Metas, page
from tests.county.paint import html

VERSION = "/zzb/index.html"
_WORDS = ("大字", "高对比", "语音朗读", "文字版", "大鼠标")
_TOOLS = "".join(f'<a href="#t{n}" id="t{n}">{word}</a> ' for n, word in enumerate(_WORDS))
_PRESSED = '<div class="aid"><a href="javascript:void(0)" onclick="aria.start()">无障碍浏览</a></div>'
_LINKED = f'<div class="aid"><a href="{VERSION}">长者模式</a></div>'
WITH_VERSION = ("portal", "czj", "rsj")


def lay_out(book: Book) -> None:
    """Every home page gets its way in; those of `WITH_VERSION` lead to a version of their own."""
    for site in book.sites.values():
        own = site.key in WITH_VERSION
        site.home_extra += "<h2>便民服务</h2>" + (_LINKED if own else _PRESSED)
        if own:
            show(book, site, _TOOLS)


def show(book: Book, site: Site, tools: str, more: str = "") -> None:
    """Puts the version of a site up."""
    metas: Metas = dict.fromkeys(("ColumnName", "ColumnType", "ColumnKeywords"), "长者模式")
    metas["ColumnDescription"] = f"{site.name}长者模式"
    ways = "".join(f'<li><a href="{column.first}">{column.name}</a></li>' for column in site.columns[:6])
    main = f'<h2>长者模式</h2><div class="tools">{tools}</div>{more}<ul class="large">{ways}</ul>'
    site.files[VERSION] = html(site, page(site, f"长者模式_{site.name}", metas, main), book.today)


def without_way_in(site: Site) -> None:
    site.home_extra = site.home_extra.replace(_PRESSED, "").replace(_LINKED, "")
