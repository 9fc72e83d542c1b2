"""gkmlpt (广东省政府信息公开目录平台): a shell whose list is `GET /gkmlpt/api/all/{category}?page=N&sid=S`.

A hundred entries a page; page 0 and page 1 are the same. `display_publish_time` (seconds) is the publication, `date` is
the day of writing and is not used. `is_abolished` and `is_expired` say which documents hold no more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from checks.facts.markup import Markup
from checks.model.pages import Item, Paging
from checks.model.urls import resolve
from crawler.spiders.dialects import states
from crawler.spiders.dialects.dialect import MOST_PAGES, Answered, Ask, folded
from crawler.spiders.dialects.ucap import day_of_stamp

_SID = re.compile(r"[\"']?SID[\"']?\s{0,4}:\s{0,4}[\"']?(\w{1,20})")
_PER_PAGE = 100
_PAGE = re.compile(r"([?&]page=)(\d{1,6})")


class Gkmlpt:
    """Category 0 is everything; one list serves the whole directory."""

    name = "gkmlpt"

    def recognises(self, markup: Markup) -> bool:
        return (
            "/gkmlpt" in markup.url + markup.text and "_CONFIG" in markup.text and _SID.search(markup.text) is not None
        )

    def paging(self, markup: Markup) -> Paging | None:
        return None

    def items(self, markup: Markup) -> tuple[Item, ...]:
        return ()

    def requests(self, markup: Markup) -> tuple[Ask, ...]:
        sid = _SID.search(markup.text)
        if sid is None or "/gkmlpt/index" not in markup.url:
            return ()  # pages of single documents carry the same script
        url = resolve(markup.url, f"/gkmlpt/api/all/0?page=1&sid={sid.group(1)}")
        return (Ask(url),) if url else ()

    def read_api(self, url: str, body: bytes) -> Answered:
        try:
            data = json.loads(body)
            rows = list(data["articles"])[: _PER_PAGE * 2]
            total = int(data.get("total") or data["classify"]["post_count"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return Answered(fetched=False)
        pages = min(-(-total // _PER_PAGE), MOST_PAGES)
        at = _PAGE.search(url)
        asks = tuple(Ask(_PAGE.sub(rf"\g<1>{n}", url)) for n in range(2, pages + 1)) if at and int(at[2]) <= 1 else ()
        return Answered(tuple(_items(url, rows)), asks, listed=states.of_gkmlpt(url, rows))


def _items(url: str, rows: list[Any]) -> Iterator[Item]:
    for row in rows:
        address = resolve(url, str(row.get("url", ""))) if isinstance(row, dict) else None
        if address:
            day = day_of_stamp(row.get("display_publish_time"), 1)
            yield Item(address, folded(str(row.get("title", "")))[:300], day)
