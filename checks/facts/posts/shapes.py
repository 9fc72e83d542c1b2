"""Foreign JSON, walked without trust: every step gives something empty where the shape is not what was thought."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

import msgspec

from checks.model.urls import normalise

_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(
    r"<(?:br|hr|/?(?:p|div|section|article|blockquote|h[1-6]|ul|ol|li|dl|dt|dd|table|tbody|tr|pre|figure))\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CELL = re.compile(r"</t[dh]\s{0,9}>", re.IGNORECASE)
_FIGURES = "0123456789０１２３４５６７８９XxＸｘ-－ \n"
_LINK = re.compile(r"""href\s{0,3}=\s{0,3}["']?(https?://[^\s"'<>]{1,2000})""", re.IGNORECASE)
SHOWN = 40_000
"""Characters of markup that are looked at."""


class NoJson(ValueError):
    """The bytes are no JSON: a page of a wall or a login, or what a broken server sends."""


def loaded(body: bytes) -> Any:
    """The value that `body` holds. Raises NoJson, also for what is nested deeper than any answer is."""
    try:
        return msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise NoJson(type(error).__name__) from error


def table(value: object, *path: str) -> Mapping[str, Any]:
    """The object at `path` below `value`, an empty one where there is none."""
    at = below(value, *path)
    return at if isinstance(at, dict) else {}


def below(value: object, *path: str) -> Any:
    """What stands at `path`, None where there is nothing."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def rows(value: object, *path: str, most: int = 1_000) -> Iterator[Mapping[str, Any]]:
    """The objects of the list at `path`; what is no object is passed over."""
    at = below(value, *path)
    for row in at[:most] if isinstance(at, list) else ():
        if isinstance(row, dict):
            yield row


def text(value: object, *path: str) -> str:
    """The text or whole number at `path` as text, "" where there is none."""
    at = below(value, *path)
    if isinstance(at, int) and not isinstance(at, bool):
        return str(at) if abs(at) < 10**30 else ""
    return at.strip() if isinstance(at, str) else ""


def words(html: str) -> str:
    """The text of a fragment of markup, blanks folded."""
    html = html[:SHOWN]
    return " ".join(unescape(_TAG.sub(" ", html) if "<" in html else html).split())


def prose(html: str) -> str:
    """The text of a fragment of markup as a reader sees it: lines and cells stay apart, what only dresses a word does
    not cut it in two."""
    whole, html = len(html) <= SHOWN, html[:SHOWN]
    if "<" in html:
        html = _TAG.sub("", _CELL.sub("\t", _BREAK.sub("\n", html)))
    lines = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in unescape(html).splitlines())
    text = "\n".join(line.strip() for line in lines if line.strip())
    return text if whole else text.rstrip(_FIGURES)


def shortened(text: str, most: int) -> str:
    """At most `most` characters of a text. The piece of a number that a cut leaves would not be known for one."""
    return text if len(text) <= most else text[:most].rstrip(_FIGURES)


def links(html: str) -> tuple[str, ...]:
    """Absolute addresses that a fragment of markup links to, each once."""
    if "href" not in html:
        return ()
    found = (normalise(unescape(match.group(1))) for match in _LINK.finditer(html[:SHOWN]))
    return tuple(dict.fromkeys(url for url in found if url))[:50]


def address(value: str) -> str:
    """An http(s) address as this program writes it, "" for anything else (`javascript:`, half an address)."""
    return (
        (normalise(value) or "") if value[:8].lower().startswith(("http://", "https://")) and len(value) < 4_000 else ""
    )
