"""Boda VSB (博达): leaves are counted down, the last one is always 1.htm."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date

from tests.county.dialects.shape import Dialect, Leaf, chunks, item
from tests.county.draft import Article, Column, Site


def _first(column: Column, number: int) -> str:
    return f"/{column.slug}.htm"


def _article(column: Column, number: int, day: date) -> str:
    return f"/info/{1000 + len(column.slug)}/{number}.htm"


def leaf_path(column: Column, pages: int, n: int) -> str:
    """Path of leaf `n` (from 1) of `pages`."""
    return column.first if n == 1 else f"/{column.slug}/{pages - n + 1}.htm"


def _leaves(site: Site, column: Column) -> Iterator[Leaf]:
    groups = chunks(column)
    pages, total = len(groups), sum(map(len, groups))
    for n, group in enumerate(groups, 1):
        path = leaf_path(column, pages, n)
        rows = "".join(item(a, posixpath.relpath(a.path, posixpath.dirname(path)), _day(a)) for a in group)
        yield Leaf(
            path, f'<ul class="list">{rows}</ul>{_pager(column, path, pages, n, total) if group else ""}', tuple(group)
        )


def _day(article: Article) -> str:
    return "" if article.shown_day == "list-" else f"[{article.day.isoformat()}]"


def _pager(column: Column, here: str, pages: int, n: int, total: int) -> str:
    def link(words: str, to: int, *, possible: bool) -> str:
        if not possible:
            return f'<span class="PrevDisabled">{words}</span>'
        href = posixpath.relpath(leaf_path(column, pages, to), posixpath.dirname(here))
        return f'<a href="{href}" class="Next">{words}</a>'

    return (
        f'<div class="pb_sys_common"><span class="p_t">共{total}条</span>&nbsp;&nbsp;'
        f'<span class="p_t">{n}/{pages}</span>&nbsp;'
        + link("首页", 1, possible=n > 1)
        + link("上页", n - 1, possible=n > 1)
        + link("下页", n + 1, possible=n < pages)
        + link("尾页", pages, possible=n < pages)
        + "</div>"
    )


def _line(article: Article, shown: str) -> str:
    when = f"发布时间：{shown}&nbsp;&nbsp;" if shown else ""
    return (
        f'<div class="info">{when}来源：{article.source}&nbsp;&nbsp;点击数：'
        '<script>_showDynClicks("wbnews", 1391, 6730)</script></div>'
    )


VSB = Dialect(
    "vsb",
    _first,
    _article,
    _leaves,
    _line,
    '<div id="vsb_content"><div class="v_news_content">',
    "</div></div>",
    '<!--Announced by Visual SiteBuilder 9--><script src="/system/resource/js/counter.js"></script>'
    '<link rel="stylesheet" href="/_sitegray/_sitegray_d.css" />',
)
