"""Bytes of a page to text and tree, whatever the server and the page say of their charset.

`decode` believes the bytes first (BOM, valid UTF-8), then the declarations, because both headers and metas are
often wrong;
gb2312 and gbk are read as GB18030, which contains them. Everything is bounded: what lies beyond `LIMIT` bytes
or `TAGS` tags is cut.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from checks.facts import present
from checks.facts.present import Words
from checks.model.urls import resolve

LIMIT = 6_000_000
"""Bytes of a page that are read."""
TAGS = 60_000
"""Opening angle brackets that are read: a tree of more is an attack on the parser, not a page."""

DEEPEST = 1_500
"""Tags open at once that are read; elements that pages leave open by habit (p, li, td …) are not counted."""
MOST_ATTRIBUTES = 500
_LONG_TAG = 1_500
_OPENS = re.compile(r"<[a-zA-Z][a-zA-Z0-9]{0,15}\s")
_SURELY_FINE = 3_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_EMPTY = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "body",
        "html",
        "head",
        "tbody",
    ]
)

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""charset\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:.\-]{2,30})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_:.\-]{2,30})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,4}=\s{0,4}["']([A-Za-z0-9_:.\-]{2,30})""")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "iso8859-1": "cp1252", "ascii": "utf-8"}
_META_WINDOW = 200_000


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page. `base` is what its relative links are resolved against; `tree` is shared: nobody changes it.
    `source` is `text` in UTF-8."""

    url: str
    base: str
    text: str
    charset: str
    tree: LexborHTMLParser
    source: bytes
    _found: list[tuple[Words, frozenset[str]]] = field(default_factory=list, repr=False, compare=False)

    def present(self, words: Words) -> frozenset[str]:
        """Those of `words` that stand in the source, among others that were looked for with them."""
        for looked_for, found in self._found:
            if words is looked_for or words.all <= looked_for.all:
                return found
        self._found.append((words, words.of(self.source)))
        return self._found[-1][1]


def parse(url: str, body: bytes, content_type: str = "", words: Words = present.WORDS) -> Markup:
    """The page at `url`. Never raises on any `body`. `words` are those that its readers will ask for: found at once."""
    whole, charset = decode(body, content_type)
    text = _bounded(whole)
    same = text is whole and charset == "utf-8" and len(body) <= LIMIT and "\ufffd" not in text
    source = body if same and not body.startswith(codecs.BOM_UTF8) else text.encode("utf-8", "replace")
    tree = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS)
    found = words.of(source)
    return Markup(url, _base(url, found, tree), text, charset, tree, source, [(words, found)])


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """(text, charset by its Python name). Bytes that mean nothing become U+FFFD; never raises."""
    body = body[:LIMIT]
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(charset, "replace"), charset
    if b"\0" in body[:60] and (wide := _utf16(body[:30])):
        return body.decode(wide, "replace"), wide
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _broken_utf8(body, content_type)


def _broken_utf8(body: bytes, content_type: str) -> tuple[str, str]:
    """UTF-8 with a few bad bytes, or another charset: the reading that leaves the fewest holes."""
    text = body.decode("utf-8", "replace")
    wide = sum(byte > 127 for byte in body[:20_000])
    if text[:20_000].count("\ufffd") * 20 <= wide and _mostly_whole(text):
        return text, "utf-8"
    candidates = [*_said(body, content_type), "gb18030", "big5"]
    best, fewest = (text, "utf-8"), text.count("\ufffd")
    for charset in dict.fromkeys(candidates):
        reading = body.decode(charset, "replace")
        holes = reading.count("\ufffd")
        if holes * 200 <= len(reading) and charset != "utf-8":
            return reading, charset
        if holes < fewest:
            best, fewest = (reading, charset), holes
    return best


def _mostly_whole(text: str) -> bool:
    return text.count("\ufffd") * 50 <= sum(1 for _ in re.finditer(r"[\u4e00-\u9fff]", text[:200_000])) + 50


def _utf16(head: bytes) -> str:
    """Which UTF-16 the first bytes are, "" when they are not: markup is ASCII, so every other byte is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.1 else ""


def _said(body: bytes, content_type: str) -> list[str]:
    """Charsets that the header, the XML declaration and the metas name, as Python knows them, in that order."""
    names = [found.group(1) for found in _HEADER.finditer(content_type[:500])]
    window = body[:_META_WINDOW]
    names += [found.group(1).decode("ascii") for found in _XML.finditer(window)]
    names += [found.group(1).decode("ascii") for found in _DECLARED.finditer(window)][:5]
    known = []
    for name in names:
        try:
            charset = codecs.lookup(name).name
        except LookupError:
            continue
        if (charset := _WIDER.get(charset, charset)) in _TRUSTED:
            known.append(charset)
    return known


_TRUSTED = frozenset(
    {"utf-8", "gb18030", "big5", "big5hkscs", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "shift_jis", "euc_kr"}
)


def _bounded(text: str) -> str:
    """`text` up to where it holds more tags, or deeper ones, than any page needs: the parser's time grows with
    their product.
    """
    swarm = _first_swarm(text)
    text = text if swarm == len(text) else text[:swarm]
    if text.count("<") <= _SURELY_FINE:
        return text
    depth = 0
    for count, tag in enumerate(_TAG.finditer(text)):
        name = tag.group(2).lower()
        if name not in _EMPTY:
            depth += -1 if tag.group(1) else 1
        depth = max(depth, 0)
        if count >= TAGS or depth > DEEPEST:
            return text[: tag.start()]
    return text


def _first_swarm(text: str) -> int:
    """Where the first tag with hundreds of attributes begins, the length of the text when there is none.

    The parser compares every attribute with every other one of its tag.
    """
    start, length = 0, len(text)
    while length - start > _LONG_TAG:
        close = text.rfind(">", start, start + _LONG_TAG + 1)
        if close >= 0:
            start = close + 1
            continue
        close = text.find(">", start)
        piece = text[start : close if close >= 0 else length]
        if (tag := _OPENS.search(piece)) and len(piece[tag.end() :].split(None, MOST_ATTRIBUTES)) > MOST_ATTRIBUTES:
            at = start + tag.start()
            if text.rfind("<script", 0, at) <= text.rfind("</script", 0, at):
                return at
        start += len(piece) + 1
    return length


def _base(url: str, found: frozenset[str], tree: LexborHTMLParser) -> str:
    if found.isdisjoint(present.BASE):
        return url
    element = tree.css_first("base[href]")
    href = element.attributes.get("href") if element is not None else None
    return (resolve(url, href) if href else None) or url
