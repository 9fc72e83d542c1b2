"""Boda VSB (博达): `tzgg.htm`, then `tzgg/59.htm` … `tzgg/1.htm`: pages after the first are counted DOWN."""

from __future__ import annotations

import re

from checks.facts.markup import Markup
from checks.model.pages import Paging
from checks.model.urls import resolve
from crawler.spiders.dialects.dialect import MOST_PAGES, HtmlDialect, addresses

_SPOT = re.compile(r"(?<![\d/])(\d{1,5})\s{0,4}/\s{0,4}(\d{1,5})(?![\d/])")
_RECORDS = re.compile(r"共\s{0,4}(\d{1,7})\s{0,4}条")
_PAGE = re.compile(r"/([\w\-]{1,80})/(\d{1,5})\.htm$")
SIGNS = ("p_next", "p_pages", "p_fun", "_sitegray", "vsbscreen", "Visual SiteBuilder")


class Vsb(HtmlDialect):
    """The last page is 1.htm; the second of n is n-1.htm."""

    name = "vsb"

    def recognises(self, markup: Markup) -> bool:
        return any(sign in markup.text for sign in SIGNS) and ("下页" in markup.text or "尾页" in markup.text)

    def paging(self, markup: Markup) -> Paging | None:
        hrefs = [a.attributes.get("href") or "" for a in markup.tree.css("a[href]")[:4_000]]
        linked = [url for url in addresses(markup.base, hrefs) if _PAGE.search(url)]
        at = _PAGE.search(markup.url)
        column = at.group(1) if at else markup.url.rpartition("/")[2].partition(".")[0]
        pages = [url for url in linked if (found := _PAGE.search(url)) and found.group(1) == column]
        if not pages and at is None:
            return None
        folder = (pages[0] if pages else markup.url).rpartition("/")[0]
        spot, records = _SPOT.search(_bar(markup)), _RECORDS.search(_bar(markup))
        highest = max((int(found.group(2)) for url in pages if (found := _PAGE.search(url))), default=0)
        total = int(spot.group(2)) if spot else highest + 1
        current = int(spot.group(1)) if spot else (total - int(at.group(2)) + 1 if at else 1)
        known = addresses(folder, (f"{folder}/{n}.htm" for n in range(min(total, MOST_PAGES) - 1, 0, -1)))
        first = (resolve(folder, f"{folder}.htm") or "") if at else ""
        count = int(records.group(1)) if records else 0
        return Paging(self.name, max(current, 1), total, count, first, tuple(u for u in known if u != markup.url))


def _bar(markup: Markup) -> str:
    """The text of the paging bar: where 尾页 stands."""
    text = re.sub(r"<[^<>]{1,300}>", " ", markup.text[max(0, markup.text.rfind("尾页") - 4_000) :][:4_200])
    return text[max(0, text.rfind("共")) :] if "共" in text else text
