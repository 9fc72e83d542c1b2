"""Things that lie over a page with a picture in them (飘窗), whether a reader may close them, and what blinks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from checks.facts.markup import Markup
from checks.facts.outline import Outline
from checks.facts.styles import SHEET
from checks.facts.unseen import is_unseen
from checks.model.layout import Floating

MOST = 20
"""Floats that are kept of one page."""
FIXED, NAMED = "fixed", "named"
MARQUEE, BLINK = "marquee", "blink"
_LOOKED_AT = 2_000
_TOLD = 100  # floats that are looked into: they may hold one another
_FEW_LINKS = 2  # a thing with more is a tool bar, not a float
_IS_FIXED = re.compile(r"position\s{0,3}:\s{0,3}fixed", re.IGNORECASE)
_NAME = re.compile(
    r"float(?:ing)?[-_]?(?:ad|adv|win|window|div|layer|img|pic|box)s?\d{0,2}(?![a-z])|piao[-_]?(?:chuang|fu)|fu(?:chuang|dong)"
    r"|xuanfu|couplet|duilian|fly[-_]?ad|ad[-_]?float",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"float|piao|xuanfu|fly|couplet|duilian|pop|move|(?:^|[^a-z])ad", re.IGNORECASE)
"""In the name of a script file: it may move a float, and give it what closes it."""
_CLOSES = re.compile(r"clos|guanbi|shut|hide|关\s{0,2}闭|remove|display\s{0,3}=\s{0,3}['\"]none", re.IGNORECASE)
_CROSSES = frozenset(("×", "x", "X", "✕", "✖", "╳", "关闭", "关", "[关闭]", "【关闭】"))
_SIGNS = ("class", "id", "onclick", "href", "title", "alt", "src")
_BLINKS = re.compile(
    r"text-decoration\s{0,3}:\s{0,3}blink|animation(?:-name)?\s{0,3}:[^;}]{0,60}(?:blink|flash|shan|twinkl)[^;}]{0,60}infinite"
    r"|animation(?:-name)?\s{0,3}:[^;}]{0,60}infinite[^;}]{0,60}(?:blink|flash|shan|twinkl)",
    re.IGNORECASE,
)
_HALTS = re.compile(r"\.stop\(|mouseover|mouseenter|hover\(", re.IGNORECASE)


def read_floats(markup: Markup, outline: Outline, files: list[str]) -> tuple[Floating, ...]:
    """The floats of a page that are seen as it stands; `files` are the addresses of its scripts. Never raises."""
    scripted = any(_SCRIPT.search(file.rpartition("/")[2]) for file in files)
    found: list[Floating] = []
    taken: list[LexborNode] = []
    told = ((node, *_told(node)) for node in markup.tree.css("div,a[style]")[:_LOOKED_AT])
    for node, how, name in islice((one for one in told if one[1]), _TOLD):
        if _is_float(node) and not any(_inside(node, outer) for outer in taken):
            taken.append(node)
            closes = _closes(node) or any(_CLOSES.search(script) and name in script for script in outline.scripts)
            found.append(Floating(name, how, closes, scripted))
            if len(found) >= MOST:
                break
    return tuple(found)


def _told(node: LexborNode) -> tuple[str, str]:
    """(how it is told to be a float, its name), ("", "") where it is none or is not seen."""
    attributes = node.attributes
    style = (attributes.get("style") or "")[:1_000]
    name = (attributes.get("id") or attributes.get("class") or "")[:60]
    how = FIXED if _IS_FIXED.search(style) else NAMED if name and _NAME.search(name) else ""
    return ("", "") if not how or is_unseen(node) else (how, name)


def _is_float(node: LexborNode) -> bool:
    """A link with a picture, and not many links."""
    if node.tag == "a":
        return node.css_first("img") is not None
    return node.css_first("a img") is not None and len(node.css("a[href]")) <= _FEW_LINKS


def _inside(node: LexborNode, outer: LexborNode) -> bool:
    up = node.parent
    for _ in range(40):
        if up is None:
            return False
        if up.mem_id == outer.mem_id:
            return True
        up = up.parent
    return False


def _closes(node: LexborNode) -> bool:
    """Is there anything in it, or next to it, that may close it?"""
    if any(_is_sign(part) for part in node.css("*")[:100]):
        return True
    beside = (node.next, node.prev)
    return any(one is not None and one.tag != "-text" and _closes_by_itself(one) for one in beside)


def _closes_by_itself(node: LexborNode) -> bool:
    return _is_sign(node) or any(_is_sign(part) for part in node.css("*")[:30])


def _is_sign(node: LexborNode) -> bool:
    attributes = node.attributes
    if any(_CLOSES.search((attributes.get(name) or "")[:300]) for name in _SIGNS):
        return True
    return node.text(deep=False).strip()[:8] in _CROSSES


def read_moving(markup: Markup, outline: Outline) -> tuple[str, ...]:
    """How words move that no reader can halt."""
    return tuple(dict.fromkeys(_moving(markup, outline)))


def _moving(markup: Markup, outline: Outline) -> Iterator[str]:
    halted = any(_HALTS.search(script) for script in outline.scripts)
    for node in markup.tree.css("marquee,blink")[:50]:
        attributes = node.attributes
        if is_unseen(node):
            continue
        if node.tag == "blink":
            yield BLINK
        elif not halted and not attributes.get("onmouseover") and node.text().strip():
            yield MARQUEE
    styles = (
        node.text()[:SHEET] if node.tag == "style" else node.attributes.get("style") or "" for node in _styled(markup)
    )
    if any(_BLINKS.search(style) for style in styles):
        yield BLINK


def _styled(markup: Markup) -> list[LexborNode]:
    return markup.tree.css("style,[style]")[:_LOOKED_AT]
