"""Hanweb jpage: a `<datastore>` in the page, and `dataproxy.jsp` for the rest.

Dates may be split by line breaks (`2026-\\n09-\\n05`); an answer of a few bytes is "not fetched", never "no more".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit

from checks.facts.markup import Markup
from checks.model.pages import Item, Paging
from checks.model.urls import resolve
from crawler.spiders.dialects.dialect import MOST_PAGES, Answered, Ask, folded
from crawler.spiders.dialects.trs import day_of

_RECORD = re.compile(r"<record>\s{0,20}<!\[CDATA\[(.{1,6000}?)\]\]>\s{0,20}</record>", re.DOTALL)
_NEXT = re.compile(r"<nextgroup>\s{0,20}<!\[CDATA\[.{0,300}?href\s{0,4}=\s{0,4}[\"']?([^\"'\s>]{1,1500})", re.DOTALL)
_TOTAL = re.compile(r"<(totalrecord|totalpage)>\s{0,9}(\d{1,7})\s{0,9}</")
_DAY = re.compile(r"((?:19|20)\d\d)\s{0,9}[-/.年]\s{0,9}(\d{1,2})\s{0,9}[-/.月]\s{0,9}(\d{1,2})")
_MOST_RECORDS = 2_000
_MOST_TEXT = 500_000  # characters of records that are read of one page: 2,000 of the usual length
_MOST_TAGS = 100  # of one record: a parser of hostile markup takes its time
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
    read = 0
    for record in islice(_RECORD.finditer(text), _MOST_RECORDS):
        read += len(record.group(1))
        if read > _MOST_TEXT:
            return
        if item := _item(base, record.group(1)):
            yield item


def _item(base: str, record: str) -> Item | None:
    """The entry of one record: its first link, and the day that stands beside it. None without a link."""
    from bs4 import BeautifulSoup  # here, because most sites need nothing of it
    from bs4.exceptions import ParserRejectedMarkup

    if "<?" in record or not 0 < record.count("<") <= _MOST_TAGS:
        return None
    try:
        fragment = BeautifulSoup(record, "html.parser")
    except ParserRejectedMarkup:
        return None
    anchor = fragment.find("a", href=True)
    if anchor is None:
        return None
    url = resolve(base, str(anchor["href"]))
    title = str(anchor.get("title", "")) or anchor.get_text()
    anchor.extract()  # a day within the title is not the day of the entry
    day = _DAY.search(fragment.get_text(" "))
    return Item(url, folded(title)[:300], day_of(*map(int, day.groups())) if day else None) if url else None


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
