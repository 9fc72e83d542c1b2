"""Links to other hosts that a page has and its readers do not see, and how they are kept out of sight.

A fact, no verdict: menus, tabs and drop-downs hide links too, so `block` tells where several stand together in one
thing that is hidden in an odd way. Links to public bodies and well-known services (`checks.facts.hosts`) are left
out. A page without links to strange hosts pays for one look at its links.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.facts import styles
from checks.facts.hosts import registrable, trusted
from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import Attributes, Outline
from checks.facts.present import HIDING, STYLED, WORDS
from checks.facts.scripted import hidden_by_scripts, opened, said_by_scripts, written
from checks.facts.styles import PLAIN, Style
from checks.model.pages import HiddenLink
from checks.model.urls import resolve

MOST = 50
"""Hidden links kept of one page."""
_LOOKED_AT = 1_000
_DEEPEST = 120
_SHEETS, _WRAPPERS = 10, 50
_TAGS = frozenset(("a", "area", "iframe", "frame"))
_FAR = _TAGS | {"script"}
_FRAMES = frozenset(("iframe", "frame"))
_OUTER = frozenset(("body", "html"))
_LOOKS = frozenset(("style", "hidden", "bgcolor", "color", "width", "height"))
_SLIT = 2  # px: a marquee of no more shows nothing
_WAYS = ("none", "opacity", "font-size", "absolute", "fixed", "text-indent", "margin", "clip", "z-index")
"""What a style says that hides: looked for only where there is a style."""
_HONEST = re.compile(
    r"menu|nav|drop|tab|sub|pop|layer|dialog|modal|mask|slid|swip|scroll|carousel|banner|marq|link|yqlj|friend|lianjie"
    r"|share|bds|sr-only|visually|print|skip|select|option|wap|mobile|phone|toggle|more|fold|collapse|ewm|wzdh",
    re.IGNORECASE,
)
_NO_WIDTH = re.compile("\\w[\u200b-\u200f\u2060-\u2064\ufeff]{1,9}\\w")
MARQUEE, FRAME, NO_WIDTH, WRITTEN = "marquee", "frame", "zero-width", "script-written"


def read_hidden(markup: Markup, outline: Outline, far: Iterable[Found]) -> tuple[HiddenLink, ...]:
    """The hidden links of a page, at most `MOST`; `far` are its `far_links`. Pure; never raises on any page."""
    own, scripts = registrable(urlsplit(markup.url).netloc.lower()), outline.scripts
    found: dict[HiddenLink, None] = {}
    strange = [(f.url, f.element) for f in far if f.tag in _TAGS and is_strange(f.url, own)][:_LOOKED_AT]
    if strange and _may_hide(markup):
        reader = _Reader(markup.tree, markup.text, own, hidden_by_scripts(scripts))
        nodes, placed = outline.nodes, outline.addressed
        of_element = ((nodes[bisect_left(placed, n, key=itemgetter(0))], url) for url, n in strange)
        found.update(dict.fromkeys(reader.hidden(of_element)))
        if any(map(opened, scripts)):
            found.update(dict.fromkeys(reader.wrapped()))
    for link in said_by_scripts(scripts):
        if is_strange(link.url, own):
            found[link] = None
    if source := written(scripts):
        reader = _Reader(LexborHTMLParser(source), source, own, frozenset())
        found.update(dict.fromkeys(replace(link, how=WRITTEN, block=0) for link in reader.all_hidden()))
    return tuple(found)[:MOST]


def _may_hide(markup: Markup) -> bool:
    """Is there anything on the page by which a link could be hidden?"""
    found = markup.present(WORDS)
    if not found.isdisjoint(HIDING):
        return True
    return not found.isdisjoint(STYLED) and any(way in markup.text for way in _WAYS)


def far_links(links: Iterable[Found], page: str) -> list[Found]:
    """The links, frames and scripts that are not on the host of `page`: what the readers of dangers look at."""
    near = f"{page[: page.find('/', 8)]}/"
    size = len(near)
    return [found for found in links if found[0][:size] != near and found[0] and found[3] in _FAR]


def is_strange(url: str, own: str) -> bool:
    """Is `url` on a host that is not below the registered domain `own`, and that honest pages do not use by habit?"""
    host = url.partition("//")[2].partition("/")[0].lower()
    return bool(host) and registrable(host) != own and not trusted(host)


def _leads_away(links: Iterable[Found], own: str) -> bool:
    """Does any link lead to a strange host?"""
    origins = {found[0][: found[0].find("/", 8)] for found in links if found[3] in _TAGS}
    return any(is_strange(origin, own) for origin in origins)


class _Reader:
    """Looks at the strange links of one tree. What it learns of an element it keeps, so a deep page is read once."""

    def __init__(self, tree: LexborHTMLParser, source: str, own: str, ids: frozenset[str]) -> None:
        self._tree, self._own_domain = tree, own
        self._rules: dict[str, Style] = {}
        for sheet in _sheets(source):
            self._rules.update(styles.read_sheet(sheet))
        self._rules.update((f"#{name}", Style(frozenset((styles.DISPLAY,)))) for name in ids)
        self._known: dict[int, tuple[Style, bool]] = {}
        self._blocks: dict[int, int] = {}

    def hidden(self, links: Iterable[tuple[LexborNode, str]]) -> Iterator[HiddenLink]:
        """Those of `links` (node, address) that readers do not see."""
        for node, url in links:
            if node.tag not in _FRAMES:
                yield from self._hiding(node, url)
            elif _is_speck(node.attributes):
                yield HiddenLink(url, "", FRAME)

    def all_hidden(self) -> Iterator[HiddenLink]:
        """Of all links in the tree to strange hosts those that readers do not see."""
        links = self._tree.css("a[href],iframe[src]")[:_LOOKED_AT]
        strange = ((node, self._strange(node.attrs.get("href") or node.attrs.get("src"))) for node in links)
        return self.hidden((node, url) for node, url in strange if url)

    def _strange(self, href: str | None) -> str:
        """The address, where it is a whole one that leads to a strange host; else ""."""
        if not href or "//" not in href[:20] or not is_strange(href.strip(), self._own_domain):
            return ""
        return resolve("http://localhost/", href[:2_000]) or ""

    def _hiding(self, link: LexborNode, url: str) -> Iterator[HiddenLink]:
        """By what the link or a thing around it is out of sight; nothing when it is in sight."""
        how, at, free = "", link, True
        colour, node = self._look(link)[0].colour or self._inner_colour(link), link
        for _ in range(_DEEPEST):
            style, named = self._look(node)
            free &= not named or bool(style.ways)
            ways = style.ways if free else style.ways - styles.INHERITED
            if not how and ways:
                how, at = min(ways), node
            if colour and style.background:
                if colour == style.background and not how:
                    how, at = styles.COLOUR, node
                colour = ""
            colour = colour if free or node is link else ""
            parent = node.parent
            if parent is None or parent.tag in _OUTER:
                break
            node = parent
        text = _text(link)
        if how:
            yield HiddenLink(url, text, how, self._block(at) if how == MARQUEE or self._is_odd(link, at, how) else 0)
        elif _NO_WIDTH.search(text):
            yield HiddenLink(url, text, NO_WIDTH)

    def _is_odd(self, link: LexborNode, at: LexborNode, how: str) -> bool:
        """Is `at`, which hides `link`, none of the things that honest pages hide? What has a name, a script may show
        again; pictures move in and out of sight."""
        if at is link or link.css_first("img") is not None or (how in styles.QUIET and self._look(at)[1]):
            return False
        node: LexborNode | None = link
        for _ in range(_DEEPEST):
            if node is None or node.tag in _OUTER:
                break
            names = f"{node.attrs.get('class') or ''} {node.attrs.get('id') or ''}"
            if _HONEST.search(names[:300]):
                return False
            node = node.parent
        return True

    def _block(self, node: LexborNode) -> int:
        return self._blocks.setdefault(node.mem_id, len(self._blocks) + 1)

    def _inner_colour(self, link: LexborNode) -> str:
        """The colour of the one thing that a link holds."""
        child = link.first_child
        if child is None or child.next is not None or child.tag not in ("font", "span", "b", "strong"):
            return ""
        return self._look(child)[0].colour

    def _look(self, node: LexborNode) -> tuple[Style, bool]:
        """What the page says of an element's looks, and whether it has a class or id: other files may say more."""
        known = self._known.get(node.mem_id)
        if known is None:
            known = self._known[node.mem_id] = self._read(node)
        return known

    def _read(self, node: LexborNode) -> tuple[Style, bool]:
        attributes = node.attributes
        if not attributes:
            return PLAIN, False
        classes, name, tag = attributes.get("class"), attributes.get("id"), node.tag or ""
        named = bool(classes or name)
        if not self._rules and attributes.keys().isdisjoint(_LOOKS):
            return PLAIN, named
        style = styles.read_style((attributes.get("style") or "")[: styles.LONGEST])
        ways = set(style.ways)
        names = [f".{word}" for word in (classes or "")[:300].split()[:20]] + [f"#{name}"] * bool(name)
        for selector in names if self._rules else ():
            for rule in (self._rules.get(selector), self._rules.get(tag + selector)):
                ways |= rule.ways if rule else set()
        if "hidden" in attributes:
            ways.add(styles.DISPLAY)
        if tag == "marquee" and min(_sides(attributes), default=9.0) <= _SLIT:
            ways.add(MARQUEE)
        colour = style.colour or (styles.colour_of(_hexed(attributes.get("color"))) if tag == "font" else "")
        background = style.background or styles.colour_of(_hexed(attributes.get("bgcolor")))
        return Style(frozenset(ways), colour, background), named

    def wrapped(self) -> Iterator[HiddenLink]:
        """Links between a script that writes the beginning of a hidden thing and one that writes its end."""
        for script in self._tree.tags("script")[:_WRAPPERS]:
            beginning = opened(script.text(deep=True)[:2_000])
            if not beginning or not any(_hides(node) for node in LexborHTMLParser(beginning).css("[style],marquee")):
                continue
            node = script.next
            for _ in range(200):
                if node is None or node.tag == "script":
                    break
                for link in [node] if node.tag == "a" else node.css("a[href]")[:MOST] if node.is_element_node else []:
                    if url := self._strange(link.attrs.get("href")):
                        yield HiddenLink(url, _text(link), WRITTEN, self._block(script))
                node = node.next


