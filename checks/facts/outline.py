"""A page as a reader sees it: its elements, runs of text and lines, in the order of the page, from one walk
over the tree.

Everything else in this room reads the outline and never the tree, so a page is walked once. Elements are
numbered in the
order they open; `ends[i]` is the number after the last element inside element i, so "is inside" is a comparison.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.facts.tags import (
    ADDRESSED,
    BLOCK,
    ENTRY,
    KEPT,
    KNOWN,
    LEAF,
    LOOKED_AT,
    NAMED,
    READ,
    TEXT_ID,
    UNREAD,
    traits_of,
)

Attributes = dict[str, str | None]
Addressed = tuple[int, str, Attributes, int, list[int]]
"""Something that may hold an address: element, tag, attributes, its first run, and [the run after its last]."""

Open = tuple[LexborNode, int, list[int] | None, int]
"""An element that is being walked: its node, its number, the list that is told the run after its last, its traits."""

DEEPEST = 200
"""Elements nested deeper count as children of the one at this depth: no page needs more, an attack has fifty
thousand.
"""
LONGEST_SCRIPT = 60_000
_MOST_SCRIPTS = 80

MAIN, NAV, FOOT, HEAD, CRUMB, HIDDEN = "", "nav", "foot", "head", "crumb", "hidden"

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FOOT_WORDS = frozenset(
    ["foot", "footer", "bottom", "copyright", "dibu", "yejiao", "foots", "footerbox", "bqxx", "footbox", "bottombox"]
)
_NAV_WORDS = frozenset(
    [
        "nav",
        "navi",
        "navbar",
        "menu",
        "menus",
        "daohang",
        "navigation",
        "mainnav",
        "topnav",
        "subnav",
        "sidenav",
        "leftmenu",
        "leftnav",
        "submenu",
    ]
)
_HEAD_WORDS = frozenset(["header", "top", "head", "topbar", "banner", "logo", "toper", "headerbox"])
_CRUMB_WORDS = frozenset(
    [
        "crumb",
        "crumbs",
        "breadcrumb",
        "breadcrumbs",
        "position",
        "location",
        "place",
        "currentpath",
        "weizhi",
        "dqwz",
        "path",
        "wz",
        "curpos",
        "bread",
    ]
)
_HEADS = frozenset(("header", "div", "section", "table", "ul"))
_UNSEEN = re.compile(r"display\s{0,3}:\s{0,3}none")


@lru_cache(maxsize=8192)
def _role(tag: str, name: str) -> str:
    """What a container is for, by its tag, class and id; MAIN when these do not say."""
    words = {word.lower() for word in _WORD.findall(name)} if name else set()
    if words & _CRUMB_WORDS and not words & {"list", "news"}:
        return CRUMB
    if tag == "footer" or words & _FOOT_WORDS:
        return FOOT
    if tag == "nav" or words & _NAV_WORDS:
        return NAV
    if (tag == "header" or words & _HEAD_WORDS) and tag in _HEADS:
        return HEAD
    return MAIN


class Outline:
    """See the module. Parallel lists: `tags parents ends roles entries` by element; `runs run_elements
    run_lines` by run of text.
    """

    __slots__ = (
        "addressed",
        "ends",
        "entries",
        "headings",
        "metas",
        "nodes",
        "parents",
        "roles",
        "run_elements",
        "run_lines",
        "runs",
        "scripts",
        "tags",
        "title",
    )

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.tags: list[str] = ["#"]
        self.parents: list[int] = [0]
        self.ends: list[int] = [0]
        self.roles: list[str] = [MAIN]
        self.entries: list[int] = [0]  # nearest li, tr, dl, dt or dd around the element, itself included; 0 = none
        self.runs: list[str] = []
        self.run_elements: list[int] = []
        self.run_lines: list[int] = []
        self.addressed: list[Addressed] = []
        self.nodes: list[LexborNode] = []  # of `addressed`, one by one: for what only the tree around them tells
        self.metas: list[tuple[Attributes, bool]] = []
        self.scripts: list[str] = []
        self.headings: list[tuple[int, int, list[int]]] = []
        self.title = ""
        if (root := tree.root) is not None:
            self._walk(root)
        self.ends[0] = len(self.tags)

    def _walk(self, following: LexborNode | None) -> None:
        """The hot path: what can wait is left out, and an element that holds one text alone is not gone down to."""
        tags, parents, ends, roles, entries = self.tags, self.parents, self.ends, self.roles, self.entries
        runs, run_elements, run_lines = self.runs, self.run_elements, self.run_lines
        stack, known_as, top, number, line, fresh = list[Open](), KNOWN.get, 0, 0, -1, 1
        while (node := following) is not None:
            closing, held, traits = None, None, 0
            if (kind := node.tag_id) == TEXT_ID:
                at, held = top, node
            elif not (known := known_as(kind) or traits_of(node))[1] & UNREAD:
                tag, traits = known
                at = number = number + 1
                tags.append(tag)
                parents.append(top)
                ends.append(number + 1)
                roles.append(role := roles[top])  # inside of what has a role no name is asked for one
                entries.append(number if traits & ENTRY else entries[top])
                closing = self._look(node, tag, traits, number) if traits & (KEPT if role else LOOKED_AT) else None
                fresh = fresh or traits & BLOCK
                if not traits & LEAF and (held := node.first_child) is not None:
                    if held.tag_id != TEXT_ID or held.next is not None:
                        stack.append((node, number, closing, traits))
                        top, following = number if len(stack) < DEEPEST else top, held
                        continue
                    at = number if len(stack) + 1 < DEEPEST else top
            if held is not None and not held.is_empty_text_node and (words := (raw := held.text_content or "").split()):
                line, fresh = line + (fresh > 0), 0
                runs.append(raw if words[0] == raw else _folded(raw, words))
                run_elements.append(at)
                run_lines.append(line)
            elif held is not None and not fresh and runs[-1][-1] != " ":
                runs[-1] += " "
            while True:  # closes this one, and those around it that end here
                fresh = fresh or traits & BLOCK
                if closing is not None:
                    closing[0] = len(runs)
                if (following := node.next) is not None or not stack:
                    break
                node, ended, closing, traits = stack.pop()
                top, ends[ended] = parents[ended], len(tags)

    def _look(self, node: LexborNode, tag: str, traits: int, number: int) -> list[int] | None:
        """Keeps what an element with attributes of interest says; the list returned is told the run after its last."""
        closing: list[int] | None = None
        if traits & ADDRESSED and (attributes := node.attributes) and (tag != "input" or "src" in attributes):
            closing = [len(self.runs)]
            self.addressed.append((number, tag, attributes, closing[0], closing))
            self.nodes.append(node)
        if traits == ADDRESSED:  # nearly all of them
            return closing
        if traits & NAMED and not self.roles[number]:
            self._name(node, tag, number)
        if traits & READ:
            if tag == "meta":
                self.metas.append((node.attributes, "body" in self.tags[:40]))
            elif tag == "script":
                self._read_script(node)
            elif tag == "title":
                self.title = self.title or " ".join((node.text(deep=True) or "")[:1000].split())
            elif tag != "body":
                closing = [len(self.runs)]
                self.headings.append((number, len(self.runs), closing))
        return closing

    def _name(self, node: LexborNode, tag: str, number: int) -> None:
        attributes = node.attributes
        if not attributes and tag not in ("nav", "footer", "header"):
            return
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:200]
        self.roles[number] = _role(tag, name)
        if (style := attributes.get("style")) and "none" in style and _UNSEEN.search(style[:500]):
            self.roles[number] = HIDDEN

    def _read_script(self, node: LexborNode) -> None:
        if len(self.scripts) < _MOST_SCRIPTS and (child := node.first_child) is not None:
            text = child.text_content
            if text and not text.isspace():
                self.scripts.append(text[:LONGEST_SCRIPT])

    def lines(self) -> list[str]:
        """The lines of the page as plain text, by their numbers in `run_lines`."""
        found: list[str] = []
        number = -1
        for line, text in zip(self.run_lines, self.runs, strict=True):
            if line == number:
                found[-1] += text
            else:
                found.append(text)
                number = line
        return [line.strip() for line in found]

    def text_of(self, first: int, after: int) -> str:
        """The text of some runs, white space folded."""
        if after - first == 1:
            return self.runs[first].strip()
        return " ".join("".join(self.runs[first:after]).split())

    def inside(self, element: int, outer: int) -> bool:
        """True when `element` is `outer` or stands in it."""
        return outer <= element < self.ends[outer]

    def meeting(self, one: int, other: int) -> int:
        """The innermost element that holds both."""
        parents = self.parents
        while one != other:
            if one > other:
                one = parents[one]
            else:
                other = parents[other]
        return one

    def climb(self, element: int, until: Callable[[int], bool]) -> int:
        """The nearest element around `element`, itself included, for which `until` holds; 0 when there is none."""
        while element and not until(element):
            element = self.parents[element]
        return element


def _folded(text: str, words: list[str]) -> str:
    """`text` with its white space folded, a blank kept at either end where it had some."""
    folded = words[0] if len(words) == 1 else " ".join(words)
    if len(folded) == len(text):
        return folded
    return f"{' ' if text[0].isspace() else ''}{folded}{' ' if text[-1].isspace() else ''}"
