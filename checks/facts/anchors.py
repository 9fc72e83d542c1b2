"""Links to a place of their own page that the page does not have.

Not counted: `#` and `#top`, which lead to the top; what the address of a script looks like (`#!…`, `#/…`, `#a=b`);
links that carry a handler or data for a script, and names that a script of the page knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import Outline
from checks.facts.spots import find_spots
from checks.model.pages import Link

MOST = 20
"""Broken anchors kept of one page."""
_MOST_ASKED = 300
_NAME = re.compile(r"[\w\-.%:·（）()]{1,200}")
_TOP = frozenset(
    ("top", "none", "this", "void", "null", "nogo", "nowhere", "self", "blank", "undefined", "rd", "wechat_redirect")
)
_FOR_SCRIPTS = ("on", "data-", "aria-", "role", "ng-", "v-", ":", "@")


def broken_anchors(markup: Markup, outline: Outline, links: Sequence[Found]) -> tuple[Link, ...]:
    """Links of the page to itself whose fragment is neither an id nor a name of it, at most `MOST`."""
    asked: dict[str, Found] = {}
    for found in [found for found in links if "#" in found[7]]:
        raw = found.raw
        if found.tag == "a" and (found.url or markup.url if raw[0] == "#" else found.url) == markup.url:
            fragment = raw.partition("#")[2]
            if _NAME.fullmatch(fragment) and fragment.lower() not in _TOP and len(asked) < _MOST_ASKED:
                asked.setdefault(fragment, found)
    if not asked or markup.base != markup.url:
        return ()
    there = _names(markup)
    missing = {
        fragment: found for fragment, found in asked.items() if fragment not in there and unquote(fragment) not in there
    }
    if not missing:
        return ()
    scripted = _scripted(outline)
    told = [
        (fragment, found)
        for fragment, found in missing.items()
        if found.element not in scripted and not any(fragment in script for script in outline.scripts)
    ][:MOST]
    spots = find_spots(markup.text, [found.raw for _, found in told])
    return tuple(
        Link(markup.url, found.text, "a", line=line, column=column, fragment=fragment)
        for (fragment, found), (line, column) in zip(told, spots, strict=True)
    )


def _names(markup: Markup) -> set[str]:
    names: set[str] = set()
    for node in markup.tree.css("[id],[name]"):
        attributes = node.attributes
        names.update(value for key in ("id", "name") if (value := attributes.get(key)))
    return names


def _scripted(outline: Outline) -> set[int]:
    """Elements whose attributes speak to a script."""
    return {
        element
        for element, tag, attributes, _, _ in outline.addressed
        if tag == "a" and any(key.startswith(_FOR_SCRIPTS) for key in attributes)
    }
