"""Places that stand empty, and are perhaps not: a script may find and fill them, or what they show is no text."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from checks.facts.markup import Markup
from checks.facts.outline import Outline

_MARKS = re.compile(r"id|name|data-.*|v-.*|ng-.*|:.*|@.*|x-.*|field")
"""Attributes by which a script finds an element."""
_OTHERWISE = frozenset(("textarea", "xmp", "svg", "math", "canvas", "template", "select", "input", "picture", "slot"))
"""What shows something, and is no text of the outline."""
_MOST_WITHIN, _MOST_FIELDS = 50, 200
_ASKS = re.compile(r"\s{0,9}(?:请|搜|输入|关键|查询|提交|登录|验证|站内|标题)[^。]{0,15}$")
"""What stands in an empty field to say what it is for."""


class Places:
    """The elements of an outline as the tree has them."""

    def __init__(self, markup: Markup, outline: Outline) -> None:
        self._markup, self._outline = markup, outline
        self._nodes: dict[str, list[LexborNode]] = {}
        self._order: dict[int, int] = {}

    def fillable(self, element: int) -> bool:
        """True when something else than text may stand, or be written, in an element; also where it is not found."""
        if (node := self._node(element)) is None:
            return True
        return any(self._marked(within) for within in (node, *node.css("*")[:_MOST_WITHIN]))

    def values_shown(self) -> bool:
        """True when the page has fields of a form that something stands in: old pages show in them what was written."""
        for node in self._markup.tree.css("textarea,xmp,input")[:_MOST_FIELDS]:
            attributes = node.attributes
            if node.tag != "input":
                value = node.text(deep=True) or ""
            elif (attributes.get("type") or "text").lower() == "text":
                value = attributes.get("value") or ""
            else:
                continue
            if value.strip() and not _ASKS.match(value[:100].rstrip()):
                return True
        return False

    def _node(self, element: int) -> LexborNode | None:
        """The node of an element; None where the parser shows others of its tag than the outline."""
        tag = self._outline.tags[element]
        if tag not in self._nodes:
            nodes = self._markup.tree.css(tag) if tag.isalnum() else []
            numbers = [number for number, other in enumerate(self._outline.tags) if other == tag]
            self._nodes[tag] = nodes if len(nodes) == len(numbers) else []
            self._order |= {number: at for at, number in enumerate(numbers)}
        nodes = self._nodes[tag]
        return nodes[self._order[element]] if nodes else None

    def _marked(self, node: LexborNode) -> bool:
        attributes = node.attributes
        if node.tag in _OTHERWISE or any(_MARKS.fullmatch(name) for name in attributes):
            return True
        names = (attributes.get("class") or "").split()[:5]
        return any(f".{name}" in script for name in names for script in self._outline.scripts)
