"""Links to other hosts that a page has and its readers do not see, and how they are kept out of sight.

A fact, no verdict: menus, tabs and drop-downs hide links too, so `block` tells where several stand together in one
thing that is hidden in an odd way. Links to public bodies and well-known services (`checks.lexicon.hosts`) are left
out. A page without links to strange hosts pays for one look at its links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.facts import styles
from checks.facts.addresses import address
from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import Attributes
from checks.facts.scripted import hidden_by_scripts, opened, said_by_scripts, written
from checks.facts.styles import PLAIN, Style
from checks.lexicon.hosts import registrable, trusted
from checks.model.pages import HiddenLink

MOST = 50
"""Hidden links kept of one page."""
_LOOKED_AT = 1_000
_DEEPEST = 120
_SHEETS, _WRAPPERS = 10, 50
_TAGS = frozenset(("a", "area", "iframe", "frame"))
_FRAMES = frozenset(("iframe", "frame"))
_SIGNS = (
    "none", "hidden", "opacity", "font-size", "olor", "absolute", "fixed", "text-indent", "margin", "clip", "z-index",
    "arquee", "ARQUEE", "frame", "FRAME", "\u200b", "\u200c", "\u200d", "\ufeff", ".write(",
)  # fmt: skip
_HONEST = re.compile(
    r"menu|nav|drop|tab|sub|pop|layer|dialog|modal|mask|slid|swip|scroll|carousel|banner|marq|link|yqlj|friend|lianjie"
    r"|share|bds|sr-only|visually|print|skip|select|option|wap|mobile|phone|toggle|more|fold|collapse|ewm|wzdh",
    re.IGNORECASE,
)
_NO_WIDTH = re.compile("\\w[\u200b-\u200f\u2060-\u2064\ufeff]{1,9}\\w")
MARQUEE, FRAME, NO_WIDTH, WRITTEN = "marquee", "frame", "zero-width", "script-written"


def read_hidden(markup: Markup, links: Iterable[Found], scripts: list[str]) -> tuple[HiddenLink, ...]:
    """The hidden links of a page, at most `MOST`. Pure; never raises on any page."""
    own = registrable(urlsplit(markup.url).netloc.lower())
    found: dict[HiddenLink, None] = {}
    if _leads_away(links, own) and any(sign in markup.text for sign in _SIGNS):
        found.update(dict.fromkeys(_Reader(markup.tree, markup.base, own, hidden_by_scripts(scripts)).hidden()))
    for link in said_by_scripts(scripts):
        if is_strange(link.url, own):
            found[link] = None
    if source := written(scripts):
        reader = _Reader(LexborHTMLParser(source), markup.base, own, frozenset())
        found.update(dict.fromkeys(replace(link, how=WRITTEN, block=0) for link in reader.hidden()))
    return tuple(found)[:MOST]


def is_strange(url: str, own: str) -> bool:
    """Is `url` on a host that is not below the registered domain `own`, and that honest pages do not use by habit?"""
    host = url.partition("//")[2].partition("/")[0]
    return bool(host) and registrable(host) != own and not trusted(host)


def _leads_away(links: Iterable[Found], own: str) -> bool:
    origins = {found[0][: found[0].find("/", 8)] for found in links if found[3] in _TAGS}
    return any(is_strange(origin, own) for origin in origins)


@dataclass(frozen=True, slots=True)
class _Own:
    """What an element says of itself: its style, whether it has a class or id (so that other files may style it too),
    and whether that name is one of honest things."""

    style: Style = PLAIN
    named: bool = False
    honest: bool = False


class _Reader:
    """Looks at the strange links of one tree. What it learns of an element it keeps, so a deep page is read once."""

    def __init__(self, tree: LexborHTMLParser, base: str, own: str, ids: frozenset[str]) -> None:
        self._tree, self._base, self._own_domain = tree, base, own
        self._rules: dict[str, Style] = {}
        for sheet in tree.css("style")[:_SHEETS]:
            self._rules.update(styles.read_sheet(sheet.text(deep=True)))
        self._rules.update((f"#{name}", Style(frozenset((styles.DISPLAY,)))) for name in ids)
        self._known: dict[int, _Own] = {}
        self._blocks: dict[int, int] = {}

    def hidden(self) -> Iterator[HiddenLink]:
        for node in self._tree.css("a[href],area[href],iframe[src],frame[src]")[:_LOOKED_AT]:
            attributes = node.attributes
            framed = node.tag in _FRAMES
            url = self._strange(attributes.get("src" if framed else "href"))
            if url and framed:
                if _is_speck(attributes):
                    yield HiddenLink(url, "", FRAME)
            elif url:
                yield from self._hiding(node, url)
        yield from self._wrapped()

    def _strange(self, href: str | None) -> str:
        url = address(self._base, (href or "")[:2_000].strip()) or ""
        return url if url and is_strange(url, self._own_domain) else ""

    def _hiding(self, link: LexborNode, url: str) -> Iterator[HiddenLink]:
        """By what the link or a thing around it is out of sight; nothing when it is in sight."""
        text = _text(link)
        how, at, honest, free = "", link, False, True
        colour, node = self._look(link).style.colour or self._inner_colour(link), link
        for _ in range(_DEEPEST):
            own = self._look(node)
            honest |= own.honest
            free &= not own.named or bool(own.style.ways)
            ways = own.style.ways if free else own.style.ways - styles.INHERITED
            if not how and ways:
                how, at = min(ways), node
            if colour and own.style.background:
                if colour == own.style.background and not how:
                    how, at = styles.COLOUR, node
                colour = ""
            colour = colour if free or node is link else ""
            parent = node.parent
            if parent is None or parent.tag in ("body", "html"):
                break
            node = parent
        if not how and _NO_WIDTH.search(text):
            how, honest = NO_WIDTH, True
        if how:
            odd = not honest and at is not link and link.css_first("img") is None
            odd &= how not in styles.QUIET or not self._look(at).named  # what has a name, a script may show again
            yield HiddenLink(url, text, how, self._block(at) if odd or how == MARQUEE else 0)

    def _block(self, node: LexborNode) -> int:
        return self._blocks.setdefault(node.mem_id, len(self._blocks) + 1)

    def _inner_colour(self, link: LexborNode) -> str:
        """The colour of the one thing that a link holds."""
        child = link.first_child
        if child is None or child.next is not None or child.tag not in ("font", "span", "b", "strong"):
            return ""
        return self._look(child).style.colour

    def _look(self, node: LexborNode) -> _Own:
        known = self._known.get(node.mem_id)
        if known is None:
            known = self._known[node.mem_id] = self._read(node)
        return known

    def _read(self, node: LexborNode) -> _Own:
        attributes = node.attributes
        if not attributes:
            return _Own()
        tag, classes = node.tag or "", (attributes.get("class") or "")[:300].split()[:20]
        names = [f".{name}" for name in classes] + [f"#{attributes.get('id')}"] * bool(attributes.get("id"))
        style = styles.read_style(attributes.get("style") or "")
        ways, colour, background = set(style.ways), style.colour, style.background
        for name in names if self._rules else ():
            for rule in (self._rules.get(name), self._rules.get(tag + name)):
                ways |= rule.ways if rule else set()
        if "hidden" in attributes:
            ways.add(styles.DISPLAY)
        if tag == "marquee" and _smallest(attributes, style_only=False) <= 2:
            ways.add(MARQUEE)
        colour = colour or (styles.colour_of(_hexed(attributes.get("color"))) if tag == "font" else "")
        background = background or styles.colour_of(_hexed(attributes.get("bgcolor")))
        honest = bool(names) and _HONEST.search(" ".join(names)[:300]) is not None
        return _Own(Style(frozenset(ways), colour, background), bool(names), honest)

    def _wrapped(self) -> Iterator[HiddenLink]:
        """Links between a script that writes the beginning of a hidden thing and one that writes its end."""
        for script in self._tree.css("script")[:_WRAPPERS]:
            beginning = opened(script.text(deep=True)[:2_000])
            if not beginning or not any(_hides(node) for node in LexborHTMLParser(beginning).css("[style],marquee")):
                continue
            node = script.next
            for _ in range(200):
                if node is None or node.tag == "script":
                    break
                for link in [node] if node.tag == "a" else node.css("a[href]")[:MOST] if node.is_element_node else []:
                    if url := self._strange(link.attributes.get("href")):
                        yield HiddenLink(url, _text(link), WRITTEN, self._block(script))
                node = node.next


def _text(link: LexborNode) -> str:
    return " ".join(link.text(deep=True)[:1_000].split())[:100]


def _hexed(text: str | None) -> str:
    """The colour of an attribute, which may lack its `#`."""
    text = (text or "").strip()
    return f"#{text}" if re.fullmatch(r"[0-9a-fA-F]{6}", text) else text


def _hides(node: LexborNode) -> bool:
    attributes = node.attributes
    tiny = node.tag == "marquee" and _smallest(attributes, style_only=False) <= 2
    return tiny or bool(styles.read_style(attributes.get("style") or "").ways)


def _sides(attributes: Attributes, style_only: bool) -> list[float]:
    """Width and height in pixels as attributes or style give them, those that are given."""
    style = dict(
        (name.strip(), value)
        for name, _, value in (p.partition(":") for p in (attributes.get("style") or "")[:1_000].lower().split(";"))
    )
    said = [style.get(side) or (None if style_only else attributes.get(side)) for side in ("width", "height")]
    return [styles.pixels(text, 999.0) for text in said if text]


def _smallest(attributes: Attributes, *, style_only: bool) -> float:
    return min(_sides(attributes, style_only), default=999.0)


def _is_speck(attributes: Attributes) -> bool:
    """A frame of at most one pixel both ways: not one that waits for a script to give it its height."""
    sides = _sides(attributes, False)
    return len(sides) == 2 and max(sides) <= 1
