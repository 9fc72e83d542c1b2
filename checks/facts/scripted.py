"""What scripts do with links behind a reader's back: markup they write, readers of search engines they send away,
addresses they keep encoded. Scripts are read, never run.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import unquote

from checks.facts.templates import remembered
from checks.model.pages import HiddenLink

REFERRER, ENCODED, ESCAPED = "script-referrer", "script-encoded", "script-escaped"
_READ = 60_000
_WRITE = re.compile(r"document\.write(?:ln)?\(")
_LITERAL = re.compile(r"'((?:[^'\\\n]|\\.){0,3000})'|\"((?:[^\"\\\n]|\\.){0,3000})\"")
_ENGINES = ("baidu", "sogou", "so.com", "haosou", "google", "bing.", "sm.cn", "yisou", "soso")
_GO = re.compile(r"""location(?:\.href)?\s{0,3}=\s{0,3}["'](https?://[^"'\s<>]{4,300})|location\.(?:replace|assign)\(\s{0,3}["'](https?://[^"'\s<>]{4,300})""")  # fmt: skip  # noqa: E501
_UNESCAPE = re.compile(r"(?:unescape|decodeURIComponent|decodeURI)\(\s{0,3}[\"']([^\"'\n]{20,8000})")
_ATOB = re.compile(r"(?:atob|base64decode|Base64\.decode)\(\s{0,3}[\"']([A-Za-z0-9+/=\s]{20,8000})", re.IGNORECASE)
_CODES = re.compile(r"fromCharCode\(([\d,\s]{20,8000})\)")
_SPELT = re.compile(r"""["']((?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|[\w.:/ ]){20,8000})["']""")
_LETTER = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|%u([0-9a-fA-F]{4})")
_LOADED = re.compile(
    r"""<(?:a|script|iframe|frame)\s[^<>]{0,300}?(?:href|src)\s{0,2}=\s{0,2}["']?(https?://[^"'\s<>]{4,300})""",
    re.IGNORECASE,
)
_BY_ID = re.compile(
    r"""getElementById\(\s?["']([\w\-]{1,60})["']\s?\)\.style\.(?:display|visibility)\s?=\s?["'](?:none|hidden)"""
)
_MOST = 200
_MOST_LOADED = 50
_SHORT = 2_000
_OPENING = re.compile(r"<(?:div|span|p|ul|marquee|table|td|font)\b", re.IGNORECASE)


def written(scripts: Iterable[str]) -> str:
    """Markup that scripts write piece by piece and that holds a link: the literals of `document.write`, joined."""
    pieces: list[str] = []
    size = 0
    for script in scripts:
        if "document.write" not in script or "href" not in script or "//" not in script:
            continue
        for piece in _literals(script):
            pieces.append(piece)
            size += len(piece)
            if size > _READ:
                return "".join(pieces)
    return "".join(pieces)


@remembered
def opened(script: str) -> str:
    """The markup with which a short script opens something and leaves it open, "" when it does no such thing."""
    if len(script) > _SHORT or "document.write" not in script or "</" in script:
        return ""
    source = "".join(_literals(script))
    return source if _OPENING.search(source) and "</" not in source else ""


def _literals(script: str) -> Iterator[str]:
    for count, call in enumerate(_WRITE.finditer(script[:_READ])):
        end = script.find(");", call.end(), call.end() + 6_000)
        inside = script[call.end() : end if end > 0 else call.end() + 6_000]
        for literal in _LITERAL.finditer(inside):
            yield (
                (literal.group(1) or literal.group(2) or "").replace("\\'", "'").replace('\\"', '"').replace("\\/", "/")
            )
        if count >= _MOST:
            return


def hidden_by_scripts(scripts: Iterable[str]) -> frozenset[str]:
    """Ids of things that a script takes out of sight."""
    return frozenset(
        found.group(1)
        for script in scripts
        if "getElementById" in script and ".style." in script
        for found in _BY_ID.finditer(script[:_READ])
    )


def said_by_scripts(scripts: Iterable[str]) -> Iterator[HiddenLink]:
    """Addresses to which scripts send readers who come from a search engine, and those that they keep encoded."""
    for script in scripts:
        yield from _said(script)


@remembered
def _said(script: str) -> tuple[HiddenLink, ...]:
    return (*_sent_away(script), *_kept_encoded(script))


def _sent_away(script: str) -> Iterator[HiddenLink]:
    if "referrer" in script and any(engine in script for engine in _ENGINES):
        for found in _GO.finditer(script[:_READ]):
            yield HiddenLink(found.group(1) or found.group(2), "", REFERRER)


def _kept_encoded(script: str) -> Iterator[HiddenLink]:
    for how, text in _decoded(script[:_READ]):
        for found in islice(_LOADED.finditer(text), _MOST_LOADED):
            yield HiddenLink(found.group(1), "", how)


def _decoded(script: str) -> Iterator[tuple[str, str]]:
    if "escape(" in script or "decodeURI" in script:
        for found in _UNESCAPE.finditer(script):
            yield ESCAPED, unquote(_letters(found.group(1)))
    if "atob(" in script or "ase64" in script:
        for found in _ATOB.finditer(script):
            yield ENCODED, _from_base64(found.group(1))
    if "fromCharCode(" in script:
        for found in _CODES.finditer(script):
            codes = (int(code) for code in found.group(1).split(",") if code.strip().isdigit() and len(code) < 8)
            yield ENCODED, "".join(chr(code) for code in codes if 0 < code < 65_536)
    if "\\x3c" in script or "\\x3C" in script or "\\u003c" in script:
        for found in _SPELT.finditer(script):
            yield ENCODED, _letters(found.group(1))


def _letters(text: str) -> str:
    return _LETTER.sub(lambda code: chr(int(code.group(1) or code.group(2) or code.group(3), 16)), text)


def _from_base64(text: str) -> str:
    packed = "".join(text.split())
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
