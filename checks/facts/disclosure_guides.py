"""Which page is the guide to disclosure (政府信息公开指南) of a site, and whether its text was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from checks.facts.disclosure import PARTS, platform_of
from checks.facts.files import offered
from checks.model.pages import PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_TITLE = re.compile(r"公开(?:工作)?指南")
_NO_GUIDE = re.compile(r"关于|通知|修订|公告|编制|申请指南|解读")
_LEADING = (PageKind.HOME, PageKind.LIST, PageKind.SECTION, PageKind.STUB)
_MOST = 20
_FRAMES = ("iframe", "embed", "object")
_SHORT = 1_500
"""Characters under which a page with an attachment or a picture may have its text there."""


@dataclass(frozen=True, slots=True)
class Guide:
    """`unread` says in Chinese why its text cannot be judged, "" where it can."""

    page: PageView
    unread: str = ""


def guides_of(site: SiteView) -> tuple[Guide, ...]:
    """The guides that were met behind entrances and columns called so, one step further where these are lists."""
    ways = site.derived(platform_of).parts.get(PARTS["政府信息公开指南"], ())
    found: dict[str, PageView] = {}
    for way in islice(dict.fromkeys(way.url for way in ways), _MOST):
        page = site.page(way)
        if page is None:
            continue
        behind = [item.url for item in page.facts.items if _is_named(item.title)][:_MOST]
        pages = [page, *(below for url in behind if (below := site.page(url)) is not None)]
        for one in pages:
            if one.facts.kind not in _LEADING and (_is_named(one.facts.heading) or _is_named(one.facts.title)):
                found.setdefault(page_key(one.url), one)
    return tuple(Guide(page, _unread(page)) for page in islice(found.values(), _MOST))


def _is_named(title: str) -> bool:
    return bool(_TITLE.search(title)) and not _NO_GUIDE.search(title)


def _unread(page: PageView) -> str:
    facts = page.facts
    if facts.scripted:
        return "正文由脚本生成，没有读到"
    if facts.paging is not None and (facts.paging.pages > 1 or facts.paging.next):
        return "指南分成几页，没有读全"
    shown = facts.images or any(link.tag in _FRAMES or offered(link.url) for link in facts.links)
    return "指南在附件或图片里，没有读到" if shown and facts.text_length < _SHORT else ""
