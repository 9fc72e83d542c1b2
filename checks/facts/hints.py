"""Addresses that a page shows otherwise than by an element made for it: in style, in scripts and in data for machines.

Of scripts only whole literals count, which are handed to `location` or `window.open` as they stand: whatever is
composed means something that only the running script knows. All of them but the `background` attribute are hints
(`checks.model.pages.HINTS`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborNode

from checks.facts.addresses import address
from checks.facts.links import Found, templated
from checks.facts.markup import Markup
from checks.facts.outline import Outline
from checks.facts.present import ADDRESSED, CLICKED, GROUND, IMPORT, IN_ANY_STYLE, SPELT, WORDS
from checks.facts.sheets import addresses_of
from checks.facts.templates import remembered

MOST = 500
"""Hints kept of one page."""
_UNREAD = frozenset(("noscript", "template", "noframes", "svg"))
_CALLS = ("location", "window.open(", "script:open(")
_LITERAL = r"(?:https?://[\w.\-]{4,100}|/(?!/))[^\"'\s<>\\]{0,500}"
_SENT = re.compile(
    r"""(?:location(?:\.href)?\s{0,9}=\s{0,9}|location\.(?:replace|assign)\(\s{0,9}|(?:window\.|script:)open\(\s{0,9})"""
    rf"""(?:"({_LITERAL})"|'({_LITERAL})')(?!\s{{0,9}}[+.\[?])(?=[ \t]{{0,9}}(?:[;,)}}\r\n]|$))"""
)
_COMMENT = re.compile(r"(?<![:\"'\w])//")
_KEYS = frozenset(("url", "@id", "logo", "image"))
_STYLE = 200_000  # characters of one piece of style that are read
_MOST_DATA = 2_000  # values of one piece of data that are looked at
_DEEPEST = 40


def read_hints(markup: Markup, outline: Outline, links: Sequence[Found]) -> list[Found]:
    """The hints of a page, in no order of the page, each address once for each tag. Never raises.

    `links` are the links of the page: what an anchor hands to a script is found there.
    """
    found: dict[tuple[str, str], Found] = {}
    for raw, tag, text in _shown(markup, outline, links):
        if 0 < len(raw) < 2_000 and not templated(raw) and (url := address(markup.base, raw)):
            found.setdefault((url, tag), Found(url, text, "", tag, 0, 0, 0, raw))
            if len(found) >= MOST:
                break
    return list(found.values())


def _shown(markup: Markup, outline: Outline, links: Sequence[Found]) -> Iterator[tuple[str, str, str]]:
    """(address as written, tag, text)."""
    showing = _showing(markup.present(WORDS))
    for node in markup.tree.css(showing) if showing else ():
        if (shown := _of_node(node)) and not _unread(node):
            yield from shown
    for link in links:
        if not link[0] and "script:" in link[7]:
            yield from ((raw, "script-hint", link.text) for raw in _sent(link.raw[:2_000]))
    for script in outline.scripts:
        if script[:200].lstrip()[:1] in ("{", "[") and '"@context"' in script:
            yield from ((raw, "json-ld", "") for raw in _data(script))
        else:
            yield from ((raw, "script-hint", "") for raw in _sent_on(script))


@lru_cache(maxsize=256)
def _showing(words: frozenset[str]) -> str:
    """The selector of what may show addresses on a page with these `words` in its source, "" for nothing.

    An address in a style is written as such, or letter by letter as references: then anything may stand there.
    """
    spelt = not words.isdisjoint(SPELT)
    styled = not words.isdisjoint(IN_ANY_STYLE)
    asked = (
        ('[style*="url(" i]', styled and (spelt or not words.isdisjoint(ADDRESSED))),
        ("[background]", not words.isdisjoint(GROUND)),
        ("[onclick]", not words.isdisjoint(CLICKED)),
        ("style", styled and not words.isdisjoint((*ADDRESSED, IMPORT))),
    )
    return ",".join(selector for selector, may in asked if may)


def _of_node(node: LexborNode) -> list[tuple[str, str, str]]:
    if node.tag == "style":
        style = node.text()
        return [(raw, "style", "") for raw, _ in addresses_of(style[:_STYLE])] if "(" in style or "@" in style else []
    attributes = node.attributes
    shown: list[tuple[str, str, str]] = []
    if inline := attributes.get("style"):
        shown += ((raw, "style", "") for raw, _ in addresses_of(inline[:_STYLE]))
    if ground := (attributes.get("background") or "").strip():
        shown.append((ground, "background", ""))
    code = attributes.get("onclick")
    if code and (sent := _sent(code[:5_000])):
        text = " ".join(node.text().split())[:200] if node.tag in ("a", "button") else ""
        shown += ((raw, "script-hint", text) for raw in sent)
    return shown


def _unread(node: LexborNode) -> bool:
    """True for what stands where browsers do not look."""
    up = node.parent
    for _ in range(_DEEPEST):
        if up is None:
            break
        if up.tag in _UNREAD:
            return True
        up = up.parent
    return False


def _sent(script: str) -> tuple[str, ...]:
    """Whole literals that a script goes to or opens, but for those in its comments."""
    return tuple(_literals(script)) if "location" in script or "open(" in script else ()


_sent_on = remembered(_sent)


def _literals(script: str) -> Iterator[str]:
    for call in _CALLS:
        at = script.find(call)
        while at >= 0:
            found = _SENT.match(script, at)
            if found is not None and not script[at - 1 : at].isalnum():
                before = script[max(0, at - 500) : at]
                if before.rfind("/*") <= before.rfind("*/") and not _COMMENT.search(before.rpartition("\n")[2]):
                    yield found.group(1) or found.group(2)
            at = script.find(call, at + len(call))


def _data(script: str) -> Iterator[str]:
    """The addresses that a piece of JSON-LD names; of identifiers only those that are addresses."""
    try:
        waiting: list[Any] = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_DATA):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value[:_MOST_DATA])
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key in _KEYS:
                    yield from _texts(inner, whole=key == "@id")
            waiting.extend(inner for inner in value.values() if isinstance(inner, dict | list))


def _texts(value: Any, *, whole: bool) -> Iterable[str]:
    texts = value[:50] if isinstance(value, list) else (value,)
    for text in texts:
        if isinstance(text, str) and (text.startswith(("http://", "https://")) or (not whole and text[:1] == "/")):
            yield text.strip()
