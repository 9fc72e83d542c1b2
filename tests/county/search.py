"""The searches of the sites: a box on the home page, and what answers behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import parse_qs

from tests.county.draft import Article, Book, Site
from tests.county.nouns import Handler, Request, Response
from tests.county.street import framed

PLACE = "/so/s"
PER_PAGE = 10
_TITLE = re.compile(r"<title>(.{4,100}?)</title>")
_TOOLS = '<p class="tools">排序：按相关度 按时间　分类：全部 政策 动态</p>'
Known = Callable[[Article], bool]


def draw(book: Book) -> None:
    """Gives every site an honest search."""
    for site in book.sites.values():
        if not site.wire:
            furnish(site, box(), engine(site))


def furnish(site: Site, markup: str, answer: Handler | None, place: str = PLACE) -> None:
    """Puts a box on the home page, and what answers at `place`; nothing answers where that is None."""
    site.search = markup
    site.handlers.pop(PLACE, None)
    if answer is not None:
        site.handlers[place] = answer


def box(place: str = PLACE, name: str = "q", *, method: str = "get", more: str = "", script: str = "") -> str:
    return (
        f'<form action="{place}" method="{method}"{script}><input type="text" name="{name}" placeholder="请输入关键词">'
        f'{more}<input type="submit" value="搜索"></form>'
    )


def everything(article: Article) -> bool:
    """An index that holds all articles."""
    return True


def engine(site: Site, known: Known = everything, *, tools: str = _TOOLS) -> Handler:
    """Finds every `known` article whose title holds the words, and every further page of the site."""

    def answer(request: Request) -> Response:
        words = _words(site, request, "q")
        if not words:
            return framed(site, "站内搜索", "<p>请输入关键词。</p>")
        hits = list(_found(site, words, known))
        rows = "".join(
            f'<li><a href="{escape(path)}">{escape(title).replace(escape(words), f"<em>{escape(words)}</em>")}</a></li>'
            for title, path in hits[:PER_PAGE]
        )
        said = f"为您找到 {len(hits)} 条结果" if hits else "没有找到相关结果"
        return framed(site, "站内搜索", f'<p>{said}</p>{tools}<ul class="results">{rows}</ul>')

    return answer


def search5(site: Site) -> Handler:
    """The interface behind the page of results of 开普."""

    def answer(request: Request) -> Response:
        sent = {name: values[-1] for name, values in parse_qs(request.body.decode()).items()}
        words = sent.get("searchWord", "") if sent.get("siteCode") == site.code else ""
        hits = list(_found(site, words, everything)) if words else []
        rows = [
            {"title": title.replace(words, f"<span>{words}</span>"), "url": site.url(path)}
            for title, path in hits[:PER_PAGE]
        ]
        told = {"searchResultAll": {"total": len(hits), "searchTotal": rows}}
        kind = ("Content-Type", "application/json;charset=UTF-8")
        return Response(200, (kind,), json.dumps(told, ensure_ascii=False).encode())

    return answer


def _words(site: Site, request: Request, name: str) -> str:
    query = parse_qs(request.query, encoding=site.charset)
    return query.get(name, [""])[-1].strip()


def _found(site: Site, words: str, known: Known) -> Iterator[tuple[str, str]]:
    """(title, path), the newest first."""
    articles = [a for column in site.columns for a in column.articles if not a.gone and words in a.title and known(a)]
    yield from ((a.title, a.path) for a in sorted(articles, key=lambda a: (-a.day.toordinal(), a.path)))
    for path, file in site.files.items():
        title = (
            _TITLE.search(file.body.decode(site.charset, "replace")) if "html" in file.header("Content-Type") else None
        )
        if title and words in title[1]:
            yield title[1], path
