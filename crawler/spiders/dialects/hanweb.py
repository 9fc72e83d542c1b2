"""Hanweb jpage: a `<datastore>` in the page, and `dataproxy.jsp` for the rest.

Dates may be split by line breaks (`2026-\\n09-\\n05`); an answer of a few bytes is "not fetched", never "no more".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from checks.facts.markup import Markup
from checks.model.pages import Item, Paging
from checks.model.urls import resolve
from crawler.spiders.dialects.dialect import MOST_PAGES, Answered, Ask, folded
from crawler.spiders.dialects.trs import day_of

_RECORD = re.compile(r"<record>\s{0,20}<!\[CDATA\[(.{1,6000}?)\]\]>\s{0,20}</record>", re.DOTALL)
_NEXT = re.compile(r"<nextgroup>\s{0,20}<!\[CDATA\[.{0,300}?href\s{0,4}=\s{0,4}[\"']?([^\"'\s>]{1,1500})", re.DOTALL)
_TOTAL = re.compile(r"<(totalrecord|totalpage)>\s{0,9}(\d{1,7})\s{0,9}</")
_ANCHOR = re.compile(r"<a\b([^>]{1,1500})>(.{0,1500}?)</a>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"\b(href|title)\s{0,4}=\s{0,4}(?:\"([^\"]{0,1000})\"|'([^']{0,1000})')", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,1500}>")
_DAY = re.compile(r"((?:19|20)\d\d)\s{0,9}[-/.年]\s{0,9}(\d{1,2})\s{0,9}[-/.月]\s{0,9}(\d{1,2})")
_MOST_RECORDS = 2_000
_PER_PAGE = 45
_EMPTY = 100  # bytes


class Hanweb:
    """The page's own datastore first, the interface for what lies beyond it."""

    name = "hanweb"

    def recognises(self, markup: Markup) -> bool:
        return "<datastore>" in markup.text or "jpage/dataproxy.jsp" in markup.text

    def paging(self, markup: Markup) -> Paging | None:
        totals = {name: int(count) for name, count in _TOTAL.findall(markup.text)}
        return Paging(self.name, 1, totals.get("totalpage", 0), totals.get("totalrecord", 0)) if totals else None

    def items(self, markup: Markup) -> tuple[Item, ...]:
        return tuple(_items(markup.base, markup.text))

    def requests(self, markup: Markup) -> tuple[Ask, ...]:
        return tuple(_further(markup.base, markup.text, len(self.items(markup))))

    def read_api(self, url: str, body: bytes) -> Answered:
        text = body.decode("utf-8", "replace")
        items = tuple(_items(url, text))
        if len(body) < _EMPTY or not items:
            return Answered(fetched=False)
        return Answered(items)


def _items(base: str, text: str) -> Iterator[Item]:
    for count, record in enumerate(_RECORD.finditer(text)):
        if count >= _MOST_RECORDS:
            return
        anchor = _ANCHOR.search(record.group(1))
        if anchor is None:
            continue
        shown = {name.lower(): unescape(one or two) for name, one, two in _ATTRIBUTE.findall(anchor.group(1))}
        url = resolve(base, shown.get("href", ""))
        title = shown.get("title", "") or unescape(_TAG.sub("", anchor.group(2)))
        day = _DAY.search(_TAG.sub(" ", record.group(1).replace(anchor.group(0), " ")))
        if url:
            yield Item(url, folded(title)[:300], day_of(*map(int, day.groups())) if day else None)


def _further(base: str, text: str, had: int) -> Iterator[Ask]:
    """Requests for the records beyond those at hand. Ids come from `nextgroup`: on some sites they are encrypted."""
    following = _NEXT.search(text)
    total = next((int(count) for name, count in _TOTAL.findall(text) if name == "totalrecord"), 0)
    url = resolve(base, unescape(following.group(1))) if following else None
    if url is None or total <= had or had == 0:
        return
    parts = urlsplit(url)
    query = {key: value for key, value in parse_qsl(parts.query) if key != "page"}
    for start in range(had + 1, min(total, MOST_PAGES * _PER_PAGE) + 1, _PER_PAGE):
        spot = {"startrecord": start, "endrecord": min(start + _PER_PAGE - 1, total), "perpage": 15}
        yield Ask(parts._replace(query=urlencode({**query, **spot})).geturl())
