"""Own files that lead further: style sheets, sitemaps, feeds and attachments are fetched, within bounds, and read.

What they show comes as `PageFacts` of the kind FILE: addresses and nothing else. Of an attachment that is too large, or
one too many, the first bytes are looked at, to see whether it is the file that its name says.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from checks.facts.files import READ, WINDOW, glance, named
from checks.facts.listings import read_listing
from checks.facts.sheets import read_sheet
from checks.model.pages import Capture, Link, Page, PageFacts, PageKind
from crawler.answer import Answer
from crawler.fetching import Fetcher
from crawler.frontier import Entry
from crawler.opener import Opener
from crawler.target import Manners

_SHEET_BYTES = 512_000
_LISTING_BYTES = 8_000_000
_MOST_SHEETS, _MOST_LISTINGS = 500, 50
"""Style sheets, and sitemaps and feeds, that one visit reads; further ones are only looked at."""


class Files:
    """Asks for the files of one visit. Every answer says what a look would have said; close it at the end.

    `opener` is that of the process; None means one of its own. Files are opened one after the other.
    """

    def __init__(self, fetcher: Fetcher, manners: Manners, opener: Opener | None = None) -> None:
        self._fetcher = fetcher
        self._manners = manners
        self._own = opener is None
        self._opener = opener or Opener()
        self._one = asyncio.Lock()
        self._sheets = self._listings = self._attachments = 0

    async def ask(self, entry: Entry) -> tuple[Answer, PageFacts | None]:
        """(the answer, without its body, what the file shows). None when it shows nothing or was not read."""
        kind = named(entry.url)
        if kind:
            answer, facts = await self._attachment(entry.url, kind)
        elif sheet(entry.url):
            answer, facts = await self._sheet(entry.url)
        else:
            answer, facts = await self._listing(entry.url)
        return replace(answer, body=b""), facts if facts is not None and facts.links else None

    async def close(self) -> None:
        if self._own:
            await self._opener.close()

    async def _sheet(self, url: str) -> tuple[Answer, PageFacts | None]:
        self._sheets += 1
        if self._sheets > _MOST_SHEETS:
            return await self._fetcher.look(url), None
        answer = await self._fetcher.file(url, _SHEET_BYTES)
        if not _good(answer) or "html" in answer.content_type.lower():
            return answer, None
        return answer, read_sheet(answer.url, answer.body, answer.content_type)

    async def _listing(self, url: str) -> tuple[Answer, PageFacts | None]:
        self._listings += 1
        if self._listings > _MOST_LISTINGS:
            return await self._fetcher.look(url), None
        answer = await self._fetcher.file(url, _LISTING_BYTES)
        if not _good(answer) or "html" in answer.content_type.lower():
            return answer, None
        return answer, await asyncio.to_thread(read_listing, answer.url, answer.body)

    async def _attachment(self, url: str, kind: str) -> tuple[Answer, PageFacts | None]:
        room = kind in READ and self._attachments < self._manners.attachments
        self._attachments += room
        answer = await self._fetcher.file(url, self._manners.attachment_bytes if room else WINDOW)
        if not _good(answer) or answer.status != 200:
            return answer, None
        marks = glance(kind, answer.body, whole=not answer.cut)
        links: tuple[str, ...] = ()
        if room and not marks and not answer.cut:
            async with self._one:
                opened = await self._opener.open(kind, answer.body)
            if opened is not None:
                marks, links = opened.marks, opened.links
        shown = tuple(Link(link, tag="attachment") for link in links)
        marked = replace(answer, marks=(*answer.marks, *marks)) if marks else answer
        return marked, PageFacts(answer.url, kind=PageKind.FILE, links=shown)


def _good(answer: Answer) -> bool:
    return answer.failure is None and 200 <= (answer.status or 0) < 300 and not answer.marks_wall


def sheet(url: str) -> bool:
    """True for the address of a style sheet."""
    return url.partition("?")[0].lower().endswith(".css")


def file_capture(entry: Entry, answer: Answer, facts: PageFacts) -> Capture:
    """A file that shows links, on its way to the visit file: as a page that is none, without its bytes."""
    page = Page(
        url=entry.url,
        status=answer.status or 0,
        fetched_at=answer.asked_at,
        final_url=answer.url if answer.url != entry.url else "",
        depth=entry.depth,
        size=answer.received,
        content_type=answer.content_type,
        family=answer.family,
    )
    return Capture(page, facts, answer.probe(entry.looks))
