"""What the pages of a column list: its entries with their days, and whether the list was read to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from checks.facts.column_pages import SIDEBAR_SHOWN_BY, Shown, Survey, lists_of
from checks.model.pages import Item
from checks.model.urls import page_key

TEXT = 60
"""A column page with more characters of its own than this is read and not listed: an overview, a letterbox, a map."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png|gif|mp4|mp3|txt)$", re.IGNORECASE)


class Entry(NamedTuple):
    """An entry of a list. `key` is that of the page it leads to; `dates` are the day that the list shows, then that of
    its own page, where there are such; `page` is the number of the page of the list that shows it, from 1 on as its
    pager counts."""

    item: Item
    key: str
    dates: tuple[datetime, ...]
    unread: bool  # it has no day, and its own page was not read
    page: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of a column over all its pages, the first one first. `entries` are by page key, in the order of the
    list; `cut`: further pages are known that were neither read nor dead; `paged`: its pager says how far it goes."""

    pages: tuple[Shown, ...]
    entries: Mapping[str, Entry]
    cut: bool
    paged: bool
    sidebar: bool  # lists of the template stand on its page


def is_file(url: str) -> bool:
    """True for what is no page by its address."""
    return bool(_FILE.search(url))


def listing_of(found: Survey, key: str, keys: set[str], dead: frozenset[str]) -> Listing:
    """The list of the column `key`, whose page was read. `keys` are those of all columns."""
    pages = sorted((found.shown[key], *found.following.get(key, ())), key=number_of)
    entries: dict[str, Entry] = {}
    for page in pages:
        number = number_of(page)
        for there, item in _entries(found, page, keys):
            dates = tuple([date for date in (item.date, found.published.get(there)) if date])
            unread = not dates and _unread(found, item, dead)
            entries[page_key(item.url)] = Entry(item, there, dates, unread, number)
    return Listing(
        pages=tuple(pages),
        entries=entries,
        cut=_is_cut(found, pages, len(entries), dead),
        paged=any(one is not None and bool(one.pages or one.records or one.next) for one in (p.paging for p in pages)),
        sidebar=any(found.blocks[block] >= SIDEBAR_SHOWN_BY for block in lists_of(pages[0]).values()),
    )


def number_of(page: Shown) -> int:
    """Which page of its list it is, as its pager counts; 1 where nothing tells."""
    return page.paging.current if page.paging else 1


def _entries(found: Survey, page: Shown, keys: set[str]) -> Iterator[tuple[str, Item]]:
    """(key of the page that it leads to, entry) of a list page: no sidebar of the template, no way to other columns."""
    lists = lists_of(page)
    sidebars = {number for number, keys_of in lists.items() if found.blocks.get(keys_of, 0) >= SIDEBAR_SHOWN_BY}
    for item in page.items:
        if item.block not in sidebars and (key := found.key(item.url)) not in keys and key != found.home:
            yield key, item


def _unread(found: Survey, item: Item, dead: frozenset[str]) -> bool:
    own_page = found.own(item.url) and not _FILE.search(item.url)
    return own_page and found.key(item.url) not in found.published and page_key(item.url) not in dead


def _is_cut(found: Survey, pages: list[Shown], entries: int, dead: frozenset[str]) -> bool:
    """True when further pages of the list are known and were neither read nor dead.

    Where the pager names no addresses its count of entries decides, for an interface cuts pages as it likes.
    """
    told = [page.paging for page in pages if page.paging is not None]
    further = {page_key(url) for paging in told for url in paging.next}
    if further:
        read = {page_key(page.url) for page in pages}
        return any(key not in read and key not in dead and found.moved.get(key, key) not in read for key in further)
    if records := max((paging.records for paging in told), default=0):
        return entries < records
    return max((paging.pages for paging in told), default=0) > len(pages)
