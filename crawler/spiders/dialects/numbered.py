"""Families whose list pages are numbered files beside the first: index_2.html, 12_2.html, index_2.jhtml.

They differ in their signs, in the words of the paging bar and in whether a page is a link or an onclick.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.facts.markup import Markup
from checks.model.pages import Paging
from crawler.spiders.dialects.dialect import MOST_PAGES, HtmlDialect, addresses

_ONCLICK = re.compile(r"location(?:\.href)?\s{0,4}=\s{0,4}(?:encodeURI\()?\s{0,4}[\"']([^\"'\s]{1,300})[\"']")
_FILE = re.compile(r"([\w\-]{1,60}?)(?:_(\d{1,5}))?\.(s?html?|jhtml)$", re.IGNORECASE)
_MOST_LINKS = 4_000


@dataclass(frozen=True, slots=True)
class Numbered(HtmlDialect):
    """`signs`: any of them in the text. `total` finds the number of pages, `records` that of entries."""

    name: str
    signs: tuple[str, ...]
    total: re.Pattern[str] | None = None
    records: re.Pattern[str] | None = None

    def recognises(self, markup: Markup) -> bool:
        return any(sign in markup.text for sign in self.signs) and bool(self._linked(markup))

    def paging(self, markup: Markup) -> Paging | None:
        linked = self._linked(markup)
        if not linked:
            return None
        folder, stem, at, extension = _place(markup.url, linked)
        told = self.total.search(markup.text) if self.total else None
        records = self.records.search(markup.text) if self.records else None
        highest = max((_number(url) for url in linked), default=1)
        pages = min(int(told.group(1)) if told else highest, MOST_PAGES)
        # Numbers the bar does not show are built only where it says how many there are.
        built = (f"{folder}{stem}_{n}.{extension}" for n in range(2, pages + 1)) if told else ()
        known = addresses(markup.base, [*linked, *built])
        first = "" if at == 1 else f"{folder}{stem}.{extension}"
        following = tuple(url for url in known if url not in (markup.url, first) and _number(url) > 1)
        return Paging(self.name, at, pages, int(records.group(1)) if records else 0, first, following)

    def _linked(self, markup: Markup) -> tuple[str, ...]:
        """Addresses of numbered pages of the same list that the bar shows."""
        hrefs = [a.attributes.get("href") or "" for a in markup.tree.css("a[href]")[:_MOST_LINKS]]
        hrefs += [
            m for n in markup.tree.css("[onclick]")[:500] for m in _ONCLICK.findall(n.attributes.get("onclick") or "")
        ]
        folder = markup.url.rpartition("/")[0] + "/"
        own = _FILE.search(markup.url)
        stem = own.group(1) if own else "index"
        found = addresses(markup.base, hrefs)
        return tuple(
            u
            for u in found
            if u.startswith(folder) and (m := _FILE.fullmatch(u[len(folder) :])) and m[2] and m[1] == stem
        )


def _place(url: str, linked: tuple[str, ...]) -> tuple[str, str, int, str]:
    """(folder, stem, number of this page, extension)."""
    folder = url.rpartition("/")[0] + "/"
    own = _FILE.fullmatch(url[len(folder) :])
    if own is not None:
        return folder, own.group(1), int(own.group(2) or 1), own.group(3)
    like = _FILE.fullmatch(linked[0][len(folder) :])
    return folder, "index", 1, like.group(3) if like else "html"


def _number(url: str) -> int:
    found = _FILE.search(url)
    return int(found.group(2) or 1) if found else 1
