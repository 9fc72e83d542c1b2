"""Where a page leads: the addresses it shows, how each is to be asked, and in which order."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from checks.facts.files import named
from checks.model.pages import HINTS, Link, PageFacts, Place
from crawler.again import after
from crawler.answer import Answer
from crawler.frontier import Entry, Rank, Want

_THING_TAGS = frozenset(
    {"img", "script", "source", "embed", "video", "audio", "object", "input", "track", "background"}
)
_FILE = re.compile(
    r"\.(?:css|js|mjs|json|map|jpe?g|png|gif|bmp|ico|svg|webp|tiff?|avif|woff2?|ttf|eot|otf|swf|flv|mp[34]|m4[av]|m3u8|avi|wmv|mov|mkv|"
    r"wav|wma|ogg|pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rtf|csv|txt|zip|rar|7z|gz|tar|iso|exe|msi|apk|ipa|ceb|cebx|epub)$",
    re.IGNORECASE,
)
_SITEMAP = re.compile(r"/sitemap[\w\-]{0,40}\.xml(?:\.gz)?$", re.IGNORECASE)
_DEEPEST_FILE = 3  # sheets that import sheets
_LISTLIKE = re.compile(r"(?:/|/(?:index|list|default)[\w\-]{0,20}\.\w{2,5})$", re.IGNORECASE)


def leads(
    facts: PageFacts, entry: Entry, page_url: str, noted: Callable[[str], bool] = lambda url: False
) -> Iterator[Entry]:
    """Every address that the page shows, as entries in the order of the page; also those outside the site.

    `entry` is how the page itself was reached. Addresses that were `noted` before are left out at once: on a site they
    are nearly all, and to look closer at each costs more than to fetch the page.
    """
    if facts.refresh:
        yield Entry(facts.refresh, rank=entry.rank, depth=entry.depth, home=entry.home, chain=entry.chain)
    if facts.paging is not None:
        first = entry.paged_from or facts.paging.first or page_url
        shown = {link.url for link in facts.links}
        for url in facts.paging.next:
            if url != first and not noted(url):
                yield Entry(url, rank=Rank.PAGING, depth=entry.depth + 1, paged_from=first, built=url not in shown)
    deeper = entry.depth + 1
    for link in facts.links:
        if not noted(link.url):
            yield _led(link, entry, deeper)
    for crumb in facts.crumbs:
        if not noted(crumb.url):
            yield Entry(crumb.url, wanted(crumb.url, "a"), Rank.NAV, deeper)
    for item in facts.items:
        if item.url and not noted(item.url):  # an entry that a script moves has none
            yield Entry(item.url, wanted(item.url, "a"), Rank.REST, deeper)


def once_more(entry: Entry, answer: Answer) -> Entry:
    """The entry after an answer that may have failed in passing: late, so that a bad minute is over; the home page at
    once, because nothing goes on without it."""
    due = time.monotonic() + after(answer).seconds
    rank = Rank.HOME if entry.home else Rank.AGAIN
    looks = entry.looks + answer.looks
    return replace(entry, looks=looks, tries=entry.tries + 1, due=due, history=answer.told, rank=rank)


def wanted(url: str, tag: str) -> Want:
    """A page is read; files that lead further are read as such; pictures, scripts, other files are only looked at."""
    path = url.partition("?")[0]
    if tag == "alternate" or _SITEMAP.search(path):
        return Want.FILE
    if tag in _THING_TAGS or _FILE.search(path):
        return Want.FILE if named(path) or (path[-4:].lower() == ".css" and tag != "script") else Want.THING
    return Want.THING if tag in HINTS else Want.PAGE


def _led(link: Link, entry: Entry, deeper: int) -> Entry:
    want = wanted(link.url, link.tag)
    hint = link.tag in HINTS
    chain = 0
    if entry.want is Want.FILE and want is Want.FILE:
        chain = entry.chain + 1
        if chain > (1 if link.tag == "alternate" else _DEEPEST_FILE):
            want = Want.THING
    rank = Rank.HINT if hint else _rank(link.url, want, link.place, entry.home)
    return Entry(link.url, want, rank, deeper, chain=chain)


def _rank(url: str, want: Want, place: Place, on_home: bool) -> Rank:
    if want is not Want.PAGE:
        return Rank.LIST if on_home else Rank.THING
    if place is Place.NAV:
        return Rank.NAV
    return Rank.LIST if _LISTLIKE.search(url.partition("?")[0]) else Rank.REST
