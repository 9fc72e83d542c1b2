"""SiteServer, EmpireCMS, JEECMS and a nameless system with ?page=: links stand in the markup or in onclick."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.county.dialects.shape import Dialect, Leaf, chunks, iso, item, relative
from tests.county.draft import Article, Column, Site


def _channel(column: Column, number: int) -> str:
    return f"/channels/{number}.html"


def _content(column: Column, number: int, day: date) -> str:
    return f"/contents/{column.first.rpartition('/')[2].removesuffix('.html')}/{number}.html"


def _siteserver(site: Site, column: Column) -> Iterator[Leaf]:
    groups = chunks(column)
    stem, total = column.first.removesuffix(".html"), sum(map(len, groups))
    for n, group in enumerate(groups, 1):
        path = column.first if n == 1 else f"{stem}_{n}.html"
        rows = "".join(item(a, a.path, iso(a)) for a in group)
        more = f'<a href="{stem}_{n + 1}.html">下一页</a>' if n < len(groups) else '<a class="disabled">下一页</a>'
        last = f'<a href="{stem}_{len(groups)}.html">尾页</a>' if n < len(groups) else '<a class="disabled">尾页</a>'
        pager = f'<div class="pageLink"><a>共 {total} 条 当前第 {n} / {len(groups)} 页</a>{more}{last}</div>'
        yield Leaf(path, f'<ul class="list">{rows}</ul>{pager if group else ""}', tuple(group))


def _index(column: Column, number: int) -> str:
    return f"/{column.slug}/index.html"


def _empire_article(column: Column, number: int, day: date) -> str:
    return f"/{column.slug}/{day.isoformat()}/{number}.html"


def _empire(site: Site, column: Column) -> Iterator[Leaf]:
    groups = chunks(column)
    total = sum(map(len, groups))
    for n, group in enumerate(groups, 1):
        path = column.first if n == 1 else f"/{column.slug}/index_{n}.html"
        rows = "".join(item(a, site.url(a.path), a.day.strftime("%Y/%m/%d") if iso(a) else "") for a in group)
        links = "&nbsp;".join(
            f"<b>{m}</b>" if m == n else f'<a href="{site.url(_leaf(column, m))}">{m}</a>'
            for m in range(1, len(groups) + 1)
        )
        if n < len(groups):
            links += f'&nbsp;<a href="{site.url(_leaf(column, n + 1))}">下一页</a>'
            links += f'&nbsp;<a href="{site.url(_leaf(column, len(groups)))}">尾页</a>'
        pager = f'<div align="center"><a title="Total record">&nbsp;<b>{total}</b> </a>&nbsp;&nbsp;{links}</div>'
        yield Leaf(path, f'<ul class="list">{rows}</ul>{pager if group else ""}', tuple(group))


def _leaf(column: Column, n: int) -> str:
    return column.first if n == 1 else f"/{column.slug}/index_{n}.html"


def _jhtml(column: Column, number: int) -> str:
    return f"/{column.slug}/index.jhtml"


def _jhtml_article(column: Column, number: int, day: date) -> str:
    return f"/{column.slug}/{number}.jhtml"


def _jeecms(site: Site, column: Column) -> Iterator[Leaf]:
    groups = chunks(column)
    total = sum(map(len, groups))
    for n, group in enumerate(groups, 1):
        path = column.first if n == 1 else f"/{column.slug}/index_{n}.jhtml"
        rows = "".join(item(a, relative(path, a.path), iso(a)) for a in group)
        turn = f"onclick=\"location.href=encodeURI('index_{n + 1}.jhtml');\"" if n < len(groups) else "disabled"
        pager = (
            f'<div class="pagination">共{total}条记录 {n}/{len(groups)}页 '
            f'<a class="next" {turn}>下一页</a> <input type="button" value="下一页" {turn} /></div>'
        )
        yield Leaf(path, f'<ul class="list">{rows}</ul>{pager if group else ""}', tuple(group))


def _query(column: Column, number: int) -> str:
    return f"/list.php?cid={number}"


def _query_article(column: Column, number: int, day: date) -> str:
    return f"/show.php?id={number}"


def _paged(site: Site, column: Column) -> Iterator[Leaf]:
    groups = chunks(column)
    for n, group in enumerate(groups, 1):
        path = column.first if n == 1 else f"{column.first}&page={n}"
        href = column.first.replace("&", "&amp;")
        rows = "".join(item(a, a.path, a.day.strftime("%Y.%m.%d") if iso(a) else "", first=True) for a in group)
        links = f'<a href="{href}">首页</a>' if n > 1 else "首页"
        if n < len(groups):
            links += f' <a href="{href}&amp;page={n + 1}">下一页</a> <a href="{href}&amp;page={len(groups)}">尾页</a>'
        pager = f'<div class="pages">共{len(groups)}页 {links}</div>'
        yield Leaf(path, f'<ul class="list">{rows}</ul>{pager if group else ""}', tuple(group))


def _when(article: Article, shown: str) -> str:
    when = f"发布时间：{shown} " if shown else ""
    return f'<div class="info">{when}来源：{article.source}</div>'


def _day_line(article: Article, shown: str) -> str:
    when = f"日期：{shown} " if shown else ""
    return f'<div class="info">{when}来源：{article.source}</div>'


def _empire_line(article: Article, shown: str) -> str:
    when = f'<span class="time">发布日期：<b>{shown}</b></span> ' if shown else ""
    return f'<div class="info">{when}<span class="ly">来源：<b>{article.source}</b></span></div>'


SITESERVER = Dialect(
    "siteserver",
    _channel,
    _content,
    _siteserver,
    _day_line,
    '<div class="article-body">',
    "</div>",
    "<script>var $pageInfo = {publishmentSystemID : 18101, channelID : 18166, contentID : 0};</script>"
    '<script src="/sitefiles/assets/jquery.js"></script>',
)
EMPIRE = Dialect(
    "empire",
    _index,
    _empire_article,
    _empire,
    _empire_line,
    '<div id="zoomcon">',
    "</div>",
    '<script src="/e/public/onclick.js"></script>',
)
JEECMS = Dialect(
    "jeecms",
    _jhtml,
    _jhtml_article,
    _jeecms,
    _when,
    '<div class="content">',
    "</div>",
    '<link rel="stylesheet" href="/r/cms/www/default/style.css" />',
)
QUERY = Dialect("query", _query, _query_article, _paged, _when, '<div class="article_con">', "</div>")