def _sheets(source: str) -> Iterator[str]:
    """The style sheets in the source of a page: found in its text, which is faster than in its tree."""
    end = 0
    for _ in range(_SHEETS):
        start = source.find("<style", end)
        end = source.find("</style", start) if start >= 0 else -1
        if end < 0:
            return
        yield source[source.find(">", start, end) + 1 : min(end, start + styles.SHEET)]


def _text(link: LexborNode) -> str:
    return " ".join(link.text(deep=True)[:1_000].split())[:100]


def _hexed(text: str | None) -> str:
    """The colour of an attribute, which may lack its `#`."""
    text = (text or "").strip()
    return f"#{text}" if re.fullmatch(r"[0-9a-fA-F]{6}", text) else text


def _hides(node: LexborNode) -> bool:
    attributes = node.attributes
    slit = node.tag == "marquee" and min(_sides(attributes), default=9.0) <= _SLIT
    return slit or bool(styles.read_style((attributes.get("style") or "")[: styles.LONGEST]).ways)


def _sides(attributes: Attributes) -> list[float]:
    """Width and height in pixels as style or attributes give them, those that are given."""
    parts = (part.partition(":") for part in (attributes.get("style") or "")[: styles.LONGEST].lower().split(";"))
    style = {name.strip(): value for name, _, value in parts}
    said = [style.get(side) or attributes.get(side) for side in ("width", "height")]
    return [styles.pixels(text, 999.0) for text in said if text]


def _is_speck(attributes: Attributes) -> bool:
    """A frame of at most one pixel both ways: not one that waits for a script to give it its height."""
    sides = _sides(attributes)
    return len(sides) == 2 and max(sides) <= 1
