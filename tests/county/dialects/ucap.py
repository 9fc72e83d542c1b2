"""Ucap (开普): createPageHTML with six arguments, the base name being the fourth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from tests.county.dialects.shape import Dialect, Leaf, chunks, iso, item
from tests.county.draft import Article, Column, Site


def _first(column: Column, number: int) -> str:
    # A list may be called xwzx_list_1 and still be the first page: the base name decides.
    base = f"{column.slug}_list_1" if column.variant == "numbered" else f"{column.slug}_list"
    return f"/linjiang/c{100000 + number}/{base}.shtml"


def _article(column: Column, number: int, day: date) -> str:
    name = hashlib.md5(f"{column.slug}{number}".encode(), usedforsecurity=False).hexdigest()
    return f"/linjiang/{column.slug}/{day.year}/{day.month}/{day.day}/{name}.shtml"


def _leaves(site: Site, column: Column) -> Iterator[Leaf]:
    groups = chunks(column)
    total = sum(map(len, groups))
    base = column.first.rpartition("/")[2].removesuffix(".shtml")
    for n, group in enumerate(groups, 1):
        path = column.first if n == 1 else column.first.replace(f"{base}.shtml", f"{base}_{n}.shtml")
        rows = "".join(
            item(a, a.path, iso(a), tag='span class="fr"', first=True).replace('</span class="fr">', "</span>")
            for a in group
        )
        pager = (
            '<div id="page_div"></div><script type="text/javascript">window.onload=function() '
            f"{{createPageHTML('page_div',{len(groups)}, {n},'{base}','shtml',{total});}}</script>"
        )
        yield Leaf(path, f'<ul class="list">{rows}</ul>{pager if group else ""}', tuple(group))


def _line(article: Article, shown: str) -> str:
    when = f"<span>发布时间：{shown}</span> " if shown else ""
    return f'<div class="info">{when}<span>来源：{article.source}</span></div>'


UCAP = Dialect(
    "ucap",
    _first,
    _article,
    _leaves,
    _line,
    '<div id="UCAP-CONTENT">',
    "</div>",
    '<meta name="others" content="页面生成时间 2026-01-01 00:00:00" />',
)
