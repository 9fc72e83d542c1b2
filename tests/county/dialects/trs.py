"""TRS WCM: index_1.html is the second leaf; createPageHTML, Pager or countPage tell how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.county.dialects.shape import Dialect, Leaf, chunks, iso, item, relative, title
from tests.county.draft import Article, Column, Site


def _first(column: Column, number: int) -> str:
    return f"/{column.slug}/index.html"


def _article(column: Column, number: int, day: date) -> str:
    return f"/{column.slug}/{day:%Y%m}/t{day:%Y%m%d}_{2100000 + number}.html"


def _pager(variant: str, pages: int, current: int) -> str:
    if variant == "pager":
        return f"<script>Pager({{size:{pages}, current:{current}, prefix:'index', suffix:'html'}});</script>"
    if variant == "count":
        return f"<script>var countPage = {pages};//共多少页\nvar currentPage = {current};//所在页从0开始\n</script>"
    return f'<script>createPageHTML({pages}, {current}, "index", "html")</script>'


def leaves(site: Site, column: Column) -> Iterator[Leaf]:
    groups = chunks(column)
    for n, group in enumerate(groups):
        path = column.first if n == 0 else column.first.replace("index.html", f"index_{n}.html")
        rows = "".join(item(a, relative(path, a.path), iso(a)) for a in group)
        pager = f'<div class="page">{_pager(column.variant, len(groups), n)}</div>' if group else ""
        yield Leaf(path, f'<ul class="list">{rows}</ul>{pager}', tuple(group))


def scripted(site: Site, column: Column) -> Iterator[Leaf]:
    """The same family where a script of the page writes every item (address, title and day stand in variables)."""
    groups = chunks(column)
    for n, group in enumerate(groups):
        path = column.first if n == 0 else column.first.replace("index.html", f"index_{n}.html")
        rows = "\n".join(_written(a, relative(path, a.path)) for a in group)
        pager = f'<div class="page">{_pager("", len(groups), n)}</div>' if group else ""
        yield Leaf(
            path, f'<ul class="list"><script type="text/javascript">\n{rows}\n</script></ul>{pager}', tuple(group)
        )


def _written(article: Article, href: str) -> str:
    return f"""document.write('<li>');
var str = "";
var str_1 = "{href}";
var str_4 = '{title(article)}';
var str_2 = '{iso(article)}';
if (str=="") {{
document.write('<a target="_blank" href="'+str_1+'" title="'+str_4+'">'+str_4+'<i>'+str_2+'</i></a>');
}} else {{
document.write('<a target="_blank" href="'+str+'" title="'+str_4+'">'+str_4+'<i>'+str_2+'</i></a>');
}}
document.write('</li>');"""


def _line(article: Article, shown: str) -> str:
    return f'<div class="info"><span>来源：{article.source}</span>' + (
        f" <span>时间：{shown}</span></div>" if shown else "</div>"
    )


def _script_line(article: Article, shown: str) -> str:
    if not shown:
        return f'<div class="info">来源：{article.source}</div>'
    day = article.day
    spoken = f"{day.year}年{day.month:02d}月{day.day:02d}日"
    plain = shown.startswith(day.isoformat())
    value = f"{spoken} {article.clock}" if plain else shown
    return (
        f'<div class="info">来源：{article.source} 发布时间：<script type="text/javascript">'
        f"var pubdata='{value}';\ndocument.write(pubdata);</script></div>"
    )


TRS = Dialect(
    "trs",
    _first,
    _article,
    leaves,
    _line,
    '<div class="TRS_Editor">',
    "</div>",
    '<script src="/images/_trs_ta.js" type="text/javascript"></script>',
)
TRS_SCRIPT = Dialect(
    "trs-script", _first, _article, scripted, _script_line, '<div class="TRS_UEDITOR">', "</div>", TRS.head
)
