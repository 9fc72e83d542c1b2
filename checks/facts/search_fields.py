"""Search fields that a page offers, as far as it is one of a kind that owes its own.

A column of documents, of disclosure or a gazette must be searchable by itself. Whether it is, is told by comparing
its fields with those of the home page: the box in the head of every page searches the whole site.
"""

from __future__ import annotations

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from checks.facts.markup import Markup
from checks.model.pages import PageFacts, PageKind

MOST = 8
"""So many fields of a page are kept."""
_LOOKED_AT = 200
_NAMES = re.compile(r"公开|文件|公报|政策|法规|规章|公文|行政规范")
_SEARCHES = re.compile(r"搜索|检索|查询|查找|关键[词字]|search|keyword|query|sousuo|jiansuo", re.IGNORECASE)
_TOLD = ("name", "id", "class", "placeholder", "value", "title", "onclick", "action")
_NEVER = frozenset(("hidden", "checkbox", "radio", "file", "password"))


def read_search_fields(markup: Markup, facts: PageFacts, kind: PageKind) -> tuple[str, ...]:
    """What tells the search fields of a page from others, each once, at most `MOST`; () for pages of other kinds.

    Read of home pages, and of pages that are no articles and that call themselves such a column, whether in title,
    heading, label or breadcrumbs: some sites have one title for all pages.
    """
    if kind in (PageKind.ARTICLE, PageKind.STUB) or (kind is not PageKind.HOME and not _is_named(facts)):
        return ()
    found: dict[str, None] = {}
    for node in islice(markup.tree.css("input, button, form"), _LOOKED_AT):
        told = _told(node)
        if told and _SEARCHES.search(told):
            found[told] = None
    return tuple(islice(found, MOST))


def _is_named(facts: PageFacts) -> bool:
    labels = (meta.content for meta in facts.metas if meta.name.lower() == "columnname")
    return any(map(_NAMES.search, (facts.title, facts.heading, *labels, *(crumb.text for crumb in facts.crumbs[-1:]))))


def _told(node: LexborNode) -> str:
    attributes = node.attributes
    if (attributes.get("type") or "").lower() in _NEVER:
        return ""
    told = [value[:60] for name in _TOLD if (value := attributes.get(name))]
    if node.tag == "button":
        told.append(node.text()[:20])
    return " ".join(told)[:200]
