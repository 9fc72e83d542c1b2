"""From an answer to a `Capture`: parsed once, its lists read in the dialect of the site, unchanged pages handed on."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import islice
from typing import Any

from checks.facts.markup import parse
from checks.facts.personal_pages import without_personal
from checks.facts.reading import read
from checks.model.captures import LinkProbe, SearchProbe, SiblingProbe
from checks.model.pages import Capture, Item, Link, Page, PageFacts, PageKind, Paging, Place
from checks.model.urls import resolve
from crawler.answer import Answer
from crawler.frontier import Entry
from crawler.redirects import shown
from crawler.spiders.dialects.dialect import Answered, Ask
from crawler.spiders.dialects.known import WORDS, dialect_of
from crawler.target import Memory

_NOT_HTML = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"Rar!",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
)
_LED = re.compile(r"<([^<>\s]{1,1000})>([^,<>]{0,500})")
_NO_LINK = re.compile(r"dns-prefetch|preconnect", re.IGNORECASE)
_MOST_LED = 50
_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that was read, and the requests to the interface that fills its list."""

    capture: Capture
    asks: tuple[Ask, ...] = ()
    dialect: str = ""


def looks_html(body: bytes, content_type: str) -> bool:
    """False for files sent under an html type, and for untyped answers without a single tag. An empty body is html."""
    start = body[:1024].lstrip()
    if not start:
        return True
    if start.startswith(_NOT_HTML) or (
        b"\0" in start[:200] and not start.startswith(_BOMS) and start.count(b"\0") > 100
    ):
        return False
    if b"\0" in start and b"<" not in start:
        return False
    return bool(content_type) or b"<" in start


def known_facts(memory: Memory | None, url: str) -> tuple[dict[str, str], PageFacts | None]:
    """(headers of a conditional request, the facts to hand on at a 304); ({}, None) when the page must be read anew.

    A page whose list an interface fills is always read: its shell stays the same while its list grows.
    """
    validators = memory.validators(url) if memory is not None else None
    if memory is None or validators is None or not any(validators):
        return {}, None
    facts = memory.facts(url)
    if facts is None or facts.scripted or facts.interface:
        return {}, None
    etag, modified = validators
    headers = {"If-None-Match": etag} if etag else {}
    if modified:
        headers["If-Modified-Since"] = modified
    return headers, facts


def unchanged_page(entry: Entry, answer: Answer, facts: PageFacts, memory: Memory) -> Seen:
    """The page behind a 304, with the facts of the visit before."""
    page = _page(entry, answer, memory.digest(entry.url) or "", changed=False)
    etag, modified = memory.validators(entry.url) or ("", "")
    page = replace(page, status=200, etag=page.etag or etag, last_modified=page.last_modified or modified)
    probe = shown(answer, facts.title).probe(entry.looks)
    return Seen(Capture(page, facts, probe, b"", answer.headers))


def read_page(entry: Entry, answer: Answer, memory: Memory | None, salt: bytes = b"") -> Seen:
    """The page in an answer of status 2xx; `salt` ties the personal numbers that it shows."""
    digest = sha256(answer.body).hexdigest()
    known = memory is not None and memory.digest(entry.url) == digest
    markup = parse(answer.url, answer.body, answer.content_type, WORDS)
    dialect = dialect_of(markup)
    asks = dialect.requests(markup) if dialect else ()
    handed = memory.facts(entry.url) if known and memory is not None else None
    if handed is not None:
        facts = handed
    elif dialect is None:
        facts = read(markup, home=entry.home, salt=salt)
    else:
        given = dialect.items(markup)
        facts = read(markup, home=entry.home, items=given, paging=dialect.paging(markup), salt=salt)
        first = facts.items[: len(given)]  # those that were given, as they were read: masked
        facts = replace(facts, links=facts.links + _shown(first, facts.links), interface=bool(asks))
    if handed is None and (led := header_links(answer)):
        facts = replace(facts, links=facts.links + led)
    page = _page(entry, answer, digest, changed=not known)
    probe = shown(answer, facts.title).probe(entry.looks)
    capture = Capture(page, facts, probe, answer.body, answer.headers)
    return Seen(capture, asks, dialect.name if dialect else "")


def header_links(answer: Answer) -> tuple[Link, ...]:
    """Where the `Link` headers of an answer lead (RFC 8288), at most `_MOST_LED`; hosts to get ready for are none."""
    led: dict[str, None] = {}
    for name, value in answer.headers:
        if name.lower() == "link":
            for found in _LED.finditer(value[:8_000]):
                if not _NO_LINK.search(found.group(2)) and (url := resolve(answer.url, found.group(1))):
                    led[url] = None
    return tuple(Link(url, tag="header", place=Place.HEAD) for url in islice(led, _MOST_LED))


def as_item(thing: Capture | LinkProbe | SiblingProbe | SearchProbe) -> dict[str, Any]:
    """What Scrapy exports of what was seen: by name in every depth, without the bytes of a page."""
    item = {"kind": type(thing).__name__, **asdict(thing)}
    if isinstance(thing, Capture):
        facts, item["body"] = thing.facts, b""
        for name in ("links", "items", "crumbs", "broken_anchors"):
            item["facts"][name] = [shown._asdict() for shown in getattr(facts, name)]
    return item


def read_data(entry: Entry, answer: Answer, answered: Answered, salt: bytes = b"") -> Capture:
    """A part of a list that an interface gave, as a page that continues the column's own."""
    column = entry.paged_from
    paging = Paging(entry.dialect, first=column)
    links = _shown(answered.items)
    whole = PageFacts(
        answer.url,
        kind=PageKind.LIST,
        links=links,
        items=answered.items,
        paging=paging,
        data=True,
        listed=answered.listed,
    )
    facts = without_personal(whole, salt)
    page = _page(entry, answer, sha256(answer.body).hexdigest(), changed=True)
    return Capture(replace(page, paged_from=column), facts, answer.probe(entry.looks), answer.body, answer.headers)


def _shown(given: tuple[Item, ...], known: tuple[Link, ...] = ()) -> tuple[Link, ...]:
    """Entries that a script or an interface gives, as links: a reader sees and follows them like any other."""
    there = {link.url for link in known}
    urls = {item.url: item for item in given if item.url not in there}
    return tuple(Link(url, item.title, "a", Place.LIST) for url, item in urls.items())


def _page(entry: Entry, answer: Answer, digest: str, *, changed: bool) -> Page:
    return Page(
        url=entry.url,
        status=answer.status or 0,
        fetched_at=answer.asked_at,
        final_url=answer.url if answer.url != entry.url else "",
        depth=entry.depth,
        digest=digest,
        size=len(answer.body),
        content_type=answer.content_type,
        paged_from=entry.paged_from,
        changed=changed,
        family=answer.family,
        etag=answer.header("etag")[:500],
        last_modified=answer.header("last-modified")[:100],
    )
