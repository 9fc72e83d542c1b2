"""Lists of no known family: a link that says 下一页, or numbered links beside it."""

from __future__ import annotations

import re

from checks.facts.markup import Markup
from checks.model.pages import Paging
from crawler.spiders.dialects.dialect import HtmlDialect, addresses, folded

_NEXT = frozenset(
    {"下一页", "下页", "后一页", "下一页>", "下一页>>", "下一页»", ">", "›", "»", "next", "next>", "下 一 页"}
)
_TOTAL = re.compile(r"共\s{0,4}(\d{1,5})\s{0,4}页|(?<!\d)(\d{1,5})\s{0,3}/\s{0,3}(\d{1,5})\s{0,3}页")
_QUERY = re.compile(r"[?&](?:page|pageindex|pageno|pagenum|currpage|curpage|pn|p)=(\d{1,6})(?:&|$)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}")
_MOST_LINKS = 4_000


class Generic(HtmlDialect):
    """下一页 and `?page=`."""

    name = "generic"

    def recognises(self, markup: Markup) -> bool:
        return "下一页" in markup.text or "下页" in markup.text or _QUERY.search(markup.url) is not None

    def paging(self, markup: Markup) -> Paging | None:
        found = [(folded(a.text())[:12].lower(), a.attributes.get("href") or "") for a in _links(markup)]
        ahead = [href for text, href in found if text in _NEXT]
        if not ahead:
            return None
        numbered = [href for text, href in found if _NUMBER.fullmatch(text) and _alike(href, ahead[0])]
        known = addresses(markup.base, [*ahead, *numbered])
        query = _QUERY.search(markup.url)
        total = _TOTAL.search(markup.text)
        pages = int(total.group(1) or total.group(3)) if total else 0
        current = int(query.group(1)) if query else 1
        return Paging(self.name, max(current, 1), pages, next=tuple(url for url in known if url != markup.url))


def _links(markup: Markup) -> list:
    return markup.tree.css("a[href]")[:_MOST_LINKS]


def _alike(href: str, ahead: str) -> bool:
    """True when two hrefs differ in their digits only."""
    return _NUMBER.sub("0", href) == _NUMBER.sub("0", ahead)
