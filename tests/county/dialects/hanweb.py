"""Hanweb (大汉): the first records stand in the page as a datastore, the others come from dataproxy.jsp as XML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs

from tests.county.dialects.shape import Dialect, Leaf, item, ordered
from tests.county.draft import Article, Column, Site
from tests.county.nouns import Handler, Request, Response

PROXY = "/module/web/jpage/dataproxy.jsp"
_XML = (("Content-Type", "text/xml;charset=UTF-8"),)
EMPTY = "<datastore><recordset></recordset></datastore>".ljust(54).encode()
"""The 54 bytes such an interface answers when it does not like the question: nothing fetched, not nothing there."""


def number(column: Column) -> int:
    return int(column.first.split("/col/col")[1].split("/")[0])


def _first(column: Column, number: int) -> str:
    return f"/col/col{number}/index.html"


def _article(column: Column, number_: int, day: date) -> str:
    return f"/art/{day.year}/{day.month}/{day.day}/art_{number(column)}_{number_}.html"


def _record(article: Article) -> str:
    # Line breaks split the day in some templates: blanks inside a date are no end of it.
    day = article.day
    shown = "" if article.shown_day == "list-" else f"{day.year}-\n{day.month:02d}-\n{day.day:02d}"
    return f"<record><![CDATA[\n{item(article, article.path, shown)}]]></record>"


def _store(site: Site, column: Column, records: list[Article], page: int) -> str:
    n = number(column)
    query = f"page={page}&appid=1&webid=12&path=/&columnid={n}&unitid=9{n}&webname=x&permissiontype=0"
    total = len(ordered(column))
    pages = -(-total // column.per_page)
    return (
        f'<datastore>\n<nextgroup><![CDATA[<a href="{PROXY}?{query}"></a>]]></nextgroup>\n<recordset>\n'
        + "\n".join(map(_record, records))
        + f"</recordset>\n<totalrecord>{total}</totalrecord><totalpage>{pages}</totalpage>\n</datastore>"
    )


def _leaves(site: Site, column: Column) -> Iterator[Leaf]:
    records = ordered(column)
    group = records[: column.per_page]
    unit = f"9{number(column)}"
    markup = '<ul class="list"></ul>'
    if records:
        markup = (
            f'<div id="{unit}"><script type="text/xml">{_store(site, column, group, 2)}</script></div>'
            f'<script>$("#{unit}").jpage({{totalRecord:{len(records)}, proxyUrl:"{PROXY}", perPage:{column.per_page}, '
            f'openCookies:false, dataBefore:"<ul>", dataAfter:"</ul>", ajaxParam:{{col:1,appid:1,webid:12,path:"/",'
            f'columnid:{number(column)},sourceContentType:1,unitid:"{unit}",webname:"{site.name}",permissiontype:0}}}});</script>'
        )
    yield Leaf(column.first, markup, tuple(group))


def _handlers(site: Site) -> dict[str, Handler]:
    columns = {str(number(c)): c for c in site.columns if c.first.startswith("/col/")}

    def answer(request: Request) -> Response:
        asked = {k: v[-1] for k, v in parse_qs(f"{request.query}&{request.body.decode('latin-1')}").items()}
        column = columns.get(asked.get("columnid", ""))
        if column is None:
            return Response(200, _XML, EMPTY)
        per = column.per_page
        page = int(asked.get("page", "1"))
        start = int(asked.get("startrecord", (page - 1) * per + 1))
        end = int(asked.get("endrecord", start + per - 1))
        records = ordered(column)[max(0, start - 1) : min(end, start + 99)]
        if not records:
            return Response(200, _XML, EMPTY)
        following = end // per + 1
        text = f'<?xml version="1.0" encoding="utf-8"?>\n{_store(site, column, records, following)}'
        return Response(200, _XML, text.encode())

    return {PROXY: answer}


def _line(article: Article, shown: str) -> str:
    when = f"<span>发布日期：{shown}</span> " if shown else ""
    source = f"信息来源：<!--<$[信息来源]>begin-->{article.source}<!--<$[信息来源]>end-->"
    return f'<div class="info">{when}<span>{source}</span></div>'


HANWEB = Dialect(
    "hanweb",
    _first,
    _article,
    _leaves,
    _line,
    '<div id="zoom"><!--ContentStart-->',
    "<!--ContentEnd--></div>",
    '<script src="/script/jquery.jpage.js" type="text/javascript"></script>',
    _handlers,
)
