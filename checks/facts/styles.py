"""Addresses in style: `url(…)` and `@import` of a sheet, of a <style> or of a style attribute, outside comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts.addresses import address
from checks.facts.markup import decode
from checks.model.pages import Link, PageFacts, PageKind

MOST = 2_000
"""Addresses read of one piece of style."""
_SHOWN = re.compile(
    r"""/\*|url\(\s{0,9}(?:"([^"\n\\]{1,1000})"|'([^'\n\\]{1,1000})'|([^"'()\s\\]{1,1000}))\s{0,9}\)"""
    r"""|@import\s{1,9}(?:"([^"\n\\]{1,1000})"|'([^'\n\\]{1,1000})')""",
    re.IGNORECASE,
)


def addresses_of(style: str) -> Iterator[tuple[str, int]]:
    """(address as written, its offset), in order, at most `MOST`. Linear in the length of `style`."""
    at, kept = 0, 0
    while kept < MOST and (found := _SHOWN.search(style, at)) is not None:
        at = found.end()
        if found.lastindex is None:
            end = style.find("*/", at)
            if end < 0:
                return
            at = end + 2
            continue
        raw = found.group(found.lastindex)
        if raw[:5].lower() != "data:":
            kept += 1
            yield raw.strip(), found.start(found.lastindex)


def read_sheet(url: str, body: bytes, content_type: str = "") -> PageFacts:
    """What a style sheet at `url` shows. Pure, never raises."""
    text, _ = decode(body, content_type)
    shown: dict[str, Link] = {}
    line, start, seen = 1, 0, 0
    for raw, at in addresses_of(text):
        if lines := text.count("\n", seen, at):
            line += lines
            start = text.rfind("\n", seen, at) + 1
        seen = at
        if found := address(url, raw):
            shown.setdefault(found, Link(found, "", "css", line=line, column=at - start + 1))
    return PageFacts(url, kind=PageKind.FILE, links=tuple(shown.values()))
