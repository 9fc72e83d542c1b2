"""An archived page made harmless: its words, its tables and pictures' names, and nothing that acts, loads or covers.

What came from a stranger is read by nh3 (html5ever, as browsers read), which leaves a few elements without attributes;
what it leaves is taken apart once more and written anew here, every text escaped, so that nothing is on the page that
this module did not write. Before that it is bounded: markup can be written of which a reader makes more than it was
given, or that it reads ever more slowly.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

import nh3

from checks.model.urls import resolve

LARGEST = 1_000_000
"""Bytes of a page that are shown; what is beyond is left out, and said to be."""
DEEPEST = 100
"""Elements within each other; deeper ones are shown as if they stood beside each other."""
_TAG = 4_000
"""Characters of one tag; of a longer one the attributes are left out."""
HERE = "#here"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside blockquote caption center col colgroup dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section select summary table "
    "tbody td tfoot th thead tr ul"
)
_LEFT = _names("center details dir fieldset form legend menu option select summary")
_SHOWN = (_BLOCKS - _LEFT) | _names("a abbr br dfn img kbd q rp rt ruby samp span sub sup var wbr")
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_CLOSED_BY_THEMSELVES = _names("p li dd dt option tr td th thead tbody tfoot colgroup")
# They are opened anew in each paragraph that follows: a page of them grows with the square of its length.
_FORMATTING = _names("b big code em font i nobr s small strike strong tt u")
_GONE = _names(
    "applet audio canvas embed frameset iframe math noembed noframes noscript object plaintext script style svg "
    "template textarea title video xmp"
)
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)(>?)")
_REFERENCE = re.compile(r"&(?:(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?)?")
_STOOD_IN = str.maketrans("&<>\"'", "\ue0f0\ue0f1\ue0f2\ue0f3\ue0f4")
_STANDS_FOR = {new: old for old, new in _STOOD_IN.items()}
"""Letters of private use for those that mean something in markup, from a reference (&lt;) to where it is written:
html5ever reads a long text with many references ever more slowly."""
_CLEAN_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r' (alt|colspan|rowspan|href|src)="([^"<>]*)"')
_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_BASE = re.compile(r"<base\s[^<>]{0,500}?href\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_TURNED = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What changes how the letters around it are read, or is no letter at all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a harmless page: a tag that may be written as it is, or else a text that is escaped where it is
    written. `ends` is true where a line ends, `here` within the link that is asked for."""

    text: str
    tag: bool = False
    ends: bool = False
    here: bool = False


def decoded(body: bytes, charset: str) -> str:
    """The text of a page, by the charset by which its visit read it; what means nothing becomes U+FFFD."""
    for bom in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        body = body.removeprefix(bom)
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):  # a name that Python does not know, or of what is no charset
        return body.decode("utf-8", "replace")


def harmless(text: str, url: str, wanted: Callable[[str], bool]) -> list[Piece]:
    """The page `text`, at `url`, in pieces. `wanted` says of an address whether links to it are asked for."""
    found = _BASE.search(text)
    base = (resolve(url, unescape(found[1])) if found else None) or url

    def kept(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            address = resolve(base, value.translate(_STANDS_FOR))
            return HERE if address is not None and wanted(address) else None
        if name in ("colspan", "rowspan"):
            return value if _SPAN.fullmatch(value) else None
        return re.sub('[<>"]', " ", value)[:200]

    clean = nh3.clean(
        _bounded(text),
        tags=set(_SHOWN),
        clean_content_tags=set(_GONE),
        attributes={"a": {"href"}, "img": {"alt", "src"}, **{cell: {"colspan", "rowspan"} for cell in ("td", "th")}},
        attribute_filter=kept,
        link_rel=None,
        url_schemes={"http", "https"},
    )
    return list(_pieces(clean))


def _bounded(text: str) -> str:
    """`text` without formatting, overlong tags and what lies too deep."""
    opened: Counter[str] = Counter()
    deep = 0

    def bounded(found: re.Match[str]) -> str:
        nonlocal deep
        closes, name, rest = found[1], found[2].lower(), found[3]
        if name in _FORMATTING or not found[4]:  # what never ends would swallow what follows as its attributes
            return ""
        if name not in _VOID and name not in _CLOSED_BY_THEMSELVES:
            if closes:
                if not opened[name]:
                    return ""
                opened[name] -= 1
                deep -= 1
            elif deep >= DEEPEST:
                return " "
            else:
                opened[name] += 1
                deep += 1
        return found[0] if len(rest) <= _TAG else f"<{closes}{name}>"

    return _ANY_TAG.sub(bounded, _REFERENCE.sub(lambda found: unescape(found[0]).translate(_STOOD_IN), text))


def _pieces(clean: str) -> Iterator[Piece]:
    """What nh3 left, taken apart: only what is known here is written again as a tag."""
    here, last = False, 0
    for found in _CLEAN_TAG.finditer(clean):
        yield from _text(clean[last : found.start()], here)
        last = found.end()
        closes, name = bool(found[1]), found[2]
        told = dict(_ATTRIBUTE.findall(found[3]))
        if name == "a":
            here = not closes and told.get("href") == HERE
            yield Piece("</span>" if closes else '<span class="link">', tag=True)
        elif name == "img":
            yield from _picture(told, here or told.get("src") == HERE)
        elif name in _SHOWN:
            spans = "".join(f' {key}="{told[key]}"' for key in ("colspan", "rowspan") if key in told)
            tag = f"</{name}>" if closes else f"<{name}{spans}>"
            yield Piece(tag, tag=True, ends=name in _BLOCKS or name == "br")
    yield from _text(clean[last:], here)


def _text(escaped: str, here: bool) -> Iterator[Piece]:
    if text := _TURNED.sub("", unescape(escaped).translate(_STANDS_FOR)):
        yield Piece(text, here=here)


def _picture(told: dict[str, str], here: bool) -> Iterator[Piece]:
    name = " ".join(unescape(told.get("alt", "")).translate(_STANDS_FOR).split())
    if not name and not here:
        return
    yield Piece('<span class="picture">', tag=True)
    yield Piece(f"图片：{name}" if name else "图片", here=here)
    yield Piece("</span>", tag=True)
