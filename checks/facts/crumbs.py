"""The breadcrumbs of a page (当前位置：首页 > 政务公开 > 通知公告)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from checks.facts.links import Found
from checks.facts.outline import CRUMB, Outline
from checks.model.pages import Link, Place

_HERE = re.compile(r"(?:当前|现在|所在|您的|你的|您现在的|您所在的)(?:的)?(?:位置|栏目)|您(?:现在)?(?:所)?在")
MOST = 10


def read_crumbs(outline: Outline, lines: list[str], links: list[Found]) -> tuple[Link, ...]:
    """Links of the breadcrumbs from the home page on, empty when the page shows none."""
    roles, run_lines = outline.roles, outline.run_lines
    whole = "\n".join(lines)
    told = "位置" in whole or "所在" in whole or "您" in whole
    for number, line in enumerate(lines if told else ()):
        if ("位置" in line or "您" in line or "所在" in line) and len(line) < 300 and _HERE.search(line):
            first, last = bisect_left(run_lines, number), bisect_right(run_lines, number + 1)
            found = [link for link in links if link[3] == "a" and first <= link[5] < min(last, link[6]) and link[0]]
            if not found:
                found = _after(outline, links, number)
            if found:
                return _as_crumbs(found)
    if CRUMB not in roles:
        return ()
    return _as_crumbs([link for link in links if link[3] == "a" and link[0] and roles[link[4]] == CRUMB and link[1]])


def _after(outline: Outline, links: list[Found], number: int) -> list[Found]:
    """Links in the box that holds the words, where every crumb is a list item of its own."""
    run = outline.run_lines.index(number)
    box = outline.parents[outline.run_elements[run]]
    for _ in range(2):
        found = [
            link for link in links if link.url and outline.inside(link.element, box) and link.tag == "a" and link.text
        ]
        if found:
            return found if len(found) <= MOST else []
        box = outline.parents[box]
    return []


def _as_crumbs(found: list[Found]) -> tuple[Link, ...]:
    return tuple(Link(link.url, link.text, "a", Place.NAV) for link in found[:MOST])
