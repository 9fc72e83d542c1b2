"""Links as a page shows them: every address that a reader or a browser would follow from it.

Not links: `hhref`, attributes of client-side templates (ms-attr-href, {{…}}), what stands in comments, mailto,
tel, javascript.
What a browser cannot follow although it looks like an address (file:, C:\\, http:///) is reported apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from checks.facts import dates
from checks.facts.addresses import address, already
from checks.facts.outline import CRUMB, FOOT, HEAD, HIDDEN, NAV, Attributes, Outline
from checks.model.pages import Place
from checks.model.urls import folder

MOST = 5_000
"""Links kept of one page."""
_SOURCES = {
    "area": ("href",),
    "link": ("href", "imagesrcset"),
    "img": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "source": ("src", "srcset"),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "form": ("action",),
}
_SETS = frozenset(("srcset", "imagesrcset"))
_NO_ADDRESS = frozenset(("dns-prefetch", "preconnect"))
"""What a link element names by these is a host to get ready for, and no address to follow."""
_FEED = re.compile(r"application/(?:rss|atom|rdf)\+xml", re.IGNORECASE)
_SURELY_WHOLE = 16
"""A text without a title attribute that is no longer holds no date to cut off."""
PLACES = {NAV: Place.NAV, FOOT: Place.FOOTER, HEAD: Place.NAV, CRUMB: Place.NAV, HIDDEN: Place.OTHER}
"""Where a link stands, by the part of the page it is in."""
IN_HEAD = frozenset(("link", "script", "alternate"))
_OTHERWISE = frozenset(("form", "link"))
_ADDRESS = re.compile(r"^(?:https?://|//|\.{0,2}/)[^\s<>\"']{1,500}$", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|\{%|\[\[")
_WRITTEN = re.compile(r"""document\.write(?:ln)?\(\s{0,9}(?:'[^'\n]{0,2000}'|"[^"\n]{0,2000}")""")
_WRITTEN_ADDRESS = re.compile(
    r"""\b(href|src)\s{0,2}=\s{0,2}\\{0,2}(?:"([^"'\\<>\s]{1,500})\\{0,2}"|'([^"'\\<>\s]{1,500})\\{0,2}')"""
)
_REFRESH = re.compile(
    r"""^\s{0,9}[\d.]{0,9}\s{0,9}[;,]\s{0,9}(?:url\s{0,4}=\s{0,4})?["']?([^"'\s]{1,1000})""", re.IGNORECASE
)


class Found(NamedTuple):
    """A link on the page: its address ("" where a script moves it), text, whole title, tag, element, its runs, and the
    address as written."""

    url: str
    text: str
    title: str
    tag: str
    element: int
    first: int
    after: int
    raw: str = ""


@lru_cache(maxsize=16_384)
def _whole(text: str, title: str) -> str:
    """The title of an entry: its title attribute where the text was cut, without a date at either end."""
    title = title.strip()
    if not title or not (text[-1:] in "…..." or len(title) > len(text) + 8 > 12):
        title = text
    if len(title) > _SURELY_WHOLE and ("20" in title or "19" in title):
        day = dates.DAY.search(title)
        if day and (day.start() < 3 or day.end() > len(title) - 3):
            title = (title[: day.start()] + title[day.end() :]).strip(" []()（）【】·•")
    return title[:300]


_made = tuple.__new__  # what a NamedTuple does when it is called, without the call


def read_links(outline: Outline, base: str) -> tuple[list[Found], tuple[str, ...]]:
    """(every link in the order of the page, hrefs that no one can follow).

    Anchors that a script moves (`javascript:;`, no href) come with an empty url: the entry of a list may be one.
    """
    found: list[Found] = []
    odd: dict[str, None] = {}
    home = folder(base)
    runs = outline.runs
    for element, tag, attributes, first, closing in outline.addressed[:MOST]:
        after = closing[0]
        title = attributes.get("title") or ""
        hrefs = ((attributes.get("href") or "").strip(),) if tag == "a" else _sources(tag, attributes)
        for href in hrefs:
            if tag == "a" and "{" in href and _TEMPLATE.search(href):
                continue
            url = None
            if 0 < len(href) < 2_000:
                whole = href[:4] == "http" and already(href)
                url = href if whole else address(base if href[:1] == "?" else home, href)
            if url == "":
                if len(odd) < 100:
                    odd[href[:300]] = None
                continue
            if url is None and (tag != "a" or after == first):
                continue
            if tag in _OTHERWISE:
                found.append(Found(url or "", "", "", _called(tag, attributes), element, first, after, href))
                continue
            if after > first:
                text = runs[first].strip() if after == first + 1 else outline.text_of(first, after)
            else:
                text = ""
            if not text and (named := title or attributes.get("alt")):
                text = " ".join(named.split())
            entry = "" if tag != "a" else text if not title and len(text) <= _SURELY_WHOLE else _whole(text, title)
            found.append(_made(Found, (url or "", text[:300], entry, tag, element, first, after, href)))
    if outline.scripts:
        found.extend(_written(outline, base))
    return found, tuple(odd)


def templated(address: str) -> bool:
    """True for an address that a script or a server was to fill in."""
    return ("{" in address or "[[" in address or "<%" in address) and _TEMPLATE.search(address) is not None


def _sources(tag: str, attributes: Attributes) -> Iterable[str]:
    if tag == "img" and "srcset" not in attributes:  # half of what is no anchor
        value = attributes.get("src")
        return () if not value or value[0] == "#" or templated(value) else (value.strip(),)
    return _all_sources(tag, attributes)


def _all_sources(tag: str, attributes: Attributes) -> Iterator[str]:
    if tag == "input":
        if (attributes.get("type") or "").strip().lower() == "image" and attributes.get("src"):
            yield (attributes["src"] or "").strip()
        return
    if tag == "link" and not _NO_ADDRESS.isdisjoint((attributes.get("rel") or "").lower().split()):
        return
    if tag == "option":
        chosen = (attributes.get("value") or "").strip()
        if _ADDRESS.match(chosen) and chosen != "/":
            yield chosen
        return
    for name in _SOURCES.get(tag, ()):
        value = attributes.get(name)
        if not value or (value[0] == "#" and name not in _SETS):
            continue
        if templated(value):
            continue
        if name in _SETS:
            yield from _candidates(value)
        else:
            yield value.strip()


def _called(tag: str, attributes: Attributes) -> str:
    """What an element is called that is not always the same: a form by its method, a link element by what it names."""
    if tag == "form":
        return "form-post" if (attributes.get("method") or "").strip().lower() == "post" else tag
    return "alternate" if _FEED.match((attributes.get("type") or "").strip()) else tag


def _candidates(value: str) -> Iterator[str]:
    """The addresses of a srcset: up to a blank each, with the commas that stand in them."""
    rest = value[:5_000]
    while words := rest.lstrip(", \t\r\n\f").split(None, 1):
        url, rest = words[0], words[1] if len(words) > 1 else ""
        if not url.endswith(","):
            rest = rest.partition(",")[2]  # what stands before it says for which screen
        if not url.startswith("data:"):
            yield url.rstrip(",")


def _written(outline: Outline, base: str) -> Iterator[Found]:
    """Addresses in markup that a script writes as it stands, without composing it."""
    kept = 0
    for script in outline.scripts:
        if "document.write" not in script:
            continue
        for call in _WRITTEN.finditer(script):
            for written in _WRITTEN_ADDRESS.finditer(call.group(0)):
                url = address(base, written.group(2) or written.group(3))
                if url and kept < 500:
                    kept += 1
                    yield Found(url, "", "", "script-written", 0, 0, 0, written.group(2) or written.group(3))


def refresh_target(content: str, base: str) -> str:
    """Where the content of a meta refresh leads, "" when it only reloads the page."""
    found = _REFRESH.match(content[:2_000])
    return (found and address(base, found.group(1))) or ""
