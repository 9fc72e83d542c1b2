"""Files of XML that list addresses: sitemaps, indexes of sitemaps, feeds (RSS, Atom), packed with gzip or not.

Entities are not resolved, nothing is fetched, and what is read is bounded in bytes and in addresses: what such a file
says beyond that is left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from lxml import etree

from checks.facts.addresses import address
from checks.model.pages import Link, PageFacts, PageKind

LIMIT = 8_000_000
"""Bytes that are read, unpacked."""
MOST = 5_000
"""Addresses kept of one file."""
_MOST_SEEN = 20_000  # the same address again is one too
_LONGEST = 2_000
_CLOSED = frozenset(("url", "sitemap", "item", "entry"))


def read_listing(url: str, body: bytes) -> PageFacts:
    """What a sitemap or a feed at `url` lists; no links for anything else. A sitemap that an index names is an
    `alternate`. Pure, never raises."""
    shown: dict[str, Link] = {}
    for raw, tag, line in islice(_listed(unpacked(body)), _MOST_SEEN):
        found = address(url, raw) if 0 < len(raw) < _LONGEST else None
        if found:
            shown.setdefault(found, Link(found, "", tag, line=line))
            if len(shown) >= MOST:
                break
    return PageFacts(url, kind=PageKind.FILE, links=tuple(shown.values()))


def unpacked(body: bytes) -> bytes:
    """`body`, unpacked where it is gzip, at most `LIMIT` bytes; b"" for what cannot be unpacked."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:LIMIT]
    try:
        return zlib.decompressobj(31).decompress(body, LIMIT)
    except zlib.error:
        return b""


def _listed(data: bytes) -> Iterator[tuple[str, str, int]]:
    """(address as written, tag, line)."""
    if b"<!ENTITY" in data[:100_000]:
        return
    try:
        for _, element in etree.iterparse(
            BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            parent = element.getparent()
            yield from _of(name, element, "" if parent is None else str(parent.tag).rpartition("}")[2])
            if name in _CLOSED:
                element.clear()
                while element.getprevious() is not None and parent is not None:
                    del parent[0]
    except etree.LxmlError:
        return


def _of(name: str, element: Any, parent: str) -> Iterator[tuple[str, str, int]]:
    line = element.sourceline or 0
    if name == "loc":
        yield (element.text or "").strip(), "alternate" if parent == "sitemap" else "sitemap", line
    elif name == "link" and parent in ("item", "entry"):
        if element.get("rel", "alternate") == "alternate":
            yield (element.get("href") or element.text or "").strip(), "feed", line
    elif name == "enclosure":
        yield (element.get("url") or "").strip(), "feed", line
