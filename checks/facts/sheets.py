"""Addresses in style: `url(…)` and `@import` of a sheet, of a <style> or of a style attribute, outside comments."""

from __future__ import annotations

import re
from itertools import islice
from operator import itemgetter

from checks.facts.addresses import address
from checks.facts.markup import decode
from checks.model.pages import Link, PageFacts, PageKind

MOST = 2_000
"""Addresses read of one piece of style."""
_SHOWN = re.compile(r"""url\(\s{0,9}(?:"([^"\n\\]{1,1000})"|'([^'\n\\]{1,1000})'|([^"'()\s\\]{1,1000}))\s{0,9}\)""")
_IMPORTED = re.compile(r"""@import\s{1,9}(?:"([^"\n\\]{1,1000})"|'([^'\n\\]{1,1000})')""")


def addresses_of(style: str) -> list[tuple[str, int]]:
    """(address as written, its offset), in order, at most `MOST`. Linear in the length of `style`."""
    if "(" not in style and "@" not in style:
        return []
    read = _without_comments(style.replace("URL(", "url("))
    found = []
    for shape in (_SHOWN, _IMPORTED):
        for match in islice(shape.finditer(read), MOST):
            raw = match.group(match.lastindex or 0)
            if raw[:5].lower() != "data:":
                found.append((raw.strip(), match.start(match.lastindex or 0)))
    return sorted(found, key=itemgetter(1))


def _without_comments(style: str) -> str:
    """`style` with blanks in the place of comments, as long as before."""
    begin = style.find("/*")
    if begin < 0:
        return style
    parts: list[str] = []
    at = 0
    while begin >= 0:
        end = style.find("*/", begin + 2)
        end = len(style) if end < 0 else end + 2
        parts += (style[at:begin], " " * (end - begin))
        begin, at = style.find("/*", end), end
    return "".join((*parts, style[at:]))


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
