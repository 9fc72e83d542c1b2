"""The layout of a home page: the one place where its readers are put together. No other page pays for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.facts.colours import tones_of
from checks.facts.floats import read_floats, read_moving
from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import HIDDEN, Outline
from checks.model.layout import Layout
from checks.model.urls import host_of

MOST = 50
_WARNS = re.compile(
    r"(?:即将|正在|将要|将会|您将|是否|确认|确定|继续)(?:要|将)?(?:离开|跳转|访问)|离开(?:本|当前|我们|政府)|(?:外部|第三方|非本|非政府)(?:链接|网站|站点)"
    r"|(?:leave?|exit|jump|out|external)[-_]?(?:link|tip|notice|confirm|site|page|dialog)",
    re.IGNORECASE,
)
_SHEET = re.compile(r"\bstylesheet\b", re.IGNORECASE)
_ACTS = ("onclick", "onmousedown", "onmouseup", "data-toggle", "data-target")


def read_layout(markup: Markup, outline: Outline, links: Sequence[Found]) -> Layout:
    """The layout of a home page. Pure; never raises on any markup."""
    files = [found.url or found.raw for found in links if found.tag == "script"]
    return Layout(
        tones=tones_of(markup),
        sheets=sum(
            bool(_SHEET.search(node.attributes.get("rel") or "")) for node in markup.tree.css("link[rel]")[:200]
        ),
        floats=read_floats(markup, outline, files),
        moving=read_moving(markup, outline),
        leaving=_leaving(markup, outline, links),
        warns=_WARNS.search(markup.text) is not None,
    )


def _leaving(markup: Markup, outline: Outline, links: Sequence[Found]) -> tuple[str, ...]:
    """Where plain links lead that leave the host, each address once, in the order of the page."""
    own = host_of(markup.url)
    attributes = {element: held for element, _, held, _, _ in outline.addressed}
    found: dict[str, None] = {}
    for link in links:
        if link.tag != "a" or not link.url or host_of(link.url) == own or outline.roles[link.element] == HIDDEN:
            continue
        if not any(attributes.get(link.element, {}).get(act) for act in _ACTS):
            found[link.url] = None
            if len(found) >= MOST:
                break
    return tuple(found)
