"""Ucap (开普): `createPageHTML('page_div', pages, current from 1, 'name', 'shtml', records)`, or a JSON list interface.

The base name may itself end in `_1` and still be the first page. Times of the interface are milliseconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from checks.facts.markup import Markup
from checks.model.pages import Item, Paging
from checks.model.registry import BEIJING
from checks.model.urls import resolve
from crawler.spiders.dialects import states
from crawler.spiders.dialects.dialect import MOST_PAGES, Answered, Ask, addresses, folded

_CREATE = re.compile(
    r"createPageHTML\(\s{0,9}[\"']([\w\-]{1,60})[\"']\s{0,9},\s{0,9}(\d{1,6})\s{0,9},\s{0,9}(\d{1,6})\s{0,9},"
    r"\s{0,9}[\"']([\w\-]{1,80})[\"']\s{0,9},\s{0,9}[\"'](\w{2,6})[\"']\s{0,9}(?:,\s{0,9}(\d{1,8}))?"
)
_LIST = re.compile(
    r"[\"']((?:https?://[\w.\-:]{1,100})?/(?:searchList|common/search)/[\w\-]{1,64}(?:\?[\w=&.%\-]{0,300})?)[\"']"
)
_MOST_ROWS = 1_000


class Ucap:
    """Pages by script call; entries by interface where the page names one."""

    name = "ucap"

    def recognises(self, markup: Markup) -> bool:
        text = markup.text
        return bool(
            ("createPageHTML" in text and _CREATE.search(text))
            or (("searchList/" in text or "common/search/" in text) and _LIST.search(text))
        )

    def paging(self, markup: Markup) -> Paging | None:
        call = _CREATE.search(markup.text)
        if call is None:
            return None
        _, pages, current, name, extension, records = call.groups()
        count, at = int(pages), max(int(current), 1)
        if count <= 1:
            return Paging(self.name, 1, max(count, 1), int(records or 0))
        known = addresses(markup.url, (f"{name}_{n}.{extension}" for n in range(2, min(count, MOST_PAGES) + 1)))
        first = (resolve(markup.url, f"{name}.{extension}") or "") if at > 1 else ""
        return Paging(self.name, at, count, int(records or 0), first, tuple(url for url in known if url != markup.url))

    def items(self, markup: Markup) -> tuple[Item, ...]:
        return ()

    def requests(self, markup: Markup) -> tuple[Ask, ...]:
        calls = dict.fromkeys(_LIST.findall(markup.text))
        urls = [resolve(markup.base, call) for call in list(calls)[:5]]
        return tuple(Ask(_page(url, 1)) for url in urls if url)

    def read_api(self, url: str, body: bytes) -> Answered:
        try:
            data = json.loads(body)["data"]
            rows = list(data["results"])[:_MOST_ROWS]
            total, size, at = int(data["total"]), int(data.get("rows") or len(rows)), int(data.get("page") or 1)
        except (ValueError, KeyError, TypeError, RecursionError):
            return Answered(fetched=False)
        pages = min(-(-total // size), MOST_PAGES) if size > 0 else 1
        asks = tuple(Ask(_page(url, n)) for n in range(2, pages + 1)) if at == 1 else ()
        return Answered(tuple(_items(url, rows)), asks, listed=states.of_ucap(url, rows))


def _items(url: str, rows: list[Any]) -> Iterator[Item]:
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("url"), str):
            address = resolve(url, row["url"])
            if address:
                yield Item(
                    address, folded(str(row.get("title", "")))[:300], day_of_stamp(row.get("publishedTime"), 1000)
                )


def day_of_stamp(stamp: Any, per_second: int) -> datetime | None:
    """The day (00:00 +08:00) of a time stamp, None for what is none."""
    if isinstance(stamp, bool) or not isinstance(stamp, int | float | str):
        return None
    try:
        moment = datetime.fromtimestamp(float(stamp) / per_second, UTC).astimezone(BEIJING)
    except (ValueError, OverflowError, OSError):
        return None
    if not 1990 <= moment.year <= 2100:
        return None
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _page(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), "_isJson": "true", "page": str(number)}
    return parts._replace(query=urlencode(query)).geturl()
