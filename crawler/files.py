"""Own files that lead further: style sheets, sitemaps, feeds and attachments are fetched, within bounds, and read.

What they show comes as `PageFacts` of the kind FILE: addresses, and of an attachment its text or why it has none. Of an
attachment that is too large, or one too many, the first bytes are looked at, to see whether it is the file that its
name says. One that the visit before opened is asked for only if it changed, and not opened again when it did not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from checks.facts.file_parts import UNKNOWN, lasting
from checks.facts.files import READ, WINDOW, called, glance, named
from checks.facts.listings import read_listing
from checks.facts.sheets import read_sheet
from checks.model.pages import Capture, Link, Page, PageFacts, PageKind
from crawler.answer import Answer
from crawler.fetching import Fetcher
from crawler.frontier import Entry
from crawler.opener import Opened, Opener
from crawler.target import Target

_SHEET_BYTES = 512_000
_LISTING_BYTES = 8_000_000
_MOST_SHEETS, _MOST_LISTINGS = 500, 50
"""Style sheets, and sitemaps and feeds, that one visit reads; further ones are only looked at."""


class Files:
    """Asks for the files of one visit. Every answer says what a look would have said; close it at the end.

    The opener is that of the process, or one of its own. Files are opened one after the other.
    """

    def __init__(self, fetcher: Fetcher, target: Target) -> None:
        self._fetcher = fetcher
        self._manners, self._memory, self._salt = target.manners, target.memory, target.salt
        self._own = target.opener is None
        self._opener = target.opener or Opener()
        self._one = asyncio.Lock()
        self._sheets = self._listings = self._attachments = 0
        self._known: dict[str, Page] = {}  # attachments on their way to the visit file: digest, and whether it changed

    async def ask(self, entry: Entry) -> tuple[Answer, PageFacts | None]:
        """(the answer, without its body, what the file shows). None when it shows nothing or was not read."""
        kind = named(entry.url)
        if kind:
            answer, facts = await self._attachment(entry.url, kind)
        elif sheet(entry.url):
            answer, facts = await self._sheet(entry.url)
        else:
            answer, facts = await self._listing(entry.url)
        shows = facts is not None and (facts.links or facts.text or facts.unread)
        return replace(answer, body=b""), facts if shows else None

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
        page, known = self._seen(url)
        room = kind in READ and self._attachments < self._manners.attachments
        self._attachments += room
        limit = self._manners.attachment_bytes if room else WINDOW
        answer = await self._fetcher.file(url, limit, _conditions(page) if page is not None else {})
        if answer.status == 304 and page is not None and known is not None:
            self._attachments -= room
            self._known[url] = replace(page, changed=False)
            return replace(answer, status=200, content_type=page.content_type, size=page.size), known
        if not _good(answer) or answer.status != 200:
            return answer, None
        marks = glance(kind, answer.body, whole=not answer.cut)
        if marks or not room:
            shut = kind not in READ and not marks
            facts = PageFacts(answer.url, kind=PageKind.FILE, unread=UNKNOWN) if shut else None
            return replace(answer, marks=(*answer.marks, *marks)), facts
        if answer.cut:
            return answer, PageFacts(answer.url, kind=PageKind.FILE, unread=_cut(answer, limit))
        digest = sha256(answer.body).hexdigest()
        if page is not None and known is not None and page.digest == digest:
            self._known[url] = replace(page, changed=False)
            return answer, known
        async with self._one:
            opened = await self._opener.open(kind, answer.body, self._salt, called(url))
        if not opened.marks:
            self._known[url] = Page(url, 200, answer.asked_at, digest=digest)
        return replace(answer, marks=(*answer.marks, *opened.marks)), _facts(answer.url, opened)

    def _seen(self, url: str) -> tuple[Page | None, PageFacts | None]:
        """An attachment as the visit before opened it; one that might be read better by now is as if new."""
        known = self._memory.file(url) if self._memory is not None else None
        return known if known is not None and lasting(known[1].unread) else (None, None)

    def capture(self, entry: Entry, answer: Answer, facts: PageFacts) -> Capture:
        """A file that was asked for, on its way to the visit file: as a page that is none, without its bytes."""
        known = self._known.pop(entry.url, None)
        page = Page(
            url=entry.url,
            status=answer.status or 0,
            fetched_at=answer.asked_at,
            final_url=answer.url if answer.url != entry.url else "",
            depth=entry.depth,
            size=max(answer.size, 0) if known is not None else answer.received,
            content_type=answer.content_type,
            family=answer.family,
        )
        if known is not None:  # only what was opened is asked for by its validators: of it everything is known
            page = replace(
                page,
                digest=known.digest,
                changed=known.changed,
                etag=answer.header("etag")[:500] or known.etag,
                last_modified=answer.header("last-modified")[:100] or known.last_modified,
            )
        return Capture(page, facts, answer.probe(entry.looks))


def _conditions(page: Page) -> Mapping[str, str]:
    asked = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    return {name: value for name, value in asked.items() if value}


def _facts(url: str, opened: Opened) -> PageFacts:
    return PageFacts(
        url,
        kind=PageKind.FILE,
        text=opened.text,
        text_length=len(opened.text),
        links=tuple(Link(link, tag="attachment") for link in opened.links),
        personal=opened.personal,
        personal_count=opened.count,
        unread=opened.unread,
    )


def _cut(answer: Answer, limit: int) -> str:
    """Why a file that was not got whole was not read."""
    if answer.size > limit or len(answer.body) >= limit:
        return f"文件太大，超过{limit / 1_000_000:g}兆字节，没有打开"
    return "下载中断，没有打开"


def _good(answer: Answer) -> bool:
    return answer.failure is None and 200 <= (answer.status or 0) < 300 and not answer.marks_wall


def sheet(url: str) -> bool:
    """True for the address of a style sheet."""
    return url.partition("?")[0].lower().endswith(".css")
