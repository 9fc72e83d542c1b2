"""The first page of what a search found: its entries, and what it says of itself. Pure; never raises on any answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from checks.facts.folding import fold
from checks.facts.markup import decode, parse
from checks.facts.outline import Outline
from checks.facts.reading import read
from checks.facts.text import shown_text
from checks.model.pages import Place
from checks.model.searches import Dialect, Hit
from checks.model.urls import page_key, resolve

MOST = 200
"""Entries of one page that are looked at."""
_LEAST = 10  # letters of a title cut short by which it is still known
_LONG = 15  # and where no dots say that it was
_TITLE, _URL = 120, 500  # characters that are kept of an entry
_SHORT = 6  # letters: what is shorter is a button, not a title
_NONE = re.compile(
    r"(?:没有|未|无法)(?:能)?(?:找到|搜索到|检索到|查询到|搜到|查到)|没有(?:符合|匹配|相关|任何)|(?:暂无|无)(?:相关|符合|匹配|搜索|检索|查询)"
)
_TOTAL = re.compile(
    r"(?:找到|搜索到|检索到|查询到|搜到|共有?|约)[^0-9。；]{0,12}?([0-9]{1,9})\s{0,2}(?:条|个|项|篇|件|则)"
)
_SORT = re.compile(r"排序|按时间|按日期|按相关|时间[↓↑]|相关[度性][↓↑]?|最新优先")
_FILTER = re.compile(
    r"分类|全部栏目|所有栏目|栏目筛选|筛选|搜索范围|检索范围|信息类型|时间范围|标题搜索|全文检索|政策文件\s{0,3}\("
)
_CODE = re.compile(r"验证码|安全验证|滑动验证|点击验证")
_BUSY = re.compile(
    r"(?:搜索|检索|查询|访问|操作|请求|提交)(?:过于|太过|太|过)(?:频繁|快|多)|(?:频繁|过快|太快)[^。]{0,12}再(?:试|搜|查)|稍[后候]再(?:试|搜|查)"
)
_CUT = re.compile(r"(?:\.{2,6}|…{1,6})\s{0,3}$")
_LIT = "em,mark,.highlight,.keyword,font[color],span[style*=red]"
_TAG = re.compile(r"<[^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results. `text` is what it shows, folded; `busy`: it wants to be asked again later; the rest is as in
    `SearchProbe`."""

    hits: tuple[Hit, ...] = ()
    text: str = ""
    total: int | None = None
    says_none: bool = False
    scripted: bool = False
    asks_code: bool = False
    busy: bool = False
    has_filter: bool = False
    has_sort: bool = False
    has_highlight: bool = False


def read_results(dialect: Dialect, url: str, body: bytes, content_type: str) -> Results:
    """What came back at `url`, for a question put to a search of `dialect`."""
    return _page(url, body, content_type) if dialect is Dialect.FORM else _data(dialect, url, body, content_type)


def place_of(hits: Iterable[Hit], title: str, urls: Iterable[str]) -> int:
    """Where among `hits` the page with `title` at one of `urls` stands, counted from 1; 0 for nowhere."""
    keys, wanted = {page_key(url) for url in urls if url}, fold(title)
    for number, hit in enumerate(hits, 1):
        shown = fold(hit.title)
        said = _CUT.search(hit.title) is not None
        cut = (said and len(shown) >= _LEAST and shown in wanted) or (len(shown) >= _LONG and wanted.startswith(shown))
        if (wanted and wanted in shown) or cut or (hit.url and page_key(hit.url) in keys):
            return number
    return 0


def mentioned(results: Results, title: str) -> int:
    """How often the whole title stands in what the page shows; the words that were asked for are often repeated."""
    return results.text.count(fold(title)) if title else 0


def _page(url: str, body: bytes, content_type: str) -> Results:
    markup = parse(url, body, content_type)
    facts = read(markup)
    shown = shown_text(Outline(markup.tree))[:50_000]
    asked = page_key(url)
    hits = [
        Hit(link.text[:_TITLE], link.url[:_URL])
        for link in facts.links
        if link.tag == "a" and link.place not in (Place.NAV, Place.FOOTER, Place.HEAD)
        if len(fold(link.text)) >= _SHORT and page_key(link.url) != asked
    ]
    total = _TOTAL.search(shown)
    count = int(total[1]) if total else None
    return Results(
        hits=tuple(hits[:MOST]),
        text=fold_all(shown),
        total=count,
        says_none=count == 0 or (not count and _NONE.search(shown) is not None),
        scripted=facts.scripted or bool(facts.refresh),
        asks_code=_CODE.search(shown) is not None,
        busy=_BUSY.search(shown) is not None,
        has_filter=_FILTER.search(shown) is not None,
        has_sort=_SORT.search(shown) is not None,
        has_highlight=markup.tree.css_first(_LIT) is not None,
    )


def fold_all(text: str) -> str:
    """`text` as `fold` gives it, however long."""
    return "".join(fold(text[start : start + 1_000]) for start in range(0, len(text), 1_000))


def _data(dialect: Dialect, url: str, body: bytes, content_type: str) -> Results:
    """What an interface answered; one that is not of its known shape is like a page that a script fills."""
    try:
        told = json.loads(decode(body, content_type)[0])
    except (ValueError, RecursionError):
        return Results(scripted=True)
    entries, total = _SHAPES[dialect](told)
    if not isinstance(entries, list) or not isinstance(total, int):
        return Results(scripted=True)
    hits = tuple(_entries(url, entries))
    return Results(hits, total=total, says_none=total == 0 and not hits, scripted=total > 0 and not hits)


def _entries(url: str, entries: list[Any]) -> Iterator[Hit]:
    for entry in entries[:MOST]:
        if isinstance(entry, str):  # 大汉: each entry is a piece of a page
            piece = LexborHTMLParser(entry[:20_000])
            for node in piece.css("a")[:5]:
                text = " ".join((node.text() or "").split())[:_TITLE]
                yield Hit(text, (resolve(url, node.attributes.get("href") or "") or "")[:_URL])
        elif isinstance(entry, dict) and isinstance(title := entry.get("title"), str):
            led = entry.get("url")
            shown = " ".join(_TAG.sub("", title[:1_000]).split())[:_TITLE]
            yield Hit(shown, (resolve(url, led) or "")[:_URL] if isinstance(led, str) else "")


def _ucap(told: Any) -> tuple[Any, Any]:
    all_ = told.get("searchResultAll") if isinstance(told, dict) else None
    return (all_.get("searchTotal") or [], all_.get("total")) if isinstance(all_, dict) else (None, None)


def _hanweb(told: Any) -> tuple[Any, Any]:
    return (told.get("result") or [], told.get("total")) if isinstance(told, dict) else (None, None)


def _guangdong(told: Any) -> tuple[Any, Any]:
    data = told.get("data", told) if isinstance(told, dict) else None
    news = data.get("news") if isinstance(data, dict) else None
    return (news.get("list") or [], news.get("total")) if isinstance(news, dict) else (None, None)


_SHAPES = {Dialect.UCAP: _ucap, Dialect.HANWEB: _hanweb, Dialect.GUANGDONG: _guangdong}
